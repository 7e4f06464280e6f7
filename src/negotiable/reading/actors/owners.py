"""Whose a role is where the text says "its", "his" or "the union's": the actor meant, and its side."""

from typing import TYPE_CHECKING

from negotiable.reading.actors.drafts import Draft
from negotiable.reading.actors.gazetteer import titles
from negotiable.reading.actors.pronouns import antecedent

if TYPE_CHECKING:
    from negotiable.reading.actors.cast import Cast

POSSESSIVES = frozenset(["its", "their", "his", "her"])
_MARKS = ("'s", "’s", "'", "’")
_REACH = 4  # words from "the" to the mark of possession


def owned(cast: "Cast", first: int, last: int) -> bool:
    """Whether words [first, last) begin with an owner that only the text before tells: "its president", "the union's head"."""
    return cast.words.low[first] in POSSESSIVES or _noun_of_owner(cast, first, last) >= 0


def side_of_owner(cast: "Cast", first: int, last: int, speakers: list[tuple[int, Draft]]) -> str | None:
    """The side of that owner, None if the text does not tell it."""
    low = cast.words.low
    noun = _noun_of_owner(cast, first, last)
    if noun >= 0:
        body = last_called(cast, first, low[noun])
        if body is None and low[noun] == "union":
            return "union"  # one that the report never names is a side all the same
        return cast.party(body) if body else None
    subject = _subject_called(cast, first) if low[first] in ("its", "their") else ""
    if subject == "opposition":
        country = cast.sides.last_country(first)
        return cast.sides.revolt.opposition(country) if country else None
    owner = (last_called(cast, first, subject) if subject else None) or antecedent(cast.words, cast, first, low[first], speakers)
    return cast.party(owner) if owner else None


def last_called(cast: "Cast", at: int, head: str) -> Draft | None:
    """The last body named before word `at` that a report would call "the `head`"."""
    fits: list[str] | None = titles()["calls"].get(head)
    for _first, _last, draft in cast.before(at) if fits else ():
        if draft.kind == "body" and is_called(cast, draft, fits or []):
            return draft
    return None


def is_called(cast: "Cast", draft: Draft, fits: list[str]) -> bool:
    """Whether a body's name or list entry has one of the words that fit; "*": any body that speaks for itself."""
    if fits == ["*"]:
        own = cast.party(draft)
        return own is not None and own.split(" (")[0] == draft.name and not draft.calls - {""}
    return any(f in draft.calls for f in fits) or bool(set(fits) & set(draft.name.lower().split()))


def _noun_of_owner(cast: "Cast", first: int, last: int) -> int:
    """The word number of "union" in "the union's head", -1 if the words do not begin so."""
    words = cast.words
    if words.low[first] != "the":
        return -1
    for k in range(first + 2, min(last, first + _REACH)):
        if words.low[k] in _MARKS:
            return k - 1 if words.low[k - 1] in titles()["calls"] and not words.capital[k - 1] else -1
    return -1


def _subject_called(cast: "Cast", at: int) -> str:
    """ "opposition" after "In Ansby the opposition waits.": the common noun that is the subject of the sentence before."""
    words = cast.words
    number = words.sentence[at] - 1
    if number < 0 or words.paragraph[words.sentence_first[number]] != words.paragraph[at]:
        return ""
    first, last = words.sentence_span(number)
    mentions = cast.between(first, last)
    for k in range(first, min(last - 1, first + 12)):
        noun = words.low[k + 1]
        if words.low[k] == "the" and not words.quoted[k] and (noun == "opposition" or noun in titles()["calls"]):
            before = [d for a, _b, d in mentions if a < k and words.low[a - 1] not in ("in", "at", "near", "from", "of")]
            return "" if before or words.low[k - 1] in ("of", "to", "by", "with", "for") else noun
    return ""
