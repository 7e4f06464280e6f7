"""Scores a reader on PolNeAR: python training/evaluate.py --polnear DIR [--model DIR]; prints precision, recall, F1.

End to end as in `polnear_score.py`: contents matched one to one, greedily, with a token Jaccard of at least 0.5, and the
source sharing a token (or absent on both sides). Statements that continue another count apart.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from corpora import Attribution, Document, Span, polnear

from negotiable.reading.encoder.tagger import MODEL, Tagger
from negotiable.reading.read import attributed
from negotiable.terms import Attribution as Read

TOKEN = re.compile(r"[^\W_]+")
Pair = tuple[frozenset[int], frozenset[int]]


def _tokens(starts: list[tuple[int, int]], spans: list[Span]) -> frozenset[int]:
    return frozenset(a for a, b in starts if any(a < end and b > start for start, end in spans))


def pairs(text: str, items: list[Attribution] | tuple[Read, ...]) -> list[Pair]:
    """Token starts of content and of source of each attribution that has a content."""
    words = [m.span() for m in TOKEN.finditer(text)]
    pairs = [(_tokens(words, list(item.content)), _tokens(words, list(item.source))) for item in items]
    return [pair for pair in pairs if pair[0]]


def matches(gold: list[Pair], found: list[Pair]) -> Iterator[tuple[int, int, bool]]:
    """(gold index, found index, source right) for each pair of contents that overlap by half."""
    options = []
    for g, (content, source) in enumerate(gold):
        for f, (other, theirs) in enumerate(found):
            shared = len(content & other)
            if 2 * shared >= len(content | other):
                options.append((-shared / len(content | other), -len(source & theirs), g, f))
    done_gold: set[int] = set()
    done_found: set[int] = set()
    for _, _, g, f in sorted(options):
        if g not in done_gold and f not in done_found:
            done_gold.add(g)
            done_found.add(f)
            yield g, f, bool(gold[g][1] & found[f][1]) or not (gold[g][1] or found[f][1])


def score(documents: list[Document], tagger: Tagger) -> dict[str, float]:
    """Precision, recall and F1 of contents and of contents with their source."""
    gold_count = found_count = overlap = right = 0
    for document in documents:
        gold = pairs(document.text, document.attributions)
        found = pairs(document.text, attributed(document.text, tagger))
        hits = list(matches(gold, found))
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        overlap, right = overlap + len(hits), right + sum(ok for _, _, ok in hits)
    figures = {}
    for name, count in (("overlap50", overlap), ("end to end", right)):
        p, r = count / max(1, found_count), count / max(1, gold_count)
        figures |= {f"{name} P": p, f"{name} R": r, f"{name} F1": 2 * p * r / (p + r) if count else 0.0}
    return figures


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with text/ and attributions/")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder with reader.onnx and vocab.txt")
    a = parser.parse_args()
    for name, figure in score(polnear(a.polnear), Tagger(a.model)).items():
        print(f"{name:16s} {100 * figure:5.1f}")


if __name__ == "__main__":
    main()
