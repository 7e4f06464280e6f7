"""What ties statements besides conflict: two sides that say the same, one side or speaker on both sides, chains of conditions.

All of it follows from a coded reading, so that a corrected code corrects it, too.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from negotiable.coding.lexicon import word_set
from negotiable.coding.phrases import stem, words_of
from negotiable.terms import Agreement, Chain, CodedReading, Conditional, Spans, Split, Statement

_PRO, _CONTRA = frozenset(["support", "offer"]), frozenset(["oppose", "refuse"])
_LEADS = frozenset(
    "if unless until when once should provided providing that as so long only or then but and the in case mr mrs ms".split()
)
_OPENING = 40  # code points in which a clause names its subject
_GROUP = 30  # statements on one issue that are held against each other, at most: keeps long reports linear
_SHARED = 2  # telling words that two statements or two conditions have in common, at least
_MOST = 12  # of each kind, at most


def tied(coded: CodedReading) -> CodedReading:
    """`coded` with its agreements, splits and chains, in the order of the text."""
    ground = _Ground(coded)
    against = {frozenset(c.between) for c in coded.conflicts}
    agreements: dict[str, Agreement] = {}  # by what they say: two speakers on one issue once
    splits: dict[str, Split] = {}
    for a, b in ground.pairs():
        if frozenset((a.id, b.id)) in against:
            continue
        if agreement := _agreement(ground, a, b):
            agreements.setdefault(agreement.why, agreement)
        elif split := _split(ground, a, b):
            splits.setdefault(split.why, split)
    return replace(
        coded,
        conditionals=tuple(ground.done(one) for one in coded.conditionals),
        agreements=tuple(agreements.values())[:_MOST],
        splits=tuple(splits.values())[:_MOST],
        chains=tuple(_chains(ground))[:_MOST],
    )


@dataclass(frozen=True, slots=True)
class _Condition:
    """A conditional with its speaker's side and the telling words of both parts."""

    place: int
    side: str
    condition: frozenset[str]
    consequence: frozenset[str]


class _Ground:
    """What the rules ask about a coded reading."""

    def __init__(self, coded: CodedReading) -> None:
        self.coded = coded
        self._actors = {actor.id: actor for actor in coded.actors}
        self._speaker = {one.id: one.speaker for one in coded.statements}
        self._mentions = sorted((start, actor.id) for actor in coded.actors for start, _ in actor.mentions)
        self._telling: dict[Spans, frozenset[str]] = {}

    def side(self, actor_id: str | None) -> str | None:
        """The side an actor speaks for; a country or body without one is its own."""
        actor = self._actors.get(actor_id or "")
        if actor is None:
            return None
        return actor.party or (actor.name if actor.kind != "person" else None)

    def name(self, actor_id: str | None) -> str:
        actor = self._actors.get(actor_id or "")
        return actor.name if actor else "one speaker"

    def telling(self, spans: Spans) -> frozenset[str]:
        """The stems of the words that tell what it is about."""
        if spans not in self._telling:
            words = words_of(" ".join(self.coded.report.text[start:end] for start, end in spans)).words
            kept = (word for word in words if len(word) > 3 and word.isalpha() and word not in word_set("stop"))
            self._telling[spans] = frozenset(stem(word) for word in kept)
        return self._telling[spans]

    def done(self, one: Conditional) -> Conditional:
        """`one` with those who do what it tells of."""
        speaker = self._speaker.get(one.statement or "")
        return replace(one, condition_by=self._doer(one.condition, speaker), consequence_by=self._doer(one.consequence, speaker))

    def _doer(self, spans: Spans, speaker: str | None) -> str | None:
        """The actor that the clause begins with, or the speaker where it begins with "we"."""
        begin, end = spans[0][0], min(spans[0][1], spans[0][0] + _OPENING)
        opening = words_of(self.coded.report.text[begin:end])
        at = next(
            (begin + at for w, at in zip(opening.words, opening.starts, strict=True) if w not in _LEADS and w.isalnum()), end
        )
        if self.coded.report.text[at:end].lower().startswith(("we ", "i ", "we’", "we'", "i’", "i'")):
            return speaker
        k = bisect_left(self._mentions, (begin, ""))
        named = self._mentions[k] if k < len(self._mentions) else (end, "")
        return named[1] if named[0] < end and named[0] <= at else None

    def shared(self, one: Statement, two: Statement) -> int:
        return len(self.telling(one.content) & self.telling(two.content))

    def pairs(self) -> Iterator[tuple[Statement, Statement]]:
        """Statements on one issue, each with those before it."""
        by_issue: dict[str, list[Statement]] = defaultdict(list)
        for one in self.coded.statements:
            if one.issue is None or one.stance not in _PRO | _CONTRA or one.continues is not None:
                continue
            for other in by_issue[one.issue][-_GROUP:]:
                yield other, one
            by_issue[one.issue].append(one)


def _agreement(ground: _Ground, a: Statement, b: Statement) -> Agreement | None:
    """Two sides for the same thing, or against the same third party, in like words."""
    one, two = ground.side(a.speaker), ground.side(b.speaker)
    if one is None or two is None or one == two or a.speaker == b.speaker:
        return None
    aims = {ground.side(a.target), ground.side(b.target)}
    together = {a.stance, b.stance} <= _PRO and aims <= {one, two, None}
    third = {a.stance, b.stance} <= _CONTRA and len(aims) == 1 and not aims & {one, two, None}
    if not (together or third) or ground.shared(a, b) < _SHARED:
        return None
    what = "speak in favour of the same" if together else f"both speak against {aims.pop()}"
    return Agreement((a.id, b.id), a.issue, f"{_topic(a)}, {ground.name(a.speaker)} and {ground.name(b.speaker)} {what}")


def _split(ground: _Ground, a: Statement, b: Statement) -> Split | None:
    """One speaker, or two of one side, once for and once against."""
    if not ({a.stance, b.stance} & _PRO and {a.stance, b.stance} & _CONTRA) or ground.shared(a, b) < _SHARED:
        return None
    first, second = ("for" if s.stance in _PRO else "against" for s in (a, b))
    if a.speaker is not None and a.speaker == b.speaker:
        why = f"{_topic(a)}, {ground.name(a.speaker)} speaks {first} something here and {second} something there"
        return Split("speaker", (a.id, b.id), a.issue, why)
    side = ground.side(a.speaker)
    if side is None or side != ground.side(b.speaker) or ground.side(a.target) != ground.side(b.target):
        return None
    names = f"{ground.name(a.speaker)} speaks {first} something and {ground.name(b.speaker)} {second} something"
    return Split("side", (a.id, b.id), a.issue, f"{_topic(a)}, both speak for {side}: {names}")


def _topic(one: Statement) -> str:
    return f"On {(one.issue or '').removeprefix('other: ').replace('-', ' ')}"


def _chains(ground: _Ground) -> Iterator[Chain]:
    """ "A will if B", "B will if A": the condition of each is what the other announces."""
    said = {one.id: one for one in ground.coded.statements}
    laid = [
        _Condition(n, side, ground.telling(c.condition), ground.telling(c.consequence))
        for n, c in enumerate(ground.coded.conditionals)
        if (side := _side_of(ground, said, c)) is not None
    ]
    for k, one in enumerate(laid):
        for two in laid[k + 1 : k + 1 + _GROUP]:
            if one.side != two.side and _meets(one, two) and _meets(two, one):
                why = f"what {one.side} announces is what {two.side} makes its condition, and the other way round"
                yield Chain((one.place, two.place), why[0].upper() + why[1:])


def _side_of(ground: _Ground, said: dict[str, Statement], one: Conditional) -> str | None:
    statement = said.get(one.statement or "")
    return ground.side(statement.speaker) if statement else None


def _meets(one: _Condition, two: _Condition) -> bool:
    """Whether what `one` announces is what `two` waits for."""
    return len(one.consequence & two.condition) >= min(_SHARED, len(two.condition)) > 0
