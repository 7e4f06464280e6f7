"""Fits data/weights.yaml: how signs are weighed for the firmness, the act and the target of a statement.

    python training/codes.py CODED --base DIR [--seen POLNEAR] [--looks LOOKS] [--write]

CODED: a folder with texts/, gold/ and meta.json. Multinomial logits with a ridge; the target's goes over those who may be meant
and nobody. Five folds of reports, those of training/stance.py: what is printed, and put into the model card, comes from weights,
the stance's too, that have not seen the report; LOOKS holds what training/closer.py told of each fold. To these a line is fitted
from a choice's log odds to those of its being right.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from cases import Aim, Case, Signs, cases, looks_of, people, read_all, unseen_stances
from coded import FOLDS, coded_reports, folds_of
from numpy.typing import NDArray
from scipy.optimize import minimize
from tables import card, into_card, log_odds

from negotiable.coding.weighing import NONE

OUT = Path(__file__).parents[1] / "src/negotiable/coding/data/weights.yaml"
RIDGE = {"firmness": 0.5, "act": 1.0, "target": 3.0}
HEAVY = {"wish": 3.0}  # a rare value that would hardly ever be chosen else (F1 .11, so .40); of all, .007 less are right
LEAST = 10  # statements with a value, or with a sign, below which it is not learned
Floats = NDArray[np.float64]


@dataclass
class Table:
    """Weights [signs, values]."""

    signs: dict[str, int]
    values: list[str]
    weights: Floats

    def scores(self, rows: Sequence[Signs]) -> Floats:
        return matrix(rows, self.signs) @ self.weights


def matrix(rows: Sequence[Signs], signs: dict[str, int]) -> Floats:
    """[rows, signs]."""
    x = np.zeros((len(rows), len(signs)))
    for k, row in enumerate(rows):
        for name in row.keys() & signs.keys():
            x[k, signs[name]] = row[name]
    return x


def fit(variable: str, found: list[Case]) -> Table:
    """The weights for `variable` that explain best what people coded."""
    target = variable == "target"
    if target:
        found = [case for case in found if any(case.right)]
    rows = [row for case in found for row in case.options] if target else [case.signs[variable] for case in found]
    often = Counter(name for row in rows for name, strength in row.items() if strength)
    signs = {name: k for k, name in enumerate(sorted(name for name, times in often.items() if times >= LEAST))}
    x = matrix(rows, signs)
    if target:
        begins = np.cumsum([0, *(len(case.options) for case in found[:-1])])
        right = np.array([hit for case in found for hit in case.right], float)
        return Table(signs, ["target"], _best(lambda w: _choices(x, right, begins, w), x.shape[1], 1, RIDGE[variable]))
    counts = Counter(coded(variable, case) for case in found)
    values = sorted(value for value, times in counts.items() if times >= LEAST)
    wanted = np.array([[coded(variable, case) == value for value in values] for case in found], float)
    wanted[~wanted.any(1), values.index(NONE)] = 1  # too rare a value to be learned
    wanted *= [HEAVY.get(value, 1.0) for value in values]
    return Table(signs, values, _best(lambda w: _classes(x, wanted, w), x.shape[1], len(values), RIDGE[variable]))


def coded(variable: str, case: Case) -> str:
    """What a person gave."""
    return str(case.gold.get(variable) or NONE)


def _best(loss: Callable[[Floats], tuple[float, Floats]], signs: int, values: int, ridge: float) -> Floats:
    def penalised(flat: Floats) -> tuple[float, Floats]:
        value, slope = loss(flat.reshape(signs, values))
        return value + ridge / 2 * float(flat @ flat), slope.ravel() + ridge * flat

    found: Floats = minimize(penalised, np.zeros(signs * values), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return found.reshape(signs, values)


def _classes(x: Floats, wanted: Floats, weights: Floats) -> tuple[float, Floats]:
    share = softmax(x @ weights)
    return -float((wanted * np.log(share + 1e-12)).sum()), x.T @ (share * wanted.sum(1, keepdims=True) - wanted)


def _choices(x: Floats, right: Floats, begins: NDArray[np.intp], weights: Floats) -> tuple[float, Floats]:
    """Groups of rows, one option each; several may be right."""
    group, score = np.repeat(np.arange(len(begins)), np.diff([*begins, len(x)])), (x @ weights)[:, 0]
    odds = np.exp(score - np.maximum.reduceat(score, begins)[group])
    share = odds / np.add.reduceat(odds, begins)[group]
    hit = np.add.reduceat(share * right, begins) + 1e-12
    return -float(np.log(hit).sum()), ((share - share * right / hit[group]) @ x)[:, None]


def softmax(score: Floats) -> Floats:
    """Shares along the last axis."""
    odds: Floats = np.exp(score - score.max(-1, keepdims=True))
    return odds / odds.sum(-1, keepdims=True)


def told(variable: str, table: Table, case: Case) -> tuple[bool, float]:
    """Whether the choice is right, and its share."""
    share = (
        softmax(table.scores(case.options)[:, 0]) if variable == "target" else softmax(table.scores([case.signs[variable]])[0])
    )
    best = int(share.argmax())
    right = case.right[best] if variable == "target" else table.values[best] == coded(variable, case)
    return right, float(share[best])


def by_folds(variable: str, found: list[Case], folds: dict[str, int]) -> list[Table]:
    """The weights for each fold, fitted to the others."""
    return [fit(variable, [case for case in found if folds[case.report] != fold]) for fold in range(FOLDS)]


def aims(tables: Callable[[str], Table]) -> Aim:
    """Whom the weights choose."""

    def chosen(report: str, possible: list[tuple[str | None, Signs]], right: list[bool]) -> str | None:
        return possible[int(tables(report).scores([row for _, row in possible])[:, 0].argmax())][0]

    return chosen


def calibrated(hits: Floats, shares: Floats, group: NDArray[np.intp]) -> tuple[Floats, list[float]]:
    """How likely each choice is right by a line fitted to the other folds, and the line fitted to all."""
    odds = log_odds(shares)

    def line(kept: NDArray[np.bool_]) -> Floats:
        def loss(w: Floats) -> float:
            p = 1 / (1 + np.exp(-w[0] * odds[kept] - w[1]))
            return -float(np.log(np.where(hits[kept] > 0, p, 1 - p) + 1e-12).sum())

        return np.asarray(minimize(loss, [1.0, 0.0]).x)

    sure = np.zeros(len(hits))
    for fold in range(FOLDS):
        slope, shift = line(group != fold)
        sure[group == fold] = 1 / (1 + np.exp(-slope * odds[group == fold] - shift))
    return sure, [round(float(w), 3) for w in line(group >= 0)]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder with vocab.txt and model.safetensors")
    parser.add_argument("--seen", type=Path, help="a folder of .txt files, for words in lower case")
    parser.add_argument("--looks", type=Path, help="a folder of fold-0.npy and so on")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    reports = read_all(coded_reports(wanted.coded))
    folds = folds_of(report.name for report in reports)
    stance_weights, looks = unseen_stances(wanted.coded, wanted.base, wanted.seen, folds), looks_of(wanted.looks, reports, folds)

    def unseen(name: str) -> Any:
        return stance_weights[folds[name]]

    first = by_folds("target", cases(reports, unseen, looks, people), folds)
    second = cases(reports, unseen, looks, aims(lambda name: first[folds[name]]))
    chosen = by_folds("target", second, folds)
    found = cases(reports, unseen, looks, aims(lambda name: chosen[folds[name]]))
    group = np.array([folds[case.report] for case in found])
    lines, tables = ["# How much each sign speaks for each value; made by training/codes.py."], []
    for variable in RIDGE:
        fitted = chosen if variable == "target" else by_folds(variable, found, folds)
        pairs = [told(variable, fitted[folds[case.report]], case) for case in found]
        hits, shares = np.array([hit for hit, _ in pairs], float), np.array([share for _, share in pairs])
        sure, line = calibrated(hits, shares, group)
        tables.append(card(variable.capitalize(), hits, sure))
        table = fit(variable, second if variable == "target" else found)
        lines += [f"{variable}:", f"  values: [{', '.join(table.values)}]", f"  line: {line}", "  weights:"]
        lines += [f'    "{name}": [{", ".join(f"{w:.2f}" for w in table.weights[k])}]' for name, k in table.signs.items()]
    print("\n\n".join(tables))
    if wanted.write:
        OUT.write_text("\n".join([*lines, ""]), encoding="utf-8")
        into_card("training/codes.py", tables)


if __name__ == "__main__":
    main()
