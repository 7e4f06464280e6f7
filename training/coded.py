"""Reports that people coded by hand: a folder with texts/NAME.txt, gold/NAME.json and meta.json."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from negotiable.terms import Report, Spans

FOLDS, OVERLAP = 5, 0.5


@dataclass
class Coded:
    """`gold`: what a person coded, as the file has it."""

    report: Report
    title: str | None
    gold: dict[str, Any]

    def statement(self, spans: Spans) -> dict[str, Any] | None:
        """The statement of the person that shares most with `spans`, if by half."""
        best: dict[str, Any] = max(self.gold["statements"], key=lambda one: overlap(spans, one["start"], one["end"]))
        return best if overlap(spans, best["start"], best["end"]) >= OVERLAP else None


def coded_reports(folder: Path) -> list[Coded]:
    """The reports of a folder, by name; the name is their location."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    found = []
    for path in sorted((folder / "gold").glob("*.json")):
        about = meta.get(path.stem, {})
        text = (folder / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        report = Report(path.stem, text, published=about.get("published"))
        found.append(Coded(report, about.get("title"), json.loads(path.read_text(encoding="utf-8"))))
    return found


def overlap(spans: Spans, start: int, end: int) -> float:
    """Shared characters by those of both."""
    shared = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
    return shared / (sum(b - a for a, b in spans) + end - start - shared)


def folds_of(names: Iterable[str]) -> dict[str, int]:
    """The fold of each report."""
    found = sorted(set(names))
    np.random.default_rng(0).shuffle(found)
    return {name: k % FOLDS for k, name in enumerate(found)}
