"""Red lines: which packages none of them excludes, which of them collide, what becomes possible if one of them moves.

A red line is a statement of class red-line read as a condition on packages. A colliding set is minimal: without any one of its
red lines the others leave a package. All of them are found as in MARCO (Liffiton, Previti, Malik, Mouhoub, Fast, flexible
MUS enumeration, Constraints 21, 2016): a map of the sets not yet settled, grown to a maximal set that leaves a package
or shrunk to a minimal one that does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from negotiable.errors import TooLarge
from negotiable.scenario.formulas import options_of
from negotiable.scenario.graph import Bools, Graph, graph_of
from negotiable.scenario.solver import Packages, cp_model
from negotiable.terms.scenario import AnyOf, Not, Priority, Scenario

MOST_LISTED = 12
MOST_SETS = 200
MOST_TRIED = 1000


@dataclass(frozen=True, slots=True)
class Leaves:
    """What is left on one issue: its options that stand in some package that is not excluded, and those that do not."""

    issue: str
    possible: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RedLines:
    """The analysis. `count`: packages not excluded, None where there are more than can be counted.

    `packages`: the first of them, as options that hold. `by_issue`: what is left. `collisions`: minimal colliding sets of ids,
    the small ones first; `complete`: all of them. `moves`: for each red line, the packages that open if it alone moves (None: as
    `count`) and one of them. `wider`: minimal colliding sets of red lines with demands and wishes.
    """

    lines: tuple[Priority, ...]
    count: int | None
    packages: tuple[tuple[str, ...], ...]
    by_issue: tuple[Leaves, ...]
    collisions: tuple[tuple[str, ...], ...]
    complete: bool
    moves: tuple["Opened", ...]
    wider: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a red line holds back by itself: `count` further packages and one of them; 0 and None where nothing opens."""

    line: str
    count: int | None
    package: tuple[str, ...] | None


def red_lines(scenario: Scenario) -> RedLines:
    """Works out all of it. Raises UsageError where OR-tools is not installed."""
    lines = tuple(one for one in scenario.priorities if one.firmness == "red-line")
    packages = Packages(scenario)
    switches = {one.id: packages.switch(one.wants) for one in lines}
    everything = list(switches.values())
    possible = packages.solve(everything) is not None
    collisions, complete = ((), True) if possible else _collisions(packages, switches)
    by_issue = _left(packages, everything) if possible else ()
    # One red line alone frees something only if every colliding set has it.
    alone = set.intersection(*map(set, collisions)) if collisions else {one.id for one in lines}
    moves = tuple(_moved(packages, switches, lines, one) if one.id in alone else Opened(one.id, 0, None) for one in lines)
    count = _count(scenario, lines) if possible else 0
    listed = tuple(packages.packages(everything, MOST_LISTED)) if possible else ()
    wider, all_wider = wider_collisions(scenario)
    return RedLines(lines, count, listed, by_issue, collisions, complete and all_wider, moves, wider)


def wider_collisions(scenario: Scenario) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Minimal colliding sets that hold a red line and something that is none; whether these are all."""
    kind = {one.id: one.firmness == "red-line" for one in scenario.priorities}
    if not any(kind.values()) or all(kind.values()):
        return (), True
    packages = Packages(scenario)
    found, complete = _collisions(packages, {one.id: packages.switch(one.wants) for one in scenario.priorities})
    return tuple(names for names in found if {kind[name] for name in names} == {True, False}), complete


def _count(scenario: Scenario, lines: Sequence[Priority], outside: Priority | None = None) -> int | None:
    """Packages that meet `lines` and, if given, do not meet `outside`; None above what is enumerated."""
    try:
        graph = graph_of(scenario)
    except TooLarge:
        return None
    kept = _meeting(graph, lines)
    if outside is not None:
        kept = kept & ~graph.truth(outside.wants)
    return int(kept.sum())


def _meeting(graph: Graph, lines: Sequence[Priority]) -> Bools:
    """Where a package is possible and meets all of `lines`."""
    return reduce(lambda a, b: a & b, (graph.truth(one.wants) for one in lines), graph.feasible.reshape(graph.shape))


def opened(before: Scenario, after: Scenario) -> tuple[int | None, tuple[tuple[str, ...], ...]]:
    """Packages that no red line of `after` excludes and that `before` does not have: how many, and the first of them.

    None where there are more than can be counted. Both have the same issues and options.
    """
    old, new = ([one for one in each.priorities if one.firmness == "red-line"] for each in (before, after))
    try:
        graph = graph_of(after)
        more = np.flatnonzero((_meeting(graph, new) & ~_meeting(graph_of(before), old)).ravel())
        return len(more), tuple(graph.chosen(int(index)) for index in more[:MOST_LISTED])
    except TooLarge:
        packages = Packages(after)
        shut = AnyOf((*(Not(one.wants) for one in old), *(one.that for one in before.impossible)))
        assuming = [packages.literal(formula) for formula in (shut, *(one.wants for one in new))]
        found = tuple(packages.packages(assuming, MOST_LISTED))
        return None if len(found) == MOST_LISTED else len(found), found


def _moved(packages: Packages, switches: dict[str, Any], lines: Sequence[Priority], moving: Priority) -> Opened:
    others = [switch for name, switch in switches.items() if name != moving.id]
    solver = packages.solve([*others, ~packages.literal(moving.wants)])
    if solver is None:
        return Opened(moving.id, 0, None)
    chosen = packages.chosen(solver)
    return Opened(moving.id, _count(packages.scenario, [one for one in lines if one.id != moving.id], moving), chosen)


def _left(packages: Packages, assuming: list[Any]) -> tuple[Leaves, ...]:
    """By issue the options that some package not excluded has; a package found answers for all its options."""
    seen: set[str] = set()
    never: set[str] = set()
    for option, literal in packages.options.items():
        if option not in seen:
            solver = packages.solve([*assuming, literal])
            if solver is None:
                never.add(option)
            else:
                seen.update(packages.chosen(solver))
    return tuple(
        Leaves(
            choice.id,
            tuple(o.id for o in choice.options if o.id not in never),
            tuple(o.id for o in choice.options if o.id in never),
        )
        for choice in packages.scenario.choices
    )


def _collisions(packages: Packages, switches: dict[str, Any]) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """All minimal colliding sets, the small ones first, and whether these are all."""
    found: list[tuple[str, ...]] = []
    complete = True
    for group in _related(packages.scenario, list(switches)):
        sets, all_of_them = _within(packages, {name: switches[name] for name in group})
        found += sets
        complete = complete and all_of_them
    order = list(switches)
    # Where nothing at all is possible, the empty set collides, in every group.
    return tuple(sorted(dict.fromkeys(found), key=lambda names: (len(names), [order.index(n) for n in names]))), complete


def _related(scenario: Scenario, names: list[str]) -> list[list[str]]:
    """Groups of statements that share options, directly or through what is impossible: what collides lies in one of them."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    wants = {one.id: one.wants for one in scenario.priorities}
    tied = [list(options_of(wants[name])) for name in names] + [list(options_of(one.that)) for one in scenario.impossible]
    tied += [[option.id for option in choice.options] for choice in scenario.choices if choice.exclusive]
    for options in tied:
        for option in options[1:]:
            leader[lead(option)] = lead(options[0])
    groups: dict[str, list[str]] = {}
    for name, options in zip(names, tied, strict=False):
        groups.setdefault(lead(options[0]) if options else name, []).append(name)
    return list(groups.values())


def _within(packages: Packages, switches: dict[str, Any]) -> tuple[list[tuple[str, ...]], bool]:
    """The minimal colliding sets of one group; stops after MOST_SETS of them or MOST_TRIED sets looked at."""
    cp = cp_model()
    map_model = cp.CpModel()
    on = {name: map_model.new_bool_var(name) for name in switches}
    map_model.maximize(sum(on.values()))  # large sets first: a colliding set shrinks fast, a harmless one is maximal at once
    found: list[tuple[str, ...]] = []
    for _ in range(MOST_TRIED):
        solver = cp.CpSolver()
        solver.parameters.num_workers = 1
        if len(found) == MOST_SETS:
            return found, False
        if solver.solve(map_model) not in (cp.OPTIMAL, cp.FEASIBLE):
            return found, True
        seed = [name for name in on if solver.boolean_value(on[name])]
        core = _core(packages, switches, seed)
        if core is None:
            map_model.add_bool_or([on[name] for name in on if name not in seed])
        else:
            names = _shrunk(packages, switches, core)
            found.append(tuple(names))
            map_model.add_bool_or([~on[name] for name in names])
    return found, False


def _core(packages: Packages, switches: dict[str, Any], names: list[str]) -> list[str] | None:
    core = packages.conflicting([switches[name] for name in names])
    if core is None:
        return None
    kept = {literal.index for literal in core}
    return [name for name in names if switches[name].index in kept]


def _shrunk(packages: Packages, switches: dict[str, Any], names: list[str]) -> list[str]:
    """Leaves out one after another whatever the rest collides without."""
    at = 0
    while at < len(names):
        core = _core(packages, switches, names[:at] + names[at + 1 :])
        if core is None:
            at += 1
        else:
            kept = set(core) | set(names[:at])
            names = [name for name in names[:at] + names[at + 1 :] if name in kept]
    return names
