"""The offline copy that a published site offers: made by the command for it, and told of on the home page."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup

from briefwright.machine import MACHINE, ToldError

SLOT = "<!-- briefwright: offline copy -->"
FOLDER = "offline"

OF_THE_SITE, OF_THE_CALL = 1, 2
"""Exit codes of `briefwright bundle`, by what is at fault."""

_OFFER = Markup(
    '<section class="bw-section" aria-labelledby="offline">\n<h2 id="offline">Offline copy</h2>\n'
    '<p class="bw-text"><a href="{base}{path}" download>The whole site as one zip</a> ({size}), search included. '
    "It opens from a disk, without a network.</p>\n"
    '<p class="bw-text bw-checksum">SHA-256: <a href="{base}{path}.sha256" download>{start}…</a></p>\n</section>'
)


class DownloadError(Exception):
    """The offline copy could not be made; the message is the one of the command."""


@dataclass(frozen=True, slots=True)
class Download:
    """A finished zip, where it goes in the site, its size in bytes and its SHA-256 as hexadecimal digits."""

    zip_file: Path
    path: str
    size: int
    sha256: str

    def offer(self, base: str) -> str:
        """Return the note about it, for a page from which `base` leads to the site's root."""
        size = f"{self.size / 1e6:,.1f} MB" if self.size >= 100_000 else f"{self.size / 1e3:,.0f} kB"
        return _OFFER.format(base=base, path=self.path, size=size, start=self.sha256[:16])

    def place(self, site: Path) -> None:
        """Copy the zip into a site, with its checksum in the form that `sha256sum --check` reads."""
        target = site / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.zip_file, target)
        line = f"{self.sha256}  {target.name}\n"
        target.with_name(f"{target.name}.sha256").write_text(line, encoding="ascii", newline="\n")


@contextmanager
def download(config_file: Path, name: str, drafts: bool) -> Iterator[Download]:
    """Make the offline copy of a site; its zip is there as long as this lasts.

    MkDocs cannot run inside itself, so the command does it in a process of its own. Raises DownloadError where the
    site is at fault, OSError where the machine is, and RuntimeError where the program is.
    """
    with TemporaryDirectory(prefix="briefwright-") as folder:
        zip_file = Path(folder) / f"{name}.zip"
        command = [sys.executable, "-m", "briefwright", "bundle", "-f", str(config_file), "-o", str(zip_file)]
        ran = subprocess.run(
            command + (["--drafts"] if drafts else []),
            cwd=config_file.resolve().parent,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if ran.returncode:
            words = (ran.stderr.strip() or ran.stdout.strip()).removeprefix("briefwright: ")
            raise _error(ran.returncode, f"the offline copy could not be made: {words}")
        with zip_file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield Download(zip_file, f"{FOLDER}/{zip_file.name}", zip_file.stat().st_size, digest)


def _error(code: int, message: str) -> Exception:
    """Return what an exit code of the command stands for."""
    if code == OF_THE_SITE:
        return DownloadError(message)
    # The call is ours: where it is called wrong, the place that we gave cannot be written.
    return ToldError(message) if code in (MACHINE, OF_THE_CALL) else RuntimeError(message)
