"""Inverse: what would have to be ranked differently for a state to be an equilibrium.

Over orders of statements: the fewest swaps of neighbours in the listed orders (the inverse of minimal re-prioritisation). Over
rankings of states: how many of all strict rankings of one party make the state an equilibrium, the other parties as they are
(Kinsara, Kilgour, Hipel 2015). For Syria-Iraq 1975 and state 2 these are 240 (Nash) and 384 (SEQ) of 720; 420 is printed for
SEQ, which is what a loop gives that lets the last improvement decide alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np

from negotiable.errors import TooLarge
from negotiable.scenario.graph import Graph
from negotiable.scenario.moves import Values
from negotiable.scenario.orders import is_compatible
from negotiable.scenario.preferences import listed_order, payoffs, stated_payoffs
from negotiable.scenario.stability import CONCEPTS, Concept, stability_of

_MOST_PROFILES = 20_000
_MOST_SWAPS = 6
_MOST_RANKED = 8  # states of which all rankings are looked at: 40,320
_AT_ONCE = 1 << 22

Profile = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """`party` would rank `above` over `below`, which the file lists the other way round."""

    party: str
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Change:
    """Swaps that together make the state an equilibrium; `within`: an order that what was said allows anyway."""

    swaps: tuple[Swap, ...]
    within: bool


@dataclass(frozen=True, slots=True)
class Inverse:
    """`changes`: all of the fewest swaps, one empty change where none is needed. `tried`: swaps up to which all were tried."""

    changes: tuple[Change, ...]
    tried: int


def smallest_changes(graph: Graph, state: int, concept: Concept = "seq") -> Inverse:
    """The smallest re-orderings of statements under which the state at dense index `state` is an equilibrium."""
    parties = [party.id for party in graph.scenario.parties]
    start: Profile = tuple(tuple(one.id for one in listed_order(graph.scenario, party)) for party in parties)
    wants = {one.id: one.wants for one in graph.scenario.priorities}
    known: dict[tuple[str, ...], Values] = {}

    def values(order: tuple[str, ...]) -> Values:
        if order not in known:
            known[order] = payoffs(graph, [wants[name] for name in order])
        return known[order]

    seen = {start}
    level = [start]
    for swaps in range(_MOST_SWAPS + 1):
        held = _held(graph, parties, [[values(order) for order in profile] for profile in level], state, concept)
        hits = [profile for profile, stable in zip(level, held, strict=True) if stable]
        if hits:
            return Inverse(tuple(_change(graph, parties, start, profile) for profile in hits), swaps)
        level = list(dict.fromkeys(other for profile in level for other in _neighbours(profile) if other not in seen))
        seen.update(level)
        if not level or len(seen) > _MOST_PROFILES or len(seen) * graph.size > 64 * _AT_ONCE:
            return Inverse((), swaps)
    return Inverse((), _MOST_SWAPS)


def _held(graph: Graph, parties: list[str], profiles: list[list[Values]], state: int, concept: Concept) -> Iterator[bool]:
    step = max(1, _AT_ONCE // graph.size)
    for first in range(0, len(profiles), step):
        block = profiles[first : first + step]
        stacked = {party: np.concatenate([profile[k] for profile in block]) for k, party in enumerate(parties)}
        found = stability_of(graph, stacked, [concept]).equilibria(concept)
        yield from found.reshape(-1, graph.size)[:, state].tolist()


def _neighbours(profile: Profile) -> Iterator[Profile]:
    for k, order in enumerate(profile):
        for n in range(len(order) - 1):
            swapped = (*order[:n], order[n + 1], order[n], *order[n + 2 :])
            yield (*profile[:k], swapped, *profile[k + 1 :])


def _change(graph: Graph, parties: list[str], start: Profile, profile: Profile) -> Change:
    swaps = [
        Swap(party, one, other)
        for party, before, after in zip(parties, start, profile, strict=True)
        for n, one in enumerate(after)
        for other in after[n + 1 :]
        if before.index(one) > before.index(other)
    ]
    within = all(is_compatible(graph.scenario, party, order) for party, order in zip(parties, profile, strict=True))
    return Change(tuple(swaps), within)


def ranking_counts(graph: Graph, party: str, state: int) -> tuple[int, dict[Concept, int]]:
    """How many strict rankings of all states `party` could have, and with how many `state` is an equilibrium, by concept."""
    count = len(graph.states)
    if count > _MOST_RANKED:
        raise TooLarge(
            f"all rankings are looked at for up to {_MOST_RANKED} states and there are {count}; leave out '--rankings'"
        )
    ranks = np.array(list(permutations(range(1, count + 1))), dtype=np.int32)
    mine = np.zeros((factorial(count), graph.size), dtype=np.int32)
    mine[:, graph.states] = ranks
    stacked = {other.id: stated_payoffs(graph, other.id) for other in graph.scenario.parties}
    stacked[party] = mine.ravel()
    found = stability_of(graph, stacked)
    return len(ranks), {c: int(found.equilibria(c).reshape(-1, graph.size)[:, state].sum()) for c in CONCEPTS}
