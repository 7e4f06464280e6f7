"""The record as coded readings again, with current codes and the record's ids: what a brief or an export is made from."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from negotiable.coding.ties import tied
from negotiable.record.conditions import conditionals
from negotiable.record.current import PASSAGES, SURE, Act, current, origins, spans_of
from negotiable.record.filters import Filters
from negotiable.record.wordings import all_wordings
from negotiable.terms import (
    BUILT_IN,
    VARIABLES,
    Actor,
    CodedReading,
    Coding,
    Conditional,
    Conflict,
    Doubt,
    Event,
    IssueLabel,
    Report,
    Statement,
)

STATEMENTS = """
SELECT s.id, s.source, s.cue, s.content, s.kind, s.mode, speaker.id, relay.id, before.id, s.confidence, s.issue, s.stance,
    target.id, s.firmness, s.act, s.said_on, s.party
FROM statement s
LEFT JOIN cast speaker ON speaker.n = s.speaker LEFT JOIN cast relay ON relay.n = s.relayed_by
LEFT JOIN cast target ON target.n = s.target LEFT JOIN statement before ON before.n = s.continues
WHERE s.report = ? AND {where} ORDER BY s.position, s.n
"""
_EVENTS = """
SELECT e.id, e.span, e.type, e.actors, e.targets, e.places, e.count, e.date, e.status, s.id, e.count_of,
    e.count_hedge
FROM event e LEFT JOIN statement s ON s.n = e.according_to WHERE e.report = ? AND e.live = 1 ORDER BY e.n
"""


def readings(connection: sqlite3.Connection, filters: Filters | None = None) -> Iterator[CodedReading]:
    """One reading a report that has something left after `filters`, in the order of publication.

    What another report said before stands only there. With filters on statements, events and doubts are left out where
    they hang on none of them.
    """
    chosen = filters or Filters()
    where, values = chosen.of_reports()
    query = f"SELECT r.n FROM report r WHERE {where} ORDER BY r.published IS NULL, r.published, r.n"
    for (n,) in connection.execute(query, values).fetchall():
        coded = reading(connection, n, chosen)
        if coded.statements or coded.events or not chosen.on_statements:
            yield coded


def reading(connection: sqlite3.Connection, n: int, filters: Filters | None = None) -> CodedReading:
    """The report with the number `n`."""
    chosen = filters or Filters()
    report, codebook, copy = report_of(connection, n)
    cast = cast_of(connection, n)
    statements, parties = _statements(connection, n, chosen)
    kept = {one.id for one in statements}
    events = tuple(event for event in _events(connection, n) if not chosen.on_statements or event.according_to in kept)
    used = {actor for s in statements for actor in (s.speaker, s.relayed_by, s.target) if actor}
    used |= {actor for event in events for actor in (*event.actors, *event.targets)}
    found = CodedReading(
        report=report,
        codebook=codebook,
        actors=tuple(_as_coded(actor, parties) for actor in cast if actor.id in used),
        statements=statements,
        conditionals=tuple(_conditionals(connection, n, kept, chosen.on_statements or copy)),
        events=events,
        conflicts=tuple(_conflicts(connection, n, kept)),
        codings=tuple(_codings(connection, n, kept)),
        doubts=() if chosen.on_statements or copy else tuple(_doubts(connection, n)),
        wordings=all_wordings(connection, n, [one.id for one in statements]),
    )
    used_issues = {one.issue for one in statements} | {one.issue for one in found.conflicts}
    return tied(replace(found, issues=tuple(_issues(connection, codebook, used_issues))))


def _as_coded(actor: Actor, parties: dict[str, str | None]) -> Actor:
    """The actor with the side that its statements were coded with, where they agree on another than the report's."""
    party = parties.get(actor.id, actor.party)
    return Actor(actor.id, actor.name, actor.kind, actor.role, party, actor.mentions) if party != actor.party else actor


def report_of(connection: sqlite3.Connection, n: int) -> tuple[Report, str, bool]:
    """A report with its codebook, and whether it is a copy of another."""
    row = connection.execute(
        "SELECT (SELECT location FROM place WHERE report = r.n ORDER BY added_at, location LIMIT 1), text, title, outlet, url, "
        "published, language, coalesce(codebook, ''), copy_of IS NOT NULL FROM report r WHERE n = ?",
        (n,),
    ).fetchone()
    location, *values, codebook, copy = row
    return Report(location or "", *values), codebook, bool(copy)


def cast_of(connection: sqlite3.Connection, n: int) -> list[Actor]:
    """The actors by the names that they go by across reports."""
    rows = connection.execute(
        "SELECT c.id, lead.name, c.kind, c.role, c.party, c.mentions FROM cast c JOIN actor own ON own.n = c.actor "
        "JOIN actor lead ON lead.n = own.lead WHERE c.report = ? ORDER BY c.n",
        (n,),
    )
    return [Actor(i, name, kind, role, party, spans_of(mentions)) for i, name, kind, role, party, mentions in rows]


def _statements(connection: sqlite3.Connection, n: int, filters: Filters) -> tuple[tuple[Statement, ...], dict[str, str | None]]:
    """The statements, and the side of each speaker all of whose statements have the same."""
    where, values = filters.of_statements()
    rows = connection.execute(STATEMENTS.format(where=where), (n, *values)).fetchall()
    sides: dict[str, set[str | None]] = {}
    found = []
    for one, party in map(as_statement, rows):
        found.append(one)
        if one.speaker:
            sides.setdefault(one.speaker, set()).add(party)
    return tuple(found), {speaker: next(iter(those)) for speaker, those in sides.items() if len(those) == 1}


def as_statement(row: Sequence[Any]) -> tuple[Statement, str | None]:
    """A row of `STATEMENTS`: the statement and its side."""
    identifier, source, cue, content, *codes, party = row
    return Statement(identifier, spans_of(source), spans_of(cue), spans_of(content), *codes), party


def _events(connection: sqlite3.Connection, n: int) -> Iterator[Event]:
    for identifier, span, kind, *lists, number, date, status, statement, of, hedge in connection.execute(_EVENTS, (n,)):
        actors, targets, places = (tuple(json.loads(names)) for names in lists)
        yield Event(identifier, spans_of(span), kind, actors, targets, places, number, date, status, statement, of, hedge)


def _conditionals(connection: sqlite3.Connection, n: int, kept: set[str], only: bool) -> Iterator[Conditional]:
    for one in conditionals(connection, n):
        if one.statement in kept or (one.statement is None and not only):
            yield one


def _conflicts(connection: sqlite3.Connection, n: int, kept: set[str]) -> Iterator[Conflict]:
    rows: Any = connection.execute(
        "SELECT a.id, b.id, c.issue, c.why || CASE c.found WHEN 'correction' THEN ' (found after a correction)' ELSE '' END, "
        "c.confidence FROM conflict c JOIN statement a ON a.n = c.one JOIN statement b ON b.n = c.other "
        "WHERE c.report = ? AND c.gone IS NULL ORDER BY c.n",
        (n,),
    )
    return (Conflict((one, other), *codes) for one, other, *codes in rows if {one, other} <= kept)


def _issues(connection: sqlite3.Connection, codebook: str, used: set[str | None]) -> Iterator[IssueLabel]:
    rows = connection.execute("SELECT id, label, parent FROM issue_label WHERE codebook = ? ORDER BY id", (codebook,))
    return (IssueLabel(*row) for row in rows if row[0] in used)


def _codings(connection: sqlite3.Connection, n: int, kept: set[str]) -> Iterator[Coding]:
    """Where the current codes come from."""
    rows = connection.execute(
        "SELECT s.id, a.n, a.coder, a.codebook, a.coded_at, a.codes, a.undoes FROM act a JOIN statement s ON s.n = a.statement "
        "WHERE s.report = ? ORDER BY s.position, s.n, a.n",
        (n,),
    )
    for statement, those in groupby(rows, key=lambda row: row[0]):
        if statement not in kept:
            continue
        acts = [Act(k, coder, codebook, at, json.loads(codes), undoes) for _, k, coder, codebook, at, codes, undoes in those]
        values, found = current(acts), origins(acts)
        sure, passages = values.get(SURE, {}), values.get(PASSAGES, {})
        for name in VARIABLES:
            act = found.get(name, acts[0])
            at = None if act.coder == BUILT_IN else act.coded_at  # what follows from text and version has no time
            where = spans_of(passages.get(name))
            yield Coding(statement, name, values.get(name), act.coder, act.codebook, sure.get(name), at, where)


def _doubts(connection: sqlite3.Connection, n: int) -> Iterator[Doubt]:
    for spans, why in connection.execute("SELECT spans, why FROM doubt WHERE report = ? ORDER BY n", (n,)):
        yield Doubt(spans_of(spans), why)
