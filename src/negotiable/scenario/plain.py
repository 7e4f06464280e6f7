"""A scenario as plain lists and texts, keyed as its file is, for forms: faults are told by the place of the entry."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from negotiable.scenario.check import faults_of
from negotiable.scenario.formulas import spell
from negotiable.scenario.lines import Faults
from negotiable.scenario.parse import VERSION, read_root
from negotiable.terms.scenario import Choice, Scenario

Plain = dict[str, Any]
Place = tuple[str | int, ...]
"""Keys and positions that lead to an entry: ("statements", 3, "wants")."""

LINES = ("statements", "impossible", "undertakings")
"""Kinds of entries that rest on others and that the model does without."""

_NAMING = ("cites", "above", "by", "now", "listed")


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Something wrong, and where; () is the scenario as a whole."""

    place: Place
    message: str


def plain(scenario: Scenario, name: Callable[[str], str] = str) -> Plain:
    """All of `scenario`; what is empty stands there empty. `name` spells the ids of options."""
    everyone = tuple(party.id for party in scenario.parties)
    return {
        "scenario": VERSION,
        "title": scenario.title,
        "as_of": scenario.as_of or "",
        "parties": [{"id": one.id, "name": one.name} for one in scenario.parties],
        "issues": [_issue(choice, everyone) for choice in scenario.choices],
        "now": None if scenario.status_quo is None else [name(option) for option in scenario.status_quo],
        "impossible": [
            {"that": spell(one.that, name), "why": one.why or "", "cites": list(one.cites)} for one in scenario.impossible
        ],
        "statements": [
            {
                "id": one.id,
                "party": one.party,
                "class": one.firmness,
                "wants": spell(one.wants, name),
                "above": list(one.above),
                "cites": list(one.cites),
            }
            for one in scenario.priorities
        ],
        "listed": list(scenario.listed),
        "rankings": {party: [list(map(str, group)) for group in groups] for party, groups in scenario.rankings},
        "undertakings": [
            {
                "id": one.id,
                "party": one.party,
                "kind": one.kind,
                "if": spell(one.condition, name),
                "then": spell(one.consequence, name),
                "cites": list(one.cites),
            }
            for one in scenario.undertakings
        ],
        "quotations": [
            {key: getattr(one, key) or "" for key in ("id", "who", "party", "words", "date", "report", "statement")}
            for one in scenario.quotations
        ],
        "assumed": list(scenario.assumed),
        "unplaced": list(scenario.unplaced),
    }


def _issue(choice: Choice, everyone: tuple[str, ...]) -> Plain:
    """`by` on the issue where all options share it, else on each option; an empty one: all decide together."""
    shared = {option.by for option in choice.options}
    apart = len(shared) > 1
    by = next(iter(shared), everyone)
    return {
        "id": choice.id,
        "label": choice.label,
        "choose": "one" if choice.exclusive else "any",
        "by": [] if apart or by == everyone else list(by),
        "options": [
            {"id": one.id.partition(".")[2], "label": one.label, "one_way": one.one_way or "no"}
            | ({"by": list(one.by)} if apart else {})
            for one in choice.options
        ],
    }


def read_plain(data: Plain) -> tuple[Scenario, list[Misplaced]]:
    """The scenario that `data` describes, and what is wrong with it: as a file is read and checked, with places for lines."""
    places: list[Place] = []
    faults = Faults()
    found = read_root(_node({key: value for key, value in data.items() if value is not None}, (), places), faults)
    told = faults.found or faults_of(found)[0]
    return found, [Misplaced(places[one.line - 1] if one.line else (), one.message) for one in sorted(set(told))]


def _node(value: Any, place: Place, places: list[Place]) -> Any:
    """A tree of YAML nodes whose lines number the places."""
    import yaml

    places.append(place)
    mark = yaml.Mark("", 0, len(places) - 1, 0, None, 0)
    if isinstance(value, dict):
        pairs = [(yaml.ScalarNode("", key, mark), _node(one, (*place, key), places)) for key, one in value.items()]
        return yaml.MappingNode("", pairs, mark)
    if isinstance(value, list):
        return yaml.SequenceNode("", [_node(one, (*place, n), places) for n, one in enumerate(value)], mark)
    return yaml.ScalarNode("", value, mark)


def mended(data: Plain) -> Plain:
    """Takes out what names something that is no longer there: lines whole, names out of lists.

    `data` is a sound scenario from which something was taken out; what cannot be mended so stays, for `read_plain` to tell.
    """
    data = dict(data)
    while True:
        loose: dict[Place, set[int]] = defaultdict(set)
        for fault in read_plain(data)[1]:
            at = _removable(fault.place)
            if at:
                loose[at[:-1]].add(int(at[-1]))
        if not loose:
            return data
        for inside, numbers in loose.items():
            _drop(data, inside, numbers)


def _removable(place: Place) -> Place | None:
    """The entry to take out for a fault at `place`: one name of a list, or a line as a whole."""
    if len(place) >= 2 and place[-2] in _NAMING and isinstance(place[-1], int):
        return place
    return place[:2] if len(place) >= 2 and place[0] in LINES else None


def _drop(data: Plain, inside: Place, numbers: set[int]) -> None:
    """Takes entries out of one list; the lists and entries on the way to it are copied, not changed."""
    at: Any = data
    for key in inside[:-1]:
        at[key] = at[key].copy()
        at = at[key]
    at[inside[-1]] = [one for n, one in enumerate(at[inside[-1]]) if n not in numbers]


def key_of(entry: Plain, number: int) -> str:
    """What an entry is called in addresses: its id, or its number where its kind has none."""
    return str(entry.get("id", number))


def without_lines(data: Plain, lines: Iterable[str]) -> Plain:
    """`data` without some lines ("statements/ID", "impossible/0") and without what names them."""
    gone = set(lines)
    found = dict(data)
    for kind in LINES:
        found[kind] = [one for n, one in enumerate(data[kind]) if f"{kind}/{key_of(one, n)}" not in gone]
    return mended(found)
