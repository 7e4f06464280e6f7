"""Who is who across reports: one actor a name, until a person judges that two are the same or that one is two."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from negotiable.errors import BadRecord
from negotiable.record import due
from negotiable.record.clock import now
from negotiable.record.identity import name_key
from negotiable.record.statements import give_sides

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
    """What a person said of two names: the `same` actor, or not; `back_at`: when they took it back, None while it holds."""

    n: int
    one: str
    other: str
    same: bool
    coder: str
    judged_at: str
    back_at: str | None = None


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
        "WHERE r.id = ? AND a.key IN (?, ?)",
        (report, key, _apart(key, str(report))),
    ).fetchall()
    if not rows:
        raise BadRecord(f"report {report} names nobody {one!r}")
    apart = _make(connection, _apart(key, str(report)), rows[0][1], rows[0][2])
    connection.executemany("UPDATE cast SET actor = ? WHERE n = ?", ((apart, row[0]) for row in rows))
    _judge(connection, key, _apart(key, str(report)), False, coder)
    _move(connection, [apart])
    give_sides(connection, apart)
    rows = connection.execute("SELECT s.n FROM statement s JOIN report r ON r.n = s.report WHERE r.id = ?", (report,)).fetchall()
    due.reached(connection, [n for (n,) in rows])


def judgements(connection: sqlite3.Connection) -> list[Judgement]:
    """What people judged, in the order of time."""
    rows = connection.execute("SELECT n, one, other, same, coder, judged_at, back_at FROM judgement ORDER BY n")
    return [Judgement(n, one, other, bool(same), *rest) for n, one, other, same, *rest in rows]


def take_back(connection: sqlite3.Connection, numbers: Iterable[int], at: str | None) -> None:
    """Judgements by their numbers no longer hold; with `at` None they hold again."""
    connection.executemany("UPDATE judgement SET back_at = ? WHERE n = ?", ((at, n) for n in numbers))
    _settle(connection)


def _judge(connection: sqlite3.Connection, one: str, other: str, same: bool, coder: str) -> None:
    connection.execute(
        "INSERT INTO judgement (one, other, same, coder, judged_at) VALUES (?, ?, ?, ?, ?)", (one, other, same, coder, now())
    )
    _settle(connection)


def _settle(connection: sqlite3.Connection) -> None:
    """Gives each name the lead that the judgements which hold make: the first-named leads."""
    said = judgements(connection)
    lead_of: dict[str, str] = {}

    def find(key: str) -> str:
        while lead_of.get(key, key) != key:
            key = lead_of[key]
        return key

    for one, other in _links(said).values():
        lead_of[find(other)] = find(one)
    judged = json.dumps(list({key for judgement in said for key in (judgement.one, judgement.other)}))
    rows = connection.execute(
        "SELECT key, n, lead FROM actor WHERE key IN (SELECT value FROM json_each(?))", (judged,)
    ).fetchall()
    numbers = {key: n for key, n, _ in rows}
    changed = {n: (lead, numbers[find(key)]) for key, n, lead in rows if find(key) in numbers and numbers[find(key)] != lead}
    connection.executemany("UPDATE actor SET lead = ? WHERE n = ?", ((to, n) for n, (_, to) in changed.items()))
    _move(connection, changed)
    rows = connection.execute(
        "SELECT DISTINCT a.lead FROM description d JOIN actor a ON a.key = d.actor WHERE variable = 'party'"
    ).fetchall()
    told = {number for (number,) in rows}  # what people said of sides goes with the lead
    touched = {one for n, leads in changed.items() for lead in leads for one in _together(connection, n, lead)}
    for number in {one for leads in changed.values() if {*leads} & told for one in leads}:
        touched.update(give_sides(connection, number))
    due.reached(connection, touched)


def _together(connection: sqlite3.Connection, actor: int, lead: int) -> list[int]:
    """The statements of the reports that name both an actor and another one with this lead: they are one there, or two."""
    rows = connection.execute(
        "SELECT n FROM statement WHERE withdrawn = 0 AND report IN (SELECT c.report FROM cast c "
        "CROSS JOIN cast d ON d.report = c.report AND d.actor <> c.actor CROSS JOIN actor other ON other.n = d.actor "
        "AND other.lead = ? WHERE c.actor = ?)",
        (lead, actor),
    )
    return [n for (n,) in rows.fetchall()]


def _links(said: Iterable[Judgement]) -> dict[frozenset[str], tuple[str, str]]:
    """The pairs of names that are one actor; "not the same" also ends what made them one through a third name."""
    links: dict[frozenset[str], tuple[str, str]] = {}
    for judgement in sorted(said, key=lambda one: one.back_at is None):
        one, other, pair = judgement.one, judgement.other, frozenset((judgement.one, judgement.other))
        if judgement.back_at is not None:
            # With a split of a report taken back, the report means again whom the plain name means.
            if other.startswith(one + _SPLIT) and not judgement.same:
                links[pair] = (one, other)
        elif judgement.same:
            links.pop(pair, None)
            links[pair] = (one, other)
        else:
            for key in _reached(links, one, without=other):
                links.pop(frozenset((other, key)), None)
    return links


def _reached(links: Iterable[frozenset[str]], one: str, *, without: str) -> set[str]:
    """The names that links lead to from `one`, itself included, on ways round `without`."""
    ways: dict[str, set[str]] = {}
    for pair in links:
        for key in pair - {without}:
            ways.setdefault(key, set()).update(pair - {key, without})
    found, open_ends = {one}, [one]
    while open_ends:
        fresh = ways.get(open_ends.pop(), set()) - found
        found |= fresh
        open_ends += fresh
    return found


def _move(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    for n in numbers:
        connection.execute(
            "UPDATE statement SET actor = (SELECT lead FROM actor WHERE n = ?) "
            "WHERE report IN (SELECT report FROM cast WHERE actor = ?) AND speaker IN (SELECT n FROM cast WHERE actor = ?)",
            (n, n, n),
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
