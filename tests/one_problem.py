"""A problem, as the tests of reports show it in every form."""

from briefwright.problems import Problem, Severity

REF01 = Problem(
    path="briefings/2026/2026-03-04-harbour-talks.yml",
    line=14,
    column=12,
    rule="REF01",
    severity=Severity.ERROR,
    message="unknown actor 'cost-state'",
    hint="did you mean 'coast-state'?",
    excerpt="  - actor: cost-state",
    width=10,
)
