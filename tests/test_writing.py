"""Files are put in their place whole: whatever happens on the way, the old file is there and nothing else."""

import os
from pathlib import Path

import pytest

from briefwright.writing import write_whole

OLD, NEW = b"old", b"new and longer\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "x.txt"
    path.write_bytes(OLD)
    return path


def held(path: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in path.parent.iterdir()}


def test_a_new_file_takes_the_place_of_the_old_one(path: Path) -> None:
    other = path.with_name("other")
    os.link(path, other)
    write_whole(path, NEW)
    write_whole(path.with_name("y.txt"), b"")
    # The old file was not written into: who still has it open reads it to its end.
    assert held(path) == {"x.txt": NEW, "other": OLD, "y.txt": b""}


def test_what_a_killed_process_of_the_same_number_left_is_no_hindrance(path: Path) -> None:
    path.with_name(f".{path.name}.{os.getpid()}.part").write_bytes(b"half")
    write_whole(path, NEW)
    assert held(path) == {"x.txt": NEW}


def test_its_permissions_are_those_asked_for(path: Path) -> None:
    write_whole(path, NEW, 0o640)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("step", ["fsync", "chmod", "at_last", "replace"])
def test_a_stop_at_any_step_leaves_the_old_file_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, stop: BaseException
) -> None:
    def stopped(*_: object) -> None:
        parts = [name for name in held(path) if name != "x.txt"]
        assert len(parts) == 1, "it is stopped where there is something to clear away"
        raise stop

    if step != "at_last":
        monkeypatch.setattr(os if step == "fsync" else Path, step, stopped)
    with pytest.raises(type(stop) if isinstance(stop, OSError) else stop):
        write_whole(path, NEW, 0o644, stopped if step == "at_last" else lambda: None)
    assert held(path) == {"x.txt": OLD}


def test_it_does_not_write_through_a_link_that_lies_in_its_way(path: Path, tmp_path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(OLD)
    (tmp_path / f".x.txt.{os.getpid()}.part").symlink_to(other)
    write_whole(path, NEW)
    assert held(path) == {"x.txt": NEW, "other": OLD}


def test_a_folder_is_not_replaced(path: Path) -> None:
    (path.parent / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole(path.parent / "folder", NEW)
    assert sorted(item.name for item in path.parent.iterdir()) == ["folder", "x.txt"]


def test_a_full_disk_is_named_by_the_file_that_was_to_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as error:
        write_whole(path, NEW)
    assert error.value.filename == str(path)
