"""Marks the sources, cues and contents of a text by one pass of the encoder, each content linked to its source and cue."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from negotiable.reading.encoder.decoding import Floats, Tag, decode
from negotiable.reading.encoder.windows import Window, windows
from negotiable.reading.encoder.wordpiece import WordPiece
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotations

MODEL = Path(__file__).with_name("model")
_BATCH = 2048  # pieces a batch, padding counted: bounds the memory of one pass


class Tagger:
    """The encoder of the folder `model` (reader.onnx, vocab.txt), loaded at first use, one thread."""

    def __init__(self, model: Path = MODEL) -> None:
        self._model = model

    @cached_property
    def _cutter(self) -> WordPiece:
        return WordPiece(self._model / "vocab.txt")

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        return onnxruntime.InferenceSession(str(self._model / "reader.onnx"), options, providers=["CPUExecutionProvider"])

    def tag(self, text: str, paragraphs: list[Span], quoted: Quotations) -> list[Tag]:
        """Tags of `text` in order of their start."""
        found: list[Tag] = []
        cut = windows(text, paragraphs, quoted, self._cutter)
        for batch in _batches(cut):
            for window, *logits in zip(batch, *self._encode(batch), strict=True):
                here = quoted.between(window.starts[0], window.ends[-1])
                found += decode(text, window, here, *logits)
        return sorted(found, key=lambda tag: tag.start)

    def _encode(self, batch: list[Window]) -> list[Floats]:
        """Logits of tags, modes and pointers; row 0 and the row after the last piece are the markers."""
        length = max(len(window.ids) for window in batch) + 2
        ids = np.full((len(batch), length), self._cutter.pad, np.int64)
        features = np.zeros((len(batch), length), np.int64)
        mask = np.zeros((len(batch), length), np.int64)
        for row, window in enumerate(batch):
            n = len(window.ids)
            ids[row, 0], ids[row, n + 1] = self._cutter.start, self._cutter.stop
            ids[row, 1 : n + 1] = window.ids
            features[row, 1 : n + 1] = window.features
            mask[row, : n + 2] = 1
        logits: list[Floats] = self._session.run(None, {"ids": ids, "features": features, "mask": mask})
        return logits


def _batches(cut: list[Window]) -> list[list[Window]]:
    found: list[list[Window]] = [[]]
    for window in sorted(cut, key=lambda w: len(w.ids)):
        if found[-1] and (len(found[-1]) + 1) * (len(window.ids) + 2) > _BATCH:
            found.append([])
        found[-1].append(window)
    return [batch for batch in found if batch]
