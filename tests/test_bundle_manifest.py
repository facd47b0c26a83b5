"""The manifest and update.json: the same bytes always, and nothing that cannot be is taken for one."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.bundle import fields
from briefwright.bundle.errors import BundleError
from briefwright.bundle.manifest import Entry, Manifest, Selected, Update, parse_manifest, parse_update
from bundles import PAGES, manifest

SHA = "0" * 64
UPDATE = Update("2026-03-04", SHA, ("a.html",), ("b.html", "c.html"), {"update/GONE.txt": Entry(3, SHA)})


def test_the_bytes_are_agreed() -> None:
    made = Manifest(
        generator="briefwright 0.1.0",
        site="Bucht „Süd“",
        date="2026-03-04",
        pages=2,
        briefings=1,
        selection=Selected(dossiers=("harbour",), after="2026-01-01"),
        contents={"talks": "abc"},
        files={"z.html": Entry(2, SHA), "a.css": Entry(1, SHA)},
    )
    expected = (
        '{"briefings":1,"contents":{"talks":"abc"},"date":"2026-03-04",'
        f'"files":{{"a.css":{{"sha256":"{SHA}","size":1}},"z.html":{{"sha256":"{SHA}","size":2}}}},'
        '"format":1,"generator":"briefwright 0.1.0","pages":2,'
        '"selection":{"after":"2026-01-01","before":null,"dossiers":["harbour"],"drafts":false,"lang":null},'
        '"site":"Bucht „Süd“"}\n'
    )
    assert made.to_json() == expected.encode()
    assert parse_manifest(made.to_json()) == made


def test_the_order_of_files_does_not_show() -> None:
    assert manifest(PAGES).to_json() == manifest(dict(reversed(PAGES.items()))).to_json()


def test_an_update_reads_as_it_was_written() -> None:
    expected = (
        f'{{"changed":["a.html"],"files":{{"update/GONE.txt":{{"sha256":"{SHA}","size":3}}}},"format":1,'
        f'"from":{{"date":"2026-03-04","manifest":"{SHA}"}},"gone":["b.html","c.html"]}}\n'
    )
    assert UPDATE.to_json() == expected.encode()
    assert parse_update(UPDATE.to_json()) == UPDATE


texts = st.text(st.characters(codec="utf-8"), max_size=40)
paths = st.text("ab.-_ üñ", min_size=1, max_size=20).filter(lambda path: path.strip(".") != "")
entries = st.builds(Entry, st.integers(0, 2**30), st.text("0123456789abcdef", min_size=64, max_size=64))


@given(
    st.builds(
        Manifest,
        generator=texts,
        site=texts,
        date=st.sampled_from([None, "2026", "2026-03", "2026-03-04"]),
        pages=st.integers(0, 10**9),
        briefings=st.integers(0, 10**9),
        selection=st.builds(
            Selected,
            dossiers=st.tuples(texts, texts),
            after=st.sampled_from([None, "2025-12-01"]),
            before=st.sampled_from([None, "2025-12"]),
            lang=st.sampled_from([None, "en-GB"]),
            drafts=st.booleans(),
        ),
        contents=st.dictionaries(texts, texts, max_size=5),
        files=st.dictionaries(paths, entries, max_size=5),
    )
)
def test_any_manifest_reads_as_it_was_written(made: Manifest) -> None:
    assert parse_manifest(made.to_json()) == made


def test_what_a_later_program_may_add_is_passed_over() -> None:
    data = json.loads(manifest(PAGES).to_json()) | {"signature": "x"}
    assert parse_manifest(json.dumps(data).encode()) == manifest(PAGES)


def test_a_newer_format_asks_for_a_newer_program() -> None:
    with pytest.raises(BundleError, match="format 2 is newer .* install"):
        parse_manifest(b'{"format": 2}')


def _with(data: dict[str, Any], keys: tuple[str, ...], value: object) -> bytes:
    inner = data
    for key in keys[:-1]:
        inner = inner[key]
    if value is KeyError:
        del inner[keys[-1]]
    else:
        inner[keys[-1]] = value
    return json.dumps(data).encode()


ENTRY = {"size": 1, "sha256": SHA}
NOT_PATHS = [
    *("/a", "../a", "a/../b", "a\\b", "C:/a", "a//b", "a/", ".", "", "a\0", "a\nb", "\ud800", "x" * 1001),
]


@pytest.mark.parametrize("keys", [("generator",), ("site",), ("selection", "lang")])
@pytest.mark.parametrize("value", [1, [], {}, True, "x" * 1001, "\ud800"])
def test_texts_must_be_texts(keys: tuple[str, ...], value: object) -> None:
    refused_manifest(keys, value)


@pytest.mark.parametrize("key", ["pages", "briefings"])
@pytest.mark.parametrize("value", [None, -1, 1.0, True, "1", 10**10, KeyError])
def test_counts_must_be_counts(key: str, value: object) -> None:
    refused_manifest((key,), value)


@pytest.mark.parametrize("keys", [("date",), ("selection", "after"), ("selection", "before")])
@pytest.mark.parametrize("value", ["today", "2026-13", "2026-00-01", "2026-01-32", 2026, "2026-01-01\n", "٢٠٢٦"])
def test_dates_must_be_dates(keys: tuple[str, ...], value: object) -> None:
    refused_manifest(keys, value)


@pytest.mark.parametrize("key", ["format", "selection", "contents", "files"])
@pytest.mark.parametrize("value", [None, [], "x", 0, True, KeyError])
def test_the_large_parts_must_be_there(key: str, value: object) -> None:
    refused_manifest((key,), value)


@pytest.mark.parametrize("value", [None, [], "x", ENTRY | {"size": -1}, ENTRY | {"size": 2**30 + 1}])
def test_entries_must_be_entries(value: object) -> None:
    refused_manifest(("files", "x.html"), value)


@pytest.mark.parametrize("size", [True, 1.0, "1", None])
def test_sizes_must_be_sizes(size: object) -> None:
    refused_manifest(("files", "x.html"), ENTRY | {"size": size})


@pytest.mark.parametrize("sha256", [None, "", "0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n", 0])
def test_digests_must_be_digests(sha256: object) -> None:
    refused_manifest(("files", "x.html"), ENTRY | {"sha256": sha256})


@pytest.mark.parametrize("path", [*NOT_PATHS, "manifest.json", "update/x.html", "update/update.json", "update"])
def test_paths_must_lie_in_the_bundle(path: str) -> None:
    refused_manifest(("files", path), ENTRY)


@pytest.mark.parametrize(("keys", "value"), [(("selection", "dossiers"), [1]), (("selection", "dossiers"), "x")])
def test_dossiers_must_be_texts(keys: tuple[str, ...], value: object) -> None:
    refused_manifest(keys, value)


@pytest.mark.parametrize("value", [1, None, "\ud800"])
def test_fingerprints_must_be_texts(value: object) -> None:
    refused_manifest(("contents", "talks"), value)
    refused_manifest(("contents", "\ud800"), "x")


def refused_manifest(keys: tuple[str, ...], value: object) -> None:
    refused(parse_manifest, _with(json.loads(manifest(PAGES).to_json()), keys, value), "manifest.json")


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("from",), None),
        (("from", "date"), 1),
        (("from", "manifest"), "x"),
        (("from", "manifest"), KeyError),
        (("gone",), "x"),
        (("gone",), [1]),
        (("gone",), KeyError),
        (("changed",), KeyError),
        (("files",), []),
        (("files", "x.html"), ENTRY),
        (("files", "update/update.json"), ENTRY),
        (("files", "update/../x"), ENTRY),
        (("files", "manifest.json"), ENTRY),
        *((("gone",), [path]) for path in [*NOT_PATHS, "manifest.json", "update/x.html"]),
        *((("changed",), [path]) for path in NOT_PATHS),
    ],
)
def test_an_update_must_be_one(keys: tuple[str, ...], value: object) -> None:
    refused(parse_update, _with(json.loads(UPDATE.to_json()), keys, value), "update/update.json")


BOMBS = {
    "nothing": b"",
    "not JSON": b"<html>",
    "a list": b"[]",
    "cut": manifest(PAGES).to_json()[:-20],
    "two": manifest(PAGES).to_json() * 2,
    "not UTF-8": b'{"format": 1, "site": "\xff"}',
    "UTF-16": '{"format": 1}'.encode("utf-16"),
    "a mark in front": b"\xef\xbb\xbf" + manifest(PAGES).to_json(),
    "nested lists": b"[" * 100_000,
    "nested mappings": b'{"a":' * 100_000,
    "a key twice": manifest(PAGES).to_json().replace(b'"pages"', b'"site":"other","pages"'),
    "a file twice": manifest(PAGES).to_json().replace(b'"files":{', b'"files":{"index.html":{},'),
    "NaN": b'{"format": 1, "pages": NaN}',
    "Infinity": b'{"format": -Infinity}',
    "a number without end": b'{"format": ' + b"1" * 1_000_000 + b"}",
    "a float without end": b'{"format": 1e999}',
    "control characters": b'{"format": 1, "site": "a\nb"}',
    "NaN where nobody looks": manifest(PAGES).to_json().replace(b'"pages"', b'"other":NaN,"pages"'),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_no_manifest(name: str) -> None:
    refused(parse_manifest, BOMBS[name], "manifest.json")


MANY = {
    "lists": b'{"format":1,"x":[' + b"[]," * 20_000 + b"[]]}",
    "mappings": b'{"format":1,"x":[' + b"{}," * 1_100_000 + b"{}]}",
    "numbers": b'{"format":1,"x":[' + b"1," * 4_100_000 + b"1]}",
}


@pytest.mark.parametrize("name", MANY)
def test_too_many_parts_are_not_even_parsed(name: str) -> None:
    with pytest.raises(BundleError, match="more parts"):
        parse_manifest(MANY[name])


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = manifest(PAGES).to_json()
    monkeypatch.setattr(fields, "MOST_BYTES", len(data))
    assert parse_manifest(data)
    refused(parse_manifest, data + b" ", "manifest.json")


@given(st.binary(max_size=60) | st.recursive(st.none() | st.integers() | texts, st.lists, max_leaves=5).map(repr))
def test_any_bytes_are_refused_in_words(data: bytes | str) -> None:
    refused(parse_manifest, data.encode() if isinstance(data, str) else data, "manifest.json")


def refused(parse: Callable[[bytes], object], data: bytes, name: str) -> None:
    with pytest.raises(BundleError) as caught:
        parse(data)
    message = str(caught.value)
    assert message.startswith(f"{name}:") and message.isprintable() and len(message) < 800
