"""Which passages of a report stand inside quotation marks: straight, curly, single, nested, unclosed, over paragraphs."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from negotiable.reading.text.paragraphs import Span, paragraphs

_MARK = re.compile("[\"“”„‟«»'‘‚`]")
_ELISION = re.compile(r"(?:em|tis|twas|til|cause|n|bout|round|cos|\d{2}s?)\b", re.IGNORECASE)
_SINGLE_CLOSE = re.compile(r"(?<=\S)['’´](?!\w)")
_CLOSED_BY = {"“": "”", "„": "”", "‟": "”", "«": "»", '"': '"', "'": "'", "‘": "'", "‚": "'", "`": "'"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted passage of one paragraph.

    `start`, `end`: code points, half-open, marks included. `closed`: its closing mark was found. `continues`: it opens a
    paragraph while the quotation of the paragraph before was left open, the mark of one quotation over several paragraphs.
    """

    start: int
    end: int
    closed: bool
    continues: bool


class Quotations(tuple[Quotation, ...]):
    """The outermost quotations of a text in order."""

    def __init__(self, found: Iterable[Quotation]) -> None:
        self._starts = [q.start for q in self]

    def at(self, position: int) -> Quotation | None:
        """The quotation around `position`, or None."""
        before = bisect_right(self._starts, position) - 1
        return self[before] if before >= 0 and position < self[before].end else None

    def between(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that begin in [start, end)."""
        return self[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def quotations(text: str, spans: list[Span] | None = None) -> Quotations:
    """The outermost quotations of `text`; `spans` are its paragraphs if already known."""
    found: list[Quotation] = []
    open_before = False
    for start, end in paragraphs(text) if spans is None else spans:
        here = _in_paragraph(text, start, end)
        if here and open_before and here[0].start == start:
            here[0] = Quotation(start, here[0].end, here[0].closed, continues=True)
        open_before = bool(here) and not here[-1].closed
        found += here
    return Quotations(found)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []

    def keep(a: int, b: int, closed: bool) -> None:
        while b > a and text[b - 1].isspace():
            b -= 1
        if any(c.isalnum() for c in text[a:b]):
            found.append(Quotation(a, b, closed, continues=False))

    singles = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, end)]
    opened, closer = -1, ""
    position = start
    while mark := _MARK.search(text, position, end):
        at, position = mark.start(), mark.end()
        char = text[at]
        opening = _looks_opening(text, at, start, end)
        if opened < 0:
            kind = _CLOSED_BY.get(char, "")
            if kind == "'":
                close = _single_close(text, at, singles) if opening and not _ELISION.match(text, at + 1, end) else -1
                if close > 0:
                    keep(at, close + 1, True)
                    position = close + 1
                elif opening and at == start:
                    keep(at, end, False)
                    return found
            elif kind:
                opened, closer = at, kind
        elif _closes(text, char, closer, opening, at, end):
            keep(opened, at + 1, True)
            opened = -1
        elif closer in '"”' and char in '"“' and opening:  # the first quotation was never closed
            keep(opened, at, False)
            opened, closer = at, _CLOSED_BY[char]
    if opened >= 0:
        keep(opened, end, False)
    return found


def _looks_opening(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([{—–-/‘'“\"") and not after.isspace()


def _closes(text: str, char: str, closer: str, opening: bool, at: int, end: int) -> bool:
    if closer == "”":
        return char in '”"' or (char == "“" and not opening)
    if closer == '"':
        return char == "”" or (char == '"' and not (opening and _has_partner(text, at, end)))
    return char == closer


def _has_partner(text: str, at: int, end: int) -> bool:
    """Whether the straight mark at `at`, read as an opening one, is followed by a mark that closes it."""
    following = text.find('"', at + 1, end)
    return following > 0 and not _looks_opening(text, following, at, end)


def _single_close(text: str, opened: int, singles: list[int]) -> int:
    """The single mark that closes the one at `opened`, plural possessives told apart; -1 if there is none."""
    fallback = -1
    first = bisect_left(singles, opened + 2)
    for at in singles[first : first + 20]:
        if text[at - 1] not in "sS" or text[at + 1 : at + 2] in tuple(",.!?;:)"):
            return at
        if fallback < 0:
            fallback = at
    return fallback
