"""The definitions of stability word for word, with sets and loops: slow, and for the tests only."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from negotiable.scenario.formulas import holds
from negotiable.terms.scenario import Scenario

State = frozenset[str]


class Literal:
    """States, moves and stability of a small scenario; `order`: for each party its statements, the most important first."""

    def __init__(self, scenario: Scenario, order: dict[str, list[str]]) -> None:
        self.scenario = scenario
        self.parties = [party.id for party in scenario.parties]
        self._wants = {one.id: one.wants for one in scenario.priorities}
        self._order = order
        parts: list[list[State]] = []
        for choice in scenario.choices:
            if choice.exclusive:
                parts.append([frozenset([option.id]) for option in choice.options])
            else:
                parts.extend([frozenset[str](), frozenset([option.id])] for option in choice.options)
        everything = [frozenset[str]().union(*chosen) for chosen in product(*parts)]
        possible = [s for s in everything if not any(holds(one.that, s) for one in scenario.impossible)]
        self.states = sorted(possible, key=self.code)
        self._payoffs = {(party, s): self._value(party, s) for party in self.parties for s in self.states}
        self._moves = {(party, s): self._moved(party, s) for party in self.parties for s in self.states}
        self.sequences = cache(self._sequences)

    def code(self, state: State) -> int:
        return sum(2**k for k, option in enumerate(self.scenario.options) if option.id in state)

    def payoff(self, party: str, state: State) -> int:
        return self._payoffs[party, state]

    def moves(self, party: str, state: State) -> list[State]:
        return self._moves[party, state]

    def _value(self, party: str, state: State) -> int:
        value = 0
        for name in self._order[party]:
            value = 2 * value + holds(self._wants[name], state)
        return value

    def _moved(self, party: str, state: State) -> list[State]:
        return [other for other in self.states if other != state and self._may(party, state, other)]

    def _may(self, party: str, state: State, other: State) -> bool:
        for option in self.scenario.options:
            before, after = option.id in state, option.id in other
            if before != after and option.by != (party,):
                return False
            if (before and not after and option.one_way == "on") or (after and not before and option.one_way == "off"):
                return False
        return True

    def improvements(self, party: str, state: State) -> list[State]:
        return [other for other in self.moves(party, state) if self.payoff(party, other) > self.payoff(party, state)]

    def _sequences(self, opponents: tuple[str, ...], start: State, improving: bool) -> set[State]:
        """What legal sequences of the opponents reach from `start`: at least one move, nobody twice in a row."""
        found: set[tuple[State, str]] = set()
        waiting: list[tuple[State, str | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            for other, mover in self._steps(opponents, state, last, improving):
                if (other, mover) not in found:
                    found.add((other, mover))
                    waiting.append((other, mover))
        return {state for state, _ in found}

    def _steps(self, opponents: tuple[str, ...], state: State, last: str | None, improving: bool) -> Iterator[tuple[State, str]]:
        for mover in opponents:
            if mover != last:
                for other in self.improvements(mover, state) if improving else self.moves(mover, state):
                    yield other, mover

    def stable(self, concept: str, party: str, state: State) -> bool:
        mine = self.payoff(party, state)
        others = tuple(other for other in self.parties if other != party)

        def hurt(answer: State) -> bool:
            return self.payoff(party, answer) <= mine

        for better in self.improvements(party, state):
            answers = self.sequences(others, better, improving=concept == "seq")
            if concept == "nash":
                deterred = False
            elif concept == "smr":
                deterred = any(hurt(a) and all(hurt(reply) for reply in self.moves(party, a)) for a in answers)
            elif concept == "sim":
                deterred = any(self._joint_hurts(party, state, better, a) for a in self.sequences(others, state, improving=True))
            else:
                deterred = any(hurt(answer) for answer in answers)
            if not deterred:
                return False
        return True

    def _joint_hurts(self, party: str, state: State, mine: State, theirs: State) -> bool:
        own = {option.id for option in self.scenario.options if option.by == (party,)}
        joint = (mine & own) | (theirs - own)
        return (party, joint) in self._payoffs and self.payoff(party, joint) <= self.payoff(party, state)
