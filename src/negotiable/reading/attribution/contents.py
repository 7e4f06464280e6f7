"""Mends tagged contents by the quotation marks: the marks bound a quotation, whatever the tagger saw of it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.quotations import Quotations

_WORD = re.compile(r"\w+")
_JOIN = re.compile(r"[\s,;]*(?:(?:and|but|or)\b)?\s*(?:that\b)?\s*")
_THAT = re.compile(r"that[\s\u00a0]+(?=\S)", re.IGNORECASE)
_MARKS = " .,\"'“”‘’"
_EDGE = " \t\r\n\u00a0,;:–—-"
_SPOKEN_WORDS = 5  # a quotation of fewer words may be a name, a title or a scare quote


def mend(text: str, tags: list[Tag], paragraphs: list[Span], quoted: Quotations) -> list[Tag]:
    """`tags` with each content inside one paragraph, whole quotations, no stray punctuation; unmarked quotations added."""
    others = [tag for tag in tags if tag.role in ("source", "cue")]
    contents = [part for tag in tags if tag.role == "content" for part in _by_paragraph(tag, paragraphs)]
    contents = _whole_quotations(contents, others, quoted)
    contents += [tag for tag in tags if tag.role == "quotation" and _spoken(text, tag, paragraphs, quoted)]
    contents = _merged(text, sorted(contents, key=lambda tag: tag.start), others)
    trimmed = [_trim(text, tag) for tag in contents]
    kept = [tag for tag in trimmed if tag.start < tag.end and _WORD.search(text, tag.start, tag.end)]
    return sorted(others + kept, key=lambda tag: tag.start)


def _by_paragraph(tag: Tag, paragraphs: list[Span]) -> list[Tag]:
    first = max(0, bisect_right(paragraphs, (tag.start, 1 << 60)) - 1)
    parts = []
    for start, end in paragraphs[first:]:
        if start >= tag.end:
            break
        if end > tag.start:
            parts.append(replace(tag, start=max(start, tag.start), end=min(end, tag.end)))
    return parts or [tag]


def _whole_quotations(contents: list[Tag], others: list[Tag], quoted: Quotations) -> list[Tag]:
    """Contents that begin or end inside a quotation take all of it, as far as no source or cue stands in the way."""
    barriers = sorted((tag.start, tag.end) for tag in others)
    found = []
    for tag in contents:
        start, end = tag.start, tag.end
        if (q := quoted.at(start)) and _free(barriers, q.start, start):
            start = q.start
        if (q := quoted.at(end - 1)) and _free(barriers, end, q.end):
            end = q.end
        found.append(replace(tag, start=start, end=end))
    return found


def _free(barriers: list[Span], start: int, end: int) -> bool:
    at = bisect_left(barriers, (start, start))
    return not (at < len(barriers) and barriers[at][0] < end)


def _spoken(text: str, tag: Tag, paragraphs: list[Span], quoted: Quotations) -> bool:
    """Whether a quotation that the tagger did not mark is speech: long enough, with a source or a quotation before it."""
    if len(_WORD.findall(text, tag.start, tag.end)) < _SPOKEN_WORDS:
        return False
    start, end = paragraphs[bisect_right(paragraphs, (tag.start, 1 << 60)) - 1]
    alone = not text[start : tag.start].strip(_MARKS) and not text[tag.end : end].strip(_MARKS)
    q = quoted.at(tag.start)
    return alone or tag.source is not None or (q is not None and q.continues)


def _merged(text: str, contents: list[Tag], others: list[Tag]) -> list[Tag]:
    """Contents that overlap, or that only "and", "that" or a comma parts, become one."""
    barriers = sorted((tag.start, tag.end) for tag in others)
    found: list[Tag] = []
    for tag in contents:
        last = found[-1] if found else None
        if last and (tag.start < last.end or (_joins(text, last, tag) and _free(barriers, last.end, tag.start))):
            score = (last.score + tag.score) / 2
            found[-1] = replace(last, end=max(last.end, tag.end), score=score, attitude=(last.attitude + tag.attitude) / 2)
        else:
            found.append(tag)
    return found


def _joins(text: str, left: Tag, right: Tag) -> bool:
    gap = text[left.end : right.start]
    return "\n" not in gap and len(gap) < 20 and _JOIN.fullmatch(gap) is not None


def _trim(text: str, tag: Tag) -> Tag:
    start, end = tag.start, tag.end
    while start < end and text[start] in _EDGE:
        start += 1
    if that := _THAT.match(text, start, end):
        start = that.end()
    while end > start and (text[end - 1] in _EDGE or (text[end - 1] == "." and text[start] not in "\"'“‘«„")):
        end -= 1
    return replace(tag, start=start, end=end)
