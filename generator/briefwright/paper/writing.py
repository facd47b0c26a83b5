"""Writes a file so that it is never half there."""

import os
from contextlib import suppress
from pathlib import Path

from briefwright.paper.pdf import PaperError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there in one step; raises PaperError where that cannot be done."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir():
            raise PaperError(f"{path} is a folder; name a file")
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise PaperError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink()
