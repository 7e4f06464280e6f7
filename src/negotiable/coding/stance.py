"""Which stance a statement takes: the rules in data/stance.yaml, summed over its cue and its content, weighed with its words."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from negotiable.coding.closer import closer
from negotiable.coding.context import Context
from negotiable.coding.leanings import Floats, chances, doubted, mixed, signs
from negotiable.coding.lexicon import read
from negotiable.coding.phrases import Hit, Phrases
from negotiable.terms import Attribution

Scores = defaultdict[str, float]
_DESCRIBES = frozenset(
    ["describe", "described", "describes", "describing", "portrayed", "characterised", "characterized", "depicted"]
)
_FLIP_REACH = 4  # words between a negation and what it turns round, at most


@dataclass(frozen=True, slots=True)
class _Rule:
    entry: str  # which entry of the list: "cues 3"
    stance: str
    weight: float
    subject: str


@dataclass(frozen=True, slots=True)
class _Lists:
    cues: Phrases[_Rule]
    contents: Phrases[_Rule]
    flips: frozenset[str]
    flipped: dict[str, str]
    order: list[str]
    threshold: float
    condition: float
    forecast: float
    otherwise: dict[str, str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    data = read("stance")

    def table(section: str) -> Phrases[_Rule]:
        return Phrases(
            [
                (phrase, _Rule(f"{section} {k}", e["stance"], float(e["weight"]), e.get("subject", "any")))
                for k, e in enumerate(data[section])
                for phrase in e["phrases"]
            ]
        )

    return _Lists(
        table("cues"),
        table("contents"),
        frozenset(data["flips"]),
        data["flipped"],
        data["order"],
        float(data["threshold"]),
        float(data["condition"]),
        float(data["forecast"]),
        data["otherwise"],
    )


def chances_of(context: Context, one: Attribution, condition: str | None) -> Floats:
    """How likely each stance is, in the order of STANCES; `condition`: the kind of conditional that it holds, None for none.

    Where rules and words leave doubt, an encoder takes a closer look.
    """
    found = signs_of(context, one, condition)
    shares = chances(context, one, found)
    weight = doubted(shares)
    return mixed(shares, closer().logits(context, one, found), weight) if weight and one.content else shares


def signs_of(context: Context, one: Attribution, condition: str | None) -> list[float]:
    """What the rules say of the stance, and what else is asked before the words are weighed."""
    lists = _lists()
    scores: Scores = defaultdict(float)
    for _, stance, weight in evidence(context, one):
        scores[stance] += weight
    if condition in ("threat", "offer"):
        scores["conditional"] += lists.condition
    elif condition:
        scores["assessment"] += lists.forecast
    best = min(lists.order, key=lambda name: (-scores[name], lists.order.index(name)))
    return signs(context, one, scores, best if scores[best] >= lists.threshold else lists.otherwise[one.kind], condition)


def evidence(context: Context, one: Attribution) -> list[tuple[str, str, float]]:
    """What was found: the entry of the list, the stance it speaks for, its weight."""
    lists, words = _lists(), context.words
    found = [
        (hit.payload.entry, hit.payload.stance, hit.payload.weight)
        for first, last in words.over(one.cue)
        for hit in lists.cues.find(words.words, first, last)
    ]
    described = one.mode == "speech" and _describes(words.words, words.over(one.cue))
    for number, (first, last) in enumerate(words.over(one.content)):
        if described and number == 0:
            first = next((k + 1 for k in range(first, last - 1) if words.words[k] == "as"), first)
        for hit in lists.contents.find(words.words, first, last):
            if _doer_fits(context, hit, first, one.speaker, opens=number == 0):
                found.append((hit.payload.entry, *_after_negation(words.words, hit, first, lists)))
    seen: set[tuple[str, str]] = set()
    for k, (entry, stance, weight) in enumerate(found):
        if (entry, stance) in seen:
            found[k] = (entry, stance, weight / 2)
        seen.add((entry, stance))
    return found


def _describes(words: list[str], ranges: list[tuple[int, int]]) -> bool:
    """Whether the cue is "described … as": what is said of the thing counts, not its name."""
    return any(words[k] in _DESCRIBES for first, last in ranges for k in range(first, last))


def _doer_fits(context: Context, hit: Hit[_Rule], first: int, speaker: str | None, opens: bool) -> bool:
    """Whether the one who does it is on the side that the rule asks for; a statement without a subject tells of its own side."""
    if hit.payload.subject == "any":
        return True
    side = context.subject_side(hit.first, first, speaker)
    if side is None and opens and hit.first - first < 2:
        side = "own"
    return side == hit.payload.subject


def _after_negation(words: list[str], hit: Hit[_Rule], first: int, lists: _Lists) -> tuple[str, float]:
    rule = hit.payload
    for k in range(hit.first - 1, max(first, hit.first - _FLIP_REACH) - 1, -1):
        if words[k] in ",.;:!?":
            break
        if words[k] in lists.flips:
            return lists.flipped[rule.stance], rule.weight if lists.flipped[rule.stance] != "none" else 0.0
    return rule.stance, rule.weight
