"""Makes attributions of linked spans: what is one statement, what goes on with another, how it is quoted."""

import re
from bisect import bisect_right
from dataclasses import replace

from negotiable.reading.confidence import confidence
from negotiable.reading.decoding import Tag
from negotiable.reading.paragraphs import Span
from negotiable.reading.quotations import Quotation
from negotiable.reading.sentences import sentence_breaks
from negotiable.terms import Attribution, Spans
from negotiable.terms.reading import QuotationKind

_WORD = re.compile(r"\w+")
_ATTITUDE_ODDS = 0.0


def attributions(text: str, tags: list[Tag], paragraphs: list[Span], quoted: list[Quotation]) -> tuple[Attribution, ...]:
    """Attributions of the mended `tags` in order of the text, ids s0, s1, …; `speaker` is left to the next step."""
    found: list[Attribution] = []
    owner: dict[Span, int] = {}  # cue -> index of the last attribution under it
    opened = [q.start for q in quoted]
    for tag in tags:
        if tag.role not in ("content", "quotation"):
            continue
        span, quote = (tag.start, tag.end), _quotation_at(tag.start, opened, quoted)
        before = owner.get(tag.cue) if tag.cue else None
        last = len(found) - 1
        if found and quote and quote.continues and _adjacent(found[last].content[-1][1], tag.start, paragraphs):
            found[last] = _extended(text, found[last], span, quoted)
            continue
        if before is not None and before == last and not _new_sentence(text, found[last].content[-1][1], tag.start):
            found[last] = _extended(text, found[last], span, quoted)
            continue
        source: Spans = (tag.source,) if tag.source else ()
        follows = None
        if before is not None and _new_sentence(text, found[before].content[-1][1], tag.start):
            follows = before
        elif not tag.cue and not tag.source and found and _follows_on(found[last], tag.start, quote, paragraphs):
            follows, source = last, found[last].source
        if tag.cue:
            owner[tag.cue] = len(found)
        kind = kind_of(text, (span,), quoted)
        found.append(
            Attribution(
                id=f"s{len(found)}",
                source=source,
                cue=(tag.cue,) if tag.cue else (),
                content=(span,),
                kind=kind,
                mode="attitude" if tag.attitude > _ATTITUDE_ODDS or (kind == "indirect" and not source) else "speech",
                continues=found[follows].id if follows is not None else None,
                confidence=confidence(tag),
            )
        )
    return tuple(found)


def kind_of(text: str, content: Spans, quoted: list[Quotation]) -> QuotationKind:
    """Whether all, some or none of the content's words stand inside quotation marks."""
    words = [m.start() for start, end in content for m in _WORD.finditer(text, start, end)]
    opened = [q.start for q in quoted]
    inside = sum(_quotation_at(at, opened, quoted) is not None for at in words)
    return "direct" if words and inside == len(words) else "mixed" if inside else "indirect"


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


def _follows_on(last: Attribution, start: int, quote: Quotation | None, paragraphs: list[Span]) -> bool:
    """A quotation without a cue goes on with the one before, in the same paragraph or alone in the next."""
    if quote is None or last.kind == "indirect" or start < last.content[-1][1]:
        return False
    here, there = _paragraph_at(start, paragraphs), _paragraph_at(last.content[-1][0], paragraphs)
    return here == there or (here - there == 1 and paragraphs[here][0] >= quote.start - 1)
