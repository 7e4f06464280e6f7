"""A state with two sides: whether a report tells of a war or a revolt inside one, and which side somebody is on."""

from collections import Counter
from collections.abc import Callable, Container, Sequence
from itertools import pairwise

from negotiable.reading.actors.gazetteer import adjective, word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.words import Words

_MAIN = 4  # a state at war with its opposition is named at least a fourth as often as any other
_REBELS = frozenset(["rebel", "rebels"])


class Revolt:
    """The state of which a report tells so, if any.

    `states`: those that have a government; `weight`: how often each side is named; `home`: the state that the report takes
    for granted.
    """

    def __init__(
        self, words: Words, names: Sequence[Name], states: Container[str], weight: Counter[str], home: Callable[[], str | None]
    ) -> None:
        self._words = words
        self._adjectives = {found[0].name: form for form, found in words.local.items() if found[0].kind == "adjective"}
        self._divided: str | None = None  # a state whose government is a side of its own
        self._state: str | None = None  # a state with an opposition at war, though its government may speak as the state
        count = sum(
            low in ("opposition", "rebel", "rebels", "insurgents", "guerrillas") and following != "to"
            for low, following in pairwise(words.low)
        )
        told_of_war = word_set("war_words") & set(words.low)
        self._armed = bool(told_of_war - _REBELS or {"army", "troops"} & set(words.low))  # rebels of a party are others
        if count < 2 or "opposition" not in words.low or not told_of_war:
            return
        state = self._owner(names, states)
        if state and weight[state] * _MAIN >= max(weight.values(), default=0):
            self._divided = self._state = state
        elif len(told_of_war) > 2:
            self._state = home()

    def _owner(self, names: Sequence[Name], states: Container[str]) -> str | None:
        """The state whose opposition, or else whose government, the report names most."""
        words = self._words
        owners: Counter[str] = Counter()
        for name in names:
            if name.kind in ("country", "adjective") and name.entry and name.entry.party in states:
                near = words.low[name.last : name.last + 4]
                if {"opposition", *_REBELS} & set(near):
                    owners[name.entry.party or ""] += 1
        if not owners:
            for name in names:
                following = words.low[name.last] if name.last < len(words) else ""
                if name.kind == "adjective" and name.entry and following in ("government", "army", "troops", "regime"):
                    owners[name.entry.party or ""] += 1
        return owners.most_common(1)[0][0] if owners else None

    def opposition(self, country: str | None = None) -> str | None:
        """The name of the opposition's side in `country`, else in the state at war with it."""
        state = country or self._state
        return f"{self._adjective(state)} opposition" if state else None

    def as_state(self, side: str) -> str:
        """Those who speak for a divided state speak for its government."""
        return f"{self._adjective(side)} government" if side == self._divided else side

    def of_opposition(self, first: int, last: int) -> str | None:
        """The opposition's side where words [first, last) speak of it, in a report about such a state."""
        spoken = any(self._words.low[k] in {"opposition", *_REBELS} for k in range(first, last))
        return self.opposition() if spoken else None

    def of_rebels(self, first: int, last: int, head: int, country: str | None) -> str | None:
        """The rebels' side for "rebel commander", "spokesman for the rebels" (`head`: the word of the office)."""
        low = self._words.low
        found = [k for k in range(first, last) if low[k] in _REBELS]
        spoken_for = any(k <= head or {"for", "of"} & set(low[k - 2 : k]) for k in found)
        if not self._armed or not spoken_for or {"former", "ex", "government"} & set(low[first:head]):
            return None
        return f"{self._adjective(country)} rebels" if country else "rebels"

    def _adjective(self, country: str) -> str:
        """ "Syria" → "Syrian", also for the countries that only this report knows."""
        return self._adjectives.get(country) or adjective(country)
