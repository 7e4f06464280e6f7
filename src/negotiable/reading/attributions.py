"""Makes attributions of linked spans: what is one statement, what goes on with another, how it is quoted."""

import re
from bisect import bisect_right
from dataclasses import replace

from negotiable.reading.confidence import confidence
from negotiable.reading.link import Link, sentence_breaks, sourceless
from negotiable.reading.paragraphs import Span
from negotiable.reading.quotations import Quotation
from negotiable.terms import Attribution, Spans
from negotiable.terms.reading import QuotationKind

_WORD = re.compile(r"\w+")
_ATTITUDE_ODDS = 0.0


def attributions(text: str, links: list[Link], paragraphs: list[Span], quoted: list[Quotation]) -> tuple[Attribution, ...]:
    """Attributions in order of the text, ids s0, s1, …; `speaker` is left to the next step."""
    found: list[Attribution] = []
    owner: dict[tuple[int, int], int] = {}  # cue span -> index of the last attribution under it
    opened = [q.start for q in quoted]
    for item in links:
        start, end = item.content.start, item.content.end
        key = (item.cue.start, item.cue.end) if item.cue else None
        quote = _quotation_at(start, opened, quoted)
        carried = bool(found) and quote is not None and quote.continues and _adjacent(found[-1].content[-1][1], start, paragraphs)
        if carried and found:
            found[-1] = _extended(text, found[-1], (start, end), quoted)
            continue
        before = owner.get(key) if key else None
        if before is not None and before == len(found) - 1 and _interrupted(text, found[before].content[-1][1], start):
            found[before] = _extended(text, found[before], (start, end), quoted)
            continue
        follows = before if before is not None and _new_sentence(text, found[before].content[-1][1], start) else None
        source: Spans = ((item.source.start, item.source.end),) if item.source else ()
        if item.cue is None and item.source is None and found and _follows_on(text, found[-1], start, quote, paragraphs):
            follows, source = len(found) - 1, found[-1].source
        if key:
            owner[key] = len(found)
        spans: Spans = ((start, end),)
        found.append(
            Attribution(
                id=f"s{len(found)}",
                source=source,
                cue=(key,) if key else (),
                content=spans,
                kind=kind_of(text, spans, quoted),
                mode="attitude" if _attitude(text, item) else "speech",
                continues=found[follows].id if follows is not None else None,
                confidence=confidence(item),
            )
        )
    return tuple(found)


def kind_of(text: str, content: Spans, quoted: list[Quotation]) -> QuotationKind:
    """Whether all, some or none of the content's words stand inside quotation marks."""
    words = [m.start() for start, end in content for m in _WORD.finditer(text, start, end)]
    opened = [q.start for q in quoted]
    inside = sum(_quotation_at(at, opened, quoted) is not None for at in words)
    return "direct" if words and inside == len(words) else "mixed" if inside else "indirect"


def _attitude(text: str, item: Link) -> bool:
    if item.cue and item.source is None and sourceless(text, item.cue):
        return True
    parts = [part for part in (item.content, item.cue) if part is not None]
    return sum(part.attitude for part in parts) / len(parts) > _ATTITUDE_ODDS


def _extended(text: str, item: Attribution, span: Span, quoted: list[Quotation]) -> Attribution:
    content = (*item.content, span)
    return replace(item, content=content, kind=kind_of(text, content, quoted))


def _quotation_at(position: int, opened: list[int], quoted: list[Quotation]) -> Quotation | None:
    at = bisect_right(opened, position) - 1
    return quoted[at] if at >= 0 and position < quoted[at].end else None


def _paragraph_at(position: int, paragraphs: list[Span]) -> int:
    return bisect_right(paragraphs, (position, 1 << 60)) - 1


def _adjacent(before: int, after: int, paragraphs: list[Span]) -> bool:
    return _paragraph_at(after, paragraphs) - _paragraph_at(before - 1, paragraphs) == 1


def _new_sentence(text: str, before: int, after: int) -> bool:
    breaks = sentence_breaks(text, max(0, before - 2), after + 2)  # the break is known by the two characters after it
    return bool(breaks) or "\n" in text[before:after]


def _interrupted(text: str, before: int, after: int) -> bool:
    """Two pieces of one sentence under one cue, the cue between them or only a few words."""
    return before <= after and not _new_sentence(text, before, after)


def _follows_on(text: str, last: Attribution, start: int, quote: Quotation | None, paragraphs: list[Span]) -> bool:
    """A quotation without a cue goes on with the one before, in the same paragraph or alone in the next."""
    if quote is None or last.kind == "indirect" or start < last.content[-1][1]:
        return False
    here, there = _paragraph_at(start, paragraphs), _paragraph_at(last.content[-1][0], paragraphs)
    return here == there or (here - there == 1 and paragraphs[here][0] >= quote.start - 1)
