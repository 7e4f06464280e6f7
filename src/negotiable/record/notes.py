"""Notes of coders on statements: why this code, what to ask. They stand beside the codes and count for nothing."""

import sqlite3
from collections.abc import Iterable

from negotiable.errors import BadRecord
from negotiable.record.clock import now
from negotiable.record.codings import Change
from negotiable.record.connection import transaction
from negotiable.record.current import storable
from negotiable.record.record import Record

NOTE = "note"
"""What a change of a note is called in a history."""

_LONGEST = 5_000  # characters


def note(record: Record, statement: str, text: str, coder: str) -> None:
    """Keeps what a coder notes on a statement, by its id, in the place of their note before; "" takes it out."""
    text = storable(text.strip())
    if len(text) > _LONGEST:
        raise BadRecord(f"a note has at most {_LONGEST:,} characters, this one {len(text):,}: shorten it")
    with transaction(record.connection, record.path):
        row = record.connection.execute("SELECT n FROM statement WHERE id = ?", (statement,)).fetchone()
        if row is None:
            raise BadRecord(f"no statement {statement[:40]} in this record: see the ids in the view `statements`")
        if text != notes(record, statement).get(coder, ""):
            record.connection.execute(
                "INSERT INTO note (statement, text, coder, noted_at) VALUES (?, ?, ?, ?)", (row[0], text, coder, now())
            )


def notes(record: Record, statement: str) -> dict[str, str]:
    """The notes that hold, by coder."""
    rows = record.connection.execute("SELECT coder, note FROM notes WHERE statement = ? ORDER BY noted_at, coder", (statement,))
    return dict(rows.fetchall())


def noted(connection: sqlite3.Connection, statement: str) -> list[Change]:
    """All notes on a statement as changes, the oldest first."""
    rows = connection.execute(
        "SELECT o.text, o.coder, o.noted_at, o.back_at FROM note o JOIN statement s ON s.n = o.statement WHERE s.id = ? "
        "ORDER BY o.n",
        (statement,),
    )
    held: dict[str, str] = {}
    found = []
    for text, coder, at, back in rows:
        found.append(Change(0, at, coder, "", NOTE, held.get(coder) or None, text or None, back is not None))
        if back is None:
            held[coder] = text
    return found


def take_back(connection: sqlite3.Connection, numbers: Iterable[int], at: str | None) -> None:
    """Notes by their numbers no longer hold; with `at` None they hold again."""
    connection.executemany("UPDATE note SET back_at = ? WHERE n = ?", ((at, n) for n in numbers))
