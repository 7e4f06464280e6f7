"""What the encoder's middle layer says of each word piece, read linearly: here how much it speaks for an event."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from negotiable.terms import Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log odds `values` [n, 2] of the word pieces that begin at the code points `starts`, in order: as a piece of a word that may
    tell of an event, and as a piece of the clause around it."""

    starts: NDArray[np.int32]
    values: Floats

    def over(self, word: Span, clause: Span) -> float:
        """The mean over the pieces of the word, and that over the pieces of its clause; 0 where there are none."""
        return sum(self._mean(column, *span) for column, span in enumerate((word, clause)))

    def _mean(self, column: int, start: int, end: int) -> float:
        low, high = (bisect_left(self.starts, at) for at in (start, end))
        return float(self.values[low:high, column].mean()) if low < high else 0.0


def gathered(parts: list[Evidence]) -> Evidence:
    """The evidence of windows in the order of the text as one."""
    nothing = Evidence(np.empty(0, np.int32), np.empty((0, 2), np.float32))
    parts = [nothing, *parts]
    return Evidence(np.concatenate([part.starts for part in parts]), np.concatenate([part.values for part in parts]))


def weights(path: Path) -> tuple[Floats, Floats]:
    """The weights [n, 2] of the middle layer and the constants; a line has the two of one place, the last the constants; lines
    with # are notes."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    *found, constants = [[np.float32(value) for value in line.split(";")] for line in lines]
    return np.array(found, np.float32), np.array(constants, np.float32)
