"""What-if: two versions of a scenario, and only what differs between what follows from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from negotiable.errors import BadScenario, TooLarge
from negotiable.scenario.graph import Graph, graph_of
from negotiable.scenario.parse import parse
from negotiable.scenario.red_lines import opened, red_lines
from negotiable.scenario.stability import Concept, stability
from negotiable.scenario.waiting import waiting
from negotiable.terms.scenario import Scenario

Shift = tuple[int | None, tuple[tuple[str, ...], ...]]
_NONE: Shift = (0, ())
_CONCEPTS: tuple[Concept, ...] = ("nash", "seq")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, and what is gone, in one kind of result; options that hold, or ids of lines."""

    about: str
    gained: tuple[tuple[str, ...], ...]
    lost: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """`packages`: how many no red line excludes, before and after (None: too many to count). `found`: kinds that differ.

    `appear`, `disappear`: packages that become or are no longer possible, how many (None: too many to count) and the first.
    """

    packages: tuple[int | None, int | None]
    found: tuple[Difference, ...]
    remarks: tuple[str, ...]
    appear: Shift = _NONE
    disappear: Shift = _NONE


def compare(before: Scenario, after: Scenario) -> Differences:
    """What follows from `after` and not from `before`, and the other way round."""
    old, new = red_lines(before), red_lines(after)
    found = [
        _difference("colliding red lines", old.collisions, new.collisions),
        _difference("red lines colliding with demands and wishes", old.wider, new.wider),
    ]
    remarks: list[str] = []
    try:
        graphs = graph_of(before), graph_of(after)
        found.extend(_stability(*graphs))
    except TooLarge as error:
        remarks.append(f"stability is not compared: {error}")
    one, other = waiting(before), waiting(after)
    found.append(_difference("chains of undertakings", one.chains, other.chains))
    found.append(_difference("undertakings that wait for one another", one.deadlocks, other.deadlocks))
    shifts = (opened(before, after), opened(after, before)) if _same_options(before, after) else (_NONE, _NONE)
    return Differences((old.count, new.count), tuple(one for one in found if one.gained or one.lost), tuple(remarks), *shifts)


def _same_options(before: Scenario, after: Scenario) -> bool:
    """Whether packages of the two can be compared one by one."""
    old, new = ([(choice.exclusive, [o.id for o in choice.options]) for choice in one.choices] for one in (before, after))
    return old == new


def _stability(before: Graph, after: Graph) -> Iterable[Difference]:
    old, new = stability(before, _CONCEPTS), stability(after, _CONCEPTS)
    for concept, name in zip(_CONCEPTS, ("Nash", "SEQ"), strict=True):
        chosen = [
            {tuple(sorted(found.graph.chosen(int(index)))) for index in np.flatnonzero(found.equilibria(concept))}
            for found in (old, new)
        ]
        yield _difference(f"states stable for everybody ({name})", *chosen)


def _difference(about: str, before: Iterable[tuple[str, ...]], after: Iterable[tuple[str, ...]]) -> Difference:
    old, new = set(before), set(after)
    return Difference(about, tuple(sorted(new - old)), tuple(sorted(old - new)))


def without(scenario: Scenario, identifier: str) -> Scenario:
    """The scenario without one statement or undertaking. Raises BadScenario where there is none of that id."""
    priorities = tuple(
        replace(one, above=tuple(name for name in one.above if name != identifier))
        for one in scenario.priorities
        if one.id != identifier
    )
    undertakings = tuple(one for one in scenario.undertakings if one.id != identifier)
    if len(priorities) == len(scenario.priorities) and len(undertakings) == len(scenario.undertakings):
        known = ", ".join([one.id for one in scenario.priorities][:12])
        raise BadScenario(f"no statement or undertaking '{identifier}'; there is: {known}")
    return replace(scenario, priorities=priorities, undertakings=undertakings)


def with_line(text: str, number: int, line: str) -> str:
    """The file's text with one line replaced. Raises BadScenario where there is no such line."""
    lines = text.splitlines()
    if not 1 <= number <= len(lines):
        raise BadScenario(f"there is no line {number}; the file has {len(lines)}")
    kept = lines[number - 1][: len(lines[number - 1]) - len(lines[number - 1].lstrip())]
    lines[number - 1] = line if line[:1].isspace() else kept + line
    return "\n".join(lines) + "\n"


def changed(path: str, before: Scenario, line: str | None, drop: str | None) -> Scenario:
    """The scenario with one line replaced ("12=text") or one statement left out. Raises BadScenario where that cannot be read."""
    if drop is not None:
        return without(before, drop)
    number, _, text = (line or "").partition("=")
    if not number.strip().isdigit() or not text:
        raise BadScenario(f"--line {line}: give the number of a line, '=' and its new text, such as --line '12=wants: road.open'")
    edited, faults = parse(with_line(Path(path).read_text(encoding="utf-8-sig"), int(number), text))
    if edited is None or faults:
        raise BadScenario(f"with line {int(number)} changed, line {faults[0].line}: {faults[0].message}")
    return edited
