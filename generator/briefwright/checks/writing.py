"""Editorial rules on the writing: quotations, summaries, headings, lines run together."""

import re
from collections.abc import Iterator

from briefwright.checks.case import Case
from briefwright.checks.frame import Finding, alone
from briefwright.checks.text import LONGEST, TITLES, count_words, may_quote, quoted, words_of
from briefwright.counting import counted, verb
from briefwright.problems import Severity, clip
from briefwright.prose_code import hide_code
from briefwright.prose_syntax import plain
from briefwright.references import Loc
from briefwright.schema import Quote

_HEADING = re.compile(r"^ {0,3}(#{1,6}[ \t]+\S.*|\S.*\n {0,3}(?:=+|-{2,})[ \t]*$)", re.MULTILINE)
# Left out, or put in by somebody else, with what is left of a word around it: "[w]e" was "We".
_GAP = re.compile(r"\[?(?:…|\.\.\.)\]?|\w{0,40}\[[^\[\]@]*\]\w{0,40}")
_FIRST_LEVEL = re.compile(r"^#[ \t]+\S.*", re.MULTILINE)
_MELTED = {
    # A heading, and behind it an item, more items than one, or sentences (but no U.S. alone).
    "#": re.compile(r"#{1,6} .*(?:[.!?:;] [-*+] \S| - .* - |(?:[.!?] +\S.*|[a-z]{4})\.(?: ?\[@[^\[\]]*\])* *$)"),
    "*": re.compile(r"\* \S.* \* \S"),
    "+": re.compile(r"\+ \S.* \+ \S"),
    "1": re.compile(r"1([.)]) \S.* 2\1 \S"),
    ">": re.compile(r"> .* > \S"),
    "|": re.compile(r"\|.*\| +\|? *:?-{3,}"),
}
"""What a line that was several ones looks like, by its first character; of a hyphen, `_melted` decides."""

_HEADING_WITHIN = re.compile(r"\S #{2,6} +\S")
_ITEMS_WITHIN = re.compile(r": (?:([-*+]) \S.* \1 \S|1([.)]) \S.* 2\2 \S)")
_LOOKED_AT = 1000
"""Characters of a line in which marks are looked for: the search takes the square of it at worst."""

_BLOCK_END = re.compile(r"\n[ \t]*(?:\n|(?:[-*+|]|#+|\d+[.)])[ \t])")
# Titles, single letters (U.S., z. B., р.), the day of a date as in "4. März", and what stands before figures. Some may
# end a sentence as well; the next one is then taken for a part of it.
_SHORTENED = re.compile(
    rf"\b(?:{TITLES}|[^\W\d_]|\d\d?|Hr|Fr|Jr|Sr|No|Nr|Art|Abs|vgl|cf|ca|bzw|vs|ст|вул|ім"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?!\[@)|(?<=[。！？])(?!\s*\[@)")
_SAYS_WHOSE = frozenset(["corrections", "withdrawal", "sources"])
NEEDLE_WORDS = 6
"""Words of a quotation that are looked for in the file, to point at it."""


def _quotes(case: Case) -> Iterator[tuple[Loc, Quote]]:
    for name in ("positions", "analyst_views"):
        for index, item in enumerate(getattr(case.briefing, name)):
            if item.quote:
                yield (name, index, "quote"), item.quote


@alone("WRI01", Severity.WARNING)
def long_quotation(case: Case) -> Iterator[Finding]:
    """Quotation that is too long.

    Long quotations are read by few, and may be more than the law on quoting allows. Quote the words that matter and
    say the rest in your own. The limit quote_words in mkdocs.yml sets how many are too many.
    """
    most = case.desk.limits.quote_words
    for loc, quote in _quotes(case):
        count = count_words(quote.text)
        if count > most:
            message = f"this quotation has {counted(count, 'word')}; {most:,} {verb(most, 'are')} enough here"
            yield Finding((*loc, "text"), message, "keep the words that matter, and tell the rest in the statement")


@alone("WRI02", Severity.WARNING)
def stray_quotation(case: Case) -> Iterator[Finding]:
    """Quotation in a text that is among no quotes.

    Words in quotation marks (“…”, "…", «…», ‘…’, 「…」 and the like) are somebody's words, and readers want to know
    whose. The rule looks for four words or more (the limit prose_quote_words; without spaces, two characters count as
    one) that are in no quote and in no title of a source, and have no citation in the same sentence. It leaves alone
    corrections, withdrawals and notes of sources.
    """
    texts = [(loc, text) for loc, text in case.prose if may_quote(text) and loc[0] not in _SAYS_WHOSE]
    if not texts:
        return
    known = [words_of(quote.text) for _, quote in _quotes(case)]
    known += [words_of(source.title) for source in case.briefing.sources]
    least = case.desk.limits.prose_quote_words
    for loc, text in texts:
        for found in quoted(text):
            parts = [words_of(part) for part in _GAP.split(found.words)]
            count = sum(map(count_words, parts))
            if count < least or all(_is_in(part, known) for part in parts if part.strip()):
                continue
            if "[@" in found.words or _cited_after(text[found.end :]):
                continue
            message = f"the words in quotation marks, '{clip(found.words)}', are in no quote, and no citation follows"
            hint = "cite the source right after them, or give them as 'quote' of a position or a view; "
            hint += "if they are a name or a title, put them in _italics_ instead"
            yield Finding(loc, message, hint, " ".join(found.words.split()[:NEEDLE_WORDS]))


def _is_in(part: str, known: list[str]) -> bool:
    """Say whether some words are among known ones; where words may have no spaces around them, as a piece of a text."""
    wanted = part if part.isascii() else part.strip()
    return any(wanted in whole for whole in known)


def _cited_after(rest: str) -> bool:
    """Say whether a citation stands before the end of the sentence, or right behind it."""
    if "[@" not in rest:
        return False
    block = _BLOCK_END.split(rest, maxsplit=1)[0]
    for end in _SENTENCE_END.finditer(block):
        if not _goes_on(block, end):
            return "[@" in block[: end.start()]
    return "[@" in block


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Say whether a sentence goes on behind what looks like its end."""
    before = text[max(0, end.start() - LONGEST) : end.start()]
    return text[end.end() : end.end() + 1].islower() or _SHORTENED.search(before) is not None


@alone("WRI07", Severity.WARNING)
def long_summary(case: Case) -> Iterator[Finding]:
    """Summary that is too long.

    The summary is the part that most people read, on lists often the only one. Say what happened in a few sentences;
    the body has room for more. The limit summary_characters in mkdocs.yml sets how long it may be.
    """
    most = case.desk.limits.summary_characters
    text = case.briefing.summary
    length = len(plain(text, str)) if len(text) > most else 0
    if length > most:
        message = f"the summary has {counted(length, 'character')}; {most:,} {verb(most, 'are')} enough here"
        yield Finding(("summary",), message, "move what is not needed at first sight into the body")


@alone("WRI08", Severity.WARNING)
def heading_in_a_field(case: Case) -> Iterator[Finding]:
    """Heading outside of the body.

    A summary, a statement or a view is shown as a paragraph among others, and a heading in it would tear the page
    apart. Only the body has headings.
    """
    for loc, text in case.prose:
        if loc == ("body",) or ("#" not in text and "\n" not in text):
            continue
        found = _HEADING.search(hide_code(text))
        if found:
            words = found[1].split("\n")[0]
            message = f"'{clip(words)}' is a heading, and only the body has headings"
            yield Finding(loc, message, "write it as a sentence, or move the text into the body", words)


@alone("WRI09", Severity.ADVICE)
def second_title(case: Case) -> Iterator[Finding]:
    """Heading of the first level in the body.

    The page has its title. A single # makes a second one; headings in the body begin with ##.
    """
    body = case.briefing.body or ""
    found = _FIRST_LEVEL.search(hide_code(body)) if body.startswith("# ") or "\n# " in body else None
    if found:
        message = f"'{clip(found[0])}' is as large as the title of the page"
        yield Finding(("body",), message, "begin it with ## instead of #", found[0])


@alone("WRI10", Severity.WARNING)
def melted_lines(case: Case) -> Iterator[Finding]:
    """Headings, items or quotations that have run into one line.

    Below >- the lines of a file become one: a heading swallows the text under it, and of a list only its first hyphen
    is left. Write | instead, which keeps the lines as they stand. The rule only says something where no other reading
    is likely: two items behind one hyphen, or ## in the middle of a line. A text with empty lines counts as below |.
    """
    # Only the body has such marks by right; where all the rest together has none, nothing in it need be looked at.
    is_plain = not _has_marks("\n".join([text for loc, text in case.prose if loc != ("body",)]))
    for loc, text in case.prose:
        if is_plain and loc != ("body",):
            continue
        # Below | each empty line leaves two line ends in a row, below >- only two empty lines do, and few write those.
        found = _melted(hide_code(text)) if _has_marks(text) and "\n\n" not in text else ""
        if found:
            message = f"in '{clip(found)}' a heading, an item, a quotation or a row has run into the text around it"
            hint = f"write | after '{loc[-1]}:' instead of >- or quotes, and below it each of them in a line of its own"
            yield Finding(loc, message, hint, " ".join(found.split()[:2]))


def _has_marks(text: str) -> bool:
    """Say whether a text has what every text has that was several lines; most have nothing of it."""
    one = "# " in text or " - " in text or " 2. " in text or " 2) " in text
    return one or " * " in text or " + " in text or " > " in text or "---" in text


def _more_than_heading(line: str) -> bool:
    """Say whether something may follow a heading in its line; behind most there is nothing, and they are many."""
    return line.rstrip(" ").endswith((".", "]")) or " - " in line or " * " in line or " + " in line


def _melted(text: str) -> str:
    """Return the first line that was several ones with marks of Markdown; "" where there is none."""
    items, alone = 0, ""
    for line in filter(None, text.split("\n")):
        bare = line[:_LOOKED_AT].lstrip(" ")
        begins = _MELTED.get(bare[:1])
        if begins and (bare[0] != "#" or _more_than_heading(bare)) and begins.match(bare):
            return line.strip()
        if (" ##" in bare and _HEADING_WITHIN.search(bare)) or (": " in bare and _ITEMS_WITHIN.search(bare)):
            return line.strip()
        if bare.startswith("- "):
            items += 1
            alone = line if " - " in bare[2:] else ""
    # Where items stand in lines of their own, a hyphen within one of them is a dash.
    return alone.strip() if items == 1 else ""
