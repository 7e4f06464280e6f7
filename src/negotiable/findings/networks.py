"""Discourse networks as Discourse Network Analyzer defines them (Leifeld, DNA 3, Exporter): actor × issue and actor × actor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

OneMode = Literal["ignore", "congruence", "conflict", "subtract"]
TwoMode = Literal["ignore", "subtract", "combine"]
OneNorm = Literal["no", "average", "jaccard", "cosine"]
TwoNorm = Literal["no", "activity", "prominence"]
Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Use:
    """One statement as a tie: `actor` speaks of `issue` with the qualifier `value` (DNA: 1 agrees, 0 does not)."""

    actor: str
    issue: str
    value: int
    day: str = ""
    report: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Cells by row and column label; a one-mode network has the same labels on both sides and zeros on its diagonal."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Matrix

    def edges(self) -> Iterator[tuple[str, str, float]]:
        """Cells other than zero; of a one-mode network each pair once."""
        one_mode = self.rows == self.columns
        for i, j in zip(*np.nonzero(self.cells), strict=True):
            if not one_mode or i < j:
                yield self.rows[i], self.columns[j], float(self.cells[i, j])


def two_mode(
    uses: Iterable[Use], *, aggregation: TwoMode = "ignore", normalisation: TwoNorm = "no", duplicates: Duplicates = "include"
) -> Network:
    """Actor × issue. ignore: counts; subtract: positive minus negative; combine: 1 positive, 2 negative, 3 both.

    A value above the middle of the range is positive, one below it negative. activity: divided by the actor's
    statements; prominence: by the statements on the issue.
    """
    actors, issues, values, x = _counts(uses, duplicates)
    middle = (values[0] + values[-1]) / 2 if len(values) else 0.0
    total = x.sum(axis=0)
    positive, negative = (x[[k for k, value in enumerate(values) if sign * (value - middle) > 0]].sum(axis=0) for sign in (1, -1))
    if aggregation == "ignore":
        cells = total
    elif aggregation == "subtract":
        cells = positive - negative
    else:
        cells = (positive > 0) * 1.0 + (negative > 0) * 2.0
    if normalisation == "activity":
        cells = _divided(cells, total.sum(axis=1)[:, None])
    elif normalisation == "prominence":
        cells = _divided(cells, total.sum(axis=0)[None, :])
    return Network(actors, issues, cells)


def one_mode(
    uses: Iterable[Use], *, aggregation: OneMode = "congruence", normalisation: OneNorm = "no", duplicates: Duplicates = "include"
) -> Network:
    """Actor × actor over the issues they share.

    congruence: products of counts weighed by 1 - d, conflict: by d, subtract: the first minus the second, ignore: unweighed;
    d is the distance of the two values over the range of values. average: divided by the mean of both actors' statements;
    cosine: by their product, as DNA has it (no vector cosine); jaccard: by what either says, what both say as a product.
    """
    actors, _, values, x = _counts(uses, duplicates)
    span = (values[-1] - values[0]) or 1 if len(values) else 1
    cells = np.zeros((len(actors), len(actors)))
    for k, one in enumerate(values):
        for m, other in enumerate(values):
            distance = abs(one - other) / span
            weight = {"ignore": 1.0, "congruence": 1 - distance, "conflict": distance, "subtract": 1 - 2 * distance}[aggregation]
            if weight:
                cells += weight * (x[k] @ x[m].T)
    activity = x.sum(axis=(0, 2))
    if normalisation == "average":
        cells = _divided(cells, (activity[:, None] + activity[None, :]) / 2)
    elif normalisation == "cosine":
        cells = _divided(cells, activity[:, None] * activity[None, :])
    elif normalisation == "jaccard":
        flat = x.transpose(1, 0, 2).reshape(len(actors), -1)
        said = (flat > 0).astype(float)
        alone = flat @ (1 - said).T
        cells = _divided(cells, alone + alone.T + flat @ flat.T)
    np.fill_diagonal(cells, 0.0)
    return Network(actors, actors, cells)


def windows(uses: Sequence[Use], *, days: int, step: int) -> Iterator[tuple[str, str, list[Use]]]:
    """Moving windows of `days`, begun every `step` days from the first dated use: first day, last day, the uses in between."""
    dated = sorted((use for use in uses if len(use.day) == 10), key=lambda use: use.day)
    if not dated:
        return
    first, end = date.fromisoformat(dated[0].day), date.fromisoformat(dated[-1].day)
    while first <= end:
        last = first + timedelta(days=days - 1)
        low, high = first.isoformat(), last.isoformat()
        yield low, high, [use for use in dated if low <= use.day <= high]
        first += timedelta(days=step)


def _counts(uses: Iterable[Use], duplicates: Duplicates) -> tuple[tuple[str, ...], tuple[str, ...], list[int], Matrix]:
    """Actors, issues and values, sorted, and how often each actor uses each issue with each value: value × actor × issue."""
    kept = _each_once(uses, duplicates)
    actors = tuple(sorted({use.actor for use in kept}))
    issues = tuple(sorted({use.issue for use in kept}))
    values = sorted({use.value for use in kept})
    places = ({label: n for n, label in enumerate(labels)} for labels in (values, actors, issues))
    value_at, actor_at, issue_at = places
    x = np.zeros((len(values), len(actors), len(issues)))
    at = ([value_at[u.value] for u in kept], [actor_at[u.actor] for u in kept], [issue_at[u.issue] for u in kept])
    np.add.at(x, at, 1.0)
    return actors, issues, values, x


def _each_once(uses: Iterable[Use], duplicates: Duplicates) -> list[Use]:
    """The same tie counts once in a document, week, month, year or altogether."""
    if duplicates == "include":
        return list(uses)
    found: dict[tuple[object, ...], Use] = {}
    for use in uses:
        found.setdefault((use.actor, use.issue, use.value, _period(use, duplicates)), use)
    return list(found.values())


def _period(use: Use, duplicates: Duplicates) -> object:
    if duplicates == "document":
        return use.report
    if duplicates == "week" and len(use.day) == 10:
        return date.fromisoformat(use.day).isocalendar()[:2]
    return {"month": use.day[:7], "year": use.day[:4]}.get(duplicates, "")


def _divided(cells: Matrix, by: Matrix) -> Matrix:
    return np.divide(cells, by, out=np.zeros_like(cells), where=by != 0)
