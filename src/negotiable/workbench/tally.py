"""What reviews tell of the program and of the coders; kept from page to page, brought up to date by what was coded since."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from negotiable.record import Record
from negotiable.record.agreement import alpha, interval
from negotiable.record.current import PERSON, REVIEW, Act, current, effective, spans_of
from negotiable.workbench.statement import CODES, LABELS
from negotiable.workbench.visitor import DECIDING

_CODED = tuple(name for name in CODES if name != "said_on")
VARIABLES = {"statement": "it is a statement"} | {name: LABELS.get(name, name) for name in _CODED}
_BANDS = (0.0, 0.5, 0.8)  # how sure the program was, from there on
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One statement that people said something of. `wrong`: variables in which the program's value did not stand.

    `views`: by coder, their values; `decided`: variables about which somebody decided between coders.
    """

    id: str
    found: bool
    wrong: frozenset[str]
    confidence: float
    views: dict[str, dict[str, str | None]]
    decided: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trust:
    """How often the program's value of one variable stood: `right` of `seen`, with a 95 % interval, also by confidence."""

    variable: str
    label: str
    seen: int
    right: int
    low: float
    high: float
    bands: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far coders agree in one variable: units coded by two or more, of them all the same, Krippendorff's alpha."""

    variable: str
    label: str
    units: int
    same: int
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One variable of one statement in which coders differ: values by coder."""

    statement: str
    variable: str
    label: str
    values: tuple[tuple[str, str | None], ...]
    decided: bool


class Tally:
    """Reviews by the number of their statement, up to the act `_last`."""

    def __init__(self) -> None:
        self._reviews: dict[int, Reviewed] = {}
        self._last = 0
        self._lock = threading.Lock()

    def reviews(self, record: Record) -> list[Reviewed]:
        """All reviews so far."""
        with self._lock:
            self._catch_up(record.connection)
            return list(self._reviews.values())

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        (last,) = connection.execute("SELECT coalesce(max(n), 0) FROM act").fetchone()
        if last == self._last:
            return
        changed = {
            n
            for (n,) in connection.execute(
                f"SELECT statement FROM act WHERE coder LIKE '{PERSON}%' AND n > ? AND n <= ?", (self._last, last)
            )
        }
        if self._reviews:  # a new reading of the program's, too, where people have reviewed the statement
            rows = connection.execute("SELECT DISTINCT statement FROM act WHERE n > ? AND n <= ?", (self._last, last))
            changed |= {n for (n,) in rows if n in self._reviews}
        for n, one in _read(connection, sorted(changed)):
            if one is None:
                self._reviews.pop(n, None)
            else:
                self._reviews[n] = one
        self._last = last


def _read(connection: sqlite3.Connection, numbers: list[int]) -> Iterator[tuple[int, Reviewed | None]]:
    for k in range(0, len(numbers), _AT_ONCE):
        part = numbers[k : k + _AT_ONCE]
        acts: dict[int, list[Act]] = {}
        ids: dict[int, str] = {}
        rows = connection.execute(
            "SELECT s.n, s.id, a.n, a.coder, a.codebook, a.coded_at, a.codes, a.undoes FROM act a JOIN statement s "
            f"ON s.n = a.statement WHERE s.n IN ({', '.join('?' * len(part))}) ORDER BY s.n, a.n",
            part,
        )
        for n, identifier, *act, codes, undoes in rows:
            ids[n] = identifier
            acts.setdefault(n, []).append(Act(act[0], act[1], act[2], act[3], json.loads(codes), undoes))
        for n, those in acts.items():
            yield n, _reviewed(ids[n], those)


def _reviewed(identifier: str, acts: list[Act]) -> Reviewed | None:
    held = effective(acts)
    people = list(dict.fromkeys(act.coder for act in held if act.by_person))
    if not people:
        return None
    programs = current([act for act in acts if not act.by_person])
    found = not acts[0].by_person
    now = current(acts)
    said = {name for act in held if act.by_person for name in act.codes}
    wrong = {name for name in _CODED if name in said and _plain(name, now) != _plain(name, programs)}
    if now[REVIEW] == "rejected":
        wrong = {"statement"}
    views = {}
    for coder in people:
        if not coder.endswith(DECIDING):
            values = current([act for act in acts if not act.by_person or act.coder == coder])
            view: dict[str, str | None] = {name: _plain(name, values) for name in _CODED if name not in ("party", "condition")}
            views[coder] = view | {"statement": "no" if values[REVIEW] == "rejected" else "yes"}
    decided = {name for act in held if act.coder.endswith(DECIDING) for name in act.codes}
    decided |= {"statement"} if REVIEW in decided else set()
    return Reviewed(
        identifier, found, frozenset(wrong), float(programs.get("confidence", 1.0)), views, frozenset(decided & set(VARIABLES))
    )


def _plain(name: str, values: dict[str, Any]) -> str | None:
    value = values.get(name)
    if name == "stance":
        return value or "none"
    if name == "content":
        return ", ".join(f"{start}-{end}" for start, end in spans_of(value))
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


def trust(reviews: Iterable[Reviewed]) -> tuple[list[Trust], int]:
    """How often each variable of the program's stood, and how many statements people added that it had missed."""
    missed = 0
    kept, rejected = [0] * len(_BANDS), [0] * len(_BANDS)
    wrong = {name: [0] * len(_BANDS) for name in _CODED}
    for one in reviews:
        if not one.found:
            missed += 1
            continue
        band = sum(one.confidence >= low for low in _BANDS) - 1
        if "statement" in one.wrong:
            rejected[band] += 1
            continue
        kept[band] += 1
        for name in one.wrong:
            wrong[name][band] += 1
    rows = [_row("statement", [a + b for a, b in zip(kept, rejected, strict=True)], rejected)]
    return [*rows, *(_row(name, kept, wrong[name]) for name in _CODED)], missed


def _row(name: str, seen: list[int], wrong: list[int]) -> Trust:
    bands = tuple((of - not_right, of) for of, not_right in zip(seen, wrong, strict=True))
    right = sum(one for one, _ in bands)
    return Trust(name, VARIABLES[name], sum(seen), right, *interval(right, sum(seen)), bands)


def agreement(reviews: Iterable[Reviewed]) -> tuple[list[Agreed], list[Disagreement], list[str]]:
    """Agreement by variable, what coders disagree about, and who the coders are."""
    shared = [one for one in reviews if len(one.views) > 1]
    rows, apart = [], []
    for name, label in VARIABLES.items():
        units, same = [], 0
        for one in shared:
            kept = {coder: view for coder, view in one.views.items() if name == "statement" or view["statement"] == "yes"}
            values = [(coder, view[name]) for coder, view in kept.items() if name in view]
            if len(values) < 2:
                continue
            units.append([value for _, value in values])
            if len({value for _, value in values}) == 1:
                same += 1
            else:
                apart.append(Disagreement(one.id, name, label, tuple(values), name in one.decided))
        if units:
            rows.append(Agreed(name, label, len(units), same, alpha(units)))
    coders = sorted({coder for one in shared for coder in one.views})
    return rows, sorted(apart, key=lambda one: (one.decided, one.statement)), coders
