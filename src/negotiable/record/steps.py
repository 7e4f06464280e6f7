"""Deeds of a person, each done and taken back as a whole: a split makes several acts, and one undo undoes them all."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from negotiable.record.connection import transaction
from negotiable.record.current import REVIEW
from negotiable.record.record import Record
from negotiable.record.sayings import settle
from negotiable.record.statements import append_act, refresh, shelf


@contextmanager
def step(record: Record, coder: str) -> Iterator[list[int]]:
    """What `coder` does within is one deed, in one transaction; the list holds its number afterwards, if anything was done."""
    done: list[int] = []
    with transaction(record.connection, record.path):
        (before,) = record.connection.execute("SELECT coalesce(max(n), 0) FROM act").fetchone()
        yield done
        acts = [n for (n,) in record.connection.execute("SELECT n FROM act WHERE n > ? AND coder = ?", (before, coder))]
        if acts:
            cursor = record.connection.execute("INSERT INTO step (coder, acts) VALUES (?, ?)", (coder, json.dumps(acts)))
            done.append(int(cursor.lastrowid or 0))


def undo(record: Record, coder: str) -> int | None:
    """Takes back the last deed of `coder` that holds; its number, None where there is none."""
    with transaction(record.connection, record.path):
        row = record.connection.execute(
            "SELECT n, acts FROM step WHERE coder = ? AND back IS NULL ORDER BY n DESC LIMIT 1", (coder,)
        ).fetchone()
        if row is None:
            return None
        n, acts = row
        back = _take_back(record.connection, coder, reversed(json.loads(acts)))
        record.connection.execute("UPDATE step SET back = ? WHERE n = ?", (json.dumps(back), n))
        return int(n)


def redo(record: Record, coder: str) -> int | None:
    """Does again the deed that `coder` took back last, unless they did another since; its number, None where there is none."""
    with transaction(record.connection, record.path):
        row = record.connection.execute(
            "SELECT n, back FROM step WHERE coder = ?1 AND back IS NOT NULL "
            "AND n > (SELECT coalesce(max(n), 0) FROM step WHERE coder = ?1 AND back IS NULL) ORDER BY n LIMIT 1",
            (coder,),
        ).fetchone()
        if row is None:
            return None
        n, back = row
        _take_back(record.connection, coder, reversed(json.loads(back)))
        record.connection.execute("UPDATE step SET back = NULL WHERE n = ?", (n,))
        return int(n)


def statements_of(record: Record, n: int, coder: str) -> tuple[list[str], bool]:
    """The ids of the statements that a deed of `coder` changed, in its order, and whether the deed holds; empty for none."""
    row = record.connection.execute("SELECT acts, back IS NULL FROM step WHERE n = ? AND coder = ?", (n, coder)).fetchone()
    if row is None:
        return [], False
    rows = record.connection.execute(
        "SELECT s.id FROM json_each(?) j JOIN act a ON a.n = j.value JOIN statement s ON s.n = a.statement ORDER BY a.n",
        (row[0],),
    )
    return list(dict.fromkeys(identifier for (identifier,) in rows)), bool(row[1])


def _take_back(connection: sqlite3.Connection, coder: str, acts: Iterable[int]) -> list[int]:
    """Adds an act against each; a statement that began with the act is rejected instead, as it would be empty."""
    added, touched = [], {}
    for act in acts:
        statement, codebook, report, first = connection.execute(
            "SELECT a.statement, a.codebook, s.report, (SELECT min(n) FROM act WHERE statement = a.statement) = a.n "
            "FROM act a JOIN statement s ON s.n = a.statement WHERE a.n = ?",
            (act,),
        ).fetchone()
        codes, undoes = ({REVIEW: "rejected"}, None) if first else ({}, act)
        added.append(append_act(connection, statement, coder, codebook, codes, undoes=undoes))
        touched[statement] = report
    for statement, report in touched.items():
        refresh(connection, shelf(connection, report), statement)
        (saying,) = connection.execute("SELECT coalesce(saying, n) FROM statement WHERE n = ?", (statement,)).fetchone()
        settle(connection, saying)
    return added
