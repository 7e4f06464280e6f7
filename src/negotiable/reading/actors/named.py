"""The named actor that a source is about, as against someone only described by that name ("a spokesman for X")."""

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.gazetteer import titles, word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.owners import last_called
from negotiable.reading.actors.phrases import DEFINITE, INDEFINITE, Phrase, is_speech
from negotiable.reading.actors.words import Words

_AWAY = frozenset(["of", "for", "to", "from", "with", "by", "at", "in", "on", "close", "which", "who", "that", "including"])
_FOR = frozenset(["for", "of", "to", "by", "with", "from", "behind", "close"])


def named(cast: Cast, phrase: Phrase, names: list[Name]) -> Draft | None:
    """The named actor that the phrase is about, None if it describes someone else ("a spokesman for X")."""
    words = cast.words
    governed = False  # "lawyers for X and Y": neither
    for name in names:
        draft = cast.draft_of(name)
        if words.low[name.last : name.last + 1] == ["-"] and name.last < phrase.last and not words.dash(name.last):
            continue  # "U.S.-backed rebels" are not the United States
        if name.last - name.first == 1 and words.low[name.first] in titles()["calls"]:
            draft = last_called(cast, name.first, words.low[name.first]) or draft  # "The Observatory"
        whole = all(words.low[k] in DEFINITE for k in range(phrase.first, name.first)) and name.last >= phrase.last
        if draft is None and whole:
            draft = cast.country(name)
        if draft is None:
            continue
        before = words.low[name.first - 1] if name.first > phrase.first else ""
        k = name.first - 1
        while k > phrase.first and (
            words.low[k] in ("the", "both")
            or words.low[k].rstrip(".") in titles()["address"]
            or (name.title and name.title[0] <= k)
        ):
            k -= 1
        if k >= phrase.first:
            before = words.low[k]
        if before in _FOR and k >= phrase.first:
            if is_speech(words, phrase.first, k):
                return draft
            governed = True
            continue
        if governed and before in ("and", "or"):
            continue
        if name.last < phrase.last and words.low[name.last] in ("'s", "’s", "'", "’"):
            if name.last + 1 < phrase.last and is_speech(words, name.last + 1, phrase.last):
                return draft
            if name.last + 1 >= phrase.last:
                return draft
            continue
        rest = range(name.last, phrase.last)
        if phrase.head >= name.last and any(words.low[i] in word_set("heads") | word_set("groups") for i in rest):
            if is_speech(words, name.last, phrase.last):
                return draft
            if not _stops_before(words, name.last, phrase.head):
                continue
        if draft.kind == "person":
            return draft
        if all(
            words.low[i] in DEFINITE or words.low[i] in INDEFINITE or words.low[i] in word_set("modifiers")
            for i in range(phrase.first, name.first)
        ):
            return draft
        if name.first <= phrase.head < name.last or (
            phrase.head < name.first and not _prepositions(words, phrase.first, name.first)
        ):
            return draft
    return None


def _stops_before(words: Words, first: int, last: int) -> bool:
    return any(words.low[k] in (",", "of", "for", "in", "at", "(", "who", "that") for k in range(first, last))


def _prepositions(words: Words, first: int, last: int) -> bool:
    return any(words.low[k] in _AWAY for k in range(first, last))
