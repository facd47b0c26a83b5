"""Updates: what was there and the update over it are the new bundle, file by file, however long the chain."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefwright.bundle.errors import BundleError
from briefwright.bundle.manifest import MANIFEST, UPDATE, parse_manifest, parse_update
from briefwright.bundle.reading import opened, read_state
from briefwright.bundle.update import GONE, briefings_changed, compare, gone_text
from briefwright.bundle.verify import verify
from briefwright.progress import Progress
from bundles import NEWS, PAGES, TOP, bundle, entry, manifest, read_folder, update, write_folder, write_zip

OLD = bundle(PAGES)
NEW = bundle(
    {
        "index.html": b"<h1>Harbour desk, April</h1>",
        "READ-ME.txt": PAGES["READ-ME.txt"],
        "assets/look.css": PAGES["assets/look.css"],
        "briefings/patrol.html": b"<h1>A patrol is agreed</h1>",
    },
    "2026-04-05",
)


def unpack(files: Mapping[str, bytes], folder: Path) -> None:
    write_folder(folder, files)


def outside_of_updates(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith("update/")}


def test_what_is_compared() -> None:
    difference = compare(parse_manifest(OLD[MANIFEST]), parse_manifest(NEW[MANIFEST]), None)
    assert difference.changed == ("briefings/patrol.html", "index.html")
    assert difference.gone == ("briefings/talks.html",)


def test_an_update_holds_only_what_changed_and_says_what_went(tmp_path: Path) -> None:
    files = update(write_zip(tmp_path / "old.zip", OLD), NEW)
    assert set(files) == {"briefings/patrol.html", "index.html", MANIFEST, UPDATE, GONE, NEWS}
    assert files[MANIFEST] == NEW[MANIFEST]
    said = parse_update(files[UPDATE])
    assert said.from_date == "2026-03-04" and said.from_manifest == entry(OLD[MANIFEST]).sha256
    assert said.changed == ("briefings/patrol.html", "index.html") and said.gone == ("briefings/talks.html",)
    assert said.files == {GONE: entry(files[GONE]), NEWS: entry(files[NEWS])}
    assert files[GONE].decode().splitlines()[2:] == ["briefings/talks.html"]


def test_the_text_of_what_went() -> None:
    lines = gone_text(["a.html", "größe.html"]).decode().split("\n")
    assert "older state" in lines[0] and "no harm" in lines[1]
    assert lines[2:] == ["a.html", "größe.html", ""]


def test_old_and_update_make_new(tmp_path: Path) -> None:
    unpack(OLD, tmp_path / TOP)
    files = update(tmp_path / TOP, NEW)
    assert files == update(write_zip(tmp_path / "old.zip", OLD), NEW)
    unpack(files, tmp_path / TOP)
    found = verify(tmp_path / TOP, Progress())
    assert found.well and found.leftover == ("briefings/talks.html",)
    assert found.lines()[1:] == ["1 file of the older state is still there; it does no harm"]
    (tmp_path / TOP / "briefings" / "talks.html").unlink()
    found = verify(tmp_path / TOP, Progress())
    assert found.well and found.leftover == ()
    assert outside_of_updates(read_folder(tmp_path / TOP)) == NEW


def test_an_update_alone(tmp_path: Path) -> None:
    files = update(write_zip(tmp_path / "old.zip", OLD), NEW)
    path = write_zip(tmp_path / "update.zip", files)
    found = verify(path, Progress())
    assert found.well and found.update_only and found.checked == 4
    assert found.lines() == [
        f"{path} (an update, Harbour desk, state of 5 April 2026): 4 files checked, all as they were made",
        "Unpack it over the state of 4 March 2026, then verify that folder.",
    ]


@pytest.mark.parametrize("path", ["index.html", NEWS, GONE])
def test_an_update_alone_that_is_not_as_it_was_made(tmp_path: Path, path: str) -> None:
    files = update(write_zip(tmp_path / "old.zip", OLD), NEW)
    found = verify(write_zip(tmp_path / "a.zip", files | {path: b"other", "x.html": b""}), Progress())
    assert (found.altered, found.added, found.missing) == ((path,), ("x.html",), ())
    del files[path]
    found = verify(write_zip(tmp_path / "b.zip", files), Progress())
    assert (found.altered, found.missing) == ((), (path,)) and found.update_only


def test_an_updated_folder_packed_again_is_a_whole_bundle(tmp_path: Path) -> None:
    files = NEW | update(write_zip(tmp_path / "old.zip", OLD), NEW)
    found = verify(write_zip(tmp_path / "whole.zip", files), Progress())
    assert found.well and not found.update_only
    del files["READ-ME.txt"]
    found = verify(write_zip(tmp_path / "short.zip", files), Progress())
    assert found.missing == ("READ-ME.txt",) and not found.update_only


def test_an_update_in_a_folder_of_its_own_is_told_where_it_belongs(tmp_path: Path) -> None:
    unpack(update(write_zip(tmp_path / "old.zip", OLD), NEW), tmp_path / TOP)
    found = verify(tmp_path / TOP, Progress())
    assert found.missing == ("READ-ME.txt", "assets/look.css")
    assert found.lines()[-1].startswith("The last update belongs over the state of 4 March 2026")


def test_an_update_over_the_wrong_state_is_noticed(tmp_path: Path) -> None:
    unpack(OLD | {"READ-ME.txt": b"of another state"}, tmp_path / TOP)
    unpack(update(write_zip(tmp_path / "old.zip", OLD), NEW), tmp_path / TOP)
    assert verify(tmp_path / TOP, Progress()).altered == ("READ-ME.txt",)


def test_a_bad_update_json_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", NEW | {UPDATE: b"[]"})
    with pytest.raises(BundleError, match=r"x\.zip: update/update\.json: it is not a mapping"):
        verify(path, Progress())


def test_files_of_an_update_without_its_list_are_added(tmp_path: Path) -> None:
    assert verify(write_zip(tmp_path / "x.zip", NEW | {GONE: b""}), Progress()).added == (GONE,)


def test_what_had_gone_before_is_carried_over_unless_it_is_back(tmp_path: Path) -> None:
    """A reader's folder may still have what went two updates ago; a chain of updates verifies all the same."""
    states = [
        {"index.html": b"1", "a.html": b"a", "b.html": b"b"},
        {"index.html": b"2", "c.html": b"c"},
        {"index.html": b"3", "a.html": b"back"},
        {"index.html": b"4"},
    ]
    folder = tmp_path / TOP
    unpack(bundle(states[0]), folder)
    gone = []
    for state in states[1:]:
        unpack(update(folder, bundle(state)), folder)
        assert verify(folder, Progress()).well
        gone.append(parse_update((folder / UPDATE).read_bytes()).gone)
    assert gone == [("a.html", "b.html"), ("b.html", "c.html"), ("a.html", "b.html", "c.html")]
    assert verify(folder, Progress()).leftover == ("a.html", "b.html", "c.html")


def test_an_update_from_an_update_alone(tmp_path: Path) -> None:
    """Whoever kept only the last update can make the next from it."""
    first = write_zip(tmp_path / "first.zip", update(write_zip(tmp_path / "old.zip", OLD), NEW))
    unpack(NEW | update(write_zip(tmp_path / "again.zip", OLD), NEW), tmp_path / TOP)
    third = bundle({"index.html": b"3"})
    assert update(first, third) == update(tmp_path / TOP, third)


def test_the_state_says_which_folder_and_which_manifest(tmp_path: Path) -> None:
    for path in (write_zip(tmp_path / "old.zip", OLD), write_folder(tmp_path / TOP, OLD)):
        with opened(path) as old:
            state = read_state(old)
        assert (state.top, state.sha256, state.update) == (TOP, entry(OLD[MANIFEST]).sha256, None)
        assert state.manifest.to_json() == OLD[MANIFEST]


def test_briefings_changed_where_the_file_and_the_page_did() -> None:
    old = manifest({f"briefings/{name}.html": b"1" for name in ("same", "edited", "comment", "gone")})
    new = manifest({f"briefings/{name}.html": b"2" for name in ("edited", "comment", "new")} | {"x.html": b""})
    new.contents["same"] = old.contents["same"]  # type: ignore[index]
    pages = ("briefings/edited.html", "briefings/same.html", "briefings/new.html", "index.html")
    assert briefings_changed(old, new, pages) == (("new",), ("edited",), ("gone",))


NAMES = st.sampled_from(["index.html", "a.html", "e.html", "b/c.html", "b/d.css", "briefings/x.html", "ü/図.html"])
STATES = st.lists(st.dictionaries(NAMES, st.binary(max_size=3), min_size=1), min_size=2, max_size=5)


@settings(max_examples=60)
@given(STATES, st.booleans())
def test_any_chain_of_updates_gives_the_new_bundle(states: list[dict[str, bytes]], tidy: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / TOP
        unpack(bundle(states[0]), folder)
        for state in states[1:]:
            unpack(update(folder, bundle(state)), folder)
            found = verify(folder, Progress())
            assert found.well
            gone = parse_update((folder / UPDATE).read_bytes()).gone
            assert set(found.leftover) == {path for path in gone if (folder / path).exists()}
            if tidy:
                for path in gone:
                    (folder / path).unlink(missing_ok=True)
                assert verify(folder, Progress()).leftover == ()
        for path in parse_update((folder / UPDATE).read_bytes()).gone:
            (folder / path).unlink(missing_ok=True)
        assert verify(folder, Progress()).well
        assert outside_of_updates(read_folder(folder)) == bundle(states[-1], "2026-04-05")
