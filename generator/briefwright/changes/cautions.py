"""What a reviewer should not miss: addresses that worked before the change and lead nowhere after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.changes.pairing import Paired
from briefwright.corpus import HIDDEN
from briefwright.vocabulary import Status

_WITHDRAW = "set status: withdrawn and say why under withdrawal"
_OFF_THE_SITE = {Status.DRAFT: "a draft", Status.REVIEW: "in review"}


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that a reviewer should not miss, and what to do about it."""

    path: str
    message: str
    hint: str


def cautions(paired: Paired) -> Iterator[Caution]:
    """Yield the addresses that worked before and lead nowhere now."""
    for one, other in paired.both:
        shown = one.briefing.status not in HIDDEN
        lost = [id for id in (one.id, *one.briefing.aliases) if id not in (other.id, *other.briefing.aliases)]
        if shown and lost:
            was = f"was renamed from '{one.id}'" if one.id in lost else "lost an alias"
            whole = ", ".join([*other.briefing.aliases, *lost])
            message = f"this briefing {was}, and the old address leads nowhere"
            yield Caution(other.path, message, f"write in it: aliases: [{whole}]")
        now = _OFF_THE_SITE.get(other.briefing.status)
        if shown and now:
            message = f"this briefing was on the site and is {now} now, so its address leads nowhere"
            yield Caution(other.path, message, f"to take it back, {_WITHDRAW}; to mend it, leave it published")
    for item in paired.gone:
        if item.briefing.status not in HIDDEN and item.briefing.status is not Status.WITHDRAWN:
            message = "this briefing was published and is deleted, so its address leads nowhere"
            yield Caution(item.path, message, f"to take it back, keep the file, {_WITHDRAW}")
