"""The editorial rules: each on small cases where it fires and where it keeps quiet, and what may be set."""

import dataclasses
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefwright.check import check_briefings
from briefwright.checks.frame import ALONE, OVER_CORPUS, Limits
from briefwright.checks.slips import forms, one_slip
from briefwright.checks.terms import same_step
from briefwright.checks.text import before, count_words, quoted, sentences
from briefwright.problems import Problem, Severity
from briefwright.progress import Progress
from briefwright.reference_words import OPTIONS
from briefwright.rules import RULES
from briefwright.settings import Settings, SettingsError, settings
from desks import CONFIG, REGISTRY, SMALL_SITE, TALKS, Desk

CASES = sorted((Path(__file__).parent / "cases" / "checks").glob("*.yml"))
EDITORIAL = [*ALONE, *OVER_CORPUS, "SIL02"]
TALKS_FILE = "briefings/2026/2026-03-04-talks.yml"
HEAD = "title: T\ndate: 2026-03-04\nsummary: S\n"


def checked(root: Path, *names: str) -> list[Problem]:
    site = settings(root / "mkdocs.yml")
    return list(check_briefings(site, names, Progress())[1])


def with_options(text: str) -> str:
    """Return mkdocs.yml with an option of the plugin, written on one line."""
    return CONFIG.replace("  - briefwright\n", f"  - briefwright:\n      {text.strip()}\n") if text else CONFIG


def laid_out(root: Path, files: dict[str, str], config: str = CONFIG) -> Path:
    desk = Desk(root).write({"mkdocs.yml": config, **REGISTRY, **files})
    return desk.root


def lines(problems: list[Problem], rule: str) -> str:
    return "".join(f"{p.path}:{p.line}:{p.column} {p.message}\n" for p in problems if p.rule == rule)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = case.read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    rule = case.stem.split("-")[0]
    problems = checked(laid_out(tmp_path, data["files"], with_options(data.get("options", ""))))
    found = lines(problems, rule)
    if request.config.getoption("--update-golden"):
        head = text.split("\nexpect:", 1)[0]
        said = "".join(f"  {line}\n" for line in found.splitlines())
        empty = '""'
        case.write_text(f"{head}\nexpect: {'|' if said else empty}\n{said}", encoding="utf-8")
    else:
        assert found == data["expect"], "if this is right: pytest --update-golden"
    # A case is about its rule: nothing else in it may be an error, unless the case says so.
    errors = [p for p in problems if p.severity is Severity.ERROR and p.rule != rule]
    assert bool(errors) is data.get("broken", False)


@pytest.mark.parametrize("rule", EDITORIAL)
def test_every_rule_fires_and_keeps_quiet(rule: str) -> None:
    expected = [yaml.safe_load(case.read_text(encoding="utf-8"))["expect"] for case in CASES if rule in case.stem]
    assert any(expected)
    assert not all(expected)


@pytest.mark.parametrize("case", [case for case in CASES if case.stem.endswith("-fires")], ids=lambda case: case.stem)
def test_each_finding_points_at_a_line_and_says_what_to_do(case: Path, tmp_path: Path) -> None:
    data = yaml.safe_load(case.read_text(encoding="utf-8"))
    rule = case.stem.split("-")[0]
    found = [
        p for p in checked(laid_out(tmp_path, data["files"], with_options(data.get("options", "")))) if p.rule == rule
    ]
    assert found
    for problem in found:
        assert problem.hint
        assert problem.excerpt.strip()
        assert problem.severity is RULES[rule].severity


def test_the_documentation_of_a_rule_is_its_docstring() -> None:
    for id in EDITORIAL:
        rule = RULES[id]
        assert 5 < len(rule.title) < 70 and not rule.title.endswith(".")
        assert len(rule.explanation) > 60 and rule.explanation.endswith((".", "!"))
        assert "  " not in rule.explanation and "\n" not in rule.explanation


def test_editorial_rules_have_ids_of_their_own() -> None:
    assert len(EDITORIAL) == len(set(EDITORIAL))
    assert all(id[:3] in ("SRC", "JUD", "POS", "WRI", "LNK", "SIL") and len(id) == 5 for id in EDITORIAL)


NO_SOURCE = TALKS.replace(", statement: No line., sources: [gazette]}", ", statement: No line.}")


@pytest.mark.parametrize(
    ("option", "weight"),
    [
        ("error", Severity.ERROR),
        ("warning", Severity.WARNING),
        ("advice", Severity.ADVICE),
        ("off", None),
        ("'off'", None),
    ],
)
def test_a_site_sets_the_weight_of_a_rule(tmp_path: Path, option: str, weight: Severity | None) -> None:
    config = with_options(f"rules: {{SRC01: {option}}}")
    found = checked(laid_out(tmp_path, {TALKS_FILE: NO_SOURCE}, config))
    assert [p.severity for p in found if p.rule == "SRC01"] == ([weight] if weight else [])


def test_a_weight_counts_for_rules_over_the_corpus_too(tmp_path: Path) -> None:
    files = {TALKS_FILE: TALKS.replace("actors: [coast-state,", "actors: [{name: Jun Park, id: park, kind: person},")}
    for option, weights in (("error", {Severity.ERROR}), ("off", set())):
        found = checked(laid_out(tmp_path, files, with_options(f"rules: {{WRI03: {option}}}")))
        assert {p.severity for p in found if p.rule == "WRI03"} == weights


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rules: {SRC1: error}", "there is no rule 'SRC1'; did you mean 'SRC01'?"),
        ("rules: {REF01: warning}", "REF01 is no editorial rule"),
        ("rules: {SIL01: off}", "SIL01 is no editorial rule"),
        ("rules: {SRC01: loud}", "SRC01 must be error, warning, advice or off"),
        ("rules: {SRC01: true}", "SRC01 must be error, warning, advice or off"),
        ("rules: {SRC01: [error]}", "SRC01 must be error, warning, advice or off"),
        ("rules: {[a]: off}", "mkdocs.yml"),
        ("rules: [SRC01]", "the option 'rules' of the plugin briefwright must be a mapping"),
        ("limits: {quote_word: 3}", "there is no 'quote_word'; did you mean 'quote_words'?"),
        ("limits: {quote_words: many}", "quote_words must be a whole number above 0"),
        ("limits: {quote_words: 0}", "quote_words must be a whole number above 0"),
        ("limits: {quote_words: true}", "quote_words must be a whole number above 0"),
        ("limits: {3: 4}", "there is no '3'; the limits are quote_words, "),
        ("limits: none", "the option 'limits' of the plugin briefwright must be a mapping"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(with_options(text), encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        settings(tmp_path / "mkdocs.yml")
    assert words in str(error.value)


def test_settings_without_wishes_are_the_rules_own(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(with_options("rules:\n      limits:"), encoding="utf-8")
    site = settings(tmp_path / "mkdocs.yml")
    assert (site.rules, site.limits, site.language) == ({}, Limits(), "en")


def test_the_reference_names_every_limit() -> None:
    for limit in dataclasses.fields(Limits):
        assert f"`{limit.name}` ({limit.default})" in OPTIONS["limits"]


def test_rules_about_english_words_follow_the_sites_language(tmp_path: Path) -> None:
    text = "title: T\ndate: 2026-03-04\nsummary: S\nkey_judgements:\n  - {text: It may rain., basis: Clouds.}\n"
    files = {TALKS_FILE: text}
    assert lines(checked(laid_out(tmp_path, files)), "JUD03")
    german = CONFIG.replace("  name: material\n", "  name: material\n  language: de\n")
    assert lines(checked(laid_out(tmp_path, files, german)), "JUD03") == ""
    files = {TALKS_FILE: text + "lang: en-GB\n"}
    assert lines(checked(laid_out(tmp_path, files, german)), "JUD03")


def test_a_silenced_rule_says_nothing(tmp_path: Path) -> None:
    text = NO_SOURCE + "silence: [{rule: SRC01, reason: Everybody in the room heard it.}]\n"
    found = checked(laid_out(tmp_path, {TALKS_FILE: text}))
    assert {"SRC01", "SIL02"} & {p.rule for p in found} == set()


def test_a_silenced_rule_that_is_off_is_no_fault(tmp_path: Path) -> None:
    text = NO_SOURCE + "silence: [{rule: SRC01, reason: Everybody in the room heard it.}]\n"
    config = with_options("rules: {SRC01: off}")
    assert lines(checked(laid_out(tmp_path, {TALKS_FILE: text}, config)), "SIL02") == ""


def test_the_example_of_the_documentation_silences_its_rule(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "editors.md").read_text(encoding="utf-8")
    example = page[page.index("silence:\n") :].split("```")[0]
    text = "title: T\ndate: 2026-03-04\nsummary: S\nsources:\n"
    text += "".join(f"  - {{id: {id}, title: {id}, publisher: harbour-gazette}}\n" for id in "ab")
    assert [p.rule for p in checked(laid_out(tmp_path, {TALKS_FILE: text}))] == ["SRC02"]
    assert checked(laid_out(tmp_path, {TALKS_FILE: text + example})) == []


def test_silence_counts_for_its_own_file_only(tmp_path: Path) -> None:
    text = NO_SOURCE + "silence: [{rule: SRC01, reason: Heard.}]\n"
    found = checked(laid_out(tmp_path, {TALKS_FILE: text, "briefings/2026/other.yml": NO_SOURCE}))
    assert {p.path for p in found if p.rule == "SRC01"} == {"briefings/2026/other.yml"}


def test_only_findings_of_chosen_files(tmp_path: Path) -> None:
    files = {f"briefings/2026/{name}.yml": NO_SOURCE for name in "ab"}
    root = laid_out(tmp_path, files, with_options("limits: {unused_briefings: 1}"))
    one = checked(root, "briefings/2026/a.yml")
    assert {p.path for p in one} == {"briefings/2026/a.yml"}
    assert one == [p for p in checked(root) if p.path == "briefings/2026/a.yml"]
    registry = checked(root, "briefings/registry")
    assert registry == [p for p in checked(root) if p.path.startswith("briefings/registry/")]
    assert registry


def test_a_broken_briefing_is_not_judged_by_what_is_left_of_it(tmp_path: Path) -> None:
    text = NO_SOURCE.replace("stance: opposes", "stance: opposed")
    found = checked(laid_out(tmp_path, {TALKS_FILE: text}, with_options("limits: {unused_briefings: 1}")))
    # What that briefing refers to cannot be known: nothing is called unused.
    assert [p.rule for p in found] == ["DATA03"]


def test_the_same_findings_with_a_cache_and_with_more_processes(synthetic: Path, tmp_path: Path) -> None:
    def found(cache: Path | None, jobs: int) -> list[Problem]:
        site = Settings(synthetic, synthetic / "briefings", "briefings", cache, False, jobs)
        return list(check_briefings(site, (), Progress())[1])

    first = found(None, 1)
    assert len(first) > 300
    assert found(tmp_path, 2) == first
    assert found(tmp_path, 2) == first
    assert found(tmp_path, 1) == first


def test_a_build_does_not_ask_the_editorial_rules(tmp_path: Path, command) -> None:  # type: ignore[no-untyped-def]
    desk = Desk(tmp_path).write({**SMALL_SITE, TALKS_FILE: NO_SOURCE})
    assert "SRC01" not in command(desk, "build").out
    assert "SRC01" in command(desk, "check").out


def test_advice_never_fails_and_warnings_do_when_strict(tmp_path: Path, command) -> None:  # type: ignore[no-untyped-def]
    desk = Desk(tmp_path).write(dict(SMALL_SITE))
    desk.write({TALKS_FILE: TALKS.replace("https://gazette", "http://gazette")})
    ran = command(desk, "check", "--strict")
    assert (ran.code, "LNK13 advice" in ran.out) == (0, True)
    desk.write({TALKS_FILE: NO_SOURCE})
    assert command(desk, "check").code == 0
    assert command(desk, "check", "--strict").code == 1


def test_the_sites_own_briefings_have_few_warnings() -> None:
    root = Path(__file__).parent.parent
    site = settings(root / "mkdocs.yml")
    found = check_briefings(Settings(root, site.briefings, site.name, None, False, 1), (), Progress())[1]
    assert [p for p in found if p.severity is Severity.ERROR] == []
    assert len([p for p in found if p.severity is Severity.WARNING]) <= 20


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        ("2026-03-04", "2026-03-05", True),
        ("2026-03-04", "2026-03-04", False),
        ("2026", "2026-03-04", False),
        ("2026-03-04", "2026", False),
        ("2025", "2026-03-04", True),
        ("2026-04", "2026-03-04", False),
    ],
)
def test_of_two_dates_only_the_sure_is_said(one: str, other: str, earlier: bool) -> None:
    assert before(one, other) is earlier


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said "no line on a map" and left.', ["no line on a map"]),
        ("“One two” and «trois quatre» and „fünf sechs“ and »sieben acht«", ["One two", "trois quatre", "fünf sechs"]),
        ('An odd " mark\n\n"but two here"', ["but two here"]),
        ('`"in code"` and [a link](https://gazette.example "its title")', []),
        ('<span title="a b c d">x</span>', []),
        ("it's the coast's", []),
        ("‘One two’ and ‹trois› and ›vier‹ and 「五」 and 『六』", ["One two", "trois", "vier", "五", "六"]),
        ("‘I don’t.’ They’re ‘the actors’.", ["I don’t.", "the actors"]),
        ("‘the actors’ plan’ of the ‘90s and rock ‘n’ roll, the actors’ own", []),
        ("‘One two\n\nthree four’ in Sana‘a’ and 9’", []),
        ("‘She said “one two” to us,’ he said.", ["She said “one two” to us,"]),
        ("", []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, words: list[str]) -> None:
    found = list(quoted(text))
    assert [quote.words for quote in found][: len(words)] == words
    assert bool(found) is bool(words)
    assert all(quote.words in text[quote.start : quote.end] for quote in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Not one line.", 3),
        ("", 0),
        ("Née à l’est", 3),
        ("地図に線", 2),
        ("他說 yes 了", 3),
        ("ไม่มี", 3),
        ("아니요 없다", 2),
    ],
)
def test_words_are_counted_in_scripts_without_spaces_too(text: str, count: int) -> None:
    assert count_words(text) == count


def test_sentences_end_where_a_capital_follows() -> None:
    text = "They met at 3 p.m. in the port. “No line.” Moreno said so. Nobody stayed."
    assert sentences(text) == ["They met at 3 p.m. in the port.", "“No line.”", "Moreno said so.", "Nobody stayed."]
    assert sentences("") == []


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("Probably", "likely"),
        ("likely", "probable"),
        ("highly unlikely", "highly improbable"),
        ("very improbable", "very unlikely"),
        ("remote chances", "almost no chance"),
        ("remote", "almost no chance"),
        ("Almost certainly", "nearly certain"),
        ("roughly even odds", "roughly even chance"),
    ],
)
def test_each_term_has_one_for_the_same_step_in_the_other_row(words: str, other: str) -> None:
    assert same_step(words) == other


def test_the_hint_about_two_rows_names_the_word(tmp_path: Path) -> None:
    text = f"{HEAD}key_judgements: [{{text: Rain is likely., basis: B.}}, {{text: It will probably end., basis: B.}}]\n"
    found = checked(laid_out(tmp_path, {TALKS_FILE: text}))
    assert [p.rule for p in found] == ["JUD02"]
    assert found[0].hint == "write 'likely' in its place, the word for the same step in the row of 'likely'"
    assert checked(laid_out(tmp_path, {TALKS_FILE: text.replace("probably", "likely")})) == []


def test_letters_that_only_look_like_those_of_a_term_are_others(tmp_path: Path) -> None:
    text = (
        f"{HEAD}key_judgements: [{{text: Rain is lıkely., basis: B.}}, {{text: Almoſt certain. Likely., basis: B.}}]\n"
    )
    text = text.replace("}]", "}, {text: It will probably end., basis: B.}]")
    found = checked(laid_out(tmp_path, {TALKS_FILE: text}))
    assert [p.rule for p in found] == ["JUD02"]
    assert "'probably' is from the other row of the scale than 'Likely' further up" in found[0].message


SLIP_LETTERS = Limits().slip_letters
WORDS = st.text("abcdefgh", min_size=SLIP_LETTERS, max_size=SLIP_LETTERS + 8)


@given(WORDS, st.data())
def test_a_slip_is_found_and_shares_a_form(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    slipped = data.draw(
        st.sampled_from(
            [
                word[:at] + "x" + word[at + 1 :],
                word[:at] + "x" + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert one_slip(word, slipped, SLIP_LETTERS) and one_slip(slipped, word, SLIP_LETTERS)
    assert forms(word, SLIP_LETTERS) & forms(slipped, SLIP_LETTERS)


@given(WORDS, WORDS)
def test_two_slips_are_two_words(one: str, other: str) -> None:
    distance = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            best = min(distance[i - 1][j], distance[i][j - 1]) + 1
            best = min(best, distance[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, distance[i - 2][j - 2] + 1)
            distance[i][j] = best
    assert one_slip(one, other, SLIP_LETTERS) is (distance[-1][-1] <= 1)


def test_names_are_compared_in_little_time(tmp_path: Path) -> None:
    # Each with each would be 50 million comparisons.
    many = "".join(f"- {{id: a-{n}, name: Somebody Number {n:05d} Of Many, kind: person}}\n" for n in range(10_000))
    files = {"briefings/registry/actors.yml": many, TALKS_FILE: "title: T\ndate: 2026-03-04\nsummary: S\n"}
    config = with_options("rules: {WRI05: off}")
    assert lines(checked(laid_out(tmp_path, files, config)), "WRI06") == ""


ACTORS, PUBLISHERS = "briefings/registry/actors.yml", "briefings/registry/publishers.yml"
ONE = "{id: a, name: Volodymyr Zelenskyy, kind: person}"
BOTH = ONE.replace("}", ", aliases: [Volodymyr Zelensky]}")
OTHER = "{name: Volodymyr Zelensky, kind: person}"
GAZZETTE = "{name: Harbour Gazzette, country: NO}"
SILENCE = "silence: [{rule: WRI06, reason: Father and son.}]\n"
SILENCED_HERE = "if not, put WRI06 under 'silence', with the reason"
HELD_BY_OTHER = (
    "positions: [{actor: volodymyr-zelensky, issue: fishing-limits, stance: opposes, statement: No., sources: [a]}]\n"
    "sources: [{id: a, title: A}]\n"
)
TWINS = {
    "two actors of the registry": (
        {ACTORS: f"- {ONE}\n- {OTHER.replace('{', '{id: b, ')}\n"},
        "keep one of the entries, and its id in the briefings, and list the other spelling under its aliases; "
        "if not, give both their wikidata items",
        {ACTORS: f"- {BOTH}\n"},
        {ACTORS: f"- {ONE.replace('}', ', wikidata: Q1}')}\n- {OTHER.replace('{', '{id: b, wikidata: Q2, ')}\n"},
    ),
    "two publishers of the registry": (
        {PUBLISHERS: "- {id: a, name: Harbour Gazette}\n- {id: b, name: Harbour Gazzette}\n"},
        "keep one of the entries, and its id in the briefings; "
        "if not, give both their countries, or tell them apart by name",
        {PUBLISHERS: "- {id: a, name: Harbour Gazette}\n"},
        {PUBLISHERS: "- {id: a, name: Harbour Gazette, country: NO}\n- {id: b, name: Harbour Gazzette, country: IT}\n"},
    ),
    "a publisher of the registry, and one in place": (
        {TALKS_FILE: f"{HEAD}sources:\n  - {{id: a, title: A, publisher: {GAZZETTE}}}\n"},
        f"refer to it by the id 'harbour-gazette', without its name; {SILENCED_HERE}",
        {TALKS_FILE: f"{HEAD}sources:\n  - {{id: a, title: A, publisher: harbour-gazette}}\n"},
        {TALKS_FILE: f"{HEAD}sources:\n  - {{id: a, title: A, publisher: {GAZZETTE}}}\n{SILENCE}"},
    ),
    "an actor of the registry, and one in place": (
        {ACTORS: f"- {ONE}\n", TALKS_FILE: f"{HEAD}actors: [{OTHER}]\n{HELD_BY_OTHER}"},
        "refer to it by the id 'a', without name and kind, also where this file says 'volodymyr-zelensky', "
        f"and list this spelling under the aliases of the entry; {SILENCED_HERE}",
        {
            ACTORS: f"- {BOTH}\n",
            TALKS_FILE: f"{HEAD}actors: [{{id: a, role: host}}]\n{HELD_BY_OTHER.replace('volodymyr-zelensky', 'a')}",
        },
        {ACTORS: f"- {ONE}\n", TALKS_FILE: f"{HEAD}actors: [{OTHER}]\n{HELD_BY_OTHER}{SILENCE}"},
    ),
    "two in place": (
        {TALKS_FILE: f"{HEAD}actors: [{ONE}, {OTHER}]\n"},
        f"write one spelling and one id in both places; {SILENCED_HERE}",
        {TALKS_FILE: f"{HEAD}actors: [{ONE}]\n"},
        {TALKS_FILE: f"{HEAD}actors: [{ONE}, {OTHER}]\n{SILENCE}"},
    ),
}
"""What WRI06 finds, its hint, and the same files once somebody has followed the hint: of one thing, and of two."""


@pytest.mark.parametrize(("files", "hint", "one", "two"), TWINS.values(), ids=TWINS)
def test_the_hint_about_twins_can_be_followed(
    tmp_path: Path, files: dict[str, str], hint: str, one: dict[str, str], two: dict[str, str]
) -> None:
    found = [problem for problem in checked(laid_out(tmp_path, files)) if problem.rule == "WRI06"]
    assert [problem.hint for problem in found] == [f"if the two are one, {hint}"]
    for mended in (one, two):
        left = checked(laid_out(tmp_path, mended))
        assert [problem for problem in left if problem.rule == "WRI06" or problem.severity is Severity.ERROR] == []


def test_the_hint_about_a_registered_actor_can_be_followed(tmp_path: Path) -> None:
    held = HELD_BY_OTHER.replace("volodymyr-zelensky", "park")
    text = f"{HEAD}actors: [{{name: Jun Park, id: park, kind: person, role: host}}]\n{held}"
    found = [p for p in checked(laid_out(tmp_path, {TALKS_FILE: text})) if p.rule == "WRI03"]
    hint = "refer to it by the id 'jun-park', without name and kind, also where this file says 'park'"
    assert [p.hint for p in found] == [f"if it is the same one, {hint}; else tell the two apart in their names"]
    for old, new in (("name: Jun Park, id: park, kind: person", "id: jun-park"), ("actor: park", "actor: jun-park")):
        text = text.replace(old, new)
    left = checked(laid_out(tmp_path, {TALKS_FILE: text}))
    assert [p for p in left if p.rule == "WRI03" or p.severity is Severity.ERROR] == []


SOURCE = "sources: [{id: a, title: A, publisher: harbour-gazette, reliability: F, published: 2026-04}]\n"
HELD = "{actor: highland, issue: fishing-limits, stance: opposes, statement: No., sources: [a]}"
VIEW = (
    "analyst_views: [{analyst: jun-park, affiliation: Institute, view: Rain., horizon: 2026-05, sources: [a], outcome: "
)
FOLLOWED = {
    "SRC07": (
        f"positions: [{HELD.replace('stance', 'attributed_by: opponent, stance')}]\n",
        "look for the actor's own words; where there are none, say so and put SRC07 under 'silence'",
        "silence: [{rule: SRC07, reason: He has not spoken.}]\n",
    ),
    "SRC09": (
        "",
        "correct the date, or write 'updated: YYYY-MM-DD' if the briefing was changed then",
        "updated: 2026-04-02\n",
    ),
    "SRC11": (
        "key_judgements: [{text: It rains., basis: Clouds., sources: [a]}]\n",
        "add a better source; or say in the text how weak the ground is, and put SRC11 under 'silence'",
        "silence: [{rule: SRC11, reason: Nobody else was there.}]\n",
    ),
    "JUD03": (
        "key_judgements: [{text: It may rain., basis: Clouds.}]\n",
        "write what is known instead, or set 'likelihood' to the term that is meant, "
        "with 'scale_origin', 'horizon' and 'resolves_if'",
        ", likelihood: likely, scale_origin: editor, horizon: 2026-05, resolves_if: it rains}]\n",
    ),
    "JUD07": (
        "key_judgements: [{text: Rain., basis: B., likelihood: likely, scale_origin: editor, resolves_if: drops}]\n",
        "add 'horizon: YYYY-MM-DD'",
        ", horizon: 2026-05-01}]\n",
    ),
    "POS01": (
        f"positions: [{HELD}, {HELD.replace('opposes', 'supports')}]\n",
        "check stances and dates; where the sources disagree, say so there and put POS01 under 'silence'",
        "silence: [{rule: POS01, reason: Two papers heard two things.}]\n",
    ),
    "LNK05": (
        f"{VIEW}{{value: true, on: 2026-02-01, sources: [a]}}}}]\n",
        "correct the date of the outcome, or set 'stated_on'",
        ", stated_on: 2026-01-02}]\n",
    ),
}
"""What rules find in a text, their hints, and what to add to follow them: a line, or the end of an entry."""


@pytest.mark.parametrize("rule", FOLLOWED)
def test_doing_what_a_hint_says_ends_the_finding_and_begins_none(tmp_path: Path, rule: str) -> None:
    text, hint, more = FOLLOWED[rule]
    mended = text.replace("}]\n", more) if more.startswith(",") else text + more
    found, left = (checked(laid_out(tmp_path, {TALKS_FILE: f"{HEAD}{said}{SOURCE}"})) for said in (text, mended))
    assert [p.hint for p in found if p.rule == rule] == [hint]
    assert {p.rule for p in left} < {p.rule for p in found}


def test_a_title_goes_in_italics_where_the_hint_about_quotations_says_so(tmp_path: Path) -> None:
    text = f"{HEAD}body: “Nine Hours and No Text” was the play.\n"
    found = checked(laid_out(tmp_path, {TALKS_FILE: text}))
    assert [p.rule for p in found] == ["WRI02"]
    assert "; if they are a name or a title, put them in _italics_ instead" in found[0].hint
    mended = text.replace("“", "_").replace("”", "_")
    assert checked(laid_out(tmp_path, {TALKS_FILE: mended})) == []


BROKEN = f"""\
{HEAD}stance: wrong
actors:
  - id: highland
    role: host of Jun Park and Volodymyr Zelensky
  - {{name: Jun Park, id: park, kind: person}}
  - name: "Volodymyr Zelensky"
    kind: person
sources:
  - {{id: a, title: Harbour Gazzette and its days, publisher: {GAZZETTE}}}
"""


def test_a_name_that_two_countries_have_is_still_told(tmp_path: Path) -> None:
    papers = "".join(
        f"- {{id: gazette-{code.lower()}, name: Harbour Gazette, country: {code}}}\n" for code in ("AT", "DE")
    )
    files = {"briefings/registry/publishers.yml": papers}
    for code in ("DE", "FR"):
        paper = f"{{id: g-{code.lower()}, name: Harbour Gazette, country: {code}}}"
        for number in (1, 2, 3):
            name = f"briefings/2026/2026-03-0{number}-{code.lower()}.yml"
            files[name] = f"{HEAD}sources:\n  - {{id: s, title: T, publisher: {paper}}}\n"
    found = checked(laid_out(tmp_path, files))
    assert {(p.rule, p.path[-6:-4]) for p in found if p.rule in ("WRI03", "WRI04")} == {
        ("WRI03", "de"),
        ("WRI04", "fr"),
    }
    assert all("'gazette-de'" in p.message for p in found if p.rule == "WRI03")


def test_names_are_pointed_at_in_a_broken_file_too(tmp_path: Path) -> None:
    actors = "- {id: highland, name: Highland, kind: state}\n- {id: jun-park, name: Jun Park, kind: person}\n"
    files = {"briefings/registry/actors.yml": f"{actors}- {{id: a, name: Volodymyr Zelenskyy, kind: person}}\n"}
    for text in (BROKEN, BROKEN.replace("stance: wrong\n", "")):
        shift = text.count("\n") - BROKEN.count("\n")
        found = checked(laid_out(tmp_path, {**files, TALKS_FILE: text}))
        assert any(problem.severity is Severity.ERROR for problem in found) is (shift == 0)
        places = {(p.rule, p.line - shift, p.column) for p in found if p.rule in ("WRI03", "WRI06")}
        assert places == {("WRI03", 8, 12), ("WRI06", 9, 11), ("WRI06", 12, 69)}


TAKEN_OFF = ("SRC", "JUD", "WRI01", "WRI02", "WRI03", "WRI04", "WRI06", "WRI07", "WRI09", "SIL02")


@pytest.mark.parametrize(
    "case", [case for case in CASES if "-fires" in case.stem and case.stem.startswith(TAKEN_OFF)], ids=lambda c: c.stem
)
def test_what_a_withdrawn_briefing_does_not_show_is_not_judged(case: Path, tmp_path: Path) -> None:
    data = yaml.safe_load(case.read_text(encoding="utf-8"))
    gone = "status: withdrawn\nwithdrawal: {date: 2026-12-31, reason: A parody.}\nsummary:"
    files = {
        name: text if "/registry/" in name else text.replace("summary:", gone, 1)
        for name, text in data["files"].items()
    }
    found = checked(laid_out(tmp_path, files, with_options(data.get("options", ""))))
    rule = case.stem.split("-")[0]
    assert [problem for problem in found if problem.rule == rule and "/registry/" not in problem.path] == []
