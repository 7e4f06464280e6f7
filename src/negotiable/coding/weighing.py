"""Chooses a code by what speaks for it, weighed as learned from coded reports, and says how often such a choice is right."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log

import numpy as np

from negotiable.coding.leanings import Floats
from negotiable.coding.lexicon import read

NONE = "none"


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weight of each sign for each value: [signs, values]; signs without weights say nothing.

    `line`: slope and shift from the log odds of the best value's share to those of its being right.
    """

    signs: dict[str, int]
    values: tuple[str, ...]
    weights: Floats
    line: tuple[float, float]

    def choose(self, found: Mapping[str, float]) -> tuple[str | None, float]:
        """The value that `found` speaks most for, and how likely it is right."""
        row = np.zeros(len(self.signs), np.float32)
        for name, strength in found.items():
            if name in self.signs:
                row[self.signs[name]] = strength
        best, sure = self.best(row @ self.weights)
        value = self.values[best]
        return (None if value == NONE else value), sure

    def best(self, scores: Floats) -> tuple[int, float]:
        """Which of `scores`, the logarithms of odds, is highest, and how likely it is right."""
        at = int(scores.argmax())
        share = min(0.999, max(0.001, 1 / float(np.exp(scores - scores[at]).sum())))
        return at, round(1 / (1 + exp(-self.line[0] * log(share / (1 - share)) - self.line[1])), 3)


@cache
def weighing(variable: str) -> Weighing:
    """What data/weights.yaml holds for "firmness", "act" or "target"."""
    given = read("weights")[variable]
    names, rows = list(given["weights"]), list(given["weights"].values())
    weights = np.array([[float(w) for w in row] for row in rows], np.float32)
    slope, shift = (float(x) for x in given["line"])
    return Weighing({name: k for k, name in enumerate(names)}, tuple(given["values"]), weights, (slope, shift))
