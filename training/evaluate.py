"""Scores a reader on PolNeAR: python training/evaluate.py --polnear DIR [--model DIR]; prints precision, recall, F1.

The measures are those of `make bench`. Needs src and bench on the path.
"""

import argparse
from pathlib import Path

from corpora import polnear
from measures import Tally

from negotiable.reading.encoder.tagger import MODEL, Tagger
from negotiable.reading.read import attributed


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with text/ and attributions/")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder with reader.onnx and vocab.txt")
    a = parser.parse_args()
    tagger, tally = Tagger(a.model), Tally()
    for document in polnear(a.polnear):
        tally.add(document.text, document.attributions, attributed(document.text, tagger))
    for name, figure in (("content overlaps by half", tally.overlap()), ("end to end", tally.end_to_end())):
        print(f"{name:26s} P {100 * figure.precision:.1f}  R {100 * figure.recall:.1f}  F1 {100 * figure.f1:.1f}")


if __name__ == "__main__":
    main()
