"""Pairs of statements that contradict each other or take opposite sides of one issue, found by summing evidence."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from heapq import heapify, heappop, heappush
from math import exp

from negotiable.coding.context import Context
from negotiable.coding.lexicon import read
from negotiable.coding.sides import Side, Topics, rarity, sides_of
from negotiable.terms import Conflict, Statement
from negotiable.terms.codes import Stance

_PRO, _CONTRA = frozenset(["support", "offer"]), frozenset(["oppose", "refuse"])
_ASK = frozenset(["demand", "conditional"])
_TELLS = frozenset(["assessment", "none"])
WINDOW = 40  # statements apart, at most: keeps long reports linear
_TOPICAL = ("same_issue", "shared_issue", "shared_words", "aimed", "about_one")
_ANSWERING = ("contrast", "denial")
_REPLY = 6  # statements between a charge and its denial, at most

Pair = tuple[int, int]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in read("conflicts")["weights"].items()}


def conflicts_of(context: Context, statements: list[Statement], issues: Topics) -> list[Conflict]:
    """The conflicts of the report: best evidence first cut to a number its length can bear, then in text order."""
    sides = sides_of(context, statements, issues)
    scored = {pair: points for pair, found in compared(context, sides) if (points := score(found)) >= _limit("threshold")}
    kept = _chosen(scored, sides, max(1, round(_limit("most") * len(statements))))
    return [_conflict(context, sides[k], sides[m], _sure(scored[k, m])) for k, m in sorted(kept)]


def _limit(name: str) -> float:
    return float(read("conflicts")[name])


def _sure(points: float) -> float:
    """How likely a person lists a conflict of these two speakers, too."""
    return round(min(_limit("sure_most"), 1 / (1 + exp(-(_limit("sure_from") + _limit("sure_each") * points)))), 3)


def _chosen(scored: dict[Pair, float], sides: list[Side], bearable: int) -> list[Pair]:
    """The pairs with most points; the more often two speakers stand against each other, the less one more pair tells."""
    least, each, repeat = _limit("threshold"), _limit("each"), _limit("repeat")
    kept: list[Pair] = []
    load: Counter[int] = Counter()
    met: Counter[frozenset[str | None]] = Counter()
    waiting = [(-points, pair, 0) for pair, points in scored.items()]
    heapify(waiting)
    while waiting and len(kept) < bearable:
        _, pair, times = heappop(waiting)
        speakers = frozenset(sides[k].statement.speaker for k in pair)
        if met[speakers] > times:
            points = scored[pair] - repeat * met[speakers]
            if points >= least:
                heappush(waiting, (-points, pair, met[speakers]))
        elif max(load[k] for k in pair) < each:
            kept.append(pair)
            load.update(pair)
            met[speakers] += 1
    return kept


def compared(context: Context, sides: list[Side]) -> Iterator[tuple[Pair, dict[str, float]]]:
    """Each pair of sides that can conflict, by their places in `sides`, with its evidence; a long text has hundred thousands."""
    rare = rarity(sides)
    answered, replies = _answered(sides), _replies(sides)
    replying = {m: k for k, m in replies}
    for k, a in enumerate(sides):
        for m, b in enumerate(sides[k + 1 : k + 1 + WINDOW], k + 1):
            if comparable(a, b):
                found = evidence(context, a, b, rare)
                found["refused_nearest"] = float((k, m) in answered)
                found["reply"] = float((k, m) in replies)
                found["reply_elsewhere"] = float(replying.get(m, k) != k)
                if _meet(found):
                    yield (k, m), found


def _meet(found: dict[str, float]) -> bool:
    """Whether two statements have a subject in common, are not both against a third, and neither answers another one."""
    if found["against_both"] and not found["aimed"] and not found["reply"]:
        return False
    if found["reply_elsewhere"]:
        return False
    answered = found["next"] and any(found[name] for name in _ANSWERING)
    return bool(answered) or any(found[name] for name in _TOPICAL)


def _answered(sides: list[Side]) -> set[Pair]:
    """For each refusal, the nearest statement of another side on its main issue that refuses nothing, and the refusal."""
    pairs: set[Pair] = set()
    for k, side in enumerate(sides):
        if side.statement.stance != "refuse" or side.party is None:
            continue
        near = [
            m
            for m in range(max(0, k - WINDOW), min(len(sides), k + WINDOW))
            if m != k
            and sides[m].party not in (None, side.party)
            and side.statement.issue in sides[m].issues
            and sides[m].statement.stance not in _CONTRA
        ]
        if near:
            m = min(near, key=lambda m: abs(m - k))
            pairs.add((min(k, m), max(k, m)))
    return pairs


def _replies(sides: list[Side]) -> set[Pair]:
    """For each denial of what it only points at ("rejected the charge"), the nearest charge or demand of another side."""
    pairs: set[Pair] = set()
    for m, b in enumerate(sides):
        if not (b.answers and (b.denies or b.statement.stance in _CONTRA)):
            continue
        charges = [
            k
            for k in range(max(0, m - _REPLY), m)
            if _others(sides[k], b) and (sides[k].statement.stance in _CONTRA | _ASK or b.party in sides[k].names)
        ]
        if charges:
            accuses = {k: sides[k].statement.stance in _CONTRA | _ASK for k in charges}
            aimed = {k: (b.party is not None and b.party in sides[k].names, accuses[k], k) for k in charges}
            pairs.add((max(charges, key=aimed.__getitem__), m))
    return pairs


def _others(a: Side, b: Side) -> bool:
    return a.party is not None and b.party is not None and a.party != b.party


def comparable(a: Side, b: Side) -> bool:
    """Whether two statements can conflict at all: different speakers, neither a mere report."""
    if a.statement.speaker == b.statement.speaker:
        return False
    if a.statement.speaker is None or b.statement.speaker is None:
        return a.statement.stance not in _TELLS and b.statement.stance not in _TELLS
    if a.statement.stance == b.statement.stance == "none":
        return a.denies or b.denies or _fact_denied(a, b)
    return True


def _fact_denied(a: Side, b: Side) -> bool:
    """One side tells a fact, the other tells nearly the same with a "no"."""
    return a.negated != b.negated and _others(a, b) and len(a.words & b.words) > 1


def evidence(context: Context, a: Side, b: Side, rare: dict[str, float]) -> dict[str, float]:
    """What speaks for a conflict, by name; `a` stands before `b`."""
    one, two = a.statement, b.statement
    stances = frozenset([one.stance, two.stance])
    shared = a.words & b.words
    a_side, b_side = a.party or one.speaker, b.party or two.speaker
    a_at_b, b_at_a = b_side in a.names, a_side in b.names
    opposed = bool(stances & _PRO) and bool(stances & _CONTRA)
    about = bool((a.names & b.names) - {a.party, b.party})
    same = context.same_side(one.speaker, two.speaker)
    same_issue = one.issue is not None and one.issue == two.issue
    distance = abs(b.paragraph - a.paragraph)
    return {
        "answers": float(b.answers and b.number - a.number <= 2 and distance <= 2),
        "next": float(b.number - a.number == 1),
        "same_sentence": float(a.sentence == b.sentence),
        "near": float(distance <= 1),
        "close": float(distance <= 3),
        "far": float(distance > 8),
        "other_side": float(not same and a.party is not None and b.party is not None),
        "same_side": float(same),
        "side_unknown": float(a.party is None or b.party is None),
        "aimed": float(a_at_b or b_at_a),
        "both_aimed": float(a_at_b and b_at_a),
        "about_one": float(about),
        "shared_words": min(sum(rare[w] for w in shared), 3.0),
        "shared_pair": float(not a.pairs.isdisjoint(b.pairs)),
        "same_issue": float(same_issue),
        "shared_issue": float(not a.issues.isdisjoint(b.issues)),
        "opposed": float(opposed),
        "opposed_near": float(opposed and distance <= 3),
        "opposed_both": float(opposed and about and not a.issues.isdisjoint(b.issues)),
        "opposed_about": float(opposed and (about or same_issue)),
        "asked_refused": float(bool(stances & _ASK) and bool(stances & _CONTRA)),
        "asked_offered": float(bool(stances & _ASK) and bool(stances & _PRO)),
        "asked_both": float(stances <= _ASK),
        "against_both": float(stances <= _CONTRA),
        "favour_both": float(stances <= _PRO),
        "charged": float((one.stance in _CONTRA and a_at_b) or (two.stance in _CONTRA and b_at_a)),
        "well_and_ill": float(a.tone * b.tone < 0),
        "fact_denied": float(stances <= _TELLS and _fact_denied(a, b)),
        "refused": float("refuse" in stances),
        "bare": float("none" in stances),
        "denial": float(b.denies or a.denies),
        "contrast": float(b.contrasted),
        "contrast_before": float(a.contrasted),
        "contrast_near": float(b.contrasted and distance <= 1),
    }


def score(found: dict[str, float]) -> float:
    """The points of a pair."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in found.items() if value)


_WORDS: dict[Stance, str] = {
    "support": "approval",
    "oppose": "criticism",
    "demand": "a demand",
    "offer": "an offer",
    "refuse": "a refusal",
    "conditional": "a condition",
    "assessment": "an assessment",
    "none": "an account",
}


def _conflict(context: Context, a: Side, b: Side, sure: float) -> Conflict:
    """`why` in one neutral sentence: what each does, and on which issue."""
    one, two = a.statement, b.statement
    issue = one.issue if one.issue == two.issue else min(a.issues & b.issues, default=None)
    topic = f"on {issue.removeprefix('other: ').replace('-', ' ')}, " if issue else ""
    first, second = (context.actors[s.speaker].name if s.speaker in context.actors else "one speaker" for s in (one, two))
    if b.denies and two.stance in _CONTRA:
        why = f"what {first} says is rejected by {second}"
    elif one.stance == two.stance == "demand":
        why = f"{first} and {second} make different demands"
    elif one.stance == two.stance == "refuse":
        why = f"{first} and {second} both refuse"
    elif one.stance == two.stance == "oppose":
        why = f"{first} and {second} speak against each other"
    elif one.stance == two.stance:
        why = f"{first} and {second} differ"
    else:
        why = f"{_WORDS[one.stance]} by {first} meets {_WORDS[two.stance]} by {second}"
    return Conflict((one.id, two.id), issue or two.issue or one.issue, (topic + why)[0].upper() + (topic + why)[1:], sure)
