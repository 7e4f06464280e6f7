"""How sure the reading is of one attribution: calibrated, so that of those at 0.9 nine in ten are right."""

from math import exp

from negotiable.reading.link import Link

# Logistic weights fitted on PolNeAR dev: training/calibrate.py prints them.
_BIAS, _CONTENT, _CUE, _SOURCE, _NO_CUE, _NO_SOURCE = -3.0, 3.0, 1.0, 1.0, -0.5, -0.5


def features(item: Link) -> tuple[float, ...]:
    """Scores of content, cue and source (0 where absent), and whether cue and source are absent."""
    cue, source = item.cue, item.source
    return (
        item.content.score,
        cue.score if cue else 0.0,
        source.score if source else 0.0,
        float(cue is None),
        float(source is None),
    )


def confidence(item: Link) -> float:
    """Probability from 0 to 1 that content and source of `item` are right."""
    weights = (_CONTENT, _CUE, _SOURCE, _NO_CUE, _NO_SOURCE)
    score = _BIAS + sum(w * x for w, x in zip(weights, features(item), strict=True))
    return round(1 / (1 + exp(-score)), 3)
