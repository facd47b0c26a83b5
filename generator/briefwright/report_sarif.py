"""Problems as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors read."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from briefwright import __version__
from briefwright.problems import Problem, Severity
from briefwright.rules import RULES, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
"""Address of the standard's JSON Schema."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def sarif_report(problems: Sequence[Problem], colour: bool) -> str:
    """Return the problems as one SARIF log with one run and all rules; colour is no part of it."""
    places = {rule: index for index, rule in enumerate(RULES)}
    run = {
        "tool": {
            "driver": {
                "name": "briefwright",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, places) for problem in problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, places: dict[str, int]) -> dict[str, Any]:
    line, column = max(problem.line, 1), max(problem.column, 1)
    region = {"startLine": line, "startColumn": column, "endColumn": column + max(problem.width, 1)}
    return {
        "ruleId": problem.rule,
        **({"ruleIndex": places[problem.rule]} if problem.rule in places else {}),
        "level": _LEVELS[problem.severity],
        "message": {"text": "\n".join(part for part in (problem.message, problem.hint) if part)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(problem.path), "uriBaseId": "%SRCROOT%"},
                    "region": {**region, "snippet": {"text": problem.excerpt}},
                }
            }
        ],
    }


def _uri(path: str) -> str:
    """Return a relative path as a relative reference (RFC 3986); whatever the path, it names no other host."""
    return quote(path.encode("utf-8", "surrogatepass"), safe="/").lstrip("/")
