"""What reviews tell of the program and of the coders: how often its codes stood, how far coders agree, where they differ."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from negotiable.record import Record
from negotiable.record.agreement import Metric, alpha, ordinal, passage_alpha, share
from negotiable.record.current import spans_of
from negotiable.record.opinions import CODED
from negotiable.workbench.statement import LABELS

VARIABLES = {"statement": "it is a statement"} | {name: LABELS.get(name, name) for name in CODED}
BANDS = (0.0, 0.5, 0.8)
"""How sure the program was, from there on."""
ENOUGH = 50
"""Statements drawn by chance from which on shares are told; a first few that happen to be reviewed are no sample."""
FEW = 30
"""Statements under which alpha says little."""
_FIRMNESS = ("wish", "demand", "red-line")
_COLUMNS = ("statement", "coder", "rejected", *CODED)


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
    of the first `ENOUGH` are. `sure`, `sure_of_all`: how sure the program was of the reviewed ones, and of all, on average.
    """

    all_of_it: bool
    drawn: int
    of_first: int
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


class Opinion(NamedTuple):
    """One coder's codes of one statement; speaker and target are numbers of actors across reports."""

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
    report: int
    decided: str


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
        "SELECT review FROM statement WHERE live = 1 OR (review = 'rejected' AND withdrawn = 0) ORDER BY id LIMIT ?", (ENOUGH,)
    ).fetchall()
    (sure,) = connection.execute("SELECT avg(confidence) FROM verdict WHERE found = 1").fetchone()
    (sure_of_all,) = connection.execute("SELECT avg(confidence) FROM statement WHERE live = 1").fetchone()
    of_first = sum(review != "proposed" for (review,) in first)
    return Basis(gap is None, drawn, of_first, sure or 0.0, sure_of_all or 0.0), end


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


def _part(condition: str | None, name: str) -> Any:
    return json.loads(condition)[name] if condition else None


def _any(code: Any) -> str:
    return "any" if code else "none"


_MEASURES = (
    _Measure("content", "passage", "overlap", lambda code: spans_of(code) or None),
    *(_Measure(name, VARIABLES[name], "nominal") for name in ("speaker", "party", "issue", "stance")),
    _Measure("firmness", "firmness: whether any", "nominal", _any),
    _Measure("firmness", "firmness: wish, demand, red line", "ordinal", lambda code: code, ordinal(_FIRMNESS)),
    _Measure("target", VARIABLES["target"], "nominal"),
    _Measure("condition", "condition: whether any", "nominal", _any),
    _Measure("condition", "condition: its kind", "nominal", lambda code: _part(code, "kind")),
    _Measure("condition", "condition: its words", "overlap", lambda code: spans_of(_part(code, "condition")) or None),
    *(_Measure(name, VARIABLES[name], "nominal") for name in ("act", "said_on")),
)
_Alike = Counter[tuple[tuple[str, ...], tuple[Any, ...], int | None]]
"""Units that are alike: coders, their codes and, for passages, the report; of each, how many there are."""


def agreement(record: Record) -> tuple[list[Agreed], list[Differing], list[str]]:
    """Agreement by variable, where coders differ (what nobody decided first), and who the coders are."""
    shared = _shared(record)
    alike: dict[str, _Alike] = {name: Counter() for name in VARIABLES}
    for those in shared:
        alike["statement"][tuple(one.coder for one in those), tuple("no" if one.rejected else "yes" for one in those), None] += 1
        kept = [one for one in those if not one.rejected]  # codes only of coders to whom it is a statement
        if len(kept) > 1:
            columns = dict(zip(Opinion._fields, zip(*kept, strict=True), strict=True))
            for name in CODED:
                report = kept[0].report if name in ("content", "condition") else None
                alike[name][columns["coder"], columns[name], report] += 1
    measures = (_Measure("statement", VARIABLES["statement"], "nominal"), *_MEASURES)
    rows = [row for row in (_agreed(measure, alike[measure.variable]) for measure in measures) if row.units]
    apart = [one for those in shared for one in _differing(those)]
    coders = sorted({one.coder for those in shared for one in those})
    return rows, sorted(apart, key=lambda one: (one.decided, one.statement)), coders


def differing(record: Record, statement: str) -> tuple[list[Opinion], list[Differing]]:
    """What coders say of one statement, by its id, and the variables in which they differ."""
    those = next(iter(_shared(record, statement)), [])
    return those, _differing(those)


def _shared(record: Record, only: str | None = None) -> list[list[Opinion]]:
    """The opinions of each statement that two or more coded."""
    columns = ", ".join({"speaker": "sa.lead", "target": "ta.lead"}.get(name, f"o.{name}") for name in _COLUMNS)
    rows = record.connection.execute(
        f"SELECT {columns}, s.report, v.decided FROM opinion o JOIN statement s ON s.n = o.statement "
        "JOIN verdict v ON v.statement = o.statement LEFT JOIN cast sc ON sc.n = o.speaker LEFT JOIN actor sa ON sa.n = sc.actor "
        "LEFT JOIN cast tc ON tc.n = o.target LEFT JOIN actor ta ON ta.n = tc.actor WHERE o.statement IN "
        "(SELECT statement FROM opinion GROUP BY statement HAVING count(*) > 1) AND (?1 IS NULL OR s.id = ?1) "
        "ORDER BY o.statement, o.coder",
        (only,),
    )
    found: dict[int, list[Opinion]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Opinion(*row))
    return list(found.values())


def _agreed(measure: _Measure, alike: _Alike) -> Agreed:
    units, same = 0, 0
    coders: set[str] = set()
    values: list[tuple[Any, ...]] = []
    passages: list[list[tuple[int | None, Any]]] = []
    for (names, codes, report), times in alike.items():
        made = {code: measure.value(code) for code in set(codes)}
        given = tuple(made[code] for code in codes if made[code] is not None)
        if len(given) < 2:
            continue
        units += times
        same += times * (given.count(given[0]) == len(given))
        coders.update(names if len(given) == len(names) else (n for n, code in zip(names, codes, strict=True) if made[code]))
        if measure.level == "overlap":
            passages += [[(report, value) for value in given]] * times
        else:
            values += [given] * times
    found = passage_alpha(passages) if passages else alpha(values, measure.metric)
    return Agreed(measure.variable, measure.label, measure.level, units, len(coders), same, found)


def _differing(those: Sequence[Opinion]) -> list[Differing]:
    decided = those[0].decided.replace("review", "statement").split() if those else []
    kept = [one for one in those if not one.rejected]
    if len(kept) == len(those) and len({one[2:] for one in those}) == 1:
        return []
    names = ["statement"] if 0 < len(kept) < len(those) else []
    names += [name for name in CODED if len({getattr(one, name) for one in kept}) > 1]
    return [Differing(those[0].statement, name, name in decided) for name in names]
