"""When a statement was made, where the report says so: a date beside its cue."""

import re
from bisect import bisect_left

from negotiable.coding.context import Context
from negotiable.reading.events.dates import DateMention, find_dates
from negotiable.terms import Attribution

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PARTS = '“”".;'  # what parts a date from the cue
_NEAR = 60  # code points between a cue and its date, at most


class Dates:
    """The date mentions of a report, asked by place."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: list[DateMention] = sorted(find_dates(context.text, context.reading.report.published), key=lambda d: d.start)
        self._starts = [date.start for date in self._found]

    def said_on(self, one: Attribution) -> str | None:
        """The ISO day told nearest to the cue, in its sentence and outside the content; None if there is none."""
        if not one.cue:
            return None
        start, end = one.cue[0][0], one.cue[-1][1]
        low, high = self._context.sentence(start)
        low, high = max(low, start - 2 * _NEAR), min(high, end + _NEAR + 1)  # a date of _NEAR characters may end _NEAR before
        best: tuple[int, str] | None = None
        for date in self._found[bisect_left(self._starts, low) : bisect_left(self._starts, high)]:
            told = any(a < date.end and date.start < b for a, b in one.content)
            if told or date.value is None or not _DAY.fullmatch(date.value):
                continue
            gap = max(start - date.end, date.start - end, 0)
            between = self._context.text[min(end, date.end) : max(start, date.start)]
            if gap <= _NEAR and not any(mark in between for mark in _PARTS) and (best is None or gap < best[0]):
                best = (gap, date.value)
        return best[1] if best else None
