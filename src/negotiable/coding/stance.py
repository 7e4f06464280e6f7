"""Which stance a statement takes: the weights in data/stance.yaml, summed over its cue and its content."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from negotiable.coding.context import Context
from negotiable.coding.lexicon import read
from negotiable.coding.phrases import Hit, Phrases
from negotiable.terms import Attribution
from negotiable.terms.codes import Stance

Scores = defaultdict[str, float]
_FLIP_REACH = 3  # words between a negation and what it turns round, at most
_CONDITION = 3.0  # what an if, unless or or-else of the speaker's own side weighs


@dataclass(frozen=True, slots=True)
class _Rule:
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


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    data = read("stance")

    def table(section: str) -> Phrases[_Rule]:
        return Phrases([(phrase, _Rule(e["stance"], float(e["weight"]), e.get("subject", "any")))
                        for e in data[section] for phrase in e["phrases"]])

    return _Lists(table("cues"), table("contents"), frozenset(data["flips"]), data["flipped"], data["order"],
                  float(data["threshold"]))


def stance_of(context: Context, one: Attribution, condition: str | None) -> Stance:
    """The stance of one attribution; `condition`: the kind of conditional that it holds, None for none."""
    scores = weigh(context, one)
    if condition in ("threat", "offer"):
        scores["conditional"] += _CONDITION
    return decide(scores)


def decide(scores: Scores) -> Stance:
    """The stance with the highest sum, "none" below the threshold."""
    lists = _lists()
    best = min(lists.order, key=lambda name: (-scores[name], lists.order.index(name)))
    return cast(Stance, best if scores[best] >= lists.threshold else "none")


def weigh(context: Context, one: Attribution) -> Scores:
    """The sums of the weights, by stance."""
    lists = _lists()
    scores: Scores = defaultdict(float)
    words = context.words
    for first, last in words.over(one.cue):
        for hit in lists.cues.find(words.words, first, last):
            scores[hit.payload.stance] += hit.payload.weight
    begin = words.between(one.content[0][0], one.content[0][1])[0] if one.content else 0
    seen: set[str] = set()
    for first, last in words.over(one.content):
        for hit in lists.contents.find(words.words, first, last):
            rule = hit.payload
            if rule.subject != "any":
                side = context.subject_side(hit.first, first, one.speaker)
                if side is None:
                    side = "own" if hit.first - begin < 2 else None
                if side != rule.subject:
                    continue
            stance, weight = _after_negation(words.words, hit, first, lists)
            key = f"{stance} {weight}"
            scores[stance] += weight if key not in seen else weight / 2
            seen.add(key)
    return scores


def _after_negation(words: list[str], hit: Hit[_Rule], first: int, lists: _Lists) -> tuple[str, float]:
    rule = hit.payload
    for k in range(hit.first - 1, max(first, hit.first - _FLIP_REACH) - 1, -1):
        if words[k] in ",.;:!?":
            break
        if words[k] in lists.flips:
            return lists.flipped[rule.stance], rule.weight if lists.flipped[rule.stance] != "none" else 0.0
    return rule.stance, rule.weight
