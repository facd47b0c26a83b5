"""Result cards as JSON, a few to a shard, the dictionary these share, and the directories that name them."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from briefwright.search.encode import packed_shard, shard
from briefwright.search.weights import DICTIONARY_BYTES, SHARDS_PER_DIRECTORY

Passage = tuple[str, str] | tuple[str, str, str]
"""Field, plain text, and where there is one the label that says whose words these are."""


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LEVEL, _MEMORY = 8, 9
"""Of deflate: a higher level makes cards no smaller, and takes a third longer."""


def card(values: dict[str, object]) -> str:
    """Return a card as JSON, without what is empty."""
    return _json({key: value for key, value in values.items() if value or value == 0})


def packed(passages: Iterable[Passage]) -> dict[str, list[str]]:
    """Return passages by field, each as one line: its text, and after a tab its label.

    After two tabs stands what is added to the last whole label, which saves most of the labels of quotations and
    conditions. Neither text nor label keeps a tab of its own.
    """
    fields: dict[str, list[str]] = {}
    whole = ""
    for field, text, *labels in passages:
        line = _one_line(text)
        for label in map(_one_line, labels):
            if whole and label.startswith(f"{whole};"):
                line = f"{line}\t\t{label.removeprefix(whole)}"
            else:
                line, whole = f"{line}\t{label}", label
        fields.setdefault(field, []).append(line)
    return fields


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text else text


def dictionary(cards: Iterable[str]) -> bytes:
    """Return the beginning of some cards, as long as a dictionary may be; only as many are taken as it needs."""
    found = bytearray()
    for text in cards:
        found += text.encode("utf-8", "replace")
        if len(found) >= DICTIONARY_BYTES:
            break
    return bytes(found[:DICTIONARY_BYTES])


def dictionary_shard(shared: bytes) -> tuple[str, bytes]:
    """Return name and file of the dictionary: a deflate stream that is not closed, so that a card shard can follow.

    Who inflates both, one after the other, gets the dictionary's own text first, and drops it.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packed_shard("c", packer.compress(shared) + packer.flush(zlib.Z_SYNC_FLUSH))


def card_shards(cards: Sequence[str], per: int, shared: bytes = b"") -> Iterator[tuple[str, bytes]]:
    """Yield name and file of each card shard of some neighbouring documents, the first of which begins a shard.

    With a dictionary, a shard's data goes on where that of `dictionary_shard` ends.
    """
    # A copy has the dictionary's words looked up already.
    fresh = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, _MEMORY, zdict=shared)
    for at in range(0, len(cards), per):
        data = f"[{','.join(cards[at : at + per])}]".encode("utf-8", "replace")
        packer = fresh.copy()
        yield packed_shard("c", packer.compress(data) + packer.flush())


def directories(names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield name and file of each directory of card shards."""
    for at in range(0, len(names), SHARDS_PER_DIRECTORY):
        yield shard("i", "".join(names[at : at + SHARDS_PER_DIRECTORY]).encode())
