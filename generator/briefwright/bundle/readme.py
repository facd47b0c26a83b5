"""READ-ME.txt: what somebody who was handed a zip wants to know first."""

from briefwright.counting import counted
from briefwright.dates import day

NAME = "READ-ME.txt"

_TEXT = """\
{site}
{line}

This folder is a web site that needs no network and no server.

To read it: unpack the whole zip into a folder, then open the file
index.html in it with any browser. Do not open it inside the zip: a browser
would then find the first page only.

Everything works from here: pages, search, the dark colours, printing.
Nothing is fetched from elsewhere. Links that lead out to the sources carry
an arrow; only those need a network, and only when you follow them.

{holds}
Newest content: {date}.

An update comes as a zip of its own. Unpack it over this folder and let it
replace files; then open update/what-is-new.html.

To see whether all files are as they were made, somebody with Briefwright
can run:

    briefwright bundle --verify FOLDER-OR-ZIP

That finds damaged, missing and added files. It cannot tell who made the
copy: for that, compare the checksum of the zip with the one its makers
publish.
"""


def read_me(site: str, briefings: int, date: str | None, selection: str) -> bytes:
    """Return the text, with line ends that every system's simplest editor shows.

    `selection` is the sentence about what was left out, empty where nothing was.
    """
    text = _TEXT.format(
        site=site,
        line="=" * len(site),
        holds=selection or f"It holds {counted(briefings, 'briefing')}: all of the site.",
        date=day(date) if date else "not dated",
    )
    return text.replace("\n", "\r\n").encode()
