"""Nothing from outside: what a browser would fetch from elsewhere is found, and nothing else is reported."""

import codecs
import re
from html import escape
from pathlib import Path

import html5lib
import material
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefwright.bundle.outside import Reference, outside
from briefwright.bundle.outside_address import decoded, elsewhere, refresh, srcset
from briefwright.bundle.outside_effort import Effort
from briefwright.bundle.outside_scan import with_entities

CASES = Path(__file__).parent / "cases" / "outside"
THEMES = (
    Path(__file__).parent.parent / "generator" / "briefwright" / "theme" / "assets",
    Path(material.__file__).parent / "templates" / "assets",
)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_reports_the_lines_that_lead_far_and_no_other(case: Path) -> None:
    lines = case.read_text(encoding="utf-8").split("\n")
    far = {number for number, line in enumerate(lines, 1) if "far" in line and "the word far" not in line}
    folder = "two/folders" if case.suffix == ".css" else "one"
    found = outside(f"{folder}/{case.name}", case.read_bytes())
    assert {reference.line for reference in found} == far
    assert all("near" not in reference.address for reference in found)
    assert found == sorted(found)


def test_the_themes_own_files_pass() -> None:
    files = [path for theme in THEMES for path in sorted(theme.rglob("*")) if path.is_file()]
    assert {".js", ".css", ".svg"} <= {path.suffix for path in files}
    assert [found for path in files for found in outside(f"assets/{path.name}", path.read_bytes())] == []


def test_says_what_and_where() -> None:
    page = b'<!doctype html>\n<link rel="icon\n" href=" HTTPS://x.example/\n">\n'
    page += b'<p>\n<img alt srcset="a.png, //x.example/b 2x">'
    assert outside("a/b.html", page) == [
        Reference("a/b.html", 2, "<link rel=icon>", "HTTPS://x.example/"),
        Reference("a/b.html", 6, "<img srcset>", "//x.example/b"),
    ]
    sheet = b"\n\na { b: url(x.png);\n c: url(//x.example/) }"
    assert outside("a.css", sheet) == [Reference("a.css", 4, "url()", "//x.example/")]
    script = b'\nfetch("near");\nx.src = "//x.example/";'
    assert outside("a.js", script) == [Reference("a.js", 3, "script: src", "//x.example/")]
    inside = b"<p>\n<style>\n" + sheet + b"</style>\n<script>" + script + b"</script>"
    assert [(r.line, r.what) for r in outside("a.html", inside)] == [(6, "url()"), (9, "script: src")]


@pytest.mark.parametrize("name", ["a.txt", "a.png", "a.yml", "html", "search/index.json", "a.js.map", ".html/x"])
def test_looks_into_nothing_that_a_browser_does_not_look_into(name: str) -> None:
    assert outside(name, b'<img src="https://far.example/"> url(https://far.example/)') == []


def test_reads_other_kinds_of_files() -> None:
    image = b'{"icons": [{"src": "https://far.example/1.png"}, {"src": "near.png"}, 3], "screenshots": 4}'
    assert [r.address for r in outside("site.webmanifest", image)] == ["https://far.example/1.png"]
    assert outside("site.webmanifest", b'{"icons": [[[') == []
    feed = b'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://near.example/"/>'
    feed += b'<icon src="//x"/></feed>'
    assert outside("feed.xml", feed) == []
    shown = feed.replace(b"<feed ", b'<?xml-stylesheet href="https://far.example/"?><feed ').replace(b"<icon", b"<i")
    assert [r.what for r in outside("feed.xml", shown)] == ["<?xml-stylesheet?>", "<i src>"]


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("marked", [True, False])
def test_reads_the_other_encodings_that_browsers_know_by_themselves(coding: str, marked: bool) -> None:
    text = '<?xml version="1.0"?><svg><image href="https://far.example/"/></svg>'
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[coding] if marked else b""
    assert [r.address for r in outside("a.svg", mark + text.encode(coding))] == ["https://far.example/"]


def test_a_page_with_its_own_program_for_diagrams_fetches_none() -> None:
    page = b'<pre class="mermaid">x</pre>'
    assert [r.address for r in outside("a.html", page)] == ["https://unpkg.com/mermaid"]
    assert outside("a.html", page + b'<script src="js/mermaid-11.min.js"></script>') == []
    for other in (b'async src="mermaid.js"', b'type=module src="mermaid.js"', b'src="near.js"'):
        assert len(outside("a.html", page + b"<script " + other + b"></script>")) == 1
    far = outside("a.html", page + b'<script src="//far.example/mermaid.js"></script>')
    assert len(far) == 2


@pytest.mark.parametrize(
    ("address", "depth", "leaves"),
    [
        ("", 0, False),
        ("..", 0, True),
        ("..", 1, False),
        ("../..", 1, True),
        ("../x/../..", 1, True),
        ("../x/../y", 1, False),
        (".%2E/x", 0, True),
        ("..x/...", 0, False),
        ("x//../..", 0, False),
        ("x?/../../..", 0, False),
        ("?//x", 0, False),
        ("x#//x", 0, False),
        ("\\x", 5, True),
        ("/\t/x", 5, True),
        ("\x00 //x", 5, True),
        ("c|/x", 5, True),
        ("c|x", 5, False),
        ("DATA:,x", 0, False),
        ("da\nta:,x", 0, False),
        ("https:x", 5, True),
        ("x.y:z", 5, True),
        ("1x:z", 5, False),
    ],
)
def test_elsewhere(address: str, depth: int, leaves: bool) -> None:
    assert elsewhere(address, depth) is leaves


def test_reads_values_as_the_standard_does() -> None:
    assert decoded("&sol;&#47;&#x2F;&#x2fg&amp&amp=1&notit;&unknown;&copy;=&#0;&#xd800;&#99999999999;") == (
        "////g&&amp=1&notit;&unknown;©=\ufffd\ufffd\ufffd"
    )
    assert srcset(" a 1x,b,, c 2x , data:,d (e,f), g,") == ["a", "b", "c", "data:,d", "g"]
    assert srcset("a,b 1x") == ["a,b"]
    assert [refresh(text) for text in ("5", "0;url=x", " 1.5 , URL = 'x'", "0 x", '0;"x"y', "")] == [
        *("", "x", "x", "x", "x", ""),
    ]


HOSTILE = [
    *(
        b"<",
        b"<a ",
        b"<a",
        b"url(",
        b'"',
        b'<a href="',
        b"<script>",
        b"<style>",
        b"<script ",
        b"<style><!--",
        b"&#x41;",
    ),
    *(
        b"<iframe/srcdoc=",
        b'<iframe srcdoc="',
        b"<x style='url(\"",
        b'<x onclick="fetch(',
        b"<svg><style>url(",
        b"\x00",
    ),
]


@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_a_hostile_page_is_refused_or_read_in_linear_effort(unit: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    spent = 0
    spend = Effort.spend

    def counted(self: Effort, size: int, level: int = 0) -> None:
        nonlocal spent
        spent += size
        spend(self, size, level)

    monkeypatch.setattr(Effort, "spend", counted)
    size = 200_000
    found = outside("a/b.html", unit * (size // len(unit)))
    assert spent < 12 * size + 20_000
    assert all("cannot be read" in reference.what for reference in found)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        *(("a.css", unit) for unit in (b"url(", b'@import "', b"\\", b"/*", b"image-set(", b"(", b"a\\62 ", b"{")),
        *(("a.js", unit) for unit in (b"fetch(", b'"/"', b"import ", b"/*fetch(", b".src=", b"`${", b'\\x41"', b". ")),
        *(("a.svg", unit) for unit in (b'<!ENTITY a "', b"<!ENTITY ", b"&a;", b"<!ATTLIST ", b"<![CDATA[")),
        ("a.json", b'{"icons":['),
    ],
)
def test_other_hostile_files_raise_nothing(name: str, unit: bytes) -> None:
    assert all("cannot be read" in reference.what for reference in outside(name, unit * (100_000 // len(unit))))


def test_pages_in_pages_and_entities_in_entities_end() -> None:
    page = "<img src=//far.example/>"
    for _ in range(3):
        page = '<iframe srcdoc="' + escape(page) + '">'
    assert [r.what for r in outside("a.html", page.encode())] == ["<img src>"]
    for _ in range(3):
        page = '<iframe srcdoc="' + escape(page) + '">'
    assert [r.what for r in outside("a.html", page.encode())] == ["cannot be read: pages that lie inside each other"]
    laughs = b'<!ENTITY a "' + b"x" * 100 + b'">'
    for number in range(9):
        laughs += b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10)
    found = outside("a.svg", laughs + b"<image href='&j;'/>")
    assert len(found) == 1 and found[0].what.startswith("cannot be read")
    assert with_entities(b'<!ENTITY a "x">&a;&b;', Effort(10)) == b'<!ENTITY a "x">x&b;'


@settings(max_examples=200)
@given(st.sampled_from(["a.html", "x/a.css", "a.js", "a.svg", "a.json", "a.xml"]), st.binary(max_size=200))
def test_no_bytes_raise(name: str, data: bytes) -> None:
    outside(name, data)


# Pages made of what the tokenizer of HTML turns on, and addresses that tell where they stand.
NOISE = st.sampled_from(
    ["<", ">", "/", "=", '"', "'", " ", "\n", "\t", "\x0c", "\x00", "&", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "!"]
    + ["<p>", "</p>", "<svg>", "</svg>", "<title>", "</title>", "<textarea>", "</textarea>", "<script>", "</script>"]
    + ["<style>", "</style>", "<math>", "<table>", "<select>", "<template>", "<noscript>", "<plaintext>", "</", "<?x"]
    + ["<a title=", "<p class=mermaid>", "<a href='", "alt", "alt=", "x", "\u00e9", "<x:y ", "<IMG ", "<DOCTYPE"]
)
ELEMENTS = (
    "script img image iframe embed video audio source track input frame object form button link body p use feImage a"
)
ATTRIBUTES = "src href data action formaction poster background xlink:href srcset style SRC HREF sRc"
FETCHES = {
    "src": {"script", "img", "iframe", "embed", "video", "audio", "source", "track", "input", "frame"},
    "href": {"use", "image", "feimage", "link"},
    **{"data": {"object"}, "action": {"form"}, "formaction": {"button", "input"}, "poster": {"video"}},
    **{"background": {"body", "table"}, "srcset": {"img", "source"}},
}
PREFIXES = [
    "https://",
    "//",
    "HTTP://",
    "ht\ntps:/",
    "\\\\",
    "&#47;/",
    " \x01https:",
    "/",
    "https&colon;//",
    "%s../../",
]


@st.composite
def tags(draw: st.DrawFn) -> str:
    number = draw(st.integers(0, 10**6))
    address = draw(st.sampled_from(PREFIXES)) + f"far{number}.example"
    attribute = draw(st.sampled_from(ATTRIBUTES.split()))
    value = f"color:red;background:url({address})" if attribute == "style" else address
    quote = draw(st.sampled_from(['"', "'", ""]))
    space = draw(
        st.sampled_from([" ", "/", "\n", "\t/ ", ' alt="x>"', " alt=a'", " alt='\"'", " rel=icon ", " a = b "])
    )
    equals = draw(st.sampled_from(["=", " = ", "\n="]))
    end = draw(st.sampled_from([">", "/>", " >", "", ' rel="stylesheet">', " type=image>"]))
    element = draw(st.sampled_from(ELEMENTS.split()))
    return f"<{draw(st.sampled_from([element, element.upper()]))}{space}{attribute}{equals}{quote}{value}{quote}{end}"


def fetched(page: str) -> set[str]:
    """Return the marks of the addresses that stand where a browser fetches, by html5lib's reading of a page."""
    found = set()
    for element in html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2].lower()
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2]
            sheet = attribute == "style" and "url(" in value
            link = name != "link" or {"icon", "stylesheet"} & set(element.attrib.get("rel", "").lower().split())
            if not (sheet or (name in FETCHES.get(attribute, ()) and link)):
                continue
            # In a list a blank ends an address; what comes after says how large the image is.
            if attribute == "srcset" and len(value.split()) > 1:
                continue
            address = value[value.index("url(") + 4 :].strip(" \t\n\f") if sheet else value
            address = re.sub("[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
            # A bracketed address ends with the bracket, and nothing before it may make a string of it.
            if re.match(r"[Hh][Tt][Tt][Pp][Ss]?:|[/\\]|\.\./\.\./", address) and not set(address) & set("\"'( \f,"):
                found |= set(re.findall(r"far\d+", address[:40]))
    return found


@settings(max_examples=400)
@given(st.lists(st.one_of(NOISE, tags()), max_size=12).map("".join))
@example("<!-- <a title=\" --> <img src=//far1.example alt='\"'>")
@example("<svg><![CDATA[ <a title=' ]]><img src='//far2.example'></svg>")
@example("<script><!--<script></script>--></script><img src=//far3.example>")
@example('<p class="x"style=background:url(//far4.example)>')
def test_finds_what_a_parser_of_pages_finds(page: str) -> None:
    found = {mark for r in outside("a/b.html", page.encode()) for mark in re.findall(r"far\d+", r.address)}
    assert fetched(page) <= found


def test_the_parser_of_pages_does_find_what_is_made_here() -> None:
    assert fetched("<img src=//far1.example><p style='x:url( https://far2.example)'><a href=//far3.example>") == {
        *("far1", "far2"),
    }
