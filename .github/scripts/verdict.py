"""Tells whose turn it is after a check of a pull request, from the exit codes of its steps.

Runs in the pull request's own workflow, without any right to write. Called with the folder of the report; writes the
verdict there, the summary of the run, and the output `good`.
"""

import os
import subprocess
import sys
from pathlib import Path

from folders import folder_of
from verdicts import Verdict

MOST = 50_000
"""Bytes of the meaning that go into the report; the summary of the run holds all of it, up to 800,000."""


def judge(codes: dict[str, str], settings_changed: bool) -> str:
    """Return the key of the verdict; `codes` are exit codes by step, "" for a step that did not run."""
    if codes["INSTALL"] != "success":
        return "install"
    check = codes["CHECK"]
    if check == "1":
        return "problems"
    if check == "2" and settings_changed:
        return "settings"
    if check != "0":
        return "check"
    if codes["SITE"] == "1":
        return "older"
    for step in ("MEANING", "SITE", "BUNDLE"):
        if codes[step] != "0":
            return step.lower()
    return "fine"


def changed() -> list[str]:
    """Return the paths that the pull request changes; none where git cannot tell."""
    run = subprocess.run(["git", "diff", "--name-only", "-z", "HEAD^1", "HEAD"], capture_output=True)
    return [os.fsdecode(path) for path in run.stdout.split(b"\0") if path] if run.returncode == 0 else []


def cut(text: bytes, most: int, rest: str) -> str:
    """Return a text of at most so many bytes, cut at the end of a line, with a word on where the rest is."""
    whole = text.decode("utf-8", "replace")
    if len(text) <= most:
        return whole
    return text[:most].rpartition(b"\n")[0].decode("utf-8", "replace") + f"\n\n{rest}\n"


def main(folder: Path) -> None:
    """Write the report, the summary and the output."""
    codes = {name: os.environ.get(name, "") for name in ("INSTALL", "CHECK", "MEANING", "SITE", "BUNDLE")}
    paths = changed()
    briefings, pages = f"{folder_of('briefings_dir')}/", f"{folder_of('docs_dir')}/"
    content = not paths or any(path.startswith((briefings, pages)) or path == "mkdocs.yml" for path in paths)
    verdict = Verdict(
        judge(codes, "mkdocs.yml" in paths),
        own=any(not path.startswith(briefings) for path in paths),
        preview=os.environ.get("PREVIEW") == "success",
        content=content,
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "meaning.md"
    meaning = file.read_bytes() if file.is_file() and codes["MEANING"] == "0" else b""
    file.write_text(cut(meaning, MOST, "The rest stands in the summary of the run."), encoding="utf-8")
    (folder / "verdict.txt").write_text(verdict.line(), encoding="utf-8")
    text = verdict.text(os.environ.get("RUN", ""))
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as summary:
        summary.write(f"\n{text}\n{cut(meaning, 800_000, 'The rest is left out.')}\n")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"good={'yes' if verdict.good else 'no'}\n")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
