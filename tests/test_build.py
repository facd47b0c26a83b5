"""The pipeline as a whole: golden pages, the same bytes every time, and a cache that never shows."""

import shutil
from pathlib import Path

import html5lib
import pytest
from pydantic import BaseModel

from briefwright import parallel
from briefwright.addresses import Addresses
from briefwright.build import Build, ContentError, Site
from briefwright.dates import day, span
from briefwright.schema import Actor, Briefing, Dossier, Issue, Publisher
from briefwright.shells import SHELLS
from briefwright.stamp import CONTENT, DESCRIPTION, HEADING, HEADING_ANCHOR, TITLE, make_mould
from briefwright.validation import validate
from briefwright.views.languages import language
from briefwright.views.places import place
from briefwright.vocabulary import LABELS, label
from briefwright.yaml_source import read
from desks import SMALL_SITE, differences

pytestmark = pytest.mark.processes

GOLDEN = Path(__file__).parent / "golden"
ITEM = f'<li><a href="#{HEADING_ANCHOR}">{HEADING}</a></li>'
BARE = make_mould(
    f'<title>{TITLE}</title>\n<meta name="description" content="{DESCRIPTION}">\n<ul>{ITEM}</ul>\n{CONTENT}\n',
    "address",
)
MOULDS = {shell.kind: BARE for shell in SHELLS}


def pages_of(
    briefings: Path, cache: Path | None = None, site: Path | None = None, **options: object
) -> tuple[dict[str, bytes], int, int]:
    """Build without a theme: every leaf and every fragment by its path, how many were made and how many kept."""
    target = site or briefings.parent / "bare"
    shutil.rmtree(target, ignore_errors=True)
    build = Build(Site(briefings, cache=cache, edit_base="https://code.example/edit/", **options))
    fragments = build.fragments()
    written = build.write(MOULDS, target)
    found = {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}
    found |= {f"{name or 'home'}.fragment.html": html.encode() for name, html in fragments.html.items()}
    found["fragments.json"] = fragments.to_json()
    return found, written.made, written.kept


# Golden pages.


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return pages_of(GOLDEN / "site/briefings", site=tmp_path_factory.mktemp("golden") / "bare")[0]


def test_golden_pages(golden: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    folder = GOLDEN / "expected"
    made = {name.replace("/index.html", ".html").replace("/", "--"): data for name, data in golden.items()}
    made = {name: data for name, data in made.items() if name.endswith(".html")}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, data in made.items():
            (folder / name).write_bytes(data)
    expected = {path.name: path.read_bytes() for path in folder.glob("*.html")}
    assert differences(made, expected) == [], "if the pages are right as they are now: pytest --update-golden"
    assert len(made) > 15


def text_of(html: bytes) -> str:
    """Return what a reader can find on a page: its text, and the addresses, languages and titles in attributes."""
    tree = html5lib.parse(html.decode(), treebuilder="etree", namespaceHTMLElements=False)
    attributes = (value for node in tree.iter() for name, value in node.attrib.items() if name != "class")
    return squeezed(" ".join((*tree.itertext(), *attributes)))


def squeezed(text: str) -> str:
    """Return text without space and case, which markup changes."""
    return "".join(text.split()).casefold()


# Where a field's value shows as something else than itself.
SHOWN: dict[str, object] = {
    "status": lambda value: label(value),
    "lang": lambda value: value,
    "about": None,  # Leads to the issue's page, where the view stands; see test_views_stand_on_the_issues_page.
    "aliases": None,  # Old addresses; see test_redirects.
    "until": lambda value: day(value),
}
DATES = {"date", "updated", "stated_on", "horizon", "on", "published", "accessed", "since", "until"}
PROSE = {"summary", "text", "basis", "note", "statement", "view", "body", "reason"}


def values(model: BaseModel, path: str = "") -> list[tuple[str, object]]:
    """Return every value of a filled model with the way to it."""
    found: list[tuple[str, object]] = []
    for name in type(model).model_fields:
        value = getattr(model, name)
        own = f"{path}.{name}".lstrip(".")
        for item in value if isinstance(value, tuple) else (value,):
            found += values(item, own) if isinstance(item, BaseModel) else [(own, item)]
    return found


def wanted(path: str, value: object) -> list[str]:
    """Return the pieces of text that a reader must find for a value."""
    name = path.rsplit(".", 1)[-1]
    if value is None or path in SHOWN and SHOWN[path] is None or name in ("about", "aliases"):
        return []
    if path == "lang" or name == "id" and "sources" not in path:
        return [str(value)]
    if name == "lang":
        return [language(str(value))]
    if name in DATES:
        return [day(str(value)) if path.startswith("roles") else str(value)]
    if name == "value":
        return ["Came about" if value else "Did not come about"]
    if value in LABELS:
        text = label(value)
        return [text if name != "direction" else text.lower()]
    if name == "speaker":
        return ["Ada Moreno"]
    if name == "precision":
        return ["about"] if value == "circa" else []
    if name == "regions":
        return [place(str(value))]
    if name in PROSE:
        plain = str(value).replace("**", "").replace("*", "").replace("## ", "").replace("> ", "").replace("- ", "")
        pieces = [piece for line in plain.split("\n") for piece in line.split("[")]
        pieces = [piece.split("]")[-1].split(")")[-1] if "]" in piece else piece for piece in pieces]
        return [" ".join(piece.split()) for piece in pieces if len(piece.strip()) > 2]
    return [str(value)]


def filled() -> Briefing:
    path = GOLDEN / "site/briefings/2026/2026-03-04-talks.yml"
    briefing, problems = validate(path.read_bytes(), "x.yml", Briefing)
    assert briefing is not None and problems == ()
    return briefing


# A withdrawal shows on the short page alone; the file's name gives the id here; what is silenced is for colleagues.
LEFT_OUT = {"withdrawal", "id", "silence"}


def test_the_golden_briefing_fills_every_field() -> None:
    from briefwright import schema

    seen: set[tuple[type, str]] = set()

    def walk(model: BaseModel) -> None:
        for name in type(model).model_fields:
            value = getattr(model, name)
            for item in value if isinstance(value, tuple) else (value,):
                if item is not None:
                    seen.add((type(model), name))
                if isinstance(item, BaseModel):
                    walk(item)

    walk(filled())
    models = {getattr(schema, name) for name in schema.__all__}
    models -= {Actor, Issue, Publisher, Dossier, schema.Role, schema.Withdrawal, schema.Silence}
    every = {(model, name) for model in models for name in model.model_fields}
    assert every - seen == {(Briefing, name) for name in LEFT_OUT}


def test_every_field_shows_on_the_page(golden: dict[str, bytes]) -> None:
    text = text_of(golden["briefings/2026-03-04-talks/index.html"])
    missing = [
        (path, piece)
        for path, value in values(filled())
        for piece in wanted(path, value)
        if squeezed(piece) not in text
    ]
    # The country of a publisher is on the publisher's own page.
    left = [item for item in missing if item[0] != "sources.publisher.country"]
    assert left == [], str(left)
    assert squeezed(span("2026-03-03", "2026-03-04")) in text


@pytest.mark.parametrize(
    "registry, model, folder",
    [
        ("actors", Actor, "actors"),
        ("issues", Issue, "issues"),
        ("publishers", Publisher, "publishers"),
        ("dossiers", Dossier, "dossiers"),
    ],
)
def test_every_field_of_an_entry_shows_on_its_page(golden, registry: str, model, folder: str) -> None:
    raw = (GOLDEN / f"site/briefings/registry/{registry}.yml").read_bytes()
    seen = set()
    for data in read(raw, "x.yml").data:
        entry = model.model_validate(data)
        text = text_of(golden[f"{folder}/{entry.id}/index.html"])
        for path, value in values(entry):
            seen |= {path} if value not in (None, {}) else set()
            if path == "id":
                continue
            pieces = [*value.values()] if isinstance(value, dict) else wanted(path, value)
            assert [piece for piece in pieces if squeezed(str(piece)) not in text] == [], path
    assert set(model.model_fields) <= {path.split(".")[0] for path in seen}


def test_views_stand_on_the_issues_page(golden: dict[str, bytes]) -> None:
    assert squeezed("meant for the home audience") in text_of(golden["issues/fishing-limits/index.html"])


def test_a_withdrawn_page_is_short(golden: dict[str, bytes]) -> None:
    text = text_of(golden["briefings/2026-03-20-withdrawn/index.html"])
    assert all(squeezed(piece) in text for piece in ("21 March 2026", "the letter was forged", "The mayor resigned"))
    assert [name for name, data in golden.items() if b"resigned over the line" in data] == []
    page = golden["briefings/2026-03-20-withdrawn/index.html"]
    # What the reason cites is listed, and nothing else: the citation leads to a place on the page.
    assert page.count(b'href="#source-office"') == page.count(b'id="source-office"') == 1
    assert squeezed("Office of the Mayor") in text_of(page)
    assert b"source-letter" not in page and b"A letter to the town" not in page


def test_nothing_of_the_draft_shows(golden: dict[str, bytes]) -> None:
    everything = b"".join(golden.values())
    assert b"nobody should see" not in everything and b"Hidden Hand" not in everything
    assert not [name for name in golden if "plan" in name or "hidden" in name]


def test_drafts_show_where_they_are_asked_for(tmp_path: Path) -> None:
    found, _, _ = pages_of(GOLDEN / "site/briefings", site=tmp_path / "bare", drafts=True)
    assert "briefings/2026-05-01-plan/index.html" in found and "actors/hidden-hand/index.html" in found


def links_of(html: bytes) -> list[tuple[str, str]]:
    tree = html5lib.parse(html.decode(), treebuilder="etree", namespaceHTMLElements=False)
    return [(node.tag, node.get("href", "")) for node in tree.iter("a")]


@pytest.mark.parametrize("directories", [True, False])
def test_every_link_leads_to_a_page_and_every_anchor_is_there(tmp_path: Path, directories: bool) -> None:
    found, _, _ = pages_of(GOLDEN / "site/briefings", site=tmp_path / "bare", directories=directories)
    leaves = {name: data for name, data in found.items() if not name.startswith(("fragments", "home."))}
    lists = {
        Addresses(directories).file(Addresses(directories).index(n))
        for n in ("briefings", "actors", "analysts", "issues", "publishers", "dossiers", "explore", "")
    }
    broken = []
    for name, data in leaves.items():
        if name.endswith(".fragment.html"):
            continue
        for _, href in links_of(data):
            if href.startswith("https://"):
                continue
            path, _, anchor = href.partition("#")
            path = path.partition("?")[0]
            target = name
            if path:
                steps = [*name.split("/")[:-1]]
                for step in path.rstrip("/").split("/"):
                    steps = steps[:-1] if step == ".." else steps if step == "." else [*steps, step]
                target = "/".join(steps)
                if not target.endswith(".html"):
                    target = f"{target}/index.html".lstrip("/")
            gone = target not in leaves and target not in lists
            nameless = anchor and target in leaves and f'id="{anchor}"'.encode() not in leaves[target]
            if gone or (nameless and anchor != HEADING_ANCHOR):
                broken.append((name, href))
    assert broken == []


# The same bytes.


def test_one_process_or_several(synthetic: Path, tmp_path: Path) -> None:
    one, made, _ = pages_of(synthetic / "briefings", site=tmp_path / "one", jobs=1)
    several, also_made, _ = pages_of(synthetic / "briefings", tmp_path / "cache", tmp_path / "several", jobs=3)
    again, _, kept = pages_of(synthetic / "briefings", tmp_path / "cache", tmp_path / "again", jobs=2)
    assert differences(one, several) == [] == differences(one, again)
    assert made == also_made == kept > 300
    assert max(map(len, one.values())) < 300_000 or max(one, key=lambda name: len(one[name])) == "fragments.json"


def test_few_files_in_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    briefings = GOLDEN / "site/briefings"
    alone, _, _ = pages_of(briefings, site=tmp_path / "one", jobs=1)
    monkeypatch.setattr(parallel, "SMALL", 0)
    assert differences(alone, pages_of(briefings, site=tmp_path / "two", jobs=3)[0]) == []


# A cache that never shows: after each of these edits, what an incremental build makes is what a clean one makes.
TALKS, SECOND = "2026/2026-03-04-talks.yml", "2026/2026-04-10-second-round.yml"
EDITS: dict[str, list[tuple[str, str, str]]] = {
    "title": [(TALKS, "title: Harbour talks end <without> a text", "title: The talks")],
    "date": [(TALKS, "date: 2026-03-05\n", "date: 2027-01-05\n")],
    "day of the event": [(TALKS, "event: {date: 2026-03-03, until: 2026-03-04", "event: {date: 2026-04-30")],
    "summary": [(TALKS, "Two delegations met", "Two parties met")],
    "stance": [(TALKS, "stance: opposes-with-conditions", "stance: supports")],
    "stated on": [(TALKS, "stated_on: 2026-03-02", "stated_on: 2026-12-02")],
    "out of the dossier": [(SECOND, "dossier: port-vell\n", "")],
    "withdrawn": [
        (
            SECOND,
            "date: 2026-04-10\n",
            "date: 2026-04-10\nstatus: withdrawn\nwithdrawal: {date: 2026-05-01, reason: No.}\n",
        )
    ],
    "to a draft": [(SECOND, "date: 2026-04-10\n", "date: 2026-04-10\nstatus: draft\n")],
    "draft published": [("2026/2026-05-01-plan.yml", "status: draft\n", "")],
    "withdrawn no longer": [("2026/2026-03-20-withdrawn.yml", "status: withdrawn\n", "status: published\n")],
    "relation": [(SECOND, "rel: follows", "rel: contradicts")],
    "relation gone": [(SECOND, "related:\n  - {id: 2026-03-04-talks, rel: follows}\n", "")],
    "trend": [(TALKS, "direction: improving", "direction: deteriorating")],
    "affiliation": [(TALKS, "affiliation: Coastal Studies Institute", "affiliation: Harbour College")],
    "alias": [(TALKS, "aliases: [harbour-talks]", "aliases: [harbour-talks, older-talks]")],
    "alias gone": [(TALKS, "aliases: [harbour-talks]\n", "")],
    "id": [
        (SECOND, "title: A second round is set", "id: another-round\ntitle: A second round is set"),
        (TALKS, "id: 2026-04-10-second-round", "id: another-round"),
    ],
    "source's title": [(TALKS, "title: Nine hours, no text", "title: Nine hours")],
    "source's order": [
        (
            TALKS,
            '  - {id: ministry, title: "[Communiqué]"',
            '  - {id: extra, title: New}\n  - {id: ministry, title: "[Communiqué]"',
        )
    ],
    "in-place actor's name": [(TALKS, "name: Harbour Pilots", "name: Pilots of the Harbour, id: harbour-pilots")],
    "in-place actor's kind": [(TALKS, "kind: group, role: observers", "kind: organisation, role: observers")],
    "role": [(TALKS, "role: host of the talks", "role: guest")],
    "in-place publisher": [(TALKS, "country: SE", "country: DK")],
    "actor's name": [("registry/actors.yml", "name: Coast State", "name: State of the Coast")],
    "speaker's name": [("registry/actors.yml", "name: Ada Moreno", "name: Ada Moreno-Lind")],
    "actor's kind": [
        ("registry/actors.yml", "name: Highland & Sons, kind: state", "name: Highland & Sons, kind: group")
    ],
    "actor's role": [("registry/actors.yml", "title: foreign minister", "title: prime minister")],
    "actor's note": [("registry/actors.yml", "on the *western* shore", "on the eastern shore")],
    "actor's other names": [("registry/actors.yml", "de: Küstenstaat", "de: Küste")],
    "part of": [("registry/actors.yml", "  part_of: coast-state\n", "  part_of: highland\n")],
    "actor added": [
        (
            "registry/actors.yml",
            "- {id: jun-park",
            "- {id: nils, name: Nils, kind: person, part_of: highland}\n- {id: jun-park",
        )
    ],
    "issue's title": [("registry/issues.yml", "title: Fishing limits", "title: The line")],
    "issue's question": [
        ("registry/issues.yml", "Should the twelve-mile line stand?", "Should the line be drawn anew?")
    ],
    "issue's options": [("registry/issues.yml", "The line goes.", "The line must go.")],
    "issue's note": [("registry/issues.yml", "drawn in **1921**", "drawn in 1922")],
    "publisher's name": [("registry/publishers.yml", "name: Harbour Gazette", "name: The Gazette")],
    "publisher's owner": [("registry/publishers.yml", "owned by its readers", "owned by its printers")],
    "publisher's reliability": [("registry/publishers.yml", "reliability: B", "reliability: D")],
    "dossier's title": [("registry/dossiers.yml", "title: The Port Vell talks", "title: Talks at Port Vell")],
    "dossier's summary": [("registry/dossiers.yml", "Two states and a *line*", "Two states, one line")],
    "dossier's actors": [
        ("registry/dossiers.yml", "actors: [coast-state, highland, ada-moreno]", "actors: [highland]")
    ],
    "dossier's issues": [
        ("registry/dossiers.yml", "issues: [fishing-limits, joint-patrol]", "issues: [joint-patrol, fishing-limits]")
    ],
    "link in a text": [(SECOND, "[[2026-03-04-talks]]", "[[joint-patrol]]")],
}
NEW = "title: A third round\ndate: {date}\ndossier: port-vell\nsummary: Again, see [[2026-03-04-talks]].\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The golden site's briefings with the cache of a build, and what was built."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(GOLDEN / "site/briefings", folder / "briefings")
    found, _, _ = pages_of(folder / "briefings", folder / "cache")
    shutil.rmtree(folder / "bare")
    return folder, found


@pytest.fixture
def copy(built: tuple[Path, dict[str, bytes]], tmp_path: Path) -> Path:
    """A copy of the golden site's briefings beside the cache of a build."""
    shutil.copytree(built[0], tmp_path, dirs_exist_ok=True)
    return tmp_path / "briefings"


def stays_true(briefings: Path) -> tuple[dict[str, bytes], int, int]:
    """Compare an incremental build with a clean one; returns it, how many pages were made and how many kept."""
    found, made, kept = pages_of(briefings, briefings.parent / "cache")
    clean, _, _ = pages_of(briefings, site=briefings.parent / "clean")
    assert differences(found, clean) == []
    return found, made, kept


def edit(briefings: Path, changes: list[tuple[str, str, str]]) -> None:
    for name, old, new in changes:
        path = briefings / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit(copy: Path, built: tuple[Path, dict[str, bytes]], name: str) -> None:
    edit(copy, EDITS[name])
    found, _, _ = stays_true(copy)
    assert differences(built[1], found) != [], "the edit should show somewhere"


def test_the_copied_cache_is_used(copy: Path) -> None:
    _, made, kept = stays_true(copy)
    assert made == 0 < kept


@pytest.mark.parametrize("date", ["2025-12-31", "2026-03-15", "2027-01-01"])
def test_after_a_new_briefing_and_its_removal(copy: Path, date: str) -> None:
    (copy / "2026" / "third.yml").write_text(NEW.format(date=date), encoding="utf-8")
    stays_true(copy)
    (copy / "2026" / "third.yml").unlink()
    stays_true(copy)


def test_after_all_edits_one_after_the_other(copy: Path) -> None:
    for name in ("title", "stance", "actor's name", "withdrawn", "issue's question", "dossier's title", "alias"):
        edit(copy, EDITS[name])
        stays_true(copy)


def test_after_a_file_moves_to_another_folder(copy: Path) -> None:
    (copy / "other").mkdir()
    (copy / TALKS).rename(copy / "other" / "2026-03-04-talks.yml")
    stays_true(copy)


def test_a_linked_titles_change_reaches_a_registrys_text(copy: Path) -> None:
    edit(copy, [("registry/actors.yml", "see [[fishing-limits]]", "see [[2026-04-10-second-round]]")])
    edit(copy, [("registry/issues.yml", "drawn in **1921**", "drawn in [[2026-04-10-second-round]]")])
    edit(copy, [("registry/publishers.yml", "Prints in", "See [[2026-04-10-second-round]]. Prints in")])
    stays_true(copy)
    edit(copy, [(SECOND, "title: A second round is set", "title: Round two")])
    stays_true(copy)


def test_only_what_changes_is_made_again(copy: Path) -> None:
    edit(copy, [(SECOND, "Perhaps a line.", "Perhaps.")])
    _, made, kept = stays_true(copy)
    assert made > 0 and kept >= 5


def test_an_error_builds_nothing(copy: Path) -> None:
    edit(copy, [(SECOND, "dossier: port-vell", "dossier: port-well")])
    with pytest.raises(ContentError) as caught:
        pages_of(copy, copy.parent / "cache")
    assert [problem.rule for problem in caught.value.problems] == ["REF04"]


def test_a_warning_is_said_in_every_build(copy: Path) -> None:
    edit(copy, [(SECOND, "dossier: port-vell\n", "actors: [{name: Harbour Pilots, kind: state}]\n")])
    for _ in range(2):
        build = Build(Site(copy, cache=copy.parent / "cache"))
        build.fragments()
        build.write(MOULDS, copy.parent / "site")
        assert [problem.rule for problem in build.problems] == ["REF12"]


def test_a_briefing_that_changes_during_the_build_is_no_crash(tmp_path: Path) -> None:
    briefings = tmp_path / "briefings"
    briefings.mkdir()
    path = briefings / "talks.yml"
    path.write_text("title: Talks\ndate: 2026-03-04\nsummary: Before.\n", encoding="utf-8")
    build = Build(Site(briefings))
    build.fragments()
    path.unlink()
    with pytest.raises(FileNotFoundError, match="build again"):
        build.write(MOULDS, tmp_path / "site")


def test_deleting_the_cache_during_the_build_changes_nothing(tmp_path: Path) -> None:
    briefings = GOLDEN / "site/briefings"
    whole, _, _ = pages_of(briefings, site=tmp_path / "whole")
    build = Build(Site(briefings, cache=tmp_path / "cache", edit_base="https://code.example/edit/"))
    build.fragments()
    shutil.rmtree(tmp_path / "cache")
    build.write(MOULDS, tmp_path / "site")
    site = {p.relative_to(tmp_path / "site").as_posix(): p.read_bytes() for p in (tmp_path / "site").rglob("*.html")}
    assert differences(site, {name: data for name, data in whole.items() if name in site}) == []
    again, _, _ = pages_of(briefings, tmp_path / "cache", tmp_path / "again")
    assert differences(again, whole) == []


@pytest.mark.parametrize("there", [False, True])
def test_an_empty_corpus(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "briefings").mkdir()
    found, made, _ = pages_of(tmp_path / "briefings")
    assert made == 0
    for name in ("home", "briefings", "actors", "analysts", "issues", "publishers", "dossiers"):
        assert b"bw-empty" in found[f"{name}.fragment.html"]


def test_registries_without_briefings(tmp_path: Path) -> None:
    for name, text in SMALL_SITE.items():
        if name.startswith("briefings/registry"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    _, made, _ = pages_of(tmp_path / "briefings")
    assert made == 7
