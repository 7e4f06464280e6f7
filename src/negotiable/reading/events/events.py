"""What happened, goes on or is planned: events with actors, targets, places, count, date and who claims them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from negotiable.reading.events.clauses import Clause
from negotiable.reading.events.counts import headline_count
from negotiable.reading.events.happenings import Candidate, candidates, survey
from negotiable.reading.events.setting import Setting
from negotiable.reading.events.signs import signs
from negotiable.reading.events.triggers import Hit
from negotiable.terms import Actor, Attribution, Event, Report, Span
from negotiable.terms.reading import Status

THRESHOLD = 0.25  # a candidate below this probability is no event

_PLANNED = signs("planned")
_ONGOING = signs("ongoing")
_BE = signs("be")
_Marks = list[tuple[int, int, str]]  # start, end, id of an actor or statement
_TRIM = " \t\r\n,;:-–—"


def find_events(report: Report, attributions: Sequence[Attribution], actors: Sequence[Actor]) -> tuple[Event, ...]:
    """The events of a report in the order of its text.

    One event a trigger and clause: triggers of one type in one clause are one event. What is only wished, feared or
    conditional is none. Dates without a year count from `report.published`.
    """
    avoid = frozenset(word for actor in actors if actor.kind == "person" for word in actor.name.split() if len(word) > 2)
    ground = survey(report, attributions, avoid)
    kept = _best_per_clause(c for c in candidates(report, ground, attributions) if c.probability >= THRESHOLD and not c.unreal)
    mentions = sorted((start, end, actor.id) for actor in actors for start, end in actor.mentions)
    claims = sorted((start, end, a.id) for a in attributions for start, end in a.content)
    setting = Setting(report, ground)
    return tuple(_event(f"e{n}", report, setting, candidate, mentions, claims) for n, candidate in enumerate(kept))


def _best_per_clause(found: Iterable[Candidate]) -> list[Candidate]:
    best: dict[tuple[int, str], Candidate] = {}
    for candidate in found:
        key = (candidate.clause.start, candidate.hit.trigger.type)
        if key not in best or candidate.probability > best[key].probability:
            best[key] = candidate
    return sorted(best.values(), key=lambda c: (c.clause.start, c.hit.first))


def _event(id_: str, report: Report, setting: Setting, candidate: Candidate, mentions: _Marks, claims: _Marks) -> Event:
    text, clause, hit = report.text, candidate.clause, candidate.hit
    first, last = clause.words[hit.first], clause.words[hit.last]
    span = _trim(text, clause.start, clause.end)
    actors, targets = _sides(
        clause, hit, mentions[bisect_left(mentions, (span[0], 0, "")) : bisect_left(mentions, (span[1], 0, ""))]
    )
    date = setting.date(candidate)
    return Event(
        id=id_,
        span=(span,),
        type=hit.trigger.type,
        actors=actors,
        targets=targets,
        places=setting.places(candidate),
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


def _sides(clause: Clause, hit: Hit, mentions: _Marks) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts and who is acted on: those before and after the trigger, turned round in a passive ("was shelled by X")."""
    first, last = clause.words[hit.first], clause.words[hit.last]
    before = tuple(dict.fromkeys(actor for start, _, actor in mentions if start < first.start))
    after = tuple(dict.fromkeys(actor for start, _, actor in mentions if start >= last.end and actor not in before))
    lead = {w.lower for w in clause.words[max(0, hit.first - 3) : hit.first]}
    follow = [w for w in clause.words[hit.last + 1 : hit.last + 7] if w.lower == "by"]
    if not hit.trigger.noun and first.lower.endswith(("ed", "en", "t")) and not _BE.isdisjoint(lead):
        agents = tuple(actor for actor in after if follow and any(s > follow[0].start for s, _, a in mentions if a == actor))
        return agents, before
    return before, after


def _status(candidate: Candidate, date: str | None, published: str | None) -> Status:
    words, hit = candidate.clause.words, candidate.hit
    before = {w.lower for w in words[max(0, hit.first - 6) : hit.first]}
    if (date and published and date.split("/")[0] > published) or not _PLANNED.isdisjoint(before):
        return "planned"
    around = before | {w.lower for w in words[hit.last + 1 : hit.last + 5]}
    return "past" if _ONGOING.isdisjoint(around) else "ongoing"


def _claim(claims: _Marks, start: int, end: int) -> str | None:
    index = bisect_right(claims, (start, 1 << 60, ""))
    for a, b, id_ in reversed(claims[max(0, index - 3) : index]):
        if a <= start and end <= b:
            return id_
    return None
