"""What was worked out about stability as plain data, in the form that `scenario stability --format json` prints."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from negotiable.scenario.graph import Graph
from negotiable.scenario.preferences import stated_payoffs
from negotiable.scenario.simultaneous import simultaneous
from negotiable.scenario.stability import CONCEPTS, Concept, Stability, stability_of
from negotiable.scenario.walks import WALKED
from negotiable.terms.scenario import Scenario

MOST_LISTED = 1 << 16
"""States that are listed one by one; above, only their numbers in equilibria are."""


def all_stable(graph: Graph) -> Stability:
    """Stability under every definition; SIM only where the model is small enough to be walked."""
    payoffs = {party.id: stated_payoffs(graph, party.id) for party in graph.scenario.parties}
    found = stability_of(graph, payoffs, CONCEPTS)
    if len(graph.states) <= WALKED:
        found.stable["sim"] = simultaneous(graph, payoffs)
    return found


def stability_data(found: Stability) -> dict[str, Any]:
    """`parties`, `states`, `stability`, `equilibria`; "sim" is null where the model is too large for it."""
    graph = found.graph
    names = {party.id: party.name for party in graph.scenario.parties}
    labels = option_labels(graph.scenario)
    listed = len(graph.states) <= MOST_LISTED
    concepts: Sequence[Concept] = (*CONCEPTS, "sim")
    return {
        "parties": list(names.values()),
        "states": [_state(graph, n, index, labels) for n, index in enumerate(graph.states.tolist(), 1)] if listed else None,
        "stability": {
            concept: {names[party]: _column(graph, stable) for party, stable in found.stable[concept].items()}
            if listed and concept in found.stable
            else None
            for concept in concepts
        },
        "equilibria": {concept: found.numbers(concept) if concept in found.stable else None for concept in concepts},
    }


def option_labels(scenario: Scenario) -> dict[str, str]:
    """What options are called: the label, with the issue before it where labels repeat."""
    count: dict[str, int] = {}
    for option in scenario.options:
        count[option.label] = count.get(option.label, 0) + 1
    return {
        option.id: option.label if count[option.label] == 1 else f"{choice.label}: {option.label}"
        for choice in scenario.choices
        for option in choice.options
    }


def _state(graph: Graph, number: int, index: int, labels: dict[str, str]) -> dict[str, Any]:
    chosen = set(graph.chosen(index))
    return {"id": number, "options": {label: option in chosen for option, label in labels.items()}}


def _column(graph: Graph, stable: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[bool]:
    return [bool(value) for value in stable[graph.states]]
