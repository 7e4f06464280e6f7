"""What people did, deed by deed: who, when, the old and the new value of all that a deed changed."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from negotiable.record.codings import history
from negotiable.record.notes import NOTE


@dataclass(frozen=True, slots=True)
class Line:
    """One value that a deed changed. `key`: the id of the statement or the number of the actor.

    `variable`: a code of the statement, or "note"; of an actor "name", "party" (in the days `since` to `until`), "same" (the
    other name, None where it is parted) or "report" (one report means somebody else); of a scenario "text"; of a pair the
    other statement's words, and `new` tells whether the two contradict each other.
    """

    kind: Literal["statement", "actor", "pair", "scenario"]
    key: str
    name: str
    variable: str
    old: Any
    new: Any
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """`back_at`: when its coder took it back, None while it holds."""

    n: int
    coder: str
    at: str
    holds: bool
    back_at: str | None
    lines: tuple[Line, ...]


def deeds(
    connection: sqlite3.Connection,
    *,
    only: int | None = None,
    coder: str | None = None,
    before: int | None = None,
    limit: int = 25,
) -> list[Deed]:
    """The deeds of all people or of one, the last first; `before`: those before the deed with this number."""
    rows = connection.execute(
        "SELECT n, coder, coalesce(done_at, (SELECT coded_at FROM act WHERE n = json_extract(acts, '$[0]')), ''), back IS NULL, "
        "back_at, acts, beside FROM step WHERE (?1 IS NULL OR n = ?1) AND (?2 IS NULL OR coder = ?2) AND (?3 IS NULL OR n < ?3) "
        "ORDER BY n DESC LIMIT ?4",
        (only, coder, before, limit),
    ).fetchall()
    return [
        Deed(n, who, at, bool(holds), back_at, tuple(_lines(connection, json.loads(acts), json.loads(beside))))
        for n, who, at, holds, back_at, acts, beside in rows
    ]


def _lines(connection: sqlite3.Connection, acts: Sequence[int], beside: dict[str, list[int]]) -> Iterator[Line]:
    found = {}
    for act in acts:
        row = connection.execute("SELECT s.id, s.quote FROM act a JOIN statement s ON s.n = a.statement WHERE a.n = ?", (act,))
        found.update(dict(row.fetchall()))
    for identifier, quote in found.items():
        changes = [one for one in history(connection, identifier) if one.act in acts]
        yield from (Line("statement", identifier, quote, one.variable, one.old, one.new) for one in changes)
    for n in beside.get("judgement", ()):
        yield _judged(connection, n)
    for n in beside.get("description", ()):
        lead, name, *rest = connection.execute(
            "SELECT a.lead, a.name, d.variable, d.was, d.value, d.since, d.until FROM description d "
            "JOIN actor a ON a.key = d.actor WHERE d.n = ?",
            (n,),
        ).fetchone()
        yield Line("actor", str(lead), name, *rest)
    for n in beside.get("pairing", ()):
        one, quote, other, stands = connection.execute(
            "SELECT a.id, a.quote, b.quote, p.stands FROM pairing p JOIN statement a ON a.n = p.one "
            "JOIN statement b ON b.n = p.other WHERE p.n = ?",
            (n,),
        ).fetchone()
        yield Line("pair", one, quote, other, None, bool(stands))
    for n in beside.get("note", ()):
        identifier, quote, old, text = connection.execute(
            "SELECT s.id, s.quote, (SELECT text FROM note b WHERE b.statement = o.statement AND b.coder = o.coder AND b.n < o.n "
            "AND (b.back_at IS NULL OR b.back_at > o.noted_at) ORDER BY b.n DESC LIMIT 1), o.text "
            "FROM note o JOIN statement s ON s.n = o.statement WHERE o.n = ?",
            (n,),
        ).fetchone()
        yield Line("statement", identifier, quote, NOTE, old or None, text or None)
    for n in beside.get("scenario", ()):
        texts = connection.execute("SELECT text FROM scenario WHERE n <= ? ORDER BY n DESC LIMIT 2", (n,)).fetchall()
        yield Line("scenario", "", "", "text", texts[1][0] if len(texts) > 1 else None, texts[0][0])


def _judged(connection: sqlite3.Connection, n: int) -> Line:
    one, other, same = connection.execute("SELECT one, other, same FROM judgement WHERE n = ?", (n,)).fetchone()
    lead, name, other_name = connection.execute(
        "SELECT a.lead, a.name, b.name FROM actor a JOIN actor b ON b.key = ? WHERE a.key = ?", (other, one)
    ).fetchone()
    if other.startswith(f"{one}#") and not same:
        (title,) = connection.execute(
            "SELECT coalesce(r.title, (SELECT location FROM place WHERE report = r.n LIMIT 1), r.id) "
            "FROM report r WHERE r.id = ?",
            (other[len(one) + 1 :],),
        ).fetchone() or ("",)
        return Line("actor", str(lead), name, "report", name, title)
    return Line("actor", str(lead), name, "same", None if same else other_name, other_name if same else None)
