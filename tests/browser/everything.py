"""Made-up content for the full site: a briefing that uses every field, awkward texts, and a crowd of actors."""

from string import ascii_uppercase

BRIEFING_ID = "2026-03-04-harbour-talks"
ALIAS = "2026-03-04-port-vell"
CROWD = 416
LONG_WORD = "Küstenfischereifahrzeugüberwachungsvereinbarungsentwurfsverhandlungen"
LONG_ADDRESS = "https://gazette.example/" + "harbour-talks-without-a-text-" * 9 + "final"
LIKELIHOODS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
STANCES = ("opposes", "opposes-with-conditions", "mixed", "supports-with-conditions", "supports", "declines-to-say")

REGISTRY = {
    "actors": """\
- {id: coast-state, name: Coast State, kind: state, names: {de: Küstenstaat, ar: دولة الساحل}, aliases: [The Coast]}
- id: ada-moreno
  name: Ada Moreno
  kind: person
  part_of: coast-state
  wikidata: Q42
  roles: [{title: lead negotiator, of: Coast State, from: 2024-01}, {title: envoy, from: "2020", to: "2023"}]
  note: Known for long nights. See [[coast-state]].
- {id: jun-park, name: Jun Park, kind: person}
- {id: highland, name: Highland, kind: state}
- {id: isle-council, name: Isle Council, kind: group}
- {id: net-union, name: Net Union, kind: organisation}
- {id: mira-sol, name: Mira Sol, kind: person}
""",
    "issues": """\
- id: twelve-mile-line
  title: The twelve-mile line
  question: Should the twelve-mile line stand?
  options: {supports: The line stands as it is., opposes: No line at all., mixed: A line for some waters.}
  note: In dispute since 1964.
""",
    "publishers": """\
- id: harbour-gazette
  name: Harbour Gazette
  country: "NO"
  ownership: Family-owned
  reliability: B
  url: https://gazette.example/
  lang: en
  note: The town's paper.
""",
    "dossiers": """\
- id: port-vell
  title: The Port Vell talks
  summary: Two states and a line on the map.
  issues: [twelve-mile-line]
  actors: [coast-state, highland, isle-council]
  note: Kept since the first round.
""",
}

HOLDERS = ("coast-state", "highland", "isle-council", "net-union", "ada-moreno", "mira-sol")

HEAD = f"""\
title: "Harbour talks end without a text: {LONG_WORD}"
date: 2026-03-04
summary: >-
  Two delegations met for nine hours in Port Vell and parted without a joint text [@gazette, para 4]. [[ada-moreno]]
  spoke of *progress* all the same [@ministry].
lang: en
status: corrected
updated: 2026-03-09
dossier: port-vell
event: {{date: 2026-03-03, until: 2026-03-04, precision: circa, place: Port Vell}}
regions: ["NO", "150"]
topics: [fishing, {LONG_WORD}]
aliases: [{ALIAS}]
authors: [Robin Silva]
reviewers: [Kim Lund]
licence: CC-BY-4.0
trend: {{direction: deteriorating, reason: No third round was set., sources: [gazette]}}
corrections:
  - {{date: 2026-03-09, text: "The talks took nine hours, not seven. [@gazette]"}}
  - {{date: 2026-03-05, text: A name was misspelt.}}
timeline:
  - {{date: 1964-05, precision: circa, text: The line is drawn., sources: [treaty]}}
  - {{date: 2026-03-03, text: The delegations arrive., sources: [gazette]}}
body: |
  The line is older than both governments [@treaty].

  ## What the line says

  | Waters | Miles |
  |--------|-------|
  | North  | 12    |
  | South  | 6     |

  - **Patrols**: none until now [@gazette].
  - {LONG_WORD}

  > Nobody asked the fish.

  Background: [[twelve-mile-line]], [[port-vell]] and the [gazette](https://gazette.example/).
actors:
  - {{id: coast-state, role: host of the talks, note: Holds the chair until June.}}
  - highland
  - {{name: Tove Berg, kind: person, role: observer}}
sources:
  - id: gazette
    title: Nine hours, no text
    publisher: harbour-gazette
    author: [R. Silva, K. Lund]
    url: {LONG_ADDRESS}
    archive_url: https://archive.example/20260305/{LONG_ADDRESS.removeprefix("https://")}
    published: 2026-03-04
    accessed: 2026-03-05
    lang: en
    kind: news
    origin: wire
    derived_from: Coast wire of 4 March
  - {{id: ministry, title: "[Statement on the talks]", publisher: {{name: Ministry of the Sea, country: "NO"}},
     kind: official-statement, origin: original, reliability: D, lang: ar, note: Handed out on paper.}}
  - {{id: treaty, title: Vertrag über die Zwölfmeilenzone, kind: document, lang: de, reliability: A}}
"""


def _positions() -> str:
    lines = ["positions:"]
    for holder, stance in zip(HOLDERS, STANCES, strict=True):
        lines += [
            f"  - actor: {holder}",
            "    issue: twelve-mile-line",
            f"    stance: {stance}",
            "    statement: Would accept a joint patrol first, and only then talk about the limit.",
            "    quote: {text: لا خط على الخريطة, speaker: ada-moreno, lang: ar, note: spoken, sources: [ministry]}",
            "    attributed_by: press",
            "    conditions: [joint patrol agreed, observers admitted]",
            "    stated_on: 2026-03-03",
            "    sources: [gazette, {source: ministry, credibility: 2, locator: para 4}]",
        ]
    return "\n".join(lines) + "\n"


def _judgements() -> str:
    lines = ["key_judgements:"]
    for number, term in enumerate(LIKELIHOODS):
        lines += [
            "  - text: A text before the summer is what both sides say they want. [@gazette]",
            f"    likelihood: {term}",
            f"    confidence: {('low', 'moderate', 'high')[number % 3]}",
            f"    scale_origin: {('editor', 'analyst')[number % 2]}",
            "    horizon: 2026-06",
            "    basis: What both said in the harbour. [@ministry]",
            "    sources: [gazette]",
        ]
    return "\n".join(lines) + "\n"


VIEWS = """\
analyst_views:
  - analyst: jun-park
    affiliation: Coastal Studies Institute
    view: The offer is meant for the home audience.
    quote: {text: A speech for the gallery., lang: en}
    likelihood: unlikely
    confidence: moderate
    scale_origin: editor
    horizon: 2026-06-30
    resolves_if: a patrol agreement is signed
    outcome: {value: false, on: 2026-07-01, sources: [gazette]}
    about: [twelve-mile-line]
    stated_on: 2026-03-04
    sources: [gazette]
  - analyst: mira-sol
    view: A text will come.
    outcome: {value: true, on: 2026-07-02, sources: [ministry]}
    sources: [ministry]
"""

EARLIER = """\
title: A first round in Port Vell
date: 2026-02-01
summary: The two sides met for the first time. [@gazette]
dossier: port-vell
positions:
  - {actor: coast-state, issue: twelve-mile-line, stance: supports, statement: The line stands., sources: [gazette]}
sources:
  - {id: gazette, title: A first round, publisher: harbour-gazette}
"""


def many_actors() -> str:
    """Return a crowd of actors as YAML, enough for lists by letter."""
    rows = []
    for number in range(CROWD):
        letter = ascii_uppercase[number * number % 26]
        rows.append(f"- {{id: crowd-{number:03d}, name: {letter}era Crowd {number:03d}, kind: person}}\n")
    rows.append(f"- {{id: crowd-long, name: A{LONG_WORD.lower()}, kind: organisation}}\n")
    return "".join(rows)


def extra_files() -> dict[str, str]:
    """Return text to add to the synthetic site, by path."""
    related = "related: [{id: 2026-02-01-first-round, rel: follows}]\n"
    return {
        **{f"briefings/registry/{name}.yml": text for name, text in REGISTRY.items()},
        f"briefings/2026/{BRIEFING_ID}.yml": HEAD + _judgements() + _positions() + VIEWS + related,
        "briefings/2026/2026-02-01-first-round.yml": EARLIER,
    }
