"""Where a condition begins: "if", "unless", "in return for", and the look-alikes that begin none."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from negotiable.coding.lexicon import read, word_set
from negotiable.coding.phrases import Phrases
from negotiable.terms import Span

MARKS = frozenset(",;:-()\"'")
REACH = 150  # words of a sentence looked at on either side of a condition: keeps endless sentences linear


@dataclass(frozen=True, slots=True)
class Marker:
    """The words `first` to `last`, half-open, and the entry of the list; `noun`: a noun phrase follows, not a clause."""

    first: int
    last: int
    text: str
    noun: bool


@lru_cache(maxsize=1)
def _table() -> Phrases[tuple[str, bool]]:
    data = read("conditions")
    return Phrases([(p, (p, False)) for p in data["plain"]] + [(p, (p, True)) for p in data["noun"] + data["relative"]])


@lru_cache(maxsize=8)
def conditions(name: str) -> frozenset[str]:
    """One of the lists of data/conditions.yaml."""
    return frozenset(read("conditions")[name])


def markers_in(words: list[str], first: int, last: int) -> Iterator[Marker]:
    """The words that open conditions in the sentence `words[first:last]`."""
    for hit in _table().find(words, first, last):
        text, noun = hit.payload
        before = words[hit.first - 1] if hit.first > first else ""
        after = words[hit.last] if hit.last < last else ""
        opens = hit.first == first or before in MARKS
        near = (max(first, hit.first - REACH), min(last, hit.last + REACH))
        marker = Marker(hit.first - text.startswith("who "), hit.last, text, noun)
        if _conditional(words, marker, near, before, after, opens):
            yield marker


def _conditional(words: list[str], marker: Marker, sentence: Span, before: str, after: str, opens: bool) -> bool:
    """Whether the word or phrase opens a condition here, and no question, date or comparison; `sentence` in words."""
    text, at, end, (first, last) = marker.text, marker.first, marker.last, sentence
    if text == "if":
        return before not in conditions("not_after") and after not in conditions("not_before")
    if text == "should":
        return _inverted(words, at, first, last) and after not in conditions("no_subject")
    if text in ("until", "once", "before"):
        follows = words[end : end + 2]
        if text == "once" and opens and follows[:1] and follows[0].endswith("ed"):  # "Once agreed, …"
            return True
        dated = follows == ["the", "end"] or any(w in conditions("dates") or w[:1].isdigit() for w in follows)
        if dated or _no_clause(words, end, last):
            return False
        return opens if text == "once" else _negative(words, first, at)
    if text == "when":
        return _foretold(words, first, at, end, last)
    if text.startswith("or ") and text not in ("or else", "or face", "or risk"):
        return any(w in conditions("obliging") for w in words[first:at]) and _will(words, end, min(last, end + 4))
    if text == "without":
        return _negative(words, max(first, at - 12), at) and _gerund(words, end, last)
    if text.startswith("who "):
        return at >= first and words[at].endswith("s") and _will(words, end, last)
    if text in ("provided", "assuming"):
        return after == "that" or (opens and after not in ("no", "by", "the", "a", "some", "more"))
    if text in ("in case", "failing"):
        return any(w in conditions("denying") for w in words[first:last])
    if text in ("those who", "anyone who", "no one who", "whoever"):
        return any(w in ("will", "would") for w in words[end:last])
    if text in ("on condition", "on condition of"):
        return after != "anonymity" and words[end : end + 2] != ["of", "anonymity"]
    if text == "otherwise":
        return opens or before == "or"
    return True


def _inverted(words: list[str], at: int, first: int, last: int) -> bool:
    """Whether "should" at word `at` opens a clause: "Should talks fail, …"."""
    if (
        words[at + 1 : at + 2]
        and words[at + 1] in conditions("subjects")
        and at > first
        and words[at - 1] not in conditions("asking")
    ):
        return "?" not in words[at:last]
    opens = at == first or words[at - 1] in MARKS or (at - 1 == first and words[first] in MARKS)
    return opens and "?" not in words[at:last]


def _no_clause(words: list[str], at: int, last: int) -> bool:
    """Whether what follows is a date or a place in time: no verb in the next few words."""
    tail = words[at : min(last, at + 10)]
    return not any(w in word_set("modals") or w.endswith(("ed", "es", "ts")) for w in tail[1:])


def _will(words: list[str], first: int, last: int) -> bool:
    return any(words[k] in ("will", "would", "going", "face", "risk") for k in range(first, last))


def _gerund(words: list[str], first: int, last: int) -> bool:
    """Whether "without" opens a clause: "without the siege being lifted", "without paying first"."""
    return any(w.endswith("ing") and len(w) > 4 for w in words[first : min(last, first + 4)])


def _foretold(words: list[str], first: int, at: int, end: int, last: int) -> bool:
    """Whether "when" at word `at` opens a condition of what will be: "we will talk when there is a truce"."""
    now = any(w in conditions("present") for w in words[end : min(last, end + 6)])
    before = words[max(first, at - 12) : at]
    if before and before[-1] not in MARKS:
        return now and any(w in ("will", "would") for w in before) and not any(w in conditions("asking") for w in before)
    return now and any(words[k] == "," and _will(words, k, min(last, k + 5)) for k in range(end, last))


def _negative(words: list[str], first: int, last: int) -> bool:
    return any(w in conditions("denying") for w in words[first:last])
