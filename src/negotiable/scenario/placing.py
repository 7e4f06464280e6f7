"""Which statements of a report have a place in a scenario, on which issue, and how firmly: without adding what nobody said."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from negotiable.coding.codebook import DEFAULT, load, names
from negotiable.coding.issue_tree import tree_of
from negotiable.coding.phrases import words_of
from negotiable.terms import Actor, Codebook, CodedReading, Issue, Spans, Statement
from negotiable.terms.codes import Firmness

_CLASSES: dict[str, Firmness] = {"refuse": "demand", "demand": "demand", "offer": "wish"}
_ACCUSING = frozenset({"ACCUSE", "DISAPPROVE"})
# Faith and the course of the war are judged, not agreed on: an opinion on them takes a place only as a demand or refusal.
NO_PACKAGE = frozenset({"trust", "military-situation", "process"})
_DISCUSSED = re.compile(r"\b(?:talk(?:s|ed|ing)? about|discuss(?:ed|es|ing)?|on the table|negotiat(?:e|ed|es|ing)) ", re.I)
_JOINT = re.compile(r"(?:, (?:or|and|nor) |; |\. (?=[A-Z]))")
_SHORTEST = 20  # characters of a part that can stand by itself


@dataclass(frozen=True, slots=True)
class Placed:
    """One statement, or a part of it, on one issue.

    `label`: the words that say it by themselves. `role`: position, or discussed (spoken of as open).
    """

    statement: Statement
    actor: Actor
    party: str
    issue: str
    firmness: Firmness
    spans: Spans
    label: Spans
    role: str = "position"


class Placing:
    """Places the statements of one reading; `unplaced` says which found none and why."""

    def __init__(self, coded: CodedReading) -> None:
        self._text, self._coded = coded.report.text, coded
        self._actors = {actor.id: actor for actor in coded.actors}
        self._book = _codebook_of(coded)
        self._tree = tree_of(self._book)
        self.unplaced: list[tuple[Statement, str]] = []
        self.placed = [placed for one in coded.statements for placed in self._place(one)]
        self._add_discussed()

    def _place(self, one: Statement) -> Iterator[Placed]:
        actor = self._actors.get(one.speaker or "")
        if actor is None or not actor.party:
            self._leave(one, "whose side it speaks for is not known")
            return
        firmness = one.firmness or _CLASSES.get(one.stance)
        sided = one.stance in ("support", "oppose") and one.target is None and one.act not in _ACCUSING
        if one.stance == "conditional":
            return  # `Undertaking`
        if firmness is None and not (sided and self._in_conflict(one)):
            self._leave(one, "it demands, offers or refuses nothing")
            return
        parts = [part for part in self._parts(one) if part[0] and (part[0] not in NO_PACKAGE or firmness)]
        if not parts:
            self._leave(one, "no issue of the codebook fits")
        for issue, spans, label in parts:
            if issue:
                yield Placed(one, actor, actor.party, issue, firmness or "wish", spans, label)

    def _leave(self, one: Statement, why: str) -> None:
        self.unplaced.append((one, why))

    def _in_conflict(self, one: Statement) -> bool:
        return any(one.id in conflict.between for conflict in self._coded.conflicts)

    def _parts(self, one: Statement) -> Iterator[tuple[str | None, Spans, Spans]]:
        """Issue, words and label. A refusal of this or that is two, where the parts are on different issues."""
        if len(one.content) == 1:
            start, end = one.content[0]
            cut = next((m for m in _JOINT.finditer(self._text, start, end) if self._splits(start, m.start(), m.end(), end)), None)
            if cut:
                first, second = ((start, cut.start()),), ((cut.end(), end),)
                yield self.issue_of(first), first, first
                # "would not accept A, or B": B alone would say the opposite.
                yield self.issue_of(second), second, second if cut[0].startswith((".", ";")) else one.content
                return
        yield one.issue or self.issue_of(one.content), one.content, one.content

    def _splits(self, start: int, stop: int, again: int, end: int) -> bool:
        if stop - start < _SHORTEST or end - again < _SHORTEST:
            return False
        first, second = self.issue_of(((start, stop),)), self.issue_of(((again, end),))
        return first != second and not {first, second} & {None, *NO_PACKAGE}

    def issue_of(self, spans: Spans) -> str | None:
        """The issue at the top of the codebook that most terms in `spans` name."""
        counts: Counter[str] = Counter()
        for issue, weight in self._hits(spans):
            counts[issue] += weight
        return counts.most_common(1)[0][0] if counts else None

    def _hits(self, spans: Spans) -> Iterator[tuple[str, int]]:
        for start, end in spans:
            words = words_of(self._text[start:end])
            for hit in self._tree.table.find(words.words, 0, len(words.words)):
                number, weak = hit.payload
                yield self._tree.tops[self._tree.top_of[number]], 1 if weak else 2 * (hit.last - hit.first)

    def _add_discussed(self) -> None:
        """Whoever says that something is talked about, where another calls it a red line, is placed beside it."""
        drawn = {(one.issue, one.party) for one in self.placed if one.firmness == "red-line"}
        left: list[tuple[Statement, str]] = []
        for one, why in self.unplaced:
            actor = self._actors.get(one.speaker or "")
            party = actor.party if actor else None
            text = " ".join(self._text[a:b] for a, b in one.content)
            touched = {issue for issue, _ in self._hits(one.content)} if one.stance == "assessment" else set()
            issue = next((i for i, other in sorted(drawn) if i in touched and other != party), None)
            if actor and party and issue and _DISCUSSED.search(text):
                self.placed.append(Placed(one, actor, party, issue, "wish", one.content, one.content, "discussed"))
            else:
                left.append((one, why))
        self.unplaced = left

    def label(self, issue: str) -> str:
        """What the codebook calls an issue."""
        return next((one.label for one in self._book.codes if one.id == issue), issue.replace("-", " ").capitalize())


def _codebook_of(coded: CodedReading) -> Codebook:
    """The codebook that the reading was coded by; of one that is not shipped, the labels that the reading carries."""
    name = coded.codebook.partition("@")[0] or DEFAULT
    return load(name) if name in names() else Codebook(name, "", "", tuple(Issue(one.id, one.label) for one in coded.issues))
