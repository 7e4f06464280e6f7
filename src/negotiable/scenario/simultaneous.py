"""SIM: an improvement is deterred where the opponents' improvements at the same time make it no improvement.

Definition: Fraser and Hipel, Conflict Analysis: Models and Resolutions (1984), simultaneous stability; with more than two
parties the opponents' side is any legal sequence of their improvements from the same state (as in GMCR+). The joint result takes
each party's own options from its own move. A joint result that cannot be deters nobody.
"""

import numpy as np

from negotiable.scenario.graph import Bools, Graph
from negotiable.scenario.moves import Values
from negotiable.scenario.walks import Walks, check_size


def simultaneous(graph: Graph, payoffs: dict[str, Values]) -> dict[str, Bools]:
    """By party and dense index whether a state is SIM stable. Raises TooLarge above `walks.WALKED` states."""
    check_size(graph, "simultaneous stability (SIM)")
    walks = Walks(graph, payoffs)
    found = {party: np.zeros(graph.size, dtype=np.bool_) for party in payoffs}
    for state in graph.states.tolist():
        for party in payoffs:
            found[party][state] = _stable(walks, party, state, [other for other in payoffs if other != party])
    return found


def _stable(walks: Walks, party: str, state: int, opponents: list[str]) -> bool:
    improvements = walks.improvements(party, state)
    if not improvements:
        return True
    answers = [answer - state for answer in walks.improved(opponents, state)]
    return all(any(_deters(walks, party, state, better + change) for change in answers) for better in improvements)


def _deters(walks: Walks, party: str, state: int, joint: int) -> bool:
    return bool(walks.graph.feasible[joint]) and walks.payoff(party, joint) <= walks.payoff(party, state)
