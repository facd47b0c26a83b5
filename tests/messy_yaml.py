"""Briefings as nobody should write them, for tests: any order, any style of quoting and nesting, comments anywhere."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

DATES = ("2026-3-4", "2026-03-04", "2026-3", "2026", "2026-13-4", "2026-2-30", "4.3.2026", "0000-1-1", "2026-12-9")
WORDS = (
    *("coast-state", "ada-moreno", "gazette", "opposes", "NO", "no", "yes", "1984", "12:30", "1e3", "~", "null", "6"),
    *("No line on a map.", "two  spaces", "it's", 'a "b" c', "ends:", "a: b", "a #b", "- x", "[x]", "{y}", "", " x "),
    *("tab\there", "Київ", "é𝄞", "https://gazette.example/talks", "2026-3-4", "2026-03-04", "x, y", "@gazette", "#1"),
    *("They met. [@gazette]", "[[ada-moreno]] went", "%", "0x1F", "on", ".5", "+1", "a\u00a0b", "true", "\\", "|", ">"),
)
FIELDS = (
    *("title", "date", "summary", "lang", "status", "event", "topics", "key_judgements", "actors", "positions", "body"),
    *("timeline", "sources", "authors", "colour"),
)
INNER: dict[str, tuple[str, ...]] = {
    "event": ("date", "until", "place"),
    "key_judgements": ("text", "confidence", "basis", "horizon", "about"),
    "actors": ("id", "name", "kind", "role"),
    "positions": ("actor", "issue", "stance", "statement", "quote", "stated_on", "conditions", "extra"),
    "quote": ("text", "speaker", "lang"),
    "timeline": ("date", "text"),
    "sources": ("id", "title", "publisher", "published", "accessed", "url", "author"),
    "publisher": ("name", "country", "ownership"),
}
LISTS = {"key_judgements", "actors", "positions", "timeline", "sources"}
PLAIN_LISTS = {"topics", "about", "conditions", "author", "authors"}
DATE_FIELDS = {"date", "until", "horizon", "stated_on", "published", "accessed"}
NAMED = {"name": ("Ada Moreno", "Harbour Gazette", "Somebody"), "kind": ("person", "state"), "country": ("NO", "UA")}

Draw = Callable[..., Any]


class Scribe:
    """Writes one text, line by line, as chance has it; `comments` are the words of the comments in it."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self.comments: list[str] = []

    def _chance(self, one_in: int) -> bool:
        return bool(self._draw(st.integers(1, one_in)) == one_in)

    def _pick(self, choices: Any) -> Any:
        return self._draw(st.sampled_from(tuple(choices)))

    def _comment(self) -> str:
        words = f"c{len(self.comments)}c{self._pick(['', ' it: is', ' - [', ' a', ' x # y'])}"
        self.comments.append(words)
        return f"# {words}"

    def _after(self) -> str:
        return f"  {self._comment()}" if self._chance(6) else self._pick(["", "", "", " ", "\t", "   "])

    def _gap(self, indent: int) -> list[str]:
        """Return what may stand between two lines: comments, blank lines."""
        lines = []
        while self._chance(4):
            blank = self._pick(["", "", "  ", " " * 9])
            lines.append(blank if self._chance(2) else " " * self._pick([indent, indent, indent + 2]) + self._comment())
        return lines

    def briefing(self) -> str:
        lines = ["# yaml-language-server: $schema=x.json"] if self._chance(3) else []
        lines += ["---"] if self._chance(8) else []
        lines += self._mapping(FIELDS, 0)
        lines += self._gap(0)
        end = self._pick(["\n", "\n", "", "\n\n\n", "  \n"])
        return self._pick(["\n", "\n", "\r\n"]).join(lines) + end

    def _some(self, names: tuple[str, ...]) -> list[str]:
        chosen = self._draw(st.lists(st.sampled_from(names), min_size=1, max_size=7, unique=True))
        return list(chosen)

    def _mapping(self, names: tuple[str, ...], indent: int) -> list[str]:
        lines: list[str] = []
        for name in self._some(names):
            lines += self._gap(indent) if lines or indent == 0 else []
            lines += self._field(name, indent)
        return lines

    def _field(self, name: str, indent: int) -> list[str]:
        key = " " * indent + self._pick([name, name, name, f'"{name}"', f"'{name}'"]) + self._pick([":", ":", " :"])
        inner = indent + self._pick([2, 2, 4])
        if name in INNER and not self._chance(8):
            if self._chance(4):
                value = self._flow(name, 2)
                return [f"{key} {value}{self._after()}"]
            if name in LISTS:
                at = self._pick([indent, inner])
                return [f"{key}{self._after()}", *self._gap(inner + 2), *self._list(name, at)]
            return [f"{key}{self._after()}", *self._gap(inner), *self._mapping(INNER[name], inner)]
        if name in PLAIN_LISTS and self._chance(2):
            return [f"{key} {self._flow_list(name)}{self._after()}"]
        return self._scalar(name, key, inner)

    def _list(self, name: str, indent: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self._draw(st.integers(1, 3))):
            if lines:
                lines += self._gap(indent)
            if self._chance(4):
                lines.append(f"{' ' * indent}- {self._flow_mapping(name, 1)}{self._after()}")
                continue
            dash = self._pick(["- ", "- ", "-   "])
            item = self._mapping(INNER[name], indent + len(dash))
            lines += [" " * indent + dash + item[0][indent + len(dash) :], *item[1:]]
        return lines

    def _flow(self, name: str, depth: int) -> str:
        if name not in LISTS:
            return self._flow_mapping(name, depth)
        return f"[{', '.join(self._flow_mapping(name, depth) for _ in range(self._draw(st.integers(0, 2))))}]"

    def _flow_mapping(self, name: str, depth: int) -> str:
        parts = []
        for field in self._some(INNER[name]):
            nested = field in INNER and depth > 0
            value = self._flow(field, depth - 1) if nested else self._quoted(self._word(field), True)
            parts.append(f"{field}: {value}")
        return "{" + self._pick([", ", ",  ", " , "]).join(parts) + "}"

    def _flow_list(self, name: str) -> str:
        return f"[{', '.join(self._quoted(self._word(name), True) for _ in range(self._draw(st.integers(0, 3))))}]"

    def _word(self, name: str) -> str:
        if name in DATE_FIELDS and not self._chance(6):
            return str(self._pick(DATES))
        if name in NAMED:
            return str(self._pick(NAMED[name]))
        return str(self._pick(WORDS))

    def _quoted(self, word: str, in_flow: bool) -> str:
        style = self._pick(["plain", "plain", "single", "double"])
        bad = word != word.strip() or not word or word[0] in "-[{@#%|>\"'\\" or word.endswith(":")
        bad = bad or any(sign in word for sign in (": ", " #", "\t", *(",[]{}" if in_flow else "")))
        if style == "plain" and not bad:
            return word
        if style == "single":
            return "'" + word.replace("'", "''") + "'"
        return json.dumps(word, ensure_ascii=self._chance(3))

    def _scalar(self, name: str, key: str, indent: int) -> list[str]:
        if self._chance(4):
            return self._block_text(key, indent)
        if self._chance(8):
            # A text without quotes, or in quotes, that goes on below.
            mark = self._pick(["", '"', "'"])
            space = self._pick(["", "  "])
            return [
                f"{key} {mark}first{space}",
                f"{' ' * indent}second{space}",
                f"{' ' * indent}third{mark}{self._after()}",
            ]
        value = "" if self._chance(10) else self._quoted(self._word(name), False)
        return [f"{key} {value}{self._after()}"]

    def _block_text(self, key: str, indent: int) -> list[str]:
        header = self._pick("|>") + self._pick(["", "", "-", "-", "+"])
        header += f" {self._comment()}" if self._chance(6) else self._pick(["", "", " "])
        words = ["text", "text  ", "  deeper", "# no comment", "a: b", "", "   ", "- x", "tab\there\t", '"quoted" ']
        count = self._draw(st.integers(0, 4))
        below = ["begins", *(self._pick(words) for _ in range(count))]
        return [f"{key} {header}", *(" " * indent + line if line.strip() else line for line in below)]


@st.composite
def messy_briefings(draw: Draw) -> tuple[bytes, list[str]]:
    """Return the bytes of a briefing, mostly sound YAML, and the words of its comments."""
    scribe = Scribe(draw)
    text = scribe.briefing()
    mark = draw(st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf"]))
    return mark + text.encode(), scribe.comments
