"""Keeps a content's cue and source to its own paragraph, or to one before it: nobody is quoted from a paragraph to come."""

import re
from bisect import bisect_right
from dataclasses import replace

from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.sentences import sentence_breaks

# The subject of a cue that no tag marks: "The company | rejected", "Northline's board | refused".
_SUBJECT = re.compile(r"(?:The|A|An|Its|Their|His|Her|[A-Z][\w.&’'-]*)(?: [\w.&’'-]+){0,5}")
_ADVERB = re.compile(r"(?:\s+(?:\w+ly|also|then|later|again|now|has|have|had))+$")
_NO_END = re.compile(r"(?:^|\s)(?:of|in|on|at|by|for|to|with|and|or|but|who|which|that|as|from|the|a)$", re.IGNORECASE)


def grounded(text: str, tag: Tag, paragraphs: list[Span]) -> Tag:
    """`tag` without links into a later paragraph; a source far from its cue gives way to the subject beside the cue."""
    start, end = paragraphs[max(0, bisect_right(paragraphs, (tag.start, 1 << 60)) - 1)]
    cue = tag.cue if tag.cue is None or tag.cue[0] < end else None
    source = tag.source if tag.source is None or tag.source[0] < end else None
    if cue and source and cue[0] >= start and source[1] <= start:
        source = _subject(text, cue, start) or source
    return tag if (cue, source) == (tag.cue, tag.source) else replace(tag, cue=cue, source=source)


def _subject(text: str, cue: Span, start: int) -> Span | None:
    """The few words from the beginning of the sentence up to the cue, if they read as its subject."""
    breaks = [at for at in sentence_breaks(text, max(start, cue[0] - 120), cue[0]) if at <= cue[0]]
    first = breaks[-1] if breaks else start if cue[0] - start <= 120 else cue[0]
    while first < cue[0] and (text[first].isspace() or text[first] in "\"'”’)]"):
        first += 1
    words = _ADVERB.sub("", text[first : cue[0]].rstrip())
    if not _SUBJECT.fullmatch(words) or _NO_END.search(words):
        return None
    return first, first + len(words)
