"""Where the paragraphs of a report begin and end: the unit inside which an unclosed quotation is closed."""

import re
from itertools import pairwise

Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK_LINES = re.compile(r"(?<![ \t\u00a0])(?:[ \t\u00a0]*+(?:\r\n|\r|\n)){2,}+")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_WRAP = range(45, 100)  # line lengths, in characters, that a mail program or editor wraps at


def paragraphs(text: str) -> list[Span]:
    """Paragraphs as half-open code-point spans of `text`, white space trimmed, empty ones dropped.

    One line is one paragraph, unless the text is hard-wrapped (most lines about equally long and broken in
    mid-sentence): then blank lines part the paragraphs.
    """
    lines = [m.span() for m in _LINE.finditer(text)]
    spans = _between_blank_lines(text) if _hard_wrapped(text, lines) else lines
    trimmed = (_trim(text, start, end) for start, end in spans)
    return [(start, end) for start, end in trimmed if start < end]


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) < 6:
        return False
    broken = 0
    for (start, end), (following, _) in pairwise(lines):
        line = text[start:end]
        adjacent = text[end:following].count("\n") <= 1
        broken += adjacent and len(line) in _WRAP and not _SENTENCE_END.search(line)
    return broken > 0.5 * len(lines) and max(end - start for start, end in lines) < 2 * _WRAP.stop


def _between_blank_lines(text: str) -> list[Span]:
    spans, start = [], 0
    for gap in _BLANK_LINES.finditer(text):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return spans


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
