"""What happened, goes on or is planned: events with actors, targets, places, count, date and who claims them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from negotiable.reading.counts import headline_count
from negotiable.reading.happenings import Candidate, Ground, candidates, survey
from negotiable.terms import Actor, Attribution, Event, Report, Span
from negotiable.terms.reading import Status

THRESHOLD = 0.25  # a candidate below this probability is no event

_PLANNED = frozenset("will due set scheduled planned plans planning plan expected expects upcoming forthcoming poised preparing prepares going to intends next".split())
_ONGOING = frozenset("continue continues continuing ongoing underway still are is being remain remains currently".split())
_BY = frozenset(("by",))
_TRIM = " \t\r\n,;:-–—"


def find_events(report: Report, attributions: Sequence[Attribution], actors: Sequence[Actor]) -> tuple[Event, ...]:
    """The events of a report in the order of its text.

    One event a trigger and clause: triggers of one type in one clause are one event. What is only wished, feared or
    conditional is none. Dates without a year count from `report.published`.
    """
    avoid = frozenset(word for actor in actors if actor.kind == "person" for word in actor.name.split() if len(word) > 2)
    ground = survey(report, avoid)
    kept = _best_per_clause(c for c in candidates(report, ground, attributions) if c.probability >= THRESHOLD)
    mentions = sorted((start, end, actor.id) for actor in actors for start, end in actor.mentions)
    claims = sorted((start, end, a.id) for a in attributions for start, end in a.content)
    events: list[Event] = []
    for number, candidate in enumerate(kept):
        events.append(_event(f"e{number}", report, ground, candidate, mentions, claims))
    return tuple(events)


def _best_per_clause(found: Iterable[Candidate]) -> list[Candidate]:
    best: dict[tuple[int, str], Candidate] = {}
    for candidate in found:
        key = (candidate.clause.start, candidate.hit.trigger.type)
        if key not in best or candidate.probability > best[key].probability:
            best[key] = candidate
    return sorted(best.values(), key=lambda c: (c.clause.start, c.hit.first))


def _event(
    id_: str, report: Report, ground: Ground, candidate: Candidate, mentions: list[tuple[int, int, str]], claims: list[tuple[int, int, str]]
) -> Event:
    text, clause, hit = report.text, candidate.clause, candidate.hit
    first, last = clause.words[hit.first], clause.words[hit.last]
    span = _trim(text, clause.start, clause.end)
    actors, targets = _sides(clause.words, hit.first, hit.last, [m for m in mentions if m[0] >= span[0] and m[1] <= span[1]])
    date = _date(ground, clause.start, clause.end, clause.sentence, first.start)
    return Event(
        id=id_,
        span=span,
        type=hit.trigger.type,
        actors=actors,
        targets=targets,
        places=_places(ground, clause.start, clause.end, clause.sentence),
        count=headline_count(text, *span, first.start),
        date=date,
        status=_status(candidate, date, report.published),
        according_to=_claim(claims, first.start, last.end),
    )


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    while start < end and text[start] in _TRIM:
        start += 1
    return start, end


def _sides(words: Sequence[object], first: int, last: int, mentions: list[tuple[int, int, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from negotiable.reading.clauses import Word

    trigger, end = words[first], words[last]
    assert isinstance(trigger, Word) and isinstance(end, Word)
    before = tuple(dict.fromkeys(actor for start, _, actor in mentions if start < trigger.start))
    after = tuple(dict.fromkeys(actor for start, _, actor in mentions if start >= end.end and actor not in before))
    return before, after


def _date(ground: Ground, start: int, end: int, sentence: Span, near: int) -> str | None:
    for a, b in ((start, end), sentence):
        dates = [d for d in ground.dates_in(a, b) if d.value]
        if dates:
            return min(dates, key=lambda d: abs(d.start - near)).value
    return None


def _places(ground: Ground, start: int, end: int, sentence: Span) -> tuple[str, ...]:
    for role in ("where", "named", "adjective"):
        for a, b in ((start, end), sentence):
            names = tuple(dict.fromkeys(p.name for p in ground.places_in(a, b) if p.role == role))
            if names:
                return names
    return ()


def _status(candidate: Candidate, date: str | None, published: str | None) -> Status:
    words, hit = candidate.clause.words, candidate.hit
    before = {w.lower for w in words[max(0, hit.first - 6) : hit.first]}
    if (date and published and date.split("/")[0] > published) or not _PLANNED.isdisjoint(before):
        return "planned"
    around = before | {w.lower for w in words[hit.last + 1 : hit.last + 5]}
    return "past" if _ONGOING.isdisjoint(around) else "ongoing"


def _claim(claims: list[tuple[int, int, str]], start: int, end: int) -> str | None:
    index = bisect_right(claims, (start, 1 << 60, ""))
    for a, b, id_ in reversed(claims[max(0, index - 3) : index]):
        if a <= start and end <= b:
            return id_
    return None
