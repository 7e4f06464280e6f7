"""Deeds of a person, each done and taken back as a whole, whatever it changed: a split makes several acts."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from negotiable.record import actors, descriptions, notes, pairs, scenarios
from negotiable.record.clock import now
from negotiable.record.connection import transaction
from negotiable.record.current import against
from negotiable.record.record import Record
from negotiable.record.sayings import settle
from negotiable.record.statements import acts_of, append_act, refresh, shelf

_BESIDE = {
    "judgement": actors.take_back,
    "description": descriptions.take_back,
    "pairing": pairs.take_back,
    "note": notes.take_back,
    "scenario": scenarios.take_back,
}
"""Tables of what people say beside the codes, each with what makes rows of it hold no longer, or again."""


@contextmanager
def step(record: Record, coder: str, *, also: str | None = None) -> Iterator[list[int]]:
    """What `coder` does within is one deed, in one transaction; the list holds its number afterwards, if anything was done.

    `also`: a further name that their acts within go by.
    """
    done: list[int] = []
    connection = record.connection
    with transaction(connection, record.path):
        before = {table: _last(connection, table) for table in ("act", *_BESIDE)}
        yield done
        made = {table: _made(connection, table, last, (coder, also)) for table, last in before.items()}
        acts, beside = made.pop("act"), {table: rows for table, rows in made.items() if rows}
        if acts or beside:
            connection.execute("UPDATE step SET passed = 1 WHERE coder = ? AND back IS NOT NULL", (coder,))
            cursor = connection.execute(
                "INSERT INTO step (coder, acts, beside, done_at) VALUES (?, ?, ?, ?)",
                (coder, json.dumps(acts), json.dumps(beside), now()),
            )
            done.append(int(cursor.lastrowid or 0))


def undo(record: Record, coder: str) -> int | None:
    """Takes back the last deed of `coder` that holds; its number, None where there is none."""
    with transaction(record.connection, record.path):
        row = record.connection.execute(
            "SELECT n, acts, beside FROM step WHERE coder = ? AND back IS NULL ORDER BY n DESC LIMIT 1", (coder,)
        ).fetchone()
        if row is None:
            return None
        n, acts, beside = row
        at = now()
        back = _take_back(record.connection, reversed(json.loads(acts)))
        for table, rows in json.loads(beside).items():
            _BESIDE[table](record.connection, rows, at)
        record.connection.execute("UPDATE step SET back = ?, back_at = ? WHERE n = ?", (json.dumps(back), at, n))
        return int(n)


def redo(record: Record, coder: str) -> int | None:
    """Does again the deed that `coder` took back last, unless they did another since; its number, None where there is none."""
    with transaction(record.connection, record.path):
        row = record.connection.execute(
            "SELECT n, back, beside FROM step WHERE coder = ? AND back IS NOT NULL AND passed = 0 ORDER BY n LIMIT 1", (coder,)
        ).fetchone()
        if row is None:
            return None
        n, back, beside = row
        _take_back(record.connection, reversed(json.loads(back)))
        for table, rows in json.loads(beside).items():
            _BESIDE[table](record.connection, rows, None)
        record.connection.execute("UPDATE step SET back = NULL, back_at = NULL WHERE n = ?", (n,))
        return int(n)


def statements_of(record: Record, n: int, coder: str) -> tuple[list[str], bool]:
    """The ids of the statements that a deed of `coder` changed or noted and that are there, in its order; whether it holds."""
    query = "SELECT acts, beside, back IS NULL FROM step WHERE n = ? AND coder = ?"
    row = record.connection.execute(query, (n, coder)).fetchone()
    if row is None:
        return [], False
    rows = record.connection.execute(
        "SELECT s.id FROM (SELECT a.n, a.statement FROM json_each(?) j JOIN act a ON a.n = j.value "
        "UNION ALL SELECT o.n, o.statement FROM json_each(?, '$.note') j JOIN note o ON o.n = j.value) d "
        "JOIN statement s ON s.n = d.statement WHERE s.withdrawn = 0 ORDER BY d.n",
        row[:2],
    )
    return list(dict.fromkeys(identifier for (identifier,) in rows)), bool(row[2])


def _last(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max(n), 0) FROM {table}").fetchone()[0])


def _made(connection: sqlite3.Connection, table: str, after: int, coders: tuple[str | None, ...]) -> list[int]:
    rows = connection.execute(f"SELECT n FROM {table} WHERE n > ? AND coder IN (?, ?) ORDER BY n", (after, *coders))
    return [n for (n,) in rows]


def _take_back(connection: sqlite3.Connection, acts: Iterable[int]) -> list[int]:
    """Adds an act against each."""
    added, touched = [], {}
    for act in acts:
        statement, coder, codebook, report = connection.execute(
            "SELECT a.statement, a.coder, a.codebook, s.report FROM act a JOIN statement s ON s.n = a.statement WHERE a.n = ?",
            (act,),
        ).fetchone()
        codes, undoes = against(acts_of(connection, statement), act)
        added.append(append_act(connection, statement, coder, codebook, codes, undoes=undoes))
        touched[statement] = report
    for statement, report in touched.items():
        refresh(connection, shelf(connection, report), statement)
        (saying,) = connection.execute("SELECT coalesce(saying, n) FROM statement WHERE n = ?", (statement,)).fetchone()
        settle(connection, saying)
    pairs.follow(connection, touched)
    return added
