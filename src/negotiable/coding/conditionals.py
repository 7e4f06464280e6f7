"""Finds "if X refuses, Y will …": the condition with its conjunction, the consequence, threat, offer or prediction."""

from bisect import bisect_right

from negotiable.coding.context import Context
from negotiable.coding.lexicon import phrases, word_set
from negotiable.coding.markers import MARKS, REACH, Marker, conditions, markers_in
from negotiable.coding.phrases import Words
from negotiable.terms import Attribution, Conditional, Span
from negotiable.terms.codes import ConditionalKind

_CLAUSE = 4  # words that a clause has, at least
_BREAK = 120  # code points between two pieces of one quotation, at most
_Piece = tuple[int, int, Attribution]


def conditionals_of(context: Context) -> list[Conditional]:
    """All conditionals of the report in the order of their conditions."""
    pieces = _Pieces(context)
    found: list[Conditional] = []
    words = context.words
    for begin, stop in context.sentences:
        first, last = words.between(begin, stop)
        done = first
        for marker in markers_in(words.words, first, last):
            if marker.first < done:
                continue
            at = words.starts[marker.first]
            piece = pieces.around(at)
            if piece is None and marker.text in conditions("told"):
                continue  # the reporter tells what was done, and when
            bounds = (max(begin, piece[0]), min(stop, piece[1])) if piece else (begin, stop)
            spans = _clauses(context, pieces, marker, bounds, piece)
            if spans is None or spans[0][0] >= spans[0][1] or spans[1][0] >= spans[1][1]:
                continue
            condition, consequence = spans
            one = piece[2] if piece else pieces.owner(consequence)
            kind = _kind(context, one, marker, condition, consequence)
            found.append(Conditional(one.id if one else None, kind, (condition,), (consequence,)))
            done = words.between(*condition)[1]
    return found


class _Pieces:
    """The passages of content of a report, asked by place."""

    def __init__(self, context: Context) -> None:
        told = context.reading.attributions
        self._all: list[_Piece] = sorted(((a, b, one) for one in told for a, b in one.content), key=lambda p: p[:2])
        self._starts = [start for start, _, _ in self._all]
        self._next: dict[str, list[Span]] = {}
        for start, end, one in self._all:
            for key in {one.id, one.continues or one.id}:
                self._next.setdefault(key, []).append((start, end))

    def around(self, at: int) -> _Piece | None:
        """The shortest passage around the code point `at`; looks at the few that begin last before it."""
        k = bisect_right(self._starts, at)
        holding = [p for p in self._all[max(0, k - 6) : k] if at < p[1]]
        return min(holding, key=lambda p: p[1] - p[0]) if holding else None

    def owner(self, span: Span) -> Attribution | None:
        """Who says all of `span`."""
        piece = self.around(span[0])
        return piece[2] if piece and piece[1] >= span[1] - 2 else None

    def after(self, piece: _Piece) -> Span | None:
        """The next passage of the same quotation, if it follows closely."""
        following = next((s for s in self._next[piece[2].id] if s[0] >= piece[1]), None)
        return following if following and following[0] - piece[1] <= _BREAK else None


def _clauses(context: Context, pieces: _Pieces, marker: Marker, bounds: Span, piece: _Piece | None) -> tuple[Span, Span] | None:
    """Condition and consequence inside `bounds`, the consequence in the next sentence of the quotation if need be."""
    words = context.words
    first, last = words.between(*bounds)
    first, last = max(first, marker.first - REACH), min(last, marker.last + REACH)
    if marker.text.startswith("or ") or marker.text == "otherwise":
        return _alternative(context, marker, first, last)
    opening = marker.first
    trails = marker.text in conditions("trailing") and marker.first - first > _CLAUSE
    while not trails and opening > first and words.words[opening - 1] in conditions("leads"):
        opening -= 1
    if opening < marker.first or opening <= first:
        cut = _consequence_after(words, marker, last)
        if cut:
            stop = cut - 1 if words.words[cut - 1] in (",", "-") else cut
            return _span(context, marker.first, stop), _span(context, cut, _consequence_end(words.words, cut, last))
        if opening <= first:
            return _after_break(context, pieces, marker, last, piece)
    begin = _clause_start(words.words, marker.first, first)
    stop = _condition_end(words.words, marker, last)
    before, after = _span(context, begin, marker.first), _span(context, marker.first, stop)
    return (after, before) if before[1] - before[0] > 3 else None


def _consequence_end(words: list[str], first: int, last: int) -> int:
    """The main clause without what is only added to it."""
    for k in range(first + 4, last - 1):
        if words[k] in ",;-" and words[k + 1] in ("which", "who", "where", "although", "though", "but", "said", "he", "she"):
            return k
    return last


def _alternative(context: Context, marker: Marker, first: int, last: int) -> tuple[Span, Span] | None:
    """ "open the road or face strikes": what is asked is the condition, the rest the consequence."""
    words = context.words.words
    begin = _clause_start(words, marker.first, first)
    follows = marker.last if marker.text in ("or else", "otherwise") and marker.last < last - 1 else marker.first + 1
    if marker.first - begin < 1 or last - follows < 1:
        return None
    return _span(context, begin, marker.first), _span(context, follows, last)


def _consequence_after(laid: Words, marker: Marker, last: int) -> int:
    """The word that opens the main clause after a condition that came first; 0 if there is none."""
    words = laid.words
    if marker.text in conditions("relative"):
        return next((k for k in range(marker.last + 1, last) if words[k] in conditions("follows")), 0)
    modals, joins = word_set("modals"), word_set("joins")
    if words[marker.last : marker.last + 1] in (["not"], ["so"]) and marker.text == "if":
        return marker.last + 1 + (words[marker.last + 1 : marker.last + 2] == [","])
    for k in range(marker.last + (not marker.noun), last - 1):
        if words[k] == "then" and k - marker.last > 1:
            return k
        follows = words[k + 1 : min(last, k + 14)]
        if (
            (words[k] == "," or (words[k] == "-" and laid.starts[k] > laid.ends[k - 1]))
            and words[k + 1] not in joins
            and any(w in modals or w == "get" for w in follows)
        ):
            return k + 1
        if words[k - 1 : k + 1] == [".", "."] and words[k + 1] != ".":  # "if they do not move... we will"
            return k + 1
    begin = marker.last + 2
    return next((k + 1 for k in range(begin, last - 2) if words[k] == "," and words[k + 1] in conditions("openers")), 0)


def _clause_start(words: list[str], at: int, first: int) -> int:
    for k in range(at - 2, first, -1):
        if words[k] in (";", ":", ".", "?", "!"):
            return k + 1
        if words[k] == "that" and words[k - 1] in conditions("telling"):
            return k + 1
        if words[k : k + 2] == ["whether", "to"]:
            return k + 2
        if words[k] in ("but", "because") and at - k > 6:
            return k + 1
        if words[k] == "," and words[k + 1] in ("and", "but", "saying", "adding") and at - k > 8:
            return k + 2
        if at - k > 16 and words[k] in ("that", "whether", "to", ","):
            return k + 1
    return first


def _condition_end(words: list[str], marker: Marker, last: int) -> int:
    if words[marker.last : marker.last + 1] and words[marker.last].endswith("ed"):  # "a plan that, if approved in May, would …"
        modal = next((k for k in range(marker.last + 1, last) if words[k] in ("can", "could", "will", "would")), last)
        last = modal
    for k in range(marker.last + 2, last):
        if words[k] in ";.?!":
            return k
        if words[k] in (",", '"') and k + 1 < last and words[k + 1] in conditions("breaks"):
            return k
    return last


def _after_break(context: Context, pieces: _Pieces, marker: Marker, last: int, piece: _Piece | None) -> tuple[Span, Span] | None:
    """ "If they refuse," she said, "we leave.": the consequence in the next piece of the same quotation.

    "We stay. Provided that they pay.": in the sentence before.
    """
    if piece is None:
        return None
    condition = _span(context, marker.first, last)
    following = pieces.after(piece)
    if following:
        return condition, (following[0], min(following[1], context.sentence(following[0])[1]))
    begin = context.sentence(condition[0])[0]
    if begin - 2 > piece[0]:
        before = context.sentence(begin - 2)
        return condition, _span(context, *context.words.between(max(before[0], piece[0]), before[1]))
    return None


def _span(context: Context, first: int, last: int) -> Span:
    words = context.words
    while last > first and words.words[last - 1] in MARKS | {".", "?", "!"}:
        last -= 1
    while first < last and words.words[first] in MARKS:
        first += 1
    return (words.starts[first], words.ends[last - 1]) if first < last else (0, 0)


def _kind(context: Context, one: Attribution | None, marker: Marker, condition: Span, consequence: Span) -> ConditionalKind:
    """threat, offer, or prediction where the consequence is nobody's own doing."""
    words = context.words
    if marker.text in ("in return for", "in exchange for"):
        return "offer"
    if _starts(words.words, words.over(one.cue) if one else [], ("threat", "ultimatum")) or marker.text in ("or else", "or face"):
        return "threat"
    first, last = words.between(*consequence)
    found = [hit.payload for hit in phrases("conditions", "kinds").find(words.words, first, last)]
    begin, end = words.between(*condition)
    adverse = marker.text == "unless" or _adverse(words.words, begin, end)
    if "offer" in found and marker.text.startswith(("on condition", "on the condition", "provided")):
        return "offer"
    if one is None:
        return "prediction"
    own = any(context.side_at(k, one.speaker) == "own" for k in range(first, last))
    known = context.party(one.speaker) is not None
    if known and _wants(words.words, begin, end) and any(w in conditions("obliging") for w in words.words[first:last]):
        return "threat"  # "if they want quiet, they have to pay"
    if known and marker.text in conditions("relative") and marker.text != "failure to":
        return "threat"  # "those who refuse will be prosecuted"
    if "offer" in found and not adverse and "measure" not in found and found.count("offer") >= found.count("threat"):
        return "offer"
    if not known:
        return "threat" if adverse and own else "prediction"
    if marker.text in ("until", "no one who") and _negative(words.words, first, last):
        return "threat"  # "no talks until they leave"
    whose = {context.side_at(k, one.speaker) for k in range(begin, min(end, begin + 4))}
    if words.words[begin : begin + 2][-1:] in (["we"], ["i"]) and "measure" not in found:
        return "prediction"  # "if we lose our name, nobody will trade"
    if phrases("conditions", "shared").find(words.words, begin, end) and not _own_doing(context, one, first, last):
        return "prediction"  # "if there is no deal, prices will rise"
    announced = own or words.words[first] == "there" or "measure" in found
    if (adverse and announced) or ("threat" in found and (adverse or own)) or ("measure" in found and "other" in whose):
        return "threat"
    return "prediction"


def _own_doing(context: Context, one: Attribution, first: int, last: int) -> bool:
    """Whether the speaker's side is the one who does what follows."""
    return any(context.side_at(k, one.speaker) == "own" for k in range(first, min(last, first + 3)))


def _negative(words: list[str], first: int, last: int) -> bool:
    return any(words[k] in conditions("denying") - {"will", "would"} for k in range(max(0, first - 1), last))


def _wants(words: list[str], first: int, last: int) -> bool:
    return any(w in ("want", "wants", "wish", "wishes") for w in words[first:last])


def _adverse(words: list[str], first: int, last: int) -> bool:
    """Whether the condition is that someone refuses, fails or does wrong."""
    stems = ("refus", "reject", "fail", "violat", "attack")
    return any(w in conditions("adverse") or w.startswith(stems) for w in words[first:last])


def _starts(words: list[str], ranges: list[tuple[int, int]], stems: tuple[str, ...]) -> bool:
    return any(words[k].startswith(stems) for first, last in ranges for k in range(first, last))
