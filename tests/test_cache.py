"""The cache: what it keeps comes back, and whatever happens to it, nothing wrong comes back."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from briefwright import cache as module
from briefwright.cache import Cache, code_version, fingerprint
from desks import Desk, differences

KEY = "a" * 32


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """The folder of a cache with one thing of each kind."""
    cache = Cache(tmp_path / "cache")
    cache.records.add([(KEY, b"record")])
    cache.add_snapshot("leaves", KEY, b"snapshot")
    cache.keep_pages({KEY: (3, 4)}, {})
    return tmp_path / "cache"


def held(folder: Path) -> tuple[object, ...]:
    cache = Cache(folder)
    return cache.records.get(KEY), cache.snapshot("leaves", KEY), cache.known_pages()


NOTHING = (None, None, {})


def sql(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "cache.sqlite3")
    with connection:
        connection.execute(statement)
    connection.close()


def test_gives_back_what_it_was_given(full: Path) -> None:
    assert held(full) == (b"record", b"snapshot", {KEY: (3, 4)})
    assert Cache(full).snapshot("leaves", "b" * 32) is None
    assert Cache(full).snapshot("fragments", KEY) is None


def test_a_cache_without_a_folder_keeps_nothing() -> None:
    cache = Cache(None)
    cache.records.add([(KEY, b"record")])
    cache.add_snapshot("leaves", KEY, b"x")
    cache.keep_pages({KEY: (1, 2)}, {})
    cache.records.keep(set())
    cache.clear()
    assert (cache.records.get(KEY), cache.snapshot("leaves", KEY), cache.known_pages()) == NOTHING
    assert cache.pages is None


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_database_is_made_anew(full: Path, damage: bytes) -> None:
    for path in full.glob("cache.sqlite3*"):
        path.unlink()
    (full / "cache.sqlite3").write_bytes(damage)
    assert held(full) == NOTHING
    Cache(full).records.add([(KEY, b"again")])
    assert Cache(full).records.get(KEY) == b"again"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_database_gives_the_truth_or_nothing(full: Path, share: float) -> None:
    connection = sqlite3.connect(full / "cache.sqlite3")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    path = full / "cache.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    found = held(full)
    assert found[0] in (None, b"record") and found[1] in (None, b"snapshot") and found[2] in ({}, {KEY: (3, 4)})


def test_a_wrong_checksum_is_no_record(full: Path) -> None:
    sql(full, "UPDATE record SET data = x'00'")
    sql(full, "UPDATE snapshot SET data = x'00'")
    assert held(full) == (None, None, {KEY: (3, 4)})


def test_a_record_of_another_type_is_no_record(full: Path) -> None:
    sql(full, "UPDATE record SET data = 'text', sum = NULL")
    assert Cache(full).records.get(KEY) is None


@pytest.mark.parametrize("table", ["meta", "record", "page", "snapshot"])
def test_a_table_of_another_shape_is_made_anew(full: Path, table: str) -> None:
    sql(full, f"DROP TABLE {table}")
    sql(full, f"CREATE TABLE {table} (x TEXT)")
    for _ in range(2):
        held(full)
        Cache(full).records.add([(KEY, b"again")])
    if table in ("meta", "record"):
        assert Cache(full).records.get(KEY) == b"again"


def test_another_version_trusts_nothing(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "code_version", lambda: "another")
    assert held(full) == NOTHING


def test_the_version_is_that_of_every_file_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "briefwright"
    shutil.copytree(Path(module.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "__file__", str(package / "cache.py"))
    versions = set()
    for name in ("cache.py", "templates/macros.html", "pages/marks.py"):
        code_version.cache_clear()
        versions.add(code_version())
        path = package / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code_version.cache_clear()
    assert len(versions | {code_version()}) == 4
    code_version.cache_clear()


def test_only_the_pages_of_the_last_build_stay(full: Path) -> None:
    other = "b" * 32
    stored = full / "pages" / KEY
    stored.parent.mkdir(parents=True)
    stored.write_text("old", encoding="utf-8")
    cache = Cache(full)
    cache.keep_pages({other: (5, 6)}, cache.known_pages())
    assert Cache(full).known_pages() == {other: (5, 6)}
    assert not stored.exists()


def test_records_of_files_that_are_gone_are_forgotten(full: Path) -> None:
    cache = Cache(full)
    cache.records.keep({KEY})
    assert cache.records.get(KEY) == b"record"
    cache.records.keep(set())
    assert cache.records.get(KEY) is None


@pytest.mark.parametrize("where", ["file", "below", "nowhere"])
def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    folder = {"file": tmp_path / "file", "below": tmp_path / "file" / "cache", "nowhere": Path("/proc/no/such")}[where]
    cache = Cache(folder)
    cache.records.add([(KEY, b"record")])
    assert (cache.records.get(KEY), cache.snapshot("leaves", KEY), cache.known_pages()) == NOTHING
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_deleted_during_use_it_raises_nothing(full: Path) -> None:
    cache = Cache(full)
    assert cache.records.get(KEY) == b"record"
    shutil.rmtree(full)
    cache.records.add([("b" * 32, b"x")])
    cache.add_snapshot("leaves", KEY, b"y")
    cache.keep_pages({KEY: (1, 1)}, {"c" * 32: (2, 2)})
    assert Cache(full).records.get("b" * 32) in (None, b"x")


def test_fingerprints_keep_parts_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc") != fingerprint("abc")
    assert fingerprint("\ud800") != fingerprint("\ud801")
    assert fingerprint("é") == fingerprint("é".encode())


# What happens to the cache of a whole site between two builds: whatever it is, the site is the same.
def _damage_database(desk: Desk) -> None:
    (desk.root / ".cache/briefwright/cache.sqlite3").write_bytes(b"\0" * 9000)


def _delete_database(desk: Desk) -> None:
    for path in (desk.root / ".cache/briefwright").glob("cache.sqlite3*"):
        path.unlink()


def _delete_pages(desk: Desk) -> None:
    shutil.rmtree(desk.root / ".cache/briefwright/pages")


def _delete_all(desk: Desk) -> None:
    shutil.rmtree(desk.root / ".cache")


def _empty_pages(desk: Desk) -> None:
    for path in (desk.root / ".cache/briefwright/pages").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def _edit_the_site_in_place(desk: Desk) -> None:
    for path in (desk.root / "site").rglob("*.html"):
        path.write_bytes(path.read_bytes() + b"<!-- by hand -->")


def _another_version(desk: Desk) -> None:
    sql(desk.root / ".cache/briefwright", "UPDATE meta SET version = 'older'")


def _damage_every_record(desk: Desk) -> None:
    sql(desk.root / ".cache/briefwright", "UPDATE record SET data = data || x'20'")
    sql(desk.root / ".cache/briefwright", "UPDATE snapshot SET data = data || x'20'")


def _records_that_are_no_briefings(desk: Desk) -> None:
    data = b'{"title": 1}'
    sql(
        desk.root / ".cache/briefwright",
        f"UPDATE record SET data = x'{data.hex()}', sum = '{fingerprint(data)}'",
    )
    sql(desk.root / ".cache/briefwright", "DELETE FROM snapshot")


def _put_a_file_in_its_place(desk: Desk) -> None:
    shutil.rmtree(desk.root / ".cache/briefwright")
    (desk.root / ".cache/briefwright").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    "happens",
    [
        _damage_database,
        _delete_database,
        _delete_pages,
        _delete_all,
        _empty_pages,
        _edit_the_site_in_place,
        _another_version,
        _damage_every_record,
        _records_that_are_no_briefings,
        _put_a_file_in_its_place,
    ],
)
def test_the_site_is_the_same(desk: Desk, command, happens) -> None:
    assert command(desk, "build").code == 0
    before = desk.site()
    happens(desk)
    again = command(desk, "build")
    assert (again.code, again.err) == (0, "")
    assert differences(before, desk.site()) == []


def test_unchanged_pages_come_from_the_cache(desk: Desk, command) -> None:
    assert "new, 0 unchanged)" in command(desk, "build").out
    assert "(0 new, " in command(desk, "build").out
