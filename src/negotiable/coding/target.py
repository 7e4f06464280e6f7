"""Whom a statement is aimed at: one of those named in it, around it or before it, or nobody, weighed as learned."""

from collections import Counter, defaultdict, deque

import numpy as np

from negotiable.coding.context import Context
from negotiable.coding.lexicon import word_set
from negotiable.coding.weighing import weighing
from negotiable.terms import Attribution, Span

Signs = dict[str, float]

_BACK = 400  # characters before its sentence in which those are looked for whom a statement without names may mean
_REACH = 1500  # characters on either side that are looked at in an endless sentence
_RECENT = 20  # targets of a side that are remembered
_SPOKE = 4  # statements back whose speakers a statement may answer
_OFTEN = 8  # actors, and sides, named most often in the report: always possible


class Targets:
    """The targets in one report. Statements are asked for in the order of the text: each may be aimed at whom the last was."""

    def __init__(self, context: Context) -> None:
        self._context = context
        reading = context.reading
        self._sides = {actor.name.lower(): actor.id for actor in reversed(reading.actors) if actor.kind != "person"}
        named = context.named_in(0, len(context.text))
        self._counts = Counter(actor for _, _, actor in named)
        self._named_in_all = max(1, len(named))
        self._side_counts = Counter(self._side(actor) for _, _, actor in named)
        self._ranked = [side for side, _ in self._side_counts.most_common()]
        self._in_places = Counter(actor for start, _, actor in named if self._after(start, "places"))
        self._speakers = {self._side(one.speaker) for one in reading.attributions if one.speaker}
        self._named_by: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for one in reading.attributions:
            side = context.party(one.speaker)
            if side is not None:
                self._named_by[side].update(a for _, _, a in self._named(one) if not context.same_side(a, one.speaker))
        self._names_by = {side: counts.total() for side, counts in self._named_by.items()}
        often = [actor for actor, _ in self._counts.most_common(_OFTEN)]
        self._often = often + [self._sides[side] for side in self._ranked[:_OFTEN] if side in self._sides]
        self._before: deque[tuple[str | None, str | None]] = deque(maxlen=_SPOKE)  # speakers and targets
        self._last: dict[str, str] = {}  # a speaker's last target
        self._recent: defaultdict[str, deque[str]] = defaultdict(lambda: deque(maxlen=_RECENT))  # a side's

    def of(self, one: Attribution, stance: str) -> tuple[str | None, float]:
        """An actor id or None, and how likely that is right."""
        if not one.content:
            self.remember(one, None)
            return None, 0.5
        possible, weights = self.candidates(one, stance), weighing("target")
        found = np.zeros((len(possible), len(weights.signs)), np.float32)
        for row, (_, signs) in zip(found, possible, strict=True):
            for name, strength in signs.items():
                if name in weights.signs:
                    row[weights.signs[name]] = strength
        best, sure = weights.best((found @ weights.weights)[:, 0])
        self.remember(one, possible[best][0])
        return possible[best][0], sure

    def remember(self, one: Attribution, target: str | None) -> None:
        """That `one`, the next in the text, was aimed at `target`."""
        self._before.append((one.speaker, target))
        if target and one.speaker:
            self._last[one.speaker] = target
            self._recent[self._side(one.speaker)].append(target)

    def candidates(self, one: Attribution, stance: str) -> list[tuple[str | None, Signs]]:
        """Everyone whom the statement may be aimed at, with what speaks for each; last nobody."""
        found: defaultdict[str, Signs] = defaultdict(dict)
        lone = not self._inside(one, found)
        self._around(one, found)
        self._earlier(one, found)
        for actor in self._often:
            found[actor].setdefault("often", 1.0)
        party = self._context.party(one.speaker)
        named = self._named_by.get(party or "", Counter[str]())
        for actor in found.keys() & named.keys():
            found[actor]["named by side"] = named[actor] / (2 + self._names_by[party or ""])
        main = next((side for side in self._ranked if side != party), None) if party is not None else None
        possible: list[tuple[str | None, Signs]] = [
            (actor, self._known(one, actor, signs, lone, main)) for actor, signs in found.items() if actor in self._context.actors
        ]
        before = self._before[-1] if self._before else (None, None)
        nobody = {"nobody": 1.0, f"nobody: {stance}": 1.0, "nobody: no name": float(lone)}
        nobody["nobody: as before"] = float(one.speaker is not None and before == (one.speaker, None))
        nobody["nobody: aims elsewhere"] = float(one.speaker is not None and bool(self._recent[self._side(one.speaker)]))
        return [*possible, (None, nobody)]

    def _inside(self, one: Attribution, found: defaultdict[str, Signs]) -> bool:
        """Signs of those named in the content; whether one of them is of another side than the speaker's."""
        words, others = self._context.words, 0
        begins = words.between(one.content[0][0], one.content[0][0] + 1)[0]
        for start, end, actor in self._named(one):
            signs = found[actor]
            if "inside" not in signs and not self._context.same_side(actor, one.speaker):
                others += 1
                signs["first"] = float(others == 1)
            at, after = words.between(start, end)[0], words.between(end, end + 1)[0]
            signs["inside"] = 1.0
            signs["opens"] = max(signs.get("opens", 0.0), float(at - begins <= 2 or words.words[at - 1] in '"('))
            signs["after preposition"] = max(signs.get("after preposition", 0.0), float(self._after(start, "prepositions")))
            owns = after < len(words.words) and words.words[after] in ("'s", "'")
            signs["owns"] = max(signs.get("owns", 0.0), float(owns))
            self._for_side(found, actor, "side inside")
        return others > 0

    def _around(self, one: Attribution, found: defaultdict[str, Signs]) -> None:
        """Signs of those named in the rest of the sentence, and before it."""
        context, begins = self._context, one.content[0][0]
        low, high = context.sentence(begins)
        low, high = max(low, begins - _REACH), min(high, begins + _REACH)
        for start, end, actor in context.named_in(low, high):
            if _meets(one.content, start, start + 1) or _meets(one.source, start, end):
                continue
            found[actor]["in sentence"] = 1.0
            if one.cue and one.cue[0][0] <= start and end <= begins:
                found[actor]["addressed"] = 1.0
            self._for_side(found, actor, "side in sentence")
        nearest = None
        for _, _, actor in context.named_in(max(0, low - _BACK), low):
            found[actor].setdefault("before", 1.0)
            if not context.same_side(actor, one.speaker):
                nearest = actor
        if nearest:
            found[nearest]["nearest"] = 1.0
            self._for_side(found, nearest, "side nearest")

    def _earlier(self, one: Attribution, found: defaultdict[str, Signs]) -> None:
        """Signs of those who spoke before, and of those at whom statements before were aimed."""
        for speaker, _ in self._before:
            if speaker and not self._context.same_side(speaker, one.speaker):
                found[speaker].setdefault("spoke", 1.0)
                self._for_side(found, speaker, "side spoke")
        if self._before and (last := self._before[-1][1]):
            found[last]["last target"] = 1.0
        if one.speaker:
            if one.speaker in self._last:
                found[self._last[one.speaker]]["last target of speaker"] = 1.0
            recent = self._recent[self._side(one.speaker)]
            for actor, times in Counter(recent).items():
                found[actor]["targets of side"] = times / (1 + len(recent))

    def _known(self, one: Attribution, actor: str, signs: Signs, lone: bool, main: str | None) -> Signs:
        """The signs of `actor` with those that rest on the whole report; `main`: the side named most, the speaker's aside."""
        side, kind = self._side(actor), self._context.actors[actor].kind
        inside, mainly = "inside" in signs, float(kind != "person" and side == main)
        speaks = float(side in self._speakers)
        signs |= {
            "own side": float(self._context.same_side(actor, one.speaker)),
            kind: 1.0,
            "share of side": self._side_counts[side] / self._named_in_all,
            "other main side": mainly,
            "side speaks": speaks,
            "place": self._in_places[actor] / (1 + self._counts[actor]),
            "inside, side speaks": float(inside) * speaks,
            "first, no person": float(kind != "person") * signs.get("first", 0.0),
        }
        if lone:
            for name in ("other main side", "nearest", "in sentence", "named by side"):
                signs[f"no name: {name}"] = signs.get(name, 0.0)
        elif inside:
            signs["inside: other main side"] = mainly
        return signs

    def _for_side(self, found: defaultdict[str, Signs], actor: str, sign: str) -> None:
        """The sign for the side that `actor` speaks for, where it is an actor too."""
        side = self._sides.get(self._context.party(actor) or "")
        if side and side != actor:
            found[side][sign] = 1.0

    def _named(self, one: Attribution) -> list[tuple[int, int, str]]:
        return [mention for start, end in one.content for mention in self._context.named_in(start, end)]

    def _side(self, actor: str | None) -> str:
        return self._context.party(actor) or actor or ""

    def _after(self, at: int, words_before: str) -> bool:
        """Whether what stands at the code point `at` follows one of these words, "the" left out."""
        words = self._context.words
        k = words.between(at, at + 1)[0] - 1
        if k > 0 and words.words[k] == "the":
            k -= 1
        return k >= 0 and words.words[k] in word_set(words_before)


def _meets(spans: tuple[Span, ...], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)
