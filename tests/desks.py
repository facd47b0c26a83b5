"""Small sites for tests: their files, a folder that holds them, and ways to run the command there."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"

CONFIG = """\
site_name: Harbour desk
site_url: https://desk.example/
repo_url: https://code.example/desk/harbour
edit_uri: edit/main/docs/
theme:
  name: material
  font: false
extra:
  generator: false
plugins:
  - search
  - briefwright
"""

REGISTRY = {
    "briefings/registry/actors.yml": """\
- {id: coast-state, name: Coast State, kind: state}
- {id: highland, name: Highland, kind: state}
- {id: jun-park, name: Jun Park, kind: person}
""",
    "briefings/registry/issues.yml": """\
- {id: fishing-limits, title: Fishing limits, question: Should the twelve-mile line stand?}
- {id: joint-patrol, title: Joint patrol, question: Should both states patrol together?}
""",
    "briefings/registry/publishers.yml": """\
- {id: harbour-gazette, name: Harbour Gazette, country: NO, reliability: B}
""",
    "briefings/registry/dossiers.yml": """\
- {id: port-vell, title: The Port Vell talks, summary: Two states and a line.}
""",
}

TALKS = """\
title: Harbour talks end without a text
date: 2026-03-04
dossier: port-vell
summary: Two delegations met for nine hours. [@gazette]
actors: [coast-state, highland]
positions:
  - {actor: coast-state, issue: fishing-limits, stance: opposes, statement: No line., sources: [gazette]}
  - {actor: highland, issue: fishing-limits, stance: supports, statement: The line stands., sources: [gazette]}
analyst_views:
  - {analyst: jun-park, affiliation: Institute, view: Meant for home., about: [fishing-limits], sources: [gazette]}
sources:
  - {id: gazette, title: "Nine hours, no text", publisher: harbour-gazette, url: "https://gazette.example/talks",
     archive_url: "https://archive.example/talks"}
"""

SECOND = """\
title: A second round is set
date: 2026-04-10
dossier: port-vell
summary: "The two sides will meet again. See [[2026-03-04-talks]]. [@gazette]"
positions:
  - {actor: coast-state, issue: fishing-limits, stance: mixed, statement: Perhaps a line., sources: [gazette]}
sources:
  - {id: gazette, title: A second round, publisher: harbour-gazette}
related:
  - {id: 2026-03-04-talks, rel: follows}
"""

SMALL_SITE = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# Harbour desk\n",
    **REGISTRY,
    "briefings/2026/2026-03-04-talks.yml": TALKS,
    "briefings/2026/2026-04-10-second-round.yml": SECOND,
}
"""Path → text of a site with two briefings and without any problem."""


@dataclass
class Ran:
    """How a run of the command ended."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """A folder with the files of a site, and the command in it."""

    root: Path

    def write(self, files: dict[str, str | None]) -> "Desk":
        """Write files by path; None deletes one."""
        for name, text in files.items():
            path = self.root / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return self

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that must be there."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def start(self, *arguments: str, program: str = "briefwright.cli", **environment: str) -> subprocess.Popen[str]:
        """Start the command in a process of its own, with a group of its own."""
        return subprocess.Popen(
            [sys.executable, *_starter(program), *arguments],
            cwd=self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *arguments: str, program: str = "briefwright.cli", **environment: str) -> Ran:
        """Run the command to its end."""
        process = self.start(*arguments, program=program, **environment)
        out, err = process.communicate(timeout=120)
        return Ran(process.returncode, out, err)

    def site(self, folder: str = "site") -> dict[str, bytes]:
        """Return every file of a built site by its path."""
        top = self.root / folder
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    def page(self, name: str, folder: str = "site") -> str:
        """Return a page of the built site."""
        return (self.root / folder / name).read_text(encoding="utf-8")


def _starter(program: str) -> list[str]:
    if program != "briefwright.cli":
        return ["-m", program]
    # A shell that started the tests in the background has made them, and all they start, deaf to ctrl-C.
    hear = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    return ["-c", f"{hear}; from briefwright.cli import main; main()"]


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of files that are not the same in two sites."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
