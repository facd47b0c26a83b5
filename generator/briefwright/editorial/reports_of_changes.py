"""Changes as text for a terminal, as Markdown for a code host's comments, as JSON; whatever stands in the files."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from briefwright.changes.between import Broken, Changes
from briefwright.changes.change import TEXT_FORMS, Change, Mark, Thing, Weight, written
from briefwright.counting import counted, verb
from briefwright.editorial.diff import Comparison
from briefwright.printable import harmless

MOST_MARKDOWN = 60_000
"""Characters of a Markdown report; code hosts refuse comments of more than 65,536."""

NO_CHANGE = "Nothing changed in meaning."
NO_OTHER_CHANGE = "In what can be compared, nothing changed in meaning."
"""The last line where nothing changed; what cannot be compared may well hold a change."""

Group = tuple[Thing, list[Change]]


def text_report(found: Comparison) -> str:
    """Return the changes for a terminal; words that went are in [-…-], words that came in {+…+}."""
    lines = [_line(_opening(found)), ""]
    lines += [f"warning: {_line(said)}" for said in _cautions(found.changes)]
    lines += [f"cannot be compared: {_line(item)}" for item in _not_compared(found)]
    if len(lines) > 2:
        lines.append("")
    for heading, groups in _sections(found.changes):
        lines += [heading, ""] if heading else []
        for thing, changes in groups:
            lines.append(_line(_title(thing)))
            lines += [f"  - {written(change.say(), TEXT_FORMS, _line)}" for change in changes]
            lines.append("")
    lines.append(_closing(found))
    return "\n".join(lines) + "\n"


def markdown_report(found: Comparison) -> str:
    """Return the changes for a comment: what files say is shown as text, makes no link and notifies nobody."""
    blocks = [f"{escaped(_opening(found))}\n"]
    said = [f"> **Warning:** {escaped(caution)}\n" for caution in _cautions(found.changes)]
    said += [f"> **Cannot be compared:** {escaped(item)}\n" for item in _not_compared(found)]
    blocks += [">\n".join(said)] if said else []
    for heading, groups in _sections(found.changes):
        blocks += [f"### {heading}\n"] if heading else []
        for thing, changes in groups:
            lines = [f"- {written(change.say(), _MARKDOWN, escaped)}" for change in changes]
            blocks.append(f"**{escaped(_title(thing))}**\n\n" + "\n".join(lines) + "\n")
    return _fitting(blocks, escaped(_closing(found)))


def json_report(found: Comparison) -> str:
    """Return the changes as a JSON object; each has its `type`, its `weight`, and `says`, the sentence."""
    changes = found.changes
    data = {
        "base": found.base,
        "head": found.head,
        "changes": [change.data() for change in changes.changes],
        "cautions": [asdict(item) for item in changes.cautions],
        "broken": [asdict(item) for item in changes.broken],
        "apart": list(found.apart),
        "layout": changes.layout,
    }
    return json.dumps(data, indent=2) + "\n"


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": text_report,
    "markdown": markdown_report,
    "json": json_report,
}
"""The ways to report changes, by the name that `--format` takes."""

_MARKDOWN = {Mark.OLD: "~~{}~~", Mark.NEW: "**{}**", Mark.STRONG: "**{}**"}


def _opening(found: Comparison) -> str:
    return f"What {found.head} changes, compared with {found.base}:"


def _closing(found: Comparison) -> str:
    changes = found.changes
    layout = f"{counted(changes.layout, 'file')} {verb(changes.layout, 'differ')} in layout only"
    if not changes.changes:
        nothing = NO_OTHER_CHANGE if changes.broken or found.apart else NO_CHANGE
        return f"{nothing} {layout[0].upper()}{layout[1:]}." if changes.layout else nothing
    things = {change.subject for change in changes.changes}
    briefings = sum(thing.kind == "briefing" for thing in things)
    parts = [counted(len(changes.changes), "change")]
    inside = [counted(briefings, "briefing")] if briefings else []
    entries = len(things) - briefings
    inside += [f"{entries:,} registry entr{'y' if entries == 1 else 'ies'}"] if entries else []
    parts.append(f" in {' and '.join(inside)}")
    return "".join(parts) + (f"; {layout}" if changes.layout else "") + "."


def _cautions(changes: Changes) -> list[str]:
    return [f"{item.path}: {item.message}; {item.hint}" for item in changes.cautions]


def _not_compared(found: Comparison) -> list[str]:
    own = "a git repository of its own lies there, and what changed in it cannot be seen from here"
    hint = "if it should belong to this one, remove the .git in it"
    return [*(f"{path}: {own}; {hint}" for path in found.apart), *map(_broken, found.changes.broken)]


def _broken(item: Broken) -> str:
    where = "before the change" if item.side == "before" else "now"
    why = "a merge conflict was left in it, and it has " if item.conflict else ""
    return f"{item.path}, {where}: {why}{counted(item.problems, 'problem')}; run briefwright check"


def _title(thing: Thing) -> str:
    return thing.name if thing.kind == "briefing" else f"{thing.kind.capitalize()} {thing.name}"


def _sections(changes: Changes) -> list[tuple[str, list[Group]]]:
    """Return the changes by briefing, then those of the registries, then those of wording."""
    wording = [change for change in changes.changes if change.weight is Weight.PROSE]
    others = [change for change in changes.changes if change.weight is not Weight.PROSE]
    briefings = [change for change in others if change.subject.kind == "briefing"]
    entries = [change for change in others if change.subject.kind != "briefing"]
    sections = [("", _grouped(briefings)), ("Registries", _grouped(entries)), ("Wording", _grouped(wording))]
    return [(heading, groups) for heading, groups in sections if groups]


def _grouped(changes: Iterable[Change]) -> list[Group]:
    """Group changes by what they happened to, in their own order; so the weightiest group comes first."""
    groups: dict[tuple[str, str], Group] = {}
    for change in changes:
        thing = change.subject
        groups.setdefault((thing.kind, thing.id), (thing, []))[1].append(change)
    return list(groups.values())


def _line(text: str) -> str:
    """Return a text on one line, with what could steer a terminal made visible."""
    return harmless(" ".join(text.split()))


_ACTIVE = re.compile(r"[\\`*_\[\]<>|~$&#@]|://|(?<=[Ww])\.|:(?=[\w+-]+:)|(?<=[!%^])(?=\w)|(?<=[Gg][Hh]-)(?=\d)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# A code host looks for names, numbers and addresses after Markdown is done, so a backslash does not stop it.
_PARTED = {"@": "@\u200b", "#": "\\#\u200b", "$": "\\$\u200b", "://": ":\u200b//", ".": ".\u200b", ":": ":\u200b"}


def escaped(text: str) -> str:
    """Return a text for Markdown (CommonMark, and what GitHub and GitLab add): all of it is shown as it is.

    A space of no width parts what would be a name to notify, an issue, an address or an expression of a workflow.
    """
    return _start(_ACTIVE.sub(lambda match: _escape(match[0]), _line(text)))


def _escape(found: str) -> str:
    return _ENTITIES.get(found) or _PARTED.get(found) or (f"\\{found}" if found else "\u200b")


def _start(line: str) -> str:
    """Return a line that opens no list, heading or rule at its start."""
    return re.sub(r"^(\d+)(?=[.)])|^(?=[-+=])", lambda match: f"{match[1] or ''}\\", line)


def _fitting(blocks: Sequence[str], closing: str) -> str:
    """Return the blocks that a comment has room for, and the last line."""
    room = MOST_MARKDOWN - len(closing) - 200
    kept: list[str] = []
    for at, block in enumerate(blocks):
        if len(block) > room:
            rest = counted(len(blocks) - at, "more part")
            kept.append(f"… {rest} did not fit here; `briefwright diff` shows all of it.\n")
            break
        kept.append(block)
        room -= len(block) + 1
    return "\n".join([*kept, f"{closing}\n"])
