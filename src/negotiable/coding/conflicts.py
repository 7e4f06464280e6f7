"""Pairs of statements that contradict each other or take opposite sides of one issue, found by summing evidence."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log

from negotiable.coding.context import Context
from negotiable.coding.issue import Issues
from negotiable.coding.lexicon import read, word_set
from negotiable.coding.phrases import Phrases
from negotiable.terms import Conflict, Statement
from negotiable.terms.codes import Stance

_PRO, _CONTRA = frozenset(["support", "offer"]), frozenset(["oppose", "refuse"])
_ASK = frozenset(["demand", "conditional"])
_WINDOW = 40  # statements apart, at most: keeps long reports linear


@dataclass(frozen=True, slots=True)
class Side:
    """A statement as the rules for conflicts see it."""

    statement: Statement
    party: str | None
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    issues: frozenset[str]
    paragraph: int
    denies: bool
    contrasted: bool
    answers: bool  # short, and points at what was said before: "this", "the claim"
    sentence: int  # where its sentence begins
    number: int  # among the statements of the report


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {name: float(value) for name, value in read("conflicts")["weights"].items()}


@lru_cache(maxsize=4)
def _phrases(section: str) -> Phrases[str]:
    return Phrases([(phrase, section) for phrase in read("conflicts")[section]])


def conflicts_of(context: Context, statements: list[Statement], issues: Issues) -> list[Conflict]:
    """The conflicts of the report: best evidence first cut to a number its length can bear, then in text order."""
    sides = [side for k, s in enumerate(statements) if (side := _side(context, s, issues, k)) is not None]
    rare = _rarity(sides)
    answered = _answered(sides)
    scored = [
        (score(evidence(context, a, b, rare) | {"refused_nearest": float((k, m) in answered)}), k, m)
        for k, a in enumerate(sides)
        for m, b in enumerate(sides[k + 1 : k + 1 + _WINDOW], k + 1)
        if comparable(a, b)
    ]
    least, strong, most, most_strong, each = (
        float(read("conflicts")[name]) for name in ("threshold", "strong", "most", "most_strong", "each")
    )
    kept: list[tuple[int, int]] = []
    load: Counter[int] = Counter()
    for points, k, m in sorted(scored, key=lambda t: (-t[0], t[1], t[2])):
        bearable = max(1, round((most_strong if points >= strong else most) * len(statements)))
        if points < least or len(kept) >= bearable:
            break
        if load[k] < each and load[m] < each:
            kept.append((k, m))
            load.update((k, m))
    return [_conflict(context, sides[k], sides[m]) for k, m in sorted(kept)]


def _side(context: Context, s: Statement, issues: Issues, number: int) -> Side | None:
    if s.speaker is None or s.continues is not None or not s.content:
        return None
    words = context.words
    found: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    points = False
    for first, last in words.over(s.content):
        points = points or any(w in word_set("answering") for w in words.words[first : min(last, first + 4)])
        before = ""
        for word in words.words[first:last]:
            telling = word.isalpha() and len(word) > 2 and word not in word_set("stop")
            stem = _stem(word) if telling else ""
            if stem:
                found.add(stem)
                if before:
                    pairs.add((before, stem))
            before = stem
    names = {context.party(actor) or actor for start, end in s.content for _, _, actor in context.named_in(start, end)}
    if s.target:
        names.add(context.party(s.target) or s.target)
    start = min(span[0] for spans in (s.source, s.cue, s.content) for span in spans)
    sentence = words.between(*context.sentence(start))
    opening = (sentence[0], min(sentence[0] + 12, sentence[1]))
    denies = any(_phrases("denials").find(words.words, first, last) for first, last in words.over(s.cue))
    contrasted = bool(_phrases("contrasts").find(words.words, *opening))
    paragraph = context.paragraph_number(start)
    return Side(
        s,
        context.party(s.speaker),
        frozenset(found),
        frozenset(pairs),
        frozenset(names),
        issues.touched(s),
        paragraph,
        denies,
        contrasted,
        points and len(found) <= 5,
        context.sentence(start)[0],
        number,
    )


def _answered(sides: list[Side]) -> set[tuple[int, int]]:
    """For each refusal, the nearest statement of another side on its main issue that refuses nothing, and the refusal."""
    pairs: set[tuple[int, int]] = set()
    for k, side in enumerate(sides):
        if side.statement.stance != "refuse" or side.party is None:
            continue
        near = [
            m
            for m in range(max(0, k - _WINDOW), min(len(sides), k + _WINDOW))
            if m != k
            and sides[m].party not in (None, side.party)
            and side.statement.issue in sides[m].issues
            and sides[m].statement.stance not in _CONTRA
        ]
        if near:
            m = min(near, key=lambda m: abs(m - k))
            pairs.add((min(k, m), max(k, m)))
    return pairs


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ions", "ion", "ies", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _rarity(sides: list[Side]) -> dict[str, float]:
    """What sharing a word tells: 1 for a word of two statements, less the more statements have it."""
    counts = Counter(word for side in sides for word in side.words)
    total = max(4, len(sides))
    return {word: max(0.0, log(total / n) / log(total / 2)) for word, n in counts.items()}


def comparable(a: Side, b: Side) -> bool:
    """Whether two statements can conflict at all: different speakers, neither a mere report."""
    if a.statement.speaker == b.statement.speaker:
        return False
    return not (a.statement.stance == b.statement.stance == "none" and not (a.denies or b.denies))


def evidence(context: Context, a: Side, b: Side, rare: dict[str, float]) -> dict[str, float]:
    """What speaks for a conflict, by name; `a` stands before `b`."""
    one, two = a.statement, b.statement
    stances = {one.stance, two.stance}
    shared = sum(rare[w] for w in a.words & b.words)
    a_at_b, b_at_a = (b.party or two.speaker) in a.names, (a.party or one.speaker) in b.names
    opposed = bool(stances & _PRO) and bool(stances & _CONTRA)
    about = bool((a.names & b.names) - {a.party, b.party})
    same = context.same_side(one.speaker, two.speaker)
    distance = abs(b.paragraph - a.paragraph)
    return {
        "shared_pair": float(bool(a.pairs & b.pairs)),
        "answers": float(b.answers and b.number - a.number <= 2 and distance <= 2),
        "next": float(b.number - a.number == 1),
        "same_issue": float(one.issue is not None and one.issue == two.issue),
        "shared_words": min(shared, 3.0),
        "shared_issue": float(bool(a.issues & b.issues)),
        "opposed": float(opposed),
        "about_one": float(about),
        "opposed_about": float(opposed and (about or a.statement.issue == b.statement.issue)),
        "opposed_both": float(opposed and about and bool(a.issues & b.issues)),
        "opposed_near": float(opposed and distance <= 3),
        "asked_refused": float(bool(stances & _ASK) and bool(stances & _CONTRA)),
        "asked_both": float(one.stance in _ASK and two.stance in _ASK),
        "asked_offered": float(bool(stances & _ASK) and bool(stances & _PRO)),
        "against_both": float(one.stance in _CONTRA and two.stance in _CONTRA),
        "bare": float("none" in stances),
        "refused": float("refuse" in stances),
        "denial": float(b.denies or a.denies),
        "aimed": float(a_at_b or b_at_a),
        "both_aimed": float(a_at_b and b_at_a),
        "other_side": float(not same and a.party is not None and b.party is not None),
        "same_side": float(same),
        "same_sentence": float(a.sentence == b.sentence),
        "near": float(distance <= 1),
        "close": float(distance <= 3),
        "far": float(distance > 8),
        "contrast": float(b.contrasted),
        "contrast_near": float(b.contrasted and distance <= 1),
    }


def score(found: dict[str, float]) -> float:
    """The points of a pair."""
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


_DOES: dict[Stance, str] = {
    "support": "speaks in favour",
    "oppose": "speaks against",
    "demand": "makes a demand",
    "offer": "is ready to act",
    "refuse": "refuses",
    "conditional": "sets a condition",
    "assessment": "gives an assessment",
    "none": "gives an account",
}


def _conflict(context: Context, a: Side, b: Side) -> Conflict:
    """`why` in one neutral sentence: what each does, and on which issue."""
    one, two = a.statement, b.statement
    issue = one.issue if one.issue == two.issue else min(a.issues & b.issues, default=None)
    topic = f"on {issue.removeprefix('other: ').replace('-', ' ')}, " if issue else ""
    first, second = (context.actors[s.speaker].name if s.speaker in context.actors else "one speaker" for s in (one, two))
    if b.denies and two.stance in _CONTRA:
        why = f"{second} rejects what {first} says"
    elif one.stance == two.stance == "demand":
        why = f"{first} and {second} make different demands"
    elif one.stance == two.stance == "refuse":
        why = f"{first} and {second} both refuse"
    elif one.stance == two.stance == "oppose":
        why = f"{first} and {second} speak against each other"
    elif one.stance == two.stance:
        why = f"{first} and {second} differ"
    else:
        why = f"{first} {_DOES[one.stance]} and {second} {_DOES[two.stance]}"
    return Conflict((one.id, two.id), issue or two.issue or one.issue, (topic + why)[0].upper() + (topic + why)[1:])
