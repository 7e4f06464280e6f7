"""Marks the sources, cues and contents of a text by one pass of the encoder, and what speaks for an event."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from negotiable.reading.encoder.decoding import Floats, Tag, decode
from negotiable.reading.encoder.evidence import Evidence, gathered, weights
from negotiable.reading.encoder.session import session
from negotiable.reading.encoder.windows import Window, windows
from negotiable.reading.encoder.wordpiece import WordPiece
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotations

MODEL = Path(__file__).with_name("model")


class Tagger:
    """The encoder of the folder `model` (reader.onnx, vocab.txt, events.csv), loaded at first use, one thread."""

    def __init__(self, model: Path = MODEL) -> None:
        self._model = model

    @cached_property
    def _cutter(self) -> WordPiece:
        return WordPiece(self._model / "vocab.txt")

    @cached_property
    def _events(self) -> tuple[Floats, Floats]:
        return weights(self._model / "events.csv")

    @cached_property
    def _session(self) -> Any:
        return session(self._model / "reader.onnx")

    def tag(self, text: str, paragraphs: list[Span], quoted: Quotations) -> tuple[list[Tag], Evidence]:
        """Tags of `text` in order of their start, and its pieces' evidence for events."""
        found: list[Tag] = []
        told: list[Evidence] = []
        for window in windows(text, paragraphs, quoted, self._cutter):
            here = quoted.between(window.starts[0], window.ends[-1])
            tags, modes, pointers, middle = self._encode(window)
            found += decode(text, window, here, tags, modes, pointers)
            event, constants = self._events
            told.append(Evidence(np.array(window.starts, np.int32), middle[1:-1] @ event + constants))
        return sorted(found, key=lambda tag: tag.start), gathered(told)

    def _encode(self, window: Window) -> list[Floats]:
        """Logits of tags, modes and pointers, and the middle layer; row 0 and the row after the last piece are the markers.

        One window a pass: several at once need no less work on a CPU, pad, and move more memory than its caches hold (twice
        the time, measured), and the int8 scales of one window would depend on its neighbours.
        """
        ids = np.array([[self._cutter.start, *window.ids, self._cutter.stop]], np.int64)
        features = np.array([[0, *window.features, 0]], np.int64)
        logits: list[Floats] = self._session.run(None, {"ids": ids, "features": features, "mask": np.ones_like(ids)})
        return [rows[0] for rows in logits]
