"""Scenario files that people save in the record: each saving stays, the last that holds is worked with."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from negotiable.record.clock import now
from negotiable.record.connection import transaction
from negotiable.record.current import storable
from negotiable.record.record import Record


@dataclass(frozen=True, slots=True)
class Saved:
    """One saving; `coder`, `at`: who and when, None for a text that is not in the record."""

    text: str
    coder: str | None
    at: str | None


def save(record: Record, text: str, coder: str) -> None:
    """Keeps `text` as the scenario of the record."""
    with transaction(record.connection, record.path):
        record.connection.execute("INSERT INTO scenario (text, coder, saved_at) VALUES (?, ?, ?)", (storable(text), coder, now()))


def last(record: Record) -> Saved | None:
    """The scenario that holds, None where there is none."""
    row = record.connection.execute(
        "SELECT text, coder, saved_at FROM scenario WHERE back_at IS NULL ORDER BY n DESC LIMIT 1"
    ).fetchone()
    return Saved(*row) if row else None


def take_back(connection: sqlite3.Connection, numbers: Iterable[int], at: str | None) -> None:
    """Savings by their numbers no longer hold; with `at` None they hold again."""
    connection.executemany("UPDATE scenario SET back_at = ? WHERE n = ?", ((at, n) for n in numbers))
