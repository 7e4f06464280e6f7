"""Stability of every state for every party: Nash, GMR, SMR, SEQ.

Definitions: Fang, Hipel, Kilgour, Interactive Decision Making (1993), ch. 3, with legal sequences of the opponents, in which
nobody moves twice in a row. A state s is stable for party i exactly if, for every improvement s1 of i from s, h(s1) <= p(s),
where p is i's payoff and h(s1) is

    Nash  p(s1)                                                                        nobody stops it
    GMR   the least p over s1 and what the opponents' moves can reach from it          they could
    SMR   the least, over the same, of the best p that i still reaches in one reply    they could, and i would not escape
    SEQ   as GMR, the opponents using improvements only                                they would, to their own good

As h(s1) <= p(s1), "every improvement" may be read "every state that i reaches", with min(h, p) for h: no sorting is needed there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from negotiable.scenario.graph import Bools, Graph
from negotiable.scenario.moves import BEYOND, WORST, Improvements, Moves, Values
from negotiable.scenario.preferences import stated_payoffs

Concept = Literal["nash", "gmr", "smr", "seq", "sim"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True)
class Stability:
    """Who finds what stable: `stable[concept][party]` by dense index (behind one another where several orders were given)."""

    graph: Graph
    stable: dict[Concept, dict[str, Bools]]

    def equilibria(self, concept: Concept) -> Bools:
        """Where a state is stable for every party."""
        found: Bools = np.logical_and.reduce(list(self.stable[concept].values()))
        return found

    def numbers(self, concept: Concept) -> list[int]:
        """The numbers of the equilibria."""
        return [int(n) + 1 for n in np.flatnonzero(self.equilibria(concept)[self.graph.states])]


def stability(graph: Graph, concepts: Sequence[Concept] = CONCEPTS) -> Stability:
    """Stability by the priorities as the scenario lists them. SIM is in `simultaneous`, for small models."""
    parties = [party.id for party in graph.scenario.parties]
    return stability_of(graph, {party: stated_payoffs(graph, party) for party in parties}, concepts)


def stability_of(graph: Graph, payoffs: dict[str, Values], concepts: Sequence[Concept] = CONCEPTS) -> Stability:
    """Stability by `payoffs`, one array a party; longer arrays hold several orders, one `graph.size` behind another."""
    length = max((len(values) for values in payoffs.values()), default=graph.size)
    feasible = np.tile(graph.feasible, length // graph.size)
    kernel = _Kernel(graph, {party: _at_length(values, length) for party, values in payoffs.items()}, feasible)
    return Stability(graph, {c: {party: kernel.stable(party, c) for party in payoffs} for c in concepts})


def _at_length(values: Values, length: int) -> Values:
    return values if len(values) == length else np.tile(values, length // len(values))


class _Kernel:
    def __init__(self, graph: Graph, payoffs: dict[str, Values], feasible: Bools) -> None:
        self._impossible = ~feasible
        self._some = bool(self._impossible.any())
        self._moves = {party: Moves(graph, party) for party in payoffs}
        self._payoffs = {party: np.where(feasible, values, WORST) for party, values in payoffs.items()} if self._some else payoffs
        self._feasible = feasible
        self._improving: dict[str, Improvements] = {}

    def stable(self, party: str, concept: Concept) -> Bools:
        mine = self._payoffs[party]
        reached = self._sanctioned(party, concept)
        np.minimum(reached, mine, out=reached)
        found: Bools = self._moves[party].best(reached) <= mine
        return found & self._feasible if self._some else found

    def _sanctioned(self, party: str, concept: Concept) -> Values:
        """h of the module's docstring; a state without an opponent's answer keeps its own value."""
        mine = self._payoffs[party]
        if concept == "nash":
            return mine.copy()
        values = self._moves[party].best(mine) if concept == "smr" else mine.copy()
        if self._some:
            values[self._impossible] = BEYOND
        opponents = [other for other in self._payoffs if other != party and self._moves[other].merged]
        return self._closed(values, opponents, concept == "seq")

    def _closed(self, values: Values, opponents: list[str], improving: bool) -> Values:
        """The least of `values` along legal sequences of the opponents: step by step until nothing changes."""
        unchanged, at = 0, 0
        # Without impossible states moves of different parties commute: one round reaches everything.
        rounds_suffice = len(opponents) if (not improving and not self._some) or len(opponents) == 1 else None
        while unchanged < len(opponents) and at != rounds_suffice:
            other = opponents[at % len(opponents)]
            after = self._improvements(other).least(values) if improving else self._moves[other].least(values)
            if self._some and not improving:
                after[self._impossible] = BEYOND
            unchanged = unchanged + 1 if np.array_equal(after, values) else 1
            values = after
            at += 1
        return values

    def _improvements(self, party: str) -> Improvements:
        if party not in self._improving:
            self._improving[party] = Improvements(self._moves[party], self._payoffs[party], self._feasible)
        return self._improving[party]
