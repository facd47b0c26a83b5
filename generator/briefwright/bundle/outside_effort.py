"""A bound on the work that one file may cost, so that a hostile one is refused instead of read for hours."""


class UnreadableError(ValueError):
    """A file is built in such a way that reading it with care would take too long; its text says how."""


class Effort:
    """What may still be spent on a file, in characters read; some are read more than once."""

    ATTRIBUTE = 16
    """What an attribute costs besides its characters."""

    MOST_LEVELS = 4
    """Pages within pages (srcdoc, data: addresses, markup in scripts) that are read before a file is refused."""

    def __init__(self, size: int) -> None:
        self.left = 4_000 + 8 * size

    def spend(self, size: int, level: int = 0) -> None:
        """Note that `size` characters were read, `level` pages within pages; raise UnreadableError when too many."""
        self.left -= size
        if self.left < 0:
            raise UnreadableError("tags or calls that lie inside each other")
        if level > self.MOST_LEVELS:
            raise UnreadableError("pages that lie inside each other")
