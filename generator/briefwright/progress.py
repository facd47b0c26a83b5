"""How far a long run is: what the pipeline tells whoever shows it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Progress:
    """Shows nothing; a shell with a terminal gives the pipeline one that does."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """Run one stage of `total` steps; what it yields is called with each number of steps done."""
        yield lambda steps: None
