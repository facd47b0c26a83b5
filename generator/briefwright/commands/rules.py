"""`briefwright rules`: what the rules are that messages cite, what each of them means, and how much it weighs here."""

import json
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click
from click.core import ParameterSource

from briefwright.commands.common import config_option
from briefwright.commands.exits import USAGE, fail
from briefwright.printable import harmless
from briefwright.problems import Severity, did_you_mean
from briefwright.rules import RULES, Rule
from briefwright.settings import SettingsError, settings
from briefwright.terminal import columns

WIDTH = 100
"""Columns that an explanation is wrapped to, where the terminal has as many."""

OFF = "off"
"""What stands in the place of the severity of a rule that the site has switched off."""


@click.command()
@click.argument("rule", metavar="[ID]", required=False)
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.pass_context
def rules(context: click.Context, rule: str | None, config_file: Path, form: str) -> None:
    """List the rules that messages cite; explain the one with the ID, such as REF01, or list a family, such as REF.

    In the folder of a site, or with its mkdocs.yml named, severities are those that it sets. Exits with 2 where there
    is no such rule.
    """
    chosen = _chosen(rule)
    here = _here(config_file, context.get_parameter_source("config_file") is ParameterSource.COMMANDLINE)
    if form == "json":
        facts = [asdict(one) | {"severity": _severity(one, here), "default_severity": one.severity} for one in chosen]
        click.echo(json.dumps(facts, indent=2))
    elif len(chosen) == 1:
        click.echo(_explained(chosen[0], here))
    else:
        click.echo(_listed(chosen, here))


def _here(config_file: Path, is_named: bool) -> Mapping[str, Severity | None]:
    """Return the severities that the site sets, None for off; nothing where there is no site."""
    if not is_named and not config_file.exists():
        return {}
    try:
        return settings(config_file).rules
    except SettingsError as error:
        if is_named:
            fail(str(error), USAGE)
        # What a rule means can be said all the same.
        click.echo(f"briefwright: {error}\nThe severities are the rules' own.", err=True)
        return {}


def _severity(rule: Rule, here: Mapping[str, Severity | None]) -> str:
    return here.get(rule.id, rule.severity) or OFF


def _chosen(word: str | None) -> tuple[Rule, ...]:
    """Return the rules that a word stands for: one, a family, or all where there is none."""
    id = (word or "").strip().upper()
    found = tuple(rule for rule in RULES.values() if word is None or id in (rule.id, _letters(rule)))
    if not found:
        hint = did_you_mean(id, RULES) or "`briefwright rules` lists them all"
        fail(f"there is no rule '{harmless(word or '')}'; {hint}", USAGE)
    return found


def _listed(chosen: Sequence[Rule], here: Mapping[str, Severity | None]) -> str:
    """Return the rules by family, each on a line of its own."""
    # What the families are called stands with the reference, which the other commands need not wait for.
    from briefwright.reference import FAMILIES

    width = max(len(one.id) for one in chosen)
    parts = []
    for letters, family in groupby(chosen, key=_letters):
        lines = [f"  {one.id:<{width}}  {_severity(one, here):<7}  {_titled(one, here)}" for one in family]
        parts.append("\n".join([FAMILIES.get(letters, letters), *lines]))
    return "\n\n".join([*parts, "`briefwright rules ID` explains a rule."])


def _letters(rule: Rule) -> str:
    return rule.id.rstrip("0123456789")


def _titled(rule: Rule, here: Mapping[str, Severity | None]) -> str:
    differs = _severity(rule, here) != rule.severity
    return f"{rule.title} ({rule.severity} by default)" if differs else rule.title


def _explained(rule: Rule, here: Mapping[str, Severity | None]) -> str:
    severity = _severity(rule, here)
    weight = severity if severity == rule.severity else f"{severity} here, {rule.severity} by default"
    width = columns(sys.stdout, WIDTH)
    paragraphs = (textwrap.fill(" ".join(part.split()), width) for part in rule.explanation.split("\n\n"))
    return "\n\n".join([f"{rule.id} {weight}: {rule.title}", *paragraphs])
