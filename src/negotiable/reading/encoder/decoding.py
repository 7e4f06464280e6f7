"""Turns the encoder's logits for one window into tags: the most probable spans, and where each content points."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negotiable.reading.encoder.windows import Window
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotation

Floats = NDArray[np.float32]
Role = Literal["source", "cue", "content", "quotation"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
_BARRED = -1e4
_LEAST = 1e-4  # a smaller probability is not kept: a text of megabytes has many thousands of tags
_LONGEST_NAME = 200  # characters
_BIAS = np.array([0, 1.5, 1.5, 0, 0, 0, 0], np.float32)  # a source too many costs nothing, a missed one a speaker
_NAME = re.compile(r"[^\W\d_][\w'’.-]*+(?:[ \u00a0](?=[A-Z])[\w'’.-]++)*+")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tagged span: code points, half-open.

    `score`: mean probability of its tags; `edges`: product of those of its first piece and of the piece after it;
    `attitude`: mean log odds that it is an attitude, not speech. For a content, `sources` and `cues` hold the tagged spans of
    its window with the probability that it points there, None for nowhere; linking fills in its `source`, its `cue` and
    `linked`, the probability of that source. Of role "quotation" are the quotations that no content touches.
    """

    role: Role
    start: int
    end: int
    score: float
    attitude: float
    edges: float = 1.0
    sources: Mapping[Span | None, float] = field(default_factory=dict)
    cues: Mapping[Span | None, float] = field(default_factory=dict)
    source: Span | None = None
    cue: Span | None = None
    linked: float = 0.0


class _Run(NamedTuple):
    """Pieces [first, stop) of one role."""

    role: Role
    first: int
    stop: int


def decode(text: str, window: Window, quoted: Sequence[Quotation], tags: Floats, modes: Floats, pointers: Floats) -> list[Tag]:
    """Tags of one window that holds the quotations `quoted`.

    The arrays are [length, 7], [length, 2] and [2, length, length], markers included.
    """
    n = len(window.ids)
    tags, modes = tags[1 : n + 1] + _BIAS, modes[1 : n + 1]
    path = _best_path(tags)
    odds = np.exp(tags - tags.max(-1, keepdims=True))
    sure = (odds / odds.sum(-1, keepdims=True))[np.arange(n), path]
    attitude = modes[:, 1] - modes[:, 0]
    runs = _runs(path)
    runs += _untouched(window, quoted, [run for run in runs if run.role == "content"])
    spans = {run: (window.starts[run.first], window.ends[run.stop - 1]) for run in runs}
    found: list[Tag] = []
    for run, (start, end) in spans.items():
        role, first, stop = run
        score, odd = float(sure[first:stop].mean()), float(attitude[first:stop].mean())
        edges = float(sure[first]) * (float(sure[stop]) if stop < n else 1.0)
        tag = Tag(role, start, end, score, odd, edges)
        if role in ("content", "quotation"):
            to_source, to_cue = _distribution(pointers[:, first + 1 : stop + 1, : n + 1])
            sources = _pointed(text, window, spans, run, "source", to_source)
            cues = _pointed(text, window, spans, run, "cue", to_cue)
            tag = replace(tag, sources=sources, cues=cues)
        found.append(tag)
    return found


def _runs(path: list[int]) -> list[_Run]:
    """Runs of BIO tags: 0 outside, 2r+1 begin and 2r+2 inside of role r."""
    found: list[_Run] = []
    at = 0
    while at < len(path):
        if path[at] == 0:
            at += 1
            continue
        role = (path[at] - 1) // 2
        stop = at + 1
        while stop < len(path) and path[stop] == 2 * role + 2:
            stop += 1
        found.append(_Run(ROLES[role], at, stop))
        at = stop
    return found


def _untouched(window: Window, quoted: Sequence[Quotation], contents: list[_Run]) -> list[_Run]:
    found: list[_Run] = []
    for q in quoted:
        first, stop = bisect_right(window.ends, q.start), bisect_left(window.starts, q.end)
        if first < stop and not any(run.first < stop and run.stop > first for run in contents):
            found.append(_Run("quotation", first, stop))
    return found


def _distribution(scores: Floats) -> Floats:
    """Mean over the content's pieces of the softmax over what they point to: [2, pieces, length] -> [2, length]."""
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    mean: Floats = (odds / odds.sum(-1, keepdims=True)).mean(1)
    return mean


def _pointed(
    text: str, window: Window, spans: dict[_Run, Span], content: _Run, role: Role, pointed: Floats
) -> dict[Span | None, float]:
    """The tagged spans of `role`, and an untagged name or pronoun if most of it leads there, with their probabilities."""
    found: dict[Span | None, float] = {None: float(pointed[0])}
    rest = pointed.copy()
    rest[0] = rest[content.first + 1 : content.stop + 1] = 0
    for run, span in spans.items():
        if run.role == role:
            if (probability := float(pointed[run.first + 1 : run.stop + 1].sum())) >= _LEAST:
                found[span] = probability
            rest[run.first + 1 : run.stop + 1] = 0
    top = int(rest.argmax())
    if role == "source" and rest[top] > 0.5 and (word := _word(text, window.starts[top - 1], window.ends[top - 1])):
        found[word] = float(rest[top])
    return found


def _word(text: str, start: int, end: int) -> Span | None:
    """The whole word around [start, end), with the capitalised words that follow it."""
    while start > 0 and text[start - 1].isalnum() and end - start < _LONGEST_NAME:
        start -= 1
    m = _NAME.match(text, start, start + _LONGEST_NAME)
    return (m.start(), m.end()) if m and m.end() >= end else None


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
