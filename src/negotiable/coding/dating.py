"""When a statement was made, where the report says so: a date beside its cue."""

from collections.abc import Callable
from typing import Any

from negotiable.coding.context import Context
from negotiable.terms import Attribution

_NEAR = 60  # code points between a cue and its date, at most


def dates_of(context: Context) -> list[Any]:
    """All date mentions of the report, in order."""
    try:
        from negotiable.reading.dates import find_dates
    except ImportError:
        return []
    find: Callable[..., Any] = find_dates
    return sorted(find(context.text, context.reading.report.published), key=lambda d: d.start)


def said_on(context: Context, one: Attribution, dates: list[Any]) -> str | None:
    """The ISO date of the mention nearest to the cue, in its sentence and outside all content; None if there is none."""
    if not one.cue:
        return None
    start, end = one.cue[0][0], one.cue[-1][1]
    low, high = context.sentence(start)
    best: tuple[int, str] | None = None
    for date in dates:
        if date.start < low or date.end > high or date.value is None or len(date.value) != 10:
            continue
        if any(a < date.end and date.start < b for a, b in one.content):
            continue
        gap = max(start - date.end, date.start - end, 0)
        between = context.text[min(end, date.end) : max(start, date.start)]
        if gap <= _NEAR and not any(mark in between for mark in "“”\".;") and (best is None or gap < best[0]):
            best = (gap, date.value)
    return best[1] if best else None
