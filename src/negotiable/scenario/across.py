"""Whether a state is stable in all, some or none of the compatible orders, whether that rests on silence, and on which flag."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from negotiable.errors import TooLarge
from negotiable.scenario.formulas import spell
from negotiable.scenario.graph import Bools, Graph, Ints, graph_of
from negotiable.scenario.moves import Values
from negotiable.scenario.orders import MOST_ORDERS, compatible_orders
from negotiable.scenario.preferences import payoffs, ranked_payoffs, stated_payoffs
from negotiable.scenario.stability import Concept, stability, stability_of
from negotiable.terms.scenario import Choice, Option, Scenario

Extent = Literal["all", "some", "none"]
_AT_ONCE = 1 << 22  # values in one array: orders times combinations
_TIES = 32  # ways to break ties that are tried, and their opposites


@dataclass(frozen=True)
class Across:
    """By concept and state (number 1 at index 0) in how many of `orders` it is an equilibrium, and stable for each party."""

    graph: Graph
    orders: int
    exhaustive: bool
    held: dict[Concept, list[int]]
    parties: dict[Concept, dict[str, list[int]]]

    def extent(self, concept: Concept, number: int) -> Extent:
        """all, some or none of the orders looked at."""
        return extent(self.held[concept][number - 1], self.orders)


def extent(count: int, orders: int) -> Extent:
    """In words."""
    return "all" if count == orders else "some" if count else "none"


def across_orders(graph: Graph, concepts: Sequence[Concept] = ("nash", "seq"), most: int = MOST_ORDERS) -> Across:
    """Stability in every compatible order, or in as many sampled ones as fit."""
    most = max(1, min(most, 64 * _AT_ONCE // graph.size))
    orders = compatible_orders(graph.scenario, most)
    wants = {one.id: one.wants for one in graph.scenario.priorities}
    rankings = dict(graph.scenario.rankings)
    known: dict[tuple[str, tuple[str, ...]], Values] = {}

    def values(party: str, order: tuple[str, ...]) -> Values:
        if (party, order) not in known:
            if len(known) * graph.size > 8 * _AT_ONCE:
                known.clear()
            fixed = party in rankings
            known[party, order] = (
                ranked_payoffs(graph, party, rankings[party]) if fixed else payoffs(graph, [wants[name] for name in order])
            )
        return known[party, order]

    held = {concept: np.zeros(len(graph.states), dtype=np.int64) for concept in concepts}
    by_party = {c: {p.id: np.zeros(len(graph.states), dtype=np.int64) for p in graph.scenario.parties} for c in concepts}
    step = max(1, _AT_ONCE // graph.size)
    for first in range(0, len(orders.combinations), step):
        block = orders.combinations[first : first + step]
        stacked = {p.id: np.concatenate([values(p.id, one[p.id]) for one in block]) for p in graph.scenario.parties}
        found = stability_of(graph, stacked, concepts)
        for concept in concepts:
            held[concept] += _counted(graph, found.equilibria(concept))
            for party, stable in found.stable[concept].items():
                by_party[concept][party] += _counted(graph, stable)
    return Across(
        graph,
        len(orders.combinations),
        orders.exhaustive,
        {c: counts.tolist() for c, counts in held.items()},
        {c: {p: counts.tolist() for p, counts in parties.items()} for c, parties in by_party.items()},
    )


def _counted(graph: Graph, stable: Bools) -> Ints:
    found: Ints = stable.reshape(-1, graph.size)[:, graph.states].sum(axis=0)
    return found


def rests_on_silence(graph: Graph, concepts: Sequence[Concept] = ("nash", "seq")) -> dict[Concept, list[bool]]:
    """By concept and state whether being an equilibrium or not changes with how ties are broken, in the order of the file.

    A tie is a pair of states that no statement of a party tells apart. Some ways to break them are tried: True is proved,
    False means that none of those tried changes it.
    """
    if graph.size * 2 * _TIES > 8 * _AT_ONCE:
        raise TooLarge("what rests on silence is worked out for smaller models: name the issues in play, --only")
    rng = np.random.default_rng(0)
    stacked: dict[str, Values] = {}
    for party in graph.scenario.parties:
        base = stated_payoffs(graph, party.id)
        _, ranks = np.unique(base, return_inverse=True)
        shuffles = [rng.permutation(graph.size) for _ in range(_TIES)]
        broken = [ranks * graph.size + order for shuffle in shuffles for order in (shuffle, graph.size - 1 - shuffle)]
        if int(ranks.max(initial=0)) * graph.size >= 2**31 - graph.size:
            broken = [np.unique(values, return_inverse=True)[1] for values in broken]
        stacked[party.id] = np.concatenate([base, *(values.astype(np.int32) for values in broken)])
    found = stability_of(graph, stacked, concepts)
    result: dict[Concept, list[bool]] = {}
    for concept in concepts:
        table = found.equilibria(concept).reshape(-1, graph.size)[:, graph.states]
        result[concept] = (table != table[0]).any(axis=0).tolist()
    return result


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One structural flag taken back: its line, what was changed, and the equilibria (as options that hold) gained and lost."""

    line: int
    change: str
    gained: tuple[tuple[str, ...], ...]
    lost: tuple[tuple[str, ...], ...]


def flag_sensitivity(scenario: Scenario, concept: Concept = "seq", only: Sequence[str] | None = None) -> list[Sensitivity]:
    """For every one-way move and every impossible combination: what its absence changes."""
    before = _equilibria(scenario, concept, only)
    return [
        Sensitivity(line, change, tuple(sorted(after - before)), tuple(sorted(before - after)))
        for line, change, other in _without(scenario)
        for after in (_equilibria(other, concept, only),)
    ]


def _equilibria(scenario: Scenario, concept: Concept, only: Sequence[str] | None) -> set[tuple[str, ...]]:
    graph = graph_of(scenario, only)
    return {graph.chosen(int(index)) for index in np.flatnonzero(stability(graph, [concept]).equilibria(concept))}


def _without(scenario: Scenario) -> Iterator[tuple[int, str, Scenario]]:
    for option in scenario.options:
        if option.one_way:
            yield (
                option.line,
                f"“{option.label}” could change both ways",
                replace(scenario, choices=_reversible(scenario, option)),
            )
    if not scenario.rankings:
        for n, one in enumerate(scenario.impossible):
            others = scenario.impossible[:n] + scenario.impossible[n + 1 :]
            yield one.line, f"“{spell(one.that)}” were possible", replace(scenario, impossible=others)


def _reversible(scenario: Scenario, option: Option) -> tuple[Choice, ...]:
    return tuple(
        replace(choice, options=tuple(replace(o, one_way=None) if o.id == option.id else o for o in choice.options))
        for choice in scenario.choices
    )
