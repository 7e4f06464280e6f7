"""Conditions that people code: "if X, then Y" as a variable of its statement, in the place of what the reading found."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from negotiable.errors import BadRecord
from negotiable.record.current import span_text, spans_of
from negotiable.terms import Conditional
from negotiable.terms.codes import ConditionalKind

CONDITION = "condition"
"""The variable: None, or an object with `kind` and the spans `condition` and `consequence`."""

_KINDS: tuple[str, ...] = get_args(ConditionalKind)


def checked(value: Any, length: int) -> dict[str, Any] | None:
    """The value as it is kept, in a text of `length` characters. Raises `BadRecord`."""
    if value is None:
        return None
    if not isinstance(value, Mapping) or value.get("kind") not in _KINDS:
        raise BadRecord(f"a condition needs its kind: one of {', '.join(_KINDS)}")
    try:
        spans = {name: [list(span) for span in spans_of(value.get(name))] for name in ("condition", "consequence")}
    except (TypeError, ValueError) as error:
        raise BadRecord("a condition's spans are lists of [start, end]") from error
    if any(not 0 <= start < end <= length for found in spans.values() for start, end in found) or not all(spans.values()):
        raise BadRecord(f"the spans of a condition lie outside the text of {length} characters or are empty")
    return {"kind": value["kind"], **spans}


def read(connection: sqlite3.Connection, statement: int) -> dict[str, Any] | None:
    """The first condition that the reading found in a statement, as people's are kept."""
    row = connection.execute(
        "SELECT kind, condition, consequence FROM conditional WHERE statement = ? ORDER BY n LIMIT 1", (statement,)
    ).fetchone()
    if row is None:
        return None
    spans = (json.loads(part) for part in row[1:])
    return {"kind": row[0], **dict(zip(("condition", "consequence"), spans, strict=True))}


def keep(connection: sqlite3.Connection, statement: int, values: Mapping[str, Any]) -> None:
    """Brings the table up to date with the current codes of a statement."""
    connection.execute("DELETE FROM restated WHERE statement = ?", (statement,))
    if CONDITION in values:
        value = values[CONDITION] or {}
        row = (statement, value.get("kind"), *(span_text(spans_of(value.get(name))) for name in ("condition", "consequence")))
        connection.execute("INSERT INTO restated (statement, kind, condition, consequence) VALUES (?, ?, ?, ?)", row)


def conditionals(connection: sqlite3.Connection, report: int) -> Iterator[Conditional]:
    """The conditionals of the report with this number: the reading's, but a person's where a person coded any."""
    rows = connection.execute(
        "SELECT s.id, coalesce(x.kind, c.kind), coalesce(x.condition, c.condition), coalesce(x.consequence, c.consequence) "
        "FROM conditional c LEFT JOIN statement s ON s.n = c.statement LEFT JOIN restated x ON x.statement = c.statement "
        "WHERE c.report = ?1 AND (x.statement IS NULL OR (x.kind IS NOT NULL "
        "AND c.n = (SELECT min(n) FROM conditional WHERE statement = c.statement))) "
        "UNION ALL SELECT s.id, x.kind, x.condition, x.consequence FROM restated x JOIN statement s ON s.n = x.statement "
        "WHERE s.report = ?1 AND x.kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM conditional WHERE statement = x.statement)",
        (report,),
    )
    for statement, kind, condition, consequence in rows.fetchall():
        yield Conditional(statement, kind, spans_of(condition), spans_of(consequence))
