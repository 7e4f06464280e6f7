"""Links each content to its cue and its source: where the encoder points, and what lies between."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from math import log

from negotiable.reading.encoder.decoding import Tag
from negotiable.reading.text.paragraphs import Span
from negotiable.reading.text.sentences import sentence_breaks

# Cues whose subject is not the source: passives ("is expected to") and appearances ("it seems").
_SOURCELESS = re.compile(
    r"(?:(?:has|have|had|can|could|would|will|may|might|also|long|often|widely|not|once|repeatedly|sometimes|to)\s+)*"
    r"(?:(?:is|are|was|were|be|been|being|[’']s)\s+(?:\w+ly\s+|not\s+|also\s+|long\s+|often\s+|once\s+|ever\s+|never\s+)*"
    r"(?!worried|concerned|convinced|opposed|committed|interested|prepared|determined|pleased|surprised|disappointed|satisfied)"
    r"(?:\w+ed|known|seen|told|thought|said|held|given|taken|made|found|shown|written|drawn|meant|understood)\b"
    r"|(?:seem|appear)(?:s|ed)?\b|(?:expected|known|seen|so-called|reportedly|alleged(?:ly)?)\b|it\s+(?:is|was|seem|appear))",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s*$|^\s*by\b", re.IGNORECASE)

# Prices, in characters of distance, of what lies between two spans, by the role that is looked for. Tuned on PolNeAR dev.
_SENTENCE = 60
_PRICES = {"cue": {"content": 25, "cue": 40, "source": 5}, "source": {"content": 25, "cue": 40, "source": 60}}
_LIMIT = {"cue": 260, "source": 220}
_TRUST = {"cue": 5.0, "source": 45.0}  # characters that one unit of log probability of the pointer is worth
_LEAST = 0.01
_SURE = 0.8  # a source that the pointer is this sure of is taken, whatever lies between
_LIKELY = 0.6  # ... or kept, though the cue is a passive


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the prices look at: ends of sentences and, by role, the spans of one paragraph, in order and as a set."""

    breaks: list[int]
    spans: dict[str, list[Span]]
    known: dict[str, set[Span]]


def link(text: str, tags: list[Tag], paragraphs: list[Span]) -> list[Tag]:
    """The contents of `tags` in order, each with its cue and source, None where there is none."""
    found: list[Tag] = []
    starts = [tag.start for tag in tags]
    announced: tuple[Span | None, Span | None] = None, None
    for start, end in paragraphs:
        here = tags[bisect_left(starts, start) : bisect_left(starts, end)]
        links = _paragraph(text, here, sentence_breaks(text, start, end))
        if announced[0] and links and links[0].cue is None and links[0].start == start:
            links[0] = replace(links[0], cue=announced[0], source=announced[1], linked=0.9)
        announced = _announcement(text, here, end)
        found += links
    return found


def sourceless(text: str, cue: Span) -> bool:
    """Whether the grammatical subject of the cue is not its source: "is expected to", "it seems"."""
    return _SOURCELESS.match(text, *cue) is not None


def _announcement(text: str, here: list[Tag], end: int) -> tuple[Span | None, Span | None]:
    """The cue and source of a paragraph that ends in a colon, for the quotation in the next one."""
    if not here or here[-1].role != "cue" or text[end - 1] != ":":
        return None, None
    sources = [(tag.start, tag.end) for tag in here if tag.role == "source"]
    return (here[-1].start, here[-1].end), sources[-1] if sources else None


def _paragraph(text: str, here: list[Tag], breaks: list[int]) -> list[Tag]:
    contents = [tag for tag in here if tag.role in ("content", "quotation")]
    spans = {role: [(tag.start, tag.end) for tag in here if tag.role == role] for role in ("source", "cue")}
    spans["content"] = [(tag.start, tag.end) for tag in contents]
    ground = _Ground(breaks, spans, {role: set(listed) for role, listed in spans.items()})
    found = []
    for tag in contents:
        cue = _nearest((tag.start, tag.end), "cue", tag, ground)
        source = _nearest(cue or (tag.start, tag.end), "source", tag, ground)
        top = max(tag.sources, key=lambda span: tag.sources[span], default=None)
        if top and top != source and tag.sources[top] > _SURE:
            source, cue = top, _nearest(top, "cue", tag, ground)
        passive = cue is not None and source is not None and sourceless(text, cue) and not _by(text, cue, source)
        if passive and tag.sources.get(source, 0.0) < _LIKELY:
            source = None
        found.append(replace(tag, cue=cue, source=source, linked=tag.sources.get(source, _LEAST)))
    return found


def _by(text: str, cue: Span, source: Span) -> bool:
    """Whether "by" leads from a passive cue to its source."""
    return _BY.search(text[cue[1] : source[0]] or text[cue[0] : cue[1]]) is not None


def _nearest(place: Span, role: str, tag: Tag, ground: _Ground) -> Span | None:
    """The span of `role` that is cheapest to reach from `place` for the content `tag`; None if none is worth it."""
    pointed = tag.cues if role == "cue" else tag.sources
    options = ground.spans[role]
    at = bisect_left(options, place)
    near = {*options[max(0, at - 3) : at + 3], *(span for span in pointed if span and span not in ground.known[role])}
    best: Span | None = None
    least = _LIMIT[role] - _TRUST[role] * log(pointed.get(None, _LEAST) + _LEAST)
    for option in sorted(near):
        price = _price(place, option, ground, _PRICES[role]) - _TRUST[role] * log(pointed.get(option, 0.0) + _LEAST)
        if price < least:
            best, least = option, price
    return best


def _price(a: Span, b: Span, ground: _Ground, prices: dict[str, int]) -> float:
    left, right = sorted((a, b))
    low, high = left[1], right[0]
    if high <= low:
        return 0.0
    price = 0.0
    length = high - low
    for role, fee in prices.items():
        spans = ground.spans[role]
        for at in range(max(0, bisect_left(spans, (low, low)) - 1), bisect_left(spans, (high, high))):
            start, end = spans[at]
            if end > low and (start, end) not in (a, b):
                price += fee
                length -= min(end, high) - max(start, low)
    crossed = bisect_right(ground.breaks, high) - bisect_left(ground.breaks, low)
    return price + max(0, length) + _SENTENCE * crossed
