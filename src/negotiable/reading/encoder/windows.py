"""Cuts a report into windows of word pieces that one pass of the encoder takes, whole paragraphs together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from negotiable.reading.encoder.wordpiece import WordPiece
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotation, Quotations

LENGTH = 254  # pieces a window, start and stop markers not counted; longer than in training costs accuracy
_STRETCH = 20_000  # characters cut into pieces at a time: bounds the memory that a line of megabytes takes

_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


@dataclass(slots=True)
class Window:
    """Pieces in order: vocabulary ids, feature ids (0-5), and the code points [starts, ends) each piece covers."""

    ids: list[int]
    features: list[int]
    starts: list[int]
    ends: list[int]


def windows(text: str, spans: list[Span], quoted: Quotations, cutter: WordPiece, length: int = LENGTH) -> Iterator[Window]:
    """Windows of at most `length` pieces over the paragraphs `spans` of `text`, in order."""
    current = Window([], [], [], [])
    for start, end in (stretch for span in spans for stretch in _stretches(text, span)):
        pieces = cutter.pieces(text, start, end)
        around = quoted.at(start)
        marks = quoted.between(start, end)
        features = _features(text, pieces, (around, *marks) if around and around.start < start else marks)
        for first, last in _cuts(text, pieces, length):
            if current.ids and len(current.ids) + last - first > length:
                if _worth_reading(text, current):
                    yield current
                current = Window([], [], [], [])
            current.ids += [piece[0] for piece in pieces[first:last]]
            current.starts += [piece[1] for piece in pieces[first:last]]
            current.ends += [piece[2] for piece in pieces[first:last]]
            current.features += features[first:last]
    if _worth_reading(text, current):
        yield current


def _worth_reading(text: str, window: Window) -> bool:
    return any(text[start].isalnum() for start in window.starts)


def _stretches(text: str, span: Span) -> Iterator[Span]:
    """`span` in parts of at most `_STRETCH` characters, cut at a space if there is one."""
    start, end = span
    while end - start > _STRETCH:
        stop = text.rfind(" ", start + _STRETCH // 2, start + _STRETCH) + 1 or start + _STRETCH
        yield start, stop
        start = stop
    yield start, end


def _cuts(text: str, pieces: list[tuple[int, int, int]], length: int) -> list[tuple[int, int]]:
    """Index ranges of at most `length` pieces, cut after the last sentence end that fits."""
    if len(pieces) <= length:
        return [(0, len(pieces))] if pieces else []
    cuts: list[tuple[int, int]] = []
    first = 0
    while len(pieces) - first > length:
        last = first + length
        for at in range(last, first + length // 3, -1):
            if _SENTENCE_BREAK.match(text, pieces[at - 1][1]) or text[pieces[at - 1][2] : pieces[at][1]].count("\n"):
                last = at
                break
        cuts.append((first, last))
        first = last
    cuts.append((first, len(pieces)))
    return cuts


def _features(text: str, pieces: list[tuple[int, int, int]], marks: tuple[Quotation, ...]) -> list[int]:
    """For each piece its case (0 lower, 1 Capital, 2 CAPITALS) plus 3 inside a quotation."""
    found: list[int] = []
    at = 0
    for _, start, end in pieces:
        while at < len(marks) and marks[at].end <= start:
            at += 1
        inside = at < len(marks) and marks[at].start <= start
        found.append(case(text[start:end]) + 3 * inside)
    return found


def case(word: str) -> int:
    """0 lower, 1 Capital, 2 CAPITALS."""
    return 0 if not word[0].isupper() else 2 if len(word) > 1 and word.isupper() else 1
