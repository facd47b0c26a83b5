"""Finds the library that lays out text for PDFs, or installs it; `make test` runs it."""

import os
import shutil
import subprocess
import sys

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
TROUBLE = f"""\
WeasyPrint finds no Pango, which the tests of the PDFs need.
  as root on Debian:  apt-get install {" ".join(PACKAGES)}
  on macOS:           brew install pango
  elsewhere:          see "Installation" in WeasyPrint's documentation"""


def is_there() -> bool:
    """Tell whether WeasyPrint can be loaded; in another process, for a library that failed to load stays so."""
    loaded = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    return loaded.returncode == 0


def install() -> bool:
    """Install Debian's packages, where that is possible; says why where it fails."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return False
    print("Installing Pango from the system's packages ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *PACKAGES]):
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode:
            print((done.stderr or done.stdout).strip()[-2000:], file=sys.stderr)
            return False
    return True


def main() -> int:
    """Return 0 where WeasyPrint works in the end, 1 where it does not."""
    if is_there() or (install() and is_there()):
        return 0
    print(TROUBLE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
