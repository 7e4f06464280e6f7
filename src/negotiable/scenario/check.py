"""What is wrong with a scenario beyond its spelling: orders that go in a circle, what can never be, models too large."""

from collections.abc import Iterator
from pathlib import Path

from negotiable.errors import TooLarge
from negotiable.scenario import parse
from negotiable.scenario.formulas import holds
from negotiable.scenario.graph import Graph, graph_of
from negotiable.scenario.lines import Fault
from negotiable.terms.scenario import Priority, Scenario


def check(path: str | Path) -> tuple[Scenario | None, list[Fault], list[Fault]]:
    """The scenario, the faults that keep it from being used, and remarks: what it allows but its author may not have meant."""
    scenario, faults = parse.read(path)
    if scenario is None or faults:
        return scenario, faults, []
    return scenario, *faults_of(scenario)


def faults_of(scenario: Scenario) -> tuple[list[Fault], list[Fault]]:
    """The faults and remarks on what was read without any."""
    faults = sorted(_circles(scenario))
    graph = _graph(scenario)
    if graph is not None and not graph.feasible.any():
        line = min((one.line for one in scenario.impossible), default=0)
        faults.append(Fault(line, "impossible: together these lines leave no combination of the options; take one back"))
        return faults, []
    if graph is not None:
        faults += _now(scenario, graph)
        faults += _ranked(scenario, graph)
    return sorted(faults), sorted(_remarks(scenario, graph))


def _graph(scenario: Scenario) -> Graph | None:
    try:
        return graph_of(scenario)
    except TooLarge:
        return None


def _circles(scenario: Scenario) -> Iterator[Fault]:
    """Orders that put a statement above itself."""
    known = {one.id: one for one in scenario.priorities}
    done: set[str] = set()
    for start in known:
        trail = [(start, iter(known[start].above))]
        while trail:
            one, rest = trail[-1]
            following = next(rest, None)
            names = [name for name, _ in trail]
            if following is None:
                trail.pop()
                done.add(one)
            elif following in names:
                circle = " above ".join([*names[names.index(following) :], following])
                yield Fault(known[one].line, f"the order goes in a circle: {circle}; take one 'above:' back")
                return
            elif following not in done:
                trail.append((following, iter(known[following].above)))


def _now(scenario: Scenario, graph: Graph) -> Iterator[Fault]:
    if scenario.status_quo is None:
        return
    index = graph.index(scenario.status_quo)
    if not graph.feasible[index]:
        hit = next(one for one in scenario.impossible if holds(one.that, scenario.status_quo))
        yield Fault(hit.line, "what holds now ('now:') is impossible by this line; change one of the two")


def _ranked(scenario: Scenario, graph: Graph) -> Iterator[Fault]:
    for party, groups in scenario.rankings:
        numbers = sorted(number for group in groups for number in group)
        if numbers != list(range(1, len(graph.states) + 1)):
            yield Fault(0, f"rankings: '{party}' is to rank each of the {len(graph.states)} states once, by its number from 1")


def _remarks(scenario: Scenario, graph: Graph | None) -> Iterator[Fault]:
    if graph is None:
        try:
            graph_of(scenario)
        except TooLarge as error:
            yield Fault(0, f"stability: {error}; red lines are worked out at any size")
        return
    for one in scenario.priorities:
        yield from _always_or_never(one, graph)
    for undertaking in scenario.undertakings:
        if not (graph.truth(undertaking.condition) & graph.feasible.reshape(graph.shape)).any():
            yield Fault(undertaking.line, f"undertaking '{undertaking.id}': its condition can never be true")
    if scenario.status_quo is None:
        yield Fault(0, "what holds now is not given ('now:'), so nothing is said about what can be reached from it")


def _always_or_never(one: Priority, graph: Graph) -> Iterator[Fault]:
    true = graph.truth(one.wants) & graph.feasible.reshape(graph.shape)
    if not true.any():
        yield Fault(one.line, f"statement '{one.id}': what it wants can never be true here")
    elif bool(true.ravel()[graph.states].all()):
        yield Fault(one.line, f"statement '{one.id}': what it wants is true whatever happens, so it tells nothing apart")
