"""Lists the addresses that no longer answer, from lychee's report in JSON, each with where to look for a copy.

Called with the report and a folder; writes issue.md there, and the output `dead`, how many addresses it lists.
"""

import json
import os
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

MOST = 55_000
"""Characters of the list. An issue may have 65,536."""

MAPS = ("error_map", "fail_map", "timeout_map")
"""Where lychee lists what failed; the names changed between its versions."""

HEAD = """\
These addresses did not answer when they were last asked. Look at each yourself: some sites turn programs away.

If a page is gone, look for an archived copy at the address below and add it to the source, as `archive_url`. Leave
`url` as it is: it says what was read. This list is made anew every week; it is closed once every address answers.
"""


def dead(report: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return address → reason, by file."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in MAPS:
        for path, entries in (report.get(name) or {}).items():
            for entry in entries:
                status = entry.get("status") or {}
                said = str(status.get("details") or status.get("text")) if isinstance(status, dict) else str(status)
                found[path.removeprefix("./")][str(entry["url"])] = plain(said)[:120] or "no answer"
    return found


def plain(text: str) -> str:
    """Return what another server may have had a hand in as text that can stand between backticks."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f`]+|\s+", " ", text).strip()


def line_of(path: str, address: str) -> str:
    """Return ":12" for the line of a file where an address first stands, or "" where it is not found."""
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError):
        return ""
    return next((f":{number}" for number, line in enumerate(lines, 1) if address.rstrip("/") in line), "")


def issue(found: dict[str, dict[str, str]]) -> str:
    """Return the text of the issue, in a stable order."""
    text, left = HEAD, 0
    for path, addresses in sorted(found.items()):
        for address, reason in sorted(addresses.items()):
            copy = "https://web.archive.org/web/*/" + quote(address, safe=":/?&=+,;~-._%")
            entry = (
                f"\n- [ ] `{plain(path)}{line_of(path, address)}`\n  - `{plain(address)}`\n"
                f"  - what was said: `{reason}`\n  - archived copies: <{copy}>\n"
            )
            if left or len(text) + len(entry) > MOST:
                left += 1
            else:
                text += entry
    return text + (f"\nAnd {left} more.\n" if left else "")


def read(file: Path, exit_code: str) -> dict[str, dict[str, str]]:
    """Return what a report says; ends the program where the link checker itself failed.

    The checker ends with 0 where every address answered, and then may leave no report; with 2 where some did not.
    """
    if exit_code == "0":
        return {}
    try:
        # Some versions add a line of text to the report.
        report, _ = json.JSONDecoder().raw_decode(file.read_text(encoding="utf-8"))
        found = dead(report)
        answered = int(report.get("successful", 1))
    except (OSError, ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        sys.exit(f"The link checker left no report that can be read: {type(error).__name__}. Run the workflow again.")
    if exit_code not in ("", "2"):
        sys.exit(f"The link checker broke off with {exit_code}. Run the workflow again.")
    if found and answered == 0:
        sys.exit("Not one address answered, so the network was at fault, not the links. Run the workflow again.")
    return found


def main(report: Path, folder: Path) -> None:
    """Write the issue and the output."""
    found = read(report, os.environ.get("EXIT_CODE", ""))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "issue.md").write_text(issue(found), encoding="utf-8")
    count = sum(len(addresses) for addresses in found.values())
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"dead={count}\n")
    print(f"{count} addresses do not answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
