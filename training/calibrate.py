"""Fits the two numbers of `negotiable.reading.attribution.confidence`: python training/calibrate.py --polnear DIR [--model DIR].

Prints SHIFT and SLOPE to put there, and the reliability table and expected calibration error that they give.
"""

import argparse
from pathlib import Path

import numpy as np
from corpora import polnear
from evaluate import matches, pairs
from numpy.typing import NDArray

from negotiable.reading.attribution.confidence import SHIFT, SLOPE
from negotiable.reading.encoder.tagger import MODEL, Tagger
from negotiable.reading.read import attributed

Floats = NDArray[np.float64]


def observations(folder: Path, tagger: Tagger) -> tuple[Floats, Floats]:
    """For every attribution found: the log odds of its evidence, and 1 where content and source are right, else 0."""
    sure: list[float] = []
    right: list[float] = []
    for document in polnear(folder):
        found = attributed(document.text, tagger)
        hits = {f for _, f, ok in matches(pairs(document.text, document.attributions), pairs(document.text, found)) if ok}
        sure += [item.confidence for item in found]
        right += [float(i in hits) for i in range(len(found))]
    p = np.clip(np.array(sure), 1e-4, 1 - 1e-4)
    return (np.log(p / (1 - p)) - SHIFT) / SLOPE, np.array(right)


def fit(odds: Floats, right: Floats) -> tuple[float, float]:
    """Logistic regression of `right` on `odds` by Newton's method."""
    x = np.stack([np.ones_like(odds), odds], 1)
    w = np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (right - p))
    return float(w[0]), float(w[1])


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
    odds, right = observations(a.polnear, Tagger(a.model))
    half = np.arange(len(odds)) % 2 == 0
    shift, slope = fit(odds[half], right[half])
    print("fitted on every second statement, the table is of the others")
    error = reliability(1 / (1 + np.exp(-(shift + slope * odds[~half]))), right[~half])
    print(f"expected calibration error {error:.3f}")
    shift, slope = fit(odds, right)
    print(f"SHIFT, SLOPE = {shift:.3f}, {slope:.3f}")


if __name__ == "__main__":
    main()
