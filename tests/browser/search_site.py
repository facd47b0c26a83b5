"""A small site for the tests of the search's two faces: facets of every size, hostile names, positions to mix up."""

from pathlib import Path

from .sites import ROOT, build

HOSTILE = "<img src=x onerror=document.title=1337> &amp; <b>bold</b>"
MANY = 14
"""Actors, and briefings of the long series: more than a facet shows at first, and more than one page of results."""

CONFIG = f"""\
INHERIT: {ROOT / "mkdocs.yml"}
site_name: Harbour desk
use_directory_urls: false
plugins:
  - search
  - briefwright
nav:
  - Home: index.md
  - Explore: explore/index.md
"""

ACTORS = "".join(f"- {{id: envoy-{n:02d}, name: Envoy {'ABCDEFGHIJKLMN'[n]}örne, kind: person}}\n" for n in range(MANY))
REGISTRY = {
    "actors": f"""\
- {{id: coast-state, name: Coast State, kind: state}}
- {{id: highland, name: Highland, kind: state}}
- {{id: jun-park, name: Jun Park, kind: person}}
- {{id: hostile, name: "{HOSTILE}", kind: group}}
{ACTORS}""",
    "issues": """\
- {id: fishing-limits, title: Fishing limits, question: Should the twelve-mile line stand?}
- {id: joint-patrol, title: Joint patrol, question: Should both states patrol together?}
""",
    "publishers": "- {id: harbour-gazette, name: Harbour Gazette, country: NO}\n",
    "dossiers": """\
- {id: port-vell, title: The Port Vell talks, summary: Two states and a line.}
- {id: north-sound, title: The North Sound, summary: Ships and weather.}
""",
}

BRIEFING = """\
title: {title}
date: {date}
lang: en
dossier: {dossier}
regions: ["{region}"]
topics: [{topic}]
summary: "{summary} [@gazette]"
actors: [{actors}]
positions: [{positions}]
analyst_views: [{views}]
sources:
  - {{id: gazette, title: A report, publisher: harbour-gazette, lang: en}}
"""


def _briefing(id: str, title: str, **fields: str) -> tuple[str, str]:
    given = {
        "date": id[:10],
        "dossier": "port-vell",
        "region": "NO",
        "topic": "fishing",
        "summary": "They met.",
        "actors": "",
        "positions": "",
        "views": "",
        **fields,
    }
    return f"briefings/{id[:4]}/{id}.yml", BRIEFING.format(title=f"'{title}'", **given)


def _position(actor: str, issue: str, stance: str, statement: str = "They said so.", quote: str = "") -> str:
    spoken = f", quote: {{text: {quote}}}" if quote else ""
    return f"{{actor: {actor}, issue: {issue}, stance: {stance}, statement: {statement}{spoken}, sources: [gazette]}}"


def _series() -> list[tuple[str, str]]:
    return [
        _briefing(
            f"2025-{n % 12 + 1:02d}-{n + 1:02d}-sound-{n:02d}",
            f"Weather in the sound, report {n}",
            dossier="north-sound",
            region="DK" if n % 2 else "NO",
            topic="weather",
            summary=f"Lanterns were seen on night {n}.",
            actors=f"envoy-{n:02d}",
        )
        for n in range(MANY)
    ]


def files() -> dict[str, str]:
    """Return the files of the site by path."""
    opposes = _position(
        "coast-state", "fishing-limits", "opposes", "No line before a patrol at sea.", "No line on a map"
    )
    return {
        "mkdocs.yml": CONFIG,
        "docs/index.md": "# Harbour desk\n",
        **{f"briefings/registry/{name}.yml": text for name, text in REGISTRY.items()},
        **dict(_series()),
        **dict(
            [
                _briefing(
                    "2026-03-04-talks",
                    "Harbour talks end without a text",
                    summary="Two delegations parted after nine hours.",
                    actors="coast-state, highland",
                    positions=f"{opposes}, {_position('highland', 'fishing-limits', 'supports')}",
                    views="{analyst: jun-park, view: Meant for home., about: [joint-patrol], sources: [gazette]}",
                ),
                # The same actor, issue and stance, but never together in one position.
                _briefing(
                    "2026-03-20-apart",
                    "A patrol is refused",
                    summary="The delegations spoke of patrols.",
                    actors="coast-state, highland",
                    positions=f"{_position('coast-state', 'fishing-limits', 'supports')}, "
                    f"{_position('highland', 'fishing-limits', 'opposes')}, "
                    f"{_position('coast-state', 'joint-patrol', 'opposes')}",
                ),
                _briefing("2026-04-10-hostile", HOSTILE, summary=f"A name with signs: {HOSTILE}", actors="hostile"),
            ]
        ),
    }


def make_small(desk: Path) -> Path:
    """Build the site with addresses that can be opened from a disk as well; returns its folder."""
    for path, text in files().items():
        (desk / path).parent.mkdir(parents=True, exist_ok=True)
        (desk / path).write_text(text, encoding="utf-8")
    return build(desk)
