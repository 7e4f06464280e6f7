"""Stability: published results encoded anew, and equality with the definitions word for word."""

import numpy as np
import pytest
from scenario.invented import random_scenario
from scenario.literal import Literal

from negotiable.errors import TooLarge
from negotiable.scenario.coalitions import stable_for_coalitions, strong
from negotiable.scenario.graph import LARGEST, graph_of
from negotiable.scenario.import_model import scenario_of
from negotiable.scenario.parse import parse
from negotiable.scenario.preferences import listed_order, stated_payoffs
from negotiable.scenario.simultaneous import simultaneous
from negotiable.scenario.stability import stability
from negotiable.terms.scenario import Scenario

# Prisoner's dilemma as two yes/no options; 1 = nobody cooperates, 4 = both do.
DILEMMA = """
scenario: 1
parties: [ann, bo]
issues:
  - {id: ann, choose: any, by: ann, options: [helps bo]}
  - {id: bo, choose: any, by: bo, options: [helps ann]}
statements:
  - {party: ann, wants: bo.helps-ann}
  - {party: ann, wants: not ann.helps-bo}
  - {party: bo, wants: ann.helps-bo}
  - {party: bo, wants: not bo.helps-ann}
listed: [ann, bo]
"""

# Water of the Euphrates 1975: states and rankings as printed by Hipel, Kilgour, Kinsara, Group Decis. Negot. 23(3), 2014.
EUPHRATES = """
scenario: 1
parties: [syria, iraq]
issues:
  - {id: syria, choose: any, by: syria, options: [release, escalate]}
  - {id: iraq, choose: any, by: iraq, options: [attack]}
impossible: [release and escalate]
rankings:
  syria: [1, 3, 6, 2, 4, 5]
  iraq: [2, 4, 6, 1, 5, 3]
"""


def scenario(text: str) -> Scenario:
    found, faults = parse(text)
    assert not faults
    assert found
    return found


def test_the_dilemma_has_one_nash_equilibrium_and_mutual_help_is_deterred_from_breaking() -> None:
    found = stability(graph_of(scenario(DILEMMA)))
    assert {concept: found.numbers(concept) for concept in found.stable} == {
        "nash": [1],
        "gmr": [1, 4],
        "smr": [1, 4],
        "seq": [1, 4],
    }


def test_the_published_case_of_two_rivers_countries() -> None:
    graph = graph_of(scenario(EUPHRATES))
    found = stability(graph)
    assert {concept: found.numbers(concept) for concept in found.stable} == {"nash": [6], "gmr": [1, 6], "smr": [6], "seq": [6]}
    coalitions = stable_for_coalitions(graph, {p: stated_payoffs(graph, p) for p in ("syria", "iraq")})
    assert coalitions[("syria", "iraq")] == [1, 2, 6]
    assert strong(coalitions) == [6]


@pytest.mark.parametrize("block", range(6))
def test_the_same_as_the_definitions_word_for_word(block: int) -> None:
    cells = 0
    for seed in range(50 * block, 50 * block + 50):
        model = random_scenario(seed)
        graph = graph_of(model)
        orders = {party.id: [one.id for one in listed_order(model, party.id)] for party in model.parties}
        literal = Literal(model, orders)
        assert [frozenset(graph.chosen(int(index))) for index in graph.states] == literal.states
        found = stability(graph)
        found.stable["sim"] = simultaneous(graph, {party.id: stated_payoffs(graph, party.id) for party in model.parties})
        for concept, stable in found.stable.items():
            for party, mine in stable.items():
                expected = [literal.stable(concept, party, state) for state in literal.states]
                assert mine[graph.states].tolist() == expected, (seed, concept, party)
                cells += len(expected)
    assert cells > 3000


def test_nothing_is_stable_where_nothing_can_be() -> None:
    found = stability(graph_of(scenario(DILEMMA + "impossible: [ann.helps-bo, not ann.helps-bo]")))
    assert not found.equilibria("nash").any()


def test_more_statements_than_bits() -> None:
    extra = "\n".join(f"  - {{party: ann, wants: {'not ' * (n % 2)}ann.helps-bo}}" for n in range(80))
    graph = graph_of(scenario(DILEMMA.replace("listed:", f"{extra}\nlisted:")))
    values = stated_payoffs(graph, "ann")
    assert [int(n) for n in np.argsort(-values) + 1] == [3, 4, 1, 2]


def test_one_hundred_thousand_states_of_which_every_corner_is_known() -> None:
    """Everybody wants own options on and nothing else: exactly the last state is an equilibrium, under every definition."""
    count = 17
    model = {
        "options": [{"name": f"o{k}", "permittedDirection": "both"} for k in range(count)],
        "decision_makers": [
            {
                "name": f"P{p}",
                "options": list(range(p, count, 3)),
                "preference_statements": [{"all_of": {f"o{k}": "Y"}} for k in range(p, count, 3)],
            }
            for p in range(3)
        ],
    }
    found = stability(graph_of(scenario_of(model)))
    assert {concept: found.numbers(concept) for concept in found.stable} == {
        concept: [2**count] for concept in ("nash", "gmr", "smr", "seq")
    }


def test_a_model_too_large_is_refused_with_what_to_do() -> None:
    issues = "\n".join(f"  - {{id: i{n}, by: ann, options: [a, b, c]}}" for n in range(20))
    text = f"scenario: 1\nparties: [ann]\nissues:\n{issues}\nnow: [{', '.join(f'i{n}.a' for n in range(20))}]\n"
    text += "statements: [{party: ann, wants: i7.b or i9.c}]"
    huge = scenario(text)
    with pytest.raises(TooLarge, match=r"3,486,784,401 combinations .* --only i7,i9"):
        graph_of(huge)
    part = graph_of(huge, ["i7", "i9.b"])
    assert (part.size, LARGEST) == (9, 1 << 22)
    assert "i0.a" in part.chosen(8)
