"""Fit data/weights.csv: how likely a trigger of the lexicon tells of an event, by logistic regression.

    python training/event_filter.py REPORTS [--leave-out names.json] > src/negotiable/reading/events/data/weights.csv

REPORTS holds texts/*.txt, gold/*.json (events with spans and types) and meta.json. Statements are those of the shipped reader, so
that the filter learns from what it will see. Runs in about half a minute.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from negotiable.reading.events.happenings import survey, triggers
from negotiable.reading.read import attributed
from negotiable.terms import Attribution, Report

_ALIKE = {"RETREAT": "CONCEDE"}  # PLV and its scorers take the two as one class (YIELD)
_RARE, _PENALTY, _ROUNDS = 3, 8.0, 150


def load(folder: Path, name: str) -> tuple[Report, list[Attribution], list[dict[str, object]]]:
    gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8")).get(name, {})
    text = (folder / "texts" / f"{name}.txt").read_bytes().decode("utf-8")
    report = Report(name, text, published=meta.get("published"))
    return report, list(attributed(text)), gold["events"]


def rows(folder: Path, names: list[str]) -> tuple[list[tuple[str, ...]], np.ndarray]:
    features, labels = [], []
    for name in names:
        report, said, events = load(folder, name)
        for clause, hit, signs in triggers(report, survey(report), said):
            kind = _ALIKE.get(hit.trigger.type, hit.trigger.type)
            word = clause.words[hit.first]
            features.append(signs)
            labels.append(any(kind == _ALIKE.get(e["type"], e["type"]) and e["start"] <= word.start < e["end"] for e in events))
    return features, np.array(labels, dtype=float)


def fit(features: list[tuple[str, ...]], labels: np.ndarray, penalty: float = _PENALTY) -> dict[str, float]:
    frequency = Counter(f for row in features for f in set(row))
    names = sorted(f for f, n in frequency.items() if n >= _RARE)
    index = {f: i for i, f in enumerate(names)}
    known = [[index[f] for f in set(row) if f in index] for row in features]
    row_of, column = np.repeat(np.arange(len(known)), [len(row) for row in known]), np.concatenate(known).astype(np.int64)
    weights, moment, speed = np.zeros((3, len(names)))
    for step in range(1, _ROUNDS + 1):  # Adam on the whole set: small enough
        predicted = 1 / (1 + np.exp(-np.bincount(row_of, weights[column], len(known))))
        gradient = np.bincount(column, (predicted - labels)[row_of], len(names)) + penalty * weights
        moment, speed = 0.9 * moment + 0.1 * gradient, 0.999 * speed + 0.001 * gradient**2
        weights -= 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(speed / (1 - 0.999**step)) + 1e-8)
    return {f: round(float(w), 3) for f, w in zip(names, weights, strict=True) if abs(w) >= 0.01}


def main() -> None:
    folder = Path(sys.argv[1])
    left_out = set(json.loads(Path(sys.argv[3]).read_text())) if len(sys.argv) > 3 else set()
    names = [p.stem for p in sorted((folder / "gold").glob("*.json")) if p.stem not in left_out]
    features, labels = rows(folder, names)
    print(
        f"# Weights of signs that a trigger tells of an event. Source: training/event_filter.py, {len(names)} reports, "
        f"{len(labels)} triggers of which {int(labels.sum())} are in an event of their type. Fields: sign; weight"
    )
    for name, weight in sorted(fit(features, labels).items()):
        print(f"{name};{weight}")


if __name__ == "__main__":
    main()
