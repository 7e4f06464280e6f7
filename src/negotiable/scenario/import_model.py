"""Published conflict models in option form (JSON) become scenarios: options, decision makers, what is infeasible."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from negotiable.errors import BadScenario
from negotiable.scenario.graph import Graph, graph_of
from negotiable.scenario.names import slug
from negotiable.scenario.preferences import payoffs
from negotiable.terms.scenario import (
    AllOf,
    AnyOf,
    Choice,
    Formula,
    Holds,
    Impossible,
    Not,
    OneWay,
    Option,
    Party,
    Priority,
    Scenario,
)

_DIRECTIONS: dict[str, OneWay | None] = {"both": None, "fwd": "on", "back": "off"}
_MOST_RANKED = 1 << 16  # states up to which a ranking beside the statements is compared with them


def import_model(path: str | Path) -> Scenario:
    """The scenario of a JSON model with `options`, `decision_makers` and `infeasible`.

    Preferences are the statements, most important first; where a ranking of the states is given too and differs from what
    the statements give, the ranking goes before them. Raises BadScenario on a model that lacks what it needs.
    """
    try:
        model = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        return scenario_of(model)
    except OSError as error:
        raise BadScenario(f"{path}: cannot be read ({error.strerror or error}); give a model as JSON") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadScenario(f"{path}: is no JSON ({str(error)[:80]})") from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BadScenario(f"{path}: is no model in option form: {_what(error)}") from error


def scenario_of(model: dict[str, Any]) -> Scenario:
    """As `import_model`, from the parsed JSON."""
    makers = model["decision_makers"]
    ids = _distinct([str(maker["name"]) for maker in makers])
    owner: dict[int, list[str]] = {}
    for identifier, maker in zip(ids, makers, strict=True):
        for index in maker["options"]:
            owner.setdefault(int(index), []).append(identifier)
    options = _options(model["options"], owner, ids)
    names = {f"{raw['name']}#{k}": options[k].id for k, raw in enumerate(model["options"])}
    names |= {str(raw["name"]): options[k].id for k, raw in reversed(list(enumerate(model["options"])))}
    priorities = [
        Priority(f"{identifier}-{n}", identifier, "wish", _statement(raw, names, options))
        for identifier, maker in zip(ids, makers, strict=True)
        for n, raw in enumerate(maker.get("preference_statements") or [], 1)
    ]
    scenario = Scenario(
        title=str(model.get("name") or "Imported model"),
        parties=tuple(Party(i, str(maker["name"])) for i, maker in zip(ids, makers, strict=True)),
        choices=(Choice("option", "Options of the model", tuple(options), exclusive=False),),
        impossible=tuple(Impossible(_pattern(pattern, options)) for pattern in model.get("infeasible") or []),
        priorities=tuple(priorities),
        listed=tuple(ids),
    )
    rankings = {i: maker.get("ranking_best_first") for i, maker in zip(ids, makers, strict=True)}
    return _with_rankings(scenario, {party: ranking for party, ranking in rankings.items() if ranking})


def _options(raw: Sequence[dict[str, Any]], owner: dict[int, list[str]], parties: Sequence[str]) -> list[Option]:
    found = []
    for k, (identifier, option) in enumerate(zip(_distinct([str(o["name"]) for o in raw]), raw, strict=True)):
        direction = str(option.get("permittedDirection") or "both")
        if direction not in _DIRECTIONS:
            raise ValueError(f"the direction '{direction}' of option '{option['name']}' is none of: both, fwd, back")
        found.append(Option(f"option.{identifier}", str(option["name"]), tuple(owner.get(k, parties)), _DIRECTIONS[direction]))
    return found


def _statement(raw: dict[str, Any], names: dict[str, str], options: Sequence[Option]) -> Formula:
    if "all_of" in raw:
        return _conjunction(raw["all_of"], names)
    if "any_of" in raw:
        return AnyOf(tuple(_conjunction(part, names) for part in raw["any_of"]))
    patterns = raw["ynd"]
    parts = [_pattern(pattern, options) for pattern in ([patterns] if isinstance(patterns, str) else patterns)]
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _conjunction(raw: dict[str, str], names: dict[str, str]) -> Formula:
    parts = [Holds(names[name]) if value == "Y" else Not(Holds(names[name])) for name, value in raw.items()]
    if not parts:
        raise ValueError("a statement names no option")
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _pattern(pattern: str, options: Sequence[Option]) -> Formula:
    """ "YN-": the first holds, the second does not, the third is open."""
    if len(pattern) != len(options) or set(pattern) - set("YN-"):
        raise ValueError(f"the pattern '{pattern}' is not one of Y, N, - for each of {len(options)} options")
    parts = [
        Holds(option.id) if mark == "Y" else Not(Holds(option.id))
        for mark, option in zip(pattern, options, strict=True)
        if mark != "-"
    ]
    if not parts:
        raise ValueError(f"the pattern '{pattern}' says nothing about any option")
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _with_rankings(scenario: Scenario, rankings: dict[str, Any]) -> Scenario:
    """The scenario with those rankings that its statements do not give anyway."""
    if not rankings:
        return scenario
    graph = graph_of(scenario)
    if len(graph.states) > _MOST_RANKED:
        return scenario
    kept = []
    for party, ranking in rankings.items():
        groups = tuple(tuple(int(n) for n in (group if isinstance(group, list) else [group])) for group in ranking)
        if _by_statements(graph, party) != [sorted(group) for group in groups]:
            kept.append((party, groups))
    return replace(scenario, rankings=tuple(kept))


def _by_statements(graph: Graph, party: str) -> list[list[int]]:
    """The ranking that the statements of `party` give: groups of equals, best first."""
    own = [one.wants for one in graph.scenario.priorities if one.party == party]
    values = payoffs(graph, own)[graph.states]
    groups: dict[int, list[int]] = {}
    for number, value in enumerate(values.tolist(), 1):
        groups.setdefault(value, []).append(number)
    return [groups[value] for value in sorted(groups, reverse=True)]


def _distinct(names: Sequence[str]) -> list[str]:
    """Ids made of `names`, numbered where two would be the same."""
    found: list[str] = []
    for name in names:
        identifier = slug(name)
        number = next(n for n in range(1, len(names) + 2) if (identifier if n == 1 else f"{identifier}-{n}") not in found)
        found.append(identifier if number == 1 else f"{identifier}-{number}")
    return found


def _what(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)[:120]
