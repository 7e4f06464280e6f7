"""Scores attributions against gold ones by the measures usual for PolNeAR: tokens, contents, sources, recall by kind.

A token is a run of letters or digits; a span holds the tokens that it shares a character with. Two contents match with a
Jaccard of their tokens of at least 0.5, one to one, the closest pairs first, ties by shared source tokens, then by place. A
source is right if it shares a token with the gold one, or both are absent. All figures are over all documents together.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Spans = Sequence[tuple[int, int]]
Tokens = frozenset[int]

ROLES = ("source", "cue", "content")
QUOTED, SOURCES, CUES = ("direct", "mixed", "indirect"), ("noun", "pronoun", "no source"), ("speech cue", "other cue")
KINDS = (*QUOTED, *SOURCES, *CUES)

_TOKEN = re.compile(r"[^\W_]+")
_MARK = re.compile(r'["“”\n]|\Z')
_PRONOUNS = frozenset("i me we us you he him she her it they them who this that one".split())
_SPEECH = frozenset(  # cues of ordinary speech; all others tell of thoughts, intentions and stances as well
    """
    according accuse accused accuses accusing acknowledge acknowledged acknowledges add added adding adds admit admits
    admitted announce announced announces announcing answer answered answers argue argued argues arguing ask asked asking
    asks assert asserted asserting asserts call called calling calls claim claimed claiming claims comment commented concede
    conceded confirm confirmed confirming confirms continue continued continues declare declared declares declaring denied
    denies deny denying describe described describes describing explain explained explaining explains insist insisted
    insisting insists mention mentioned note noted notes noting observe observed promise promised promises quip quipped
    quoted read reads recall recalled recalling remark remarked replied replies reply report reported reporting reports
    respond responded responds reveal revealed said say saying says shout shouted speak speaking spoke state stated states
    stating stress stressed suggest suggested suggesting suggests talk talked talking tell telling tells testified testify
    told tweet tweeted tweeting tweets urge urged urges vow vowed vows warn warned warning warns write writes writing
    written wrote
    """.split()
)


class Attributed(Protocol):
    """Spans of one attribution, in code points, half-open."""

    @property
    def source(self) -> Spans: ...
    @property
    def cue(self) -> Spans: ...
    @property
    def content(self) -> Spans: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One attribution as sets of token numbers, and its kinds: quoted how, what source, what cue."""

    source: Tokens
    cue: Tokens
    content: Tokens
    kinds: tuple[str, str, str]


class Text:
    """The tokens of a document, and which of them stand inside double quotation marks."""

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in _TOKEN.finditer(text)]
        self._starts, self._ends = [a for a, _ in spans], [b for _, b in spans]
        self._words = [text[a:b].lower() for a, b in spans]
        self._quoted: set[int] = set()
        opened: int | None = None
        for mark in _MARK.finditer(text):
            if opened is not None and mark[0] != "“":  # a mark left open closes at the end of its paragraph
                self._quoted.update(range(bisect_left(self._starts, opened), bisect_right(self._ends, mark.start())))
                opened = None
            elif opened is None and mark[0] and mark[0] in '"“':
                opened = mark.start()

    def tokens(self, spans: Spans) -> Tokens:
        """Numbers of the tokens that share a character with `spans`."""
        return frozenset(n for a, b in spans if a < b for n in range(bisect_right(self._ends, a), bisect_left(self._starts, b)))

    def item(self, one: Attributed) -> Item:
        """`one` as token numbers."""
        source, cue, content = self.tokens(one.source), self.tokens(one.cue), self.tokens(one.content)
        inside = len(content & self._quoted)
        quoted = QUOTED[0 if inside == len(content) else 1 if inside else 2]
        pronoun = len(source) == 1 and self._words[min(source)] in _PRONOUNS
        spoken = any(self._words[n] in _SPEECH for n in cue)
        return Item(source, cue, content, (quoted, SOURCES[1 if pronoun else 0 if source else 2], CUES[0 if spoken else 1]))


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def matched(gold: Sequence[Item], found: Sequence[Item]) -> dict[int, int]:
    """Gold index -> index of the one found that matches it, by contents."""
    options = []
    for g, wanted in enumerate(gold):
        for f, item in enumerate(found):
            shared = len(wanted.content & item.content)
            if shared and 2 * shared >= (both := len(wanted.content | item.content)):
                options.append((-shared / both, -len(wanted.source & item.source), g, f))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, f in sorted(options):
        if g not in pairs and f not in taken:
            pairs[g] = f
            taken.add(f)
    return pairs


def source_right(gold: Item, found: Item) -> bool:
    """Whether the sources share a token, or both are absent."""
    return bool(gold.source & found.source) or not (gold.source or found.source)


@dataclass(slots=True)
class Tally:
    """Counts over documents, from which the figures come."""

    counts: Counter[str] = field(default_factory=Counter)
    gold_kinds: Counter[str] = field(default_factory=Counter)
    overlap_kinds: Counter[str] = field(default_factory=Counter)
    right_kinds: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, gold: Iterable[Attributed], found: Iterable[Attributed]) -> None:
        """Counts one document."""
        words = Text(text)
        wanted, items = [words.item(one) for one in gold], [words.item(one) for one in found]
        for role in ROLES:
            ours: set[int] = set().union(*(getattr(item, role) for item in items))
            theirs: set[int] = set().union(*(getattr(item, role) for item in wanted))
            self.counts.update({f"{role} both": len(ours & theirs), f"{role} gold": len(theirs), f"{role} found": len(ours)})
        wanted, items = [item for item in wanted if item.content], [item for item in items if item.content]
        exact = Counter(item.content for item in wanted) & Counter(item.content for item in items)
        self.counts.update({"gold": len(wanted), "found": len(items), "exact": exact.total()})
        pairs = matched(wanted, items)
        for g, item in enumerate(wanted):
            self.gold_kinds.update(item.kinds)
            if g not in pairs:
                continue
            self.overlap_kinds.update(item.kinds)
            self.counts["overlap"] += 1
            self.counts["sourced"] += bool(item.source)
            self.counts["source shared"] += bool(item.source & items[pairs[g]].source)
            if source_right(item, items[pairs[g]]):
                self.right_kinds.update(item.kinds)
                self.counts["right"] += 1

    def tokens(self, role: str) -> Figure:
        """Tokens inside any span of `role`, whichever attribution they belong to."""
        return self._figure(f"{role} both", f"{role} found", f"{role} gold")

    def exact(self) -> Figure:
        """Contents of the same tokens."""
        return self._figure("exact", "found", "gold")

    def overlap(self) -> Figure:
        """Contents that match."""
        return self._figure("overlap", "found", "gold")

    def end_to_end(self) -> Figure:
        """Contents that match and have the right source."""
        return self._figure("right", "found", "gold")

    def source_accuracy(self) -> float:
        """Of the matched contents whose gold has a source, the share with a token of it."""
        return self.counts["source shared"] / max(1, self.counts["sourced"])

    def recall(self) -> Mapping[str, tuple[float, float]]:
        """Recall of contents, and of contents with the right source, by kind of the gold attribution."""
        return {k: (self.overlap_kinds[k] / n, self.right_kinds[k] / n) for k in KINDS if (n := self.gold_kinds[k])}

    def _figure(self, hits: str, found: str, gold: str) -> Figure:
        c = self.counts
        return Figure(c[hits] / max(1, c[found]), c[hits] / max(1, c[gold]))
