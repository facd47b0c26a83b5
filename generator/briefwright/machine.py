"""Faults of the machine, such as a full disk, in words: that the briefings are not at fault, and what to do."""

import errno

from briefwright.printable import harmless

MACHINE = 74
"""The exit code: EX_IOERR of sysexits.h. With 1, whoever wrote the briefings would be asked to put something right."""

_ROOM, _LEAVE, _LOOK = "make room on the disk", "allow reading and writing there", "look at what lies there"

_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _ROOM),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _LEAVE),
    **dict.fromkeys((errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR), _LOOK),
}
"""What to do about an error of the system."""


class ToldError(OSError):
    """A fault of the machine in another process, which has found the words for it: they are the message."""


def told(error: OSError) -> str:
    """Return what the machine could not do, whose fault it is not, and what to do about it."""
    if isinstance(error, ToldError):
        return str(error)
    # Of a file that gets another name, that one is told: the first is often one that nobody gave.
    name = error.filename2 or error.filename
    where = f"{harmless(str(name))}: " if name else ""
    what = harmless(error.strerror or str(error))
    advice = _ADVICE.get(error.errno or 0, "put that right")
    return f"{where}{what}. The briefings are not at fault; {advice}, then run this again"
