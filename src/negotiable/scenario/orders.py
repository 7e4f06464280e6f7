"""The orders of priority that are compatible with what was said: classes and comparisons fix some, the rest stays open."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import prod

from negotiable.scenario.names import CLASSES
from negotiable.scenario.preferences import listed_order
from negotiable.terms.scenario import Priority, Scenario

MOST_ORDERS = 2000
"""Combinations of orders that are all looked at; above, as many are sampled, and the number is told."""


@dataclass(frozen=True)
class Orders:
    """`combinations`: for each, every party's statements (ids, most important first). `exhaustive`: no other is compatible."""

    combinations: tuple[dict[str, tuple[str, ...]], ...]
    exhaustive: bool


def compatible_orders(scenario: Scenario, most: int = MOST_ORDERS) -> Orders:
    """All combinations of orders, or `most` sampled with a fixed seed, the order of the file among them."""
    parties = [party.id for party in scenario.parties]
    own = {party: [one for one in scenario.priorities if one.party == party] for party in parties}
    below = {party: _below(scenario, party, own[party]) for party in parties}
    every = {party: tuple(islice(_extensions(below[party]), most + 1)) for party in parties}
    if prod(len(orders) for orders in every.values()) <= most:
        return Orders(tuple(_combinations(every)), True)
    rng = random.Random(0)
    listed = {party: tuple(one.id for one in listed_order(scenario, party)) for party in parties}
    sampled = [{party: _random_extension(below[party], rng) for party in parties} for _ in range(most - 1)]
    return Orders((listed, *sampled), False)


def is_compatible(scenario: Scenario, party: str, order: tuple[str, ...]) -> bool:
    """Whether what was said allows this order of the statements of `party`."""
    below = _below(scenario, party, [one for one in scenario.priorities if one.party == party])
    return all(order.index(name) < order.index(other) for name, others in below.items() for other in others)


def _below(scenario: Scenario, party: str, own: list[Priority]) -> dict[str, set[str]]:
    """By id what must come after it."""
    if party in scenario.listed or party in dict(scenario.rankings):
        ids = [one.id for one in listed_order(scenario, party)]
        return {name: set(ids[n + 1 :]) for n, name in enumerate(ids)}
    rank = {one.id: CLASSES.index(one.firmness) for one in own}
    return {one.id: {o.id for o in own if rank[o.id] > rank[one.id]} | set(one.above) for one in own}


def _extensions(below: dict[str, set[str]]) -> Iterator[tuple[str, ...]]:
    if not below:
        yield ()
        return
    for first in below:
        if not any(first in lower for name, lower in below.items() if name != first):
            rest = {name: lower for name, lower in below.items() if name != first}
            for order in _extensions(rest):
                yield (first, *order)


def _random_extension(below: dict[str, set[str]], rng: random.Random) -> tuple[str, ...]:
    """One compatible order; not every one is equally likely, so counts of them are no probabilities."""
    left, order = dict(below), []
    while left:
        free = [name for name in left if not any(name in lower for other, lower in left.items() if other != name)]
        first = rng.choice(free or list(left))
        order.append(first)
        del left[first]
    return tuple(order)


def _combinations(every: dict[str, tuple[tuple[str, ...], ...]]) -> Iterator[dict[str, tuple[str, ...]]]:
    combined: list[dict[str, tuple[str, ...]]] = [{}]
    for party, orders in every.items():
        combined = [{**one, party: order} for one in combined for order in orders]
    yield from combined
