"""Prose fields: their syntax, their HTML, and that nothing in them can do harm."""

import time
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefwright import prose
from briefwright.prose_code import hide_code, without_comments
from briefwright.prose_markdown import is_absurd
from briefwright.prose_shortcut import shortcut
from briefwright.prose_syntax import Citation, Link, citations, links, plain, unread, web_links

CASES = sorted((Path(__file__).parent / "cases" / "prose").glob("*.yml"))


class Page:
    """Stands for the page around a field; it remembers what it was asked."""

    def __init__(self) -> None:
        self.cited: list[tuple[str, str | None]] = []

    def cite(self, source: str, locator: str | None) -> str:
        self.cited.append((source, locator))
        return f'<sup class="bw-cite"><a href="#source-{len(self.cited)}">{len(self.cited)}</a></sup>'

    def link(self, id: str) -> tuple[str, str] | None:
        return None if "unknown" in id else (f"../actors/{id}/?a=1&b=2", f"<{id.title()}>")

    def href(self, target: str) -> str | None:
        return None if "missing" in target else f"../../{target}"


def block(text: str) -> str:
    return str(prose.block(text, Page()))


def placed(text: str) -> str:
    return prose._with_placeholders(text)[0]


# --- case files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert block(case["text"]) == case["html"].rstrip("\n")
    assert str(prose.full_run(case["text"], Page())) == case["html"].rstrip("\n")
    assert plain(case["text"], str.upper) == case["plain"]


def test_there_are_cases() -> None:
    assert len(CASES) > 8


# --- syntax -------------------------------------------------------------------------------------


def test_citations_in_order_with_locators() -> None:
    text = "A [@gazette, para 4] b [@a; @b, p. 2; p. 9] c [@d\n page 1]"
    assert citations(text) == [
        Citation("gazette", "para 4", "[@gazette, para 4]"),
        Citation("a", None, "[@a; @b, p. 2; p. 9]"),
        Citation("b", "p. 2; p. 9", "[@a; @b, p. 2; p. 9]"),
        Citation("d", "page 1", "[@d\n page 1]"),
    ]


def test_links() -> None:
    assert links("[[a-b]] [[c|  shown\n text ]] [[d|]]") == [
        Link("a-b", None, "[[a-b]]"),
        Link("c", "shown text", "[[c|  shown\n text ]]"),
        Link("d", None, "[[d|]]"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[@a] [[b]]`",
        "``x ` [@a] [[b]]``",
        "```\n[@a] [[b]]\n```",
        "~~~ yaml\n[@a]\n\n[[b]]\n~~~",
        r"\[@a] \[[b]]",
        "<!-- [@a]\n\n[[b]] -->",
    ],
)
def test_no_citations_in_code_and_comments(text: str) -> None:
    assert (citations(text), links(text), unread(text)) == ([], [], [])
    page = Page()
    prose.block(text, page)
    assert page.cited == []


@pytest.mark.parametrize("text", ["``[@a]`", "`[@a]\n\n`", r"\\[@a]", "```\n[@a]", "<!-- [@a]"])
def test_what_only_looks_like_code(text: str) -> None:
    assert citations(text) == [Citation("a", None, "[@a]")]


@pytest.mark.parametrize(
    ("text", "written"),
    [("x [@gazette", "[@gazette"), ("[@]", "[@"), ("[@a, p. [4]]", "[@a,"), ("[[a", "[[a"), ("[@a; b]", "[@a;")],
)
def test_unread_brackets_are_reported(text: str, written: str) -> None:
    assert unread(text + " and [@good] and [[good]]") == [written]


def test_web_links_of_all_sorts() -> None:
    text = (
        '[a](https://a.example "t") ![b](b.png) <https://c.example> [d](<e f>) <img SRC=g onerror=x> '
        '<a href="&#106;avascript:h">\n[i]: j\n`[no](k)`'
    )
    assert web_links(text) == [
        "https://a.example", "b.png", "https://c.example", "e f", "g", "javascript:h", "j",
    ]  # fmt: skip
    assert web_links("plain [@a] [[b]] text: with (brackets)") == []


def test_plain_folds_and_keeps_what_is_no_markup() -> None:
    assert plain("a  b\n c", str) == "a b c"
    assert plain("5 * 3 * 2 = 30, snake_case_word, R&D, a < b", str) == "5 * 3 * 2 = 30, snake_case_word, R&D, a < b"
    assert plain("Said [@a]. Then [[b]], [[c|d]].", str.upper) == "Said. Then B, d."
    assert plain("[[a]]", lambda _: "*name* [@x]") == "*name* [@x]"


# --- HTML ---------------------------------------------------------------------------------------


def test_inline_unwraps_one_paragraph_only() -> None:
    assert prose.inline("one *two*", Page()) == "one <em>two</em>"
    assert prose.inline("one\n\ntwo", Page()) == "<p>one</p>\n<p>two</p>"
    assert prose.inline("- one", Page()) == "<ul>\n<li>one</li>\n</ul>"
    assert prose.inline("", Page()) == ""


def test_cite_is_called_once_for_each_citation_in_their_order() -> None:
    for text in ("a [@b] c [@d, p. 1; @e] f [@b]", "a `x` [@b] c [@d, p. 1; @e] _f_ [@b]"):
        page = Page()
        prose.block(text, page)
        assert page.cited == [("b", None), ("d", "p. 1"), ("e", None), ("b", None)]


@pytest.mark.parametrize(
    "text",
    ["\ue0000\ue001", "&#xE000;0&#xE001;", "&#57344;0&#57345;", "&#x000e000;0&#XE001;", "&#xE0000&#57345"],
)
def test_placeholders_cannot_be_forged(text: str) -> None:
    made = block(f"{text} [@a] <abbr title='{text}'>b</abbr> [t](https://x.example/{text})")
    assert made.count('<sup class="bw-cite">') == 1
    assert "\ue000" not in made and "\ue001" not in made


def test_a_citation_in_an_attribute_stays_text() -> None:
    made = block('<abbr title="[@a]">b</abbr> [t](https://x.example/[@c])')
    assert '<abbr title="[@a]">' in made and 'href="https://x.example/[@c]"' in made


@pytest.mark.parametrize("address", ["/\\evil.example", "\\\\evil.example", "/\t/evil.example", "https:evil", "x:y"])
def test_unclear_addresses_are_dropped(address: str) -> None:
    assert "<a" not in block(f"<a href='{address}'>t</a>")


# --- properties ---------------------------------------------------------------------------------

PIECES = [
    "word", "talks", " ", "  ", "\n", "\n\n", "\n\n\n", "\t", "\r\n", "\xa0", "\u2028", "\x85", "\x00", "\x0b", "é",
    "[@a]", "[@b, p. 2]", "[@a; @b]", "[@", "[[id]]", "[[unknown|x]]", "[[", "]]", "[", "]", "(", ")", "](", "]: ",
    "[t](https://e.example/a_b?c=1)", "[t](page)", "[t](javascript:x)", "![i](x.png)", "[r]: https://e.example\n",
    "[r]", "*", "**", "***", "_", "__", "`", "```\n", "~~~\n", "\\", "|", "|-|-|\n", "# ", "## H\n", "#", "- ", "-",
    "1. ", "12.", "> ", ">", ": ", ":   d", "=", "===", "---", "***\n", "    ", "&", "&amp;", "&#60;", "&#xE000;",
    "<", "<b>", "</b>", "<div>", "<script>", "</script>", "<style>", "<iframe src=x>", "<img src=x onerror=alert(1)>",
    "<svg onload=x>", "<p title=x lang=y id=z class=w>", "<a href='javascript:x'>", "<a href=\"data:x\" style='y'>",
    "<math>", "<!--", "-->", "<?", "<![CDATA[", "+ ", "—", "javascript:x", "'", '"', ">", "!", "{", "}", "\ue000",
    "\ue001", "0", "\x02", "\x03", "klzzwxh:0000", "\ufeff",
]  # fmt: skip
PLAIN_PIECES = [
    "word", " words of a sentence,", " ", "R&D", " & ", "5 > 4", " [@a]", " [@b, p. 2].", "[[id]]", " [[id|text]]",
    " **bold**", " *it*", "**b c**, ", " *a [@a]*", " [t](https://e.example/a_b?c=1)", "[sic] ", "— “x”", "\xa0", "!",
    "2024",
]  # fmt: skip
LINE_STARTS = ["", "", "", "- ", "- ", "## ", "### "]
ODD_STARTS = ["  ", "   ", "1. ", "> ", "#", "*", "* ", "-"]

wild = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25).map("".join)


def documents_of(starts: list[str]) -> st.SearchStrategy[str]:
    line = st.builds(
        lambda start, pieces: (start + "".join(pieces)).rstrip(),
        st.sampled_from(starts),
        st.lists(st.sampled_from(PLAIN_PIECES), min_size=1, max_size=5),
    )
    rows = st.lists(st.tuples(line, st.sampled_from(["\n", "\n\n", "\n\n"])), min_size=1, max_size=8)
    return rows.map(lambda rows: "".join(line + end for line, end in rows).strip())


documents = st.one_of(documents_of(LINE_STARTS), documents_of(LINE_STARTS + ODD_STARTS))

ALLOWED = {
    **{tag: set() for tag in prose.TAGS},
    "sup": {"class"}, "a": {"href", "rel"}, "abbr": {"title"}, "ol": {"start"},
    "html": set(), "head": set(), "body": set(),
}  # fmt: skip


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        yield element.tag, dict(element.attrib)


def assert_harmless(html: str) -> None:
    for tag, attributes in elements(html):
        assert tag in ALLOWED, tag
        assert set(attributes) <= ALLOWED[tag], attributes
        assert attributes.get("class", "bw-cite") == "bw-cite"
        if tag == "a":
            href = attributes["href"]
            outside = "rel" in attributes
            assert href.lower().startswith(("http://", "https://") if outside else ("../", "#source-")), href


@settings(max_examples=400)
@given(wild)
@example("<a href='https://x.example/'><a href='javascript:x'>[@a]</a>")
@example("[x](https://e.example/'\"><script>)")
@example("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>")
@example("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'>")
def test_no_input_does_harm(text: str) -> None:
    assert_harmless(block(text))
    assert_harmless(str(prose.inline(text, Page())))


@settings(max_examples=600)
@given(st.one_of(wild, documents))
def test_the_shortcut_gives_what_markdown_gives(text: str) -> None:
    if shortcut(placed(text)) is not None:
        assert block(text) == str(prose.full_run(text, Page()))


@settings(max_examples=600)
@given(documents)
def test_the_shortcut_gives_what_markdown_gives_for_plain_documents(text: str) -> None:
    if shortcut(placed(text)) is not None:
        assert block(text) == str(prose.full_run(text, Page()))


@given(wild)
def test_syntax_never_raises_and_hides_without_moving(text: str) -> None:
    assert len(hide_code(text)) == len(text)
    assert len(without_comments(text)) <= len(text)
    for found in (*citations(text), *links(text)):
        assert found.written in text
    web_links(text)
    unread(text)
    folded = plain(text, str.upper)
    assert folded == " ".join(folded.split())


@given(st.lists(st.sampled_from(["word", "a, b.", "[@a]", "[@b, p. 2]", "[@c; @d]", "\n\n", "- x"]), max_size=20))
def test_every_citation_of_a_plain_text_is_rendered_once(words: list[str]) -> None:
    text = " ".join(words)
    page = Page()
    made = str(prose.block(text, page))
    assert page.cited == [(citation.source, citation.locator) for citation in citations(text)]
    assert made.count("bw-cite") == len(page.cited)


BODY = """Two delegations met for 9\xa0hours & parted without a text — “a pause”, an official said. [@gazette]
Nobody said where they would meet again [@ministry, para 4], and [[coast-state]] refused.

## What was said

See [the text](https://gazette.example/a_b?c=1) for **more**; *all* of it is [sic] quoted.

The points:
- first [@gazette]
- second, with [[coast-state|a link]]
  over two lines

### What comes next
The talks go on in April. [@gazette; @ministry]"""


def test_the_shortcut_is_taken_for_a_typical_body() -> None:
    assert shortcut(placed(BODY)) is not None
    assert block(BODY) == str(prose.full_run(BODY, Page()))


@pytest.mark.parametrize(
    "text",
    ["`a`", "a  \nb", "    a", "1. a", "> a", "a | b\n-|-", "a\n---", "<b>a</b>", "\\*", "_a_", "a\n\tb", "t\n: d",
     "- a\n\n- b", "- a\n    - b", "[a]: b", "![a](b)", "![a](https://b.example)", "**a", "&lt;", "~~~\n~~~"],
)  # fmt: skip
def test_the_shortcut_declines(text: str) -> None:
    assert shortcut(text) is None


# --- limits -------------------------------------------------------------------------------------

ABSURD = [
    "[" * 50_000, "[" * 25_000 + "]" * 25_000, "[a](" * 12_500, "![" * 25_000, "*" * 50_000, "_" * 50_000,
    "> " * 5_000, ">" * 5_000, "- " * 5_000, "1. " * 5_000, "`" * 50_000, "` " * 25_000, "<" * 50_000, "<!--" * 12_500,
    "&amp;" * 10_000, "[@" * 25_000, "\\" * 50_000, "*a **b " * 7_000, "a\n=\n" * 12_500, "~~~\n" * 12_500,
    " ".join("`" * n for n in range(300)), "\n".join("    " * n + "- a" for n in range(160)),
    "a|b\n-|-\n" + "`|" * 25_000, "a\n" * 25_000, "## a\n" * 30_000, "a\n\n" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", ABSURD, ids=lambda text: repr(text[:8]))
def test_absurd_texts_end_soon(text: str) -> None:
    before = time.perf_counter()
    assert block(text)
    plain(text, str)
    citations(text), links(text), web_links(text), unread(text)
    assert time.perf_counter() - before < 10


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "* "])
def test_deep_nesting_gives_the_same_from_any_depth_of_calls(mark: str) -> None:
    def deeper(calls: int) -> str:
        return deeper(calls - 1) if calls else block(mark * 200 + "`a`")

    assert deeper(0) == deeper(500)


def test_a_long_text_is_not_absurd() -> None:
    text = (BODY + "\n\n1. `a`\n2. _b_ [c](https://c.example)\n\n") * 200
    assert len(text) > 80_000 and not is_absurd(text)
    assert "<ol>" in block(text)


def test_the_fallback_keeps_text_and_citations() -> None:
    text = "[" * 5_000 + " <b>\n\nsaid [@a]"
    assert is_absurd(text)
    assert block(text).endswith(' &lt;b&gt;</p>\n<p>said <sup class="bw-cite"><a href="#source-1">1</a></sup></p>')


def test_a_failing_parser_costs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> str:
        raise RecursionError

    monkeypatch.setattr(prose._markdown, "convert", fail)
    assert block("a `b` [@c]") == '<p>a `b` <sup class="bw-cite"><a href="#source-1">1</a></sup></p>'
    assert block("a `b`") == "<p>a <code>b</code></p>"
