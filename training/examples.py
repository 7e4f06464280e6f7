"""Turns documents into training windows: allowed tags for every piece, the mode where known, augmented quotation marks."""

import random
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from corpora import ATTITUDE, SPEECH, Attribution, Document
from model import TAGS

from negotiable.reading.encoder.windows import windows
from negotiable.reading.encoder.wordpiece import WordPiece
from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations

UNKNOWN_MODE = -1
TAG = {tag: i for i, tag in enumerate(TAGS)}
_SPEECH_CUE = re.compile(
    r"\b(sa(y|ys|id|ying)|t(ell|ells|old|elling)|add(s|ed|ing)?|stat(es|ed|ing)|writ(es?|ing)|wrote|written|tweet\w*|according|announc\w+"
    r"|argu\w+|ask(s|ed|ing)?|answer\w*|assert\w*|call(s|ed|ing)?|claim\w*|comment\w*|confirm\w*|declar\w+|den(y|ies|ied|ying)|describ\w+"
    r"|explain\w*|insist\w*|mention\w*|not(es|ed|ing)|observ\w+|quip\w*|repl\w+|report(s|ed|ing)?|respond\w*|stress\w*|suggest\w*|vow\w*"
    r"|warn\w*|accus\w+|admit\w*|acknowledg\w+|urg(e|es|ed|ing)|promis\w+|testif\w+|pledg\w+|threaten\w*|demand(s|ed|ing)|propos\w+)\b",
    re.IGNORECASE,
)
_ATTITUDE_CUE = re.compile(
    r"\b(want\w*|believ\w+|think\w*|thought|hop(e|es|ed|ing)|plan(s|ned|ning)?|expect\w*|intend\w*|fear\w*|favou?r\w*|seek\w*|sought"
    r"|feel\w*|felt|know\w*|knew|consider\w*|support(s|ed|ing)?|oppos\w+|agree\w*|welcom\w+|willing\w*|worr\w+|prefer\w*|understand\w*"
    r"|see(s|ing|n)?|saw|decid\w+|doubt\w*|refus\w+|try\w*|tried|show(s|ed|n)?|found|find(s|ing)?)\b",
    re.IGNORECASE,
)


@dataclass
class Example:
    """One window: ids, features, and per piece the bit mask of allowed tags, the mode (-1 unknown) and where the pointers
    lead: ranges [low, high) of pieces for source and cue, counted with the start marker as 0; (0, 1) none, (-1, -1) unknown."""

    ids: list[int]
    features: list[int]
    allowed: list[int]
    modes: list[int]
    points: list[tuple[int, int, int, int]]


def examples(document: Document, cutter: WordPiece, draw: random.Random | None, length: int) -> list[Example]:
    """The windows of `document`; `draw` varies quotation marks and the place of the first cut."""
    text = _vary_marks(document.text, draw) if draw else document.text
    spans = paragraphs(text)
    if draw and len(spans) > 3 and draw.random() < 0.7:
        first = draw.randrange(0, min(6, len(spans) - 1))
        parts = [spans[:first], spans[first:]] if first else [spans]
    else:
        parts = [spans]
    quoted = quotations(text, spans)
    labels = _labels(document)
    found = []
    for part in parts:
        for window in windows(text, part, quoted, cutter, length):
            allowed, modes = _tags(window.starts, window.ends, labels, document.has_cues)
            points = _points(window.starts, window.ends, document)
            found.append(Example(window.ids, window.features, allowed, modes, points))
    return found


def _labels(document: Document) -> list[tuple[int, int, str, int]]:
    found = []
    for item in document.attributions:
        mode = _mode(document, item)
        for role in ("source", "cue", "content"):
            for start, end in getattr(item, role):
                found.append((start, end, role, mode))
    return found


def _mode(document: Document, item: Attribution) -> int:
    if item.mode is not None:
        return item.mode
    cue = " ".join(document.text[a:b] for a, b in item.cue)
    if _SPEECH_CUE.search(cue):
        return SPEECH
    return ATTITUDE if _ATTITUDE_CUE.search(cue) else UNKNOWN_MODE


def _points(starts: list[int], ends: list[int], document: Document) -> list[tuple[int, int, int, int]]:
    points = [(-1, -1, -1, -1)] * len(starts)
    for item in document.attributions:
        source = _range(starts, ends, item.source)
        cue = _range(starts, ends, item.cue) if document.has_cues else (-1, -1)
        for start, end in item.content:
            low, high = _pieces(starts, ends, start, end)
            for i in range(low, high):
                points[i] = (*source, *cue)
    return points


def _range(starts: list[int], ends: list[int], spans: list[tuple[int, int]]) -> tuple[int, int]:
    if not spans:
        return 0, 1
    low, high = _pieces(starts, ends, *spans[0])
    return (low + 1, high + 1) if low < high else (-1, -1)


def _pieces(starts: list[int], ends: list[int], start: int, end: int) -> tuple[int, int]:
    """The range of pieces that share a character with [start, end)."""
    return bisect_right(ends, start), bisect_left(starts, end)


def _tags(starts: list[int], ends: list[int], labels: list[tuple[int, int, str, int]], cues: bool) -> tuple[list[int], list[int]]:
    outside = 1 << TAG["O"]
    if not cues:
        outside |= sum(1 << TAG[tag] for tag in ("B-cue", "I-cue", "B-source", "I-source"))
    allowed = [outside] * len(starts)
    modes = [UNKNOWN_MODE] * len(starts)
    order = {"content": 0, "cue": 1, "source": 2}
    for start, end, role, mode in sorted(labels, key=lambda row: order[row[2]]):
        inside = range(*_pieces(starts, ends, start, end))
        for i in inside:
            allowed[i] = 1 << TAG["I-" + role]
            modes[i] = mode
        if inside and starts[inside[0]] >= start - 1:
            allowed[inside[0]] = 1 << TAG["B-" + role]
    return allowed, modes


def _vary_marks(text: str, draw: random.Random) -> str:
    """The same text, character for character, with other quotation marks some of the time."""
    chance = draw.random()
    if chance < 0.75:
        return text
    if chance < 0.83:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    marks = quotations(text)
    opening, closing = ("“", "”") if chance < 0.91 else draw.choice([("‘", "’"), ("'", "'")])
    chars = list(text)
    for mark in marks:
        if chars[mark.start] in '"“':
            chars[mark.start] = opening
            if mark.closed:
                chars[mark.end - 1] = closing
    return "".join(chars)
