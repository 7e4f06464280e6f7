"""Undertakings as a graph: what would follow from what, who waits for whom, and offers that match though nobody said so.

An edge leads from one undertaking to another where the first one's consequence brings the second one's condition about. A
deadlock is a circle of offers: each party would move after the other, and none of the circle holds now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from negotiable.scenario.formulas import holds, options_of
from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not, Scenario, Undertaking

_MOST_CHAINS = 50
_MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """`chains`: undertakings each of which sets off the next. `deadlocks`: offers that wait for one another.

    `matches`: pairs of offers of two parties, each of which gives what the other asks for. `due`: those whose condition
    holds now and whose consequence does not.
    """

    chains: tuple[tuple[str, ...], ...]
    deadlocks: tuple[tuple[str, ...], ...]
    matches: tuple[tuple[str, str], ...]
    due: tuple[str, ...]


def waiting(scenario: Scenario) -> Waiting:
    """Works out all of it from the undertakings alone."""
    edges = {
        one.id: [o.id for o in scenario.undertakings if o.id != one.id and _sets_off(one, o)] for one in scenario.undertakings
    }
    known = {one.id: one for one in scenario.undertakings}
    circles = [tuple(circle) for circle in _circles(edges) if len(circle) > 1]
    now = scenario.status_quo
    deadlocks = tuple(c for c in circles if len({known[n].party for n in c}) > 1 and not _begun(known, c, now))
    matches = tuple(
        (one.id, other.id)
        for n, one in enumerate(scenario.undertakings)
        for other in scenario.undertakings[n + 1 :]
        if one.party != other.party and other.id in edges[one.id] and one.id in edges[other.id] and _both_offers(one, other)
    )
    due = tuple(one.id for one in scenario.undertakings if now is not None and _due(one, now))
    chains = tuple(chain for chain in _chains(edges) if len(chain) > 1)
    return Waiting(chains[:_MOST_CHAINS], deadlocks, matches, due)


def _both_offers(one: Undertaking, other: Undertaking) -> bool:
    return one.kind == other.kind == "offer"


def _due(one: Undertaking, now: Iterable[str]) -> bool:
    """Whether its condition holds now and its consequence does not."""
    chosen = tuple(now)
    return holds(one.condition, chosen) and not holds(one.consequence, chosen)


def _sets_off(one: Undertaking, other: Undertaking) -> bool:
    """Whether what `one` promises makes the condition of `other` true, whatever else holds, and the condition needs it."""
    given = dict(_literals(one.consequence))
    needed = set(options_of(other.condition))
    return bool(needed & given.keys()) and _certain(other.condition, given) is True


def _literals(formula: Formula) -> Iterator[tuple[str, bool]]:
    """The options that a formula fixes, and how."""
    match formula:
        case Holds(option):
            yield option, True
        case Not(Holds(option)):
            yield option, False
        case AllOf(parts):
            for part in parts:
                yield from _literals(part)
        case Not(AnyOf(parts)):
            for part in parts:
                yield from _literals(Not(part))


def _certain(formula: Formula, given: dict[str, bool]) -> bool | None:
    """The truth of `formula` where only some options are given; None where the rest decides."""
    match formula:
        case Holds(option):
            return given.get(option)
        case Not(part):
            found = _certain(part, given)
            return None if found is None else not found
        case AllOf(parts) | AnyOf(parts):
            decisive = isinstance(formula, AnyOf)
            values = [_certain(part, given) for part in parts]
            if decisive in values:
                return decisive
            return None if None in values else not decisive


def _begun(known: dict[str, Undertaking], circle: tuple[str, ...], now: tuple[str, ...] | None) -> bool:
    return now is not None and any(holds(known[name].condition, now) for name in circle)


def _chains(edges: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Paths from undertakings that nothing sets off, as far as they go."""
    entered = {other for others in edges.values() for other in others}
    count = 0
    waiting: list[tuple[str, ...]] = [(name,) for name in edges if name not in entered]
    while waiting and count < _MOST_CHAINS:
        trail = waiting.pop(0)
        onward = [other for other in edges[trail[-1]] if other not in trail] if len(trail) < _MOST_STEPS else []
        waiting.extend((*trail, other) for other in onward[:_MOST_CHAINS])
        if not onward:
            count += 1
            yield trail


def _circles(edges: dict[str, list[str]]) -> list[list[str]]:
    """Strongly connected sets, by reachability: there are few undertakings."""
    reach = {name: _reached(edges, name) for name in edges}
    found: list[list[str]] = []
    seen: set[str] = set()
    for name in edges:
        if name not in seen:
            circle = [other for other in edges if other == name or (other in reach[name] and name in reach[other])]
            seen.update(circle)
            found.append(circle)
    return found


def _reached(edges: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in edges[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
