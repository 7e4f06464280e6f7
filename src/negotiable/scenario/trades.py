"""Trades and dominance on stated orders: who puts what first, and which packages everybody has at least as high.

Only the order of statements is used, no weights. "Necessary", "possible", "impossible": in every compatible order, in some, in
none of those looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from negotiable.scenario.formulas import options_of
from negotiable.scenario.graph import Bools, Graph
from negotiable.scenario.moves import Values
from negotiable.scenario.names import CLASSES
from negotiable.scenario.orders import compatible_orders
from negotiable.scenario.preferences import payoffs
from negotiable.scenario.walks import check_size
from negotiable.terms.scenario import Scenario

Verdict = Literal["necessary", "possible", "impossible"]
_MOST_TRADES = 200
_MOST_ORDERS = 500


@dataclass(frozen=True, slots=True)
class Trade:
    """Two parties and two issues: `first` speaks more firmly of `first_issue`, `second` of `second_issue`."""

    first: str
    first_issue: str
    second: str
    second_issue: str


def trades(scenario: Scenario) -> list[Trade]:
    """Pairs of issues on which two parties set different priorities, by the classes of what they said."""
    firmest: dict[str, dict[str, int]] = {party.id: {} for party in scenario.parties}
    for one in scenario.priorities:
        for issue in {option.partition(".")[0] for option in options_of(one.wants)}:
            ranks = firmest[one.party]
            ranks[issue] = min(ranks.get(issue, len(CLASSES)), CLASSES.index(one.firmness))
    found = []
    for (one_party, mine), (other_party, theirs) in combinations(firmest.items(), 2):
        for a, b in combinations(sorted(mine.keys() & theirs.keys()), 2):
            if mine[a] < mine[b] and theirs[b] < theirs[a]:
                found.append(Trade(one_party, a, other_party, b))
            elif mine[b] < mine[a] and theirs[a] < theirs[b]:
                found.append(Trade(one_party, b, other_party, a))
    return found[:_MOST_TRADES]


@dataclass(frozen=True, slots=True)
class Undominated:
    """By state number whether it is undominated in every compatible order, in some, in none; `orders`: those looked at."""

    verdicts: tuple[Verdict, ...]
    orders: int
    exhaustive: bool


def undominated(graph: Graph) -> Undominated:
    """Pareto: a state is dominated where another is higher for somebody and lower for nobody. Raises TooLarge on large models."""
    check_size(graph, "dominance")
    orders = compatible_orders(graph.scenario, _MOST_ORDERS)
    wants = {one.id: one.wants for one in graph.scenario.priorities}
    known: dict[tuple[str, ...], Values] = {}
    counts = np.zeros(len(graph.states), dtype=np.int64)
    for one in orders.combinations:
        for order in one.values():
            if order not in known:
                known[order] = payoffs(graph, [wants[name] for name in order])[graph.states]
        counts += ~dominated([known[order] for order in one.values()])
    total = len(orders.combinations)
    verdicts = tuple(_verdict(count, total) for count in counts.tolist())
    return Undominated(verdicts, total, orders.exhaustive)


def _verdict(count: int, total: int) -> Verdict:
    return "necessary" if count == total else "possible" if count else "impossible"


def dominated(payoffs: Sequence[Values]) -> Bools:
    """Which columns another column beats somewhere and equals or beats everywhere: sorted, so that only earlier ones can."""
    table = np.stack(payoffs)
    order = np.lexsort(-table[::-1])
    found = np.zeros(table.shape[1], dtype=np.bool_)
    front = np.empty((table.shape[0], 0), dtype=table.dtype)
    for column in order:
        here = table[:, column : column + 1]
        found[column] = bool(((front >= here).all(axis=0) & (front > here).any(axis=0)).any())
        if not found[column]:
            front = np.concatenate([front, here], axis=1)
    return found
