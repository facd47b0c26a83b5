"""Verifying: whatever is not as it was made is found by name, and hostile bundles are refused before they are read."""

import os
import re
import struct
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefwright.bundle import reading, zip_reading
from briefwright.bundle.errors import BundleError, DamagedError
from briefwright.bundle.manifest import MANIFEST
from briefwright.bundle.verify import Findings, verify
from briefwright.progress import Progress
from bundles import PAGES, TOP, Member, bundle, members, raw_zip, with_member, write_folder, write_zip

DEFLATED = zipfile.ZIP_DEFLATED


def check(path: Path) -> Findings:
    return verify(path, Progress())


def refused(path: Path, words: str) -> None:
    with pytest.raises(BundleError) as caught:
        check(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and message.isprintable()
    assert re.search(words, message.removeprefix(f"{path}: "))


@pytest.fixture(params=["stored", "deflated", "folder"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """Make a bundle of files in one of its shapes."""
    if request.param == "folder":
        return lambda files: write_folder(tmp_path / "bundle", files)
    method = DEFLATED if request.param == "deflated" else zipfile.ZIP_STORED
    return lambda files: write_zip(tmp_path / "bundle.zip", files, method)


Make = Callable[[dict[str, bytes]], Path]


def test_a_bundle_as_it_was_made(make: Make) -> None:
    path = make(bundle(PAGES))
    found = check(path)
    assert found.well
    assert found.checked == len(PAGES)
    assert found.lines() == [
        f"{path} (Harbour desk, state of 4 March 2026): 4 files checked, all as they were made",
    ]


def test_altered_missing_and_added_files_by_name(make: Make) -> None:
    files = bundle(PAGES)
    files["index.html"] = files["index.html"].replace(b"H", b"h", 1)
    files["assets/look.css"] += b" "
    del files["briefings/talks.html"]
    files["extra/page.html"] = b"<p>"
    path = make(files)
    found = check(path)
    assert not found.well
    assert found.altered == ("assets/look.css", "index.html")
    assert found.missing == ("briefings/talks.html",)
    assert found.added == ("extra/page.html",)
    assert (found.unreadable, found.leftover, found.aside, found.checked) == ((), (), (), 3)
    assert found.lines() == [
        f"{path} (Harbour desk, state of 4 March 2026): NOT as it was made, 3 files checked",
        "altered: not what was published (2 files)",
        "  assets/look.css",
        "  index.html",
        "missing: listed, but not there (1 file)",
        "  briefings/talks.html",
        "added: there, but not listed (1 file)",
        "  extra/page.html",
        "Do not rely on it: get a new copy from where this one came from.",
    ]


def test_only_so_many_names_are_listed(make: Make) -> None:
    files = bundle(PAGES) | {f"x{number:04}.html": b"" for number in range(1032)}
    lines = check(make(files)).lines()
    assert lines[1] == "added: there, but not listed (1,032 files)"
    assert lines[21:23] == ["  x0019.html", "  and 1,012 more"]


def test_what_systems_strew_about_is_set_aside(make: Make) -> None:
    strewn = {
        "Thumbs.db": b"1",
        "assets/.DS_Store": b"2",
        "desktop.ini": b"3",
        "._index.html": b"4",
        "__MACOSX/x": b"5",
    }
    found = check(make(bundle(PAGES) | strewn))
    assert found.well and found.aside == tuple(sorted(strewn))
    assert found.lines()[1] == "5 files of the computer's own (such as ._index.html) left aside"


def test_a_listed_file_counts_whatever_its_name(make: Make) -> None:
    files = bundle({**PAGES, "._index.html": b"listed"})
    del files["._index.html"]
    assert check(make(files)).missing == ("._index.html",)


def test_names_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "bundle", bundle(PAGES))
    (folder / "a\x1b[2J\u202e.html").write_bytes(b"")
    (folder / os.fsdecode(b"b\xff")).write_bytes(b"")
    lines = check(folder).lines()
    assert all(line.isprintable() for line in lines)
    assert "  a\\x1b[2J\\u202e.html" in lines


def test_no_date(make: Make) -> None:
    assert "(Harbour desk): 4 files checked" in check(make(bundle(PAGES, None))).lines()[0]


def test_the_progress_is_told(make: Make) -> None:
    class Counting(Progress):
        told = 0

        @contextmanager
        def stage(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
            assert (name, total) == ("Verifying", 4)

            def advance(steps: int) -> None:
                self.told += steps

            yield advance

    progress = Counting()
    verify(make(bundle(PAGES)), progress)
    assert progress.told == 4


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, DEFLATED])
def test_a_flipped_bit_anywhere_in_the_data_is_found_by_name(tmp_path: Path, method: int) -> None:
    path = write_zip(tmp_path / "bundle.zip", bundle(PAGES), method)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        places = [(info.filename, info.header_offset, info.compress_size) for info in archive.infolist()]
    for name, offset, size in places:
        start = offset + 30 + len(name)
        if name.endswith(MANIFEST):
            continue
        for at in range(start, start + size, max(1, size // 12)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :])
            found = check(path)
            if found.well:
                # The last bits that deflate fills a byte up with are no part of the file.
                assert (method, at) == (DEFLATED, start + size - 1)
                continue
            assert found.altered == (name.partition("/")[2],), at
            assert not (found.missing or found.added or found.unreadable)


def test_a_flipped_bit_in_the_headers_is_refused_or_found_or_changes_no_file(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "bundle.zip", bundle(PAGES))
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
        local = [at for i in archive.infolist() for at in range(i.header_offset, i.header_offset + 30)]
    silent = set()
    for at in [*local, *range(start, len(whole))]:
        for bit in (1, 0x80):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            try:
                found = check(path)
            except BundleError:
                continue
            if found.well:
                silent.add(at)
                assert contents(path) == bundle(PAGES)
    # Times, versions and attributes are nobody's content; most of the directory is.
    assert len(silent) < (len(local) + len(whole) - start) / 2


def contents(path: Path) -> dict[str, bytes]:
    with reading.opened(path) as found:
        return {name: b"".join(found.chunks(name)) for name in found.files}


@pytest.mark.parametrize("keep", [0, 1, 21, 22, 100, -1, -22, -60])
def test_a_zip_that_did_not_arrive_whole(tmp_path: Path, keep: int) -> None:
    path = write_zip(tmp_path / "bundle.zip", bundle(PAGES))
    path.write_bytes(path.read_bytes()[:keep])
    refused(path, "not a zip")


def test_a_zip_that_lost_its_middle(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "bundle.zip", bundle(PAGES))
    data = path.read_bytes()
    path.write_bytes(data[:200] + data[300:])
    with pytest.raises(BundleError):
        check(path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil.html", "climbs"),
        (f"{TOP}/../../evil.html", "climbs"),
        (f"{TOP}/./x", "empty part"),
        (f"{TOP}//x", "empty part"),
        ("/etc/passwd", "root"),
        (f"{TOP}\\x.html", "backslash"),
        ("C:/x.html", "colon"),
        (f"{TOP}/x.html\0.txt", "control"),
        (f"{TOP}/x\n.html", "control"),
        ("beside.html", "beside the top folder"),
        ("other/x.html", "more than one top folder"),
        (f"{TOP}/index.html", "twice"),
        (f"{TOP}/index.html/x", "a file and a folder"),
        ("", "empty"),
        ("/", "empty"),
    ],
)
def test_hostile_names(tmp_path: Path, name: str, words: str) -> None:
    refused(raw_zip(tmp_path / "x.zip", [*members(bundle(PAGES)), Member(name, b"evil")]), words)


@pytest.mark.parametrize("kind", [0o120777, 0o010644, 0o020644, 0o060644, 0o140644, 0o040755])
def test_links_and_special_files(tmp_path: Path, kind: int) -> None:
    evil = Member(f"{TOP}/x", b"/etc/passwd", attributes=kind << 16)
    refused(raw_zip(tmp_path / "x.zip", [*members(bundle(PAGES)), evil]), "link or a special file")


def test_folders_in_a_zip_are_no_files(tmp_path: Path) -> None:
    folders = [
        Member(f"{TOP}/", attributes=0o040755 << 16),
        Member(f"{TOP}/assets/", attributes=0x10),
        Member("__MACOSX/._x", b"1"),
    ]
    assert check(raw_zip(tmp_path / "x.zip", [*folders, *members(bundle(PAGES))])).well
    with_data = [*members(bundle(PAGES)), Member(f"{TOP}/more/", b"data", attributes=0x10)]
    refused(raw_zip(tmp_path / "x.zip", with_data), "contradict")


@pytest.mark.parametrize("flags", [0x801, 0x840, 0x841, 0x2800])
def test_encrypted_files(tmp_path: Path, flags: int) -> None:
    refused(raw_zip(tmp_path / "x.zip", [*members(PAGES), Member(f"{TOP}/x", b"1", flags=flags)]), "encrypted")


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 97, 99])
def test_other_ways_of_packing(tmp_path: Path, method: int) -> None:
    refused(raw_zip(tmp_path / "x.zip", [*members(PAGES), Member(f"{TOP}/x", b"1", method)]), "unknown way")


def test_a_file_that_grows_too_much(tmp_path: Path) -> None:
    bomb = Member(f"{TOP}/x", bytes(2_000_000), DEFLATED)
    assert 1000 * len(bomb.packed) < 2_000_000
    refused(raw_zip(tmp_path / "x.zip", [*members(bundle(PAGES)), bomb]), "would grow from .* to 2,000,000 bytes")


def test_a_file_or_a_zip_of_absurd_size(tmp_path: Path) -> None:
    large = Member(f"{TOP}/x", b"1", DEFLATED, size=2**30 + 1)
    refused(raw_zip(tmp_path / "x.zip", [large]), "larger than 1 GB")
    many = [Member(f"{TOP}/{n}", b"1", DEFLATED, size=2**30) for n in range(21)]
    refused(raw_zip(tmp_path / "x.zip", many), "more than 20 GB")


def test_sizes_of_64_bits_are_read(tmp_path: Path) -> None:
    extra = struct.pack("<2H2Q", 1, 16, 2**60, 4)
    hidden = Member(f"{TOP}/x", b"1234", DEFLATED, size=2**32 - 1, packed_size=2**32 - 1, extra=extra)
    refused(raw_zip(tmp_path / "x.zip", [hidden]), "more than 20 GB")
    broken = with_member(hidden, extra=extra[:8])
    refused(raw_zip(tmp_path / "x.zip", [broken]), "not a zip")


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raw_zip(tmp_path / "x.zip", members(bundle(PAGES)))
    monkeypatch.setattr(zip_reading, "MOST_ENTRIES", 4)
    refused(path, "lists 5 files")


@pytest.mark.parametrize("says", [5, 65_535])
def test_too_large_a_list_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: int) -> None:
    path = raw_zip(tmp_path / "x.zip", [*members(bundle(PAGES))] + [Member(f"{TOP}/{n}") for n in range(5000)], says)
    monkeypatch.setattr(zip_reading, "LARGEST_LIST", 70_000)
    refused(path, "list of files has more than")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, DEFLATED])
def test_files_that_share_their_bytes(tmp_path: Path, method: int) -> None:
    page = Member(f"{TOP}/a", b"x" * 500, method)
    again = Member(f"{TOP}/b", b"x" * 500, method, offset=0, local_name=f"{TOP}/a")
    refused(raw_zip(tmp_path / "x.zip", [page, again]), "shares its bytes")


def test_a_file_that_quotes_the_next_one(tmp_path: Path) -> None:
    """The kind of D. Fifield's "A better zip bomb": the header of one file is part of the data of another."""
    inner = Member(f"{TOP}/b", b"x" * 100)
    outer = Member(f"{TOP}/a", b"", packed_size=60, size=60)
    refused(raw_zip(tmp_path / "x.zip", [outer, inner]), "shares its bytes")


@pytest.mark.parametrize(("offset", "packed_size"), [(5_000, None), (2**32 - 2, None), (None, 50_000)])
def test_files_outside_of_the_body(tmp_path: Path, offset: int | None, packed_size: int | None) -> None:
    evil = Member(f"{TOP}/x", b"x", DEFLATED, offset=offset, packed_size=packed_size)
    refused(raw_zip(tmp_path / "x.zip", [evil]), "reaches out of")


@pytest.mark.parametrize("size", [0, 1, 499, 501, 5000])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, DEFLATED])
def test_sizes_that_lie(tmp_path: Path, size: int, method: int) -> None:
    """The list's size is the manifest's, too: only the data can tell."""
    files = bundle(PAGES)
    real, claimed = b"x" * 500, b"x" * size
    listed = bundle({**PAGES, "x.html": claimed})[MANIFEST]
    liar = Member(f"{TOP}/x.html", real, method, size=size)
    path = raw_zip(tmp_path / "x.zip", [*members({**files, MANIFEST: listed}), liar])
    if method == zipfile.ZIP_STORED:
        refused(path, "contradict")
    else:
        assert check(path).altered == ("x.html",)
        with reading.opened(path) as found, pytest.raises(DamagedError, match=r"x\.html"):
            assert b"".join(found.chunks("x.html"))[:size] == claimed[:500]


@pytest.mark.parametrize(("difference", "word"), [(-1, "larger"), (1, "smaller")])
def test_a_size_that_lies_with_the_right_checksum(tmp_path: Path, difference: int, word: str) -> None:
    liar = Member(f"{TOP}/x.html", b"x" * 500, DEFLATED, size=500 + difference)
    path = raw_zip(tmp_path / "x.zip", [*members(bundle(PAGES)), liar])
    with reading.opened(path) as found, pytest.raises(DamagedError, match=word):
        list(found.chunks("x.html"))


def test_a_second_name_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Later Pythons take a name from the extra field 0x7075 (APPNOTE 4.6.9) where other programs may not."""

    def renamed(info: zipfile.ZipInfo, *args: object) -> None:
        info.filename = info.filename.replace("look", "other")

    monkeypatch.setattr(zipfile.ZipInfo, "_decodeExtra", renamed)
    refused(raw_zip(tmp_path / "x.zip", members(bundle(PAGES))), "second name, 'harbour-desk/assets/other.css'")


def test_a_manifest_that_has_the_size_wrong(make: Make) -> None:
    files = bundle(PAGES)
    size = str(len(PAGES["index.html"])).encode()
    files[MANIFEST] = files[MANIFEST].replace(b'"size":' + size, b'"size":' + size + b"0")
    assert check(make(files)).altered == ("index.html",)


def test_a_hidden_end_is_noticed_even_where_the_checksum_agrees(tmp_path: Path) -> None:
    """The library alone stops at the size in the list, with the right checksum of that much."""
    said, hidden = b"fine " * 100, b"evil " * 100
    listed = bundle({**PAGES, "x.html": said})[MANIFEST]
    liar = Member(f"{TOP}/x.html", said + hidden, DEFLATED, size=len(said), crc=zlib.crc32(said))
    path = raw_zip(tmp_path / "x.zip", [*members({**PAGES, MANIFEST: listed}), liar])
    with zipfile.ZipFile(path) as archive:
        assert archive.read(f"{TOP}/x.html") == said
    assert check(path).altered == ("x.html",)


def test_a_bomb_that_lies_is_not_unpacked(tmp_path: Path) -> None:
    said = b"small"
    listed = bundle({"x.html": said})[MANIFEST]
    bomb = Member(f"{TOP}/x.html", bytes(60_000_000), DEFLATED, size=len(said))
    path = raw_zip(tmp_path / "x.zip", [Member(f"{TOP}/{MANIFEST}", listed), bomb])
    del bomb
    tracemalloc.start()
    try:
        assert check(path).altered == ("x.html",)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_a_file(make: Make) -> None:
    path = make(bundle({"large.bin": os.urandom(30_000) * 1000}))
    tracemalloc.start()
    try:
        assert check(path).well
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_another_name_in_the_local_header(tmp_path: Path) -> None:
    parts = members(bundle(PAGES))
    parts[0] = with_member(parts[0], local_name=f"{TOP}/inside.html")
    assert check(raw_zip(tmp_path / "x.zip", parts)).altered == ("index.html",)


@pytest.mark.parametrize("name", [f"{TOP}/\udc80".encode("utf-8", "surrogateescape"), b"\xff"])
def test_names_that_are_not_in_their_encoding(tmp_path: Path, name: bytes) -> None:
    path = raw_zip(tmp_path / "x.zip", [Member("X" * len(name), b"1")])
    path.write_bytes(path.read_bytes().replace(b"X" * len(name), name))
    refused(path, "not a zip")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "not a zip"), (b"<html>", "not a zip"), (b"PK\5\6" + bytes(18), "is empty"), (bytes(100_000), "not a zip")],
)
def test_what_is_no_zip(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    refused(path, words)


def test_no_such_file_and_what_is_neither(tmp_path: Path) -> None:
    refused(tmp_path / "x.zip", "no such file")
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", "neither a file nor a folder")


def test_no_manifest_and_a_bad_one(make: Make) -> None:
    refused(make(bundle(PAGES) | {MANIFEST: b"{}"}), "'format'")


def test_a_zip_without_a_manifest(tmp_path: Path) -> None:
    refused(write_zip(tmp_path / "x.zip", PAGES), "no manifest.json")
    refused(write_folder(tmp_path / "x", PAGES), "no manifest.json")
    (tmp_path / "nothing").mkdir()
    refused(tmp_path / "nothing", "no manifest.json")


def test_a_manifest_that_is_damaged_in_its_zip(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", bundle(PAGES), zipfile.ZIP_STORED)
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"site":"Harbour', b'"site":"harbour'))
    refused(path, "'manifest.json' is damaged")


def test_a_manifest_without_end(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    refused(make(bundle(PAGES)), "more than 100 bytes")


def test_the_folder_around_the_top_folder_will_do(tmp_path: Path) -> None:
    write_folder(tmp_path / "around" / TOP, bundle(PAGES))
    assert check(tmp_path / "around").well
    write_folder(tmp_path / "around" / "second", bundle(PAGES))
    refused(tmp_path / "around", "name the folder")


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    files = bundle(PAGES)
    folder = write_folder(tmp_path / "bundle", files)
    elsewhere = write_folder(tmp_path / "elsewhere", PAGES)
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(elsewhere / "index.html")
    (folder / "more").symlink_to(elsewhere, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    found = check(folder)
    assert found.unreadable == ("index.html", "loop", "more", "pipe")
    assert (found.altered, found.missing, found.added) == ((), (), ())
    assert not found.well


def test_a_linked_manifest_is_none(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "bundle", bundle(PAGES))
    (folder / MANIFEST).rename(tmp_path / "other.json")
    (folder / MANIFEST).symlink_to(tmp_path / "other.json")
    refused(folder, "no manifest.json")


def test_what_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run as root, whom nothing is closed to: the system's refusal is made here."""
    folder = write_folder(tmp_path / "bundle", bundle(PAGES))
    real_open, real_scan = os.open, os.scandir

    def closed(path: Path, *args: int) -> int:
        if Path(path).name == "index.html":
            raise PermissionError(13, "Permission denied")
        return real_open(path, *args)

    def closed_folder(path: Path) -> object:
        if Path(path).name == "assets":
            raise PermissionError(13, "Permission denied")
        return real_scan(path)

    monkeypatch.setattr(os, "open", closed)
    monkeypatch.setattr(os, "scandir", closed_folder)
    found = check(folder)
    assert found.unreadable == ("assets/", "index.html")
    assert found.altered == () and found.added == ()


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "bundle", bundle(PAGES))
    monkeypatch.setattr(os, "read", lambda handle, size: b"x" * size)
    with reading.opened(folder) as found:
        monkeypatch.setattr(reading, "_small_file", lambda bundle, path: (folder / path).read_bytes())
        assert found.files
    assert check(folder).altered == tuple(sorted(PAGES))


@pytest.mark.skipif(sys.platform == "darwin", reason="keeps one form only")
def test_another_unicode_form_of_a_name_is_its_place(tmp_path: Path) -> None:
    files = bundle({**PAGES, "gr\u00f6sse.html": b"1"})
    files["gro\u0308sse.html"] = files.pop("gr\u00f6sse.html")
    folder = write_folder(tmp_path / "bundle", files)
    assert check(folder).well
    (folder / "gr\u00f6sse.html").write_bytes(b"1")
    assert check(folder).added == ("gro\u0308sse.html",)


def test_a_nested_folder_of_any_depth(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "bundle", bundle(PAGES))
    deep = folder.joinpath(*["d"] * 400)
    deep.mkdir(parents=True)
    (deep / "x").write_bytes(b"")
    assert check(folder).added == ("d/" * 400 + "x",)
