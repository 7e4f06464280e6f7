"""What people say of actors: the name that one goes by, and the side it speaks for in which days."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from negotiable.errors import BadRecord
from negotiable.record import due
from negotiable.record.clock import now
from negotiable.record.connection import transaction
from negotiable.record.current import storable
from negotiable.record.record import Record
from negotiable.record.statements import give_sides, sides_of


@dataclass(frozen=True, slots=True)
class Description:
    """`variable`: name or party; `value` None: no side. `since`, `until`: ISO days, both included, None for open.

    `was`: the name or the sides before, None for none or not known; `back_at`: when it was taken back, None while it holds.
    """

    name: str
    variable: str
    value: str | None
    since: str | None
    until: str | None
    coder: str
    described_at: str
    was: str | None
    back_at: str | None


def rename(record: Record, actor: int, name: str, coder: str) -> None:
    """Gives an actor of the record, by its number, another name."""
    name = storable(name.strip())
    if not name:
        raise BadRecord("an actor needs a name: give one")
    with transaction(record.connection, record.path):
        lead, key = _lead(record.connection, actor)
        (was,) = record.connection.execute("SELECT name FROM actor WHERE n = ?", (lead,)).fetchone()
        record.connection.execute("UPDATE actor SET name = ? WHERE n = ?", (name, lead))
        _describe(record.connection, key, "name", name, None, None, coder, was)


def assign(
    record: Record, actor: int, party: str | None, coder: str, *, since: str | None = None, until: str | None = None
) -> None:
    """Says which side an actor speaks for in reports of these days; None: for none. A coded statement keeps its own side.

    The statements have it at once; pairs of many reports are left to `Record.catch_up`.
    """
    if since and until and since > until:
        raise BadRecord(f"{since} is after {until}: give the first day first")
    with transaction(record.connection, record.path):
        connection = record.connection
        lead, key = _lead(connection, actor)
        was = "; ".join(sides_of(connection, lead, since, until)) or None
        _describe(connection, key, "party", storable(party.strip()) or None if party else None, since, until, coder, was)
        due.reached(connection, give_sides(connection, lead))


def take_back(connection: sqlite3.Connection, numbers: Iterable[int], at: str | None) -> None:
    """Descriptions by their numbers no longer hold; with `at` None they hold again."""
    for n in numbers:
        connection.execute("UPDATE description SET back_at = ? WHERE n = ?", (at, n))
        key, variable = connection.execute("SELECT actor, variable FROM description WHERE n = ?", (n,)).fetchone()
        if variable == "name":
            connection.execute(
                "UPDATE actor SET name = coalesce((SELECT value FROM description WHERE actor = ?1 AND variable = 'name' "
                "AND back_at IS NULL ORDER BY n DESC LIMIT 1), (SELECT was FROM description WHERE actor = ?1 "
                "AND variable = 'name' ORDER BY n LIMIT 1), name) WHERE key = ?1",
                (key,),
            )
        else:
            for (lead,) in connection.execute("SELECT lead FROM actor WHERE key = ?", (key,)).fetchall():
                due.reached(connection, give_sides(connection, lead))


def descriptions(record: Record, actor: int) -> list[Description]:
    """What was said of an actor and of those it was merged with, the last first."""
    rows = record.connection.execute(
        "SELECT a.name, d.variable, d.value, d.since, d.until, d.coder, d.described_at, d.was, d.back_at FROM description d "
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
    connection: sqlite3.Connection,
    key: str,
    variable: str,
    value: str | None,
    since: str | None,
    until: str | None,
    coder: str,
    was: str | None,
) -> None:
    connection.execute(
        "INSERT INTO description (actor, variable, value, since, until, coder, described_at, was) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, variable, value, since, until, coder, now(), was),
    )
