"""Pairs of statements that contradict each other: as the reading found them, as corrected codes have them, as people judge."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from negotiable.errors import BadRecord
from negotiable.record.as_held import as_held
from negotiable.record.clock import now
from negotiable.record.current import PERSON, REVIEW, Act, current, storable
from negotiable.terms import BUILT_IN

_CODES = ("content", "source", "cue", "speaker", "target", "party", "continues", "issue", "stance")  # what decides on a pair
_SURE = 1.0  # a person says so

Pair = frozenset[int]


class _Told(NamedTuple):
    issue: str | None
    why: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row of the table: `told`: what it says now; `first`: what the reading said, None where it did not find it."""

    n: int
    told: _Told
    first: _Told | None
    found: str
    gone: str | None


@dataclass(frozen=True, slots=True)
class _Judged:
    stands: bool
    told: _Told


def follow(connection: sqlite3.Connection, touched: Iterable[int]) -> None:
    """Brings the pairs of these statements (numbers) up to date, within the caller's transaction.

    A pair of two statements whose codes are the program's stays as the reading found it. One with a corrected statement is
    decided anew by the rules of coding; one with a rejected statement is gone. What a person says of a pair beats all.
    """
    for report, numbers in _by_report(connection, touched).items():
        _follow(connection, report, numbers)


def follow_ids(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    """`follow` for statements by their ids."""
    marks = list(statements)
    rows = connection.execute(f"SELECT n FROM statement WHERE id IN ({', '.join('?' * len(marks))})", marks)
    follow(connection, [n for (n,) in rows.fetchall()])


def follow_people(connection: sqlite3.Connection) -> None:
    """`follow` for all statements that people coded: for reviews that are older than the table."""
    rows = connection.execute("SELECT DISTINCT statement FROM act WHERE coder LIKE ?", (f"{PERSON}%",))
    follow(connection, [n for (n,) in rows.fetchall()])


def judge(connection: sqlite3.Connection, one: str, other: str, stands: bool, coder: str) -> None:
    """Keeps that `coder` says that two statements of a report do or do not contradict each other; raises `BadRecord`."""
    rows = connection.execute("SELECT n, report, issue FROM statement WHERE id IN (?, ?) ORDER BY n", (one, other)).fetchall()
    if len(rows) != 2 or rows[0][1] != rows[1][1]:
        raise BadRecord("a pair is two statements of one report: see the ids in the view `statements`")
    (first, report, issue), (second, _, other_issue) = rows
    kept = _rows(connection, report).get(frozenset((first, second)))
    told = (
        kept.told if kept else _Told(issue if issue == other_issue else None, "Two statements that a person holds together", None)
    )
    connection.execute(
        "INSERT INTO pairing (one, other, stands, issue, why, coder, judged_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (first, second, stands, told.issue, told.why, coder, now()),
    )
    _follow(connection, report, {first, second})


def take_back(connection: sqlite3.Connection, numbers: Iterable[int], at: str | None) -> None:
    """Judgements by their numbers no longer hold; with `at` None they hold again."""
    for n in numbers:
        connection.execute("UPDATE pairing SET back_at = ? WHERE n = ?", (at, n))
        follow(connection, connection.execute("SELECT one, other FROM pairing WHERE n = ?", (n,)).fetchone())


def _by_report(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for n in numbers:
        (report,) = connection.execute("SELECT report FROM statement WHERE n = ?", (n,)).fetchone()
        found.setdefault(report, set()).add(n)
    return found


def _follow(connection: sqlite3.Connection, report: int, touched: set[int]) -> None:
    corrected, rejected = _corrected(connection, report)
    anew: dict[Pair, tuple[_Told, tuple[int, int]]] = {}
    if corrected:
        touched, found_anew = _anew(connection, report, touched, corrected)
        anew = {pair: found for pair, found in found_anew.items() if pair & corrected}
    kept = {pair: row for pair, row in _rows(connection, report).items() if pair & touched}
    judged = {pair: said for pair, said in _judgements(connection, report).items() if pair & touched}
    for pair in {*kept, *anew, *judged}:
        row, now_found = kept.get(pair), anew.get(pair)
        first = row.first if row else None
        by_codes = now_found[0] if now_found else None
        told = by_codes if pair & corrected else first
        gone = "rejected" if pair & rejected else None if told else "codes"
        found = "reading" if first else "correction" if by_codes else "person"
        if (said := judged.get(pair)) is not None and gone != "rejected":
            gone = None if said.stands else "person"
            told = (told or first or said.told)._replace(confidence=_SURE) if said.stands else told or first or said.told
        told = told or first
        if told is None or (gone and first is None and gone != "person"):
            if row:  # it was there by corrected codes alone, which tell of it no more
                connection.execute("DELETE FROM conflict WHERE n = ?", (row.n,))
            continue
        order = now_found[1] if now_found else tuple(sorted(pair))
        _put(connection, report, order, row, _Kept(row.n if row else 0, told, first, found, gone))


def _put(connection: sqlite3.Connection, report: int, order: tuple[int, ...], row: _Kept | None, new: _Kept) -> None:
    if row == new:
        return
    was = json.dumps(new.first, ensure_ascii=False) if new.first is not None and new.first != new.told else None
    values = (*new.told, new.found, new.gone, was)
    if row:
        connection.execute(
            "UPDATE conflict SET issue = ?, why = ?, confidence = ?, found = ?, gone = ?, was = ? WHERE n = ?", (*values, row.n)
        )
    else:
        connection.execute(
            "INSERT INTO conflict (issue, why, confidence, found, gone, was, report, one, other) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, report, *order),
        )


def _rows(connection: sqlite3.Connection, report: int) -> dict[Pair, _Kept]:
    rows = connection.execute(
        "SELECT one, other, n, issue, why, confidence, found, gone, was FROM conflict WHERE report = ?", (report,)
    )
    kept = {}
    for one, other, n, issue, why, confidence, found, gone, was in rows:
        told = _Told(issue, why, confidence)
        first = (_Told(*json.loads(was)) if was else told) if found == "reading" else None
        kept[frozenset((one, other))] = _Kept(n, told, first, found, gone)
    return kept


def _judgements(connection: sqlite3.Connection, report: int) -> dict[Pair, _Judged]:
    """The last that holds of each pair."""
    rows = connection.execute(
        "SELECT p.one, p.other, p.stands, p.issue, p.why FROM statement s CROSS JOIN pairing p ON p.one = s.n "
        "WHERE s.report = ? AND p.back_at IS NULL ORDER BY p.n",
        (report,),
    )
    return {frozenset((one, other)): _Judged(bool(stands), _Told(issue, why, None)) for one, other, stands, issue, why in rows}


def _corrected(connection: sqlite3.Connection, report: int) -> tuple[set[int], set[int]]:
    """The statements whose codes are not the program's own, and of these the rejected ones."""
    rows = connection.execute(
        "SELECT a.statement, s.withdrawn, a.n, a.coder, a.codebook, a.coded_at, a.codes, a.undoes FROM statement s "
        "CROSS JOIN act a ON a.statement = s.n WHERE s.report = ? "
        "AND EXISTS (SELECT 1 FROM act b WHERE b.statement = s.n AND b.coder <> ?) ORDER BY a.n",
        (report, BUILT_IN),
    )
    acts: dict[int, list[Act]] = {}
    corrected, rejected = set(), set()
    for n, withdrawn, number, coder, codebook, at, codes, undoes in rows:
        acts.setdefault(n, []).append(Act(number, coder, codebook, at, json.loads(codes), undoes))
        if withdrawn:
            rejected.add(n)
    for n, those in acts.items():
        values = current(those)
        program = [act for act in those if act.coder == BUILT_IN]
        if values[REVIEW] == "rejected":
            rejected.add(n)
        if not program or any(values.get(name) != current(program).get(name) for name in _CODES):
            corrected.add(n)
    return corrected | rejected | by_others(connection, report), rejected


def by_others(connection: sqlite3.Connection, report: int) -> set[int]:
    """The statements of a report whose speaker is another than it tells: of a side that people gave, or two of its names in one.

    That is no act on the statement.
    """
    rows = connection.execute(
        "SELECT s.n FROM statement s JOIN cast c ON c.n = s.speaker JOIN actor a ON a.n = c.actor WHERE s.report = ? "
        "AND (s.party IS NOT c.party OR EXISTS (SELECT 1 FROM cast d CROSS JOIN actor b ON b.n = d.actor "
        "WHERE d.report = c.report AND b.lead = a.lead AND b.n <> a.n))",
        (report,),
    )
    return {n for (n,) in rows}


def _anew(
    connection: sqlite3.Connection, report: int, touched: set[int], corrected: set[int]
) -> tuple[set[int], dict[Pair, tuple[_Told, tuple[int, int]]]]:
    """The pairs of these statements by the codes of now, each with the order in which they stand; and of which statements.

    As pairs compete for a place, one change can move those of other statements: where the whole text is looked at, all that
    were `corrected` are decided anew, so that pairs follow from the codes alone, whatever the order of changes.
    """
    from negotiable.coding.conflicts_again import SHORT, conflicts_again  # late: whoever only reads a record needs no coder

    numbers = dict(connection.execute("SELECT id, n FROM statement WHERE report = ?", (report,)).fetchall())
    coded, speakers = as_held(connection, report)
    if len(coded.report.text) <= SHORT:
        touched = touched | corrected
    around = {identifier for identifier, n in numbers.items() if n in touched}
    found = {}
    for one in conflicts_again(coded, around):
        first, second = one.between
        if speakers[first] is None or speakers[first] != speakers[second]:
            order = (numbers[first], numbers[second])
            found[frozenset(order)] = (_Told(one.issue, storable(one.why), one.confidence), order)
    return touched, found
