"""Names in a bundle: what is refused when read, and what every system can unpack."""

import pytest

from briefwright.bundle.names import LONGEST_PATH, name_problems, path_fault, shown


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", "empty"),
        ("/etc/passwd", "root"),
        ("../x", "climbs"),
        ("a/../../x", "climbs"),
        ("a/..", "climbs"),
        ("a\\b", "backslash"),
        ("..\\x", "backslash"),
        ("C:/x", "colon"),
        ("c:x", "colon"),
        ("a/b.html:hidden", "colon"),
        ("a//b", "empty part"),
        ("a/", "empty part"),
        ("./a", "empty part"),
        ("a/./b", "empty part"),
        ("a\0b", "control"),
        ("a\nb", "control"),
        ("a\x7f", "control"),
        ("a\x85b", "control"),
        ("a\ud800b", "control"),
        ("a" * 1001, "longer"),
        ("a/" * 500 + "a", "longer"),
    ],
)
def test_an_unsafe_path_is_told_why(path: str, fault: str) -> None:
    assert fault in path_fault(path)


@pytest.mark.parametrize(
    "path", ["index.html", "a/b/c.d", ".nojekyll", "..a", "a..b/c", "Größe/図.png", "a b.html", "-x", "a" * 1000]
)
def test_a_good_path_has_no_fault(path: str) -> None:
    assert path_fault(path) == ""


@pytest.mark.parametrize(
    "path",
    [
        *("con", "CON.html", "a/nul", "a/NUL.tar.gz", "prn.txt", "Aux", "aux/x.html", "com0", "COM1.html", "lpt9.x"),
        *("conin$", "CONOUT$.txt", "com¹.txt", "LPT³", "nul .txt"),
    ],
)
def test_names_of_devices(path: str) -> None:
    (problem,) = name_problems([path], "site")
    assert "device" in problem and shown(path) in problem


@pytest.mark.parametrize("path", ["console.html", "com10.html", "a/com.html", "null.html", "xcon", "con-x", "lpt.html"])
def test_names_that_only_look_like_devices(path: str) -> None:
    assert name_problems([path], "site") == []


@pytest.mark.parametrize("character", '<>:"|?*\\')
def test_characters_that_windows_refuses(character: str) -> None:
    (problem,) = name_problems([f"a/b{character}c.html"], "site")
    assert "Windows" in problem and character in problem


@pytest.mark.parametrize("path", ["a\tb.html", "x/\x01", "a\x7f", "a\ud800"])
def test_control_characters_are_reported_and_escaped(path: str) -> None:
    (problem,) = name_problems([path], "site")
    assert "control" in problem
    assert problem.isprintable()


@pytest.mark.parametrize("path", ["a.", "a ", "a./b.html", "b /c.html", "con. "])
def test_dots_and_spaces_at_the_end(path: str) -> None:
    (problem,) = name_problems([path], "site")
    assert "at the end" in problem


@pytest.mark.parametrize("path", ["/a", "../a", "a//b", ""])
def test_paths_that_are_none(path: str) -> None:
    (problem,) = name_problems([path], "site")
    assert "cannot" not in problem and "not a path" in problem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.html", "A.html"),
        ("x/a.html", "x/A.html"),
        ("gro\u0308sse", "grösse"),
        ("é", "E\u0301"),
        ("ΑΣ", "ας"),
        ("straße", "STRASSE"),
        ("ǰ", "J\u030c"),
    ],
)
def test_names_that_differ_only_in_case_or_form(one: str, other: str) -> None:
    (problem,) = name_problems([one, other], "site")
    assert "differ only" in problem and one in problem and other in problem


def test_folders_that_differ_only_in_case() -> None:
    (problem,) = name_problems(["A/x.html", "a/y.html"], "site")
    assert "'A' and 'a' differ only" in problem


def test_a_name_twice_and_a_file_that_is_a_folder() -> None:
    assert "twice" in name_problems(["a", "a"], "site")[0]
    assert "a file and of a folder" in name_problems(["a", "A/b/c"], "site")[0]


def test_the_length_counts_the_top_folder_as_windows_counts() -> None:
    assert name_problems(["a" * (LONGEST_PATH - 5)], "site") == []
    assert "181" in name_problems(["a" * (LONGEST_PATH - 4)], "site")[0]
    # One character of Unicode, two units of UTF-16.
    assert "too long" in name_problems(["a" * (LONGEST_PATH - 6) + "😀"], "site")[0]


def test_a_name_too_long_for_linux() -> None:
    (problem,) = name_problems(["図" * 86], "site")
    assert "255 bytes" in problem
    assert name_problems(["図" * 85], "site") == []


@pytest.mark.parametrize("path", ["update/x.html", "Update/x.html"])
def test_the_folder_of_updates_is_kept_free(path: str) -> None:
    assert "update" in name_problems([path], "site")[0]
    assert name_problems(["updates/x.html", "a/update/x.html"], "site") == []


@pytest.mark.parametrize("top", ["con", "a:b", "a.", "", "a/b"])
def test_the_top_folder_must_be_good_too(top: str) -> None:
    assert name_problems(["index.html"], top)


def test_a_site_has_no_problems_and_the_order_does_not_matter() -> None:
    paths = ["index.html", "assets/images/x.svg", "briefings/2026-03-04-harbour-talks.html", "Größe.html"]
    assert name_problems(paths, "harbour-desk") == []
    bad = ["b?", "a*", "B!", "b!"]
    assert name_problems(bad, "site") == name_problems(bad[::-1], "site")
    assert len(name_problems(bad, "site")) == 3


def test_shown_names_cannot_move_the_cursor_or_turn_the_text() -> None:
    assert shown("a\x1b[2Jb\u202ec\ud800") == "a\\x1b[2Jb\\u202ec\\ud800"
    assert shown("Größe 図") == "Größe 図"
    assert len(shown("x" * 10_000)) == 200
