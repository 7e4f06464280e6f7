"""Where an event is told to take place: in its clause, its sentence, or by reference to what was told before."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from negotiable.reading.events.happenings import Candidate, Ground
from negotiable.reading.events.place_names import place_names
from negotiable.reading.events.places import PlaceMention
from negotiable.reading.events.retold import is_again, keys
from negotiable.reading.events.signs import signs
from negotiable.terms import Report

_DATELINE = re.compile(
    r"\s*(?P<names>[A-Z][A-Z.' -]{2,24}(?:/[A-Z][A-Z.' -]{2,24})*)(?:,\s[A-Z]\w+)?(?:\s\([A-Z]\w+\))?\s(?:[-–—]+\s)?(?=[A-Z\"“])"
)
_ON_THE_SPOT = re.compile(r"\s*[A-Z][A-Z' -]{2,24},\s[A-Z][a-z]")  # "OLD HARBOUR, Velmora": no desk of the paper is there
_AGENT = re.compile(
    r"\b(?:[Bb]y|[Ff]rom|[Ww]ith|[Aa]gainst)\s(?:both\s|the\s)?(?:[A-Z][\w-]{1,30}(?:,\s|\sand\s(?:the\s)?)){0,3}$"
)
_AGAIN = re.compile(
    r"\b(?:the|both|that)\s(?:same\s|besieged\s|ancient\s|southern\s|northern\s|eastern\s|western\s|two\s)?"
    r"(?P<kind>strait|waterway|city|town|village|villages|towns|district|province|region|island|camp|area|capital|country|venue)\b",
    re.IGNORECASE,
)
_ITS_OWN = frozenset(("war", "civil war", "conflict", "nuclear test", "missile test", "test", "rocket launch"))  # on its soil
_FROM_HOME = frozenset(("MOBILIZE", lemma) for lemma in ("conduct", "test", "launch", "fire"))
_BE = signs("be")
_APART = frozenset(("after", "before", "since", "despite", "following"))  # what these clauses tell may be elsewhere
_TOPIC = re.compile(
    r"\b(?:wars?|conflicts?|crisis|peace|violence|fighting|bloodshed|situation|invasion|hostilities|truce|ceasefire|elections?|future)\s"
    r"(?:in|of|over|on|for|across)\s(?:the\s)?(?:\w+\s)?$"
)
_GROUND = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "AID", "PROTEST", "RETREAT"))
_TALKS = frozenset(("CONSULT", "AGREE", "REJECT"))
_LEDE = 4  # sentences that the place of the dateline holds for
_CARRY = 2  # sentences over which a place is kept


class Where:
    """Places of the events of one report; ask in the order of the text, as an answer may rest on those before."""

    def __init__(self, report: Report, ground: Ground) -> None:
        self._text, self._ground = report.text, ground
        self._dateline = _dateline(report.text)
        self._on_the_spot = _ON_THE_SPOT.match(report.text) is not None
        where = [p for p in ground.places if p.role == "where"]
        self._where = where
        self._waters = [p for p in ground.places if "Strait" in p.name or "Canal" in p.name][:100]
        self._starts = [p.start for p in where]
        self._placed: dict[tuple[str, str], tuple[str, ...]] = {}
        self._scene = _most_frequent(where, ground.places)

    def places(self, candidate: Candidate) -> tuple[str, ...]:
        """The places of the clause, then those it refers to ("the city", "the talks"), then those of the sentence or the
        sentences before."""
        found = self._places(candidate)
        if found:
            self._placed |= dict.fromkeys(keys(candidate), found)
        return found

    def _places(self, candidate: Candidate) -> tuple[str, ...]:
        clause, hit = candidate.clause, candidate.hit
        type_, trigger = hit.trigger.type, clause.words[hit.last]
        here = self._ground.places_in(clause.start, clause.end)
        found = self._where_of(here, type_)
        if not found and (
            hit.trigger.lemma in _ITS_OWN or (type_, hit.trigger.lemma) in _FROM_HOME
        ):  # "Tarsk's civil war", "the Tarskian war"
            lead = clause.words[max(0, hit.first - 3)].start
            if hit.first < 6 and clause.words[0].lower in ("which", "that", "who"):  # "Tarsk, which held a missile test"
                lead = clause.start - 30
                here = (*self._ground.places_in(lead, clause.start)[-1:], *here)
            found = [p for p in here if lead < p.end and p.start < trigger.start and p.role in ("named", "adjective")]
        if not found and type_ in _GROUND and self._befalls(candidate):
            found = [p for p in here if p.role == "named" and p.start < clause.words[hit.first].start]
        if not found and type_ in _GROUND:
            found = [p for p in here if p.role == "named" and p.start > trigger.end and not self._is_agent(p.start)]
        if not found and (again := _AGAIN.search(self._text, clause.start, clause.end)):
            found = self._referred(again)
        if not found and is_again(candidate) and (known := self._placed.get((type_, trigger.lower))):
            return known
        if not found:
            found = [p for p in self._where_of(self._ground.places_in(*clause.sentence), type_) if not self._apart(p.start)]
        if not found and type_ in _GROUND | _TALKS:
            found = self._where_of(self._before(clause.start, clause.number), type_)
        if found:
            return tuple(dict.fromkeys(p.name for p in found))
        if type_ in _TALKS:
            return (self._dateline,) if self._dateline and clause.number < _LEDE else ()
        if type_ in _GROUND and self._on_the_spot and clause.number < 2 and self._dateline:
            return (self._dateline,)
        acting = {p.name for p in here if p.role == "named"}  # "Tarsk bombed", but "the Tarskian army bombed" may be at home
        if not self._scene or type_ not in _GROUND or self._scene in acting:
            return ()
        return (self._scene,)

    def _befalls(self, candidate: Candidate) -> bool:
        """Whether what stands before a trigger is what it is done to: "Velmora is besieged"."""
        words, hit = candidate.clause.words, candidate.hit
        lead = {w.lower for w in words[max(0, hit.first - 2) : hit.first]}
        return not hit.trigger.noun and not words[hit.first].lower.endswith(("ing", "s")) and not _BE.isdisjoint(lead)

    def _apart(self, position: int) -> bool:
        """Whether a position lies in a clause such as "after talks in Oslo", whose place is its own."""
        outline = self._ground.outline
        at = bisect_right(outline.start, position) - 1
        return at >= 0 and outline.opening[at] in _APART

    def _is_agent(self, position: int) -> bool:
        """Whether what stands at a position is who does it, or against whom: "by Tarsk and Velmora"."""
        return _AGENT.search(self._text, max(0, position - 60), position) is not None

    def _where_of(self, places: Sequence[PlaceMention], type_: str) -> list[PlaceMention]:
        """Those where something happens; talks on "the war in Tarsk" are not in Tarsk, nor are sanctions on Tarsk."""
        found = [p for p in places if p.role == "where"]
        if type_ not in _GROUND:
            found = [p for p in found if not self._text.startswith("on ", max(0, p.start - 3))]
        if type_ in _TALKS:
            found = [p for p in found if not _TOPIC.search(self._text, max(0, p.start - 40), p.start)]
        return found

    def _referred(self, again: re.Match[str]) -> list[PlaceMention]:
        kind = again.group("kind").lower()
        if kind in ("strait", "waterway"):
            waters = [p for p in self._waters if p.start < again.start()]
            return waters[-1:]
        earlier = self._where[max(0, bisect_left(self._starts, again.start()) - 40) : bisect_left(self._starts, again.start())]
        return earlier[-2:] if kind.endswith("s") else earlier[-1:]

    def _before(self, start: int, number: int) -> list[PlaceMention]:
        """The places of the nearest of the last sentences that names one."""
        index = bisect_left(self._starts, start) - 1
        if index < 0:
            return []
        last = self._where[index]
        outline = self._ground.outline
        at = bisect_left(outline.end, last.start)
        if at >= len(outline.end) or number - outline.number[at] > _CARRY or "\n" in self._text[last.end : start]:
            return []
        return [p for p in self._where[max(0, index - 8) : index + 1] if p.start >= outline.start[at]]


def _dateline(text: str) -> str | None:
    """ "GENEVA The talks …" → Geneva."""
    match = _DATELINE.match(text)
    if not match:
        return None
    words = match.group("names").split("/")[0].split()
    for length in range(min(len(words), 4), 0, -1):  # "WASHINGTON U.S. officials met": the capitals run on
        name = " ".join(words[:length]).title()
        if name in place_names().names:
            return place_names().names[name]
    return " ".join(words).title() if "," in match.group() else None


def _most_frequent(where: list[PlaceMention], places: tuple[PlaceMention, ...]) -> str | None:
    """The place that a report names most as a place, if it does so three times: the scene of what has no other place."""
    counted = Counter(p.name for p in where)
    counted.update(p.name for p in places if p.name in counted and p.role != "where")
    for name, number in counted.most_common(1):
        return name if number >= 3 else None
    return None
