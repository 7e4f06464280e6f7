"""Red lines: every package and every minimal collision, compared with looking at all of them."""

import time
from dataclasses import replace
from itertools import combinations

import pytest
from scenario.ferry import scenario_of
from scenario.invented import random_scenario

from negotiable.scenario.formulas import holds
from negotiable.scenario.graph import graph_of
from negotiable.scenario.red_lines import red_lines
from negotiable.terms.scenario import AnyOf, Choice, Formula, Holds, Not, Option, Party, Priority, Scenario


def all_packages(scenario: Scenario) -> list[tuple[str, ...]]:
    graph = graph_of(scenario)
    return [graph.chosen(int(index)) for index in graph.states]


@pytest.mark.parametrize("seed", range(20))
def test_the_same_as_looking_at_every_package(seed: int) -> None:
    drawn = random_scenario(seed)
    scenario = replace(drawn, priorities=tuple(replace(one, firmness="red-line") for one in drawn.priorities[:8]))
    packages = all_packages(scenario)
    lines = {one.id: one.wants for one in scenario.priorities}

    def left(names: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [package for package in packages if all(holds(lines[name], package) for name in names)]

    colliding = [
        set(names)
        for size in range(len(lines) + 1)
        for names in combinations(lines, size)
        if not left(names) and all(left(tuple(n for n in names if n != out)) for out in names)
    ]
    found = red_lines(scenario)
    assert found.complete
    assert found.count == len(left(tuple(lines)))
    if packages:
        assert sorted(map(sorted, found.collisions)) == sorted(map(sorted, colliding))
    for opened in found.moves:
        others = tuple(name for name in lines if name != opened.line)
        freed = [package for package in left(others) if not holds(lines[opened.line], package)]
        assert (opened.count, opened.package is None) == (len(freed), not freed)
        assert opened.package is None or set(opened.package) in map(set, freed)


def test_three_red_lines_of_the_ferry_collide_and_each_alone_frees_something() -> None:
    found = red_lines(scenario_of())
    assert found.collisions == (("crews-nights", "company-nights", "council-money"),)
    assert found.wider == (("company-nights", "council-nights", "council-money"),)
    assert {opened.line: opened.count for opened in found.moves} == {
        "crews-nights": 8,
        "company-pay": 0,
        "company-nights": 16,
        "council-money": 8,
    }


def test_what_is_left_on_each_issue() -> None:
    scenario = scenario_of()
    found = red_lines(replace(scenario, priorities=scenario.priorities[:4]))
    assert [(left.issue, left.excluded) for left in found.by_issue] == [
        ("timetable", ("timetable.ended",)),
        ("pay", ("pay.raised",)),
        ("work", ()),
        ("money", ()),
    ]


def test_forty_issues_and_a_hundred_red_lines_in_about_a_second() -> None:
    choices = tuple(
        Choice(f"i{n}", f"Issue {n}", tuple(Option(f"i{n}.o{k}", f"o{k}", ("p", "q")) for k in range(5))) for n in range(40)
    )
    lines: list[Formula] = [AnyOf((Not(Holds(f"i{n}.o1")), Holds(f"i{(n + 1) % 40}.o1"))) for n in range(40)]
    lines += [Not(Holds(f"i{n}.o2")) for n in range(40)] + [Not(Holds(f"i{n}.o3")) for n in range(18)]
    lines += [Holds("i0.o1"), Holds("i39.o4")]
    scenario = Scenario(
        "large",
        (Party("p", "P"), Party("q", "Q")),
        choices,
        priorities=tuple(Priority(f"l{n}", "p", "red-line", wants) for n, wants in enumerate(lines)),
    )
    red_lines(scenario_of())  # the solver's import is not what is timed
    began = time.process_time()
    found = red_lines(scenario)
    assert time.process_time() - began < 3  # 0.2 s here; the margin is for a slow machine
    assert found.count == 0
    assert found.collisions == ((*(f"l{n}" for n in range(39)), "l98", "l99"),)


def test_many_separate_collisions_do_not_multiply() -> None:
    """Twenty pairs leave 2^20 ways to give one of each up; the pairs are found apart."""
    choices = tuple(
        Choice(f"i{n}", f"Issue {n}", tuple(Option(f"i{n}.{name}", name, ("p", "q")) for name in ("x", "y"))) for n in range(20)
    )
    lines = [Priority(f"{name}{n}", "p", "red-line", Holds(f"i{n}.{name}")) for n in range(20) for name in ("x", "y")]
    scenario = Scenario("pairs", (Party("p", "P"), Party("q", "Q")), choices, priorities=tuple(lines))
    found = red_lines(scenario)
    assert found.complete
    assert set(found.collisions) == {(f"x{n}", f"y{n}") for n in range(20)}
