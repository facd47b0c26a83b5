"""The page that says what an update brings: briefings that are new, changed, or no longer there."""

from collections.abc import Iterable, Sequence

from briefwright.build import Build
from briefwright.offline import UPDATE_SLOT
from briefwright.views.build_rows import briefing_line
from briefwright.views.index import Index
from briefwright.views.rows import BriefingRow


def news_page(
    html: str,
    build: Build,
    path: str,
    since: str | None,
    added: Sequence[str],
    changed: Sequence[str],
    removed: Sequence[str],
) -> bytes:
    """Return the finished page; `html` is what the theme made of it, `since` the older state's newest date.

    `added`, `changed` and `removed` are ids of briefings.
    """
    index = build.index()
    content = build.renderer().fragment(
        "update.html",
        path,
        since=since,
        added=_rows(index, added),
        changed=_rows(index, changed),
        removed=sorted(removed),
    )
    return html.replace(UPDATE_SLOT, content).encode()


def _rows(index: Index, ids: Iterable[str]) -> list[BriefingRow]:
    wanted = set(ids)
    return [briefing_line(index.corpus, item) for item in index.corpus.briefings if item.id in wanted]
