"""The graph of states: every package the issues allow, who can move where, held as dense arrays.

Option form of Fang, Hipel, Kilgour, Interactive Decision Making (1993), ch. 2-3. A state is a digit an issue of which one
option holds, and a digit an option elsewhere; its dense index is the number these digits spell, the first the least significant.
Combinations that cannot be keep their place and are masked, so that a move is an addition.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from negotiable.errors import TooLarge
from negotiable.scenario.formulas import options_of
from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not, Option, Scenario

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

LARGEST = 1 << 22
"""Combinations that are worked out; the growth table in docs/benchmarks.md ends here."""


@dataclass(frozen=True, slots=True)
class Digit:
    """One place of a state. `values`: the options that hold, by value. `stays`, `shut`: values that cannot be left, entered."""

    issue: str
    values: tuple[tuple[str, ...], ...]
    by: tuple[str, ...]
    stays: frozenset[int] = frozenset()
    shut: frozenset[int] = frozenset()

    @property
    def one_way(self) -> bool:
        """Whether some change of it cannot be made."""
        return bool(self.stays or self.shut)

    def allowed(self, before: int, after: int) -> bool:
        """Whether it can change so in one move."""
        return before == after or not (before in self.stays or after in self.shut)


@dataclass(frozen=True)
class Graph:
    """The states of a scenario; `digits` from the least significant, `feasible` by dense index."""

    scenario: Scenario
    digits: tuple[Digit, ...]
    feasible: Bools = field(repr=False)

    @property
    def size(self) -> int:
        """Combinations, impossible ones included."""
        return len(self.feasible)

    @cached_property
    def states(self) -> Ints:
        """Dense indices of the states, in the order of their numbers: state n is `states[n - 1]`."""
        return np.flatnonzero(self.feasible)

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """What one step of each digit adds to a dense index."""
        return tuple(prod(len(d.values) for d in self.digits[:k]) for k in range(len(self.digits)))

    def number(self, index: int) -> int:
        """The number of a state: the rank of its decimal code among the possible ones, from 1."""
        return int(np.searchsorted(self.states, index)) + 1

    def chosen(self, index: int) -> tuple[str, ...]:
        """The options that hold at a dense index."""
        found: list[str] = []
        for digit, stride in zip(self.digits, self.strides, strict=True):
            found.extend(digit.values[index // stride % len(digit.values)])
        return tuple(found)

    def index(self, chosen: Iterable[str]) -> int:
        """The dense index where exactly the options `chosen` hold; ValueError where there is none."""
        wanted = set(chosen)
        found = 0
        for digit, stride in zip(self.digits, self.strides, strict=True):
            options = {option for value in digit.values for option in value}
            held = tuple(sorted(wanted & options))
            value = next((v for v, options in enumerate(digit.values) if tuple(sorted(options)) == held), None)
            if value is None:
                raise ValueError(f"no state has {', '.join(held) or 'none'} of issue '{digit.issue}'")
            found += value * stride
        return found

    def owned(self, party: str) -> tuple[int, ...]:
        """The digits that `party` changes alone."""
        return tuple(k for k, digit in enumerate(self.digits) if digit.by == (party,))

    def truth(self, formula: Formula) -> Bools:
        """Where `formula` is true, in an array that broadcasts against `shape`."""
        return _truth(formula, {}, self)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of `feasible` with an axis a digit, the most significant first."""
        return tuple(len(digit.values) for digit in reversed(self.digits))


def graph_of(scenario: Scenario, only: Iterable[str] | None = None) -> Graph:
    """The graph of `scenario`; `only`: the issues and options that can change, the others stay as they are now.

    Raises TooLarge above LARGEST combinations, with what to do.
    """
    kept = None if only is None else _kept(scenario, only)
    digits = _digits(scenario, kept)
    size = prod(len(digit.values) for digit in digits)
    if size > LARGEST:
        raise TooLarge(_refusal(scenario, digits, size))
    graph = Graph(scenario, digits, np.ones(size, dtype=np.bool_))
    feasible = graph.feasible.reshape(graph.shape)
    for one in scenario.impossible:
        feasible &= ~graph.truth(one.that)
    return graph


def _digits(scenario: Scenario, kept: frozenset[str] | None) -> tuple[Digit, ...]:
    now = scenario.status_quo
    found: list[Digit] = []
    for choice in scenario.choices:
        groups = [choice.options] if choice.exclusive else [(option,) for option in choice.options]
        for group in groups:
            digit = _digit(choice.id, group, choice.exclusive)
            if kept is not None and not kept & {choice.id, *(option.id for option in group)}:
                value = next((v for v in digit.values if v == tuple(o.id for o in group if o.id in (now or ()))), None)
                digit = Digit(digit.issue, (value if value is not None else digit.values[0],), digit.by)
            found.append(digit)
    return tuple(found)


def _digit(issue: str, group: tuple[Option, ...], exclusive: bool) -> Digit:
    values: tuple[tuple[str, ...], ...] = tuple((option.id,) for option in group)
    if not exclusive:
        values = ((), *values)
    first = 0 if exclusive else 1
    stays = {k for k, option in enumerate(group, first) if option.one_way == "on"}
    shut = {k for k, option in enumerate(group, first) if option.one_way == "off"}
    return Digit(issue, values, group[0].by, frozenset(stays), frozenset(shut))


def _kept(scenario: Scenario, only: Iterable[str]) -> frozenset[str]:
    known = {choice.id for choice in scenario.choices} | {option.id for option in scenario.options}
    short = {option.id.partition(".")[2]: option.id for option in scenario.options}
    wanted = {name if name in known else short.get(name, name) for name in only}
    unknown = sorted(wanted - known)
    if unknown:
        raise TooLarge(f"'{unknown[0]}' is no issue or option of the scenario; there is: {', '.join(sorted(known)[:12])}")
    if scenario.status_quo is None:
        raise TooLarge("the issues left out stay as they are now, and the scenario does not say how that is: add 'now:'")
    return frozenset(wanted)


def _refusal(scenario: Scenario, digits: tuple[Digit, ...], size: int) -> str:
    named: dict[str, int] = {}
    for priority in scenario.priorities:
        for option in options_of(priority.wants):
            named[option] = named.get(option, 0) + 1
    suggested: list[str] = []
    room = LARGEST
    for digit in sorted(digits, key=lambda d: -sum(named.get(o, 0) for value in d.values for o in value)):
        if len(digit.values) <= room and len(suggested) < 12:
            room //= len(digit.values)
            suggested.append(digit.issue if len(digit.values[0]) else digit.values[1][0])
    shown = f"{size:,}" if size < 10**15 else f"about 10^{len(str(size)) - 1}"
    return (
        f"{shown} combinations are more than the {LARGEST:,} that are worked out; nothing was left out silently: "
        f"name the issues in play, the others stay as they are now, such as --only {','.join(dict.fromkeys(suggested))}"
    )


def _truth(formula: Formula, cache: dict[str, Bools], graph: Graph) -> Bools:
    match formula:
        case Holds(option):
            if option not in cache:
                cache[option] = _where(option, graph)
            return cache[option]
        case Not(part):
            return ~_truth(part, cache, graph)
        case AllOf(parts) | AnyOf(parts):
            every = isinstance(formula, AllOf)
            found: Bools = np.full((1,) * len(graph.digits), every)
            for part in parts:
                other = _truth(part, cache, graph)
                found = found & other if every else found | other
            return found


def _where(option: str, graph: Graph) -> Bools:
    for k, digit in enumerate(graph.digits):
        held = [option in value for value in digit.values]
        if any(held):
            axis = len(graph.digits) - 1 - k
            return np.array(held).reshape([-1 if a == axis else 1 for a in range(len(graph.digits))])
    return np.zeros((1,) * len(graph.digits), dtype=np.bool_)
