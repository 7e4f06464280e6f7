"""Whom a pronoun stands for: the nearest fitting actor, by number, gender and place in the sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from negotiable.reading.actors.drafts import Draft
from negotiable.reading.actors.gazetteer import titles, word_set
from negotiable.reading.actors.words import Words

if TYPE_CHECKING:
    from negotiable.reading.actors.cast import Cast

_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_OBJECTS = word_set("prepositions")
_SENTENCES_BACK = 12
_FAR = 80  # sentences, those inside quotations too
_LONG = 300  # words of one sentence that are searched


def gender_of(pronoun: str) -> str:
    return _GENDER.get(pronoun, "")


def fits(draft: Draft, pronoun: str) -> bool:
    """Whether an actor agrees with a pronoun in kind, number and gender."""
    gender = _GENDER.get(pronoun)
    if gender:
        return draft.kind == "person" and not draft.plural and draft.gender in ("", gender)
    if pronoun in ("it", "its", "itself"):
        return draft.kind in ("body", "country") or (draft.kind == "group" and not draft.plural)
    if pronoun in ("they", "their", "them", "themselves"):
        return draft.kind in ("group", "body", "country") or draft.plural or (draft.kind == "person" and not draft.named)
    return True


def antecedent(
    words: Words,
    cast: "Cast",
    at: int,
    pronoun: str,
    speakers: list[tuple[int, Draft]],
    others: Sequence[Draft] = (),
) -> Draft | None:
    """The actor that the pronoun at word `at` stands for, or None.

    `speakers`: (word number of the source, actor) of the statements so far, in order. Sentences are searched backwards
    outside quotations: in each the speaker comes first, then the subject, then the others from left to right.
    `others`: actors for whom it does not stand.
    """
    sentence = words.sentence[at]
    # who spoke in a sentence counts before who is merely named in it
    spoke: dict[int, Draft] = {}
    for position, draft in reversed(speakers[-_LONG:]):
        if position < at and fits(draft, pronoun) and draft not in others:
            spoke.setdefault(words.sentence[position], draft)
    searched, number = 0, sentence
    fallback: Draft | None = None
    earliest = max(words.sentence[words.report_first(at)], sentence - _FAR)
    while number >= earliest and searched < _SENTENCES_BACK:
        first, last = words.sentence_span(number)
        last = min(last, at)
        first = max(first, last - _LONG)
        if number in spoke:
            return spoke[number]
        mentions = [m for m in cast.between(first, last) if not words.quoted[m[0]] and fits(m[2], pronoun) and m[2] not in others]
        if mentions:
            subject = subject_of(words, first, mentions)
            if subject is not None:
                return subject
            if number < sentence:
                return fallback or mentions[0][2]
            fallback = mentions[0][2]  # "In a swipe at X, he …": rather not X
        if any(not words.quoted[k] for k in range(first, last)):
            searched += 1
        number -= 1
    return fallback


def subject_of(words: Words, first: int, mentions: list[tuple[int, int, Draft]]) -> Draft | None:
    """The subject of the sentence: the first mention that no preposition and no possessive governs.

    "X's proposal" counts as X, for words spoken or written; a participle that opens the sentence takes its object with it.
    """
    begins = first
    if words.low[first].endswith("ing") and words.low[first] not in word_set("modifiers"):
        commas = [k for k in range(first, mentions[-1][0]) if words.low[k] == ","]
        begins = commas[0] if commas else first
    for start, end, draft in mentions:
        if start < begins:
            continue
        before = _before(words, first, start)
        following = words.low[end] if end < len(words) else ""
        if following in ("'s", "’s"):
            if before in _OBJECTS or (words.low[end + 1 : end + 2] != [] and words.low[end + 1] not in word_set("speech_nouns")):
                continue
            return draft
        if before not in _OBJECTS or (following == "," and words.low[end + 1 : end + 2] in (["who"], ["whose"])):
            return draft  # also "a blow to X, whose office said he …"
    return None


def _before(words: Words, first: int, name: int) -> str:
    """The word before a name, its titles and its article, "" where the sentence begins with them: "at" of "at the late Mr X"."""
    address, heads, modifiers = titles()["address"], word_set("heads"), word_set("modifiers")
    k = name - 1
    while k >= first and ((low := words.low[k].rstrip(".")) in address or low in heads or low in modifiers):
        k -= 1
    if k > first and words.low[k] in ("the", "a", "an"):
        k -= 1
    return words.low[k] if k >= first else ""


def relative(words: Words, cast: "Cast", at: int) -> Draft | None:
    """Whom "who" stands for: the nearest person before it in the sentence; "which": the body or state right before it.

    "A post, which said", "a letter in which" are by that person, too.
    """
    things = words.low[at] == "which" and not word_set("issued") & set(words.low[max(0, at - 8) : at])
    for first, last, draft in cast.before(at):
        if words.sentence[first] != words.sentence[at] or (things and last < at - 1):
            return None
        if (draft.kind in ("body", "country", "group")) if things else (draft.kind in ("person", "group")):
            return draft
    return None
