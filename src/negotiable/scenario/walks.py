"""Moves from single states: for sentences, coalitions and simultaneous answers, in models small enough to walk."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from negotiable.errors import TooLarge
from negotiable.scenario.graph import Graph
from negotiable.scenario.moves import Values

WALKED = 1 << 12
"""States up to which every state is walked from."""


@dataclass(frozen=True)
class Step:
    """One move of a legal sequence: who moved, and the dense index it led to."""

    parties: tuple[str, ...]
    to: int


class Walks:
    """Moves in `graph` under `payoffs`, state by state (dense indices)."""

    def __init__(self, graph: Graph, payoffs: dict[str, Values]) -> None:
        self.graph, self._payoffs = graph, payoffs
        self._parties = [party.id for party in graph.scenario.parties]
        self._moves: dict[tuple[tuple[str, ...], int], tuple[int, ...]] = {}

    def payoff(self, party: str, index: int) -> int:
        """The payoff of one state; only its order against others means anything."""
        return int(self._payoffs[party][index])

    def moves(self, movers: tuple[str, ...], index: int) -> tuple[int, ...]:
        """What `movers` reach by one joint move: they change digits that exactly they control."""
        key = (movers, index)
        if key not in self._moves:
            self._moves[key] = tuple(self._moved(self._own(movers), index))
        return self._moves[key]

    def _own(self, movers: tuple[str, ...]) -> list[int]:
        return [k for k, d in enumerate(self.graph.digits) if tuple(sorted(d.by)) == tuple(sorted(movers)) and len(d.values) > 1]

    def _moved(self, own: list[int], index: int) -> Iterable[int]:
        graph = self.graph
        steps = []
        for k in own:
            digit, stride = graph.digits[k], graph.strides[k]
            value = index // stride % len(digit.values)
            steps.append([(v - value) * stride for v in range(len(digit.values)) if digit.allowed(value, v)])
        for change in product(*steps):
            other = index + sum(change)
            if other != index and graph.feasible[other]:
                yield other

    def improvements(self, party: str, index: int) -> list[int]:
        """The states that `party` reaches alone and has higher."""
        return [s for s in self.moves((party,), index) if self.payoff(party, s) > self.payoff(party, index)]

    @cached_property
    def joint(self) -> list[tuple[str, ...]]:
        """The sets of parties that only together change something."""
        return sorted({tuple(sorted(d.by)) for d in self.graph.digits if len(d.by) > 1 and len(d.values) > 1})

    def reached(self, coalition: Iterable[str], index: int) -> dict[int, tuple[int, Step]]:
        """What a coalition reaches by legal sequences of its members' moves (Kilgour et al. 2001); what its members only change
        together is one step. For every state the one before and the step.
        """
        members = set(coalition)
        movers = [(p,) for p in self._parties if p in members] + [group for group in self.joint if members.issuperset(group)]
        return self._search(index, lambda s: ((group, other) for group in movers for other in self.moves(group, s)))

    def improved(self, parties: Iterable[str], index: int) -> dict[int, tuple[int, Step]]:
        """What `parties` reach by legal sequences of improvements, each better for whoever makes it."""
        movers = list(parties)
        return self._search(index, lambda s: (((p,), other) for p in movers for other in self.improvements(p, s)))

    def _search(self, start: int, steps: Callable[[int], Iterable[tuple[tuple[str, ...], int]]]) -> dict[int, tuple[int, Step]]:
        found: dict[int, tuple[int, Step]] = {}
        waiting = deque([start])
        while waiting:
            state = waiting.popleft()
            for movers, other in steps(state):
                if other != start and other not in found:
                    found[other] = (state, Step(movers, other))
                    waiting.append(other)
        return found


def path(found: dict[int, tuple[int, Step]], end: int) -> list[Step]:
    """The steps that led to `end`."""
    steps: list[Step] = []
    while end in found:
        end, step = found[end]
        steps.append(step)
    return steps[::-1]


def check_size(graph: Graph, what: str) -> None:
    """Raises TooLarge where `what` would have to walk from too many states."""
    if len(graph.states) > WALKED:
        raise TooLarge(
            f"{what} is worked out up to {WALKED:,} states and there are {len(graph.states):,}: name the issues in play, --only"
        )
