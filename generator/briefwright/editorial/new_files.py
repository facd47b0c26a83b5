"""Files that are new: never written over one that is there, and gone again if the work is not finished."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class NewFiles:
    """What was made so far, folders included, in order."""

    def __init__(self) -> None:
        self._made: list[Path] = []

    def write(self, path: Path, text: str) -> None:
        """Write a file and the folders above it; raises FileExistsError where it is there, and other OSErrors."""
        missing = [above for above in path.parents if not above.exists()]
        for folder in reversed(missing):
            folder.mkdir()
            self._made.append(folder)
        with path.open("xb") as file:
            self._made.append(path)
            file.write(text.encode("utf-8"))

    def take_back(self) -> None:
        """Delete what was made, the newest first; what cannot be deleted, or has something else in it, stays."""
        for path in reversed(self._made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()


@contextmanager
def new_files() -> Iterator[NewFiles]:
    """Yield what writes new files; if the block ends with an error or is interrupted, all of them go again."""
    made = NewFiles()
    try:
        yield made
    except BaseException:
        made.take_back()
        raise
