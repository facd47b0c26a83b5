"""What is said where the program itself fails: that the briefings are not at fault, and who wants to know."""

import platform
import re
import sys
import traceback
from typing import NoReturn

from briefwright import __version__
from briefwright.commands.exits import tell
from briefwright.printable import harmless

CRASHED = 70
"""EX_SOFTWARE of sysexits.h. Python ends with 1, and so do errors in the briefings: nobody could tell them apart."""

_COMMAND = re.compile(r"\s*(::|##\[)")
"""How a line begins that a code host would obey; an exception may have such lines from a file."""


def crashed() -> NoReturn:
    """Report the exception that is being handled, on standard error, and end with CRASHED.

    Python's own account of it follows a sentence for people; what stands in it of any file is harmless to show.
    """
    tell(
        f"briefwright: the program itself has failed; that is a fault of briefwright {__version__} (Python "
        f"{platform.python_version()}) or of a plugin of the site, not of the briefings. Please report it in the "
        "project's issue tracker, with all that follows:"
    )
    for line in traceback.format_exc().rstrip("\n").split("\n"):
        tell(f"{'| ' if _COMMAND.match(line) else ''}{harmless(line)}")
    sys.exit(CRASHED)
