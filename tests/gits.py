"""Git for tests: run in a folder, without anybody's settings."""

import os
import subprocess
from pathlib import Path

from desks import Desk

SETTINGS = {
    "user.name": "Ada Moreno",
    "user.email": "ada@desk.example",
    "commit.gpgsign": "false",
    "init.defaultBranch": "main",
    "protocol.file.allow": "always",
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; it must succeed. Returns what it prints, without blanks at the ends."""
    given = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *given, *arguments], cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def commit(root: Path, files: dict[str, str | None], message: str = "x") -> str:
    """Write files (None deletes one), commit everything, and return the commit's id."""
    Desk(root).write(files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")
