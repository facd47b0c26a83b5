"""What git knows of a folder, through the git program alone: what changed, and what files held before."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefwright.editorial.git_advice import COMMIT, FETCH, fetch_branches, reason
from briefwright.editorial.git_listings import FILES, REPOSITORY, Change, Differing, blobs, changes, repositories
from briefwright.problems import did_you_mean

# Nothing of the surroundings may lead git elsewhere: hooks set these for the repository that they run in.
_INHERITED = frozenset(
    [
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"),
        *("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_TRACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS"),
        *("GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_PAGER", "PAGER"),
    ]
)
# English messages, whose beginnings are read here; no lock, because an editor may be working in the same folder.
_SET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "LANGUAGE": "C"}
_OPTIONS = (
    *("--no-pager", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.hooksPath=/dev/null"),
    # A file system monitor is a program of the user's choice.
    *("-c", "core.fsmonitor=false", "-c", "submodule.recurse=false", "-c", "color.ui=false"),
)

_RENAME = 60
"""Per cent of a file that must be the same for git to call it renamed."""


class RepositoryError(Exception):
    """Git cannot answer; the message says why and what to do."""


class Repository:
    """A folder inside a git repository. Nothing outside of the folder is looked at."""

    def __init__(self, root: Path) -> None:
        """Find the repository that holds the folder; raises RepositoryError where there is none."""
        self.root = root
        self._commits: dict[str, str] = {}
        if not root.is_dir():
            raise RepositoryError(f"there is no folder {root}")
        said = self._git("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
        inside, shallow, prefix = (*said.split(b"\n"), b"", b"")[:3]
        if inside != b"true":
            raise RepositoryError(f"{root} is not in the working tree of a git repository; run this in a clone of it")
        self.shallow = shallow == b"true"
        self.prefix = os.fsdecode(prefix)

    @property
    def has_commits(self) -> bool:
        """Whether anything was committed to the branch that is checked out."""
        return self._try("rev-parse", "--verify", "--quiet", "HEAD") is not None

    def commit(self, rev: str) -> str:
        """Return the full id of the commit that a revision means: a branch, a tag, an id, HEAD~1.

        A name means the same commit for as long as this object lives.
        """
        if rev.startswith("-"):
            raise RepositoryError(f"'{rev}' is an option, not a revision; name a branch, a tag or a commit")
        if rev not in self._commits:
            found = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
            if found is None:
                raise RepositoryError(self._unknown(rev))
            self._commits[rev] = found.decode("ascii").strip()
            # Its own id is asked for again and again, and to start git takes a while.
            self._commits[self._commits[rev]] = self._commits[rev]
        return self._commits[rev]

    def fork(self, base: str, head: str | None) -> str:
        """Return the commit from which to compare, so that only what `head` brings is seen.

        That is where its history left that of `base`, if both went on since, and else `base` itself. `head` None is the
        working tree. Histories without a common beginning are compared as they are. Raises RepositoryError where a
        shallow clone ends before that place: what others did since would look as if `head` had taken it back.
        """
        start, end = self.commit(base), self.commit(head or "HEAD")
        if start == end:
            return start
        found = self._try("merge-base", start, end)
        common = found.decode("ascii").strip() if found else ""
        if not common and self.shallow:
            left = f"the commit where '{head or 'HEAD'}' and '{base}' went apart"
            raise RepositoryError(f"this clone is shallow and does not reach back to {left}; {FETCH}")
        return common if common and common != end else start

    def changed(self, base: str, head: str | None = None) -> list[Change]:
        """Return the files in the folder that differ between two revisions, or from the working tree, by path.

        Files that git does not know yet count as added, unless it is told to ignore them.
        """
        return list(self.differing(base, head).files)

    def differing(self, base: str, head: str | None = None) -> Differing:
        """Return what `changed` does, and the folders in which nothing can be seen."""
        ends = [self.commit(base), *([self.commit(head)] if head is not None else [])]
        raw = self._git(
            *("diff", "--raw", "-z", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", "--relative"),
            *(f"--find-renames={_RENAME}%", "--ignore-submodules=dirty", *ends, "--", "."),
        )
        found = {change.path: change for change in changes(raw)}
        apart = set(repositories(raw))
        if head is None:
            apart |= self._repositories_in_index()
            for path in self._list("ls-files", "--others", "--exclude-standard", "-z", "--", "."):
                if path.endswith("/"):
                    # Git does not look into a repository inside of its own.
                    apart.add(path.rstrip("/"))
                    continue
                # One that was taken out of git's index and still lies there differs at most.
                known = found.get(path)
                found[path] = Change("M" if known and known.status == "D" else "A", path)
        return Differing(tuple(sorted(found.values(), key=lambda change: change.path)), tuple(sorted(apart)))

    def _repositories_in_index(self) -> set[str]:
        listed = b"\0" + self._git("ls-files", "--stage", "-z", "--", ".")
        # Nearly always there is none, and then thousands of lines need not be read.
        parts = listed.split(b"\0" + REPOSITORY + b" ")[1:]
        return {os.fsdecode(part.partition(b"\0")[0].partition(b"\t")[2]) for part in parts}

    def files(self, rev: str, folder: str = "") -> list[str]:
        """Return the paths of the plain files that a revision has in the folder, or in a folder of it."""
        where = [folder] if folder else []
        found = self._git("ls-tree", "-r", "-z", self.commit(rev), "--", *where)
        entries = (entry.partition(b"\t") for entry in found.split(b"\0") if entry)
        return [os.fsdecode(path) for facts, _, path in entries if facts.startswith(FILES)]

    def read(self, rev: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of files as a revision has them; what is no file there is left out."""
        # A line break would end the question to git early, and a step upwards would end git; no site's
        # path has either.
        wanted = [path for path in paths if "\n" not in path and not {".", ".."} & set(path.split("/"))]
        if not wanted:
            return {}
        commit = self.commit(rev)
        asked = b"".join(f"{commit}:{self.prefix}".encode() + os.fsencode(path) + b"\n" for path in wanted)
        return dict(blobs(self._git("cat-file", "--batch", given=asked), wanted))

    def read_now(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of files as they lie there now.

        Links that lead out of the folder, and what vanished meanwhile, are left out.
        """
        root = self.root.resolve()
        found = {}
        for path in paths:
            file = self.root / path
            try:
                if file.resolve().is_relative_to(root):
                    found[path] = file.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except (OSError, RuntimeError) as error:
                reason = getattr(error, "strerror", None) or "it cannot be opened"
                raise RepositoryError(f"{file} cannot be read: {reason}") from error
        return found

    def lines_with(self, words: Sequence[str], rev: str | None, folder: str = ".") -> Iterator[tuple[str, str]]:
        """Yield path and text of each line that holds one of the words; of the working tree if `rev` is None.

        The words may stand inside of longer ones: to look closer is for the caller.
        """
        if not words:
            return
        patterns = "".join(f"{word}\n" for word in words).encode()
        where = ["--untracked"] if rev is None else []
        commit = [] if rev is None else [self.commit(rev)]
        found = self._try(
            *("grep", "-I", "-z", "-H", "-F", "--no-color", "-f", "-", *where, *commit, "--", folder),
            given=patterns,
        )
        for line in (found or b"").split(b"\n"):
            path, zero, text = line.partition(b"\0")
            if zero:
                name = os.fsdecode(path).removeprefix(f"{commit[0]}:" if commit else "")
                yield name, text.decode("utf-8", "replace")

    def _list(self, *arguments: str) -> list[str]:
        return [os.fsdecode(path) for path in self._git(*arguments).split(b"\0") if path]

    def _unknown(self, rev: str) -> str:
        """Return why a revision cannot be found, and what to do."""
        if rev == "HEAD":
            return f"this repository has no commit yet, so there is nothing to compare with; {COMMIT}"
        if not rev:
            return "an empty name is no revision; name a branch, a tag or a commit"
        if ".." in rev:
            return f"'{rev}' is a range, not a revision; write two words: BASE HEAD"
        if any(map(_lies_there, (self.root / rev, Path(rev)))):
            return f"'{rev}' is a file or a folder, not a revision; name a branch, a tag or a commit"
        # What stands for another branch, such as origin/HEAD, is none that anybody means.
        plain = "--format=%(if)%(symref)%(then)%(else)%(refname:short)%(end)"
        refs = self._git("for-each-ref", plain).decode("utf-8", "replace").split()
        if not refs:
            why = "it has no branch yet, because nothing was committed"
            return f"there is no '{rev}' in this repository; {why}; {COMMIT}"
        remote = next((ref for ref in refs if ref.endswith(f"/{rev}")), None)
        hint = f"did you mean '{remote}'?" if remote else did_you_mean(rev, refs)
        fetched = self._try("config", "--get-regexp", r"^remote\..*\.fetch$") or b""
        fetch = fetch_branches(fetched.decode("utf-8", "replace"), self.shallow)
        fetch = fetch or (f"this clone is shallow; {FETCH}" if self.shallow else "")
        if fetch:
            hint = f"{hint} Or else {fetch}" if hint else fetch
        return f"there is no branch, tag or commit '{rev}'; {hint or '`git branch --all` lists the branches'}"

    def _try(self, *arguments: str, given: bytes | None = None) -> bytes | None:
        """Return what git writes, or None where it ends with a fault of the question."""
        ran = self._run(arguments, given)
        return ran.stdout if ran.returncode == 0 else None

    def _git(self, *arguments: str, given: bytes | None = None) -> bytes:
        ran = self._run(arguments, given)
        if ran.returncode != 0:
            raise RepositoryError(reason(ran.stderr, self.root))
        return ran.stdout

    def _run(self, arguments: Sequence[str], given: bytes | None) -> subprocess.CompletedProcess[bytes]:
        environment = {name: value for name, value in os.environ.items() if name not in _INHERITED} | _SET
        try:
            return subprocess.run(
                ["git", *_OPTIONS, *arguments],
                cwd=self.root,
                env=environment,
                input=given if given is not None else b"",
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise RepositoryError("the program git was not found; install git, or put it on the PATH") from error
        except (OSError, ValueError) as error:
            raise RepositoryError(f"git could not be run: {error}") from error


def _lies_there(path: Path) -> bool:
    """Say whether there is a file or a folder; what cannot be one's name, too long for example, is none."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
