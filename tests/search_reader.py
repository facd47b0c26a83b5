"""The search index as a browser reads it, by a decoder that shares no code with what writes it."""

import json
import re
import zlib
from collections.abc import Iterator
from typing import Any


class Bytes:
    """Bytes that are read from the front."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, length: int) -> bytes:
        self.at += length
        assert self.at <= len(self.data)
        return self.data[self.at - length : self.at]

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value += (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def text(self) -> str:
        return self.take(self.number()).decode()

    def ascending(self, count: int) -> list[int]:
        found = []
        for _ in range(count):
            found.append(self.number() + (found[-1] if found else 0))
        return found

    def end(self) -> None:
        assert self.at == len(self.data)


CALL = re.compile(r'briefwrightShard\("(\w/\w{10})","([^"\\\n\r\0]*)","([^"\\\n\r\0]*)",(\d+)\);')
STAND_INS = str.maketrans("\x80\x81\x82\x83\x84", '\x00\n\r"\\')


def unpack(name: str, script: bytes) -> bytes:
    """Return the deflated bytes in a shard's script."""
    match = CALL.fullmatch(script.decode())
    assert match and f"{match[1]}.js" == name
    low, high = match[2].translate(STAND_INS), match[3].translate(STAND_INS)
    return bytes(ord(low[at]) | (ord(high[at // 7]) >> (at % 7) & 1) << 7 for at in range(int(match[4])))


class Reader:
    """An index as the browser sees it."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.seen = {"index.js"}
        text = files["index.js"].decode()
        assert text.startswith("briefwrightIndex(") and text.endswith(");")
        self.manifest = json.loads(text[len("briefwrightIndex(") : -2])

    def packed(self, name: str) -> bytes:
        self.seen.add(f"{name}.js")
        return unpack(f"{name}.js", self.files[f"{name}.js"])

    def shard(self, name: str) -> bytes:
        return zlib.decompress(self.packed(name), -15)

    def cards(self, which: str) -> list[dict[str, Any]]:
        told = self.manifest[which]
        prefix = self.packed(f"c/{told['dictionary']}") if "dictionary" in told else b""
        shards = [name for page in tens(told["names"]) for name in tens(self.shard(f"i/{page}").decode())]
        found = []
        for name in shards:
            text = zlib.decompress(prefix + self.packed(f"c/{name}"), -15)[told.get("skip", 0) :]
            found.append(json.loads(text))
        assert all(len(cards) == told["per"] for cards in found[:-1])
        return [card for cards in found for card in cards]

    def terms(self) -> dict[str, tuple[int, bytes]]:
        """Return every term's count and block, in the order of the shards."""
        told = self.manifest["terms"]
        starts, names = told["starts"], tens(told["names"])
        assert len(starts) == len(names) and starts[:1] in ([], [""])
        found: dict[str, tuple[int, bytes]] = {}
        for at, name in enumerate(names):
            for term, count, block in term_shard(self.shard(f"t/{name}")):
                assert utf16(starts[at]) <= utf16(term)
                assert at + 1 == len(starts) or utf16(term) < utf16(starts[at + 1])
                found[term] = count, block
        assert list(found) == sorted(found, key=utf16)
        return found

    def docs(self) -> dict[str, Any]:
        data = Bytes(self.shard(f"d/{self.manifest['docs']}"))
        briefings, entries = data.number(), data.number()
        codes, kinds = data.take(briefings + entries), data.take(entries)
        first = data.number()
        days = [data.number() for _ in range(data.number())]
        data.end()
        return {"briefings": briefings, "codes": codes, "kinds": kinds, "first": first, "days": days}

    def facet(self, name: str) -> dict[str, tuple[str, list[int]]]:
        data = Bytes(self.shard(f"f/{self.manifest['facets'][name]}"))
        heads = [(data.text(), data.text(), data.number(), data.number()) for _ in range(data.number())]
        found = {}
        for value, label, count, length in heads:
            block = Bytes(data.take(length))
            found[value] = label, block.ascending(count)
            block.end()
        data.end()
        return found


def utf16(text: str) -> bytes:
    return text.encode("utf-16-be")


def tens(names: str) -> list[str]:
    return [names[at : at + 10] for at in range(0, len(names), 10)]


def term_shard(content: bytes) -> Iterator[tuple[str, int, bytes]]:
    data = Bytes(content)
    before, heads = "", []
    for _ in range(data.number()):
        same = data.number()
        before = utf16(before)[: same * 2].decode("utf-16-be") + data.text()
        heads.append((before, data.number(), data.number()))
    for term, count, length in heads:
        yield term, count, data.take(length)
    data.end()


def posting(block: bytes, count: int, is_word: bool) -> dict[int, int]:
    data = Bytes(block)
    numbers = data.ascending(count)
    found = dict(zip(numbers, data.take(count) if is_word else bytes(count), strict=True))
    data.end()
    return found


def positions(block: bytes, count: int) -> list[tuple[int, str, int]]:
    data = Bytes(block)
    table = [data.text() for _ in range(data.number())]
    numbers = data.ascending(count)
    values = [table[data.number()] for _ in range(count)]
    found = list(zip(numbers, values, data.take(count), strict=True))
    data.end()
    return found
