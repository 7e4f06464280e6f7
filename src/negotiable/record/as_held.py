"""One report with its codes and speakers as they hold now: what its pairs are decided on anew."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from negotiable.record.readings import STATEMENTS, as_statement, cast_of, report_of
from negotiable.terms import Actor, CodedReading, Statement


def as_held(connection: sqlite3.Connection, report: int) -> tuple[CodedReading, Mapping[str, str | None]]:
    """All statements that nobody rejected, also those that count in another report; and who speaks in each.

    Names that people judged to be of one actor are one. Where somebody speaks for one side here and for another there, the
    statements with the rarer side get a speaker of their own.
    """
    whole, codebook, _ = report_of(connection, report)
    one_of = _same(connection, report)
    cast: dict[str, Actor] = {}
    for actor in cast_of(connection, report):
        known = cast.setdefault(one_of[actor.id], actor)
        if known is not actor:
            cast[known.id] = replace(known, party=known.party or actor.party, mentions=(*known.mentions, *actor.mentions))
    where = "s.withdrawn = 0 AND s.review <> 'rejected'"
    rows = [as_statement(row) for row in connection.execute(STATEMENTS.format(where=where), (report,))]
    rows = [(replace(s, speaker=one_of.get(s.speaker or ""), target=one_of.get(s.target or "")), party) for s, party in rows]
    sides: dict[str, Counter[str | None]] = {}
    for one, party in rows:
        if one.speaker:
            sides.setdefault(one.speaker, Counter())[party] += 1
    usual = {speaker: counts.most_common(1)[0][0] for speaker, counts in sides.items()}
    actors = {name: replace(actor, party=usual.get(name, actor.party)) for name, actor in cast.items()}
    statements = [_sided(one, party, usual, actors) for one, party in rows]
    reading = CodedReading(whole, codebook, tuple(actors.values()), tuple(statements))
    return reading, {one.id: one.speaker for one, _ in rows}


def _same(connection: sqlite3.Connection, report: int) -> dict[str, str]:
    """For each id of the cast the first one that is of the same actor."""
    rows = connection.execute(
        "SELECT c.id, a.lead FROM cast c JOIN actor a ON a.n = c.actor WHERE c.report = ? ORDER BY c.n", (report,)
    ).fetchall()
    first: dict[int, str] = {}
    return {identifier: first.setdefault(lead, identifier) for identifier, lead in rows}


def _sided(one: Statement, party: str | None, usual: Mapping[str, Any], actors: dict[str, Actor]) -> Statement:
    if one.speaker is None or one.speaker not in actors or usual[one.speaker] == party:
        return one
    apart = f"{one.speaker}\n{party}"
    actors.setdefault(apart, replace(actors[one.speaker], id=apart, party=party, mentions=()))
    return replace(one, speaker=apart)
