"""What follows from undertakings, orders and numbers typed in; and what one change makes of it."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from scenario.ferry import FERRY, line_of, scenario_of
from scenario.test_stability import DILEMMA, EUPHRATES

from negotiable.errors import BadScenario
from negotiable.scenario.across import across_orders, flag_sensitivity, rests_on_silence
from negotiable.scenario.adjusted_winner import adjusted_winner, max_nash, max_nash_whole
from negotiable.scenario.bargaining import bargain
from negotiable.scenario.calculator import calculated
from negotiable.scenario.graph import graph_of
from negotiable.scenario.inverse import ranking_counts, smallest_changes
from negotiable.scenario.orders import compatible_orders
from negotiable.scenario.stability import stability
from negotiable.scenario.trades import trades, undominated
from negotiable.scenario.waiting import waiting
from negotiable.scenario.what_if import changed, compare, without
from negotiable.terms.scenario import Scenario


def test_chains_matches_and_what_is_due() -> None:
    found = waiting(scenario_of())
    assert found.chains == (("strike", "tender"),)
    assert found.matches == (("keep", "pay-in"),)
    assert found.due == ("pay-in",)
    assert found.deadlocks == ()  # the crossings are kept now, so one of the two can begin


def test_each_waits_for_the_other() -> None:
    stopped = FERRY.replace("now: [timetable.kept,", "now: [timetable.ended,")
    assert waiting(scenario_of(stopped)).deadlocks == (("keep", "pay-in"),)


def test_orders_keep_classes_and_comparisons() -> None:
    scenario = scenario_of()
    found = compatible_orders(scenario)
    assert found.exhaustive
    assert len(found.combinations) == 2  # two red lines of the company in either order; the crews said which demand comes first
    assert {one["crews"] for one in found.combinations} == {("crews-nights", "crews-pay", "crews-rest")}
    free = replace(scenario, priorities=tuple(replace(one, firmness="demand", above=()) for one in scenario.priorities))
    assert len(compatible_orders(free).combinations) == 6**3
    few = compatible_orders(free, most=50)
    assert (len(few.combinations), few.exhaustive) == (50, False)


def test_across_orders_is_stability_in_each_of_them() -> None:
    scenario = scenario_of(FERRY.replace("class: red-line", "class: demand"))
    graph = graph_of(scenario)
    found = across_orders(graph)
    expected: Counter[int] = Counter()
    for one in compatible_orders(scenario).combinations:
        names = {name: n for order in one.values() for n, name in enumerate(order)}
        ordered = tuple(sorted(scenario.priorities, key=lambda p: names[p.id]))
        listed = replace(scenario, priorities=ordered, listed=tuple(p.id for p in scenario.parties))
        expected.update(stability(graph_of(listed), ["seq"]).numbers("seq"))
    assert found.held["seq"] == [expected[n] for n in range(1, len(graph.states) + 1)]
    assert {found.extent("seq", n) for n in expected} <= {"all", "some"}


def test_silence_is_told_where_ties_decide() -> None:
    mute = scenario_of(DILEMMA.split("statements:")[0])
    graph = graph_of(mute)
    assert stability(graph).numbers("nash") == [1, 2, 3, 4]
    assert rests_on_silence(graph, ["nash"])["nash"] == [True] * 4
    assert rests_on_silence(graph_of(scenario_of(DILEMMA)), ["nash"])["nash"] == [False] * 4


def test_a_flag_that_decides_is_found() -> None:
    one_way = scenario_of(DILEMMA.replace("options: [helps bo]", "options: [{id: helps-bo, label: helps bo, one_way: on}]"))
    found = flag_sensitivity(one_way, "nash")
    assert [(one.gained, one.lost) for one in found] == [((), (("ann.helps-bo",),))]


def test_rankings_that_make_a_state_stable_are_counted() -> None:
    """240 and 384 of 720 for state 2; 420 is printed for SEQ in a guide, where the last improvement decides alone."""
    graph = graph_of(scenario_of(EUPHRATES))
    total, counts = ranking_counts(graph, "syria", int(graph.states[1]))
    assert (total, counts) == (720, {"nash": 240, "gmr": 384, "smr": 300, "seq": 384})


def test_the_smallest_change_of_priorities_is_found_and_no_smaller_one_works() -> None:
    graph = graph_of(scenario_of())
    for state in range(1, len(graph.states) + 1, 7):
        found = smallest_changes(graph, int(graph.states[state - 1]), "nash")
        for change in found.changes:
            assert len(change.swaps) == found.tried
            order = {swap.above: swap.below for swap in change.swaps}
            assert order or state in stability(graph).numbers("nash")
            if len(order) == len(change.swaps) == 1:
                ((above, below),) = order.items()
                assert state in stability(graph_of(_swapped(graph.scenario, above, below))).numbers("nash")


def _swapped(scenario: Scenario, above: str, below: str) -> Scenario:
    ids = [one.id for one in scenario.priorities]
    ordered = list(scenario.priorities)
    a, b = ids.index(above), ids.index(below)
    ordered[a], ordered[b] = ordered[b], ordered[a]
    return replace(
        scenario, priorities=tuple(replace(one, above=()) for one in ordered), listed=tuple(p.id for p in scenario.parties)
    )


def test_trades_and_dominance() -> None:
    assert trades(scenario_of()) == []
    softer = scenario_of(
        FERRY.replace("{id: company-nights, party: company, class: red-line", "{id: company-nights, party: company, class: wish")
    )
    assert [(one.first, one.first_issue, one.second, one.second_issue) for one in trades(softer)] == [
        ("company", "pay", "crews", "timetable"),
        ("company", "work", "crews", "timetable"),
        ("company", "work", "council", "money"),
        ("company", "work", "council", "timetable"),
    ]
    assert undominated(graph_of(scenario_of(DILEMMA))).verdicts == ("impossible", "necessary", "necessary", "necessary")


def test_what_if_shows_only_the_difference(tmp_path: Path) -> None:
    scenario = scenario_of()
    nothing = compare(scenario, scenario)
    assert nothing.found == ()
    found = compare(scenario, without(scenario, "council-money"))
    assert found.packages == (0, 8)
    assert next((one.about, one.gained, one.lost) for one in found.found) == (
        "colliding red lines",
        (),
        (("crews-nights", "company-nights", "council-money"),),
    )
    path = tmp_path / "talks.yaml"
    path.write_text(FERRY, encoding="utf-8")
    number = line_of("id: council-money")
    text = "- {id: council-money, party: council, class: wish, wants: not money.subsidy}"
    assert compare(scenario, changed(str(path), scenario, f"{number}={text}", None)).packages == (0, 8)
    for odd, message in (("x", "give the number"), ("999=a: b", "no line 999"), (f"{number}=- nonsense: 1", f"line {number}")):
        with pytest.raises(BadScenario, match=message):
            changed(str(path), scenario, odd, None)
    with pytest.raises(BadScenario, match="no statement or undertaking 'x'"):
        changed(str(path), scenario, None, "x")


def test_adjusted_winner_is_exact() -> None:
    """Invented: the boat goes to Ada (60 > 20), house and shop to Bo; then part of the boat moves until both have as much."""
    ada, bo = {"boat": 60, "house": 25, "shop": 15}, {"boat": 20, "house": 50, "shop": 30}
    found = adjusted_winner(ada, bo)
    assert found.winning.points == (60, 80)
    assert found.final.points == (Fraction(200, 3), Fraction(200, 3))
    assert found.moved == (("house", Fraction(4, 15)),)
    assert found.final.shares == {"boat": 1, "house": Fraction(4, 15), "shop": 0}
    assert max_nash(ada, bo).points == (60, 80)
    assert max_nash_whole(ada, bo).points == (60, 80)


def test_a_split_item_raises_the_product() -> None:
    found = max_nash({"x": 100}, {"x": 100})
    assert (found.shares, found.points) == ({"x": Fraction(1, 2)}, (50, 50))


def test_bargaining_points_keep_ties_and_count_exactly() -> None:
    found = bargain([("0.1", "0.3"), ("0.3", "0.1"), ("0.2", "0.2"), ("0.1", "0.1"), ("0.2", "0.2")], ("0", "0"))
    assert found.pareto == (0, 1, 2, 4)
    assert found.nash == found.kalai == found.kalai_smorodinsky == (2, 4)


def test_numbers_typed_in_are_labelled_so(tmp_path: Path) -> None:
    path = tmp_path / "numbers.yaml"
    path.write_text("points:\n  Ada: {boat: 60, house: 40}\n  Bo: {boat: 40, house: 60}\n", encoding="utf-8")
    found = calculated(str(path))
    assert "you gave" in found["about"]
    assert found["adjusted winner"]["points"] == {"Ada": "60", "Bo": "60"}
    path.write_text("outcomes:\n  fast: {Ada: 3, Bo: 1}\n  slow: {Ada: 2, Bo: 2}\n  none: {Ada: 1, Bo: 1}\n", encoding="utf-8")
    assert calculated(str(path))["undominated (Pareto)"] == ["fast", "slow"]
    for text in (
        "points: {Ada: {boat: 1}}",
        "points: {A: {x: 1}, B: {y: 1}}",
        "points: {A: {x: b}, B: {x: 1}}",
        "[",
        "outcomes: 3",
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BadScenario):
            calculated(str(path))
