"""Statements in the record: kept with all that was said of them, and brought up to date from it."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from negotiable.record import conditions, opinions
from negotiable.record.clock import now
from negotiable.record.current import (
    PASSAGES,
    REVIEW,
    SURE,
    Act,
    current,
    effective,
    is_person,
    pack,
    quoted,
    span_text,
    spans_of,
)
from negotiable.terms import Coding, Spans

_COLUMNS = (
    *("position", "quote", "source", "cue", "content", "kind", "mode", "speaker", "actor", "party", "relayed_by", "continues"),
    *("issue", "stance", "target", "firmness", "act", "said_on", "day", "confidence", "review"),
)
# The side is what people said last of the actor on the day of the report, else what the report says.
_CAST = """
SELECT c.id, c.n, a.lead, CASE WHEN d.n IS NULL THEN c.party ELSE d.value END AS side, c.report
FROM cast c JOIN actor a ON a.n = c.actor JOIN report r ON r.n = c.report
LEFT JOIN description d ON d.n = (
    SELECT max(d.n) FROM actor same JOIN description d ON d.actor = same.key AND d.variable = 'party'
    WHERE same.lead = a.lead AND d.back_at IS NULL
    AND (d.since IS NULL OR r.published >= d.since) AND (d.until IS NULL OR r.published <= d.until)
)
WHERE {where}
"""
_SIDES_APART = f"""
SELECT s.n, s.report, c.side, s.party, EXISTS (SELECT 1 FROM act WHERE act.statement = s.n AND act.codes LIKE '%"party"%')
FROM ({_CAST.format(where="a.lead = ?")}) c CROSS JOIN statement s ON s.report = c.report AND s.speaker = c.n
WHERE s.withdrawn = 0 AND s.party IS NOT c.side ORDER BY s.report
"""


class Said(NamedTuple):
    """What a coder says of a statement; `at`: when, where it tells."""

    coder: str
    codebook: str
    codes: Mapping[str, Any]
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Player:
    """One actor of a report's cast: its number, its lead across reports, its party."""

    n: int
    actor: int
    party: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """One report of the record, with what its statements refer to: the cast by id, statements' numbers by id."""

    report: int
    id: str
    text: str
    published: str | None
    cast: dict[str, Player]
    numbers: dict[str, int]


def shelf(connection: sqlite3.Connection, report: int) -> Shelf:
    """The report with this number."""
    identifier, text, published = connection.execute("SELECT id, text, published FROM report WHERE n = ?", (report,)).fetchone()
    numbers = connection.execute("SELECT id, n FROM statement WHERE report = ?", (report,))
    return Shelf(
        report,
        identifier,
        text,
        published,
        cast_of(connection, report),
        dict(numbers.fetchall()),
    )


def cast_of(connection: sqlite3.Connection, report: int) -> dict[str, Player]:
    """The cast of the report with this number, by id, with the sides that hold."""
    rows = connection.execute(_CAST.format(where="c.report = ?"), (report,))
    return {one: Player(n, lead, party) for one, n, lead, party, _ in rows}


def sides_of(connection: sqlite3.Connection, lead: int, since: str | None = None, until: str | None = None) -> list[str]:
    """The sides that hold for an actor, by the number of its lead, in the reports of these days; the earliest first."""
    where = "a.lead = ? AND (? IS NULL OR r.published >= ?) AND (? IS NULL OR r.published <= ?) ORDER BY r.published, c.report"
    rows = connection.execute(_CAST.format(where=where), (lead, since, since, until, until))
    return [side for side in dict.fromkeys(side for _, _, _, side, _ in rows) if side]


def given_by(codings: Collection[Coding]) -> dict[str, Any]:
    """The codes of one coder as an act keeps them."""
    return {one.variable: one.value for one in codings} | beside(codings)


def beside(codings: Collection[Coding]) -> dict[str, Any]:
    """How sure a coder is of its codes and where it points, by variable."""
    sure = {one.variable: one.confidence for one in codings if one.confidence is not None}
    passages = {one.variable: one.passages for one in codings if one.passages}
    return ({SURE: sure} if sure else {}) | ({PASSAGES: passages} if passages else {})


def insert(connection: sqlite3.Connection, here: Shelf, identifier: str, said: Sequence[Said]) -> int:
    """A statement that the record does not hold, with its first codes; returns its number."""
    codes = current([Act(n, one.coder, one.codebook, "", one.codes) for n, one in enumerate(said)])
    values = _row(here, codes)
    people = [is_person(one.coder) for one in said]
    names = ("id", "report", "live", "missed", *_COLUMNS)
    cursor = connection.execute(
        f"INSERT INTO statement ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        (identifier, here.report, 1, all(people), *(values[name] for name in _COLUMNS)),
    )
    assert cursor.lastrowid is not None
    here.numbers[identifier] = cursor.lastrowid
    conditions.keep(connection, cursor.lastrowid, codes)
    for one in said:
        append_act(connection, cursor.lastrowid, *one)
    if any(people):
        opinions.keep(connection, here, cursor.lastrowid, acts_of(connection, cursor.lastrowid))
    return cursor.lastrowid


def append_act(
    connection: sqlite3.Connection,
    statement: int,
    coder: str,
    codebook: str,
    codes: Mapping[str, Any],
    at: str | None = None,
    undoes: int | None = None,
) -> int:
    """Adds to what was said of a statement, now if not `at`; the caller refreshes it."""
    cursor = connection.execute(
        "INSERT INTO act (statement, coder, codebook, coded_at, codes, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (statement, coder, codebook, at or now(), pack(codes), undoes),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def acts_of(connection: sqlite3.Connection, statement: int) -> list[Act]:
    """All that was said of a statement, in the order of time."""
    rows = connection.execute(
        "SELECT n, coder, codebook, coded_at, codes, undoes FROM act WHERE statement = ? ORDER BY n", (statement,)
    )
    return [Act(n, coder, codebook, at, json.loads(codes), undoes) for n, coder, codebook, at, codes, undoes in rows]


def refresh(connection: sqlite3.Connection, here: Shelf, statement: int) -> None:
    """Makes a statement's current codes anew from its acts; one that the last reading missed is kept by a person's alone."""
    acts = acts_of(connection, statement)
    codes = current(acts)
    values = _row(here, codes)
    kept = any(act.by_person for act in effective(acts))
    if not effective(acts):  # its addition was taken back: what the log tells of keeps its words
        connection.execute("UPDATE statement SET withdrawn = 1, live = 0 WHERE n = ?", (statement,))
        opinions.keep(connection, here, statement, acts)
        return
    sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
    connection.execute(
        f"UPDATE statement SET {sets}, withdrawn = missed > ?, "
        "live = (missed <= ? AND ? <> 'rejected' AND coalesce(saying, n) = n) WHERE n = ?",
        (*(values[name] for name in _COLUMNS), kept, kept, values["review"], statement),
    )
    conditions.keep(connection, statement, codes)
    opinions.keep(connection, here, statement, acts)


def give_sides(connection: sqlite3.Connection, actor: int) -> list[int]:
    """Gives the statements of an actor, by the number of its lead, the sides that hold; the numbers of those that changed.

    What reviews say of them is left to the caller.
    """
    rows = connection.execute(_SIDES_APART, (actor,)).fetchall()
    for n, report, _, _, coded in rows:
        if coded:  # a side that somebody coded stays, if they did not take it back
            refresh(connection, shelf(connection, report), n)
    connection.executemany(
        "UPDATE statement SET party = ? WHERE n = ?", ((side, n) for n, _, side, _, coded in rows if not coded)
    )
    now_held = "SELECT party FROM statement WHERE n = ?"
    return [n for n, _, _, was, coded in rows if not coded or connection.execute(now_held, (n,)).fetchone() != (was,)]


def _row(here: Shelf, values: Mapping[str, Any]) -> dict[str, Any]:
    """A statement's columns from its current codes; an id that the cast or the report does not have counts as none."""
    content = _within(spans_of(values.get("content")), here.text)
    speaker, target, relay = (here.cast.get(values.get(name) or "") for name in ("speaker", "target", "relayed_by"))
    said_on = values.get("said_on")
    return {
        "position": content[0][0] if content else 0,
        "quote": quoted(here.text, content),
        "source": span_text(_within(spans_of(values.get("source")), here.text)),
        "cue": span_text(_within(spans_of(values.get("cue")), here.text)),
        "content": span_text(content),
        "kind": values.get("kind") or "indirect",
        "mode": values.get("mode") or "speech",
        "speaker": speaker.n if speaker else None,
        "actor": speaker.actor if speaker else None,
        "party": values.get("party", speaker.party if speaker else None),
        "relayed_by": relay.n if relay else None,
        "continues": here.numbers.get(values.get("continues") or ""),
        "issue": values.get("issue"),
        "stance": values.get("stance") or "none",
        "target": target.n if target else None,
        "firmness": values.get("firmness"),
        "act": values.get("act"),
        "said_on": said_on,
        "day": said_on or here.published or "",
        "confidence": float(values.get("confidence", 1.0)),
        "review": values[REVIEW],
    }


def _within(spans: Spans, text: str) -> Spans:
    return tuple((start, end) for start, end in spans if 0 <= start < end <= len(text))
