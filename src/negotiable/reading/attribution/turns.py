"""Speech whose layout names the speaker: turns of a transcript ("NAME: …") and signed quotations ("…" — Name)."""

import re
from bisect import bisect_left

from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotations

_TURN = re.compile(r"[\"“'‘]?(?P<source>[A-Z][A-Z.'’ -]{0,30}[A-Z])(?: \([^()\n]{1,40}\))?(?P<cue>:)[ \t\u00a0]+(?=\S)")
_SIGNED = re.compile(
    r"[ \t\u00a0]*(?P<cue>--|[―—–-])[ \t\u00a0]*(?P<source>[^\W\d_a-z][^\n.!?:“”\"]{1,60}?)\.?[ \t\u00a0]*", re.UNICODE
)
_FEWEST = 2  # turns that make a transcript: one line in capitals may be a heading
_PROBABILITY, _SPEECH = 0.98, -5.0  # what the layout says is as good as sure, and is speech


def with_turns(text: str, tags: list[Tag], paragraphs: list[Span], quoted: Quotations) -> list[Tag]:
    """`tags` in order, those inside a turn or a signed quotation replaced by what the layout says."""
    turns = [(m, start, end) for start, end in paragraphs if (m := _TURN.match(text, start, end))]
    found = [(start, end, (m.end(), end), m) for m, start, end in turns] if len(turns) >= _FEWEST else []
    for start, end in paragraphs:
        q = quoted.at(start)
        if q and q.closed and (m := _SIGNED.fullmatch(text, q.end, end)):
            found.append((start, end, (q.start, q.end), m))
    for start, end, content, m in found:
        low, high = (bisect_left(tags, at, key=lambda tag: tag.start) for at in (start, end))
        tags = [*tags[:low], *_tags(content, m.span("source"), m.span("cue")), *tags[high:]]
    return tags


def _tags(content: Span, source: Span, cue: Span) -> list[Tag]:
    said = Tag("content", *content, _PROBABILITY, _SPEECH, _PROBABILITY, sources={source: _PROBABILITY}, cues={cue: _PROBABILITY})
    others = [Tag("source", *source, _PROBABILITY, _SPEECH), Tag("cue", *cue, _PROBABILITY, _SPEECH)]
    return sorted([said, *others], key=lambda tag: tag.start)
