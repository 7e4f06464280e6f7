"""Candidate events: a trigger in a clause, the signs around it, and how likely it is that a report tells of an event there."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TypeVar

from negotiable.reading.encoder.evidence import Evidence
from negotiable.reading.events.clauses import Clause, clauses
from negotiable.reading.events.counts import find_counts
from negotiable.reading.events.dates import DateMention, find_dates
from negotiable.reading.events.places import PlaceMention, find_places
from negotiable.reading.events.signs import signs
from negotiable.reading.events.triggers import Hit, find_triggers
from negotiable.terms import Attribution, Report

_Mention = TypeVar("_Mention", DateMention, PlaceMention)

_UNREAL = signs("unreal")
_SUPPOSED = signs("supposed")
_DENIED = signs("denied")
_PROPOSED = signs("proposed")
_NOT = signs("negation")
_COMING = signs("coming")
_GOING_ON = signs("going-on")
_CALLS = signs("calls")
_BE = signs("be")
_HAVE = signs("have")
_PREPOSITIONS = signs("prepositions")
_LEADING = signs("determiners") | _PREPOSITIONS
_STOPS = frozenset(".!?\"”’':")
_RELATIVE = frozenset(("which", "who", "that"))
_FAR, _NEAR = 14, 6  # words before a trigger in which what supposes or denies it is looked for


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger that may tell of an event; `probability` that it does, by the weights of data/weights.csv."""

    clause: Clause
    hit: Hit
    probability: float

    @property
    def unreal(self) -> bool:
        """Whether the clause only supposes, denies or refuses it: "if …", "would …", "has not …", "proposals to …"."""
        words, first = self.clause.words, self.hit.first
        if any(w.lower in _SUPPOSED and w.text != "May" for w in words[max(0, first - _FAR) : first]):
            return True
        near = [w.lower for w in words[max(0, first - _NEAR) : first + 1]]
        if any(word in _DENIED and after != "only" for word, after in pairwise(near)):
            return True
        return first > 1 and words[first - 1].lower == "to" and words[first - 2].lower in _PROPOSED


def _numbers() -> "array[int]":
    return array("i")


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses so far, in parallel lists: their spans, the numbers of their sentences, their first words in lower case."""

    start: "array[int]" = field(default_factory=_numbers)
    end: "array[int]" = field(default_factory=_numbers)
    number: "array[int]" = field(default_factory=_numbers)
    opening: list[str] = field(default_factory=list)

    def add(self, clause: Clause) -> None:
        """Notes a clause."""
        self.start.append(clause.start)
        self.end.append(clause.end)
        self.number.append(clause.number)
        self.opening.append(clause.words[0].lower)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a report beside its triggers; mentions are in the order of the text.

    `outline` grows while candidates are drawn: a text may be megabytes, so that its clauses are gone through once and not kept.
    """

    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    outline: Outline = field(default_factory=Outline)

    def dates_in(self, start: int, end: int) -> tuple[DateMention, ...]:
        """The date mentions that begin in `[start, end)`."""
        return _within(self.dates, start, end)

    def places_in(self, start: int, end: int) -> tuple[PlaceMention, ...]:
        """The place mentions that begin in `[start, end)`."""
        return _within(self.places, start, end)


def _within(mentions: tuple[_Mention, ...], start: int, end: int) -> tuple[_Mention, ...]:
    first = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[first : bisect_left(mentions, end, first, key=lambda m: m.start)]


def survey(report: Report, avoid: frozenset[str] = frozenset()) -> Ground:
    """Dates and places of a report. `avoid`: words that name persons or bodies, so no places."""
    return Ground(find_dates(report.text, report.published), find_places(report.text, avoid))


def candidates(
    report: Report, ground: Ground, attributions: Sequence[Attribution], evidence: Evidence | None = None
) -> Iterator[Candidate]:
    """Every trigger of the report with its probability by its signs and the encoder's `evidence`, in the order of the text."""
    weights = _weights()
    for clause, hit, features in triggers(report, ground, attributions):
        total = sum(weights.get(feature, 0.0) for feature in features)
        if evidence:
            total += evidence.over((clause.words[hit.first].start, clause.words[hit.last].end), (clause.start, clause.end))
        yield Candidate(clause, hit, 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))


def triggers(
    report: Report, ground: Ground, attributions: Sequence[Attribution]
) -> Iterator[tuple[Clause, Hit, tuple[str, ...]]]:
    """Every trigger of the report with its clause and the signs around it, in the order of the text.

    A clause never runs over the edge of an attribution's content.
    """
    zones = _Zones(attributions)
    seen: Counter[str] = Counter()
    for clause, hits in _telling(report, ground, attributions):
        shared = _clause_features(report.text, clause, ground)
        for hit in hits:
            yield clause, hit, (*shared, *_hit_features(clause, hit, zones, seen), *_beside(clause, hit, hits))
        seen.update({key for hit in hits for key in (hit.trigger.type, f"{hit.trigger.type}:{hit.trigger.lemma}")})


def _telling(report: Report, ground: Ground, attributions: Sequence[Attribution]) -> Iterator[tuple[Clause, list[Hit]]]:
    """The clauses with triggers; all clauses are noted in the outline."""
    edges = {edge for a in attributions for span in a.content for edge in span}
    last: Clause | None = None
    for clause in clauses(report.text, edges):
        told_of = last.words[-_NEAR:] if last and last.number == clause.number and clause.words[0].lower in _RELATIVE else ()
        ground.outline.add(clause)
        if hits := list(find_triggers(clause.words, told_of)):
            yield clause, hits
        last = clause


class _Zones:
    """Whether a position lies in a direct quotation, in other reported speech, in an attitude, or in the reporter's words."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        spans = sorted((start, end, a.kind, a.mode) for a in attributions for start, end in a.content)
        self._starts = [start for start, *_ in spans]
        self._spans = spans

    def at(self, position: int) -> str:
        index = bisect_right(self._starts, position) - 1
        for start, end, kind, mode in reversed(self._spans[max(0, index - 2) : index + 1]):
            if start <= position < end:
                return "attitude" if mode == "attitude" else kind
        return "reporter"


def _clause_features(text: str, clause: Clause, ground: Ground) -> list[str]:
    dates = ground.dates_in(clause.start, clause.end)
    places = ground.places_in(clause.start, clause.end)
    found = ["bias", f"sentence={min(clause.number, 24) // 4}", f"words={min(len(clause.words) // 4, 6)}"]
    found.append(f"dates={min(len(dates), 2)}")
    if not dates and ground.dates_in(*clause.sentence):
        found.append("date-in-sentence")
    if any(d.value and len(d.value) == 10 for d in dates):
        found.append("day")
    found += sorted({f"place={p.role}" for p in places})
    if find_counts(text, clause.start, clause.end):
        found.append("number")
    if text[max(clause.sentence[0], clause.sentence[1] - 3) : clause.sentence[1]].rstrip()[-1:] not in _STOPS:
        found.append("no-stop")  # a headline, a caption
    return found


def _beside(clause: Clause, hit: Hit, hits: Sequence[Hit]) -> list[str]:
    """What else the clause tells of, and the small words that lead to a trigger: "amid the talks"."""
    type_ = hit.trigger.type
    others = [other.trigger for other in hits if other.first != hit.first]
    found = [f"beside={type_}+{other}" for other in sorted({trigger.type for trigger in others})]
    if hit.trigger.noun and not all(trigger.noun for trigger in others):
        found += ["verb-beside", f"verb-beside+{type_}"]
    before = [w.lower for w in clause.words[max(0, hit.first - 6) : hit.first]]
    leading = [word for word in before if word in _LEADING]
    lead = leading[-1] if leading else "none"
    found += [f"lead={lead}", f"lead={lead}+{type_}"]
    if hit.trigger.noun:
        found.append(f"prep={next((word for word in reversed(leading) if word in _PREPOSITIONS), 'none')}+{type_}")
    return found


def _hit_features(clause: Clause, hit: Hit, zones: _Zones, seen: Counter[str]) -> list[str]:
    words, trigger = clause.words, hit.trigger
    key = f"{trigger.type}:{trigger.lemma}"
    before = [w.lower for w in words[max(0, hit.first - 8) : hit.first]]
    near, after = before[-4:], [w.lower for w in words[hit.last + 1 : hit.last + 6]]
    around = (*before, *after)
    form = "noun" if trigger.noun else _form(words[hit.first].lower)
    zone = zones.at(words[hit.first].start)
    found = [f"type={trigger.type}", f"trigger={key}", f"word={trigger.type}:{words[hit.first].lower}", f"form={form}"]
    found += [f"zone={zone}", f"zone={zone}+{trigger.type}", f"form={form}+{trigger.type}"]
    found += [f"before={near[-1] if near else '^'}"]
    found += [f"said={min(seen[key], 3)}", f"told={trigger.type}+{min(seen[trigger.type], 3)}"]
    for name, listed in (
        ("unreal", _UNREAL),
        ("not", _NOT),
        ("coming", _COMING),
        ("calls", _CALLS),
        ("be", _BE),
        ("have", _HAVE),
    ):
        if not listed.isdisjoint(before):
            found += [f"{name}", f"{name}+{form}"]
    if not _GOING_ON.isdisjoint(around):
        found.append("going-on")
    beside = {*before[-6:], *after}
    found += [f"with={trigger.type}+{word}" for word in sorted(beside) if len(word) > 3]
    found.append(f"entry={'noun' if trigger.noun else 'with' if trigger.near or trigger.stems else 'verb'}+{trigger.type}")
    if trigger.sure:
        found += ["sure", f"sure+{form}"]
    if not trigger.noun and form == "ed" and _BE.isdisjoint(near) and _HAVE.isdisjoint(near):
        found.append("told")
    if near[-1:] == ["to"]:
        found.append("infinitive")
    if words[hit.first].text[:1].isupper():
        found.append("capital")
    found += [f"at={min(hit.first // 3, 4)}", f"left={min((len(words) - hit.last) // 3, 4)}"]
    found.append("subject" if any(w.text[:1].isupper() for w in words[: hit.first]) else "no-subject")
    found.append("object" if any(w.text[:1].isupper() for w in words[hit.last + 1 :]) else "no-object")
    if form == "noun" and not trigger.lemma.endswith("s") and words[hit.last].lower.endswith("s"):
        found.append("plural")
    return found


def _form(word: str) -> str:
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending):
            return ending
    return "base"


@cache
def _weights() -> dict[str, float]:
    text = files("negotiable.reading.events").joinpath("data/weights.csv").read_text(encoding="utf-8")
    rows = (line.rsplit(";", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}
