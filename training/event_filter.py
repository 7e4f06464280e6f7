"""Fits how likely a trigger of the lexicon tells of an event, by signs in the words and by the encoder's middle layer.

    python training/event_filter.py REPORTS [--folds N]

REPORTS holds texts/*.txt, gold/*.json (events with spans and types) and meta.json. Writes reading/events/data/weights.csv (signs)
and reading/encoder/model/events.csv (middle layer), or with --folds prints how candidates of left-out reports rank and writes
nothing. Statements are those of the shipped reader, so that the filter learns from what it will see: run it after a new encoder.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from coded import Coded, coded_reports
from numpy.typing import NDArray

from negotiable.reading.attribution.attributions import attributions
from negotiable.reading.attribution.contents import mend
from negotiable.reading.attribution.link import link
from negotiable.reading.attribution.turns import with_turns
from negotiable.reading.encoder.tagger import MODEL, Tagger
from negotiable.reading.encoder.windows import Window
from negotiable.reading.events import happenings
from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations

Floats = NDArray[np.float32]
SIGNS = Path(happenings.__file__).with_name("data") / "weights.csv"
LAYER = MODEL / "events.csv"
_ALIKE = {"RETREAT": "CONCEDE"}  # PLV and its scorers take the two as one class (YIELD)
_RARE, _PENALTY, _LAYER_PENALTY, _ROUNDS = 3, 8.0, 300.0, 200


class Recorder(Tagger):
    """A tagger that keeps where the pieces of a text begin, and the middle layer there."""

    def __init__(self) -> None:
        super().__init__()
        self._events = np.zeros((384, 2), np.float32), np.zeros(2, np.float32)
        self.starts: list[int] = []
        self.rows: list[Floats] = []

    def _encode(self, window: Window) -> list[Floats]:
        found = super()._encode(window)
        self.starts += window.starts
        self.rows.append(found[3][1:-1])
        return found


@dataclass
class Rows:
    """Candidates of reports: their signs, the middle layer's mean over the trigger and over its clause [n, 768], whether gold has
    an event there."""

    signs: list[tuple[str, ...]]
    states: Floats
    labels: NDArray[np.float64]


@dataclass
class Weights:
    """Log odds of the signs; of the middle layer, with the constant."""

    signs: dict[str, float]
    layer: Floats
    constant: float

    def of(self, rows: Rows) -> NDArray[np.float64]:
        signs = np.array([sum(self.signs.get(name, 0.0) for name in row) for row in rows.signs])
        return np.asarray(signs + rows.states @ self.layer + self.constant, np.float64)


def rows(coded: Coded) -> Rows:
    """The candidates of one report."""
    report, gold = coded.report, coded.gold["events"]
    spans = paragraphs(report.text)
    quoted = quotations(report.text, spans)
    tagger = Recorder()
    tags = with_turns(report.text, mend(report.text, tagger.tag(report.text, spans, quoted)[0], spans, quoted), spans, quoted)
    said = attributions(report.text, link(report.text, tags, spans), spans, quoted)
    starts, states = np.array(tagger.starts), np.concatenate(tagger.rows)
    signs, at, labels = [], [], []
    for clause, hit, features in happenings.triggers(report, happenings.survey(report), said):
        first, last = clause.words[hit.first], clause.words[hit.last]
        kind = _ALIKE.get(hit.trigger.type, hit.trigger.type)
        signs.append(features)
        at.append(np.concatenate([_mean(starts, states, *s) for s in ((first.start, last.end), (clause.start, clause.end))]))
        labels.append(any(kind == _ALIKE.get(e["type"], e["type"]) and e["start"] <= first.start < e["end"] for e in gold))
    return Rows(signs, np.array(at, np.float32).reshape(-1, 768), np.array(labels, float))


def _mean(starts: NDArray[np.int64], states: Floats, start: int, end: int) -> Floats:
    low, high = np.searchsorted(starts, [start, end])
    return np.asarray(states[low:high].mean(0) if low < high else np.zeros(384), np.float32)


def joined(parts: list[Rows]) -> Rows:
    """The candidates of several reports."""
    return Rows(
        [row for part in parts for row in part.signs],
        np.concatenate([part.states for part in parts]),
        np.concatenate([part.labels for part in parts]),
    )


def fit(data: Rows) -> Weights:
    """Logistic regression on signs and the standardised middle layer, each with its penalty (L2)."""
    frequency = Counter(name for row in data.signs for name in set(row))
    names = sorted(name for name, n in frequency.items() if n >= _RARE)
    index = {name: i for i, name in enumerate(names)}
    known = [[index[name] for name in set(row) if name in index] for row in data.signs]
    row_of, column = np.repeat(np.arange(len(known)), [len(row) for row in known]), np.concatenate(known).astype(np.int64)
    mean, spread = data.states.mean(0), data.states.std(0) + 1e-6
    dense = ((data.states - mean) / spread).astype(np.float64)
    weights, moment, speed = np.zeros((3, len(names) + dense.shape[1]))
    penalty = np.repeat([_PENALTY, _LAYER_PENALTY], [len(names), dense.shape[1]])
    for step in range(1, _ROUNDS + 1):  # Adam on the whole set: small enough
        odds = np.bincount(row_of, weights[column], len(known)) + dense @ weights[len(names) :]
        missed = 1 / (1 + np.exp(-odds)) - data.labels
        gradient = np.concatenate([np.bincount(column, missed[row_of], len(names)), missed @ dense]) + penalty * weights
        moment, speed = 0.9 * moment + 0.1 * gradient, 0.999 * speed + 0.001 * gradient**2
        weights -= 0.03 * (moment / (1 - 0.9**step)) / (np.sqrt(speed / (1 - 0.999**step)) + 1e-8)
    layer = (weights[len(names) :] / spread).astype(np.float32)
    signs = {name: round(float(w), 3) for name, w in zip(names, weights[: len(names)], strict=True) if abs(w) >= 0.01}
    return Weights(signs, layer, -float(mean @ layer))


def write(found: Weights, data: Rows, reports: int) -> None:
    """Both files; the note at their head says from what."""
    told = f"{len(data.labels)} triggers, {int(data.labels.sum())} in an event of their type"
    source = f"training/event_filter.py, {reports} reports, {told}"
    lines = [f"# Weights of signs that a trigger tells of an event. Source: {source}. Fields: sign; weight"]
    SIGNS.write_text("\n".join([*lines, *(f"{name};{w}" for name, w in sorted(found.signs.items()))]) + "\n", encoding="utf-8")
    lines = [f"# Weights of the encoder's middle layer: trigger; clause. The last line: constants. Source: {source}"]
    pairs = [*found.layer.reshape(2, 384).T, (found.constant, 0.0)]
    LAYER.write_text("\n".join([*lines, *(f"{a:.5g};{b:.5g}" for a, b in pairs)]) + "\n", encoding="utf-8")


def ranking(labels: NDArray[np.float64], odds: NDArray[np.float64]) -> str:
    """Average precision, and precision at the recall of 60, 70 and 80 in a hundred."""
    right = labels[np.argsort(-odds)]
    precision = right.cumsum() / np.arange(1, len(right) + 1)
    at = [precision[np.searchsorted(right.cumsum(), share * right.sum())] for share in (0.6, 0.7, 0.8)]
    return f"average precision {(precision * right).sum() / right.sum():.3f}, precision at recall .6 .7 .8: " + " ".join(
        f"{p:.3f}" for p in at
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--folds", type=int)
    a = parser.parse_args()
    parts = [rows(coded) for coded in coded_reports(a.reports)]
    data = joined(parts)
    if not a.folds:
        return write(fit(data), data, len(parts))
    tested = [(part, k % a.folds) for k, part in enumerate(parts)]
    odds, labels = [], []
    for fold in range(a.folds):
        found = fit(joined([part for part, k in tested if k != fold]))
        for part in (part for part, k in tested if k == fold):
            odds.append(found.of(part))
            labels.append(part.labels)
    print(ranking(np.concatenate(labels), np.concatenate(odds)))


if __name__ == "__main__":
    main()
