"""Finished pages: linked or copied, never written into an old file, and never fatal when the cache vanishes."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from briefwright.store import Store

KEY = "ab" + "c" * 30


def store(tmp_path: Path, known: dict[str, tuple[int, int]] | None = None, site: str = "site") -> Store:
    return Store(str(tmp_path / "pages"), str(tmp_path / site), known or {})


def test_a_page_is_written_once_and_linked(tmp_path: Path) -> None:
    facts = store(tmp_path).write("actors/x/index.html", KEY, "é".encode())
    page = tmp_path / "site/actors/x/index.html"
    assert page.read_bytes() == "é".encode()
    assert facts == (2, page.stat().st_mtime_ns)
    assert page.stat().st_nlink == 2
    second = store(tmp_path, {KEY: facts}, "other")
    assert second.place("y/index.html", KEY) == facts
    assert (tmp_path / "other/y/index.html").samefile(page)


def test_without_a_folder_it_writes_into_the_site(tmp_path: Path) -> None:
    alone = Store(None, str(tmp_path / "site"), {KEY: (1, 1)})
    assert alone.write("a/b/c.html", KEY, b"x") is None
    assert (tmp_path / "site/a/b/c.html").read_text(encoding="utf-8") == "x"
    assert alone.place("d.html", KEY) is None


@pytest.mark.parametrize("change", ["grown", "touched", "gone", "unknown"])
def test_a_page_that_is_not_what_it_was_is_not_placed(tmp_path: Path, change: str) -> None:
    facts = store(tmp_path).write("x.html", KEY, b"whole")
    assert facts is not None
    page = tmp_path / "site/x.html"
    stored = tmp_path / "pages" / KEY
    if change == "grown":
        with page.open("a", encoding="utf-8") as file:
            file.write("!")
        os.utime(page, ns=(facts[1], facts[1]))
    elif change == "touched":
        page.write_text("WHOLE", encoding="utf-8")
        os.utime(page, ns=(facts[1] + 1, facts[1] + 1))
    elif change == "gone":
        stored.unlink()
    known = {} if change == "unknown" else {KEY: facts}
    assert store(tmp_path, known, "other").place("x.html", KEY) is None
    assert not (tmp_path / "other/x.html").exists()


def test_a_new_page_never_changes_an_old_file(tmp_path: Path) -> None:
    store(tmp_path).write("x.html", KEY, b"old")
    page = tmp_path / "site/x.html"
    kept = tmp_path / "kept.html"
    os.link(page, kept)
    store(tmp_path, site="other").write("x.html", KEY, b"new")
    store(tmp_path).write("x.html", "de" + KEY[2:], b"newer")
    assert kept.read_text(encoding="utf-8") == "old"
    assert page.read_text(encoding="utf-8") == "newer"


def test_it_copies_where_links_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", refuse)
    facts = store(tmp_path).write("x/index.html", KEY, b"page")
    assert (tmp_path / "site/x/index.html").read_text(encoding="utf-8") == "page"
    assert facts is not None
    assert store(tmp_path, {KEY: facts}, "other").place("x/index.html", KEY) == facts
    assert (tmp_path / "other/x/index.html").read_text(encoding="utf-8") == "page"


def test_the_folder_may_vanish_during_use(tmp_path: Path) -> None:
    using = store(tmp_path)
    using.write("a.html", KEY, b"a")
    shutil.rmtree(tmp_path / "pages")
    using.write("b.html", "ab" + "d" * 30, b"b")
    assert (tmp_path / "site/b.html").read_text(encoding="utf-8") == "b"


def test_the_folder_may_be_of_no_use(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file", encoding="utf-8")
    assert store(tmp_path).write("a/index.html", KEY, b"a") is None
    assert (tmp_path / "site/a/index.html").read_text(encoding="utf-8") == "a"


def test_a_stored_page_may_vanish_before_it_is_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = store(tmp_path).write("a.html", KEY, b"a")
    assert facts is not None

    def vanish(source: str, target: str) -> None:
        Path(source).unlink()
        raise FileNotFoundError(source)

    monkeypatch.setattr(os, "link", vanish)
    assert store(tmp_path, {KEY: facts}, "other").place("b.html", KEY) is None
    assert not (tmp_path / "other/b.html").exists()


def test_a_site_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError):
        store(tmp_path).write("a/index.html", KEY, b"a")
