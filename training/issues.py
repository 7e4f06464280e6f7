"""Fits the weights by which the issue of a statement is chosen, and measures them by cross-validation over reports.

    python training/issues.py CODED        prints accuracy; CODED/texts/*.txt, CODED/gold/*.json with a `topic` a statement
    python training/issues.py CODED --write  also writes src/negotiable/coding/data/issue.yaml

A statement of topic "other" counts as right where no issue is chosen or one that the coders had no word for.
"""

import argparse
from pathlib import Path

import numpy as np
from coded import FOLDS, coded_reports
from scipy.optimize import minimize

from negotiable.coding import issue
from negotiable.coding.codebook import load
from negotiable.coding.context import Context
from negotiable.coding.issue_tree import tree_of
from negotiable.terms import Attribution, Codebook, Reading, Report

OUT = Path(__file__).parents[1] / "src/negotiable/coding/data/issue.yaml"
UNTOLD = ("economy", "technology")  # issues of the codebook for which the coders of the reports had no topic
RIDGE, LEARNED = 1e-4, 1.0
EXAMPLE = issue.EVIDENCE.index("example")
READ = 0.03  # the terms were written with these reports read: of reports not read so many fewer were right (measured on half)
COPIED = 6.0  # set, not fitted: no statement of the reports copies an example, and one that does has its issue


def readings(folder: Path) -> list[tuple[Reading, list[str]]]:
    """Each report with the statements that people found in it, and their topics."""
    found = []
    for coded in coded_reports(folder):
        told = sorted(coded.gold["statements"], key=lambda one: one["start"])
        attributions = tuple(
            Attribution(f"s{k}", (), (), ((one["start"], one["end"]),), speaker=one["speaker"]) for k, one in enumerate(told)
        )
        report = Report(coded.report.location, coded.report.text, title=coded.title)
        found.append((Reading(report, (), attributions), [one["topic"] for one in told]))
    return found


def table(coded: list[tuple[Reading, list[str]]], book: Codebook) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence (statement, issue, column), which issues are right (statement, issue), and the report of each statement."""
    told = [*("other" if top in UNTOLD else top for top in tree_of(book).tops), "other"]
    evidence, right, report = [], [], []
    for k, (reading, topics) in enumerate(coded):
        for (_, found), topic in zip(issue.Issues(Context(reading), book).evidence(), topics, strict=True):
            evidence.append(found)
            right.append([name == topic for name in told])
            report.append(k)
    return np.array(evidence), np.array(right, float), np.array(report)


def fit(evidence: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a conditional logit, ridge-penalised."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        chances = softmax(evidence @ weights)
        hit = (chances * right).sum(1) + 1e-12
        slope = (chances - chances * right / hit[:, None]) / len(evidence)
        return -np.log(hit).mean() + RIDGE * weights @ weights, np.einsum("nk,nkd->d", slope, evidence) + 2 * RIDGE * weights

    start = np.zeros(evidence.shape[2])
    start[EXAMPLE] = COPIED
    bounds = [(COPIED, COPIED) if k == EXAMPLE else (None, None) for k in range(len(start))]
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x


def softmax(score: np.ndarray) -> np.ndarray:
    """Probabilities along the second axis."""
    grown = np.exp(score - score.max(1, keepdims=True))
    return grown / grown.sum(1, keepdims=True)


def cross_validated(evidence: np.ndarray, right: np.ndarray, report: np.ndarray, seed: int = 0) -> np.ndarray:
    """Probabilities for each statement from weights fitted on other reports."""
    order = np.random.default_rng(seed).permutation(report.max() + 1)
    chances = np.zeros(right.shape)
    for k in range(FOLDS):
        held = np.isin(report, order[k::FOLDS])
        chances[held] = softmax(evidence[held] @ fit(evidence[~held], right[~held]))
    return chances


def figures(chances: np.ndarray, right: np.ndarray) -> str:
    """Accuracy, and how often what was sure to a degree was right."""
    best, sure = chances.argmax(1), chances.max(1)
    hit = right[np.arange(len(right)), best] > 0
    bins = [(low, low + 0.2) for low in (0.0, 0.2, 0.4, 0.6, 0.8)]
    parts = [(sure >= low) & (sure < high + (high == 1.0)) for low, high in bins]
    told = ", ".join(f"{sure[p].mean():.2f}: {hit[p].mean():.2f} ({p.sum()})" for p in parts if p.any())
    error = sum(abs(sure[p].mean() - hit[p].mean()) * p.mean() for p in parts if p.any())
    return f"accuracy {hit.mean():.3f} of {len(hit)}; said: right (number) {told}; calibration error {error:.3f}"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--codebook", default="talks")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    evidence, right, report = table(readings(wanted.coded), load(wanted.codebook))
    said, hit = [], []
    for seed in range(3):
        chances = cross_validated(evidence, right, report, seed)
        print(f"folds {seed}:", figures(chances, right))
        said += list(chances.max(1))
        hit += list(right[np.arange(len(right)), chances.argmax(1)] > 0)
    slope, least = np.polyfit(said, np.array(hit, float), 1)
    weights = fit(evidence, right)
    print("fitted to all:", figures(softmax(evidence @ weights), right))
    if wanted.write:
        lines = [f"  {name}: {weight:.2f}" for name, weight in zip(issue.EVIDENCE, weights, strict=True)]
        sure = ["confidence:", f"  least: {least - READ:.2f}", f"  slope: {slope:.2f}"]
        head = "# How much each kind of evidence for an issue weighs; made by training/issues.py."
        OUT.write_text("\n".join([head, "weights:", *lines, *sure, f"learned: {LEARNED}", ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
