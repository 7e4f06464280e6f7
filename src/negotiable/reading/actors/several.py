"""Several speakers at once: "A and B", "both sides", and one of the group that spoke before."""

from collections.abc import Callable

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.gazetteer import titles, word_set
from negotiable.reading.actors.phrases import Phrase, is_role, read_phrase
from negotiable.reading.actors.words import Words

_BOTH = frozenset(["sides", "governments", "countries", "nations", "capitals", "parties", "allies", "powers", "neighbours"])
_LEADERS = frozenset(["leaders", "presidents", "ministers", "premiers", "chancellors", "diplomats", "men", "women", "officials"])
_BREAKS = frozenset(["for", "between", "from", "with", "by", "to", "in"])  # "A for B and C" is A
_NUMBERS = {"both": 2, "two": 2, "three": 3}
_BACK = 8  # sentences in which those meant are looked for
_ONE_OF_THEM = (
    _BOTH
    | _LEADERS
    | frozenset(
        ["one", "a", "another", "second", "third", "fourth", "other", "others", "some", "both", "sides", "the", "two", "three"]
    )
)


def is_count(words: Words, first: int, last: int) -> bool:
    """Whether words [first, last) only count speakers: "one", "a third", "both sides", "the three leaders"."""
    low = words.low[first:last]
    return all(word in _ONE_OF_THEM for word in low) and (not _LEADERS & set(low) or any(word in _NUMBERS for word in low))


class Several:
    """Reads sources of more than one speaker; `spoken`: (word number, speaker) so far; `one`: words → the actor they name."""

    def __init__(
        self, words: Words, cast: Cast, spoken: list[tuple[int, Draft]], one: Callable[[int, int], Draft | None]
    ) -> None:
        self.words, self.cast, self.spoken, self._one = words, cast, spoken, one

    def one_of_them(self, phrase: Phrase) -> Draft | None:
        """ "One", "a third", "others": of the group that spoke last; "both sides": the two sides that the report names most."""
        words, cast = self.words, self.cast
        said_so = words.low[phrase.first : phrase.last]
        many = _BOTH & set(said_so)
        if "sides" in many or (many and {"both", "two"} & set(said_so)):
            met = cast.sides.two_sides() or self._met(phrase.first, 2, persons=False)
            return cast.describe(f"both {min(many)}", _joined(met), False, "group", (phrase.first, phrase.last), "sides")
        number = max((_NUMBERS.get(low, 0) for low in said_so), default=0)
        if number and _LEADERS & set(said_so):
            met = self._met(phrase.first, number, persons=True)
            name = " ".join(said_so).removeprefix("the ")
            return cast.describe(name, _joined(met), False, "group", (phrase.first, phrase.last), "leaders")
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

    def _met(self, at: int, number: int, persons: bool) -> list[str]:
        """The sides of the `number` persons or states that one of the last sentences names, no more and no fewer."""
        words = self.words
        earliest = words.sentence[words.report_first(at)]
        for sentence in range(words.sentence[at], max(earliest, words.sentence[at] - _BACK) - 1, -1):
            first, last = words.sentence_span(sentence)
            drafts = [d for a, _b, d in self.cast.between(first, min(last, at)) if not words.quoted[a]]
            if persons:
                drafts = list(dict.fromkeys(d for d in drafts if d.kind == "person" and d.named))
            parties = [p for d in drafts if (p := self.cast.party(d)) and p in self.cast.sides.offices]
            sides = list(dict.fromkeys(parties))
            if len(sides) == number and not (persons and len(drafts) > number):
                return sides
        return []

    def _list(self, first: int, last: int) -> list[Draft]:
        """Each of "A, B", where nothing but names stands between the commas."""
        words = self.words
        names = self.cast.sides.within(first, last)
        covered = {k for name in names for k in range(name.title[0] if name.title else name.first, name.last)}
        plain = {",", "the", *titles()["address"]}
        if len(names) < 2 or any(k not in covered and words.low[k].rstrip(".") not in plain for k in range(first, last)):
            return []
        if sum(words.low[k] == "," for k in range(first, last)) < len(names) - 1:
            return []
        found = [self._one(name.first, name.last) for name in names]
        return [draft for draft in found if draft]

    def pair(self, first: int, last: int) -> Draft | None:
        """ "A and B": one group of two or more."""
        words = self.words
        cuts = [k for k in range(first + 1, last - 1) if words.low[k] in ("and", "or")]
        if not cuts or last - first > 30:
            return None
        cut = cuts[-1]
        if words.low[cut - 1] != "," and {"who", "which", "whose"} & set(words.low[first:cut]):
            return None  # "X, who owns a garage and paid for it": of the clause
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
        if any(words.low[k] in _BREAKS for k in range(start, cut)):
            return None
        if not all(n.entry for n in left_names) and _is_appositive(words, start, cut):
            return None
        right = self._one(cut + 1, last)
        if first and words.low[first - 1] == "of" and right and right.named and right.kind == "person":
            return right  # "the position of A, and B said": A belongs to the words before it
        left: list[Draft | None] = [*self._list(start, cut - 1 if words.low[cut - 1] == "," else cut)] or [self._one(start, cut)]
        each = [draft for draft in (*left, right) if draft]
        if len({draft.name for draft in each}) < 2 or right is None or right in left:
            return None
        sides = [p for draft in each if (p := self.cast.party(draft))]
        draft = self.cast.add(_joined([d.name for d in each]) or "", "group", (first, last), plural=True)
        if not draft.party_known:
            draft.party, draft.party_known = _joined(sides), True
        return draft


def _joined(names: list[str] | tuple[str, ...]) -> str | None:
    """ "A", "A and B", "A, B and C", each once; None for none."""
    each = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(each[:-1]), each[-1]))) if each else None


def _is_appositive(words: Words, first: int, last: int) -> bool:
    comma = next((k for k in range(first, last) if words.low[k] == ","), last)
    return comma < last and is_role(words, comma + 1, last)
