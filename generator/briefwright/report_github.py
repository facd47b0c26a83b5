"""Problems for GitHub Actions: annotations beside the lines of a pull request, and the summary of a step.

The commands are those of "Workflow commands for GitHub Actions" (docs.github.com).
"""

from collections.abc import Sequence

from briefwright.counting import counted
from briefwright.printable import harmless
from briefwright.problems import Problem, Severity

MOST_ANNOTATIONS = 10
"""Annotations that GitHub shows of one step."""

MOST_BYTES = 900_000
"""Size of a summary; GitHub takes 1 MiB a step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_WORST = {severity: rank for rank, severity in enumerate(_COMMANDS)}


def worst_first(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems by weight, those of the same weight in the order of files and lines."""
    return sorted(problems, key=lambda problem: (_WORST[problem.severity], problem))


def github_report(problems: Sequence[Problem], colour: bool) -> str:
    """Return the worst problems as workflow commands, one a line, and a line about the others; colour is no part."""
    ordered = worst_first(problems)
    lines = [_annotation(problem) for problem in ordered[:MOST_ANNOTATIONS]]
    more = len(ordered) - MOST_ANNOTATIONS
    if more > 0:
        lines.append(f"and {counted(more, 'more problem')}; all of them are in the step's summary")
    return "".join(f"{line}\n" for line in lines)


def _annotation(problem: Problem) -> str:
    properties = {
        "file": problem.path,
        "line": str(max(problem.line, 1)),
        "col": str(max(problem.column, 1)),
        "endColumn": str(max(problem.column, 1) + max(problem.width, 1)),
        "title": f"{problem.rule} {problem.severity}",
    }
    given = ",".join(f"{name}={_property(harmless(value))}" for name, value in properties.items())
    words = "\n".join(harmless(part) for part in (problem.message, problem.hint) if part)
    return f"::{_COMMANDS[problem.severity]} {given}::{_data(words)}"


def _data(text: str) -> str:
    """Return the message of a command with what would end it or begin another one written in codes."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def github_summary(problems: Sequence[Problem], checked: str) -> str:
    """Return all problems as Markdown for the summary of a step, the worst first; `checked` says what was read.

    What comes from the files stands there as text: no mark, link, mention or HTML in it has any effect.
    """
    head = f"### Briefings\n\n{_text(checked)}\n"
    if not problems:
        return head
    lines = [head, "\n| Where | Rule | What |\n|---|---|---|\n"]
    size = 0
    ordered = worst_first(problems)
    for shown, problem in enumerate(ordered):
        row = _row(problem)
        size += len(row.encode())
        if size > MOST_BYTES:
            lines.append(f"\nand {len(ordered) - shown:,} more, for which there is no room here\n")
            break
        lines.append(row)
    return "".join(lines)


def _row(problem: Problem) -> str:
    where = _text(f"{problem.path}:{problem.line}:{problem.column}")
    words = [_text(problem.message)] + ([f"*{_text(problem.hint)}*"] if problem.hint else [])
    return f"| {where} | {_text(problem.rule)} {problem.severity} | {'<br>'.join(words)} |\n"


def _text(text: str) -> str:
    """Return text as Markdown that shows it and does nothing else: in codes (HTML), but for letters, digits, spaces."""
    shown = harmless(text)
    return "".join(c if c.isalnum() or c in " ;…–’" else f"&#{ord(c)};" for c in shown)
