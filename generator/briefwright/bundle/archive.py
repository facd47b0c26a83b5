"""Writing a zip: the same bytes for the same files, whatever the machine."""

import zipfile
from pathlib import Path

from briefwright.writing import named

LEVEL = 6
"""Of deflate (RFC 1951); 9 takes twice the time for one per cent less."""

PACKED = (".gif", ".gz", ".jpeg", ".jpg", ".png", ".webp", ".woff", ".woff2", ".zip")
"""What is packed as it is."""

_UNIX = 3
_MODE = 0o100644 << 16


class Archive:
    """A zip that is being written. Every name lies in the folder `top`.

    `moment` is the time of all files, UTC: year, month, day, hour, minute, second. Zips begin with the year 1980.
    Where it cannot be written, an OSError names it.
    """

    def __init__(self, path: Path, top: str, moment: tuple[int, int, int, int, int, int]) -> None:
        self._zip = zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self._path = path
        self._top = top
        self._moment = moment if moment[0] >= 1980 else (1980, 1, 1, 0, 0, 0)

    def add(self, path: str, data: bytes) -> None:
        """Add a file by its path below the top folder."""
        info = zipfile.ZipInfo(f"{self._top}/{path}", self._moment)
        info.compress_type = zipfile.ZIP_STORED if path.endswith(PACKED) else zipfile.ZIP_DEFLATED
        info.create_system = _UNIX
        info.external_attr = _MODE
        with named(self._path):
            self._zip.writestr(info, data, compresslevel=LEVEL)

    def close(self) -> None:
        """Write the list of all files at the end."""
        with named(self._path):
            self._zip.close()
