"""Links tagged spans: each content to its cue, each cue to its source, by distance and what lies between."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from negotiable.reading.paragraphs import Span
from negotiable.reading.tagger import Tag

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Prof|Jr|Sr|vs|No|Inc|Corp|Co|Ltd|[A-Z]))\.$")

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
_CUE_LIMIT, _SOURCE_LIMIT = 260, 220


@dataclass(slots=True)
class Link:
    """One content with its cue and source; `pieces` are further contents of the same cue, in order."""

    content: Tag
    cue: Tag | None = None
    source: Tag | None = None
    pieces: list[Tag] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the prices look at: ends of sentences and, by role, the tags of the text in order."""

    breaks: list[int]
    tags: dict[str, list[Tag]]


def sentence_breaks(text: str, start: int, end: int) -> list[int]:
    """Positions in text[start:end] where a sentence ends, abbreviations and initials told apart."""
    found = []
    for m in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, m.start() - 6), m.start() + 1):
            found.append(m.start() + 1)
    return found


def link(text: str, tags: list[Tag], paragraphs: list[Span]) -> list[Link]:
    """One Link for each content, in order of the text; cue or source is None where none is near enough."""
    found: list[Link] = []
    starts = [tag.start for tag in tags]
    announced: Link | None = None
    for start, end in paragraphs:
        here = tags[bisect_left(starts, start) : bisect_left(starts, end)]
        links = _paragraph(text, here, sentence_breaks(text, start, end))
        if announced and links and links[0].cue is None and links[0].content.start == start:
            links[0].cue, links[0].source = announced.cue, announced.source
        announced = _announcement(text, here, end)
        found += links
    return found


def _announcement(text: str, here: list[Tag], end: int) -> Link | None:
    """The cue and source of a paragraph that ends in a colon, for the quotation in the next one."""
    cue = here[-1] if here else None
    if cue is None or cue.role == "content" or text[end - 1] != ":":
        return None
    sources = [tag for tag in here if tag.role == "source"]
    return Link(cue, cue if cue.role == "cue" else None, sources[-1] if sources else None)


def sourceless(text: str, cue: Tag) -> bool:
    """Whether the grammatical subject of the cue is not its source: "is expected to", "it seems"."""
    return _SOURCELESS.match(text, cue.start, cue.end) is not None


def _paragraph(text: str, here: list[Tag], breaks: list[int]) -> list[Link]:
    ground = _Ground(breaks, {role: [t for t in here if t.role == role] for role in ("source", "cue", "content")})
    sources = {id(cue): _source_of(text, cue, ground) for cue in ground.tags["cue"]}
    found = []
    for content in ground.tags["content"]:
        cue = _nearest(content, ground, "cue", _CUE_LIMIT)
        source = sources[id(cue)] if cue else _nearest(content, ground, "source", _SOURCE_LIMIT // 2)
        found.append(Link(content, cue, source))
    return found


def _source_of(text: str, cue: Tag, ground: _Ground) -> Tag | None:
    source = _nearest(cue, ground, "source", _SOURCE_LIMIT)
    if source and sourceless(text, cue) and not _BY.search(text[cue.end : source.start] or text[cue.start : cue.end]):
        return None
    return source


def _nearest(tag: Tag, ground: _Ground, role: str, limit: int) -> Tag | None:
    options = ground.tags[role]
    at = bisect_left([t.start for t in options], tag.start)
    best, least = None, float(limit)
    for option in options[max(0, at - 3) : at + 3]:
        price = _price(tag, option, ground, _PRICES[role])
        if price < least:
            best, least = option, price
    return best


def _price(a: Tag, b: Tag, ground: _Ground, prices: dict[str, int]) -> float:
    left, right = (a, b) if a.start <= b.start else (b, a)
    low, high = left.end, right.start
    if high <= low:
        return 0.0
    price = 0.0
    length = high - low
    for role, fee in prices.items():
        for t in ground.tags[role]:
            if t is not a and t is not b and t.start < high and t.end > low:
                price += fee
                length -= min(t.end, high) - max(t.start, low)
    crossed = bisect_right(ground.breaks, high) - bisect_left(ground.breaks, low)
    return price + max(0, length) + _SENTENCE * crossed
