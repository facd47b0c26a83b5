"""Where findings stand: places found by indentation alone are those of a map of the whole file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from briefwright.checks.places import Places
from briefwright.line_map import LineMap, Loc, text_of
from briefwright.yaml_source import read
from messy_yaml import messy_briefings

ODD_LAYOUTS = (
    'title: "Two\n  sources: lines"\nsources:\n- id: a # note\n  url: x\n\n# between\n- {id: b}\n',
    "a:\r\n  - b: 1\r\n    c: 2\r\n",
    "---\na:\n  - b: [1,\n 2]\n    c: 'x\n\n      d: y'\n",
    "a:\n  # note\n  -   b: |\n        c: no field\n      c: >-\n        more\n  - - x\n    - y\n  -\n    b: 2\n",
    "d: 3  # three\ne: 4\n",
    "a: {b: 1, c: [x, y]}\nd:\n  e:\n    f: g\n  h: plain text\n    that goes on\n",
    "# first\n- a: 1\n  ab: 2  \n-  a:  \n    - x  \n    # between\n    - y: [p, q]  \n      z: -1\n- last",
    "  a:\n  - b\n  -\n    c\n  d: >\n\n    - no item\n    e: no field\n  e: 'x: y'\n",
    'a:\n  - b: "He said \\"no\\" to\n  - and x - y"\n  - b: y\n  - b: z\n',
    'a: "He said \\"no\\" and\n  b: nothing"\nb:\n  - c: 1\n',
    "a: 'He said ''no'' and\n  b: nothing'\nb:\n  - c: ''\n    d: 'it''s'\n",
    "ab: 1\na:\n  ab: 2\n  a:\n    ab: 3\n    b:\n      - a: 4\n        b: a\n        # b: comment\n        ba: 5\n",
)
ROOT = Path(__file__).parent.parent
FILES = [*(ROOT / "briefings").rglob("*.yml"), *(ROOT / "tests" / "cases" / "model").glob("*.yml")]


def _compare(raw: bytes) -> None:
    whole, places = LineMap(text_of(raw)), Places(raw)
    for loc, value in _fields(read(raw, "x.yml").data):
        if loc:
            assert places.find(loc) == whole.find(loc)
            needle = " ".join(value.split()[1:3]) if isinstance(value, str) else ""
            assert places.find(loc, needle) == whole.find_text(loc, needle)


def _fields(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    yield loc, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _fields(inner, (*loc, key))


@pytest.mark.parametrize("raw", [*(text.encode() for text in ODD_LAYOUTS), *map(Path.read_bytes, sorted(FILES))])
def test_places_are_those_of_the_map_of_the_whole_file(raw: bytes) -> None:
    _compare(raw)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(messy_briefings())
def test_places_in_files_as_nobody_should_write_them(messy: tuple[bytes, list[str]]) -> None:
    if not read(messy[0], "x.yml").problems:
        _compare(messy[0])
