"""`briefwright bundle`: what is in the zip, the same bytes everywhere, refusals, updates, and the offer on the site."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from briefwright.bundle.manifest import parse_manifest
from briefwright.commands.crash import CRASHED
from briefwright.download import DownloadError, download
from briefwright.machine import MACHINE
from desks import SECOND, SMALL_SITE, Desk, Ran

TOP = "harbour-desk"
SVG = '<svg xmlns="http://www.w3.org/2000/svg">'
THIRD = SECOND.replace("A second round is set", "A third round").replace("2026-04-10", "2026-05-01")


def bundle(command, desk: Desk, *arguments: str) -> Ran:
    ran = command(desk, "bundle", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran


def unpacked(zip_file: Path, into: Path) -> Path:
    with zipfile.ZipFile(zip_file) as archive:
        archive.extractall(into)
    return into / TOP


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def offline_desk(desk: Desk) -> Desk:
    """A desk with what tempts a site to call out, and with an image of its own."""
    config = SMALL_SITE["mkdocs.yml"].replace("font: false", "features: [navigation.instant, navigation.tabs]")
    config = config.replace("extra:\n", "extra:\n  analytics: {provider: google, property: G-1}\n")
    desk.write({"mkdocs.yml": config, "docs/map.svg": f"{SVG}<path d='M0 0h9'/></svg>"})
    desk.write({"docs/index.md": "# Harbour desk\n\n![A map](map.svg)\n\n[Out](https://out.example/)\n"})
    return desk


# What is in it.


def test_one_folder_with_all_that_belongs_in_it(desk: Desk, command, tmp_path: Path) -> None:
    ran = bundle(command, offline_desk(desk))
    assert ran.out.startswith("2 briefings, ") and "in bundle.zip (" in ran.out
    top = unpacked(desk.root / "bundle.zip", tmp_path / "un")
    assert [path.name for path in top.parent.iterdir()] == [TOP]
    made = files(top)
    assert {"index.html", "map.svg", "READ-ME.txt", "manifest.json", "briefings/2026-03-04-talks.html"} <= made.keys()
    assert not {"404.html", "sitemap.xml", "sitemap.xml.gz"} & made.keys()
    manifest = parse_manifest(made.pop("manifest.json"))
    assert (manifest.site, manifest.date, manifest.briefings) == ("Harbour desk", "2026-04-10", 2)
    assert manifest.pages == sum(path.endswith(".html") for path in made)
    listed = {path: (entry.size, entry.sha256) for path, entry in manifest.files.items()}
    assert listed == {path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in made.items()}
    read_me = made["READ-ME.txt"].decode()
    assert "index.html" in read_me and "10 April 2026" in read_me and "\n" not in read_me.replace("\r\n", "")


def test_the_theme_neither_loads_nor_reports_anything(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, offline_desk(desk))
    top = unpacked(desk.root / "bundle.zip", tmp_path / "un")
    page = (top / "index.html").read_text(encoding="utf-8")
    assert "fonts.g" not in page and "googletagmanager" not in page and "navigation.instant" not in page
    assert "navigation.tabs" in page
    assert "Offline copy. Newest content: 10 April 2026." in page
    assert 'href="https://out.example/"' in page


def test_the_site_itself_is_left_as_it_was(desk: Desk, command) -> None:
    command(desk, "build")
    before = files(desk.root / "site")
    bundle(command, desk)
    assert files(desk.root / "site") == before
    # Neither drives the other's results out of the cache.
    assert "0 new" in command(desk, "build").out
    assert not [path for path in desk.root.iterdir() if path.name.endswith((".building", ".part"))]


def test_a_selection_is_in_the_manifest_and_on_the_pages(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, desk, "--dossier", "port-vell", "--before", "2026-03", "--lang", "en", "-o", "part.zip")
    top = unpacked(desk.root / "part.zip", tmp_path / "un")
    manifest = parse_manifest((top / "manifest.json").read_bytes())
    chosen = manifest.selection
    assert (chosen.dossiers, chosen.after, chosen.before, chosen.lang) == (("port-vell",), None, "2026-03", "en")
    assert list(manifest.contents) == ["2026-03-04-talks"]
    assert not (top / "briefings/2026-04-10-second-round.html").exists()
    assert "This bundle holds 1 of 2 briefings" in (top / "index.html").read_text(encoding="utf-8")
    assert "This bundle holds 1 of 2 briefings" in (top / "READ-ME.txt").read_text(encoding="utf-8")


def test_drafts_are_in_it_only_when_asked_for(desk: Desk, command) -> None:
    desk.edit("briefings/2026/2026-04-10-second-round.yml", "date:", "status: draft\ndate:")
    assert bundle(command, desk).out.startswith("1 briefing,")
    assert bundle(command, desk, "--drafts").out.startswith("2 briefings,")


def test_an_empty_desk_makes_a_bundle_too(desk: Desk, command) -> None:
    for path in (desk.root / "briefings/2026").iterdir():
        path.unlink()
    assert bundle(command, desk).out.startswith("0 briefings,")
    assert command(desk, "bundle", "--verify", "bundle.zip").code == 0


# The same bytes, whatever the machine.


def test_zone_locale_umask_folder_and_hash_seed_change_nothing(tmp_path: Path) -> None:
    digests = set()
    settings = (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    )
    for number, environment in enumerate(settings):
        root = tmp_path / ("here" if number else "a longer name/with spaces")
        desk = Desk(root).write(dict(SMALL_SITE))
        before = os.umask(0o077 if number else 0o002)
        try:
            process = desk.start("bundle", **environment)
            out, _ = process.communicate(timeout=120)
        finally:
            os.umask(before)
        assert process.returncode == 0, out
        digests.add(hashlib.sha256((root / "bundle.zip").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_second_run_gives_the_same_zip(desk: Desk, command) -> None:
    bundle(command, desk)
    first = (desk.root / "bundle.zip").read_bytes()
    bundle(command, desk)
    assert (desk.root / "bundle.zip").read_bytes() == first
    shutil.rmtree(desk.root / ".cache")
    bundle(command, desk)
    assert (desk.root / "bundle.zip").read_bytes() == first


def test_times_are_those_of_the_content_or_of_the_variable(desk: Desk, command, monkeypatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    bundle(command, desk)
    with zipfile.ZipFile(desk.root / "bundle.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 4, 10, 0, 0, 0)}
        assert {(info.external_attr, info.create_system) for info in archive.infolist()} == {(0o100644 << 16, 3)}
        names = [info.filename for info in archive.infolist()]
        assert names[:-1] == sorted(names[:-1]) and names[-1] == f"{TOP}/manifest.json"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    bundle(command, desk)
    with zipfile.ZipFile(desk.root / "bundle.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2001, 9, 9, 1, 46, 40)}


@pytest.mark.parametrize("epoch", ["soon", "-1e9", "99999999999999999999", "9999999999"])
def test_an_odd_epoch_is_said(desk: Desk, command, monkeypatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = command(desk, "bundle")
    assert ran.code in (1, 2)
    assert "SOURCE_DATE_EPOCH" in ran.err and "Traceback" not in ran.err
    assert not (desk.root / "bundle.zip").exists()


# Refusals.


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("docs/more.md", '<img src="https://far.example/x.png" alt="">', "more.html:"),
        ("docs/more.md", '<script src="//far.example/x.js"></script>', "//far.example/x.js"),
        ("docs/more.md", '<form action="https://far.example/"><button>Go</button></form>', "https://far.example/"),
        ("docs/look.css", "@import 'https://far.example/x.css';", "look.css:1:"),
        ("docs/far.svg", f"{SVG}<image href='https://far.example/i.png'/></svg>", "far.svg:1:"),
    ],
)
def test_what_calls_out_is_refused_with_its_place(desk: Desk, command, name: str, text: str, said: str) -> None:
    (desk.root / "bundle.zip").write_bytes(b"the last good one")
    desk.write({name: text})
    ran = command(desk, "bundle")
    assert ran.code == 1
    assert "no bundle was made" in ran.err and said in ran.err and "far.example" in ran.err
    assert (desk.root / "bundle.zip").read_bytes() == b"the last good one"


def test_many_places_are_counted(desk: Desk, command) -> None:
    images = "\n\n".join(f'<img src="https://far.example/{n}.png" alt="">' for n in range(50))
    desk.write({"docs/more.md": images})
    ran = command(desk, "bundle")
    assert ran.code == 1
    assert "and 30 more" in ran.err


@pytest.mark.parametrize("name", ["docs/aux.txt", "docs/a:b.txt", "docs/update/x.txt", f"docs/{'long' * 50}.txt"])
def test_names_that_not_every_system_takes_are_refused(desk: Desk, command, name: str) -> None:
    desk.write({name: "x"})
    ran = command(desk, "bundle")
    assert ran.code == 1
    assert "cannot be unpacked everywhere" in ran.err
    assert not (desk.root / "bundle.zip").exists()


def test_names_that_differ_in_case_are_refused(desk: Desk, command) -> None:
    desk.write({"docs/Map.txt": "x", "docs/map.txt": "x"})
    if len(list((desk.root / "docs").glob("[Mm]ap.txt"))) < 2:
        pytest.skip("this file system does not tell cases apart")
    ran = command(desk, "bundle")
    assert ran.code == 1 and "differ only in case" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--dossier", "port-vel"], 2, "did you mean 'port-vell'?"),
        (["--after", "2027"], 2, "matches none of the briefings"),
        (["--after", "2026-02-30"], 2, "2026-02-30"),
        (["--after", "2026-05", "--before", "2026-04"], 2, "2026-05"),
        (["--lang", "english!"], 2, "english!"),
        (["-o", "docs"], 2, "is a folder"),
        (["-o", "nowhere/deep/bundle.zip"], 0, ""),
        (["--since", "missing.zip"], 1, "missing.zip"),
        (["--since", "mkdocs.yml"], 1, "mkdocs.yml"),
        (["--verify", "missing.zip"], 1, "missing.zip"),
        (["--verify", "mkdocs.yml"], 1, "mkdocs.yml"),
        (["--verify", "docs"], 1, "docs"),
        (["--verify", "bundle.zip", "--drafts"], 2, "no other option"),
        (["-f", "missing.yml"], 2, "missing.yml"),
        (["extra"], 2, "extra"),
        (["--nothing"], 2, "--nothing"),
    ],
)
def test_wrong_calls_say_what_to_do(desk: Desk, command, arguments: list[str], code: int, said: str) -> None:
    ran = command(desk, "bundle", *arguments)
    assert ran.code == code
    assert said in ran.err and "Traceback" not in ran.err


def test_errors_in_the_briefings_are_listed_and_nothing_is_made(desk: Desk, command) -> None:
    desk.edit("briefings/2026/2026-03-04-talks.yml", "dossier: port-vell", "dossier: port-vel")
    ran = command(desk, "bundle")
    assert ran.code == 1
    assert "REF04" in ran.out and "No bundle was made" in ran.err
    assert not (desk.root / "bundle.zip").exists()


def test_a_killed_run_leaves_the_last_zip_and_the_next_one_clears_up(desk: Desk, command) -> None:
    bundle(command, desk)
    before = (desk.root / "bundle.zip").read_bytes()
    process = desk.start("bundle")
    place = desk.root / ".bundle.zip.building"
    until = time.monotonic() + 60
    while not (place / "pid").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    assert place.exists(), process.communicate()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (desk.root / "bundle.zip").read_bytes() == before
    bundle(command, desk)
    assert not place.exists()
    assert (desk.root / "bundle.zip").read_bytes() == before


def test_a_stopped_run_leaves_nothing_behind(desk: Desk) -> None:
    process = desk.start("bundle")
    place = desk.root / ".bundle.zip.building"
    until = time.monotonic() + 60
    while not (place / "pid").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert not place.exists() and not (desk.root / "bundle.zip").exists()


# Updates and verifying.


def test_an_update_over_the_old_folder_gives_the_new_one(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, desk, "-o", "old.zip")
    desk.edit("briefings/2026/2026-03-04-talks.yml", "met for nine hours", "met for ten hours")
    desk.write({"briefings/2026/2026-05-01-third-round.yml": THIRD})
    ran = bundle(command, desk, "--since", "old.zip")
    assert "in update.zip (" in ran.out
    bundle(command, desk, "-o", "new.zip")
    folder = unpacked(desk.root / "old.zip", tmp_path / "folder")
    unpacked(desk.root / "update.zip", tmp_path / "folder")
    whole = files(unpacked(desk.root / "new.zip", tmp_path / "whole"))
    said = json.loads((folder / "update/update.json").read_bytes())
    assert command(desk, "bundle", "--verify", str(folder)).code == 0
    for path in said["gone"]:
        (folder / path).unlink()
    assert {p: d for p, d in files(folder).items() if not p.startswith("update/")} == whole
    ran = command(desk, "bundle", "--verify", str(folder))
    assert ran.code == 0 and "all as they were made" in ran.out
    # Pages that nothing changed on are not in it.
    with zipfile.ZipFile(desk.root / "update.zip") as archive:
        assert f"{TOP}/publishers/index.html" not in archive.namelist() or "publishers/index.html" in said["changed"]
        assert len(archive.namelist()) < len(whole) / 2


def test_the_page_about_an_update_lists_what_is_new_and_what_changed(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, desk, "-o", "old.zip")
    desk.edit("briefings/2026/2026-03-04-talks.yml", "met for nine hours", "met for ten hours")
    desk.write({"briefings/2026/2026-05-01-third-round.yml": THIRD})
    bundle(command, desk, "--since", "old.zip")
    page = (unpacked(desk.root / "update.zip", tmp_path / "un") / "update/what-is-new.html").read_text(encoding="utf-8")
    new, changed = page.index('id="new"'), page.index('id="changed"')
    third, talks = ">A third round</a>", ">Harbour talks end without a text</a>"
    assert new < page.index(third) < changed < page.index(talks)
    # The second round's own page changed as well, by the link to the one after it; that is no news.
    assert page.count("../briefings/2026-04-10-second-round.html") == 0
    assert "ended where" not in page and "10 April 2026" in page


def test_a_comment_in_a_file_is_no_news(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, desk, "-o", "old.zip")
    desk.edit("briefings/2026/2026-03-04-talks.yml", "title:", "# checked\ntitle:")
    ran = bundle(command, desk, "--since", "old.zip")
    assert ran.out.startswith("0 new or changed files, 0 gone")
    page = (unpacked(desk.root / "update.zip", tmp_path / "un") / "update/what-is-new.html").read_text(encoding="utf-8")
    assert "No briefing is new or changed" in page


def test_a_briefing_that_went_is_named(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, desk, "-o", "old.zip")
    desk.write({"briefings/2026/2026-04-10-second-round.yml": None})
    bundle(command, desk, "--since", "old.zip")
    top = unpacked(desk.root / "update.zip", tmp_path / "un")
    assert "briefings/2026-04-10-second-round.html" in (top / "update/GONE.txt").read_text(encoding="utf-8")
    assert "2026-04-10-second-round" in (top / "update/what-is-new.html").read_text(encoding="utf-8")


def test_verify_names_a_flipped_bit_a_missing_and_an_added_file(desk: Desk, command, tmp_path: Path) -> None:
    bundle(command, desk)
    top = unpacked(desk.root / "bundle.zip", tmp_path / "un")
    page = top / "index.html"
    data = bytearray(page.read_bytes())
    data[100] ^= 1
    page.write_bytes(data)
    (top / "issues/index.html").unlink()
    (top / "slipped-in.html").write_text("x", encoding="utf-8")
    ran = command(desk, "bundle", "--verify", str(top))
    assert ran.code == 1
    for title, name in (("altered", "index.html"), ("missing", "issues/index.html"), ("added", "slipped-in.html")):
        assert f"  {name}" in ran.out.split(f"\n{title}")[1].split("\n", 2)[1]


def test_others_read_the_zip(desk: Desk, command) -> None:
    unzip = shutil.which("unzip")
    if not unzip:
        pytest.skip("there is no unzip here")
    bundle(command, desk)
    assert subprocess.run([unzip, "-tqq", str(desk.root / "bundle.zip")], check=False).returncode == 0


# The offer on the published site.


def with_offer(desk: Desk) -> Desk:
    desk.edit("mkdocs.yml", "  - briefwright\n", "  - briefwright: {bundle: true}\n")
    return desk


def test_the_site_offers_its_copy(desk: Desk, command, tmp_path: Path) -> None:
    ran = command(with_offer(desk), "build")
    assert (ran.code, ran.err) == (0, "")
    made = desk.root / "site/offline" / f"{TOP}.zip"
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    assert made.with_name(f"{TOP}.zip.sha256").read_text(encoding="ascii") == f"{digest}  {TOP}.zip\n"
    home = (desk.root / "site/index.html").read_text(encoding="utf-8")
    assert f'href="./offline/{TOP}.zip"' in home and digest[:16] in home
    top = unpacked(made, tmp_path / "un")
    assert not (top / "offline").exists()
    assert "Offline copy</h2>" not in (top / "index.html").read_text(encoding="utf-8")
    assert command(desk, "bundle", "--verify", str(made)).code == 0


def test_without_the_option_there_is_no_offer(desk: Desk, command) -> None:
    command(desk, "build")
    assert "offline" not in (desk.root / "site/index.html").read_text(encoding="utf-8")
    assert not (desk.root / "site/offline").exists()


def test_a_copy_that_cannot_be_made_fails_the_build_with_its_reason(desk: Desk, command) -> None:
    desk.write({"docs/more.md": '<img src="https://far.example/x.png" alt="">'})
    ran = command(with_offer(desk), "build")
    assert ran.code == 1
    assert "the offline copy could not be made" in ran.err and "far.example" in ran.err
    assert not (desk.root / "site").exists()


@pytest.mark.parametrize(
    ("code", "raised"),
    [(1, DownloadError), (2, OSError), (MACHINE, OSError), (CRASHED, RuntimeError), (-9, RuntimeError)],
)
def test_whose_fault_it_was_is_not_lost_on_the_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int, raised: type[Exception]
) -> None:
    ended = subprocess.CompletedProcess([], code, "", "briefwright: a reason\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    with pytest.raises(raised, match="could not be made: a reason"), download(desk.root / "mkdocs.yml", "x", False):
        pass


def test_a_copy_for_which_there_is_no_room_is_the_machines_fault(
    desk: Desk, command, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "x.zip: No space left. The briefings are not at fault; make room on the disk, then run this again"
    ended = subprocess.CompletedProcess([], MACHINE, "", f"briefwright: {words}\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    ran = command(with_offer(desk), "build")
    assert (ran.code, ran.err) == (MACHINE, f"briefwright: the offline copy could not be made: {words}\n")
    assert not (desk.root / "site").exists()
