"""Finds a Chromium for the tests, or installs one; `make browser` runs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "BRIEFWRIGHT_CHROMIUM"
"""Names the program of a Chromium to use."""

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TROUBLE = f"""\
No Chromium was found and none could be installed. Install one, or name one that is there:
  as root on Debian:       apt-get install chromium
  anywhere, as any user:   .venv/bin/python -m playwright install --with-deps chromium
  one that is there:       {VARIABLE}=/path/to/chromium make test"""


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine; None where only Playwright's own is left to use."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    found = (shutil.which(name) for name in PROGRAMS)
    return next((path for path in found if path and _starts(path)), None)


def _starts(program: str) -> bool:
    """Tell whether a program runs: some systems have a stub there that only names another package."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwright_has_one() -> bool:
    """Tell whether Playwright's own Chromium is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).is_file()


def _run(*command: str) -> bool:
    """Run a command; its output shows only where it failed."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        )
    except OSError as error:
        print(f"{command[0]}: {error}", file=sys.stderr)
        return False
    if done.returncode:
        print((done.stderr or done.stdout).strip()[-2000:], file=sys.stderr)
    return done.returncode == 0


def _install_package() -> bool:
    """Install Debian's Chromium, where that is possible."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return False
    print("Installing Chromium from the system's packages ...", flush=True)
    return _run("apt-get", "update", "-qq") and _run("apt-get", "install", "-y", "-qq", "chromium")


def _download() -> bool:
    """Let Playwright download its own Chromium."""
    print("Downloading Playwright's Chromium ...", flush=True)
    return _run(sys.executable, "-m", "playwright", "install", "chromium") and playwright_has_one()


def main() -> int:
    """Say in one line which Chromium the tests will use; 1 where there is none."""
    named = os.environ.get(VARIABLE)
    if named and not _starts(named):
        print(f"{VARIABLE} names {named}, which does not start as a Chromium does.", file=sys.stderr)
        return 1
    found = find_chromium()
    if not found and not playwright_has_one() and _install_package():
        found = find_chromium()
    if found:
        print(f"Chromium for the tests: {found}")
        return 0
    if playwright_has_one() or _download():
        print("Chromium for the tests: the one that Playwright downloaded")
        return 0
    print(TROUBLE, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
