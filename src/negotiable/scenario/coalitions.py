"""Coalitions: from which states several parties together can move to what all of them have higher.

Definition: Kilgour, Hipel, Fang, Peng, Coalition analysis in group decision support, Group Decision and Negotiation 10 (2001):
a state is stable for a coalition if no state that its members reach by legal sequences of their own moves is better for all
of them; strong equilibria are stable for every coalition, single parties included.
"""

from dataclasses import dataclass
from itertools import combinations

from negotiable.errors import TooLarge
from negotiable.scenario.graph import Graph
from negotiable.scenario.moves import Values
from negotiable.scenario.walks import Step, Walks, check_size, path

_MOST_PARTIES = 6


@dataclass(frozen=True, slots=True)
class JointImprovement:
    """`steps` of `coalition` that lead from a state to one that all its members have higher (dense indices)."""

    coalition: tuple[str, ...]
    start: int
    steps: tuple[Step, ...]

    @property
    def end(self) -> int:
        """Where they lead."""
        return self.steps[-1].to


def coalitions(graph: Graph) -> list[tuple[str, ...]]:
    """Every set of parties, the small ones first."""
    parties = [party.id for party in graph.scenario.parties]
    if len(parties) > _MOST_PARTIES:
        raise TooLarge(f"coalitions are worked out up to {_MOST_PARTIES} parties and there are {len(parties)}")
    return [group for size in range(1, len(parties) + 1) for group in combinations(parties, size)]


def joint_improvements(walks: Walks, coalition: tuple[str, ...], start: int) -> list[JointImprovement]:
    """What `coalition` can reach from `start` and every member has higher."""
    found = walks.reached(coalition, start)
    return [
        JointImprovement(coalition, start, tuple(path(found, end)))
        for end in sorted(found)
        if all(walks.payoff(party, end) > walks.payoff(party, start) for party in coalition)
    ]


def stable_for_coalitions(graph: Graph, payoffs: dict[str, Values]) -> dict[tuple[str, ...], list[int]]:
    """By coalition the numbers of the states that are stable for it. Raises TooLarge above `walks.WALKED` states."""
    check_size(graph, "stability for coalitions")
    walks = Walks(graph, payoffs)
    return {
        group: [n for n, state in enumerate(graph.states.tolist(), 1) if not joint_improvements(walks, group, state)]
        for group in coalitions(graph)
    }


def strong(stable: dict[tuple[str, ...], list[int]]) -> list[int]:
    """The numbers of the states that are stable for every coalition."""
    return sorted(set.intersection(*(set(numbers) for numbers in stable.values()))) if stable else []
