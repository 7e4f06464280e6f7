"""Short excerpts: the few words of a statement that carry it, with quotation marks only round words that were quoted."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from negotiable.brief.words import clean
from negotiable.terms import Spans

_WORD = re.compile(r"\S+")
_DOUBLE = dict.fromkeys(map(ord, '“”„‟"«»'))
_CLAUSE_END = re.compile(r"[.!?;:,—–][”\"’')]*$")
_SENTENCE_END = re.compile(r"[.!?;:][”\"’')]*$")
_LONGEST_WORD = 60  # characters
_LONGEST = 400  # words of one statement that are looked at


@cache
def _listed(kind: str) -> frozenset[str]:
    lists: dict[str, str] = yaml.safe_load((Path(__file__).parent / "excerpts.yaml").read_text(encoding="utf-8"))
    return frozenset(lists[kind].split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage: whether it stood inside quotation marks, and how much it says."""

    text: str
    quoted: bool
    weight: float


def words_of(text: str, spans: Spans, quoted: Spans, topic: tuple[str, ...] = (), *, red_line: bool = False) -> list[Word]:
    """The words of `spans`, their double quotation marks taken off; `quoted`: sorted spans of `text` in quotation marks.

    `topic`: beginnings of words of the issue; a word that begins so weighs more. `red_line`: so do
    the words that draw one.
    """
    marks = {at for start, end in quoted for at in (start, end - 1)}
    found: list[Word] = []
    for start, end in spans:
        if found and found[-1].text != "…":
            found.append(Word("…", found[-1].quoted, 0.0))
        for match in _WORD.finditer(text, start, end):
            a, b = match.span()
            inside = any(s <= a + 1 and b - 1 <= e for s, e in quoted)
            # A single mark is taken off only where a quotation opens or closes: elsewhere it is an apostrophe.
            kept = (
                c for i, c in enumerate(text[a : min(b, a + _LONGEST_WORD)], a) if i not in marks or c.isalnum() or c in ".,?!"
            )
            bare = clean("".join(kept).translate(_DOUBLE))
            bare += "…" if b - a > _LONGEST_WORD else ""
            if bare:
                found.append(Word(bare, inside, _weight(bare, topic, red_line)))
            if len(found) >= _LONGEST:
                return found
    return found


def excerpt(words: list[Word], width: int) -> str:
    """At most about `width` characters: all of it, or the stretch that says most, with "…" where it was cut.

    A stretch never begins after a negation of its sentence: "would not accept limits" does not become "accept limits".
    """
    if not words:
        return ""
    whole = _render(words, 0, len(words))
    if len(whole) <= width:
        return whole
    best, best_score = (0, 1), float("-inf")
    denied = False
    mixed = any(word.quoted for word in words) and not all(word.quoted for word in words)
    for first in range(len(words)):
        opens = first == 0 or bool(_CLAUSE_END.search(words[first - 1].text)) or _bare(words[first - 1]) in _listed("joints")
        if first and (_SENTENCE_END.search(words[first - 1].text) or _bare(words[first]) == "but"):
            denied = False
        if first and denied:
            continue
        denied = denied or _denies(words[first])
        last, score = _longest_from(words, first, width, mixed)
        weak = first > 0 and _bare(words[first]) in _listed("stop") | _listed("joints")
        score += 1.0 * (first > 0 and words[first].quoted and not words[first - 1].quoted)
        score += 1.5 * opens + 1.0 * (first == 0) - 0.02 * first - 0.5 * weak
        if score > best_score:
            best, best_score = (first, last), score
    return _render(words, *best)


def _longest_from(words: list[Word], first: int, width: int, mixed: bool) -> tuple[int, float]:
    length, last, score, best = 4.0 if first else 2.0, first, 0.0, (first + 1, 0.0)
    while last < len(words):
        word = words[last]
        length += len(word.text) + 1 + (last > first and word.quoted != words[last - 1].quoted)
        if length > width + 1 and last > first:
            break
        score += word.weight * (1.6 if word.quoted and mixed else 1.0)
        last += 1
        ends = last == len(words) or bool(_CLAUSE_END.search(word.text))
        closes = word.quoted and last < len(words) and not words[last].quoted
        value = score + 1.2 * ends + 2.0 * closes - 0.6 * (_bare(word) in _listed("stop"))
        if value >= best[1]:
            best = (last, value)
    return best


def _render(words: list[Word], first: int, last: int) -> str:
    chosen = words[first:last]
    parts: list[str] = []
    for i, word in enumerate(chosen):
        before = i and chosen[i - 1].quoted
        after = i + 1 < len(chosen) and chosen[i + 1].quoted
        text = word.text.rstrip(",;:.—– ") or word.text if i + 1 == len(chosen) and word.text != "…" else word.text
        # Where the cut is made inside a quotation, so is the sign of it.
        cut_before = i == 0 and first > 0 and text != "…"
        cut_after = i + 1 == len(chosen) and last < len(words) and text != "…"
        if word.quoted and not before:
            text = ("“…" if cut_before and words[first - 1].quoted else "…“" if cut_before else "“") + text
        elif cut_before:
            text = "…" + text
        if word.quoted and not after:
            text += "…”" if cut_after and words[last].quoted else "”…" if cut_after else "”"
        elif cut_after:
            text += "…"
        parts.append(text)
    return " ".join(parts)


def _weight(word: str, stems: tuple[str, ...], red_line: bool) -> float:
    bare = word.lower().strip(".,;:!?()'’‘")
    if red_line and bare in _listed("red_line"):
        return 5.0
    if bare in _listed("negations") or bare.endswith(("n't", "n’t")):
        return 2.0
    if stems and bare.startswith(stems):
        return 2.0
    if bare in _listed("firm") or any(c.isdigit() for c in bare):
        return 1.6
    return 0.1 if bare in _listed("stop") else 0.5 if len(bare) < 4 else 1.0


def _bare(word: Word) -> str:
    return word.text.lower().strip(".,;:!?()'’‘")


def _denies(word: Word) -> bool:
    bare = _bare(word)
    return bare in _listed("negations") or bare.endswith(("n't", "n’t"))
