"""When and where an event is told to take place: in its clause, its sentence, or by reference to what was told before."""

import re
from bisect import bisect_left
from collections import Counter

from negotiable.reading.events.happenings import Candidate, Ground
from negotiable.reading.events.place_names import place_names
from negotiable.reading.events.places import PlaceMention
from negotiable.terms import Report

_DATELINE = re.compile(
    r"\s*(?P<names>[A-Z][A-Z.' -]{2,24}(?:/[A-Z][A-Z.' -]{2,24})*)(?:,\s[A-Z]\w+)?(?:\s\([A-Z]\w+\))?\s(?:[-–—]+\s)?(?=[A-Z\"“])"
)
_AGAIN = re.compile(
    r"\b(?:the|both|that)\s(?:same\s|besieged\s|ancient\s|southern\s|northern\s|eastern\s|western\s|two\s)?"
    r"(?P<kind>strait|waterway|city|town|village|villages|towns|district|province|region|island|camp|area|capital|country|venue)\b",
    re.IGNORECASE,
)
_APART = frozenset(("after", "before", "since", "despite", "following"))  # what these clauses tell has a time of its own
_GROUND = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST", "RETREAT"))
_TALKS = frozenset(("CONSULT", "AGREE", "REJECT"))
_LEDE = 4  # sentences that the place of the dateline holds for
_CARRY = 2  # sentences over which a date or place is kept


class Setting:
    """Dates and places of the events of one report; ask in the order of the text, as an answer may rest on those before."""

    def __init__(self, report: Report, ground: Ground) -> None:
        self._text, self._ground = report.text, ground
        self._dateline = _dateline(report.text)
        where = [p for p in ground.places if p.role == "where"]
        self._where = where
        self._starts = [p.start for p in where]
        self._last_date: tuple[int, int, str] | None = None  # sentence, position, value
        self._scene = _most_frequent(where, ground.places)

    def date(self, candidate: Candidate) -> str | None:
        """The nearest date of the clause, then of the sentence, then, for an event told on in the past tense, the date before."""
        clause, hit = candidate.clause, candidate.hit
        trigger = clause.words[hit.last]
        here = [d for d in self._ground.dates_in(clause.start, clause.end) if d.value]
        if not here and clause.words[0].lower not in _APART:
            here = [d for d in self._ground.dates_in(*clause.sentence) if d.value]
        if here:
            value = min(
                here, key=lambda d: (d.start - trigger.end) if d.start >= trigger.end else (trigger.start - d.start) * 1.5
            ).value
            self._last_date = (clause.number, clause.start, value or "")
            return value
        if not self._last_date or hit.trigger.noun or clause.words[0].lower in _APART:
            return None
        number, start, value = self._last_date
        near = 0 < clause.number - number <= _CARRY and "\n" not in self._text[start : clause.start]
        return value if near else None

    def places(self, candidate: Candidate) -> tuple[str, ...]:
        """The places of the clause, then those it refers to ("the city"), then those of the sentence or the sentences before."""
        clause, type_ = candidate.clause, candidate.hit.trigger.type
        trigger = clause.words[candidate.hit.last]
        here = self._ground.places_in(clause.start, clause.end)
        found = [p for p in here if p.role == "where"] or [
            p for p in here if p.role == "named" and p.start > trigger.end and type_ in _GROUND
        ]
        if not found and (again := _AGAIN.search(self._text, clause.start, clause.end)):
            found = self._referred(again)
        if not found:
            found = [p for p in self._ground.places_in(*clause.sentence) if p.role == "where"]
        if not found and type_ in _GROUND | _TALKS:
            found = self._before(clause.start, clause.number)
        if found:
            return tuple(dict.fromkeys(p.name for p in found))
        if type_ in _TALKS:
            return (self._dateline,) if self._dateline and clause.number < _LEDE else ()
        if not self._scene or type_ not in _GROUND or self._scene in {p.name for p in here}:  # there it is who acts
            return ()
        return (self._scene,)

    def _referred(self, again: re.Match[str]) -> list[PlaceMention]:
        kind = again.group("kind").lower()
        earlier = self._where[max(0, bisect_left(self._starts, again.start()) - 40) : bisect_left(self._starts, again.start())]
        if kind in ("strait", "waterway"):
            earlier = [p for p in earlier if "Strait" in p.name or "Canal" in p.name]
        return earlier[-2:] if kind.endswith("s") else earlier[-1:]

    def _before(self, start: int, number: int) -> list[PlaceMention]:
        """The places of the nearest of the last sentences that names one."""
        index = bisect_left(self._starts, start) - 1
        if index < 0:
            return []
        last = self._where[index]
        clauses = self._ground.clauses
        at = bisect_left(clauses, last.start, key=lambda c: c.end)
        if at >= len(clauses) or number - clauses[at].number > _CARRY or "\n" in self._text[last.end : start]:
            return []
        return [p for p in self._where[max(0, index - 8) : index + 1] if p.start >= clauses[at].start]


def _dateline(text: str) -> str | None:
    """ "GENEVA The talks …" → Geneva."""
    match = _DATELINE.match(text)
    if not match:
        return None
    name = match.group("names").split("/")[0].strip().title()
    return place_names().names.get(name, name if "," in match.group() else None)


def _most_frequent(where: list[PlaceMention], places: tuple[PlaceMention, ...]) -> str | None:
    """The place that a report names most as a place, if it does so three times: the scene of what has no other place."""
    counted = Counter(p.name for p in where)
    counted.update(p.name for p in places if p.name in counted and p.role != "where")
    for name, number in counted.most_common(1):
        return name if number >= 3 else None
    return None
