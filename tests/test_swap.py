"""Building beside: the old site stays whole until the new one is, whatever happens in between."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from briefwright import swap
from briefwright.swap import SwapError, built_beside
from desks import Desk, differences


def make_site(folder: Path, text: str = "old") -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / "404.html").write_text(text, encoding="utf-8")
    return folder


def build(site: Path, text: str = "new") -> None:
    with built_beside(site) as folder:
        (folder / "index.html").write_text(text, encoding="utf-8")


def test_the_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    site = make_site(tmp_path / "a" / "site")
    build(site)
    assert [(p.name, p.read_text(encoding="utf-8")) for p in site.iterdir()] == [("index.html", "new")]
    assert [p.name for p in site.parent.iterdir()] == ["site"]


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    build(tmp_path / "deep" / "er" / "site")
    assert (tmp_path / "deep/er/site/index.html").exists()


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    build(tmp_path / "site")
    assert (tmp_path / "site/index.html").exists()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_build_that_raises_leaves_the_old_site(tmp_path: Path, error: type[BaseException]) -> None:
    site = make_site(tmp_path / "site")
    with pytest.raises(error), built_beside(site) as folder:
        (folder / "index.html").write_text("half", encoding="utf-8")
        raise error
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("files", [["thesis.txt"], ["index.html", "thesis.txt"], ["index.html", "src/main.py"]])
def test_a_folder_with_other_files_is_refused(tmp_path: Path, files: list[str]) -> None:
    for name in files:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("precious", encoding="utf-8")
    with pytest.raises(SwapError, match="not a site"):
        build(tmp_path / "site")
    assert all((tmp_path / "site" / name).read_text(encoding="utf-8") == "precious" for name in files)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", encoding="utf-8")
    with pytest.raises(SwapError, match="is a file"):
        build(tmp_path / "site")


@pytest.mark.parametrize("where", ["/proc/self/site", "/proc/no/such/site", "file/site"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SwapError, match="cannot"):
        build(tmp_path / where)


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    make_site(tmp_path / "real")
    (tmp_path / "site").symlink_to(tmp_path / "real")
    build(tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real/index.html").read_text(encoding="utf-8") == "new"


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    pid = os.fork()
    if pid == 0:
        with built_beside(site):
            time.sleep(60)
        os._exit(0)
    try:
        marker = tmp_path / ".site.building" / "pid"
        while not marker.exists() or not marker.read_text(encoding="ascii"):
            time.sleep(0.01)
        with pytest.raises(SwapError, match=f"another build .process {pid}."):
            build(site)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    build(site)
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert not (tmp_path / ".site.building").exists()


def test_somebody_elses_build_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    building = tmp_path / ".site.building"
    building.mkdir()
    (building / "pid").write_text("4242", encoding="ascii")

    def not_yours(pid: int, number: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_yours)
    with pytest.raises(SwapError, match="4242"):
        build(tmp_path / "site")


@pytest.mark.parametrize("left", ["", "not a number", "0", "-1", "99999999999999999999", "999999999"])
def test_what_a_killed_build_left_is_cleared(tmp_path: Path, left: str) -> None:
    building = tmp_path / ".site.building"
    (building / "site").mkdir(parents=True)
    (building / "site" / "half.html").write_text("half", encoding="utf-8")
    (building / "pid").write_text(left, encoding="ascii")
    build(tmp_path / "site")
    assert [p.name for p in (tmp_path / "site").iterdir()] == ["index.html"]
    assert not building.exists()


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot exchange two folders in one step."""
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)


def test_a_stop_before_the_number_is_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(path: Path, *_: object, **__: object) -> int:
        path.touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", stopped)
    with pytest.raises(KeyboardInterrupt), built_beside(tmp_path / "site"):
        pytest.fail("the build began all the same")
    assert list(tmp_path.iterdir()) == []


def test_without_an_exchange_the_site_is_replaced(tmp_path: Path, no_exchange: None) -> None:
    site = make_site(tmp_path / "site")
    build(site)
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_without_an_exchange_a_failure_brings_the_old_site_back(
    tmp_path: Path, no_exchange: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path / "site")
    rename = Path.rename

    def fails_once(path: Path, target: Path) -> Path:
        if path.name == "site" and path.parent.name == ".site.building":
            raise PermissionError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_once)
    with pytest.raises(SwapError):
        build(site)
    assert (site / "index.html").read_text(encoding="utf-8") == "old"


def test_killed_between_the_two_steps_the_old_site_comes_back(tmp_path: Path, no_exchange: None) -> None:
    building = tmp_path / ".site.building"
    make_site(building / "old")
    make_site(building / "site", "half")
    (building / "pid").write_text("999999999", encoding="ascii")
    with pytest.raises(ValueError), built_beside(tmp_path / "site"):
        raise ValueError
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"


@pytest.fixture(scope="module")
def undisturbed(synthetic: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of a build that nothing stopped."""
    desk = Desk(tmp_path_factory.mktemp("undisturbed") / "desk")
    shutil.copytree(synthetic, desk.root)
    assert desk.run("build").code == 0
    return desk.site()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_stopped_build_leaves_the_last_good_site(
    synthetic: Path, undisturbed: dict[str, bytes], tmp_path: Path, number: signal.Signals
) -> None:
    desk = Desk(tmp_path / "desk")
    shutil.copytree(synthetic, desk.root)
    desk.write({"site/index.html": "old", "site/404.html": "old"})
    process = desk.start("build")
    building = desk.root / ".site.building"
    deadline = time.monotonic() + 60
    while not (building / "site" / "briefings").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    # ctrl-C reaches the whole group, as it does at a terminal.
    os.killpg(process.pid, number) if number is signal.SIGINT else process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert desk.site() == {"index.html": b"old", "404.html": b"old"}
    assert "Traceback" not in err
    if number is signal.SIGKILL:
        assert building.exists()
    else:
        assert process.returncode == 130
        assert err.strip().endswith("stopped; the last good site was left as it is")
        assert not building.exists()
    assert desk.run("build").code == 0
    assert not building.exists()
    assert differences(undisturbed, desk.site()) == []
