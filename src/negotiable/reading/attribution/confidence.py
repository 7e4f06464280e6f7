"""How sure the reading is of one attribution: calibrated, so that of those at 0.9 nine in ten are right."""

from math import exp, log

from negotiable.reading.encoder.decoding import Tag
from negotiable.terms.reading import QuotationKind

# Logistic regression on `evidence`, fitted on PolNeAR dev by training/calibrate.py.
WEIGHTS = (-1.57, 0.12, 0.22, 0.19, -0.81, -0.99, -0.96, 0.2, 0.28)
LEAST = 0.3  # what is less certain is left out: it is wrong two times in three and more


def evidence(tag: Tag, kind: QuotationKind) -> tuple[float, ...]:
    """1, log odds of the content's tags, of its edges and of its link, 1 or 0 for: no source, no cue, quoted, partly; log of its
    length in characters."""
    flags = (tag.source is None, tag.cue is None, kind == "direct", kind == "mixed")
    odds = (_log_odds(tag.score), _log_odds(tag.edges), _log_odds(tag.linked))
    return (1.0, *odds, *map(float, flags), log(1 + tag.end - tag.start))


def confidence(tag: Tag, kind: QuotationKind) -> float:
    """Probability (0 to 1) that the content and the source of a statement are right."""
    return round(1 / (1 + exp(-sum(w * x for w, x in zip(WEIGHTS, evidence(tag, kind), strict=True)))), 3)


def _log_odds(p: float) -> float:
    p = min(0.999, max(0.001, p))
    return log(p / (1 - p))
