"""How far coders agree, counted with each review, so that it is there at once however many there are."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from negotiable.record.agreement import passages
from negotiable.record.conditions import CONDITION
from negotiable.record.current import spans_of

CODED = ("content", "speaker", "party", "issue", "stance", "firmness", "target", CONDITION, "act", "said_on")
"""The variables that are compared, in the order of the form."""

WORDS = "words"
"""Beside the variables: the words of conditions, where the condition itself counts by its kind."""

OVERLAP = ("content", WORDS)
"""What is compared by the characters that it covers; all else by values that are the same or not."""

_ACTORS = {"speaker": "s", "target": "t"}
_SAID = f"""
SELECT o.statement, o.coder, o.rejected, {", ".join(f"{_ACTORS[v]}a.lead" if v in _ACTORS else f"o.{v}" for v in CODED)},
    sa.n, ta.n
FROM opinion o LEFT JOIN cast sc ON sc.n = o.speaker LEFT JOIN actor sa ON sa.n = sc.actor
LEFT JOIN cast tc ON tc.n = o.target LEFT JOIN actor ta ON ta.n = tc.actor
WHERE o.statement = ? ORDER BY o.coder
"""


class Opinion(NamedTuple):
    """One coder's codes of one statement; speaker and target are numbers of actors across reports, `own`: before merges."""

    statement: int
    coder: str
    rejected: bool
    content: str
    speaker: int | None
    party: str | None
    issue: str | None
    stance: str
    firmness: str | None
    target: int | None
    condition: str | None
    act: str | None
    said_on: str | None
    own_speaker: int | None
    own_target: int | None


def opinions_of(connection: sqlite3.Connection, statement: int) -> list[Opinion]:
    """What each coder says of a statement, by its number."""
    return [Opinion(*row) for row in connection.execute(_SAID, (statement,))]


def differing(those: Sequence[Opinion]) -> list[str]:
    """The variables in which coders of one statement differ; codes only of coders to whom it is a statement."""
    kept = [one for one in those if not one.rejected]
    names = ["statement"] if 0 < len(kept) < len(those) else []
    return names + [name for name in CODED if len({getattr(one, name) for one in kept}) > 1]


def keep(connection: sqlite3.Connection, report: int, statement: int, decided: set[str]) -> bool:
    """Brings the counts up to date with the opinions of one statement; whether passages of its report changed.

    `decided`: variables that somebody decided between coders.
    """
    those = opinions_of(connection, statement)
    said = _said(those) if len(those) > 1 else {}
    row = connection.execute("SELECT said FROM compared WHERE statement = ?", (statement,)).fetchone()
    before = json.loads(row[0]) if row else {}
    for variable in {*before, *said} - {*OVERLAP}:
        if before.get(variable) != said.get(variable):
            _count(connection, variable, before.get(variable), -1)
            _count(connection, variable, said.get(variable), 1)
    if said:
        names = differing(those)
        connection.execute(
            "INSERT OR REPLACE INTO compared (statement, report, apart, decided, said) VALUES (?, ?, ?, ?, ?)",
            (
                *(statement, report),
                *(" ".join(name for name in names if (name in decided) is settled) for settled in (False, True)),
                json.dumps(said),
            ),
        )
    elif row:
        connection.execute("DELETE FROM compared WHERE statement = ?", (statement,))
    return any(before.get(name) != said.get(name) for name in OVERLAP)


def keep_passages(connection: sqlite3.Connection, report: int) -> None:
    """Counts the passages of a report anew, as each is compared with all others of its text."""
    rows = connection.execute("SELECT said FROM compared WHERE report = ?", (report,)).fetchall()
    connection.execute("DELETE FROM overlapped WHERE report = ?", (report,))
    units: dict[str, list[list[Any]]] = {name: [] for name in OVERLAP}
    for (said,) in rows:
        for name, (_, codes) in json.loads(said).items():
            if name in units:
                units[name].append([(report, spans_of(code)) for code in codes])
    connection.executemany(
        "INSERT INTO overlapped (report, variable, units, same, given, apart, near) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(report, name, *passages(those)) for name, those in units.items() if those],
    )


def fill(connection: sqlite3.Connection) -> None:
    """Counts all opinions: for reviews that are older than the tables."""
    rows = connection.execute(
        "SELECT s.report, s.n, v.decided FROM opinion o JOIN statement s ON s.n = o.statement "
        "JOIN verdict v ON v.statement = s.n GROUP BY s.n HAVING count(*) > 1 ORDER BY s.report"
    ).fetchall()
    for report, n, decided in rows:
        keep(connection, report, n, set(decided.replace("review", "statement").split()))
    for report in {report for report, *_ in rows}:
        keep_passages(connection, report)


def _said(those: Sequence[Opinion]) -> dict[str, list[Any]]:
    """What counts of a statement: by variable the coders and their codes, as JSON has them."""
    kept = [one for one in those if not one.rejected]
    found: dict[str, list[Any]] = {
        "statement": [[one.coder for one in those], ["no" if one.rejected else "yes" for one in those]]
    }
    if len(kept) < 2:
        return found
    coders = [one.coder for one in kept]
    for name in CODED:
        found[name] = [coders, [getattr(one, f"own_{name}" if name in _ACTORS else name) for one in kept]]
    found["content"][1] = [json.loads(one.content) for one in kept]
    conditions = [(one.coder, json.loads(one.condition) if one.condition else None) for one in kept]
    found[CONDITION][1] = [code["kind"] if code else None for _, code in conditions]
    worded = [(coder, code["condition"]) for coder, code in conditions if code and code["condition"]]
    if len(worded) > 1:
        found[WORDS] = [[coder for coder, _ in worded], [words for _, words in worded]]
    return found


def _count(connection: sqlite3.Connection, variable: str, said: list[Any] | None, times: int) -> None:
    if said is None:
        return
    key = (variable, *(json.dumps(part, ensure_ascii=False) for part in said))
    connection.execute(
        "INSERT INTO alike (variable, coders, codes, times) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (variable, coders, codes) DO UPDATE SET times = times + excluded.times",
        (*key, times),
    )
    connection.execute("DELETE FROM alike WHERE variable = ? AND coders = ? AND codes = ? AND times = 0", key)
