"""What happened, goes on or is planned: events with actors, targets, places, count, date and who claims them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby

from negotiable.reading.encoder.evidence import Evidence
from negotiable.reading.events.counts import CountMention, headline_count, only_people
from negotiable.reading.events.happenings import Candidate, candidates, survey
from negotiable.reading.events.sides import Marks, sides
from negotiable.reading.events.signs import signs
from negotiable.reading.events.when import When
from negotiable.reading.events.where import Where
from negotiable.terms import Actor, Attribution, Event, Report, Span
from negotiable.terms.reading import Status

THRESHOLD = 0.25  # a candidate below this probability is no event
SECOND, SECOND_SURE = 0.9, 0.45  # share of the likeliest's probability that a further type in the clause needs; a sure verb's

_PLANNED = signs("planned")
_PLANNED_AFTER = signs("planned-after")
_ONGOING = signs("ongoing")
_ANTECEDENT = 40  # characters before "who" in which its number is looked for
_OF_PEOPLE = frozenset(("ASSAULT", "PROTEST"))
_TRIM = " \t\r\n,;:-–—"


def find_events(
    report: Report, attributions: Sequence[Attribution], actors: Sequence[Actor], evidence: Evidence | None = None
) -> tuple[Event, ...]:
    """The events of a report in the order of its text.

    One event a trigger and clause: triggers of one type in one clause are one event. What is only wished, feared or
    conditional is none. Dates without a year count from `report.published`. `evidence`: the encoder's, else words alone decide.
    """
    avoid = frozenset(word for actor in actors if actor.kind == "person" for word in actor.name.split() if len(word) > 2)
    ground = survey(report, avoid)
    likely = (c for c in candidates(report, ground, attributions, evidence) if c.probability >= THRESHOLD and not c.unreal)
    kept = [one for _, clause in groupby(likely, key=lambda c: c.clause.start) for one in _best(clause)]
    mentions = sorted((start, end, actor.id) for actor in actors for start, end in actor.mentions)
    claims = sorted((start, end, a.id) for a in attributions for start, end in a.content)
    when, where = When(report, ground), Where(report, ground)
    return tuple(_event(f"e{n}", report, when, where, candidate, mentions, claims) for n, candidate in enumerate(kept))


def _best(clause: Iterable[Candidate]) -> list[Candidate]:
    """Of the candidates of a clause one a type, and one type a word; beside a likelier one the others need more."""
    best: dict[str, Candidate] = {}
    words: set[int] = set()
    likeliest: float | None = None
    for candidate in sorted(clause, key=lambda c: -c.probability):
        hit = candidate.hit
        if hit.trigger.type in best or hit.first in words or _is_inquiry(candidate):
            continue
        likeliest = likeliest or candidate.probability
        if candidate.probability < likeliest * (SECOND_SURE if hit.trigger.sure and not hit.trigger.noun else SECOND):
            continue
        best[hit.trigger.type] = candidate
        words.add(hit.first)
    return sorted(best.values(), key=lambda c: c.hit.first)


def _is_inquiry(candidate: Candidate) -> bool:
    """ "an investigation into the fires found …": what is told of is the fires."""
    words, hit = candidate.clause.words, candidate.hit
    return hit.trigger.type == "ACCUSE" and hit.trigger.noun and [w.lower for w in words[hit.last + 1 : hit.last + 2]] == ["into"]


def _event(id_: str, report: Report, when: When, where: Where, candidate: Candidate, mentions: Marks, claims: Marks) -> Event:
    text, clause, hit = report.text, candidate.clause, candidate.hit
    first, last = clause.words[hit.first], clause.words[hit.last]
    span = _trim(text, clause.start, clause.end)
    actors, targets = sides(
        text, clause, hit, mentions[bisect_left(mentions, (span[0], 0, "")) : bisect_left(mentions, (span[1], 0, ""))]
    )
    date, places = when.date(candidate), where.places(candidate)
    count, status = _count(text, candidate, span), _status(candidate, date, report.published)
    return Event(
        id=id_,
        span=(span,),
        type=hit.trigger.type,
        actors=actors,
        targets=targets,
        places=places,
        count=count.value if count else None,
        count_of=count.of if count else None,
        count_hedge=count.hedge if count else None,
        date=date,
        status=status,
        according_to=_claim(claims, first.start, last.end),
    )


def _count(text: str, candidate: Candidate, span: Span) -> CountMention | None:
    """The headline number of the passage; for "two reporters | who were killed" that before "who"; else the only number of
    people that the sentence gives."""
    clause, near = candidate.clause, candidate.clause.words[candidate.hit.first].start
    found = headline_count(text, *span, near)
    if found is None and clause.words[0].lower in ("who", "which"):
        found = headline_count(text, max(clause.sentence[0], span[0] - _ANTECEDENT), span[0], span[0])
    return only_people(text, *clause.sentence) if found is None and candidate.hit.trigger.type in _OF_PEOPLE else found


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    while start < end and text[start] in _TRIM:
        start += 1
    return start, end


def _status(candidate: Candidate, date: str | None, published: str | None) -> Status:
    words, hit = candidate.clause.words, candidate.hit
    before = {w.lower for w in words[max(0, hit.first - 6) : hit.first]}
    after = {w.lower for w in words[hit.last + 1 : hit.last + 5]}
    if (
        (date and published and _ahead(date, published))
        or not _PLANNED.isdisjoint(before)
        or not _PLANNED_AFTER.isdisjoint(after)
    ):
        return "planned"
    if not _ONGOING.isdisjoint(before | after):
        return "ongoing"
    return "past"


def _ahead(date: str, published: str) -> bool:
    """Whether all of a day, month, year or range lies after the day of publication; its own month or year does not."""
    first = date.split("/")[0]
    return first > published[: len(first)]


def _claim(claims: Marks, start: int, end: int) -> str | None:
    index = bisect_right(claims, (start, 1 << 60, ""))
    for a, b, id_ in reversed(claims[max(0, index - 3) : index]):
        if a <= start and end <= b:
            return id_
    return None
