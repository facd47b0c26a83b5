"""`briefwright rules`: what the rules are that messages cite, and what each of them means."""

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

import click

from briefwright.commands.exits import USAGE, fail
from briefwright.problems import did_you_mean
from briefwright.reports import harmless
from briefwright.rules import RULES, Rule

WIDTH = 100
"""Columns that an explanation is wrapped to."""


@click.command()
@click.argument("rule", metavar="[ID]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    help="How to report.",
)
def rules(rule: str | None, form: str) -> None:
    """List the rules that messages cite; explain the one with the ID, such as REF01, or list a family, such as REF.

    Exits with 2 where there is no such rule.
    """
    chosen = _chosen(rule)
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in chosen], indent=2))
    elif len(chosen) == 1:
        click.echo(_explained(chosen[0]))
    else:
        click.echo(_listed(chosen))


def _chosen(word: str | None) -> tuple[Rule, ...]:
    """Return the rules that a word stands for: one, a family, or all where there is none."""
    id = (word or "").strip().upper()
    found = tuple(rule for rule in RULES.values() if word is None or id in (rule.id, _letters(rule)))
    if not found:
        hint = did_you_mean(id, RULES) or "`briefwright rules` lists them all"
        fail(f"there is no rule '{harmless(word or '')}'; {hint}", USAGE)
    return found


def _listed(chosen: Sequence[Rule]) -> str:
    """Return the rules by family, each on a line of its own."""
    # What the families are called stands with the reference, which the other commands need not wait for.
    from briefwright.reference import FAMILIES

    width = max(len(one.id) for one in chosen)
    parts = []
    for letters, family in groupby(chosen, key=_letters):
        lines = [f"  {one.id:<{width}}  {one.severity:<7}  {one.title}" for one in family]
        parts.append("\n".join([FAMILIES.get(letters, letters), *lines]))
    return "\n\n".join([*parts, "`briefwright rules ID` explains a rule."])


def _letters(rule: Rule) -> str:
    return rule.id.rstrip("0123456789")


def _explained(rule: Rule) -> str:
    paragraphs = (textwrap.fill(" ".join(part.split()), WIDTH) for part in rule.explanation.split("\n\n"))
    return "\n\n".join([f"{rule.id} {rule.severity}: {rule.title}", *paragraphs])
