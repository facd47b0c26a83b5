"""Puts the report of a pull request's check into one comment, and keeps that comment up to date.

May write to pull requests, and so trusts nothing that the check left: the report is data of a bounded size, shown as
text. Needs `gh` with a token, GITHUB_REPOSITORY, and the event of a finished workflow run in GITHUB_EVENT_PATH.
"""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from verdicts import Verdict, read_verdict

MARK = "<!-- briefwright: what this pull request means -->"
AUTHOR = "github-actions[bot]"
MOST_PACKED, MOST = 200_000, 60_000
"""Bytes of the report's zip, and of a file in it. A comment may have 65,536 characters."""

PAGES = 50
"""Lists are read up to this many pages of 100."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp);)")
_FENCES = re.compile(r"`{3,}|~{3,}")
_CALLS = re.compile(r"(@|\$|#(?=\w)|(?i:\bgh-(?=\d)|\bwww\.|\b[a-z][a-z0-9+.-]*:(?=//)|\bmailto:))")


class ReportError(Exception):
    """The report is missing or is not what it should be."""


def gh(*arguments: str, data: Any = None) -> bytes:
    """Ask the code host; `data` is sent as JSON. Raises CalledProcessError where it says no."""
    command = ["gh", "api", *arguments, *(["--input", "-"] if data is not None else [])]
    given = None if data is None else json.dumps(data).encode()
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True).stdout


def listed(address: str) -> list[dict[str, Any]]:
    """Return all entries of a list."""
    found: list[dict[str, Any]] = []
    for page in range(1, PAGES + 1):
        entries = json.loads(gh(f"{address}{'&' if '?' in address else '?'}per_page=100&page={page}"))
        found += entries
        if len(entries) < 100:
            break
    return found


def pull_request(repository: str, sha: str) -> int | None:
    """Return the number of the open pull request whose newest commit this is, as the code host has it."""
    for pull in listed(f"repos/{repository}/pulls?state=open"):
        if pull["head"]["sha"] == sha:
            return int(pull["number"])
    return None


def report(repository: str, run: int) -> tuple[Verdict, str]:
    """Return the verdict and the meaning that a run kept; raises ReportError."""
    answer = json.loads(gh(f"repos/{repository}/actions/runs/{run}/artifacts?name=report&per_page=100"))
    kept = [one for one in answer["artifacts"] if one["name"] == "report" and not one["expired"]]
    if not kept:
        raise ReportError("the run kept no report")
    newest = max(kept, key=lambda one: int(one["id"]))
    if int(newest["size_in_bytes"]) > MOST_PACKED:
        raise ReportError(f"the report has {newest['size_in_bytes']} bytes, more than {MOST_PACKED}")
    packed = gh(f"repos/{repository}/actions/artifacts/{int(newest['id'])}/zip")
    verdict = read_verdict(member(packed, "verdict.txt"))
    if verdict is None:
        raise ReportError("the report has no verdict")
    return verdict, member(packed, "meaning.md")


def member(packed: bytes, name: str) -> str:
    """Return a file of the zip as text; raises ReportError where it is missing, too large or not text."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open(name) as file:
            raw = file.read(MOST + 1)
        text = raw.decode("utf-8")
    except Exception as error:  # what a damaged stream raises depends on how it was packed
        raise ReportError(f"{name} cannot be unpacked: {type(error).__name__}") from error
    if len(raw) > MOST or "\0" in text:
        raise ReportError(f"{name} is not a text of at most {MOST} bytes")
    return text


def harmless(text: str) -> str:
    """Return Markdown with its emphasis and lists, but without HTML, links, pictures and drawings; it calls nobody."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n"))
    # `&commat;` is an @ to the code host; the three that `briefwright diff` writes stay what they are.
    text = _ENTITY.sub("&amp;", text)
    text = text.replace("\\<", "<").replace("<", "&lt;")
    text = text.replace("](", "]\u200b(").replace("][", "]\u200b[").replace("]:", "]\u200b:")
    # A space without width stands where the code host would see a drawing, a formula, a link or a name begin.
    text = _FENCES.sub(lambda match: "\u200b".join(match[0]), text)
    return _CALLS.sub(lambda match: f"{match[0]}\u200b", text)


def comment(repository: str, run: dict[str, Any]) -> tuple[str, bool]:
    """Return the comment for a run, and whether it is worth making one where there is none yet."""
    address = f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{repository}/actions/runs/{int(run['id'])}"
    meaning = ""
    try:
        verdict, meaning = report(repository, int(run["id"]))
        if verdict.good != (run["conclusion"] == "success"):
            # The code host's word on how the run ended counts, not the report's.
            verdict = Verdict("unknown", verdict.own, verdict.preview)
    except ReportError as error:
        print(f"no report: {error}", file=sys.stderr)
        verdict = Verdict("unknown")
    text = f"{MARK}\n{verdict.text(address)}\n{harmless(meaning)}".strip() + "\n"
    return text[:MOST], verdict.content or not verdict.good


def main() -> None:
    """Make or update the comment."""
    repository = os.environ["GITHUB_REPOSITORY"]
    run = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))["workflow_run"]
    number = pull_request(repository, run["head_sha"])
    if number is None:
        print("No open pull request has this as its newest commit: there is nothing to say.")
        return
    text, worth = comment(repository, run)
    mine = [
        one
        for one in listed(f"repos/{repository}/issues/{number}/comments")
        if one["user"]["login"] == AUTHOR and str(one["body"]).startswith(MARK)
    ]
    if mine:
        gh("--method", "PATCH", f"repos/{repository}/issues/comments/{int(mine[0]['id'])}", data={"body": text})
    elif worth:
        gh("--method", "POST", f"repos/{repository}/issues/{number}/comments", data={"body": text})


if __name__ == "__main__":
    main()
