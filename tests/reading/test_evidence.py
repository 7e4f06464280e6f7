"""What the encoder's middle layer says for an event reaches the events."""

from pathlib import Path

import numpy as np

from negotiable.reading import read
from negotiable.reading.encoder.evidence import Evidence, gathered, weights
from negotiable.reading.encoder.tagger import MODEL
from negotiable.reading.events.events import find_events
from negotiable.terms import Report

TEXT = "The council met on Monday. Rain fell on the harbour of Orvik, and nobody mentioned the talks."


def evidence(*pieces: tuple[int, float, float]) -> Evidence:
    starts, values = [at for at, _, _ in pieces], [told for _, *told in pieces]
    return Evidence(np.array(starts, np.int32), np.array(values, np.float32))


def test_evidence_of_a_passage_is_the_mean_of_its_pieces_and_of_those_of_its_clause() -> None:
    told = gathered([evidence((0, 1.0, 8.0), (4, 3.0, 0.0)), evidence((9, -5.0, 4.0))])
    assert [told.over((0, 9), (5, 9)), told.over((4, 20), (0, 20)), told.over((5, 9), (5, 9))] == [2.0, 3.0, 0.0]
    assert gathered([]).over((0, 10), (0, 10)) == 0.0


def test_a_trigger_that_the_encoder_speaks_against_is_no_event() -> None:
    report = Report("a.txt", TEXT, published="2031-05-12")
    met = TEXT.index("met")
    assert [e.type for e in find_events(report, (), (), evidence((met, 6.0, 0.0)))][:1] == ["CONSULT"]
    assert find_events(report, (), (), evidence((met, -20.0, 0.0), (TEXT.index("talks"), -20.0, 0.0))) == ()


def test_the_weights_fit_the_shipped_encoder(tmp_path: Path) -> None:
    layer, constants = weights(MODEL / "events.csv")
    assert layer.shape == (384, 2) and layer.any(axis=0).all() and np.isfinite(constants).all()
    assert read(Report("a.txt", TEXT, published="2031-05-12")).events
