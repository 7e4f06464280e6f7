"""Who is who across reports: one actor a name, until a person judges that two are the same or that one is two."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from negotiable.errors import BadRecord
from negotiable.record.clock import now
from negotiable.record.identity import name_key

_SPLIT = "#"
Span = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Known:
    """One actor of the record: the names it goes by; `roles`, `parties`: each with its first and last day in the reports."""

    n: int
    name: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[Span, ...]
    parties: tuple[Span, ...]
    reports: int
    statements: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of two names: the `same` actor, or not."""

    one: str
    other: str
    same: bool
    coder: str
    judged_at: str


def actor_for(connection: sqlite3.Connection, name: str, kind: str, report_id: str) -> int:
    """The actor that a report's name stands for, made where there is none; a name split off in this report stays apart."""
    key = name_key(name)
    rows = connection.execute("SELECT key, n FROM actor WHERE key IN (?, ?)", (_apart(key, report_id), key)).fetchall()
    return int(max(rows)[1]) if rows else _make(connection, key, name, kind)  # the longer key is the one split off


def actors(connection: sqlite3.Connection, like: str | None = None, *, only: int | None = None) -> Iterator[Known]:
    """The actors that speak, are addressed or act, those with most statements first.

    `like`: part of a name; `only`: the number of one. What is told of each is looked up when it is asked for.
    """
    said = "SELECT actor, count(*) AS statements FROM statement WHERE live = 1 AND actor IS NOT NULL GROUP BY actor"
    if only is not None:
        said = f"SELECT {only:d} AS actor, count(*) AS statements FROM statement WHERE live = 1 AND actor = {only:d}"
    rows = connection.execute(
        f"SELECT lead.n, lead.name, lead.kind, coalesce(said.statements, 0) FROM actor lead LEFT JOIN ({said}) said "
        "ON said.actor = lead.n WHERE lead.lead = lead.n AND ?1 IN (lead.n, 0) ORDER BY 4 DESC, 2",
        (only or 0,),
    ).fetchall()
    wanted = _named(connection, name_key(like)) if like else None
    for n, name, kind, statements in rows:
        if wanted is not None and n not in wanted:
            continue
        (reports,) = connection.execute(
            "SELECT count(DISTINCT c.report) FROM cast c JOIN actor own ON own.n = c.actor WHERE own.lead = ?", (n,)
        ).fetchone()
        if reports:
            names = tuple(_column(connection, "SELECT name FROM actor WHERE lead = ? ORDER BY n = lead DESC, name", n))
            yield Known(n, name, kind, names, _dated(connection, n, "role"), _dated(connection, n, "party"), reports, statements)


def _named(connection: sqlite3.Connection, part: str) -> set[int]:
    """The numbers of the actors that have `part`, folded, in one of their names."""
    return {lead for lead, name in connection.execute("SELECT lead, name FROM actor") if part in name_key(name)}


def merge(connection: sqlite3.Connection, one: str, other: str, coder: str) -> None:
    """Judges that two names are of one actor, which goes by the first; raises `BadRecord` for a name not in the record."""
    keys = (_known_key(connection, one), _known_key(connection, other))
    if keys[0] == keys[1]:
        raise BadRecord(f"{one!r} and {other!r} are one name: give two")
    _judge(connection, *keys, True, coder)


def split(connection: sqlite3.Connection, one: str, other: str | None, coder: str, *, report: str | None = None) -> None:
    """Judges that two names are not of one actor; with `report` (an id), that this report means somebody else by the name."""
    key = _known_key(connection, one)
    if report is None and other is None:
        raise BadRecord("a split needs two names, or one name and a report")
    if other is not None:
        _judge(connection, key, _known_key(connection, other), False, coder)
        return
    rows = connection.execute(
        "SELECT c.n, c.name, c.kind FROM cast c JOIN report r ON r.n = c.report JOIN actor a ON a.n = c.actor "
        "WHERE r.id = ? AND a.key = ?",
        (report, key),
    ).fetchall()
    if not rows:
        raise BadRecord(f"report {report} names nobody {one!r}")
    apart = _make(connection, _apart(key, str(report)), rows[0][1], rows[0][2])
    connection.executemany("UPDATE cast SET actor = ? WHERE n = ?", ((apart, row[0]) for row in rows))
    _judge(connection, key, _apart(key, str(report)), False, coder)
    connection.executemany("UPDATE statement SET actor = ? WHERE speaker = ?", ((apart, row[0]) for row in rows))


def judgements(connection: sqlite3.Connection) -> list[Judgement]:
    """What people judged, in the order of time."""
    rows = connection.execute("SELECT one, other, same, coder, judged_at FROM judgement ORDER BY n")
    return [Judgement(one, other, bool(same), coder, at) for one, other, same, coder, at in rows]


def _judge(connection: sqlite3.Connection, one: str, other: str, same: bool, coder: str) -> None:
    connection.execute(
        "INSERT INTO judgement (one, other, same, coder, judged_at) VALUES (?, ?, ?, ?, ?)", (one, other, same, coder, now())
    )
    _settle(connection)


def _settle(connection: sqlite3.Connection) -> None:
    """Gives each name the lead that the judgements make: of two names the last judgement holds; the first-named leads."""
    last: dict[frozenset[str], tuple[str, str, bool]] = {}
    for judgement in judgements(connection):
        last.pop(frozenset((judgement.one, judgement.other)), None)
        last[frozenset((judgement.one, judgement.other))] = (judgement.one, judgement.other, judgement.same)
    lead: dict[str, str] = {}

    def find(key: str) -> str:
        while lead.get(key, key) != key:
            key = lead[key]
        return key

    for one, other, same in last.values():
        if same:
            lead[find(other)] = find(one)
    numbers = dict(connection.execute("SELECT key, n FROM actor"))
    judged = {key for pair in last for key in pair}
    moved = [(numbers[find(key)], numbers[key]) for key in judged if key in numbers and find(key) in numbers]
    before = dict(connection.execute("SELECT n, lead FROM actor"))
    connection.executemany("UPDATE actor SET lead = ? WHERE n = ?", moved)
    _move(connection, (n for to, n in moved if before[n] != to))


def _move(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    for n in numbers:
        connection.execute(
            "UPDATE statement SET actor = (SELECT lead FROM actor WHERE n = ?) "
            "WHERE speaker IN (SELECT n FROM cast WHERE actor = ?)",
            (n, n),
        )


def _known_key(connection: sqlite3.Connection, name: str) -> str:
    key = name if _SPLIT in name else name_key(name)
    if connection.execute("SELECT 1 FROM actor WHERE key = ?", (key,)).fetchone() is None:
        raise BadRecord(f"no actor {name!r} in this record: list them with: negotiable actors RECORD")
    return key


def _apart(key: str, report_id: str) -> str:
    return f"{key}{_SPLIT}{report_id}"


def _make(connection: sqlite3.Connection, key: str, name: str, kind: str) -> int:
    row = connection.execute("SELECT n FROM actor WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    cursor = connection.execute("INSERT INTO actor (key, name, kind, lead) VALUES (?, ?, ?, 0)", (key, name, kind))
    n = cursor.lastrowid
    assert n is not None
    connection.execute("UPDATE actor SET lead = n WHERE n = ?", (n,))
    return n


def _dated(connection: sqlite3.Connection, lead: int, column: str) -> tuple[Span, ...]:
    """The values of a column of the cast with the first and last day that reports give them."""
    rows = connection.execute(
        f"SELECT c.{column}, min(r.published), max(r.published) FROM cast c JOIN report r ON r.n = c.report "
        f"WHERE c.actor IN (SELECT n FROM actor WHERE lead = ?) AND c.{column} IS NOT NULL GROUP BY 1 ORDER BY 2, 1",
        (lead,),
    )
    return tuple(rows.fetchall())


def _column(connection: sqlite3.Connection, query: str, *values: object) -> list[str]:
    return [row[0] for row in connection.execute(query, values)]
