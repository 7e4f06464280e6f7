"""Averages the weights of several runs: python training/average.py OUT.pt IN.pt IN.pt … (all from the same start)."""

import sys
from pathlib import Path

import torch


def average(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of each weight."""
    states = [torch.load(path, map_location="cpu") for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    torch.save(average([Path(name) for name in sys.argv[2:]]), sys.argv[1])
