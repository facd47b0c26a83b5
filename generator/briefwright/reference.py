"""The parts of the documentation that are made from the code, as Markdown; and their places in the pages."""

import re
from collections.abc import Callable, Iterator

import click

import briefwright.checks  # noqa: F401 - brings the editorial rules into the table
from briefwright.line_map import MAX_BYTES, MAX_DEPTH
from briefwright.plugin import BriefwrightConfig
from briefwright.problems import Severity
from briefwright.reference_fields import fields, literal, vocabularies
from briefwright.reference_words import OPTIONS
from briefwright.rules import RULES
from briefwright.schema.types import ID_LENGTH
from briefwright.validation import MOST

FAMILIES: dict[str, str] = {
    "YAML": "The file",
    "DATA": "The fields",
    "REF": "References",
    "LINK": "Links",
    "FILE": "Files and folders",
    "SRC": "Editorial: sources",
    "JUD": "Editorial: judgements and forecasts",
    "POS": "Editorial: positions",
    "WRI": "Editorial: writing and names",
    "LNK": "Editorial: addresses, dates and files",
    "SIL": "Editorial: silenced rules",
}
"""The letters that rule ids begin with, and what these rules are about."""

_WEIGHT = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.ADVICE: "Advice"}
_BLOCK = re.compile(r"(<!-- generated: ([a-z]+) -->\n)(.*?)(<!-- end generated -->)", re.DOTALL)


class UnknownBlockError(Exception):
    """A page has a generated block of a name that no part of the reference has."""


def blocks(group: click.Group) -> dict[str, Callable[[], str]]:
    """Return every generated part by the name that its block has in the pages; `group` is the whole command."""
    return {
        "fields": fields,
        "vocabularies": vocabularies,
        "commands": lambda: commands(group),
        "options": options,
        "rules": rules,
        "limits": limits,
    }


def with_blocks(page: str, group: click.Group) -> str:
    """Return a page of documentation with its generated blocks made anew, and nothing else changed.

    Raises UnknownBlockError for a block whose name is unknown.
    """
    known = blocks(group)

    def filled(match: re.Match[str]) -> str:
        name = match[2]
        if name not in known:
            raise UnknownBlockError(f"unknown block '{name}'; there are {', '.join(known)}")
        return f"{match[1]}\n{known[name]()}\n\n{match[4]}"

    return _BLOCK.sub(filled, page)


def commands(group: click.Group) -> str:
    """Return a section for each command that is not hidden: its call, what it does, its options."""
    context = click.Context(group, info_name="briefwright", **group.context_settings)
    shown = (group.get_command(context, name) for name in group.list_commands(context))
    return "\n\n".join(_command(command, context) for command in shown if command and not command.hidden)


def _command(command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    lines = [f"### briefwright {command.name}", "", f"    {usage}", "", literal(_unwrapped(command.help or "")), ""]
    rows = list(_options(command))
    lines += ["| Option | Meaning |", "|---|---|", *(f"| `{name}` | {meaning} |" for name, meaning in rows)]
    return "\n".join(lines if rows else lines[:-3])


def _unwrapped(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _options(command: click.Command) -> Iterator[tuple[str, str]]:
    for option in command.params:
        if not isinstance(option, click.Option) or option.hidden:
            continue
        name = ", ".join(option.opts)
        meaning = literal(option.help or "")
        if isinstance(option.type, click.Choice):
            meaning += f" One of: {', '.join(f'`{choice}`' for choice in option.type.choices)}."
        elif not option.is_flag:
            name += " " + (option.metavar or option.type.name.upper())
        if option.show_default:
            meaning += f" Default: `{option.default}`."
        yield name, meaning


def options() -> str:
    """Return the table of what mkdocs.yml may say below the plugin's name."""
    lines = ["| Option | Default | Meaning |", "|---|---|---|"]
    for name, kind in BriefwrightConfig._schema:
        lines.append(f"| `{name}` | {_default(kind.default)} | {OPTIONS[name]} |")
    return "\n".join(lines)


def _default(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "empty" if value == "" else f"`{value}`"


def rules() -> str:
    """Return every rule with its weight and its explanation, by families; the id is the anchor."""
    parts = []
    for letters, title in FAMILIES.items():
        family = [rule for rule in RULES.values() if rule.id.rstrip("0123456789") == letters]
        parts.append(f"### {title}")
        for rule in family:
            text = literal(rule.explanation)
            parts.append(f"#### {rule.id}\n\n**{literal(rule.title)}.** {_WEIGHT[rule.severity]}. {text}")
    return "\n\n".join(parts)


def limits() -> str:
    """Return the table of limits, with the figures that the code uses."""
    rows = (
        ("Size of a file", f"{MAX_BYTES // 1024**2} MB ({MAX_BYTES:,} bytes)", "YAML02"),
        ("Lists and mappings inside each other", f"{MAX_DEPTH} levels", "YAML07"),
        ("Length of an id", f"{ID_LENGTH} characters", "DATA07"),
        ("Problems reported for the fields of one file", f"{MOST}; the last one says how many more there are", ""),
    )
    lines = ["| What | At most | Rule |", "|---|---|---|"]
    for what, most, rule in rows:
        lines.append(f"| {what} | {most} | {f'[{rule}](#{rule.lower()})' if rule else ''} |")
    return "\n".join(lines)
