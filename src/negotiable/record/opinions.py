"""What people's reviews say of the program and of each other, kept beside each statement that was reviewed."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from negotiable.record import compared, conditions
from negotiable.record.compared import CODED
from negotiable.record.conditions import CONDITION
from negotiable.record.current import DECIDING, PERSON, REVIEW, Act, current, effective, span_text, spans_of

if TYPE_CHECKING:
    from negotiable.record.statements import Shelf

_COLUMNS = ("statement", "coder", "rejected", *CODED)


def keep(connection: sqlite3.Connection, here: "Shelf", statement: int, acts: Sequence[Act]) -> None:
    """Brings all that is kept of reviews up to date with all acts of a statement; `here`: its report."""
    if _keep(connection, here, statement, acts):
        compared.keep_passages(connection, here.report)


def _keep(connection: sqlite3.Connection, here: "Shelf", statement: int, acts: Sequence[Act]) -> bool:
    """Whether passages that coders gave changed."""
    if not any(act.by_person for act in acts):
        return False
    connection.execute("DELETE FROM opinion WHERE statement = ?", (statement,))
    connection.execute("DELETE FROM verdict WHERE statement = ?", (statement,))
    held = effective(acts)
    people = {act.coder: act.n for act in held if act.by_person}  # with the last act of each
    decided = {name.replace(REVIEW, "statement") for act in held if act.coder.endswith(DECIDING) for name in act.codes}
    if people:
        _put(connection, here, statement, acts, held, people)
    return compared.keep(connection, here.report, statement, decided)


def _put(
    connection: sqlite3.Connection,
    here: "Shelf",
    statement: int,
    acts: Sequence[Act],
    held: Sequence[Act],
    people: Mapping[str, int],
) -> None:
    """What each of `people` says, and how the program's codes fared."""
    read = _packed(conditions.read(connection, statement))
    for coder, last in people.items():
        if not coder.endswith(DECIDING):
            values = current([act for act in held if act.n <= last and (act.coder == coder or not act.by_person)])
            row = (statement, coder, values[REVIEW] == "rejected", *_told(here, values, read).values())
            connection.execute(f"INSERT INTO opinion ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})", row)
    # What held when somebody looked last, against what the program says now.
    seen = _told(here, current([act for act in held if act.n <= max(people.values())]), read)
    program = current([act for act in held if not act.by_person])
    plain = _told(here, program, read)
    plain["party"] = _read_party(connection, plain["speaker"])
    decided = {name for act in held if act.coder.endswith(DECIDING) for name in act.codes}
    connection.execute(
        "INSERT INTO verdict (statement, found, rejected, wrong, decided, confidence) VALUES (?, ?, ?, ?, ?, ?)",
        (
            statement,
            not acts[0].by_person,
            current(held)[REVIEW] == "rejected",
            " ".join(name for name in CODED if seen[name] != plain[name]),
            " ".join(sorted(decided)),
            float(program.get("confidence", 1.0)),
        ),
    )


def fill(connection: sqlite3.Connection, only: int | None = None) -> None:
    """Makes all of it anew, for all reports or the one with this number: for reviews that are older than the tables."""
    from negotiable.record.statements import acts_of, shelf

    where = "s.report = ?" if only is not None else "? IS NULL"
    rows = connection.execute(
        f"SELECT DISTINCT s.report, s.n FROM statement s CROSS JOIN act a ON a.statement = s.n WHERE {where} AND a.coder LIKE ? "
        "ORDER BY 1, 2",
        (only, f"{PERSON}%"),
    ).fetchall()
    for report, those in groupby(rows, key=lambda row: row[0]):
        here = shelf(connection, report)
        if any([_keep(connection, here, n, acts_of(connection, n)) for _, n in those]):
            compared.keep_passages(connection, report)


def _told(here: "Shelf", values: Mapping[str, Any], read: str | None) -> dict[str, Any]:
    """The variables as they are compared and kept; a side or condition that nobody coded is the speaker's and the reading's."""
    speaker, target = (here.cast.get(values.get(name) or "") for name in ("speaker", "target"))
    found: dict[str, Any] = {name: values.get(name) for name in CODED}
    found["content"] = span_text(spans_of(values.get("content")))
    found["speaker"], found["target"] = speaker.n if speaker else None, target.n if target else None
    found["party"] = values.get("party", speaker.party if speaker else None)
    found["stance"] = values.get("stance") or "none"
    found[CONDITION] = _packed(values[CONDITION]) if CONDITION in values else read
    return found


def _packed(condition: Mapping[str, Any] | None) -> str | None:
    if not condition:
        return None
    spans = {name: [list(span) for span in spans_of(condition.get(name))] for name in ("condition", "consequence")}
    return json.dumps({"kind": condition.get("kind"), **spans})


def _read_party(connection: sqlite3.Connection, speaker: int | None) -> str | None:
    """The side that the report gives somebody."""
    row = connection.execute("SELECT party FROM cast WHERE n = ?", (speaker,)).fetchone()
    return row[0] if row else None
