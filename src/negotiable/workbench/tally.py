"""What reviews tell of the program and of the coders: how often its codes stood, how far coders agree, where they differ."""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from negotiable.record import Record
from negotiable.record.agreement import Metric, Passages, alpha, ordinal, share
from negotiable.record.compared import CODED, WORDS, Opinion, differing, opinions_of
from negotiable.workbench.statement import LABELS

VARIABLES = {"statement": "it is a statement"} | {name: LABELS.get(name, name) for name in CODED}
BANDS = (0.0, 0.5, 0.8)
"""How sure the program was, from there on."""
ENOUGH = 50
"""Statements drawn by chance from which on shares are told; a first few that happen to be reviewed are no sample."""
FEW = 30
"""Statements under which alpha says little."""
_FIRMNESS = ("wish", "demand", "red-line")


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
class Basis:
    """Which statements the shares come from. `all_of_it`: the whole record was reviewed.

    `drawn`: of the statements in an order by chance, how many at its beginning are reviewed without a gap; `of_first`: how many
    of the `first` ones, at most `ENOUGH`, are. `sure`, `sure_of_all`: how sure the program was of the reviewed ones, and of all,
    on average.
    """

    all_of_it: bool
    drawn: int
    of_first: int
    first: int
    sure: float
    sure_of_all: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far coders agree: units coded by two or more, of them all the same, coders, Krippendorff's alpha at its level."""

    variable: str
    label: str
    level: str
    units: int
    coders: int
    same: int
    alpha: float | None

    @property
    def note(self) -> str:
        """What the figure cannot tell, "" for nothing: without alpha all gave one value; of few statements one more moves it."""
        return "one value only" if self.alpha is None else "few statements" if self.units < FEW else ""


@dataclass(frozen=True, slots=True)
class Differing:
    """One variable of one statement, by its number, in which coders differ; `decided`: somebody decided."""

    statement: int
    variable: str
    decided: bool


class _Measure(NamedTuple):
    """What of a variable is compared: `value` makes it of the code, None where there is nothing to compare."""

    variable: str
    label: str
    level: str
    value: Callable[[Any], Any] = lambda code: code or "none"
    metric: Metric | None = None


def trust(record: Record) -> tuple[list[Trust], list[Trust], int, Basis]:
    """How often each variable of the program's stood: in a sample by chance (empty without one), in all that was reviewed.

    Then how many statements people added that it had missed, and what the shares rest on.
    """
    basis, end = _basis(record)
    missed = record.connection.execute("SELECT count(*) FROM verdict WHERE found = 0 AND rejected = 0").fetchone()[0]
    by_chance = _shares(record, end) if basis.all_of_it or basis.drawn >= ENOUGH else []
    return by_chance, _shares(record, None), missed, basis


def _basis(record: Record) -> tuple[Basis, str | None]:
    """Also the id at which the sample ends, as ids are hashes."""
    connection = record.connection
    gap = connection.execute("SELECT id FROM statement WHERE live = 1 AND review = 'proposed' ORDER BY id LIMIT 1").fetchone()
    end = gap[0] if gap else None
    reviewed = "FROM verdict v JOIN statement s ON s.n = v.statement WHERE v.found = 1"
    (drawn,) = connection.execute(f"SELECT count(*) {reviewed} AND s.id < coalesce(?, 'x')", (end,)).fetchone()  # ids are hex
    first = connection.execute(
        "SELECT review FROM statement s WHERE (live = 1 OR (review = 'rejected' AND withdrawn = 0)) "
        "AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.statement = s.n AND v.found = 0) ORDER BY id LIMIT ?",
        (ENOUGH,),
    ).fetchall()
    (sure,) = connection.execute("SELECT avg(confidence) FROM verdict WHERE found = 1").fetchone()
    (sure_of_all,) = connection.execute("SELECT avg(confidence) FROM statement WHERE live = 1").fetchone()
    of_first = sum(review != "proposed" for (review,) in first)
    return Basis(gap is None, drawn, of_first, len(first), sure or 0.0, sure_of_all or 0.0), end


def _shares(record: Record, end: str | None) -> list[Trust]:
    """By all reviews of what the program found, or those of statements whose ids come before `end`."""
    bands = " + ".join(f"(v.confidence >= {low})" for low in BANDS)
    before = "JOIN statement s ON s.n = v.statement AND s.id < ?" if end else ""
    rows = record.connection.execute(
        f"SELECT v.wrong, v.rejected, {bands} - 1, count(*) FROM verdict v {before} WHERE v.found = 1 GROUP BY 1, 2, 3",
        (end,) if end else (),
    ).fetchall()
    seen = {name: [0] * len(BANDS) for name in VARIABLES}
    wrong = {name: [0] * len(BANDS) for name in VARIABLES}
    for names, rejected, band, count in rows:
        seen["statement"][band] += count
        if rejected:  # its codes were not judged
            wrong["statement"][band] += count
            continue
        for name in CODED:
            seen[name][band] += count
        for name in names.split():
            wrong[name][band] += count
    return [_row(name, seen[name], wrong[name]) for name in VARIABLES]


def _row(name: str, seen: list[int], wrong: list[int]) -> Trust:
    bands = tuple((of - not_right, of) for of, not_right in zip(seen, wrong, strict=True))
    right = sum(one for one, _ in bands)
    return Trust(name, VARIABLES[name], sum(seen), right, *share(right, sum(seen)), bands)


def _any(code: Any) -> str:
    return "any" if code else "none"


_MEASURES = (
    _Measure("statement", VARIABLES["statement"], "nominal"),
    _Measure("content", "passage", "overlap"),
    *(_Measure(name, VARIABLES[name], "nominal") for name in ("speaker", "party", "issue", "stance")),
    _Measure("firmness", "firmness: whether any", "nominal", _any),
    _Measure("firmness", "firmness: wish, demand, red line", "ordinal", lambda code: code, ordinal(_FIRMNESS)),
    _Measure("target", VARIABLES["target"], "nominal"),
    _Measure("condition", "condition: whether any", "nominal", _any),
    _Measure("condition", "condition: its kind", "nominal", lambda code: code),
    _Measure(WORDS, "condition: its words", "overlap"),
    *(_Measure(name, VARIABLES[name], "nominal") for name in ("act", "said_on")),
)
_Alike = list[tuple[list[str], list[Any], int]]
"""Coders, the codes that they gave, and to how many statements."""


def agreement(record: Record) -> tuple[list[Agreed], list[str]]:
    """Agreement by variable, and who the coders are."""
    leads = dict(record.connection.execute("SELECT n, lead FROM actor WHERE n <> lead").fetchall())
    alike: dict[str, _Alike] = {}
    for variable, names, codes, times in record.connection.execute("SELECT variable, coders, codes, times FROM alike"):
        given = json.loads(codes)
        if variable in ("speaker", "target"):
            given = [leads.get(code, code) for code in given]
        alike.setdefault(variable, []).append((json.loads(names), given, times))
    rows = [
        _overlapping(record, measure, alike) if measure.level == "overlap" else _agreed(measure, alike.get(measure.variable, []))
        for measure in _MEASURES
    ]
    return [row for row in rows if row.units], sorted({name for names, *_ in alike.get("statement", ()) for name in names})


def disagreements(record: Record, variable: str = "") -> tuple[dict[str, int], Iterator[Differing]]:
    """How many there are by variable; all of them or those in one variable, what nobody decided first."""
    counts: Counter[str] = Counter()
    for column in ("apart", "decided"):
        for names, times in record.connection.execute(
            f"SELECT {column}, count(*) FROM compared WHERE {column} <> '' GROUP BY {column}"
        ):
            counts.update({name: times for name in names.split()})
    found = (
        Differing(statement, name, column == "decided")
        for column in ("apart", "decided")
        for statement, names in record.connection.execute(
            f"SELECT statement, {column} FROM compared WHERE {column} <> '' ORDER BY statement"
        )
        for name in names.split()
        if variable in ("", name)
    )
    return {name: counts[name] for name in VARIABLES}, found


def differ(record: Record, statement: str) -> tuple[list[Opinion], list[str]]:
    """What coders say of one statement, by its id, and the variables in which they differ."""
    row = record.connection.execute("SELECT n FROM statement WHERE id = ?", (statement,)).fetchone()
    those = opinions_of(record.connection, row[0]) if row else []
    return those, differing(those)


def _agreed(measure: _Measure, alike: _Alike) -> Agreed:
    units, same = 0, 0
    coders: set[str] = set()
    values: Counter[tuple[Hashable, ...]] = Counter()
    for names, codes, times in alike:
        made = [measure.value(code) for code in codes]
        given = tuple(value for value in made if value is not None)
        if len(given) < 2:
            continue
        units += times
        same += times * (given.count(given[0]) == len(given))
        coders.update(name for name, value in zip(names, made, strict=True) if value is not None)
        values[given] += times
    found = alpha(values, measure.metric)
    return Agreed(measure.variable, measure.label, measure.level, units, len(coders), same, found)


def _overlapping(record: Record, measure: _Measure, alike: Mapping[str, _Alike]) -> Agreed:
    """Passages are counted by report; who gave any is told by what stands beside them: a stance, the kind of the condition."""
    sums = record.connection.execute(
        "SELECT sum(units), sum(same), sum(given), sum(apart), sum(near) FROM overlapped WHERE variable = ?", (measure.variable,)
    ).fetchone()
    found = Passages(*(part or 0 for part in sums))
    beside = _agreed(
        _Measure("", "", "", lambda code: code), alike.get("condition" if measure.variable == WORDS else "stance", [])
    )
    return Agreed(measure.variable, measure.label, measure.level, found.units, beside.coders, found.same, found.alpha)
