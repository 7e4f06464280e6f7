"""Which issue of the codebook a statement is about: its own words first, then what stands around them."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import lru_cache

from negotiable.coding.context import Context
from negotiable.coding.lexicon import word_set
from negotiable.coding.phrases import WEAK, Phrases
from negotiable.terms import Attribution, Codebook

_OWN, _SENTENCE, _BEFORE, _PARAGRAPH = 1.0, 0.35, 0.5, 0.2  # how much words count by where they stand
_COMMON = 0.3  # what being the report's usual issue adds
_PLAIN = 1.0  # what a statement's own words need so that nothing around it is asked
_ENOUGH = 0.15  # below this no issue fits
_NEAR = 1500  # characters on each side; a line without end is not asked in full
_PROPER = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]++(?: [A-Z][\w'’-]++)+")


class Issues:
    """The issues of one report by one codebook. The same words get the same issue everywhere in it."""

    def __init__(self, context: Context, codebook: Codebook) -> None:
        self._context = context
        self._rank = {issue.id: k for k, issue in enumerate(codebook.issues)}
        words = context.words
        # where it begins, how much it weighs (a term of several words twice), the issue
        self._hits: list[tuple[int, float, str]] = [
            (words.starts[h.first], h.payload[1] * (1 if h.last - h.first == 1 else 2), h.payload[0])
            for h in _table(codebook).find(words.words, 0, len(words.words))
        ]
        self._starts = [start for start, _, _ in self._hits]
        self._usual = Counter(issue for _, _, issue in self._hits)
        self._labels = _recurring(context)

    def of(self, one: Attribution, previous: Attribution | None) -> str | None:
        """The issue id; "other: label" where only a recurring name fits; None where nothing does."""
        if not one.content:
            return None
        scores: defaultdict[str, float] = defaultdict(float)
        for start, end in one.content:
            self._add(scores, start, end, _OWN)
        if not scores or max(scores.values()) < _PLAIN:
            at = one.content[0][0]
            start, end = self._context.sentence(at)
            self._add(scores, max(start, at - _NEAR), min(end, at + _NEAR), _SENTENCE)
            if previous is not None and self._points_back(one):
                for start, end in previous.content:
                    self._add(scores, start, end, _BEFORE)
            start, end = self._context.paragraph(at)
            self._add(scores, max(start, at - _NEAR), min(end, at + _NEAR), _PARAGRAPH)
        if not scores and previous is not None:
            for start, end in previous.content:
                self._add(scores, start, end, _BEFORE)
        if not scores or max(scores.values()) < _ENOUGH:
            return self._other(one)
        top = sum(self._usual.values()) or 1
        return min(scores, key=lambda k: (-(scores[k] + _COMMON * self._usual[k] / top * len(scores)), self._rank[k]))

    def touched(self, one: Attribution) -> frozenset[str]:
        """All issues that the words of a statement point to."""
        scores: defaultdict[str, float] = defaultdict(float)
        for start, end in one.content:
            self._add(scores, start, end, _OWN)
        return frozenset(scores)

    def _add(self, scores: dict[str, float], start: int, end: int, weight: float) -> None:
        for k in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            _, points, issue = self._hits[k]
            scores[issue] += weight * points

    def _points_back(self, one: Attribution) -> bool:
        words = self._context.words
        first, last = words.between(*one.content[0])
        return any(w in word_set("pointing") for w in words.words[first : min(last, first + 6)])

    def _other(self, one: Attribution) -> str | None:
        for start, end in one.content:
            for found in _PROPER.finditer(self._context.text, start, end):
                if self._labels[found.group()] > 1:
                    return f"other: {found.group()}"
        return None


@lru_cache(maxsize=4)
def _table(codebook: Codebook) -> Phrases[tuple[str, float]]:
    """From a term to its issue and weight."""
    return Phrases(
        [
            (term.rstrip(WEAK), (issue.id, 0.5 if term.endswith(WEAK) else 1.0))
            for issue in codebook.issues
            for term in issue.terms
        ]
    )


def _recurring(context: Context) -> Counter[str]:
    named = [actor for actor in context.actors.values() if actor.kind in ("person", "country")]
    people = {context.text[a:b] for actor in named for a, b in actor.mentions}
    return Counter(m.group() for m in _PROPER.finditer(context.text) if m.group() not in people)
