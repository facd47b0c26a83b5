"""Puts the results of a run into Markdown tables."""

from dataclasses import dataclass
from statistics import median

COLUMNS = (
    "program",
    "state",
    "time",
    "to Hugo",
    "to its cold run",
    "per briefing",
    "processor",
    "peak memory",
    "pages",
    "output",
)


@dataclass(frozen=True)
class Result:
    """One timed run. Times in seconds, sizes in bytes."""

    size: int
    peer: str
    state: str
    """`cold`: outputs and caches deleted first; `unchanged`: the same command once more."""
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    pages: int
    output_bytes: int


Key = tuple[int, str, str]


def tables(results: list[Result]) -> str:
    """Return all tables as Markdown: one per size, then time per briefing against the smallest size."""
    groups: dict[Key, list[Result]] = {}
    for result in results:
        groups.setdefault((result.size, result.peer, result.state), []).append(result)
    sizes = sorted({size for size, _, _ in groups})
    parts = [_table(size, {key: runs for key, runs in groups.items() if key[0] == size}) for size in sizes]
    parts += [_growth(sizes[0], size, groups) for size in sizes[1:]]
    return "\n\n".join(part for part in parts if part)


def _table(size: int, groups: dict[Key, list[Result]]) -> str:
    lines = [
        f"### {size:,} briefings",
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|---|---|" + "---:|" * (len(COLUMNS) - 2),
    ]
    for (_, peer, state), runs in groups.items():
        seconds, last = _seconds(runs), runs[-1]
        span = f" ({min(r.seconds for r in runs):.2f} to {max(r.seconds for r in runs):.2f})" if len(runs) > 1 else ""
        cells = [
            peer,
            state,
            f"{seconds:.2f} s{span}",
            _ratio(seconds, groups.get((size, "hugo", state))),
            _ratio(seconds, groups.get((size, peer, "cold"))),
            f"{seconds / size * 1000:.2f} ms",
            f"{median(run.cpu_seconds for run in runs):.1f} s",
            f"{max(run.peak_bytes for run in runs) / 1e6:,.0f} MB",
            f"{last.pages:,}",
            f"{last.output_bytes / 1e6:,.0f} MB",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _growth(small: int, large: int, groups: dict[Key, list[Result]]) -> str:
    lines = [
        f"### Time per briefing, {large:,} against {small:,}",
        "",
        f"| program | state | at {small:,} | at {large:,} | ratio |",
        "|---|---|---:|---:|---:|",
    ]
    count = len(lines)
    for (size, peer, state), runs in groups.items():
        after = groups.get((large, peer, state))
        if size == small and after:
            each, later = _seconds(runs) / small, _seconds(after) / large
            lines.append(f"| {peer} | {state} | {each * 1000:.2f} ms | {later * 1000:.2f} ms | {later / each:.2f} |")
    return "\n".join(lines) if len(lines) > count else ""


def _seconds(runs: list[Result]) -> float:
    return median(run.seconds for run in runs)


def _ratio(seconds: float, base: list[Result] | None) -> str:
    return f"{seconds / _seconds(base):.2f}" if base else ""
