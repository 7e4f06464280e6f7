"""Sentences and clauses: the passage that one event is told in, and its words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from sys import intern

from negotiable.reading.text.paragraphs import paragraphs
from negotiable.terms import Span

_END = re.compile(r"(?<![.!?…])[.!?…]{1,4}[\"'”’)\]]{0,4}\s{1,9}(?=[\"'“‘(\[]{0,3}[A-Z0-9£$€])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sir|Gen|Lt|Col|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|No|vs|Prof|Rev|Sgt|Maj|Adm)"
    r"|\b[A-Za-z]\.[A-Za-z]|\b[A-Z])\.$"
)
_WORD = re.compile(r"(?:[A-Z]\.){2,}+|[A-Za-zÀ-ž]++(?:[-'’][A-Za-zÀ-ž]++)*+|\d[\d,.]*\d|\d")
_CUT = re.compile(
    r"\s?[;:]\s|\s[-–—]{1,2}\s|—|,\s(?=(?:who|which|whose|where|while|whereas|although|though|but|as|after|before|when|with|"
    r"because|despite|amid|following|including|saying|adding|warning|and\s(?:has|have|had|was|were|is|are|will|the|a|its|his|he|she|it|they))\b)|"
    r",\s(?=(?:\w+\s){0,4}(?:said|says|told|announced|reported)\b)|"
    r"\s(?=(?:after|before|since|while|when|although|because|despite|amid|following|whereas|if|unless|but)\s)|\sthat\s(?!has|have|had|is|are|was|were|will|would)(?=[a-zA-Z])|"
    r"\s(?=(?:who|which)\s)|(?<=\w)\sand\s(?=(?:said|says|told|claimed|warned|accused|announced)\s)|\n{1,9}"
)
_LONGEST = 4000  # a longer sentence is cut, so that odd text stays linear


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text` as written, `lower`, and its span in the report."""

    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its words; `sentence` is the span of the sentence it stands in, `number` counts sentences."""

    start: int
    end: int
    words: tuple[Word, ...]
    sentence: Span
    number: int


def sentences(text: str) -> list[Span]:
    """Sentences as half-open spans of `text`, in order, never over the end of a paragraph."""
    found: list[Span] = []
    for start, end in paragraphs(text):
        at = start
        for match in _END.finditer(text, start, end):
            if match.end() - at < 8 or _ABBREVIATION.search(text[max(at, match.start() - 8) : match.start() + 1]):
                continue
            found += _pieces(at, match.start() + len(match.group().rstrip()))
            at = match.end()
        if at < end:
            found += _pieces(at, end)
    return found


def _pieces(start: int, end: int) -> list[Span]:
    return [(at, min(at + _LONGEST, end)) for at in range(start, end, _LONGEST)]


def clauses(text: str, edges: Collection[int] = ()) -> Iterator[Clause]:
    """The clauses of `text` in order; a clause shorter than three words is joined to the one before it. `edges`: positions
    where a clause ends besides."""
    known = sorted(edges)
    for number, (start, end) in enumerate(sentences(text)):
        bounds = sorted(
            {start, *(m.end() for m in _CUT.finditer(text, start, end) if m.start() > start)}
            | set(known[bisect_right(known, start) : bisect_left(known, end)])
        )
        cut: list[tuple[int, int, tuple[Word, ...]]] = []
        for a, b in zip(bounds, [*bounds[1:], end], strict=True):
            words = tuple(Word(intern(m.group()), intern(m.group().lower()), *m.span()) for m in _WORD.finditer(text, a, b))
            if cut and len(words) < 3:
                first, _, before = cut[-1]
                cut[-1] = (first, b, before + words)
            else:
                cut.append((a, b, words))
        yield from (Clause(a, b, words, (start, end), number) for a, b, words in cut if words)
