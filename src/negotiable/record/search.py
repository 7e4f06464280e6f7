"""Statements of the record as lists: by words and filters, page by page, however many there are."""

import json
import re
import sqlite3
from dataclasses import dataclass, replace
from typing import Any, Literal

from negotiable.errors import BadRecord
from negotiable.record.current import spans_of, storable
from negotiable.record.filters import Filters
from negotiable.terms import Spans

Order = Literal["newest", "oldest", "unsure", "text", "random"]

_ORDERS: dict[str, tuple[str, str]] = {  # the column that pages are cut by, and the direction
    "newest": ("s.day", "DESC"),
    "oldest": ("s.day", "ASC"),
    "unsure": ("s.confidence", "ASC"),
    "text": ("s.position", "ASC"),
    "random": ("s.id", "ASC"),  # ids are hashes: a sample drawn by chance, the same each time
}
_COLUMNS = """
s.n, s.id, nullif(s.day, '') AS day, lead.name AS speaker, speaker.role, s.party, s.issue, s.stance, s.firmness, s.act,
target.name AS target, s.quote, s.kind, s.mode, s.confidence, s.review,
(SELECT count(*) FROM statement w WHERE w.saying = s.n AND w.withdrawn = 0 AND w.review <> 'rejected') AS witnesses,
r.id AS report, r.title, r.outlet, r.published, s.content,
(SELECT location FROM place p WHERE p.report = r.n ORDER BY added_at, location LIMIT 1) AS location
"""
_JOINS = """
JOIN report r ON r.n = s.report LEFT JOIN cast speaker ON speaker.n = s.speaker
LEFT JOIN actor lead ON lead.n = s.actor LEFT JOIN cast target ON target.n = s.target
"""
_RANKED = 5_000  # matches up to which the best come first; of more, the last added do
_TERM = re.compile(r'"([^"]*)"|(\w+)(\*?)')


@dataclass(frozen=True, slots=True)
class Listed:
    """One statement as a line of a list. `witnesses`: how many reports have it; `location`: where the first was read from."""

    n: int
    id: str
    day: str | None
    speaker: str | None
    role: str | None
    party: str | None
    issue: str | None
    stance: str
    firmness: str | None
    act: str | None
    target: str | None
    quote: str
    kind: str
    mode: str
    confidence: float
    review: str
    witnesses: int
    report: str
    title: str | None
    outlet: str | None
    published: str | None
    content: Spans
    location: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some statements, and `after`: what to ask for to see those that follow, None at the end."""

    statements: tuple[Listed, ...]
    after: str | None = None
    loosened: bool = False
    """Whether no statement has all the words, so that these have some of them."""


def page(
    connection: sqlite3.Connection,
    filters: Filters | None = None,
    *,
    order: Order = "newest",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """The statements that pass `filters`; `after`: the `after` of the page before."""
    column, direction = _ORDERS[order]
    cursor = _cursor(after) if after is not None else []
    beyond = f" AND ({column}, s.n) {'<' if direction == 'DESC' else '>'} (?, ?)" if cursor else ""
    rows: list[Any] = []
    for where, values in _wheres(filters or Filters()):
        query = (
            f"SELECT {_COLUMNS}, {column} FROM statement s {_JOINS} "
            f"WHERE {where}{beyond} ORDER BY {column} {direction}, s.n {direction} LIMIT ?"
        )
        rows += connection.execute(query, (*values, *cursor, limit + 1)).fetchall()
    rows.sort(key=lambda row: (row[-1], row[0]), reverse=direction == "DESC")
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(tuple(_listed(row[:-1]) for row in rows[:limit]), json.dumps([last[-1], last[0]]) if last else None)


def count(connection: sqlite3.Connection, filters: Filters | None = None, *, most: int = 10_000) -> int:
    """How many statements pass `filters`, counted up to `most`."""
    found = 0
    for where, values in _wheres(filters or Filters()):
        query = f"SELECT count(*) FROM (SELECT 1 FROM statement s JOIN report r ON r.n = s.report WHERE {where} LIMIT ?)"
        found += connection.execute(query, (*values, most - found)).fetchone()[0]
    return found


def ask(connection: sqlite3.Connection, words: str, filters: Filters | None = None, *, limit: int = 20) -> Page:
    """Statements with these words ("…" for a phrase, a final * for any ending), those that fit best first."""
    terms = [f'"{phrase or word}"{star}' for phrase, word, star in _TERM.findall(words) if (phrase or word).strip()]
    if not terms:
        raise BadRecord(f"no word to look for in {words!r}: give one or more words")
    rows = _matching(connection, " AND ".join(terms), filters or Filters(), limit)
    if rows or len(terms) == 1:
        return Page(tuple(map(_listed, rows)))
    return Page(tuple(map(_listed, _matching(connection, " OR ".join(terms), filters or Filters(), limit))), loosened=True)


def _matching(connection: sqlite3.Connection, match: str, filters: Filters, limit: int) -> list[Any]:
    where, values = _where(filters)
    (hits,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM quotes WHERE quotes MATCH ? LIMIT ?)", (match, _RANKED + 1)
    ).fetchone()
    order = "rank, s.n" if hits <= _RANKED else "quotes.rowid DESC"
    query = (
        f"SELECT {_COLUMNS} FROM quotes CROSS JOIN statement s ON s.n = quotes.rowid {_JOINS} "
        f"WHERE quotes MATCH ? AND {where} ORDER BY {order} LIMIT ?"
    )
    return connection.execute(query, (match, *values, limit)).fetchall()


def _wheres(filters: Filters) -> list[tuple[str, list[Any]]]:
    """What is asked for, in one part or in two, each of which an index helps with: who has not coded a statement yet is
    to see it also where somebody else rejected it, or the two could not be found to disagree."""
    also = filters.without is not None and filters.review is None
    return [_where(one) for one in ([filters, replace(filters, review="rejected")] if also else [filters])]


def _where(filters: Filters) -> tuple[str, list[Any]]:
    on_statements, first = filters.of_statements()
    on_reports, then = filters.of_reports()
    return f"{on_statements} AND {on_reports}", [*first, *then]


def _listed(row: tuple[Any, ...]) -> Listed:
    values = [*row[:-2], spans_of(row[-2]), row[-1]]
    return Listed(*values)


def _cursor(after: str) -> list[Any]:
    try:
        value, n = json.loads(after)
        if not isinstance(value, str | int | float) or max(abs(n), abs(value) if isinstance(value, int) else 0) >= 1 << 63:
            raise ValueError
        return [storable(value) if isinstance(value, str) else value, int(n)]
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise BadRecord(f"{after[:60]!r} is no place in a list: begin at its first page") from error
