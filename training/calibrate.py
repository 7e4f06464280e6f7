"""Fits the weights of the confidence: python training/calibrate.py --polnear DIR [--model DIR].

Prints WEIGHTS for `negotiable.reading.attribution.confidence`, the reliability table, the expected calibration error, and
what leaving out the least certain statements would do to the end-to-end F1.
"""

import argparse
from pathlib import Path

import numpy as np
from corpora import polnear
from evaluate import matches, pairs
from numpy.typing import NDArray

from negotiable.reading.attribution import attributions
from negotiable.reading.attribution.confidence import evidence
from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.encoder.tagger import MODEL, Tagger
from negotiable.reading.read import attributed
from negotiable.terms.reading import QuotationKind

Floats = NDArray[np.float64]


def observations(folder: Path, tagger: Tagger) -> tuple[Floats, Floats, int]:
    """Evidence [n, k] of the attributions found, 1 where content and source are right, else 0 [n], and the gold's number.

    Left out are those that continue another: PolNeAR counts both pieces as one.
    """
    rows: list[tuple[float, ...]] = []
    right: list[float] = []
    gold_count = 0

    def noted(tag: Tag, kind: QuotationKind) -> float:
        rows.append(evidence(tag, kind))
        return 1.0

    attributions.confidence = noted  # type: ignore[attr-defined]
    for document in polnear(folder):
        found = attributed(document.text, tagger)
        gold = pairs(document.text, document.attributions)
        gold_count += len(gold)
        hits = {f for _, f, ok in matches(gold, pairs(document.text, found)) if ok}
        first = len(rows) - len(found)
        kept = [i for i, item in enumerate(found) if item.continues is None]
        rows[first:] = [rows[first + i] for i in kept]
        right += [float(i in hits) for i in kept]
    return np.array(rows), np.array(right), gold_count


def fit(x: Floats, right: Floats) -> Floats:
    """Logistic regression of `right` on `x` by Newton's method, slightly ridged."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.eye(len(w)), x.T @ (right - p) - w)
    return w


def reliability(p: Floats, right: Floats) -> float:
    """Prints ten bins and returns the expected calibration error."""
    error = 0.0
    print("confidence   statements   mean   right")
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1 + (low > 0.85))
        if inside.any():
            print(f"{low:.1f} – {low + 0.1:.1f}    {inside.sum():10d}   {p[inside].mean():.3f}  {right[inside].mean():.3f}")
            error += inside.mean() * abs(p[inside].mean() - right[inside].mean())
    return float(error)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with text/ and attributions/, not trained on")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder with reader.onnx and vocab.txt")
    a = parser.parse_args()
    x, right, gold = observations(a.polnear, Tagger(a.model))
    fold = np.arange(len(x)) // 50 % 2 == 0  # blocks, so that a document is rarely on both sides
    p = np.empty(len(x))
    for part in (fold, ~fold):
        p[~part] = 1 / (1 + np.exp(-x[~part] @ fit(x[part], right[part])))
    print("each half of the statements scored by weights fitted on the other half")
    print(f"expected calibration error {reliability(p, right):.3f}")
    for least in np.arange(0, 0.55, 0.05):
        kept = p >= least
        print(f"only from {least:.2f} on: end to end F1 {200 * right[kept].sum() / (kept.sum() + gold):.1f}")
    print("WEIGHTS =", tuple(round(float(w), 2) for w in fit(x, right)))


if __name__ == "__main__":
    main()
