"""Marks the sources, cues and contents of a text by one pass of the encoder: spans with a score, nothing linked yet."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from negotiable.reading.paragraphs import Span
from negotiable.reading.quotations import Quotation
from negotiable.reading.windows import Window, windows
from negotiable.reading.wordpiece import WordPiece

MODEL = Path(__file__).with_name("model")
ROLES: tuple[Literal["source", "cue", "content"], ...] = ("source", "cue", "content")
_BATCH = 4096  # pieces a batch, padding counted: bounds the memory of one pass
_BARRED = -1e4
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tag:
    """One tagged span: code points, half-open. `score`: mean probability of its tags; `attitude`: mean log odds of attitude."""

    role: Literal["source", "cue", "content"]
    start: int
    end: int
    score: float
    attitude: float


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

    def tag(self, text: str, paragraphs: list[Span], quoted: list[Quotation]) -> list[Tag]:
        """Tags of `text` in order of their start."""
        found: list[Tag] = []
        cut = windows(text, paragraphs, quoted, self._cutter)
        for batch in _batches(cut):
            tags, modes = self._encode(batch)
            for row, window in enumerate(batch):
                n = len(window.ids)
                found += _spans(text, window, tags[row, 1 : n + 1], modes[row, 1 : n + 1])
        return sorted(found, key=lambda tag: tag.start)

    def _encode(self, batch: list[Window]) -> tuple[Floats, Floats]:
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
        tags, modes = self._session.run(None, {"ids": ids, "features": features, "mask": mask})
        return tags, modes


def _batches(cut: list[Window]) -> list[list[Window]]:
    found: list[list[Window]] = [[]]
    for window in sorted(cut, key=lambda w: len(w.ids)):
        if found[-1] and (len(found[-1]) + 1) * (len(window.ids) + 2) > _BATCH:
            found.append([])
        found[-1].append(window)
    return [batch for batch in found if batch]


def _spans(text: str, window: Window, logits: Floats, modes: Floats) -> list[Tag]:
    """BIO tags (0 outside, 2r+1 begin and 2r+2 inside of role r), decoded so that no span starts inside."""
    path = _best_path(logits)
    odds = np.exp(logits - logits.max(-1, keepdims=True))
    sure = (odds / odds.sum(-1, keepdims=True))[np.arange(len(path)), path]
    attitude = modes[:, 1] - modes[:, 0]
    found: list[Tag] = []
    at = 0
    while at < len(path):
        if path[at] == 0:
            at += 1
            continue
        role = (path[at] - 1) // 2
        stop = at + 1
        while stop < len(path) and path[stop] == 2 * role + 2:
            stop += 1
        start, end = window.starts[at], window.ends[stop - 1]
        found.append(Tag(ROLES[role], start, end, float(sure[at:stop].mean()), float(attitude[at:stop].mean())))
        at = stop
    return found


def _transitions() -> Floats:
    barred = np.zeros((7, 7), np.float32)
    for inside in (2, 4, 6):
        barred[[tag for tag in range(7) if tag not in (inside - 1, inside)], inside] = _BARRED
    return barred


_ALLOWED = _transitions()


def _best_path(logits: Floats) -> list[int]:
    """The most probable sequence of tags in which each inside tag follows its begin tag (Viterbi)."""
    best = logits.argmax(-1)
    if not (_ALLOWED[best[:-1], best[1:]] < 0).any() and best[0] not in (2, 4, 6):
        return [int(tag) for tag in best]
    score = logits[0] + np.array([0, 0, _BARRED, 0, _BARRED, 0, _BARRED], np.float32)
    back = np.zeros(logits.shape, np.int64)
    for step in range(1, len(logits)):
        options = score[:, None] + _ALLOWED
        back[step] = options.argmax(0)
        score = options[back[step], np.arange(7)] + logits[step]
    path = [int(score.argmax())]
    for step in range(len(logits) - 1, 0, -1):
        path.append(int(back[step, path[-1]]))
    return path[::-1]
