"""Makes attributions of linked spans: what is one statement, what goes on with another, how it is quoted."""

import re
from bisect import bisect_right
from dataclasses import replace

from negotiable.reading.attribution.confidence import LEAST, confidence
from negotiable.reading.attribution.grounded import grounded
from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotations
from negotiable.reading.text.sentences import sentence_breaks
from negotiable.terms import Attribution, Spans
from negotiable.terms.reading import QuotationKind

_WORD = re.compile(r"\w+")
_SAYS = re.compile(r"\w\W+\w|\w{5}")
# "Her remarks suggest", "the army's silence indicates".
_DEED = re.compile(
    r"\b(?:comments?|remarks?|words|actions?|tone|silence|moves?|decision|behaviou?r|conduct|gestures?)\s+(?:\w+\s+)?"
    r"(?:suggest|indicat|impl|hint|signal|show|mean|appear|seem)",
    re.IGNORECASE,
)
_LEAD = 120  # characters before a content in which that may stand
_ATTITUDE_ODDS = 0.0
_GAP = 80  # characters; what lies further apart stays two pieces


def attributions(text: str, tags: list[Tag], paragraphs: list[Span], quoted: Quotations) -> tuple[Attribution, ...]:
    """Attributions of the mended `tags` in order of the text, ids s0, s1, …; `speaker` is left to the next step."""
    found: list[Attribution] = []
    owner: dict[Span, int] = {}  # cue -> index of the last attribution under it
    for tag in tags:
        if tag.role not in ("content", "quotation"):
            continue
        tag = grounded(text, tag, paragraphs)
        last = found[-1] if found else None
        before = owner.get(tag.cue) if tag.cue else None
        shared = found[before] if before is not None else None
        if last and (_carried_over(last, tag, paragraphs, quoted) or (shared is last and not _new_sentence(text, last, tag))):
            found[-1] = _extended(text, last, (tag.start, tag.end), quoted)
            continue
        if shared and (not quoted.at(tag.start) or not _new_sentence(text, shared, tag)):
            shared = None
        elif not tag.cue and not tag.source and last and _follows_on(last, tag, paragraphs, quoted):
            shared = last
        if tag.cue:
            owner[tag.cue] = len(found)
        found.append(_attribution(text, f"s{len(found)}", tag, shared, quoted))
    return _certain([item for item in found if _says(text, item.content) and not _inferred(text, item)])


def _inferred(text: str, item: Attribution) -> bool:
    """Whether the reporter reads the content into somebody's words or deeds: that is nobody's statement."""
    if item.kind != "indirect" or not item.source:
        return False
    start = item.content[0][0]
    return _DEED.search(text, max(item.source[0][0], start - _LEAD), start) is not None


def _says(text: str, content: Spans) -> bool:
    """Whether a content is more than an article, a pronoun or another short word."""
    return len(content) > 1 or _SAYS.search(text, *content[0]) is not None


def _certain(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Without the least certain, direct quotations apart; numbered anew. What continued one that goes stands alone."""
    kept: dict[str, Attribution] = {}
    for item in found:
        parent = kept.get(item.continues or "")
        if parent or item.confidence >= LEAST or item.kind == "direct":
            kept[item.id] = replace(item, id=f"s{len(kept)}", continues=parent.id if parent else None)
    return tuple(kept.values())


def _attribution(text: str, name: str, tag: Tag, continued: Attribution | None, quoted: Quotations) -> Attribution:
    source: Spans = (tag.source,) if tag.source else continued.source if continued else ()
    kind = kind_of(text, ((tag.start, tag.end),), quoted)
    unsourced = kind == "indirect" and not source  # "is expected to", "it seems": the reporter's word
    return Attribution(
        id=name,
        source=source,
        cue=(tag.cue,) if tag.cue else (),
        content=((tag.start, tag.end),),
        kind=kind,
        mode="attitude" if unsourced or tag.attitude > _ATTITUDE_ODDS else "speech",
        continues=continued.id if continued else None,
        confidence=confidence(tag, kind),
    )


def kind_of(text: str, content: Spans, quoted: Quotations) -> QuotationKind:
    """Whether all, some or none of the content's words stand inside quotation marks."""
    words = [m.start() for start, end in content for m in _WORD.finditer(text, start, end)]
    inside = sum(quoted.at(word) is not None for word in words)
    return "direct" if words and inside == len(words) else "mixed" if inside else "indirect"


def _extended(text: str, item: Attribution, span: Span, quoted: Quotations) -> Attribution:
    """`item` with one more piece; where neither its source nor its cue parts them, the two pieces become one.

    A stray article before the cue ("The", Ms Oru said, …) gives way to the piece.
    """
    start, end = item.content[-1]
    parted = any(start < a < span[1] for a, _ in (*item.source, *item.cue)) or "\n" in text[end : span[0]]
    joined = not parted and span[0] - end <= _GAP
    before = item.content if _says(text, item.content) else ()
    content = (*item.content[:-1], (start, span[1])) if joined else (*before, span)
    return replace(item, content=content, kind=kind_of(text, content, quoted))


def _carried_over(last: Attribution, tag: Tag, paragraphs: list[Span], quoted: Quotations) -> bool:
    """The quotation that the paragraph before left open goes on, with no cue between."""
    quote = quoted.at(tag.start)
    if tag.cue and last.content[-1][1] <= tag.cue[0] < tag.start and tag.cue not in last.cue:
        return False
    return quote is not None and quote.continues and _paragraphs_apart(last.content[-1][1] - 1, tag.start, paragraphs) == 1


def _follows_on(last: Attribution, tag: Tag, paragraphs: list[Span], quoted: Quotations) -> bool:
    """A quotation without cue and source goes on with the one before, in its paragraph or at the start of the next."""
    quote = quoted.at(tag.start)
    if quote is None or last.kind == "indirect" or tag.start < last.content[-1][1]:
        return False
    apart = _paragraphs_apart(last.content[-1][0], tag.start, paragraphs)
    return apart == 0 or (apart == 1 and any(start == quote.start for start, _ in _paragraph(tag.start, paragraphs)))


def _new_sentence(text: str, last: Attribution, tag: Tag) -> bool:
    """Whether a sentence or paragraph ends between the last piece of `last` and `tag`."""
    before = last.content[-1][1]
    breaks = sentence_breaks(text, max(0, before - 2), tag.start + 2)  # the break is known by the two characters after it
    return bool(breaks) or "\n" in text[before : tag.start]


def _paragraph(position: int, paragraphs: list[Span]) -> list[Span]:
    at = bisect_right(paragraphs, (position, 1 << 60)) - 1
    return paragraphs[at : at + 1]


def _paragraphs_apart(before: int, after: int, paragraphs: list[Span]) -> int:
    far = (1 << 60,)
    return bisect_right(paragraphs, (after, *far)) - bisect_right(paragraphs, (before, *far))
