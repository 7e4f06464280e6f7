"""A report's text with its passages marked, in pieces that know where they stand; and passages as people type them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from negotiable.errors import UsageError
from negotiable.record.current import merged
from negotiable.terms import Span, Spans

SHOWN = 60_000  # characters of a report on one page
# Characters that an HTML page may not hold, or that turn the words around them: a stance beside a quotation would read backwards.
# Shown as the replacement character, one for one, so that offsets hold.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_OFFSETS = re.compile(r"\d{1,9}\s*[-–]\s*\d{1,9}(?:\s*[,;]\s*\d{1,9}\s*[-–]\s*\d{1,9})*\Z")
_PAIR = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_BETWEEN = re.compile(r"\s+(?:\.\.\.|…)\s+")
_LONGEST = 10_000  # characters that a typed passage may have


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show in the text: `kind` is a class of the style sheet, `key` the statement's id or ""."""

    spans: Spans
    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks, from code point `start`; `keys`: statements, the shortest first."""

    start: int
    text: str
    kinds: str
    keys: str


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a long text that a page shows."""

    start: int
    end: int
    length: int


def window(text: str, around: int) -> Window:
    """Up to `SHOWN` characters with the place `around`, cut at ends of paragraphs where there are any."""
    if len(text) <= SHOWN:
        return Window(0, len(text), len(text))
    start = max(0, min(around - SHOWN // 3, len(text) - SHOWN))
    end = start + SHOWN
    if start:
        start = text.rfind("\n", max(0, start - 2000), start) + 1 or start
    if end < len(text):
        found = text.find("\n", end, end + 2000)
        end = found + 1 if found >= 0 else end
    return Window(start, end, len(text))


def pieces(text: str, shown: Window, marks: Sequence[Mark]) -> list[Piece]:
    """The text of the window in order, cut wherever a mark begins or ends; nothing of it is lost."""
    inside = []
    for mark in marks:
        length = sum(end - start for start, end in mark.spans)
        for start, end in mark.spans:
            a, b = max(start, shown.start), min(end, shown.end)
            if a < b:
                inside.append((a, b, length, mark))
    inside.sort(key=lambda one: one[:3])
    points = sorted({shown.start, shown.end, *(a for a, *_ in inside), *(b for _, b, *_ in inside)})
    found: list[Piece] = []
    active: list[tuple[int, int, int, Mark]] = []
    waiting = 0
    for start, end in pairwise(points):
        active = [one for one in active if one[1] > start]
        while waiting < len(inside) and inside[waiting][0] <= start:
            active.append(inside[waiting])
            waiting += 1
        over = sorted(active, key=lambda one: one[2])
        kinds = " ".join(dict.fromkeys(one[3].kind for one in over))
        keys = " ".join(dict.fromkeys(one[3].key for one in over if one[3].key))
        found.append(Piece(start, showable(text[start:end]), kinds, keys))
    return found


def showable(text: str) -> str:
    """`text` with each character that a page may not hold as U+FFFD."""
    return _UNSHOWABLE.sub("\ufffd", text)


def quoted(text: str, spans: Iterable[Span]) -> str:
    """The words of spans as a page shows them."""
    return showable(" … ".join(text[start:end] for start, end in spans))


def on_one_line(text: str, spans: Iterable[Span]) -> str:
    """The words of spans as the field of a form holds them."""
    return " ".join(quoted(text, spans).split())


def short(words: str, most: int) -> str:
    """The beginning of `words`, up to `most` characters, cut between two words."""
    return words if len(words) <= most else f"{words[: most + 1].rpartition(' ')[0].rstrip(' ,;') or words[:most]} …"


def bare(words: str) -> str:
    """`words` without the quotation marks around them."""
    return words.strip("“”\"‘’' ")


def same_words(one: str, other: str) -> bool:
    """Whether two texts agree, however line ends were sent."""
    return one.replace("\r\n", "\n").replace("\r", "\n").strip() == other.replace("\r\n", "\n").replace("\r", "\n").strip()


def offsets(spans: Iterable[Span]) -> str:
    """Spans as people type them: "37-48, 60-72"."""
    return ", ".join(f"{start}-{end}" for start, end in spans)


def meant(text: str, given: str, spans: Spans) -> Spans:
    """What a field says that was filled with the words of `spans`: those where it was left alone, else as `typed`."""
    near = spans[0][0] if spans else 0
    return spans if " ".join(given.split()) == on_one_line(text, spans) else typed(text, given, near)


def typed(text: str, given: str, near: int = 0) -> Spans:
    """The spans that a person means: offsets ("37-48, 60-72"), or words of the report, "…" between pieces.

    Of words that stand in several places those nearest to `near` are meant. Raises `UsageError` where there are none.
    """
    if _OFFSETS.match(given):
        spans = tuple((int(start), int(end)) for start, end in _PAIR.findall(given))
        if any(not start < end <= len(text) for start, end in spans):
            raise UsageError(f"{given[:60]}: a passage begins before it ends, and the text has {len(text)} characters")
        if not any(text[start:end].strip() for start, end in spans):
            raise UsageError(f"there are no words at {given[:60]}: select them in the text, or type them")
        return merged(spans)
    if len(given) > _LONGEST:
        raise UsageError(f"a passage of more than {_LONGEST:,} characters: give its offsets, for example 37-48")
    found: list[Span] = []
    for part in _BETWEEN.split(given):
        span = _nearest(text, part, found[-1][1] if found else None, near)
        if span is None:
            raise UsageError(f"the words “{part[:60]}” do not stand in this report: copy them from its text")
        found.append(span)
    return merged(tuple(found))


def _nearest(text: str, words: str, after: int | None, near: int) -> Span | None:
    """Where `words` stand, white space and the form of quotation marks aside."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    pattern = r"\s+".join(re.sub('["“”„]', '["“”„]', re.sub("['’‘]", "['’‘]", part)) for part in parts)
    compiled = re.compile(pattern)
    if after is not None:
        found = compiled.search(text, after)
        return found.span() if found else None
    return min((found.span() for found in compiled.finditer(text)), key=lambda span: abs(span[0] - near), default=None)
