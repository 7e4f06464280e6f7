"""What the encoder's middle layer says of each word piece, read linearly: here how much it speaks for an event."""

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log odds `values` of the word pieces that begin at the code points `starts`, in order, both of one length."""

    starts: NDArray[np.int32]
    values: Floats

    def over(self, start: int, end: int) -> float:
        """The mean over the pieces that begin in [start, end); 0 where none does."""
        low, high = (bisect_left(self.starts, at) for at in (start, end))
        return float(self.values[low:high].mean()) if low < high else 0.0


def gathered(parts: list[Evidence]) -> Evidence:
    """The evidence of windows in the order of the text as one."""
    nothing = Evidence(np.empty(0, np.int32), np.empty(0, np.float32))
    parts = [nothing, *parts]
    return Evidence(np.concatenate([part.starts for part in parts]), np.concatenate([part.values for part in parts]))


def weights(path: Path) -> tuple[Floats, float]:
    """The weights of the middle layer and the constant, one number a line, the constant last; lines with # are notes."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    *found, constant = np.array([float(line) for line in lines], np.float32)
    return np.array(found, np.float32), float(constant)
