"""Several speakers at once: "A and B", "both sides", and one of the group that spoke before."""

from collections.abc import Callable

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.gazetteer import word_set
from negotiable.reading.actors.phrases import Phrase, is_role, read_phrase
from negotiable.reading.actors.words import Words

_BOTH = frozenset(["sides", "governments", "countries", "nations", "capitals", "parties"])
ONE_OF_THEM = _BOTH | frozenset(
    ["one", "a", "another", "second", "third", "fourth", "other", "others", "some", "both", "sides", "the", "two"]
)


class Several:
    """Reads sources of more than one speaker; `spoken`: (word number, speaker) so far; `one`: words → the actor they name."""

    def __init__(
        self, words: Words, cast: Cast, spoken: list[tuple[int, Draft]], one: Callable[[int, int], Draft | None]
    ) -> None:
        self.words, self.cast, self.spoken, self._one = words, cast, spoken, one

    def one_of_them(self, phrase: Phrase) -> Draft | None:
        """ "One", "a third", "others": of the group that spoke last; "both sides": the two sides that the report names most."""
        words, cast = self.words, self.cast
        many = _BOTH & set(words.low[phrase.first : phrase.last])
        if "sides" in many or (many and {"both", "two"} & set(words.low[phrase.first : phrase.last])):
            name = f"both {min(many)}"
            draft = cast.add(name, "group", (phrase.first, phrase.last), named=False, plural=True, head="sides")
            pair = cast.sides.two_sides()
            draft.party, draft.party_known = (" and ".join(pair) if pair else None), True
            return draft
        for position, draft in reversed(self.spoken[-6:]):
            if not draft.plural and words.low[phrase.first] in ("some", "others"):
                continue
            if draft.named or words.paragraph[phrase.first] - words.paragraph[position] > 3:
                continue
            said = words.slice(phrase.first, phrase.last).lower()
            name = f"{said} of the {draft.name}" if draft.plural else f"{said} {draft.head}"
            one = cast.add(name, "person", (phrase.first, phrase.last), named=False, head=draft.head)
            one.party, one.party_known = cast.party(draft), True
            return one
        return None

    def pair(self, first: int, last: int) -> Draft | None:
        """ "A and B": one group of two or more."""
        words = self.words
        cuts = [k for k in range(first + 1, last - 1) if words.low[k] in ("and", "or")]
        if not cuts or last - first > 30:
            return None
        cut = cuts[-1]
        start = first + 1 if words.low[first] == "both" else first
        names = self.cast.sides.within(first, last)
        if any(n.first <= cut < n.last for n in names) or start >= cut:
            return None
        left_phrase, right_phrase = read_phrase(words, start, cut), read_phrase(words, cut + 1, last)
        left_names, right_names = self.cast.sides.within(start, cut), self.cast.sides.within(cut + 1, last)
        heads = word_set("groups") | word_set("heads")
        if not right_names and not (right_phrase.head >= 0 and words.low[right_phrase.head] in heads):
            return None
        if not left_names and not (left_phrase.head >= 0 and words.low[left_phrase.head] in heads):
            return None
        if (
            any(words.low[k] in ("of", "for", "between", "from", "with", "by", "to") for k in range(start, cut))
            and not right_names
        ):
            return None
        if any(words.low[k] in ("for", "between", "from", "with", "by", "to", "in") for k in range(start, cut)):
            return None
        if not all(n.entry for n in left_names) and _is_appositive(words, start, cut):
            return None
        left, right = self._one(start, cut), self._one(cut + 1, last)
        if left is None or right is None or left is right:
            return None
        sides = list(dict.fromkeys(p for p in (self.cast.party(left), self.cast.party(right)) if p))
        draft = self.cast.add(f"{left.name} and {right.name}", "group", (first, last), plural=True)
        if not draft.party_known:
            draft.party, draft.party_known = (" and ".join(sides) or None), True
        return draft


def _is_appositive(words: Words, first: int, last: int) -> bool:
    comma = next((k for k in range(first, last) if words.low[k] == ","), last)
    return comma < last and is_role(words, comma + 1, last)
