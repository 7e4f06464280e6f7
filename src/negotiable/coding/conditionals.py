"""Finds "if X refuses, Y will …": the condition with its conjunction, the consequence, threat, offer or prediction."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from negotiable.coding.context import Context
from negotiable.coding.lexicon import phrases, read, word_set
from negotiable.coding.phrases import Phrases
from negotiable.terms import Attribution, Conditional, Span
from negotiable.terms.codes import ConditionalKind

_Piece = tuple[int, int, Attribution]
_MARKS = frozenset(",;:-()\"'")
_ALTERNATIVES = frozenset(["or else", "otherwise", "or face", "or risk"])


@dataclass(frozen=True, slots=True)
class _Marker:
    first: int
    last: int
    text: str
    noun: bool


@lru_cache(maxsize=1)
def _markers() -> Phrases[tuple[str, bool]]:
    data = read("conditions")
    return Phrases([(p, (p, False)) for p in data["plain"]] + [(p, (p, True)) for p in data["noun"]])


@lru_cache(maxsize=8)
def _set(name: str) -> frozenset[str]:
    return frozenset(read("conditions")[name])


def conditionals_of(context: Context) -> list[Conditional]:
    """All conditionals of the report in the order of their conditions."""
    pieces = sorted((start, end, one) for one in _by_start(context) for start, end in one.content)
    found: list[Conditional] = []
    words = context.words
    for begin, stop in context.sentences:
        first, last = words.between(begin, stop)
        done = first
        for marker in _in_sentence(words.words, first, last):
            if marker.first < done:
                continue
            at = words.starts[marker.first]
            piece = _piece_at(pieces, at)
            bounds = (max(begin, piece[0]), min(stop, piece[1])) if piece else (begin, stop)
            spans = _clauses(context, marker, bounds, piece)
            if spans is None:
                continue
            condition, consequence = spans
            one = piece[2] if piece else _owner(pieces, consequence)
            kind = _kind(context, one, marker, condition, consequence)
            found.append(Conditional(one.id if one else None, kind, (condition,), (consequence,)))
            done = words.between(*condition)[1]
    return found


def _by_start(context: Context) -> list[Attribution]:
    return [one for one in context.reading.attributions if one.content]


def _piece_at(pieces: list[_Piece], at: int) -> _Piece | None:
    """The shortest piece of content around `at`."""
    around = [p for p in pieces if p[0] <= at < p[1]]
    return min(around, key=lambda p: p[1] - p[0]) if around else None


def _owner(pieces: list[_Piece], span: Span) -> Attribution | None:
    piece = _piece_at(pieces, span[0])
    return piece[2] if piece and piece[1] >= span[1] - 2 else None


def _in_sentence(words: list[str], first: int, last: int) -> Iterator[_Marker]:
    for hit in _markers().find(words, first, last):
        text, noun = hit.payload
        before = words[hit.first - 1] if hit.first > first else ""
        after = words[hit.last] if hit.last < last else ""
        if text == "if" and (before in _set("not_after") or after in _set("not_before")):
            continue
        if text == "should" and not _inverted(words, hit.first, first, last):
            continue
        if text in ("until", "once") and (after in _set("dates") or after[:1].isdigit() or _no_clause(words, hit.last, last)):
            continue
        if text == "until" and not _negative(words, first, last):
            continue
        if text == "once" and not (hit.first == first or before in _MARKS):
            continue
        if text in ("provided", "providing", "assuming") and not (after == "that" or before in _MARKS or hit.first == first):
            continue
        if text == "those who" and not any(w in ("will", "would") for w in words[hit.last : last]):
            continue
        if text in ("rather than", "in case", "any move to", "failing") and not _has_modal(words, first, last):
            continue
        if text in ("otherwise",) and not (before in _MARKS or hit.first == first or before == "or"):
            continue
        yield _Marker(hit.first, hit.last, text, noun)


def _inverted(words: list[str], at: int, first: int, last: int) -> bool:
    """Whether "should" at word `at` opens a clause: "Should talks fail, …"."""
    opens = at == first or words[at - 1] in _MARKS or (at - 1 == first and words[first] in _MARKS)
    return opens and "?" not in words[at:last]


def _no_clause(words: list[str], at: int, last: int) -> bool:
    """Whether what follows is a date or a place in time: no verb in the next few words."""
    tail = words[at : min(last, at + 10)]
    return not any(w in word_set("modals") or w.endswith(("ed", "es", "ts")) for w in tail[1:])


def _negative(words: list[str], first: int, last: int) -> bool:
    return any(w in _set("denying") for w in words[first:last])


def _has_modal(words: list[str], first: int, last: int) -> bool:
    return any(w in ("will", "would", "could", "may", "might", "can") for w in words[first:last])


def _clauses(context: Context, marker: _Marker, bounds: Span, piece: _Piece | None) -> tuple[Span, Span] | None:
    """Condition and consequence inside `bounds`, the consequence in the next sentence of the quotation if need be."""
    words = context.words
    first, last = words.between(*bounds)
    if marker.text in _ALTERNATIVES:
        return _alternative(context, marker, first, last)
    opening = marker.first
    while opening > first and words.words[opening - 1] in ("even", "only", "but", "and", "so", "then", *_MARKS):
        opening -= 1
    if opening <= first or (words.words[marker.first - 1] in _MARKS and _consequence_after(words.words, marker, last)):
        cut = _consequence_after(words.words, marker, last)
        if cut:
            stop = cut - 1 if words.words[cut - 1] == "," else cut
            return _span(context, marker.first, stop), _span(context, cut, last)
        if opening <= first:
            return _after_break(context, marker, last, piece)
    begin = _clause_start(words.words, marker.first, first)
    stop = _condition_end(words.words, marker, last)
    before, after = _span(context, begin, marker.first), _span(context, marker.first, stop)
    return (after, before) if before[1] - before[0] > 3 else None


def _alternative(context: Context, marker: _Marker, first: int, last: int) -> tuple[Span, Span] | None:
    """ "open the road or face strikes": what is asked is the condition, the rest the consequence."""
    words = context.words.words
    begin = _clause_start(words, marker.first, first)
    follows = marker.last if marker.text in ("or else", "otherwise") and marker.last < last - 1 else marker.first + 1
    if marker.first - begin < 1 or last - follows < 1:
        return None
    return _span(context, begin, marker.first), _span(context, follows, last)


def _consequence_after(words: list[str], marker: _Marker, last: int) -> int:
    """The word that opens the main clause after a condition that came first; 0 if there is none."""
    if marker.text in ("anyone who", "no one who", "those who", "whoever", "any country that", "any country which", "any move to",
                       "failure to"):
        return next((k for k in range(marker.last + 1, last) if words[k] in ("will", "would", "should", "must")), 0)
    modals, joins = word_set("modals"), word_set("joins")
    for k in range(marker.last + 1, last - 1):
        if words[k] == "then" and k - marker.last > 1:
            return k
        if words[k] in ",-" and words[k + 1] not in joins and any(w in modals or w == "get" for w in words[k + 1 : k + 14]):
            return k + 1
    return 0


def _clause_start(words: list[str], at: int, first: int) -> int:
    for k in range(at - 2, first, -1):
        if words[k] in (";", ":", ".", "?", "!"):
            return k + 1
        if words[k] == "that" and words[k - 1] in _set("telling"):
            return k + 1
        if words[k] in ("but", "because") and at - k > 6:
            return k + 1
        if words[k] == "," and words[k + 1] in ("and", "but", "saying", "adding") and at - k > 8:
            return k + 2
    return first


def _condition_end(words: list[str], marker: _Marker, last: int) -> int:
    for k in range(marker.last + 2, last):
        if words[k] in ";.?!" or (words[k] in (",", '"') and k + 1 < last and words[k + 1] in _set("breaks")):
            return k
    return last


def _after_break(context: Context, marker: _Marker, last: int, piece: _Piece | None) -> tuple[Span, Span] | None:
    """ "If they refuse," she said, "we leave.": the consequence in the next piece of the same quotation."""
    if piece is None:
        return None
    one = piece[2]
    later = [s for other in context.reading.attributions if other.id == one.id or other.continues == one.id
             for s in other.content if s[0] >= piece[1]]
    if not later or min(later)[0] - piece[1] > 120:
        return None
    start, end = min(later)
    stop = min(end, context.sentence(start)[1])
    return _span(context, marker.first, last), (start, stop)


def _span(context: Context, first: int, last: int) -> Span:
    words = context.words
    while last > first and words.words[last - 1] in _MARKS | {".", "?", "!"}:
        last -= 1
    while first < last and words.words[first] in _MARKS:
        first += 1
    return (words.starts[first], words.ends[last - 1]) if first < last else (0, 0)


def _kind(context: Context, one: Attribution | None, marker: _Marker, condition: Span, consequence: Span) -> ConditionalKind:
    """threat, offer, or prediction where the consequence is nobody's own doing."""
    words = context.words
    if marker.text in ("in return for", "in exchange for"):
        return "offer"
    if _starts(words.words, words.over(one.cue) if one else [], ("threat", "ultimatum")) or marker.text in ("or else", "or face"):
        return "threat"
    first, last = words.between(*consequence)
    found = [hit.payload for hit in phrases("conditions", "kinds").find(words.words, first, last)]
    adverse = marker.text == "unless" or _adverse(words.words, *words.between(*condition))
    own = one is not None and any(context.side_at(k, one.speaker) == "own" for k in range(first, last))
    threats, offers = found.count("threat") + adverse, found.count("offer") + (not adverse)
    if one is None:
        return "threat" if adverse and found.count("threat") > 1 else "prediction"
    if own and offers >= threats and "offer" in found:
        return "offer"
    if "threat" in found and (own or adverse or _starts(words.words, words.over(one.cue), ("warn",))):
        return "threat"
    return "threat" if own and adverse else "prediction"


def _adverse(words: list[str], first: int, last: int) -> bool:
    """Whether the condition is that someone refuses, fails or does wrong."""
    return any(w in _set("adverse") or w.startswith(("refus", "reject", "fail", "violat", "attack")) for w in words[first:last])


def _starts(words: list[str], ranges: list[tuple[int, int]], stems: tuple[str, ...]) -> bool:
    return any(words[k].startswith(stems) for first, last in ranges for k in range(first, last))
