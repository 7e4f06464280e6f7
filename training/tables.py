"""Tables of the model card: what was said to be so sure, and how often it was right."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CARD = Path(__file__).parents[1] / "docs/model-card.md"
Floats = NDArray[np.floating]


def log_odds(p: Floats) -> Floats:
    """Of probabilities, kept from 0 and 1."""
    p = np.clip(p, 1e-3, 1 - 1e-3)
    odds: Floats = np.log(p / (1 - p))
    return odds


def reliability(sure: Floats, right: Floats, what: str = "number") -> tuple[str, float]:
    """A line for each tenth of confidence, with how many there are under `what`; and the expected calibration error."""
    lines, error = [f"| confidence | {what} | mean | right |", "|---|---|---|---|"], 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (sure >= low) & (sure < low + 0.1 + (low > 0.85))
        if inside.any():
            mean, hit = sure[inside].mean(), right[inside].mean()
            lines.append(f"| {low:.1f} – {low + 0.1:.1f} | {inside.sum()} | {mean:.3f} | {hit:.3f} |")
            error += float(inside.mean() * abs(mean - hit))
    return "\n".join(lines), error


def card(what: str, right: Floats, sure: Floats) -> str:
    """The table under what it is of."""
    table, error = reliability(sure, right)
    return f"**{what}**: {right.mean():.3f} of {len(right)} right; expected calibration error {error:.3f}.\n\n{table}"


def into_card(program: str, tables: list[str]) -> None:
    """Puts tables into the model card, where it says that `program` writes them."""
    begin, end = (f"<!-- written by {program}: {word} -->" for word in ("begin", "end"))
    text = CARD.read_text(encoding="utf-8")
    before, after = text.split(begin)[0], text.split(end)[1]
    CARD.write_text(before + "\n".join([begin, "", "\n\n".join(tables), "", end]) + after, encoding="utf-8")
