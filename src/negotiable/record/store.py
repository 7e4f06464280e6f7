"""Puts readings into the record: one transaction a report, the same again changes nothing, what people coded stays."""

import json
import sqlite3
from dataclasses import replace
from enum import StrEnum

from negotiable.record import opinions, pairs
from negotiable.record.actors import actor_for
from negotiable.record.clock import now
from negotiable.record.copies import Seen, find_original, look
from negotiable.record.current import quoted, span_text, storable
from negotiable.record.found import put_statements
from negotiable.record.identity import event_ids
from negotiable.record.sayings import group
from negotiable.record.statements import Shelf, shelf
from negotiable.terms import Actor, CodedReading, Rejection, Report


class Outcome(StrEnum):
    """What became of a report that was given."""

    NEW = "new"
    REREAD = "read anew"
    KNOWN = "known"


def known(connection: sqlite3.Connection, report: Report, reader: str) -> bool:
    """Whether the record holds what `reader` finds in this text."""
    found = connection.execute("SELECT 1 FROM report WHERE id = ? AND reader = ?", (report.id, reader)).fetchone()
    return found is not None


def add_place(connection: sqlite3.Connection, report: Report) -> None:
    """Notes that a report of the record stands at this location, too, and that it is no rejection any more."""
    (n,) = connection.execute("SELECT n FROM report WHERE id = ?", (report.id,)).fetchone()
    values = (report.location, report.title, report.outlet, report.url, report.published, now())
    connection.execute(
        "INSERT OR IGNORE INTO place (report, location, title, outlet, url, published, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (n, *(storable(value) if value is not None else None for value in values)),
    )
    connection.execute("DELETE FROM rejection WHERE location = ?", (storable(report.location),))


def reject(connection: sqlite3.Connection, rejection: Rejection) -> None:
    """Keeps why an input could not be read."""
    connection.execute(
        "INSERT OR REPLACE INTO rejection (location, reason, rejected_at) VALUES (?, ?, ?)",
        (storable(rejection.location), storable(rejection.reason), now()),
    )


def add(connection: sqlite3.Connection, coded: CodedReading, reader: str, seen: Seen | None = None) -> Outcome:
    """Puts one reading in, within the caller's transaction. `reader`: names the model and codebook that made it.

    `seen`: what was seen of its text before the transaction.
    """
    report = replace(coded.report, text=storable(coded.report.text))
    if known(connection, report, reader):
        add_place(connection, report)
        return Outcome.KNOWN
    row = connection.execute("SELECT n FROM report WHERE id = ?", (report.id,)).fetchone()
    n = row[0] if row else _insert_report(connection, report, seen)
    connection.execute("UPDATE report SET reader = ?, codebook = ?, read_at = ? WHERE n = ?", (reader, coded.codebook, now(), n))
    add_place(connection, report)
    for actor in coded.actors:
        put_cast(connection, n, report.id, actor)
    here = shelf(connection, n)
    numbers = put_statements(connection, here, replace(coded, report=report))
    _put_rest(connection, here, coded, numbers)
    if row:
        opinions.fill(connection, n)  # the conditions of a reading come with the rest
    group(connection, n)
    # People may have said something of a report that was there, and of who is who in one that is new.
    pairs.follow(connection, shelf(connection, n).numbers.values() if row else pairs.by_others(connection, n))
    return Outcome.REREAD if row else Outcome.NEW


def _insert_report(connection: sqlite3.Connection, report: Report, seen: Seen | None) -> int:
    values = (report.title, report.outlet, report.url, report.published, report.language, report.text)
    cursor = connection.execute(
        "INSERT INTO report (id, title, outlet, url, published, language, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (report.id, *(storable(value) if value is not None else None for value in values)),
    )
    assert cursor.lastrowid is not None
    original = find_original(connection, cursor.lastrowid, seen or look(connection, report.text))
    if original is not None:
        connection.execute("UPDATE report SET copy_of = ? WHERE n = ?", (original, cursor.lastrowid))
    return cursor.lastrowid


def put_cast(connection: sqlite3.Connection, report: int, report_id: str, actor: Actor) -> int:
    """An actor as one report names it; returns its number. One that is there already is brought up to date."""
    name, role, party = (storable(value) if value else None for value in (actor.name, actor.role, actor.party))
    name = name or storable(actor.id)
    who = actor_for(connection, name, actor.kind, report_id)
    row = connection.execute(
        "INSERT INTO cast (report, id, name, kind, role, party, mentions, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (report, id) DO UPDATE SET name = excluded.name, kind = excluded.kind, role = excluded.role, "
        "party = excluded.party, mentions = excluded.mentions, actor = excluded.actor RETURNING n",
        (report, storable(actor.id), name, actor.kind, role, party, span_text(actor.mentions), who),
    ).fetchone()
    return int(row[0])


def _put_rest(connection: sqlite3.Connection, here: Shelf, coded: CodedReading, numbers: dict[str, int]) -> None:
    """What hangs on the statements; a later reading replaces it. `numbers`: statements by their ids in the reading."""
    n, text = here.report, here.text
    for table in ("conditional", "event", "conflict", "doubt"):
        connection.execute(f"DELETE FROM {table} WHERE report = ?", (n,))
    connection.executemany(
        "INSERT INTO conditional (report, statement, kind, condition, consequence) VALUES (?, ?, ?, ?, ?)",
        (
            (n, numbers.get(c.statement or ""), c.kind, span_text(c.condition), span_text(c.consequence))
            for c in coded.conditionals
        ),
    )
    first = _first_text(connection, n)
    for event, identifier in zip(coded.events, event_ids(here.id, coded.events), strict=True):
        quote = quoted(text, event.span)
        connection.execute(
            "INSERT INTO event (id, report, span, quote, type, actors, targets, places, count, date, status, according_to, live, "
            "count_of, count_hedge) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(identifier, n, span_text(event.span), quote, event.type),
                *(storable(json.dumps(list(names), ensure_ascii=False)) for names in (event.actors, event.targets, event.places)),
                *(_countable(event.count), event.date, event.status, numbers.get(event.according_to or "")),
                quote not in first,
                *(storable(one) if one else None for one in (event.count_of, event.count_hedge)),
            ),
        )
    connection.executemany(
        "INSERT INTO conflict (report, one, other, issue, why, confidence) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (n, numbers[c.between[0]], numbers[c.between[1]], c.issue, storable(c.why), c.confidence)
            for c in coded.conflicts
            if numbers.keys() >= set(c.between)
        ),
    )
    connection.executemany(
        "INSERT INTO doubt (report, spans, why) VALUES (?, ?, ?)",
        ((n, span_text(doubt.spans), storable(doubt.why)) for doubt in coded.doubts),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO issue_label (codebook, id, label, parent) VALUES (?, ?, ?, ?)",
        ((coded.codebook, one.id, storable(one.label), storable(one.parent) if one.parent else None) for one in coded.issues),
    )


def _countable(count: int | None) -> int | None:
    """SQLite's integers end at 2^63; a larger count in a report is a string of digits that counts nothing."""
    return count if count is not None and abs(count) < 1 << 63 else None


def _first_text(connection: sqlite3.Connection, report: int) -> str:
    """The text that a report is a copy of; "" for one that is none."""
    row = connection.execute(
        "SELECT first.text FROM report JOIN report first ON first.n = report.copy_of WHERE report.n = ?", (report,)
    ).fetchone()
    return str(row[0]) if row else ""
