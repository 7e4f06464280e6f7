"""Finds words and phrases in running text in time linear in its length: no regular expression ever sees the lists."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern
from typing import Generic, TypeVar

from negotiable.terms import Span, Spans

Payload = TypeVar("Payload")

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}+|\w+|'(?=\w)|[^\w\s]")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-", "‑": "-"})
_CLITICS = {"ll": "will", "re": "are", "ve": "have", "m": "am"}
_CONTRACTED = {"won": "will", "can": "can", "shan": "shall", "ain": "is"}
_SENTENCE_END = frozenset(".!?")
WEAK = "?"  # ends a term of a codebook that only hints at its issue
GAP = 4  # how many words "..." in a phrase may stand for


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text, lower case, contractions opened ("won't" is "will not"), with their code points."""

    words: list[str]
    starts: "array[int]"
    ends: "array[int]"

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that begin in `text[start:end]`, as a half-open range of word numbers."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def over(self, spans: Spans) -> list[tuple[int, int]]:
        """`between` for each span."""
        return [self.between(start, end) for start, end in spans]


def words_of(text: str) -> Words:
    """Splits `text` into words and marks; each code point outside white space belongs to one of them."""
    words: list[str] = []
    starts, ends = array("i"), array("i")
    for found in _TOKEN.finditer(text.translate(_PLAIN)):
        word = intern(found.group().lower())  # a text may be megabytes
        start, end = found.span()
        if words and words[-1] == "'" and len(words) > 1 and ends[-1] == start and ends[-2] == starts[-1] and words[-2].isalnum():
            _contraction(words, ends, word, end)
            continue
        if word == "cannot":
            words.append("can")
            starts.append(start)
            ends.append(end)
            word = "not"
        elif len(word) > 2 and word[-1] == ".":
            word = word.rstrip(".")
        words.append(word)
        starts.append(start)
        ends.append(end)
    return Words(words, starts, ends)


def _contraction(words: list[str], ends: "array[int]", tail: str, end: int) -> None:
    """Joins `tail` to the word and apostrophe before it: "n't", "'ll", "'s"."""
    head = words[-2]
    if tail == "t" and head.endswith("n"):
        stem = head[:-1] if head not in _CONTRACTED else _CONTRACTED[head]
        words[-2:] = [stem, "not"]
    else:
        words[-1] = _CLITICS.get(tail, "'" + tail)
    ends[-1] = end


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase found at the words `first` to `last`, half-open."""

    first: int
    last: int
    payload: Payload


class Phrases(Generic[Payload]):
    """A table of phrases. "*" ends a word stem, "..." stands for up to four words within a clause."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in entries:
            parts = _parts(phrase)
            first = parts[0]
            if first.endswith("*"):
                self._stems.setdefault(first[:3], []).append((parts, payload))
            else:
                self._exact.setdefault(first, []).append((parts, payload))

    def find(self, words: list[str], first: int, last: int) -> list[Hit[Payload]]:
        """All hits in `words[first:last]`, those inside a longer hit left out."""
        exact, stems = self._exact, self._stems
        hits: list[Hit[Payload]] = []
        for i in range(first, last):
            word = words[i]
            for found in (exact.get(word), stems.get(word[:3])):
                for parts, payload in found or ():
                    if end := _match(parts, words, i, last):
                        hits.append(Hit(i, end, payload))
        return _longest(hits)


def _parts(phrase: str) -> tuple[str, ...]:
    parts: list[str] = []
    for piece in phrase.lower().split():
        if piece.endswith("*") or piece == "...":
            parts.append(piece)
        else:
            parts += words_of(piece).words
    if not parts or parts[0] == "..." or (parts[0].endswith("*") and len(parts[0]) < 4):
        raise ValueError(f"not a phrase to search for: {phrase!r}")
    return tuple(parts)


def _match(parts: tuple[str, ...], words: list[str], i: int, last: int) -> int:
    """Where a match of `parts` at word `i` ends, 0 if there is none."""
    at = i
    for k, part in enumerate(parts):
        if part == "...":
            return next(
                (
                    end
                    for skip in range(GAP + 1)
                    if _open(words, at, at + skip, last) and (end := _match(parts[k + 1 :], words, at + skip, last))
                ),
                0,
            )
        if at >= last or not (words[at].startswith(part[:-1]) if part[-1] == "*" and len(part) > 1 else words[at] == part):
            return 0
        at += 1
    return at


def _open(words: list[str], first: int, last: int, limit: int) -> bool:
    return last < limit and not any(w in ".,;:!?" for w in words[first:last])


def _longest(hits: list[Hit[Payload]]) -> list[Hit[Payload]]:
    """The hits that stand in no longer one, in order."""
    if len(hits) < 2:
        return hits
    kept: list[Hit[Payload]] = []
    widest = (-1, -1)
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if widest[1] >= hit.last and widest != (hit.first, hit.last):
            continue
        if hit.last > widest[1]:
            widest = (hit.first, hit.last)
        kept.append(hit)
    return kept


def sentences(text: str, found: Words, paragraphs: Iterable[Span], titles: frozenset[str]) -> list[Span]:
    """The sentences of `text` in order; a closing quotation mark belongs to the sentence before it.

    No sentence ends after `titles`, such as "mr".
    """
    spans: list[Span] = []
    for start, end in paragraphs:
        first, last = found.between(start, end)
        begin = start
        for i in range(first, last - 1):
            if found.words[i] in _SENTENCE_END:
                stop = _after_closing(text, found.ends[i], end)
                follows = text[stop : stop + 3].strip()
                breaks = stop < end and text[stop].isspace() and not follows[:1].islower()
                if breaks and not _title(found, i, titles):
                    spans.append((begin, stop))
                    begin = stop + 1
        if begin < end:
            spans.append((begin, end))
    return spans


def _after_closing(text: str, at: int, end: int) -> int:
    while at < end and text[at] in "\"'”’)]»":
        at += 1
    return at


def _title(found: Words, i: int, titles: frozenset[str]) -> bool:
    return i > 0 and found.words[i] == "." and found.words[i - 1] in titles and found.ends[i - 1] == found.starts[i]


def stem(word: str) -> str:
    """`word` without a common ending."""
    for ending in ("ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
