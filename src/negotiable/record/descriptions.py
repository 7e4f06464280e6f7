"""What people say of actors: the name that one goes by, and the side it speaks for in which days."""

import sqlite3
from dataclasses import dataclass

from negotiable.errors import BadRecord
from negotiable.record.clock import now
from negotiable.record.connection import transaction
from negotiable.record.current import storable
from negotiable.record.record import Record
from negotiable.record.statements import refresh, shelf


@dataclass(frozen=True, slots=True)
class Description:
    """`variable`: name or party; `value` None: no side. `since`, `until`: ISO days, both included, None for open."""

    name: str
    variable: str
    value: str | None
    since: str | None
    until: str | None
    coder: str
    described_at: str


def rename(record: Record, actor: int, name: str, coder: str) -> None:
    """Gives an actor of the record, by its number, another name."""
    name = storable(name.strip())
    if not name:
        raise BadRecord("an actor needs a name: give one")
    with transaction(record.connection, record.path):
        lead, key = _lead(record.connection, actor)
        record.connection.execute("UPDATE actor SET name = ? WHERE n = ?", (name, lead))
        _describe(record.connection, key, "name", name, None, None, coder)


def assign(
    record: Record, actor: int, party: str | None, coder: str, *, since: str | None = None, until: str | None = None
) -> None:
    """Says which side an actor speaks for in reports of these days; None: for none. A coded statement keeps its own side."""
    if since and until and since > until:
        raise BadRecord(f"{since} is after {until}: give the first day first")
    with transaction(record.connection, record.path):
        connection = record.connection
        lead, key = _lead(connection, actor)
        _describe(connection, key, "party", storable(party.strip()) or None if party else None, since, until, coder)
        rows = connection.execute(
            "SELECT n, report FROM statement WHERE actor = ? AND withdrawn = 0 ORDER BY report", (lead,)
        ).fetchall()
        here = None
        for n, report in rows:
            here = here if here is not None and here.report == report else shelf(connection, report)
            refresh(connection, here, n)


def descriptions(record: Record, actor: int) -> list[Description]:
    """What was said of an actor and of those it was merged with, the last first."""
    rows = record.connection.execute(
        "SELECT a.name, d.variable, d.value, d.since, d.until, d.coder, d.described_at FROM description d "
        "JOIN actor a ON a.key = d.actor WHERE a.lead = (SELECT lead FROM actor WHERE n = ?) ORDER BY d.n DESC",
        (actor,),
    )
    return [Description(*row) for row in rows]


def _lead(connection: sqlite3.Connection, actor: int) -> tuple[int, str]:
    row = connection.execute("SELECT l.n, l.key FROM actor a JOIN actor l ON l.n = a.lead WHERE a.n = ?", (actor,)).fetchone()
    if row is None:
        raise BadRecord(f"no actor {actor} in this record: see the page of actors")
    return int(row[0]), str(row[1])


def _describe(
    connection: sqlite3.Connection, key: str, variable: str, value: str | None, since: str | None, until: str | None, coder: str
) -> None:
    connection.execute(
        "INSERT INTO description (actor, variable, value, since, until, coder, described_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key, variable, value, since, until, coder, now()),
    )
