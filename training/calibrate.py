"""Fits the weights of the confidence: python training/calibrate.py --polnear DIR [--model DIR] [--write].

Prints WEIGHTS for `negotiable.reading.attribution.confidence`, the reliability table, the expected calibration error, and
what leaving out the least certain statements would do to the end-to-end F1; `--write` puts the weights into that module and
the table into the model card. Needs src and bench on the path.
"""

import argparse
import re
from pathlib import Path

import numpy as np
from corpora import polnear
from measures import Text, matched, source_right
from numpy.typing import NDArray
from tables import into_card, reliability

from negotiable.reading.attribution import attributions
from negotiable.reading.attribution.confidence import evidence
from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.encoder.tagger import MODEL, Tagger
from negotiable.reading.read import attributed
from negotiable.terms.reading import QuotationKind

Floats = NDArray[np.float64]
MODULE = Path(__file__).parents[1] / "src/negotiable/reading/attribution/confidence.py"


def observations(folder: Path, tagger: Tagger) -> tuple[Floats, Floats, int]:
    """Evidence [n, k] of the attributions found, 1 where content and source are right, else 0 [n], and the gold's number.

    Left out are those that continue another: PolNeAR counts both pieces as one.
    """
    rows: list[tuple[float, ...]] = []
    own: list[tuple[float, ...]] = []
    right: list[float] = []
    gold_count = 0

    def noted(tag: Tag, kind: QuotationKind) -> float:
        rows.append(evidence(tag, kind))
        return float(len(rows))  # in the place of the confidence: which row is the statement's

    attributions.confidence = noted  # type: ignore[attr-defined]
    for document in polnear(folder):
        found = attributed(document.text, tagger)
        words = Text(document.text)
        gold = [item for one in document.attributions if (item := words.item(one)).content]
        items = [words.item(one) for one in found]
        gold_count += len(gold)
        hits = {f for g, f in matched(gold, items).items() if source_right(gold[g], items[f])}
        kept = [i for i, item in enumerate(found) if item.continues is None]
        own += [rows[int(found[i].confidence) - 1] for i in kept]
        right += [float(i in hits) for i in kept]
    return np.array(own), np.array(right), gold_count


def fit(x: Floats, right: Floats) -> Floats:
    """Logistic regression of `right` on `x` by Newton's method, slightly ridged."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.eye(len(w)), x.T @ (right - p) - w)
    return w


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with text/ and attributions/, not trained on")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder with reader.onnx and vocab.txt")
    parser.add_argument("--write", action="store_true", help="put weights and table where they belong")
    a = parser.parse_args()
    x, right, gold = observations(a.polnear, Tagger(a.model))
    fold = np.arange(len(x)) // 50 % 2 == 0  # blocks, so that a document is rarely on both sides
    p = np.empty(len(x))
    for part in (fold, ~fold):
        p[~part] = 1 / (1 + np.exp(-x[~part] @ fit(x[part], right[part])))
    table, error = reliability(p, right, "statements")
    told = f"Expected calibration error {error:.3f}.\n\n{table}"
    print(f"each half of the statements scored by weights fitted on the other half\n{told}")
    for least in np.arange(0, 0.55, 0.05):
        kept = p >= least
        print(f"only from {least:.2f} on: end to end F1 {200 * right[kept].sum() / (kept.sum() + gold):.1f}")
    weights = tuple(round(float(w), 2) for w in fit(x, right))
    print("WEIGHTS =", weights)
    if a.write:
        source = MODULE.read_text(encoding="utf-8")
        MODULE.write_text(re.sub(r"(?m)^WEIGHTS = .*$", f"WEIGHTS = {weights}", source), encoding="utf-8")
        into_card("training/calibrate.py", [told])


if __name__ == "__main__":
    main()
