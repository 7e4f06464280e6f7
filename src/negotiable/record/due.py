"""What a change of who is who leaves for later: it can reach hundreds of reports, and the pairs of each are decided anew."""

import json
import sqlite3
from collections.abc import Iterable

from negotiable.record import opinions, pairs

_AT_ONCE = 3  # reports that are done within the change itself: some hundredths of a second


def reached(connection: sqlite3.Connection, statements: Iterable[int]) -> None:
    """Who speaks in these statements (numbers), or for whom, is another now: a few reports are done, many are noted."""
    numbers = json.dumps(list(statements))
    found = "SELECT report, n FROM statement WHERE n IN (SELECT value FROM json_each(?))"
    connection.execute(f"INSERT OR IGNORE INTO due (report, statement) {found}", (numbers,))
    reports = connection.execute(f"SELECT DISTINCT report FROM ({found}) LIMIT ?", (numbers, _AT_ONCE + 1)).fetchall()
    if len(reports) <= _AT_ONCE:
        for (report,) in reports:
            _work(connection, report)


def waiting(connection: sqlite3.Connection) -> int:
    """How many reports are left to do."""
    return int(connection.execute("SELECT count(DISTINCT report) FROM due").fetchone()[0])


def work(connection: sqlite3.Connection) -> bool:
    """Does one report that was noted, within the caller's transaction; False where there is none."""
    (report,) = connection.execute("SELECT min(report) FROM due").fetchone()
    if report is not None:
        _work(connection, report)
    return report is not None


def _work(connection: sqlite3.Connection, report: int) -> None:
    """Makes what reviews say in the report anew, and the pairs of the statements that were noted."""
    noted = connection.execute("DELETE FROM due WHERE report = ? RETURNING statement", (report,)).fetchall()
    opinions.fill(connection, report)
    pairs.follow(connection, [n for (n,) in noted])
