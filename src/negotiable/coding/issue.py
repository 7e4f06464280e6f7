"""Which issue of the codebook a statement is about: its own words, the words around it and the codebook's examples, weighed."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

import numpy as np

from negotiable.coding.context import Context
from negotiable.coding.issue_tree import IssueTree, tree_of
from negotiable.coding.lexicon import read
from negotiable.coding.likeness import Floats
from negotiable.coding.phrases import words_of
from negotiable.terms import Attribution, Codebook, Span

Learned = Callable[[Attribution], Mapping[str, float]]
"""Something learned that gives the issues of a statement probabilities, by id; those it does not know are left out."""

WINDOWS = ("own", "paragraph", "before", "near")  # where terms are counted, strong and weak
OTHERS = ("bare_near", "report", "title", "like", "like_sentence", "example")  # bare_near: near one without a term of its own
EVIDENCE = (*WINDOWS, *(f"{name}_weak" for name in WINDOWS), *OTHERS, "none")  # none: always, for no issue

_REACH = 1500  # characters on each side of a sentence or paragraph without end that are asked
_BEFORE, _AFTER = 600, 300  # characters around a statement that count as near it
_CLOSE, _EXAMPLE = 0.5, 6.0  # how like an example a statement is to be for it to count, and how many points a copy has
_FEW = 10.0  # points of terms in a report that say little about it
_LEAST = 0.01  # a learned probability below this counts as this
_PROPER = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]++(?: [A-Z][\w'’-]++)+")


class Issues:
    """The issues of one report by one codebook."""

    def __init__(self, context: Context, codebook: Codebook, learned: Learned | None = None) -> None:
        self._context = context
        self._tree: IssueTree = tree_of(codebook)
        self._size = len(self._tree.tops)
        words = context.words
        hits = self._tree.table.find(words.words, 0, len(words.words))
        self._starts = [words.starts[hit.first] for hit in hits]
        self._at = np.array([hit.payload[0] for hit in hits], np.intp)
        self._top_at = self._tree.top_of[self._at]
        weak = np.array([hit.payload[1] for hit in hits], bool)
        longer = np.array([hit.last - hit.first > 1 for hit in hits], bool)
        self._points = np.stack([~weak * (1.0 + longer), weak * (1.0 + 0.5 * longer)])
        everywhere = self._counts((0, len(context.text)))
        usual = everywhere[0] + everywhere[1] / 2
        self._usual = np.sqrt(usual / (usual.sum() + _FEW))
        self._title = self._tree.wording.of(words_of(context.reading.report.title or "").words)
        self._names = _recurring(context)
        self._learned = learned

    @cached_property
    def _found(self) -> dict[str, tuple[str | None, float]]:
        return {one.id: self._choice(one, found) for one, found in self.evidence()}

    def of(self, one: Attribution) -> str | None:
        """The issue id; "other: label" where only a recurring name fits; None where nothing does."""
        return self._found[one.id][0]

    def confidence(self, one: Attribution) -> float:
        """How likely it is that a person would choose the same, or none as well: 0 to 1."""
        return self._found[one.id][1]

    def touched(self, one: Attribution) -> frozenset[str]:
        """All issues that the words of a statement point to."""
        return frozenset(self._tree.ids[n] for span in one.content for n in self._at[slice(*self._between(span))])

    def evidence(self) -> Iterator[tuple[Attribution, Floats]]:
        """Each statement with what speaks for each issue at the top of the tree, the last row for none; columns EVIDENCE."""
        before = nothing = np.zeros((2, self._size))
        for one in self._context.reading.attributions:
            own = sum((self._counts(span) for span in one.content), nothing)
            yield one, self._weighable(one, own, before) if one.content else np.zeros((self._size + 1, len(EVIDENCE)))
            before = own

    def _weighable(self, one: Attribution, own: Floats, before: Floats) -> Floats:
        start, end = one.content[0]
        sentence, paragraph = (_near(span, start) for span in (self._context.sentence(start), self._context.paragraph(start)))
        near = self._counts((start - _BEFORE, min(end, start + _REACH) + _AFTER))
        strong, weak = np.sqrt(np.stack([own, self._counts(paragraph), before, near], axis=1))
        bare = np.sqrt(near[0] + near[1] / 2) * (not own.any())
        others = (bare, self._usual, self._title, self._like(one.content), self._like((sentence,)), self._example(one))
        found = np.zeros((self._size + 1, len(EVIDENCE)))
        found[:-1, :-1] = np.stack([*strong, *weak, *others], axis=1)
        found[-1, -1] = 1.0
        return found

    def _choice(self, one: Attribution, found: Floats) -> tuple[str | None, float]:
        score = found @ _weights()
        if self._learned is not None:
            known = self._learned(one)
            score[:-1] += float(read("issue")["learned"]) * np.log([max(known.get(top, 0.0), _LEAST) for top in self._tree.tops])
        chances = np.exp(score - score.max())
        best = int(chances.argmax())
        least, slope = _calibration()
        confidence = round(least + slope * float(chances[best] / chances.sum()), 3)
        if best == self._size or not one.content:
            return self._other(one), confidence
        return self._finer(best, one), confidence

    def _finer(self, top: int, one: Attribution) -> str:
        """The issue below `top` that the statement's words, or else those of its sentence, point to most; or `top` itself."""
        below = self._tree.below[top]
        for spans in (one.content, (_near(self._context.sentence(one.content[0][0]), one.content[0][0]),)) if below else ():
            points = np.zeros(len(self._tree.ids))
            for span in spans:
                here = slice(*self._between(span))
                np.add.at(points, self._at[here], self._points[:, here].sum(0))
            if spans is one.content:
                np.add.at(points, self._tree.example_of, _EXAMPLE * (like := self._like_examples(one)) ** 2 * (like > _CLOSE))
            best = max(below, key=lambda n: (points[n], -n))
            if points[best]:
                return self._tree.ids[best]
        return self._tree.tops[top]

    def _between(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])

    def _counts(self, span: Span) -> Floats:
        """The points of strong and of weak terms in `span`, summed over each issue at the top and all below it."""
        here = slice(*self._between(span))
        tops = self._top_at[here]
        return np.stack([np.bincount(tops, points[here], self._size) for points in self._points])

    def _like(self, spans: tuple[Span, ...]) -> Floats:
        words = self._context.words
        return self._tree.wording.of(w for first, last in words.over(spans) for w in words.words[first:last])

    def _example(self, one: Attribution) -> Floats:
        """How like the codebook's most like example the statement is, for each issue at the top; squared: near ones count."""
        found = np.zeros(self._size)
        np.maximum.at(found, self._tree.top_of[self._tree.example_of], self._like_examples(one) ** 2)
        return found

    def _like_examples(self, one: Attribution) -> Floats:
        words = self._context.words
        return self._tree.examples.of(w for first, last in words.over(one.content) for w in words.words[first:last])

    def _other(self, one: Attribution) -> str | None:
        for start, end in one.content:
            for found in _PROPER.finditer(self._context.text, start, end):
                if self._names[found.group()] > 1:
                    return f"other: {found.group()}"
        return None


@lru_cache(maxsize=1)
def _weights() -> Floats:
    given = read("issue")["weights"]
    return np.array([float(given[name]) for name in EVIDENCE])


@lru_cache(maxsize=1)
def _calibration() -> tuple[float, float]:
    """How often a choice said to be certain to the degree x is right: the first of these plus x times the second."""
    given = read("issue")["confidence"]
    return float(given["least"]), float(given["slope"])


def _near(span: Span, at: int) -> Span:
    return max(span[0], at - _REACH), min(span[1], at + _REACH)


def _recurring(context: Context) -> Counter[str]:
    named = [actor for actor in context.actors.values() if actor.kind in ("person", "country")]
    people = {context.text[a:b] for actor in named for a, b in actor.mentions}
    return Counter(m.group() for m in _PROPER.finditer(context.text) if m.group() not in people)
