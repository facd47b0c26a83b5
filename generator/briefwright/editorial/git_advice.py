"""What to do where git cannot answer, in words for people who seldom use it."""

import re
import shlex
from pathlib import Path

FETCH = "fetch the rest with git fetch --unshallow (in a workflow: fetch-depth: 0)"
COMMIT = "keep a first state with git add . and git commit"


def fetch_branches(fetched: str, shallow: bool) -> str:
    """Return what to do where a clone asks its remote for one branch only; "" where it asks for all.

    `fetched` is what git's settings say of that, a line for each remote. Such a clone is what `--single-branch` makes,
    and `--depth` by itself: to fetch the rest of the history does not bring the other branches.
    """
    remotes: dict[str, list[str]] = {}
    for name, _, branches in (line.partition(" ") for line in fetched.splitlines()):
        remotes.setdefault(name.removeprefix("remote.").removesuffix(".fetch"), []).append(branches)
    if not remotes or any("*" in branches for asked in remotes.values() for branches in asked):
        return ""
    name = shlex.quote(next(iter(remotes)))
    rest = f"git fetch --unshallow {name} (in a workflow: fetch-depth: 0)" if shallow else f"git fetch {name}"
    why = "this clone knows one branch only"
    return f"{why}; fetch the others with git remote set-branches {name} '*' and {rest}"


def reason(said: bytes, root: Path) -> str:
    """Return git's complaint in our words, where it is a known one."""
    text = said.decode("utf-8", "replace")
    if "not a git repository" in text:
        why = "this command compares states that git keeps"
        return f"{root} is not in a git repository, and {why}; run it in a clone, or begin: git init, then {COMMIT}"
    if "dubious ownership" in text:
        folder = re.search(r"repository at '([^']*)'", text)
        where = folder[1] if folder else str(root)
        allow = f"git config --global --add safe.directory {where}"
        return f"git does not trust this folder, because it is somebody else's; to allow it: {allow}"
    last = next((line for line in text.splitlines() if line.startswith(("fatal:", "error:"))), text.strip())
    return f"git could not answer: {last.removeprefix('fatal: ').removeprefix('error: ') or 'it gave no reason'}"
