"""The PLOVER root of single sentences whose sides are known, by a small encoder of its own (made by training/acts.py)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from negotiable.reading.encoder.session import session
from negotiable.reading.encoder.tagger import MODEL as READER
from negotiable.reading.encoder.windows import case
from negotiable.reading.encoder.wordpiece import WordPiece
from negotiable.terms import Spans

MODEL = Path(__file__).with_name("model")
# CONCEDE and RETREAT are one root here, as in CAMEO and in PLV (Hu et al., ACL 2024).
ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip
_LONGEST = 96  # pieces; what stands far from both sides is left out
_BEFORE = 16  # pieces kept before the first of them


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the spans of the one who acts and the one acted on."""

    text: str
    source: Spans
    target: Spans


class Roots:
    """The encoder of the folder `model` (acts.onnx), loaded at first use, one thread."""

    def __init__(self, model: Path = MODEL) -> None:
        self._model = model

    @cached_property
    def _cutter(self) -> WordPiece:
        return WordPiece(READER / "vocab.txt")

    @cached_property
    def _session(self) -> Any:
        return session(self._model / "acts.onnx")

    def of(self, marked: Marked) -> tuple[str, float]:
        """The most probable root and its probability."""
        ids, features, roles = (np.array([row], np.int64) for row in pieces(marked, self._cutter))
        inputs = {
            "ids": ids,
            "features": features,
            "roles": roles,
            "mask": np.ones_like(ids),
        }
        logits = self._session.run(None, inputs)[0][0]
        odds = np.exp(logits - logits.max())
        best = int(odds.argmax())
        return ROOTS[best], float(odds[best] / odds.sum())


def roots_of(rows: Iterable[tuple[str, str, str]], model: Path = MODEL) -> Iterator[str | None]:
    """For each sentence, source and target the root; None for a sentence without a word."""
    for sentence, source, target in rows:
        words = any(c.isalnum() for c in sentence)
        yield _roots(model).of(mark(sentence, source, target))[0] if words else None


@cache
def _roots(model: Path) -> Roots:
    return Roots(model)


def mark(sentence: str, source: str, target: str) -> Marked:
    """The first place of `source` and of `target` in `sentence`, the target after or before but not inside the source."""
    first = _found(sentence, source, ())
    return Marked(sentence, first, _found(sentence, target, first))


def _found(text: str, name: str, taken: Spans) -> Spans:
    name = name.strip()
    at = text.find(name) if name else -1
    while at >= 0 and any(at < end and start < at + len(name) for start, end in taken):
        at = text.find(name, at + 1)
    return ((at, at + len(name)),) if at >= 0 else ()


def pieces(marked: Marked, cutter: WordPiece) -> tuple[list[int], list[int], list[int]]:
    """Vocabulary ids, case features and roles (0 none, 1 source, 2 target), with start and stop markers."""
    cut = cutter.pieces(marked.text, 0, len(marked.text))
    roles = [1 if _inside(a, marked.source) else 2 if _inside(a, marked.target) else 0 for _, a, _ in cut]
    if len(cut) > _LONGEST:
        first = next((i for i, role in enumerate(roles) if role), 0)
        low = max(0, min(first - _BEFORE, len(cut) - _LONGEST))
        cut, roles = cut[low : low + _LONGEST], roles[low : low + _LONGEST]
    features = [case(marked.text[a:b]) for _, a, b in cut]
    return (
        [cutter.start, *(i for i, _, _ in cut), cutter.stop],
        [0, *features, 0],
        [0, *roles, 0],
    )


def _inside(at: int, spans: Spans) -> bool:
    return any(start <= at < end for start, end in spans)
