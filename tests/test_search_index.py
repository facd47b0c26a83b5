"""The search index: read back by a decoder of its own, it holds exactly what a naive inversion finds."""

import json
import marshal
import random
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.addresses import Addresses
from briefwright.cache import Cache
from briefwright.discovery import ContentFile, discover
from briefwright.load import briefing_of, load, scan
from briefwright.progress import Progress
from briefwright.schema import Briefing
from briefwright.search import encode, parts, terms, weights
from briefwright.search.cards import card
from briefwright.search.documents import SearchDocument, briefing_document, in_order
from briefwright.search.entries import PageText, entry_documents
from briefwright.search.fold import words
from briefwright.search.parts import Part, index_part
from briefwright.search.runs import Merged, PositionList, invert
from briefwright.search.terms import Term, cut
from briefwright.search.weights import BASE, length_code
from briefwright.search.writer import Assembly
from briefwright.views.index import Index, build_index
from desks import REGISTRY, SECOND, TALKS, Desk, differences
from search_reader import Bytes, Reader, positions, posting, term_shard, unpack, utf16

WITHDRAWN = """\
title: A report of fire
date: 2026-03-20
dossier: port-vell
summary: It burned. [@s]
status: withdrawn
withdrawal: {date: 2026-03-21, reason: It did not burn.}
actors: [highland]
sources: [{id: s, title: Fire, publisher: harbour-gazette}]
"""

RICH = """\
title: What was said at sea
date: 2026-03-04
summary: "The [[coast-state]] spoke of [[fishing-limits|the line]]. [@s]"
lang: pt-BR
regions: [NO, "150"]
topics: [Sea law, a=b]
event: {date: 2026-03-03, place: Port Vell}
actors:
  - {id: highland, role: the host}
  - {name: Ada Moreno, kind: person}
  - {name: Bo Lind, kind: person, note: A *pilot*.}
positions:
  - actor: coast-state
    issue: fishing-limits
    stance: opposes-with-conditions
    statement: Not **before** a patrol.
    conditions: [a patrol, a map]
    quote: {text: No line on a map, speaker: ada-moreno}
    sources: [s]
  - {actor: highland, issue: joint-patrol, stance: declines-to-say, sources: [s]}
  - {actor: coast-state, issue: joint-patrol, stance: supports, quote: {text: At once}, sources: [s]}
  - {actor: coast-state, issue: fishing-limits, stance: supports, sources: [s]}
analyst_views:
  - {analyst: jun-park, view: A bluff., affiliation: Coastal Institute, sources: [s]}
key_judgements:
  - {text: It will end well., basis: "Two reports. [@s]"}
trend: {direction: improving, reason: They talk.}
body: |
  ## What happened

  The first paragraph [@s]
  goes on.

  - one
  - two
timeline:
  - {date: 2026-03, text: It began.}
corrections:
  - {date: 2026-03-05, text: The hour was wrong.}
sources:
  - {id: s, title: Nine hours, publisher: harbour-gazette, author: [R. Silva], note: A copy.}
  - {id: t, title: Untraced}
"""

FOUR = {
    **REGISTRY,
    "briefings/2026/2026-03-04-talks.yml": TALKS,
    "briefings/2026/2026-04-10-second-round.yml": SECOND,
    "briefings/2026/2026-03-04-sea.yml": RICH,
    "briefings/2026/2026-03-20-fire.yml": WITHDRAWN,
}
PAGE = PageText("about/", "About the desk", (("", "Who we are."), ("Method", "Each line has a source.")))


def read_corpus(desk: Desk) -> tuple[Index, list[SearchDocument]]:
    """Return the index of views, and the documents of the briefings in their order."""
    given = scan(discover(desk.root / "briefings", "briefings"))
    loaded = load(given, Cache(None), False, 1, Progress())
    assert [problem for problem in loaded.problems if problem.severity.name == "ERROR"] == []
    corpus = loaded.corpus
    files = {file.name: file for file in given.found.briefings}
    return build_index(corpus), [briefing_document(corpus, item, read(files[item.path])) for item in in_order(corpus)]


def read(file: ContentFile) -> Briefing:
    briefing = briefing_of(Cache(None), file, "")
    assert briefing
    return briefing


def build(
    index: Index,
    documents: list[SearchDocument],
    pages: tuple[PageText, ...] = (PAGE,),
    per_part: int = weights.BRIEFINGS_PER_PART,
    shared: bytes = b"",
) -> dict[str, bytes]:
    """Return the files of an index by their path."""
    files: dict[str, bytes] = {}

    def put(name: str, data: bytes) -> None:
        assert files.setdefault(name, data) == data
        files[name] = data

    assembly = Assembly(index.corpus, Addresses(), put, shared)
    for at in range(0, len(documents), per_part):
        assembly.add(index_part(documents[at : at + per_part], at, shared))
    assembly.add(index_part(entry_documents(index, pages), BASE))
    assembly.finish()
    return files


# --- a reader of the index that shares no code with what wrote it


def naive(documents: dict[int, SearchDocument]) -> tuple[dict[str, dict[int, int]], dict[int, int]]:
    """Return each word's weighted frequency by document, and each document's length."""
    found: dict[str, dict[int, int]] = {}
    lengths: dict[int, int] = {}
    for number, document in documents.items():
        counts: Counter[str] = Counter()
        for weight, text in document.texts:
            for word in words(text):
                counts[word] += weight
        lengths[number] = sum(counts.values())
        for word, count in counts.items():
            found.setdefault(word, {})[number] = min(255, count)
    return found, lengths


def check_whole(reader: Reader, documents: list[SearchDocument], entries: list[SearchDocument]) -> None:
    """Read an index to its last byte and compare it with its documents."""
    numbered = {**dict(enumerate(documents)), **dict(enumerate(entries, BASE))}
    expected, lengths = naive(numbered)
    facets: dict[str, dict[int, int]] = {}
    held: dict[str, list[tuple[int, str, int]]] = {}
    for number, document in numbered.items():
        for facet in document.facets:
            facets.setdefault(facet, {})[number] = 0
        for actor, issue, stance in document.positions:
            held.setdefault(f"held={actor}", []).append((number, issue, stance))
            held.setdefault(f"on={issue}", []).append((number, actor, stance))
    found = reader.terms()
    assert set(found) == {*expected, *facets, *held}
    for term, (count, block) in found.items():
        if term in held:
            assert positions(block, count) == held[term]
        else:
            assert posting(block, count, "=" not in term) == (facets if "=" in term else expected)[term]
    docs = reader.docs()
    assert docs["briefings"] == len(documents) == reader.manifest["briefings"]
    assert len(docs["kinds"]) == len(entries) == reader.manifest["entries"]
    assert docs["codes"] == bytes(map(length_code, lengths.values()))
    assert docs["kinds"] == bytes(entry.kind for entry in entries)
    days = [docs["first"] + day for day, count in enumerate(docs["days"]) for _ in range(count)]
    assert days == [document.day for document in documents]
    if lengths:
        assert reader.manifest["average"] == pytest.approx(sum(lengths.values()) / len(lengths), abs=0.001)
    assert reader.cards("cards") == [json.loads(document.card) for document in documents]
    assert reader.cards("entryCards") == [json.loads(entry.card) for entry in entries]
    for facet in reader.manifest["facets"]:
        values = reader.facet(facet)
        own = {term.removeprefix(f"{facet}="): list(n) for term, n in facets.items() if term.startswith(f"{facet}=")}
        assert {value: numbers for value, (_, numbers) in values.items()} == own
        assert list(values) == sorted(values, key=lambda value: (-len(own[value]), value))
    # Nothing lies there that no reader would ask for.
    assert reader.seen == reader.files.keys()


# --- bytes


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_come_back(numbers: list[int]) -> None:
    data = Bytes(encode.varints(numbers))
    assert [data.number() for _ in numbers] == numbers
    data.end()


@given(st.lists(st.integers(0, 2**21)))
def test_gaps_come_back(numbers: list[int]) -> None:
    data = Bytes(encode.gaps(sorted(numbers)))
    assert data.ascending(len(numbers)) == sorted(numbers)
    data.end()


@given(st.text())
def test_strings_come_back(text: str) -> None:
    assert Bytes(encode.string(text)).text() == text


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    assert Bytes(encode.string("a\ud800b")).text() == "a?b"


@given(st.binary())
def test_shards_come_back(data: bytes) -> None:
    name, script = encode.packed_shard("x", data)
    assert unpack(f"x/{name}.js", script) == data


def test_every_byte_is_safe_in_a_script() -> None:
    data = bytes(range(256)) * 3
    name, script = encode.packed_shard("x", data)
    assert unpack(f"x/{name}.js", script) == data
    assert not {b"\0", b"\n", b"\r", b"\\"} & {script[at : at + 1] for at in range(len(script))}
    assert script.count(b'"') == 6


def test_a_shard_costs_a_fifth_more_than_its_bytes() -> None:
    data = random.Random(1).randbytes(70_000)
    assert len(encode.packed_shard("x", data)[1]) < len(data) * 1.2


def test_a_length_code_is_near_its_length() -> None:
    assert length_code(0) == 0
    assert length_code(1) == 1
    assert length_code(10**15) == 255
    for length in range(1, 20_000):
        assert 1.12 ** length_code(length) == pytest.approx(length, rel=0.13)


# --- terms into shards


def as_terms(texts: list[str], size: int) -> list[Term]:
    return [Term(text, 1, b"x" * size) for text in sorted(texts, key=utf16)]


@given(st.lists(st.text("abé𝒳\uffee=", max_size=5), unique=True), st.integers(1, 20_000))
def test_pieces_hold_every_term_once_and_in_order(texts: list[str], size: int) -> None:
    held = as_terms(texts, size)
    pieces = cut(held)
    assert [at for piece in pieces for at in range(piece.low, piece.high)] == list(range(len(held)))
    for piece, after in zip(pieces, [*pieces[1:], None], strict=False):
        assert utf16(piece.start) <= utf16(held[piece.low].text)
        assert after is None or utf16(held[piece.high - 1].text) < utf16(after.start)
        assert (piece.high - piece.low) * size <= weights.SHARD_BYTES or piece.high - piece.low == 1


@given(st.lists(st.text("abé𝒳\U0001d4b4\uffee=", max_size=5), unique=True))
def test_term_shards_come_back(texts: list[str]) -> None:
    held = as_terms(texts, 3)
    assert list(term_shard(terms.term_data(held))) == held


def test_what_happens_at_one_letter_moves_no_boundary_at_another() -> None:
    texts = [f"{a}{b}{c}" for a in "abc" for b in "klm" for c in "xyz"]
    before = {piece.start for piece in cut(as_terms(texts, 6000))}
    after = {piece.start for piece in cut(as_terms([*texts, "akya", "akyb"], 6000))}
    assert {start for start in before ^ after if not start.startswith("a")} == set()
    assert len(before) > 6


def test_runs_put_together_are_the_run_of_all() -> None:
    documents = [({"a": at % 300 + 1, "b" if at % 3 else "c": 1}, ["x=1"] if at % 7 else []) for at in range(600)]
    whole, joined = parts_of(documents, 600), parts_of(documents, 96)
    assert whole == joined
    assert whole["a"][0] == 600 and whole["c"][0] == 200


def parts_of(documents: list[Any], size: int) -> dict[str, tuple[int, bytes]]:
    merged = Merged()
    for at in range(0, len(documents), size):
        merged.add(invert(at, documents[at : at + size]))
    return {term: (found.count, found.block()) for term, found in merged.terms.items()}


def test_a_position_list_far_apart() -> None:
    held = PositionList()
    placed = [(3, "b", 0), (3, "a", 5), (70_000, "b", 2)]
    held.extend(placed)
    assert positions(held.block(), 3) == placed


# --- a small corpus, read back


@pytest.fixture
def four(empty_desk: Desk) -> tuple[Index, list[SearchDocument]]:
    return read_corpus(empty_desk.write(dict(FOUR)))


def test_the_whole_index_is_what_the_documents_say(four: tuple[Index, list[SearchDocument]]) -> None:
    index, documents = four
    reader = Reader(build(index, documents))
    check_whole(reader, documents, list(entry_documents(index, [PAGE])))
    assert reader.manifest["today"] == index.corpus.today
    assert reader.manifest["addresses"]["actor"] == "actors/{id}/"


def test_briefings_are_numbered_by_date_then_id(four: tuple[Index, list[SearchDocument]]) -> None:
    cards = [json.loads(document.card) for document in four[1]]
    assert [card["i"] for card in cards] == [
        *("2026-03-04-sea", "2026-03-04-talks", "2026-03-20-fire", "2026-04-10-second-round"),
    ]
    assert four[1][0].day == date(2026, 3, 4).toordinal()


def test_entries_are_numbered_by_kind_then_id(four: tuple[Index, list[SearchDocument]]) -> None:
    cards = [json.loads(document.card) for document in entry_documents(four[0], [PAGE])]
    assert [(card["k"], card.get("i"), card.get("n")) for card in cards] == [
        ("actor", "ada-moreno", 1),
        ("actor", "bo-lind", 1),
        ("actor", "coast-state", 3),
        ("actor", "highland", 2),
        ("actor", "jun-park", 2),
        ("issue", "fishing-limits", 3),
        ("issue", "joint-patrol", 1),
        ("publisher", "harbour-gazette", 3),
        ("dossier", "port-vell", 2),
        ("page", None, None),
    ]
    assert cards[-1] == {
        **{"k": "page", "u": "about/", "t": "About the desk"},
        "x": {"body": ["Who we are.", "Each line has a source.\tMethod"]},
    }


def test_a_card_says_whose_words_each_passage_is(four: tuple[Index, list[SearchDocument]]) -> None:
    card = json.loads(four[1][0].card)
    assert card["a"] == [["highland", "Highland"], ["ada-moreno", "Ada Moreno"], ["bo-lind", "Bo Lind"]]
    assert "o" not in card and "s" not in card
    limits = "Coast State on Fishing limits: opposes, with conditions"
    assert card["x"] == {
        "summary": ["The Coast State spoke of the line."],
        "judgement": ["It will end well.", "Two reports.\tBasis", "They talk.\tImproving"],
        "position": [
            f"Not before a patrol.\t{limits}",
            "a patrol; a map\t\t; on condition",
            "No line on a map\t\t; quoted: Ada Moreno",
            "At once\tCoast State on Joint patrol: supports; quoted",
        ],
        "view": ["A bluff.\tJun Park, Coastal Institute"],
        "timeline": ["It began.\tMarch 2026"],
        "body": [
            "What happened",
            "The first paragraph goes on.",
            "one two",
            "Highland: the host\tKey actors",
            "A pilot.\tBo Lind",
            "The hour was wrong.\tCorrection, 5 March 2026",
        ],
        "source": ["Nine hours\tHarbour Gazette", "A copy.\tNote on a source", "Untraced"],
    }


def test_a_withdrawn_briefing_has_its_title_and_no_more(four: tuple[Index, list[SearchDocument]]) -> None:
    document = four[1][2]
    assert json.loads(document.card) == {
        **{"k": "briefing", "i": "2026-03-20-fire", "t": "A report of fire", "d": "2026-03-20", "s": "Withdrawn"},
    }
    assert (document.texts, document.facets, document.positions) == (((8, "A report of fire"),), (), ())


def test_facets_count_briefings_and_have_names(four: tuple[Index, list[SearchDocument]]) -> None:
    reader = Reader(build(*four))
    assert reader.facet("actor") == {
        "coast-state": ("Coast State", [0, 1, 3]),
        "highland": ("Highland", [0, 1]),
        "jun-park": ("Jun Park", [0, 1]),
        "ada-moreno": ("Ada Moreno", [0]),
        "bo-lind": ("Bo Lind", [0]),
    }
    assert reader.facet("analyst") == {"jun-park": ("Jun Park", [0, 1])}
    assert reader.facet("issue") == {
        "fishing-limits": ("Fishing limits", [0, 1, 3]),
        "joint-patrol": ("Joint patrol", [0]),
    }
    assert reader.facet("stance") == {
        "supports": ("Supports", [0, 1]),
        "declines-to-say": ("Declines to say", [0]),
        "mixed": ("Mixed", [3]),
        "opposes": ("Opposes", [1]),
        "opposes-with-conditions": ("Opposes, with conditions", [0]),
    }
    assert reader.facet("publisher") == {"harbour-gazette": ("Harbour Gazette", [0, 1, 3])}
    assert reader.facet("dossier") == {"port-vell": ("The Port Vell talks", [1, 3])}
    assert reader.facet("region") == {"150": ("Europe", [0]), "NO": ("Norway", [0])}
    assert reader.facet("topic") == {"Sea law": ("Sea law", [0]), "a=b": ("a=b", [0])}
    assert reader.facet("lang") == {"pt-BR": ("Portuguese (pt-BR)", [0])}
    count, block = reader.terms()["has=quote"]
    assert posting(block, count, False) == {0: 0}


def test_a_position_stays_whole(four: tuple[Index, list[SearchDocument]]) -> None:
    found = Reader(build(*four)).terms()
    count, block = found["held=coast-state"]
    assert positions(block, count) == [
        *((0, "fishing-limits", 1), (0, "joint-patrol", 4), (0, "fishing-limits", 4)),
        *((1, "fishing-limits", 0), (3, "fishing-limits", 2)),
    ]
    count, block = found["on=joint-patrol"]
    assert positions(block, count) == [(0, "highland", 5), (0, "coast-state", 4)]


def test_parts_of_any_size_give_the_same_files(four: tuple[Index, list[SearchDocument]]) -> None:
    assert build(*four) == build(*four, per_part=2)


def test_a_part_begins_where_a_card_shard_begins(four: tuple[Index, list[SearchDocument]]) -> None:
    with pytest.raises(AssertionError, match="begins"):
        index_part(four[1], 1)


def test_parts_come_in_order(four: tuple[Index, list[SearchDocument]]) -> None:
    assembly = Assembly(four[0].corpus, Addresses(), lambda name, data: None)
    with pytest.raises(AssertionError, match="missing"):
        assembly.add(index_part(four[1], 2))


def test_a_dictionary_changes_nothing_but_the_size(four: tuple[Index, list[SearchDocument]]) -> None:
    index, documents = four
    documents = sorted(documents * 20, key=lambda document: document.day)
    shared = parts.dictionary(document.card for document in documents[:4])
    plain, short = build(index, documents), build(index, documents, shared=shared)
    reader = Reader(short)
    check_whole(reader, documents, list(entry_documents(index, [PAGE])))
    assert reader.manifest["cards"]["skip"] == len(shared)
    assert "dictionary" not in Reader(plain).manifest["cards"]
    card_bytes = [sum(len(data) for name, data in files.items() if name[0] == "c") for files in (plain, short)]
    assert card_bytes[1] < card_bytes[0]


def test_the_dictionary_is_made_of_the_oldest_cards(
    four: tuple[Index, list[SearchDocument]], empty_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, documents = four
    files = {file.name: file for file in scan(discover(empty_desk.root / "briefings", "briefings")).found.briefings}

    def made() -> bytes:
        return parts.card_dictionary(index.corpus, in_order(index.corpus), lambda item: read(files[item.path]))

    assert made() == b""
    monkeypatch.setattr(parts, "DICTIONARY_FROM", 4)
    assert made() == "".join(document.card for document in documents).encode()
    monkeypatch.setattr("briefwright.search.cards.DICTIONARY_BYTES", 100)
    assert made() == documents[0].card.encode()[:100]


# --- what changes with a change


def test_the_same_content_gives_the_same_files(empty_desk: Desk) -> None:
    empty_desk.write(dict(FOUR))
    assert build(*read_corpus(empty_desk)) == build(*read_corpus(empty_desk))


def synthetic_files(folder: Path) -> dict[str, bytes]:
    return build(*read_corpus(Desk(folder)))


def test_an_edit_changes_only_the_shards_it_touches(synthetic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(synthetic / "briefings", folder / "briefings")
    before = synthetic_files(folder)
    path = sorted((folder / "briefings").glob("2*/*.yml"))[150]
    text = path.read_text(encoding="utf-8")
    title = re.search(r"^title: (.*)$", text, re.MULTILINE)
    assert title
    path.write_text(text.replace(title[0], f"{title[0]} zzyzx", 1), encoding="utf-8")
    after = synthetic_files(folder)
    changed = differences(before, after)
    kinds = Counter(name[0] for name in changed if name in after)
    # The card, its directory, the docs (a length), the manifest, and the shard where the new word stands.
    assert kinds["c"] <= 2 and kinds["i"] == kinds["c"] and kinds["f"] == 0
    assert kinds["t"] == 1 and kinds["d"] <= 1
    assert len(changed) <= 2 * kinds.total()
    assert len(before) > 200


def test_a_new_briefing_leaves_the_cards_of_the_others(synthetic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(synthetic / "briefings", folder / "briefings")
    before = synthetic_files(folder)
    new = "title: A new one\ndate: 2099-01-01\nsummary: It is new.\n"
    (folder / "briefings" / "2099").mkdir()
    (folder / "briefings" / "2099" / "2099-01-01-new.yml").write_text(new, encoding="utf-8")
    after = synthetic_files(folder)
    assert Counter(name[0] for name in differences(before, after) if name in after)["c"] == 1


# --- bad input


def one(title: str, text: str, **fields: Any) -> str:
    return json.dumps({"title": title, "date": "2026-01-01", "summary": text, **fields}, ensure_ascii=False)


def test_an_empty_corpus(empty_desk: Desk) -> None:
    index, documents = read_corpus(empty_desk)
    reader = Reader(build(index, documents, ()))
    check_whole(reader, [], [])
    assert reader.manifest["average"] == 0
    assert reader.manifest["terms"] == {"starts": [], "names": ""}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("constructor __proto__ toString hasOwnProperty", "constructor"),
        ("constructor __proto__ toString hasOwnProperty", "proto"),
        ("\u202eevil\u202c and \u200fmarks\u200e", "marks"),
        ("a\u2028b\u2029c \x85 end", "end"),
        ('quote " backslash \\ </script><!-- tab\there', "backslash"),
        ("x=y actor=coast-state", "actor"),
        ("𝒳𝒴 𠮷野家 \uffee", "𠮷野"),
    ],
)
def test_odd_words_are_found(text: str, word: str, empty_desk: Desk) -> None:
    empty_desk.write({"briefings/2026/2026-01-01-odd.yml": one("Odd", text)})
    index, documents = read_corpus(empty_desk)
    reader = Reader(build(index, documents, ()))
    check_whole(reader, documents, [])
    assert word in reader.terms()
    assert reader.facet("actor") == {}


def test_long_texts_and_long_words(empty_desk: Desk) -> None:
    long = "q" * 10_000
    text = f"{long} {'lorem ipsum dolor ' * 53_000}{'r' * 10_000} final"
    topics = ["t" * 10_000, "t" * 9_999 + "u"]
    empty_desk.write({"briefings/2026/2026-01-01-long.yml": one("Long", "Short.", body=text, topics=topics)})
    index, documents = read_corpus(empty_desk)
    reader = Reader(build(index, documents, ()))
    check_whole(reader, documents, [])
    found = reader.terms()
    assert "q" * 64 in found and "final" in found
    assert posting(found["lorem"][1], 1, True) == {0: 255}
    assert set(reader.facet("topic")) == set(topics)


def test_names_and_topics_of_any_script(empty_desk: Desk) -> None:
    actors = [{"name": "Müller ‮ <b>", "id": "mueller", "kind": "person"}, {"name": "محمد", "id": "m", "kind": "person"}]
    file = one("T", "S.", actors=actors, topics=["__proto__", "constructor", "", "𠮷"][:2] + ["𠮷"])
    empty_desk.write({"briefings/2026/2026-01-01-names.yml": file})
    index, documents = read_corpus(empty_desk)
    reader = Reader(build(index, documents, ()))
    check_whole(reader, documents, list(entry_documents(index)))
    assert set(reader.facet("topic")) == {"__proto__", "constructor", "𠮷"}
    assert reader.facet("actor")["mueller"][0] == "Müller ‮ <b>"


def test_characters_that_no_file_can_hold(empty_desk: Desk) -> None:
    index, _ = read_corpus(empty_desk)
    text = "nul\0nul\x01\x7f half\ud800half \udfff end"
    document = SearchDocument(((1, text),), card({"k": "briefing", "t": text}), day=1, facets=(f"topic={text}",))
    reader = Reader(build(index, [document], ()))
    assert reader.cards("cards") == [{"k": "briefing", "t": "nul\0nul\x01\x7f half?half ? end"}]
    assert {"nul", "half", "end", "topic=nul\0nul\x01\x7f half?half ? end"} == set(reader.terms())


def test_a_part_is_plain_data(four: tuple[Index, list[SearchDocument]]) -> None:
    part = index_part(four[1], 0)
    first, run, *rest = marshal.loads(marshal.dumps((part.first, tuple(part.run), *part[2:])))
    assert Part(first, type(part.run)(*run), *rest) == part
