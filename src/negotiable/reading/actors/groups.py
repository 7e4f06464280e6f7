"""Groups and offices that the text names by their side: "EU leaders", "the Ukrainian military", "the Syrian government"."""

from collections.abc import Iterator

from negotiable.reading.actors.cast import Cast
from negotiable.reading.actors.gazetteer import word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.offices import UNNAMED
from negotiable.reading.actors.words import Words
from negotiable.terms.reading import ActorKind

_REACH = 4  # words between the side and the noun


def add_groups(words: Words, cast: Cast) -> None:
    """Add an unnamed actor for every side followed by a noun for a group or an arm of the state."""
    for name, head in described(words, cast):
        low = words.low[head]
        body = low in word_set("state_nouns") and low not in word_set("plural_state_nouns")
        single = low in UNNAMED
        kind: ActorKind = "body" if body else "person" if single else "group"
        first = name.first
        while single and first > 0 and words.joined(first) and words.low[first - 1] in word_set("modifiers"):
            first -= 1
        if single and (first == 0 or words.low[first - 1] not in ("a", "an", "one", "another")):
            continue
        text = words.slice(first, head + 1)
        draft = cast.add(
            text.replace("'s ", " ").replace("’s ", " ") if name.kind == "adjective" else text, kind, (first, head + 1)
        )
        if not draft.party_known:
            draft.named, draft.head, draft.plural = False, low, not body and not single
            trade = low in word_set("private") or bool({"industry", "business"} & set(words.low[first:head]))
            side = draft.name if trade else cast.sides.of_role(first, head + 1)
            draft.party, draft.party_known = side, True
    for first, last in _spokesmen(words):
        draft = cast.add(words.slice(first, last), "person", (first, last), named=False, head=words.low[last - 1])
        if not draft.party_known:
            state = cast.sides.of_office(first, last)
            side = cast.sides.of_role(first, last) or (cast.sides.revolt.as_state(state) if state else None)
            draft.party, draft.party_known = side, True
    cast.refresh()


def _spokesmen(words: Words) -> Iterator[tuple[int, int]]:
    """Sentences that begin "The prime minister's official spokesman …": whom the next "he" may mean, without article."""
    for first in words.sentence_first:
        if words.low[first] not in ("the", "a") or first + 2 >= len(words):
            continue
        k = first + 1
        while k < min(len(words), first + 8) and not words.low[k].startswith("spokes") and words.joined(k):
            if not (
                words.capital[k] or words.low[k] in word_set("modifiers") | word_set("heads") or words.low[k] in ("'s", "’s")
            ):
                break
            k += 1
        inside = any(words.low[i] in ("'s", "’s") for i in range(first + 1, min(k, len(words))))
        if (
            inside
            and k + 1 < len(words)
            and words.low[k].startswith("spokes")
            and words.joined(k + 1)
            and not words.quoted[first]
        ):
            yield first + 1, k + 1


def described(words: Words, cast: Cast) -> Iterator[tuple[Name, int]]:
    """(name of the side, word number of the noun) for each noun phrase of that kind."""
    groups, nouns, modifiers = word_set("groups") | UNNAMED, word_set("state_nouns"), word_set("modifiers")
    for name in cast.names:
        if name.kind not in ("adjective", "country") or not name.entry:
            continue
        k = name.last
        if name.kind == "country":
            if k >= len(words) or words.low[k] not in ("'s", "’s"):
                continue
            k += 1
        limit = min(len(words), k + _REACH)
        while k < limit and words.joined(k) and words.low[k] in modifiers and words.low[k] not in groups | nouns:
            k += 1
        if k >= limit or not words.joined(k) or words.low[k] not in groups | nouns:
            continue
        if (
            k + 1 < len(words)
            and words.joined(k + 1)
            and (words.capital[k + 1] or words.low[k + 1] in groups | word_set("heads"))
        ):
            continue  # a title ("government spokesman") or the name of a body
        yield name, k
