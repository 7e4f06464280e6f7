"""Events and acts of a record as PLOVER event records, one line of JSON each (Open Event Data Alliance, PLOVER 1.3)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from negotiable.terms import Actor, CodedReading, Spans

VERSION = "PLOVER 1.3"


def lines(readings: Iterable[CodedReading]) -> Iterator[str]:
    """A line for each event, and for each statement that is an act, where day and actor are known: PLOVER wants both."""
    for reading in readings:
        actors = {actor.id: actor for actor in reading.actors}
        for event in reading.events:
            who, whom = ([actors[a] for a in ids if a in actors] for ids in (event.actors, event.targets))
            day = (event.date or "").partition("/")[0]
            yield from _line(reading, event.id, day, event.type, who, whom, event.span)
        for one in reading.statements:
            if one.act and one.speaker in actors:
                target = [actors[one.target]] if one.target in actors else []
                day = one.said_on or reading.report.published or ""
                yield from _line(reading, one.id, day, one.act, [actors[one.speaker]], target, one.content)


def _line(
    reading: CodedReading, identifier: str, day: str, root: str, who: list[Actor], whom: list[Actor], spans: Spans
) -> Iterator[str]:
    if not (day and who and spans):
        return
    report = reading.report
    start, end = spans[0][0], spans[-1][1]
    record = {
        "id": identifier,
        "date": day,
        "actor": [_actor(actor) for actor in who],
        "recipient": [_actor(actor) for actor in whom],
        "event": [root],
        "event_text": " … ".join(report.text[a:b] for a, b in spans),
        "text_info": {"sequence": report.id, "start": start, "end": end},
        "cite_info": {
            "citation": report.location,
            "url": report.url or "",
            "title": report.title or "",
            "language": report.language,
            "publication": report.outlet or "",
            "coder": "negotiable",
            "codebook": reading.codebook,
            "version": VERSION,
        },
    }
    yield json.dumps(record, ensure_ascii=False) + "\n"


def _actor(actor: Actor) -> dict[str, Any]:
    """`code` and `sector` stay empty: the report names no codes."""
    return {"actor_text": actor.name, "party": actor.party or "", "code": "", "sector": ""}
