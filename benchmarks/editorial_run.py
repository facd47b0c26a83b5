"""Times what editors wait for beside plain reading: `check` of everything and of one file, `diff` of one change."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

try:
    from measure import Run, run
    from peers import PEERS
    from run import make_content
except ModuleNotFoundError as error:
    print(f"{error.name} is missing; install the project first: pip install -e '.[bench,test]'", file=sys.stderr)
    raise SystemExit(2) from None

BRIEFWRIGHT = str(Path(sys.executable).with_name("briefwright"))
READING = """
from pathlib import Path
from briefwright.build import Build, Site
from briefwright.settings import settings
import os
site = settings(Path("mkdocs.yml"))
Build(Site(briefings=site.briefings, name=site.name, cache=site.cache, drafts=False)).index()
os._exit(0)
"""
"""The stages of a cold build before its first page: read, validate, resolve, derive."""

WHO = ("-c", "user.name=Desk", "-c", "user.email=desk@desk.example", "-c", "commit.gpgsign=false")


def main() -> int:
    """Read and check the same content in turn, then check one file and compare one change, each a whole process."""
    arguments = _arguments()
    folder = arguments.work.resolve() / str(arguments.size) / "editorial"
    make_content(PEERS["briefwright"], arguments.size, folder)
    _commit(folder)
    reading: list[Run] = []
    whole: list[Run] = []
    for _ in range(arguments.repeat):
        for command, into in (([sys.executable, "-c", READING], reading), ([BRIEFWRIGHT, "check"], whole)):
            shutil.rmtree(folder / ".cache", ignore_errors=True)
            into.append(_timed(folder, command))
    files = sorted((folder / "briefings").glob("[0-9]*/*.yml"))
    chosen = files[len(files) // 2]
    name = chosen.relative_to(folder).as_posix()
    one = [_timed(folder, [BRIEFWRIGHT, "check", name]) for _ in range(arguments.few)]
    before = chosen.read_bytes()
    try:
        chosen.write_bytes(before.replace(b"title: ", b"title: Corrected, ", 1))
        compared = [_timed(folder, [BRIEFWRIGHT, "diff", "HEAD"]) for _ in range(arguments.few)]
    finally:
        chosen.write_bytes(before)
    print(f"\n### What editors wait for, at {arguments.size:,} briefings\n")
    print("| what | seconds | of reading | peak memory |\n|---|---:|---:|---:|")
    for what, runs in (
        ("reading stages of a cold build", reading),
        ("`check` of everything, cold", whole),
        ("`check` of one file", one),
        ("`diff` of one change", compared),
    ):
        print(_row(what, runs, reading))
    return 0


def _row(what: str, runs: list[Run], reading: list[Run]) -> str:
    share = median(one.seconds for one in runs) / median(one.seconds for one in reading)
    return f"| {what} | {_seconds(runs)} | {share:.3f} | {max(one.peak_bytes for one in runs) / 1e6:,.0f} MB |"


def _commit(folder: Path) -> None:
    """Make the content a repository with one commit, unless it is one."""
    if (folder / ".git").exists():
        return
    (folder / ".gitignore").write_text("/.cache/\n/site/\n")
    for arguments in (["init", "-q"], ["add", "."], [*WHO, "commit", "-q", "-m", "All briefings"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)


def _timed(folder: Path, command: list[str]) -> Run:
    log = folder.with_suffix(".log")
    done = run(command, folder, log, {"NO_MKDOCS_2_WARNING": "1"})
    if done.code not in (0, 1):
        raise SystemExit(f"{' '.join(command[:3])} ended with {done.code}:\n{log.read_text()[-2000:]}")
    return done


def _seconds(runs: list[Run]) -> str:
    each = ", ".join(f"{one.seconds:.2f}" for one in runs)
    return f"{median(one.seconds for one in runs):.2f} ({each})"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="briefings (default: 10000)")
    parser.add_argument("--repeat", type=int, default=2, help="cold runs of each, in turn (default: 2)")
    parser.add_argument("--few", type=int, default=5, help="runs of what takes a second (default: 5)")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work", help="where everything goes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
