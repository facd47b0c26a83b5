"""Every rule that a problem can cite: its id, its weight, and what it means for an editor."""

from dataclasses import dataclass

from briefwright.problems import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `id` as printed, `severity` of its problems, `title` in a few words, `explanation` for editors."""

    id: str
    severity: Severity
    title: str
    explanation: str


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_RULES = (
    # What the reader refuses: the file is not plain YAML text.
    Rule(
        "YAML01",
        _ERROR,
        "The file is not UTF-8 text",
        "Some byte of the file is not UTF-8, so letters would be lost or changed. "
        "Open the file in the editor that wrote it and save it again with the encoding UTF-8.",
    ),
    Rule(
        "YAML02",
        _ERROR,
        "The file is too large",
        "A file may have at most 1 MB (1,048,576 bytes), far more than any briefing needs. "
        "Look for something pasted in by mistake; split a large registry into a folder of files.",
    ),
    Rule(
        "YAML03",
        _ERROR,
        "The file is empty",
        "There is nothing in the briefing but space and comments. Fill it in, or delete it. A registry may be empty.",
    ),
    Rule(
        "YAML04",
        _ERROR,
        "Control character",
        "The text contains an invisible control character, often left behind by copying from a PDF or a terminal. "
        "Delete it and type the place again.",
    ),
    Rule(
        "YAML05",
        _ERROR,
        "Unresolved merge conflict",
        "Two people changed the same lines and git left both versions in the file, between <<<<<<< and >>>>>>>. "
        "Decide which lines stay, then delete the three marker lines.",
    ),
    Rule(
        "YAML06",
        _ERROR,
        "Several documents in one file",
        "A line of three hyphens begins a second document, and everything after it would be ignored. "
        "Put each briefing into a file of its own; for a rule in Markdown text, indent the hyphens under the field.",
    ),
    Rule(
        "YAML07",
        _ERROR,
        "Nested too deeply",
        "Lists and mappings stand inside each other more than 32 levels deep, which no briefing needs. "
        "Look for stray brackets or braces.",
    ),
    Rule(
        "YAML08",
        _ERROR,
        "Field given twice",
        "The same field stands twice in one mapping, and one of the two values would be lost. "
        "Keep one of them; several entries belong into one list.",
    ),
    Rule(
        "YAML09",
        _ERROR,
        "Tab as indentation",
        "A line begins with a tab. A tab has no fixed width, so YAML does not say what belongs to what. "
        "Use two spaces for each level.",
    ),
    Rule(
        "YAML10",
        _ERROR,
        "Anchor or alias",
        "An & or * before a word is YAML's way to repeat a piece of the file elsewhere, which hides what a line says. "
        "Write the text out; where the text itself begins with & or *, put it in quotes.",
    ),
    Rule(
        "YAML11",
        _ERROR,
        "Merge key",
        "The key << pulls in the fields of another place, so that a reader of the file cannot see them. "
        "Write the fields out.",
    ),
    Rule(
        "YAML12",
        _ERROR,
        "Tag",
        "A word that begins with ! tells YAML to treat the value as a special type; no field here needs that. "
        "Delete the tag; where the text itself begins with !, put it in quotes.",
    ),
    Rule(
        "YAML13",
        _ERROR,
        "Field without a usable name",
        "The name of a field must be one word. Here it is empty, a list or a mapping, "
        "mostly because text that begins with [ or { is not in quotes.",
    ),
    Rule(
        "YAML14",
        _ERROR,
        "Quote not closed",
        "A quotation mark opens a text and the mark that closes it is missing. "
        "Add it at the end; inside of double quotes write \\\" for a mark, inside of single quotes write ''.",
    ),
    Rule(
        "YAML15",
        _ERROR,
        "Bracket not closed",
        "A list in [ ] or a mapping in { } is not closed, or a comma is missing in it. "
        "Where the bracket is part of the text, put the text in quotes.",
    ),
    Rule(
        "YAML16",
        _ERROR,
        "Colon in the wrong place",
        "A colon followed by a space separates a field from its value. It may not stand in a value without quotes, "
        "and the space after the field's colon may not be missing.",
    ),
    Rule(
        "YAML17",
        _ERROR,
        "Indentation does not fit",
        "A line is indented so that it belongs to nothing above it. The fields of one entry start in the same column, "
        "and so do the entries of one list.",
    ),
    Rule(
        "YAML18",
        _ERROR,
        "Text must be in quotes",
        "A text without quotes begins with a character that means something in YAML: @ ` % * & ! | > or a bracket. "
        "Put the whole text in quotes.",
    ),
    Rule(
        "YAML19",
        _ERROR,
        "Unknown backslash code",
        "Inside of double quotes a backslash begins a code such as \\n or \\u00e9, and this one does not exist. "
        "Use single quotes, or write \\\\ for a backslash.",
    ),
    Rule(
        "YAML20",
        _ERROR,
        "Not valid YAML",
        "The file breaks a rule of YAML at this place. Compare the line with a briefing that works; "
        "text with unusual characters is safe in quotes.",
    ),
    Rule(
        "YAML21",
        _ERROR,
        "Text lost to a comment",
        "In a text without quotes, a # after a space begins a comment: 'ranked #1' would be read as 'ranked'. "
        "Put the text in quotes. A comment that is meant has a space after its #.",
    ),
    # What the model refuses: the text is YAML, but not what the field holds.
    Rule(
        "DATA01",
        _ERROR,
        "Field missing",
        "An entry lacks a field that it cannot do without, such as the stance of a position. Add the field.",
    ),
    Rule(
        "DATA02",
        _ERROR,
        "Unknown field",
        "No field of this name exists here, so what it says would be lost. "
        "Correct the spelling, or move the field to the entry it belongs to.",
    ),
    Rule(
        "DATA03",
        _ERROR,
        "Unknown term",
        "The field takes one of a few fixed terms, so that briefings can be compared, and this is none of them. "
        "Choose one from the list in the hint.",
    ),
    Rule(
        "DATA04",
        _ERROR,
        "Wrong kind of value",
        "The field holds a text where a list or a mapping belongs, or the other way round. "
        "Entries of a list begin with a hyphen; the fields of a mapping are indented under its name.",
    ),
    Rule(
        "DATA05",
        _ERROR,
        "Not a date",
        "The date does not exist or is not written year first. Write YYYY-MM-DD; where only the month or the year is "
        "known, many fields also take YYYY-MM or YYYY.",
    ),
    Rule(
        "DATA06",
        _ERROR,
        "Not a web address",
        "Readers follow these links, so only whole addresses that begin with http:// or https:// are taken. "
        "Copy the address from the browser; leave the field out where there is none.",
    ),
    Rule(
        "DATA07",
        _ERROR,
        "Not an id",
        "An id becomes part of an address and must read the same everywhere: lower-case letters a to z, digits, and "
        "single hyphens between them. Use the id in the hint, or the one from the registry.",
    ),
    Rule(
        "DATA08",
        _ERROR,
        "Empty text",
        "The field or the list entry is there, but nothing stands in it. Write the text; "
        "where nothing needs it, the line may be deleted instead.",
    ),
    Rule(
        "DATA09",
        _ERROR,
        "More than one line",
        "The field is shown on one line, as a title or a name, and has a line break in it. "
        "Join the lines; longer text belongs into the summary, the statement or the body.",
    ),
    Rule(
        "DATA10",
        _ERROR,
        "Neither true nor false",
        "The field answers a question with yes or no. Write true or false.",
    ),
    Rule(
        "DATA11",
        _ERROR,
        "Not a code",
        "Languages, countries, regions and Wikidata items are given by their published codes, so that they can be "
        "sorted and looked up. The hint shows how the code looks.",
    ),
    Rule(
        "DATA12",
        _ERROR,
        "Neither id nor name",
        "An actor or a publisher is either an id from the registry, or written in place with a name that an id can be "
        "made from. Add one of the two.",
    ),
    Rule(
        "DATA13",
        _ERROR,
        "Withdrawn without a reason",
        "A withdrawn briefing stays as a short page that says when and why it was taken back. "
        "Add the field withdrawal with date and reason.",
    ),
    # References between files, and within one.
    Rule(
        "REF01",
        _ERROR,
        "Unknown actor",
        "No actor has this id, neither in the registry nor in this file. "
        "Correct the id, or add the actor to the registry or to the actors of the briefing.",
    ),
    Rule(
        "REF02",
        _ERROR,
        "Unknown issue",
        "No issue of the registry has this id. A stance only means something against the wording of a question: "
        "correct the id, or add the issue to the registry.",
    ),
    Rule(
        "REF03",
        _ERROR,
        "Unknown publisher",
        "No publisher of the registry has this id. Correct it, add the publisher to the registry, "
        "or write it in place with a name.",
    ),
    Rule(
        "REF04",
        _ERROR,
        "Unknown dossier",
        "No dossier of the registry has this id. Correct it, or add the dossier to the registry.",
    ),
    Rule(
        "REF05",
        _ERROR,
        "Unknown source",
        "A line cites a source that this file does not list, so a reader could not check it. "
        "Correct the id, or add the source under sources.",
    ),
    Rule(
        "REF06",
        _ERROR,
        "Unknown citation in a text",
        "A citation such as [@gazette] names a source that this file does not list. "
        "Correct the id, or add the source under sources.",
    ),
    Rule(
        "REF07",
        _ERROR,
        "Unknown link in a text",
        "A link such as [[fishing-limits]] names no actor, issue, dossier or briefing. Correct the id.",
    ),
    Rule(
        "REF08",
        _ERROR,
        "Unknown related briefing",
        "No briefing has this id. It is the name of the other file without .yml, unless that file gives an id.",
    ),
    Rule(
        "REF09",
        _ERROR,
        "Id used twice",
        "Two things of the same sort have the same id: briefings over all years, entries of a registry, or sources of "
        "one file. A reader could not tell which is meant: rename one of them.",
    ),
    Rule(
        "REF10",
        _ERROR,
        "Alias already taken",
        "An alias is an old address that leads to this briefing, and that address belongs to another one. "
        "Remove the alias from one of them.",
    ),
    Rule(
        "REF11",
        _ERROR,
        "Unknown id in a registry",
        "An entry of a registry names an actor or an issue that is in no registry. Correct the id, or add the entry.",
    ),
    Rule(
        "REF12",
        _WARNING,
        "Described in different ways",
        "The same actor or publisher is written in place in several files, and the descriptions differ. "
        "Put it into the registry once, and refer to it by its id.",
    ),
    Rule(
        "LINK01",
        _ERROR,
        "Link that is not http or https",
        "A link in a text leads to something else than a web page, which may do harm or nothing at all. "
        "Use an address that begins with https:// or http://, or an [[id]].",
    ),
    Rule(
        "LINK02",
        _ERROR,
        "Link that leaves the site",
        "A relative link climbs above the site, or a file in briefings/ is a link to a place outside of it. "
        "Use [[id]] for pages of this site, and copy the file instead of linking it.",
    ),
    Rule(
        "FILE01",
        _ERROR,
        "File that cannot be used",
        "The file cannot be read, or it is not one that belongs here: briefings are .yml files in a folder of their "
        "year, registries lie in registry/. Move it, rename it, or mend its permissions.",
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _RULES}
"""Every rule by its id, in the order in which the documentation lists them.

The editorial rules join when `briefwright.checks` is imported: each is documented where it is written.
"""


def add_rule(rule: Rule) -> None:
    """Take an editorial rule into the table; raises ValueError where its id is taken."""
    if RULES.setdefault(rule.id, rule) is not rule:
        raise ValueError(f"there are two rules {rule.id}")
