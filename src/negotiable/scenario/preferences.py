"""Payoffs from what was said: an earlier statement outweighs all later ones together.

Option prioritisation (Peng, Hipel, Fraser 1997; GMCR+): with k statements the j-th to hold counts 2^(k-j). Only the order of
the sums means anything; where no statement tells two states apart they are tied, which is silence and not indifference.
"""

from collections.abc import Sequence

import numpy as np

from negotiable.errors import BadScenario
from negotiable.scenario.graph import Graph
from negotiable.scenario.moves import Values
from negotiable.terms.scenario import Formula, Priority, Scenario

_ORDER = {"red-line": 0, "demand": 1, "wish": 2}
_LARGEST = 2**31 - 2  # of a payoff; graph.LARGEST ranks fit in many times over


def listed_order(scenario: Scenario, party: str) -> list[Priority]:
    """The priorities of `party` by class, inside a class as the file has them, save where `above` says otherwise."""
    own = [one for one in scenario.priorities if one.party == party]
    if party not in scenario.listed:
        own.sort(key=lambda one: _ORDER[one.firmness])
    lower = {one.id: set(one.above) for one in own}
    found: list[Priority] = []
    while own:
        # The first that nothing left must stand above; a cycle is a fault of the file, `check` tells it.
        first = next((one for one in own if not any(one.id in lower[other.id] for other in own)), own[0])
        own.remove(first)
        found.append(first)
    return found


def payoffs(graph: Graph, statements: Sequence[Formula]) -> Values:
    """The payoff of every dense index by `statements`, the most important first; equal numbers are ties."""
    total = np.zeros(graph.shape, dtype=np.int32)
    largest = 0
    for statement in statements:
        if largest >= _LARGEST // 2:
            total = _ranks(total)
            largest = int(total.max())
        total += total
        total += graph.truth(statement)
        largest = 2 * largest + 1
    return total.ravel()


def _ranks(values: Values) -> Values:
    _, found = np.unique(values, return_inverse=True)
    return found.reshape(values.shape).astype(np.int32)


def stated_payoffs(graph: Graph, party: str) -> Values:
    """The payoffs of `party` by its published ranking of states, or by its priorities in the listed order."""
    ranking = dict(graph.scenario.rankings).get(party)
    if ranking is not None:
        return ranked_payoffs(graph, party, ranking)
    return payoffs(graph, [one.wants for one in listed_order(graph.scenario, party)])


def ranked_payoffs(graph: Graph, party: str, ranking: Sequence[Sequence[int]]) -> Values:
    """Payoffs from a ranking of all states by number, best first, equals in one group."""
    numbers = [number for group in ranking for number in group]
    if sorted(numbers) != list(range(1, len(graph.states) + 1)):
        raise BadScenario(
            f"rankings: '{party}' ranks {len(numbers)} states; there are {len(graph.states)}, numbered from 1, each once"
        )
    found = np.zeros(graph.size, dtype=np.int32)
    for payoff, group in enumerate(reversed(ranking), 1):
        for number in group:
            found[graph.states[number - 1]] = payoff
    return found
