"""What a build keeps for the next one. Everything here may vanish or be damaged at any time."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from functools import cache as remember
from pathlib import Path

# A record is larger than the usual page of 4 KB, and would be spread over a chain of them.
PRAGMAS = "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA mmap_size = 268435456;"

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (version TEXT);
CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, data BLOB, sum TEXT);
CREATE TABLE IF NOT EXISTS part (key TEXT PRIMARY KEY, data BLOB, sum TEXT);
CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, size INTEGER, mtime INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshot (name TEXT PRIMARY KEY, key TEXT, data BLOB, sum TEXT);
"""

PROBE = """
SELECT version FROM meta LIMIT 0;
SELECT key, data, sum FROM record LIMIT 0;
SELECT key, data, sum FROM part LIMIT 0;
SELECT key, size, mtime FROM page LIMIT 0;
SELECT name, key, data, sum FROM snapshot LIMIT 0;
"""
"""Fails where a table is there but has another shape."""


TABLES = ("meta", "record", "part", "page", "snapshot")


def fingerprint(*parts: bytes | str) -> str:
    """Return a short name for data: equal data has the same one, different data has another."""
    hasher = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hasher.update(len(data).to_bytes(8, "big"))
        hasher.update(data)
    return hasher.hexdigest()


@remember
def code_version() -> str:
    """Return the fingerprint of this package's own files: a new version of the code trusts no old result."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".html"))
    return fingerprint(*(part for path in files for part in (path.relative_to(root).as_posix(), path.read_bytes())))


class Cache:
    """Records of briefings, parts of the search index, finished pages and the last snapshot, in a folder.

    No method raises for a damaged or unwritable cache: what cannot be read is missing, what cannot be
    written is made again next time.
    """

    def __init__(self, folder: Path | None) -> None:
        """Open the cache in a folder, made if need be; None is a cache that keeps nothing."""
        self.folder = folder
        self.records = Shelf(self, "record")
        self.parts = Shelf(self, "part")
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    def __reduce__(self) -> tuple[object, ...]:
        """Cross to another process as the folder alone."""
        return Cache, (self.folder,)

    @property
    def pages(self) -> Path | None:
        """The folder of finished pages."""
        return self.folder / "pages" if self.folder else None

    def _database(self) -> sqlite3.Connection | None:
        # A connection must not cross a fork, so each process opens its own.
        if self._process != os.getpid():
            self._process = os.getpid()
            self._connection = self._open()
        return self._connection

    def _open(self) -> sqlite3.Connection | None:
        if self.folder is None:
            return None
        for _ in range(2):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(self.folder / "cache.sqlite3", timeout=20, isolation_level=None)
                connection.executescript(PRAGMAS + SCHEMA + PROBE)
                self._check_version(connection)
                return connection
            except (sqlite3.Error, OSError):
                self.clear()
        return None

    def _check_version(self, connection: sqlite3.Connection) -> None:
        row = connection.execute("SELECT version FROM meta").fetchone()
        if row is None or row[0] != code_version():
            connection.executescript("".join(f"DELETE FROM {table};" for table in TABLES))
            connection.execute("INSERT INTO meta VALUES (?)", (code_version(),))

    def clear(self) -> None:
        """Delete everything that the cache holds."""
        self._connection, self._process = None, 0
        if self.folder:
            shutil.rmtree(self.folder / "pages", ignore_errors=True)
            for path in self.folder.glob("cache.sqlite3*"):
                path.unlink(missing_ok=True)

    def value(self, query: str, *values: str) -> bytes | None:
        """Return the data that a query finds beside its checksum, if it is whole."""
        database = self._database()
        if database is None:
            return None
        try:
            row = database.execute(query, values).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not isinstance(row[0], bytes) or fingerprint(row[0]) != row[1]:
            return None
        return row[0]

    def keys(self, table: str) -> set[str]:
        """Return the keys in a table."""
        database = self._database()
        if database is None:
            return set()
        try:
            return {key for (key,) in database.execute(f"SELECT key FROM {table}")}
        except sqlite3.Error:
            return set()

    def change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Carry out a statement for each row: for all of them, or for none."""
        database = self._database()
        if database is None:
            return
        try:
            database.execute("BEGIN IMMEDIATE")
            database.executemany(statement, rows)
            database.execute("COMMIT")
        except sqlite3.Error:
            if database.in_transaction:
                database.execute("ROLLBACK")

    def snapshot(self, name: str, key: str) -> bytes | None:
        """Return a snapshot of a whole build, if it is there, whole, and of this key."""
        return self.value("SELECT data, sum FROM snapshot WHERE name = ? AND key = ?", name, key)

    def last_snapshot(self, name: str) -> bytes | None:
        """Return a snapshot whatever its key, if it is there and whole."""
        return self.value("SELECT data, sum FROM snapshot WHERE name = ?", name)

    def add_snapshot(self, name: str, key: str, data: bytes) -> None:
        """Keep a snapshot in place of an earlier one of that name."""
        self.add_snapshots(key, [(name, data)])

    def add_snapshots(self, key: str, snapshots: Iterable[tuple[str, bytes]]) -> None:
        """Keep snapshots that belong together, each in place of an earlier one of its name: all of them, or none."""
        rows = ((name, key, data, fingerprint(data)) for name, data in snapshots)
        self.change("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?, ?)", rows)

    def known_pages(self) -> dict[str, tuple[int, int]]:
        """Return the finished pages: key → size in bytes and time of writing in nanoseconds."""
        database = self._database()
        if database is None:
            return {}
        try:
            return {key: (size, mtime) for key, size, mtime in database.execute("SELECT * FROM page")}
        except sqlite3.Error:
            return {}

    def keep_pages(self, pages: dict[str, tuple[int, int]], known: dict[str, tuple[int, int]]) -> None:
        """Remember the pages of this build and forget all others."""
        gone = [key for key in known if key not in pages]
        self.change("DELETE FROM page WHERE key = ?", ((key,) for key in gone))
        new = ((key, *facts) for key, facts in pages.items() if known.get(key) != facts)
        self.change("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", new)
        for key in gone:
            if self.pages:
                (self.pages / key).unlink(missing_ok=True)


class Shelf:
    """Data by key, in a table of the cache."""

    def __init__(self, cache: Cache, table: str) -> None:
        self._cache = cache
        self._table = table

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, if it is there and whole."""
        return self._cache.value(f"SELECT data, sum FROM {self._table} WHERE key = ?", key)

    def add(self, items: Iterable[tuple[str, bytes]]) -> None:
        """Keep data, each under its key."""
        rows = ((key, data, fingerprint(data)) for key, data in items)
        self._cache.change(f"INSERT OR REPLACE INTO {self._table} VALUES (?, ?, ?)", rows)

    def keys(self) -> set[str]:
        """Return all keys."""
        return self._cache.keys(self._table)

    def keep(self, keys: set[str]) -> None:
        """Forget everything but these keys."""
        gone = ((key,) for key in self.keys() - keys)
        self._cache.change(f"DELETE FROM {self._table} WHERE key = ?", gone)
