"""A statement as the rules for conflicts see it: its side, its words, whom it names, how it is introduced."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Protocol

from negotiable.coding.context import Context
from negotiable.coding.lexicon import read, word_set
from negotiable.coding.phrases import Phrases, stem
from negotiable.terms import Attribution, Statement

_NEGATIONS = frozenset(["not", "no", "never", "nor", "nobody", "nothing"])
_OPENING = 12  # words of a sentence in which a contrast is looked for


class Topics(Protocol):
    """What knows the issues of a codebook that a statement's words point to."""

    def touched(self, one: Attribution) -> frozenset[str]:
        """Their ids."""


@dataclass(frozen=True, slots=True)
class Side:
    """A statement, and what is asked of it when it is held against another."""

    statement: Statement
    party: str | None
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    issues: frozenset[str]
    paragraph: int
    denies: bool
    contrasted: bool
    answers: bool  # short, and points at what was said before: "this", "the claim"
    negated: bool  # says "no", "not", "never"
    sentence: int  # where its sentence begins
    number: int  # among the statements of the report
    tone: int  # 1 if most of its telling words speak well, -1 if ill, else 0


@lru_cache(maxsize=4)
def _phrases(section: str) -> Phrases[str]:
    return Phrases([(phrase, section) for phrase in read("conflicts")[section]])


def sides_of(context: Context, statements: list[Statement], issues: Topics) -> list[Side]:
    """The statements that can stand in a conflict, in the order of the text."""
    return [_side(context, s, issues, k) for k, s in enumerate(statements) if s.content and s.continues is None]


def _side(context: Context, s: Statement, issues: Topics, number: int) -> Side:
    words = context.words
    found: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    points = negated = False
    for first, last in words.over(s.content):
        negated = negated or not _NEGATIONS.isdisjoint(words.words[first:last])
        points = points or any(w in word_set("answering") for w in words.words[first : min(last, first + 4)])
        previous = ""
        for word in words.words[first:last]:
            telling = word.isalpha() and len(word) > 2 and word not in word_set("stop")
            word_stem = stem(word) if telling else ""
            if word_stem:
                found.add(word_stem)
                if previous:
                    pairs.add((previous, word_stem))
            previous = word_stem
    names = {context.party(actor) or actor for start, end in s.content for _, _, actor in context.named_in(start, end)}
    if s.target:
        names.add(context.party(s.target) or s.target)
    start = min(span[0] for spans in (s.source, s.cue, s.content) for span in spans)
    low, high = context.sentence(start)
    sentence = words.between(low, high)
    party = context.party(s.speaker)
    return Side(
        s,
        party,
        frozenset(found),
        frozenset(pairs),
        frozenset(names),
        issues.touched(s),
        context.paragraph_number(start),
        any(_phrases("denials").find(words.words, first, last) for first, last in words.over(s.cue)),
        bool(_phrases("contrasts").find(words.words, sentence[0], min(sentence[0] + _OPENING, sentence[1]))),
        points and len(found) <= 5,
        negated,
        low,
        number,
        _tone(context, s),
    )


def _tone(context: Context, s: Statement) -> int:
    words = context.words
    well, ill = (
        sum(len(_phrases(section).find(words.words, *span)) for span in words.over(s.content)) for section in ("well", "ill")
    )
    return (well > ill) - (well < ill)


def rarity(sides: list[Side]) -> dict[str, float]:
    """What sharing a word tells: 1 for a word of two statements, less the more statements have it."""
    counts = Counter(word for side in sides for word in side.words)
    total = max(4, len(sides))
    return {word: max(0.0, log(total / n) / log(total / 2)) for word, n in counts.items()}
