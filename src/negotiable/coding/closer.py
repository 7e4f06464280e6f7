"""A closer look at a statement whose stance is in doubt: a small encoder reads its sentences (made by training/closer.py).

Names are masked and marked as the speaker's own side or another: those of the report's actors, and what else has a capital within
a sentence. A name that opens a sentence and is no actor's is not known to be one.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from negotiable.coding.context import Context
from negotiable.reading.encoder.session import session
from negotiable.reading.encoder.tagger import MODEL as READER
from negotiable.reading.encoder.windows import case
from negotiable.reading.encoder.wordpiece import WordPiece
from negotiable.terms import Attribution, Span, Spans

Floats = NDArray[np.float32]
Mention = tuple[int, int, str]
MODEL = Path(__file__).with_name("model")
ROLES = 12  # (0 around, 1 content, 2 cue, 3 source) × 3, plus 1 for what names the speaker's own side, 2 for another
_LONGEST = 96  # pieces read
_BEFORE = 24  # of them before the content, at most, when there are more
_FAR = 1_000  # code points before the content, and twice as many from its beginning on, that are looked at in an endless sentence
_GAP = 8  # code points, mostly blanks, between the end of a sentence and the next word
_NEAR = 300  # code points between the content and a cue that is read with it, at most


@dataclass(frozen=True, slots=True)
class Passage:
    """Word pieces with their start and stop markers: vocabulary ids, features (case, plus 3 in a quotation), roles."""

    ids: list[int]
    features: list[int]
    roles: list[int]


class Closer:
    """The encoder of the folder `model` (stance.onnx), loaded at first use, one thread."""

    def __init__(self, model: Path = MODEL) -> None:
        self._model = model

    @cached_property
    def cutter(self) -> WordPiece:
        return WordPiece(READER / "vocab.txt")

    @cached_property
    def _session(self) -> Any:
        return session(self._model / "stance.onnx")

    def logits(self, context: Context, one: Attribution, signs: list[float]) -> Floats:
        """Log odds of the stances [8], up to a constant. `signs`: what the rules found."""
        found = passage(context, one, self.cutter)
        ids, features, roles = (np.array([row], np.int64) for row in (found.ids, found.features, found.roles))
        inputs = {"ids": ids, "features": features, "roles": roles, "mask": np.ones_like(ids)}
        told: Floats = self._session.run(["stance"], inputs | {"signs": np.array([signs], np.float32)})[0][0]
        return told


@cache
def closer() -> Closer:
    """The shipped one."""
    return Closer()


def passage(context: Context, one: Attribution, cutter: WordPiece) -> Passage:
    """The sentences of a statement, each name one mask."""
    text = context.text
    parts, said = _near(one), min(first for first, _ in one.content)
    start = max(min(context.sentence(first)[0] for first, _ in parts), said - _FAR)
    end = min(max(max(context.sentence(last - 1)[1], last) for _, last in parts), said + 2 * _FAR)
    cut = cutter.pieces(text, start, end)
    first = next((k for k, (_, at, _) in enumerate(cut) if _inside(at, one.content)), 0)
    low = max(0, min(first - _BEFORE, len(cut) - _LONGEST))
    found = Passage([cutter.start], [0], [0])
    names = context.named_in(start, end)
    begins = [name[0] for name in names]
    for piece, at, stop in cut[low : low + _LONGEST]:
        side, named = _side(context, names, begins, at, one.speaker)
        part = next((role for role, spans in ((1, one.content), (2, one.cue), (3, one.source)) if _inside(at, spans)), 0)
        role, after_name = 3 * part + side, found.ids[-1] == cutter.mask
        hidden = text[at].isupper() and (named or not _opens(text, at, start)) and text[at:stop] != "I"
        if hidden or (after_name and _goes_on(text, at)):
            if after_name and role == found.roles[-1]:
                continue  # one mask a name, however long
            piece = cutter.mask
        found.ids.append(piece)
        found.features.append((1 if hidden else case(text[at:stop])) + 3 * context.in_quotation(at))
        found.roles.append(role)
    return Passage([*found.ids, cutter.stop], [*found.features, 0], [*found.roles, 0])


def _near(one: Attribution) -> list[Span]:
    """The spans of the content, and of cue and source where they stand close to it."""
    low, high = min(first for first, _ in one.content), max(last for _, last in one.content)
    around = [span for span in (*one.cue, *one.source) if span[1] > low - _NEAR and span[0] < high + _NEAR]
    return [*one.content, *around]


def _side(context: Context, names: list[Mention], begins: list[int], at: int, speaker: str | None) -> tuple[int, bool]:
    """Whose side the piece at `at` names (0 nobody, 1 the speaker's, 2 another), and whether it stands in a mention."""
    k = bisect_right(begins, at) - 1
    if k < 0 or at >= names[k][1]:
        return 0, False
    return (1 if context.same_side(names[k][2], speaker) else 2), True


def _inside(at: int, spans: Spans) -> bool:
    return any(first <= at < last for first, last in spans)


def _goes_on(text: str, at: int) -> bool:
    """Whether the piece at `at` goes on a word."""
    return at > 0 and text[at - 1].isalnum() and text[at].isalnum()


def _opens(text: str, at: int, start: int) -> bool:
    """Whether a sentence or a quotation opens at `at`: a capital there makes no name."""
    before = text[max(start, at - _GAP) : at].rstrip()
    return not before or before[-1] in '.!?:"“‘”'
