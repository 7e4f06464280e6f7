"""Where passages stand: paragraph numbers, addresses, and a report's text cut into segments that marks can share."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations
from negotiable.terms import Report, Span, Spans

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_MOST_QUOTATIONS = 200  # of one statement: more is no prose


@dataclass(frozen=True, slots=True)
class Cite:
    """A place to check. `key`: address in the HTML page ("r1-s3"); `report`: its label ("r1") where there are several, else "".

    `first`, `last`: numbers of its first and last paragraph, from 1. `spans`: the passage.
    """

    key: str
    report: str
    first: int
    last: int
    spans: Spans

    @property
    def source(self) -> str:
        """The label of its report, also where there is only one."""
        return self.key.partition("-")[0]

    @property
    def order(self) -> tuple[int, int, int]:
        """Sorts places in the order of the reports and their text."""
        return int(self.source[1:]), self.first, self.last

    @property
    def ref(self) -> str:
        """ "¶8", "¶1–2", "r2 ¶8"."""
        return f"{self.report}{' ' if self.report else ''}¶{self.first}" + (f"–{self.last}" if self.last > self.first else "")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks; `keys`: the addresses of those that cover it, outermost first."""

    text: str
    keys: tuple[str, ...]
    opens: tuple[str, ...]
    start: int


class Passages:
    """One report's paragraphs and quotations; `label` ("r1") begins every address in it."""

    def __init__(self, report: Report, label: str, *, several: bool) -> None:
        self.report, self.label, self._shown = report, label, label if several else ""
        self.paragraphs: list[Span] = paragraphs(report.text)
        self._starts = [start for start, _ in self.paragraphs]
        found = quotations(report.text, self.paragraphs)
        self.quoted: Spans = tuple((q.start, q.end) for q in found)
        self._quoted_starts = [start for start, _ in self.quoted]

    def cite(self, identifier: str, spans: Spans) -> Cite:
        """The place of `spans`; `identifier`: id in the reading ("s3"), made safe for an address."""
        kept = tuple((a, b) for a, b in spans if 0 <= a < b <= len(self.report.text))
        first = self.number(min((a for a, _ in kept), default=0))
        last = self.number(max((b - 1 for _, b in kept), default=0))
        return Cite(f"{self.label}-{_UNSAFE.sub('-', identifier)}", self._shown, first, max(first, last), kept)

    def number(self, offset: int) -> int:
        """The number of the paragraph at `offset`, from 1; between two, the one before."""
        return max(1, bisect_right(self._starts, offset))

    def quoted_in(self, spans: Spans) -> Spans:
        """The quotations that overlap `spans`."""
        found: list[Span] = []
        for start, end in spans:
            at = max(0, bisect_right(self._quoted_starts, start) - 1)
            while at < len(self.quoted) and self.quoted[at][0] < end:
                if self.quoted[at][1] > start:
                    found.append(self.quoted[at])
                at += 1
                if len(found) >= _MOST_QUOTATIONS:
                    return tuple(found)
        return tuple(found)

    def segments(self, cites: list[Cite]) -> list[list[Segment]]:
        """The text of each paragraph in order, cut wherever a passage of `cites` begins or ends; nothing is lost."""
        inside: list[list[tuple[int, int, str]]] = [[] for _ in self.paragraphs]
        for cite in cites:
            for start, end in cite.spans:
                for n in range(self.number(start) - 1, min(self.number(end - 1), len(self.paragraphs))):
                    a, b = max(start, self.paragraphs[n][0]), min(end, self.paragraphs[n][1])
                    if a < b:
                        inside[n].append((a, b, cite.key))
        opened: set[str] = set()
        return [self._cut(start, end, marks, opened) for (start, end), marks in zip(self.paragraphs, inside, strict=True)]

    def _cut(self, start: int, end: int, marks: list[tuple[int, int, str]], opened: set[str]) -> list[Segment]:
        marks.sort(key=lambda mark: (mark[0], -mark[1]))
        points = sorted({start, end, *(a for a, _, _ in marks), *(b for _, b, _ in marks)})
        found: list[Segment] = []
        active: list[tuple[int, int, str]] = []
        waiting = 0
        for a, b in pairwise(points):
            active = [mark for mark in active if mark[1] > a]
            while waiting < len(marks) and marks[waiting][0] <= a:
                active.append(marks[waiting])
                waiting += 1
            keys = tuple(dict.fromkeys(mark[2] for mark in active))
            opens = tuple(key for key in keys if key not in opened)
            opened.update(opens)
            found.append(Segment(self.report.text[a:b], keys, opens, a))
        return found
