"""What a change means: each kind of change is found, said with names, and nothing else is."""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefwright.changes import entries, kinds, order, silence, source_kinds, whole
from briefwright.changes.between import Changes, changes_between
from briefwright.changes.change import Change, Mark, Weight, words
from briefwright.changes.matching import match
from briefwright.changes.standing import Pair, Stood
from briefwright.changes.wording import MOST_WORDS, difference, in_short, likeness
from briefwright.vocabulary import Confidence, Likelihood, Reliability, Stance, Status
from desks import REGISTRY, SECOND, TALKS

PATH = "briefings/2026/2026-03-04-talks.yml"
SITE = {name: text.encode() for name, text in REGISTRY.items()}
FULL = """\
title: Talks end
date: 2026-03-04
summary: They met for nine hours.
dossier: port-vell
actors: [coast-state, {id: highland, role: host}]
positions:
  - {actor: coast-state, issue: fishing-limits, stance: opposes, statement: No line at all., sources: [gazette]}
  - {actor: highland, issue: fishing-limits, stance: supports, statement: The line stands., sources: [gazette, paper]}
key_judgements:
  - {text: A patrol will be agreed before the summer is over., likelihood: unlikely, confidence: low, sources: [paper]}
  - {text: Neither side can afford a second bad season at sea., confidence: high, horizon: 2026-12-31}
analyst_views:
  - {analyst: jun-park, view: The offer is meant for the home audience., likelihood: likely, sources: [gazette]}
timeline:
  - {date: 2026-03-01, text: The delegations arrive in Port Vell.}
sources:
  - {id: gazette, title: Nine hours, publisher: harbour-gazette, url: "https://gazette.example/1", reliability: B}
  - {id: paper, title: A paper, url: "https://paper.example/1"}
"""


def between(old: str | None, new: str | None, **files: tuple[str, str]) -> Changes:
    """Compare two states of one briefing; `files` are registries, before and after."""
    before, after = dict(SITE), dict(SITE)
    for name, (was, now) in files.items():
        before[f"briefings/registry/{name}.yml"] = was.encode()
        after[f"briefings/registry/{name}.yml"] = now.encode()
    if old is not None:
        before[PATH] = old.encode()
    if new is not None:
        after[PATH] = new.encode()
    return changes_between(before, after)


def edited(*edits: tuple[str, str]) -> Changes:
    new = FULL
    for old, text in edits:
        assert old in new
        new = new.replace(old, text, 1)
    return between(FULL, new)


def said(found: Changes) -> list[str]:
    return [words(change.say()) for change in found.changes]


JUDGED = "Key judgement “A patrol will be agreed before the summer is over.”"
VIEW = "View of Jun Park “The offer is meant for the home audience.”"

GAZETTE = "“Nine hours” (Harbour Gazette)"

SAID = [
    (("opposes", "mixed"), "Coast State on Fishing limits: opposes → mixed"),
    (("No line at all.", "No line ever."), "Coast State on Fishing limits, statement: No line [-at all.-] {+ever.+}"),
    (("likelihood: unlikely", "likelihood: likely"), f"{JUDGED}, likelihood: unlikely → likely"),
    (("likelihood: unlikely, ", ""), f"{JUDGED}, likelihood: unlikely → none"),
    (("confidence: low", "confidence: high"), f"{JUDGED}, confidence: low → high"),
    (("likelihood: likely", "likelihood: probable"), f"{VIEW}, likelihood: likely → probable"),
    (
        ("confidence: low,", "confidence: low, outcome: {value: false, on: 2026-07-01},"),
        f"{JUDGED}, resolved on 1 July 2026: it did not come about",
    ),
    (
        ("reliability: B", "reliability: D"),
        f"Source {GAZETTE}, reliability: B (usually reliable) → D (not usually reliable)",
    ),
    (("publisher: harbour-gazette, ", ""), "Source “Nine hours”, publisher: Harbour Gazette → none"),
    (("[gazette, paper]", "[gazette]"), "Highland on Fishing limits: no longer backed by “A paper”"),
    (("likely, sources: [gazette]", "likely"), f"{VIEW}: now without any source"),
    (
        ("sources: [gazette]}", "sources: [{source: gazette, credibility: 2}]}"),
        f"Coast State on Fishing limits, credibility of {GAZETTE}: none → 2 (probably true)",
    ),
    (("dossier: port-vell\n", ""), "Dossier: The Port Vell talks → none"),
    (("title: Talks end", "title: Talks stall"), "Title: Talks end → Talks stall"),
    (("date: 2026-03-04", "date: 2026-03-05"), "Date: 4 March 2026 → 5 March 2026"),
    (("dossier:", "event: {date: 2026-03-03}\ndossier:"), "Event: none → 3 March 2026"),
    (("role: host", "role: guest"), "Highland, role: host → guest"),
    (("dossier:", "status: draft\ndossier:"), "Status: Published → Draft"),
    (
        ("dossier:", "corrections: [{date: 2026-03-09, text: It was ten.}]\ndossier:"),
        "Correction of 9 March 2026: It was ten.",
    ),
    (
        ("dossier:", "status: withdrawn\nwithdrawal: {date: 2026-03-09, reason: It was made up.}\ndossier:"),
        "Withdrawn on 9 March 2026: It was made up.",
    ),
    (("nine hours.", "ten hours."), "Summary: They met for [-nine-] {+ten+} hours."),
    (("actors: [coast-state, ", "actors: ["), "Actors no longer listed: Coast State → none"),
    (
        ("statement: No line at all.", "statement: No line at all., quote: {text: No line.}"),
        "Coast State on Fishing limits, quotation: {+No line.+}",
    ),
    (
        ("dossier:", "silence: [{rule: SRC08, reason: The ministry alone was there.}]\ndossier:"),
        "Silences the rule SRC08: The ministry alone was there.",
    ),
    (
        ("2026-03-01", "2026-03-02"),
        "Step of 2 March 2026 “The delegations arrive in Port Vell.”, date: 1 March 2026 → 2 March 2026",
    ),
]


@pytest.mark.parametrize(("edit", "sentence"), SAID, ids=[sentence[:60] for _, sentence in SAID])
def test_a_change_says_itself(edit: tuple[str, str], sentence: str) -> None:
    found = said(edited(edit))
    assert sentence in found


def silencing(rule: str, reason: str) -> str:
    return f"silence: [{{rule: {rule}, reason: {reason}}}]\n{FULL}"


def test_a_silenced_rule_is_told_first() -> None:
    found = between(FULL, silencing("SRC08", "Nobody else saw it.").replace("opposes", "mixed"))
    assert said(found)[0] == "Silences the rule SRC08: Nobody else saw it."
    assert [change.type for change in found.changes] == ["rule-silenced", "stance-changed"]
    assert said(between(silencing("SRC08", "One."), FULL)) == [
        "No longer silences the rule SRC08; the reason was: One."
    ]
    other = between(silencing("SRC08", "One."), silencing("SRC08", "Two."))
    assert said(other) == ["Silenced rule SRC08, reason: One. → Two."]
    both = between(silencing("SRC08", "One."), silencing("SRC02", "One."))
    assert [change.type for change in both.changes] == ["rule-silenced", "silence-ended"]


def test_a_new_briefing_says_what_it_silences() -> None:
    found = between(None, silencing("SRC08", "Nobody else saw it."))
    assert [change.type for change in found.changes] == ["rule-silenced", "briefing-added"]


def test_one_edit_is_one_change() -> None:
    alone = {edit: said(edited(edit)) for edit, _ in SAID}
    # A statement that loses its only source lost that backing, too.
    more = {edit: found for edit, found in alone.items() if len(found) != 1}
    assert list(more) == [("likely, sources: [gazette]", "likely")]


def test_order_of_fields_comments_and_layout_are_no_change() -> None:
    turned = dict(reversed(yaml.safe_load(FULL).items()))
    found = between(FULL, "# a word\n" + yaml.safe_dump(turned, sort_keys=False, default_flow_style=False))
    assert (said(found), found.layout) == ([], 1)


ORDERS = [
    ("actors", "Order of the actors: Coast State; Highland → Highland; Coast State"),
    ("sources", f"Order of the sources: {GAZETTE}; “A paper” → “A paper”; {GAZETTE}"),
    (
        "positions",
        "Order of the positions: Coast State on Fishing limits; Highland on Fishing limits"
        " → Highland on Fishing limits; Coast State on Fishing limits",
    ),
    ("key_judgements", "Order of the key judgements: Key judgement “A patrol"),
    ("analyst_views", "Order of the views: View of Jun Park “The offer is meant for the home audience.”; View of Jun"),
    ("timeline", "Order of the steps of the timeline: Step of 1 March 2026"),
    ("corrections", "Order of the corrections: 9 March 2026; 8 March 2026 → 8 March 2026; 9 March 2026"),
    ("related", "Order of the related briefings: follows first; background second → background second; follows first"),
]
MORE = {
    "analyst_views": [{"analyst": "jun-park", "view": "Nobody at home has heard of it."}],
    "timeline": [{"date": "2026-03-02", "text": "They meet."}],
    "corrections": [{"date": "2026-03-09", "text": "It was ten."}, {"date": "2026-03-08", "text": "Not Port Bell."}],
    "related": [{"id": "first", "rel": "follows"}, {"id": "second", "rel": "background"}],
}


@pytest.mark.parametrize(("name", "sentence"), ORDERS, ids=[name for name, _ in ORDERS])
def test_an_order_that_readers_see_is_told(name: str, sentence: str) -> None:
    data = yaml.safe_load(FULL)
    data[name] = [*data.get(name, []), *MORE.get(name, [])]
    turned = data | {name: data[name][::-1]}
    (only,) = said(between(yaml.safe_dump(data), yaml.safe_dump(turned)))
    assert only.startswith(sentence)


def test_the_order_of_sources_behind_a_statement_is_told() -> None:
    found = edited(("sources: [gazette, paper]", "sources: [paper, gazette]"))
    of = "Highland on Fishing limits, order of the sources"
    assert said(found) == [f"{of}: {GAZETTE}; “A paper” → “A paper”; {GAZETTE}"]


def test_what_comes_and_goes_is_no_other_order() -> None:
    found = edited(("actors: [coast-state, ", "actors: [jun-park, "))
    assert [change.type for change in found.changes] == ["field-changed", "field-changed"]


def test_a_long_list_is_shown_from_where_it_moved() -> None:
    first = [f"a-{number}" for number in range(40)]
    moved = [*first[:5], *first[6:], first[5]]
    old, new = (FULL.replace("[coast-state, ", f"[{', '.join(ids)}, ") for ids in (first, moved))
    (only,) = said(between(old, new))
    assert only == "Order of the actors: … a-5; a-6; a-7; a-8; a-9; a-10 … → … a-6; a-7; a-8; a-9; a-10; a-11 …"


def test_alike_items_are_told_apart_by_their_places() -> None:
    one, other = (f"  - {{actor: jun-park, issue: joint-patrol, stance: {word}}}\n" for word in ("mixed", "opposes"))
    old, new = (FULL.replace("key_judgements:", f"{both}key_judgements:") for both in (one + other, other + one))
    same = "Jun Park on Joint patrol (was number"
    assert said(between(old, new)) == [f"Order of the positions: … {same} 3); {same} 4) → … {same} 4); {same} 3)"]


def test_a_reworded_and_moved_judgement_is_known_again() -> None:
    first, second = FULL.split("key_judgements:\n")[1].split("\n")[:2]
    turned = f"{second}\n{first.replace('before the summer is over', 'before summer is over').replace('low', 'high')}"
    found = edited((f"{first}\n{second}", turned))
    told = {type(change) for change in found.changes}
    assert told == {kinds.ConfidenceChanged, kinds.ProseChanged, order.OrderChanged}


def test_another_judgement_is_not_the_old_one() -> None:
    found = edited(("A patrol will be agreed before the summer is over.", "Fuel prices decide how many boats sail."))
    assert [change.type for change in found.changes] == ["statement-removed", "statement-added"]


def test_a_position_of_another_actor_is_not_the_old_one() -> None:
    found = edited(("actor: highland", "actor: jun-park"))
    assert [type(change) for change in found.changes] == [kinds.PositionRemoved, kinds.PositionAdded]
    assert said(found)[0] == "Highland on Fishing limits: supports, position removed"


def test_a_second_position_of_an_actor_leaves_the_first() -> None:
    second = "  - {actor: coast-state, issue: fishing-limits, stance: mixed, stated_on: 2026-03-05}\n"
    found = edited(("key_judgements:", f"{second}key_judgements:"))
    assert said(found) == ["Coast State on Fishing limits: mixed (5 March 2026), a new position"]


def test_sources_that_come_and_go_are_told_once() -> None:
    line = '  - {id: paper, title: A paper, url: "https://paper.example/1"}\n'
    found = edited(
        (line, "  - {id: wire, title: A wire}\n"), ("[gazette, paper]", "[gazette, wire]"), ("[paper]", "[wire]")
    )
    assert said(found) == ["Source lost: “A paper”; was cited twice", "Source added: “A wire”; cited twice"]


def test_a_source_under_another_id_is_the_same() -> None:
    found = between(FULL, FULL.replace("paper]", "report]").replace("id: paper", "id: report"))
    assert said(found) == ["Source “A paper”, id: paper → report"]


def test_stances_come_first_and_wording_last() -> None:
    edits = [edit for edit, _ in SAID if edit[0] in ("opposes", "nine hours.", "reliability: B", "confidence: low")]
    weights = [change.weight for change in edited(*edits).changes]
    assert weights == sorted(weights)
    assert (weights[0], weights[-1]) == (Weight.STANCE, Weight.PROSE)


def test_a_briefing_that_came_says_where_its_actors_stand() -> None:
    (change,) = between(None, FULL).changes
    assert words(change.say()) == (
        "New briefing (published, of 4 March 2026): 2 positions, 2 key judgements, 1 analyst view, 2 sources. "
        "Coast State on Fishing limits: opposes; Highland on Fishing limits: supports"
    )


def test_a_published_briefing_that_went_is_pointed_out() -> None:
    found = between(FULL, None)
    assert [type(change) for change in found.changes] == [whole.BriefingDeleted]
    assert "status: withdrawn" in found.cautions[0].hint
    assert between(FULL.replace("dossier:", "status: draft\ndossier:"), None).cautions == ()


@pytest.mark.parametrize(("status", "named"), [("draft", "a draft"), ("review", "in review")])
def test_a_briefing_that_leaves_the_site_is_pointed_out(status: str, named: str) -> None:
    hidden = FULL.replace("dossier:", f"status: {status}\ndossier:")
    (caution,) = between(FULL, hidden).cautions
    assert caution.path == PATH and f"is {named} now, so its address leads nowhere" in caution.message
    assert "status: withdrawn" in caution.hint
    assert between(hidden, FULL).cautions == between(hidden, hidden).cautions == ()
    withdrawn = "status: withdrawn\nwithdrawal: {date: 2026-05-01, reason: Wrong.}\n"
    assert between(FULL, FULL.replace("dossier:", f"{withdrawn}dossier:")).cautions == ()


def renamed(new: str, text: str = FULL, **more: Any) -> Changes:
    return changes_between({**SITE, PATH: FULL.encode()}, {**SITE, new: text.encode()}, **more)


@pytest.mark.parametrize("text", [FULL, FULL.replace("nine", "ten"), FULL.replace("Talks end", "Talks stall")])
def test_a_renamed_briefing_without_alias_is_pointed_out(text: str) -> None:
    found = renamed("briefings/2026/2026-03-04-other.yml", text)
    assert isinstance(found.changes[0], whole.BriefingRenamed)
    assert found.cautions[0].path == "briefings/2026/2026-03-04-other.yml"
    assert found.cautions[0].hint == "write in it: aliases: [2026-03-04-talks]"


def test_a_renamed_briefing_with_its_alias_is_no_reason_to_worry() -> None:
    text = "aliases: [2026-03-04-talks]\n" + FULL.replace("Talks end", "Quite another headline")
    found = renamed("briefings/2026/2026-03-04-other.yml", text)
    assert found.cautions == ()
    assert "which redirects here" in said(found)[0]


def test_git_may_know_of_a_renaming() -> None:
    text = SECOND.replace("2026-04-10", "2026-04-11")
    path = "briefings/2026/other.yml"
    assert [change.type for change in renamed(path, text).changes] == ["briefing-added", "briefing-deleted"]
    assert "briefing-renamed" in [change.type for change in renamed(path, text, renames={path: PATH}).changes]


def test_a_moved_file_keeps_its_address() -> None:
    found = renamed("briefings/2027/2026-03-04-talks.yml")
    assert [type(change) for change in found.changes] == [whole.BriefingMoved]
    assert found.cautions == ()


def test_a_lost_alias_is_pointed_out() -> None:
    found = between("aliases: [old-talks]\n" + FULL, FULL)
    assert found.cautions[0].hint == "write in it: aliases: [old-talks]"


ACTORS = REGISTRY["briefings/registry/actors.yml"]
ISSUES = REGISTRY["briefings/registry/issues.yml"]


def test_a_new_name_in_a_registry() -> None:
    found = changes_between(
        SITE,
        SITE | {"briefings/registry/actors.yml": ACTORS.replace("Coast State", "The Coast").encode()},
        touches=lambda keys: dict.fromkeys(keys, 12),
    )
    assert said(found) == ["Name: Coast State → The Coast; 12 briefings name it"]


def test_entries_that_come_and_go() -> None:
    new = ACTORS.replace(
        "- {id: highland, name: Highland, kind: state}\n", "- {id: pilots, name: Pilots, kind: group}\n"
    )
    found = between(None, None, actors=(ACTORS, new))
    assert [(change.type, change.subject.name) for change in found.changes] == [
        ("entry-removed", "Highland"),
        ("entry-added", "Pilots"),
    ]


def test_a_merge_moves_references_and_is_told_once() -> None:
    two = ACTORS + "- {id: the-coast, name: The Coast, kind: state}\n"
    found = between(FULL.replace("actor: coast-state", "actor: the-coast"), FULL, actors=(two, ACTORS))
    assert [type(change) for change in found.changes] == [entries.EntriesMerged]
    assert said(found) == ["Takes in The Coast (the-coast): 1 briefing that named it names Coast State now"]
    assert found.layout == 0


def test_an_id_that_changed_is_told_once() -> None:
    new = ACTORS.replace("id: coast-state", "id: coast")
    found = between(FULL, FULL.replace("coast-state", "coast"), actors=(ACTORS, new))
    assert said(found) == ["Id: coast-state → coast; the old address leads nowhere"]


def id_changed(*renamed: tuple[str, str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the small site with notes and links, as it is and with ids replaced wherever they stand."""
    actors = ACTORS.replace(
        "Highland, kind: state", "Highland, kind: state, part_of: coast-state, note: 'By [[coast-state]].'"
    )
    dossiers = REGISTRY["briefings/registry/dossiers.yml"].replace(
        "a line.}", "a line., actors: [coast-state, highland], issues: [fishing-limits]}"
    )
    texts = {**REGISTRY, "briefings/registry/actors.yml": actors, "briefings/registry/dossiers.yml": dossiers}
    texts[PATH] = FULL.replace("nine hours.", "nine hours with [[coast-state|them]] on [[fishing-limits]].")
    texts["briefings/2026/2026-04-10-second.yml"] = SECOND
    old, new = dict(texts), dict(texts)
    for was, now in renamed:
        new = {path.replace(was, now): text.replace(was, now) for path, text in new.items()}
    return {path: text.encode() for path, text in old.items()}, {path: text.encode() for path, text in new.items()}


@pytest.mark.parametrize(
    ("renamed", "types"),
    [
        ([("coast-state", "coastland")], ["entry-id-changed"]),
        ([("fishing-limits", "limits")], ["entry-id-changed"]),
        ([("coast-state", "coastland"), ("fishing-limits", "limits")], ["entry-id-changed"] * 2),
        ([("2026-03-04-talks", "2026-03-04-harbour")], ["briefing-renamed"]),
        (
            [("coast-state", "coastland"), ("fishing-limits", "limits"), ("2026-03-04-talks", "2026-03-04-harbour")],
            ["briefing-renamed", "entry-id-changed", "entry-id-changed"],
        ),
    ],
)
def test_another_id_everywhere_is_told_once(renamed: list[tuple[str, str]], types: list[str]) -> None:
    found = changes_between(*id_changed(*renamed))
    assert ([change.type for change in found.changes], found.layout) == (types, 0)


def test_what_changed_besides_an_id_is_told() -> None:
    old, new = id_changed(("coast-state", "coastland"))
    path = "briefings/registry/dossiers.yml"
    new[path] = new[path].replace(b"[coastland, highland]", b"[highland, coastland]")
    new[PATH] = new[PATH].replace(b"[[coastland|them]]", b"[[highland|them]]")
    assert said(changes_between(old, new)) == [
        "Id: coast-state → coastland; the old address leads nowhere",
        "Actors: coastland; highland → highland; coastland",
        "Summary: They met for nine hours with [-[[coastland|them]]-] {+[[highland|them]]+} on [[fishing-limits]].",
    ]


def test_another_stance_of_another_actor_is_no_merge() -> None:
    new = ACTORS.replace("- {id: coast-state, name: Coast State, kind: state}\n", "")
    text = FULL.replace("coast-state", "jun-park").replace("opposes", "supports").replace("No line at all", "Fine")
    found = between(FULL, text, actors=(ACTORS, new))
    types = [change.type for change in found.changes]
    assert {"position-added", "position-removed", "entry-removed"} <= set(types)
    assert "entries-merged" not in types


def test_another_question_weighs_on_every_stance() -> None:
    found = between(None, None, issues=(ISSUES, ISSUES.replace("twelve-mile line", "six-mile line")))
    assert isinstance(found.changes[0], entries.QuestionChanged)
    assert "check that the stances still fit" in said(found)[0]


def test_a_publisher_of_another_reliability() -> None:
    old = REGISTRY["briefings/registry/publishers.yml"]
    found = between(None, None, publishers=(old, old.replace("reliability: B", "reliability: E")))
    assert said(found) == ["Reliability: B (usually reliable) → E (unreliable)"]


def with_role(role: str) -> str:
    return ACTORS.replace("Coast State, kind: state", f"Coast State, kind: state, roles: [{role}]")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "to: 2026-01",
            "from: 2026-01",
            "negotiator, Highland, until January 2026 → negotiator, Highland, since January 2026",
        ),
        (
            "from: 2025, to: 2026-01-02",
            "from: 2025",
            "negotiator, Highland, 2025 to 2 January 2026 → negotiator, Highland, since 2025",
        ),
    ],
)
def test_an_office_taken_and_left_read_differently(before: str, after: str, sentence: str) -> None:
    old, new = (with_role(f"{{title: negotiator, of: Highland, {days}}}") for days in (before, after))
    assert said(between(None, None, actors=(old, new))) == [f"Roles: {sentence}"]


def test_parts_that_read_the_same_together_are_told_apart() -> None:
    old, new = with_role('{title: "envoy, Highland"}'), with_role("{title: envoy, of: Highland}")
    assert said(between(None, None, actors=(old, new))) == [
        'Roles: title "envoy, Highland" → title "envoy", of "Highland"'
    ]
    old, new = (ACTORS.replace("kind: person", f"kind: person, aliases: {names}") for names in ("[a; b]", "[a, b]"))
    assert said(between(None, None, actors=(old, new))) == ['Aliases: "a; b" → "a"; "b"']
    found = edited(("dossier:", "authors: ['Ada, Jun']\ndossier:"))
    assert said(found) == ["Authors: none → Ada, Jun"]
    both = between(f"authors: ['Ada, Jun']\n{FULL}", f"authors: [Ada, Jun]\n{FULL}")
    assert said(both) == ['Authors: "Ada, Jun" → "Ada", "Jun"']


def test_the_word_for_nothing_is_told_apart_from_nothing() -> None:
    assert said(edited(("role: host", "role: none"))) == ["Highland, role: host → “none”"]


def test_two_things_of_one_name_are_told_apart_across_the_sides() -> None:
    two = ACTORS.replace("highland, name: Highland, kind: state", "highland, name: Coast State, kind: group")
    old, new = ACTORS.replace("- {id: highland, name: Highland, kind: state}\n", ""), two.split("\n", 1)[1]
    text = FULL.replace("{id: highland, role: host}", "jun-park").replace("actor: highland", "actor: jun-park")
    found = between(text, text.replace("coast-state", "highland").replace("opposes", "mixed"), actors=(old, new))
    assert "Coast State (coast-state) on Fishing limits: opposes, position removed" in said(found)
    assert "Coast State (highland) on Fishing limits: mixed, a new position" in said(found)


def test_a_source_that_is_named_twice_for_a_statement() -> None:
    def used(*uses: str) -> str:
        listed = ", ".join(f"{{source: gazette, {use}}}" for use in uses)
        return FULL.replace("sources: [gazette]}", f"sources: [{listed}]}}", 1)

    old = used("credibility: 3, locator: p. 1", "credibility: 2, locator: p. 2")
    new = used("credibility: 1, locator: p. 2", "credibility: 3, locator: p. 1")
    of = f"Coast State on Fishing limits, credibility of {GAZETTE}"
    assert said(between(old, new))[:1] == [f"{of}: 2 (probably true) → 1 (confirmed by other sources)"]
    gone = said(between(old, used("credibility: 3, locator: p. 1")))
    assert gone == [f"Coast State on Fishing limits, place in {GAZETTE}: p. 2 → none"]


def test_two_of_one_name_are_told_apart() -> None:
    two = ACTORS + "- {id: coast-state-2, name: Coast State, kind: group}\n"
    found = between(FULL, FULL.replace("opposes", "mixed"), actors=(two, two))
    assert said(found) == ["Coast State (coast-state) on Fishing limits: opposes → mixed"]


def test_names_of_actors_written_in_place() -> None:
    new = FULL.replace("[coast-state,", "[{name: Ada Moreno, kind: person},").replace(
        "actor: coast-state", "actor: ada-moreno"
    )
    assert "Ada Moreno on Fishing limits: opposes, a new position" in said(between(FULL, new))


IN_PLACE = FULL.replace("[coast-state,", "[{name: Ada Moreno, kind: person}, coast-state,").replace(
    "title: A paper,", "title: A paper, publisher: {name: Odd Paper, country: NO},"
)


@pytest.mark.parametrize(
    ("edit", "sentences"),
    [
        (
            ("country: NO", "country: RU, ownership: state"),
            ["Source “A paper” (Odd Paper), country of the publisher: NO → RU"]
            + ["Source “A paper” (Odd Paper), owner of the publisher: none → state"],
        ),
        (
            ("{name: Odd Paper, country", "{id: odd-paper, name: Odder Paper, country"),
            ["Source “A paper” (Odder Paper), name of the publisher: Odd Paper → Odder Paper"],
        ),
        (("kind: person", "kind: group"), ["Ada Moreno, kind: person → group"]),
        (("kind: person", "kind: person, note: She sails."), ["Ada Moreno, note: {+She sails.+}"]),
        (("{name: Ada", "{id: ada-moreno, name: Ana"), ["Ana Moreno, name: Ada Moreno → Ana Moreno"]),
        (
            ("coast-state,", "{id: coast-state, name: The Coast, kind: group},"),
            ["Coast State, name: Coast State → The Coast", "Coast State, kind: state → group"],
        ),
    ],
)
def test_what_is_written_in_place_is_told(edit: tuple[str, str], sentences: list[str]) -> None:
    assert edit[0] in IN_PLACE
    assert said(between(IN_PLACE, IN_PLACE.replace(*edit, 1))) == sentences


def test_what_was_in_place_and_is_in_the_registry_now_is_the_same() -> None:
    text = FULL.replace("[coast-state,", "[{id: coast-state, name: Coast State, kind: state},").replace(
        "publisher: harbour-gazette", "publisher: {name: Harbour Gazette, country: NO}"
    )
    assert (said(between(text, FULL)), between(FULL, text).layout) == ([], 1)
    assert said(between(text.replace("NO", "RU"), FULL)) == [f"Source {GAZETTE}, country of the publisher: RU → NO"]


def test_a_broken_file_is_named_and_the_rest_compared() -> None:
    other = "briefings/2026/other.yml"
    before = {**SITE, PATH: FULL.encode(), other: TALKS.encode()}
    conflict = b"<<<<<<< HEAD\n" + FULL.encode() + b"=======\n>>>>>>> x\n"
    found = changes_between(before, {**SITE, PATH: conflict, other: TALKS.replace("opposes", "mixed").encode()})
    assert [(item.path, item.side, item.conflict) for item in found.broken] == [(PATH, "after", True)]
    assert [type(change) for change in found.changes] == [kinds.StanceChanged]


def test_a_broken_registry_makes_no_entry_vanish() -> None:
    for broken in ("- [", "- {id: coast-state, name: Coast State}\n- {id: highland, name: Highland, kind: state}\n"):
        found = between(FULL, FULL.replace("opposes", "mixed"), actors=(ACTORS, broken))
        assert [item.path for item in found.broken] == ["briefings/registry/actors.yml"]
        assert "Coast State on Fishing limits: opposes → mixed" in said(found)
        assert not [c for c in found.changes if isinstance(c, entries.EntryRemoved) and c.subject.id == "coast-state"]


def every(module: Any) -> list[type[Change]]:
    found = [getattr(module, name) for name in dir(module) if not name.startswith("_")]
    return [item for item in found if isinstance(item, type) and issubclass(item, Change) and item is not Change]


def test_every_change_is_frozen_data_for_programs() -> None:
    data = [json.loads(json.dumps(change.data())) for edit, _ in SAID for change in edited(edit).changes]
    assert all(item["type"] and item["says"] and item["subject"]["id"] == "2026-03-04-talks" for item in data)
    classes = [item for module in (kinds, source_kinds, whole, entries, silence, order) for item in every(module)]
    assert len({item.__name__ for item in classes}) > 30
    for item in classes:
        assert is_dataclass(item) and item.__dataclass_params__.frozen  # type: ignore[attr-defined]


ids = st.sampled_from(["coast-state", "highland", "jun-park"])
text = st.lists(
    st.sampled_from(["line", "of", "a", "patrol", "will", "stand", "or", "fall", "at", "sea"]), min_size=1, max_size=9
).map(" ".join)
sources_used = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)
optional = {
    "likelihood": st.sampled_from([item.value for item in Likelihood]),
    "confidence": st.sampled_from([item.value for item in Confidence]),
    "sources": sources_used,
}
stances = st.sampled_from([item.value for item in Stance])
position = st.fixed_dictionaries(
    {"actor": ids, "issue": st.sampled_from(["fishing-limits", "joint-patrol"]), "stance": stances},
    optional={"statement": text, "sources": sources_used},
)
source = st.fixed_dictionaries(
    {"title": text}, optional={"reliability": st.sampled_from([r.value for r in Reliability])}
)
briefing = st.fixed_dictionaries(
    {"title": text, "date": st.sampled_from(["2026-03-04", "2026-03-05"]), "summary": text},
    optional={
        "status": st.sampled_from([s.value for s in Status if s is not Status.WITHDRAWN]),
        "dossier": st.just("port-vell"),
        "positions": st.lists(position, max_size=4),
        "key_judgements": st.lists(st.fixed_dictionaries({"text": text}, optional=optional), max_size=3),
        "analyst_views": st.lists(st.fixed_dictionaries({"view": text, "analyst": ids}, optional=optional), max_size=3),
        "corrections": st.lists(st.fixed_dictionaries({"date": st.just("2026-03-09"), "text": text}), max_size=2),
        "sources": st.tuples(source, source, source).map(
            lambda s: [{"id": id, **item} for id, item in zip("abc", s, strict=True)]
        ),
    },
)
corpora = st.dictionaries(st.sampled_from([f"briefings/2026/{name}.yml" for name in "xyz"]), briefing, max_size=3)


def as_files(corpus: dict[str, Any]) -> dict[str, bytes]:
    return SITE | {path: yaml.safe_dump(data).encode() for path, data in corpus.items()}


@given(corpora)
def test_a_corpus_compared_with_itself_did_not_change(corpus: dict[str, Any]) -> None:
    files = as_files(corpus)
    assert changes_between(files, files) == Changes((), (), (), 0)
    # Other bytes of the same meaning are read, and found to be the same.
    other = {path: b"# read again\n" + raw for path, raw in files.items()}
    assert changes_between(files, other) == Changes((), (), (), len(corpus))


OPPOSITE = {
    "BriefingAdded": "BriefingDeleted",
    "BriefingDeleted": "BriefingAdded",
    "PositionAdded": "PositionRemoved",
    "PositionRemoved": "PositionAdded",
    "SourceAdded": "SourceLost",
    "SourceLost": "SourceAdded",
    "BackingAdded": "BackingLost",
    "BackingLost": "BackingAdded",
    "StatementAdded": "StatementRemoved",
    "StatementRemoved": "StatementAdded",
    "CorrectionAdded": "CorrectionRemoved",
    "CorrectionRemoved": "CorrectionAdded",
}


def facts(change: Change, turned: bool) -> tuple[Any, ...]:
    """What a change is, or what its mirror is; labels are made from the newer wording, so they do not count."""
    name = type(change).__name__
    if isinstance(change, order.OrderChanged):
        return (name, change.subject.id, change.list, str(len(change.before)))
    values = {
        f.name: getattr(change, f.name)
        for f in fields(change)
        if f.name not in ("subject", "of", "difference", "source")
    }
    if turned:
        name = OPPOSITE.get(name, name)
        if "before" in values:
            values["before"], values["after"] = values["after"], values["before"]
    return (name, change.subject.id, *(repr(item) for item in sorted(values.items())))


def reads_alike(change: Change) -> bool:
    """Say whether what was and what is read the same, or nothing shows the difference."""
    for span in change.say():
        before, arrow, after = span.text.partition(" → ")
        if span.mark is Mark.STRONG and arrow and before.split() == after.split():
            return True
    return hasattr(change, "difference") and not {span.mark for span in change.say()} & {Mark.OLD, Mark.NEW}


@given(corpora, corpora)
def test_there_and_back_are_each_other_s_mirror(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = changes_between(as_files(one), as_files(other)), changes_between(as_files(other), as_files(one))
    assert not [words(change.say()) for change in (*there.changes, *back.changes) if reads_alike(change)]
    # A statement is left without a source in one direction only; a renaming names the newer id.
    skipped = (source_kinds.LeftWithoutSource, whole.BriefingRenamed)
    if any(isinstance(change, whole.BriefingRenamed) for change in there.changes):
        return
    first = sorted(facts(change, True) for change in there.changes if not isinstance(change, skipped))
    then = sorted(facts(change, False) for change in back.changes if not isinstance(change, skipped))
    assert first == then


plain_text = st.text(st.sampled_from("ab 猫犬.\n"), max_size=30)


@given(plain_text, plain_text)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    spans = difference(old, new)
    before = "".join(span.text for span in spans if span.mark is not Mark.NEW)
    after = "".join(span.text for span in spans if span.mark is not Mark.OLD)
    assert after.split() == new.split() or "".join(after.split()) == "".join(new.split())
    assert "".join(before.split()) == "".join(old.split())


def test_long_texts_are_cut_and_compared_in_time() -> None:
    long = " ".join(f"w{number}" for number in range(50))
    assert words(in_short(difference(f"{long} old {long}", f"{long} new {long}"))) == (
        "… w42 w43 w44 w45 w46 w47 w48 w49 [-old-] {+new+} w0 w1 w2 w3 w4 w5 w6 w7 …"
    )
    huge = difference("a b " * MOST_WORDS, "b a " * MOST_WORDS)
    assert [span.mark for span in huge] == [Mark.OLD, Mark.NEW]
    assert len(words(in_short(huge))) < 1000


def test_likeness_does_not_depend_on_the_side() -> None:
    assert likeness("a b c", "c B d") == likeness("c B d", "a b c") == pytest.approx(2 / 3)
    assert (likeness("", ""), likeness("a", "b")) == (1.0, 0.0)


def test_equal_items_find_each_other_first() -> None:
    found = match(["one two", "three"], ["three", "one"], lambda item: None, likeness, 0.5)
    assert found == ([("three", "three"), ("one two", "one")], [], [], [(1, 0), (0, 1)])


def test_a_new_briefing_that_turns_a_stance_says_so() -> None:
    stood = [
        Stood("2026-03-04", "2026-03-04", "a", "First", Stance.SUPPORTS),
        Stood("2026-04-01", "2026-04-01", "b", "Second", Stance.OPPOSES),
        Stood("2026-06-01", "2026-06-01", "c", "Later", Stance.SUPPORTS),
    ]
    asked = []

    def earlier(pairs: Sequence[Pair]) -> dict[Pair, list[Stood]]:
        asked.extend(pairs)
        return {("coast-state", "fishing-limits"): stood}

    found = changes_between(SITE, SITE | {"briefings/2026/new.yml": SECOND.encode()}, earlier=earlier)
    assert asked == [("coast-state", "fishing-limits")]
    assert said(found)[0] == "Coast State on Fishing limits: opposes → mixed; opposes in “Second” (1 April 2026)"
    # The newer of two new briefings is compared with the other one.
    third = SECOND.replace("2026-04-10", "2026-05-10").replace("A second round is set", "A third")
    both = {"briefings/2026/new.yml": SECOND.encode(), "briefings/2026/third.yml": third.encode()}
    assert said(changes_between(SITE, SITE | both, earlier=earlier))[0] == said(found)[0]
    assert [c.type for c in changes_between(SITE, SITE | both, earlier=earlier).changes].count("stance-turned") == 1
    # Where a file cannot be read, nobody can say who stood where last.
    broken = changes_between(SITE, SITE | {**both, "briefings/2026/x.yml": b"title: ["}, earlier=earlier)
    assert "stance-turned" not in [change.type for change in broken.changes]
