"""Differing wordings of one quotation: how other reports have what a statement of the record says."""

import sqlite3
from collections.abc import Iterable

from negotiable.terms import Wording

_COLUMNS = "statement, quote, outlet, published, location, report"
_ASKED = 200  # witnesses looked at for one statement: some words stand in thousands of reports
_MOST = 5  # wordings of one statement


def wordings(connection: sqlite3.Connection, statement: str) -> tuple[Wording, ...]:
    """At most five wordings of the statement with this id, each as the first report has it that uses it."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM wordings WHERE statement = ? LIMIT ?", (statement, _ASKED))
    found: dict[str, Wording] = {}
    for one in sorted((Wording(*row) for row in rows), key=lambda one: (one.published or "9", one.report)):
        found.setdefault(" ".join(one.quote.casefold().split()), one)
    return tuple(found.values())[:_MOST]


def all_wordings(connection: sqlite3.Connection, report: int, kept: Iterable[str]) -> tuple[Wording, ...]:
    """Those of the statements of one report, by its number, whose ids are `kept`, in their order."""
    heard = connection.execute(
        "SELECT s.id FROM statement s WHERE s.report = ? AND s.live = 1 "
        "AND EXISTS (SELECT 1 FROM statement w WHERE w.saying = s.n AND w.n <> s.n)",
        (report,),
    )
    several = {row[0] for row in heard}
    return tuple(one for statement in kept if statement in several for one in wordings(connection, statement))
