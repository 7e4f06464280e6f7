"""Numbers that the user typed in, worked out: a file with `points` of two parties, or with `outcomes` and their values."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from negotiable.errors import BadScenario
from negotiable.scenario.adjusted_winner import Division, adjusted_winner, max_nash, max_nash_whole
from negotiable.scenario.bargaining import bargain

_MOST_WHOLE = 16
_LABEL = "From numbers that you gave; nobody at the talks is reported to have said them"


def calculated(path: str) -> dict[str, Any]:
    """Results by name, fractions as texts ("440/7"). Raises BadScenario on numbers that cannot be used."""
    import yaml

    try:
        data = yaml.load(Path(path).read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # texts only: 0.1 stays 1/10
    except OSError as error:
        raise BadScenario(f"{path}: cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, RecursionError, yaml.YAMLError) as error:
        raise BadScenario(f"{path}: is no YAML or JSON ({str(error).splitlines()[0]})") from error
    try:
        if isinstance(data, dict) and "points" in data:
            return {"about": _LABEL, **_division(data["points"])}
        if isinstance(data, dict) and "outcomes" in data:
            return {"about": _LABEL, **_bargain(data)}
    except (ValueError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise BadScenario(f"{path}: {str(error)[:200]}") from error
    raise BadScenario(
        f"{path}: give 'points: {{party: {{item: number}}}}' of two parties, or 'outcomes: {{name: {{party: number}}}}'"
    )


def _division(points: dict[str, dict[str, str]]) -> dict[str, Any]:
    if len(points) != 2:
        raise ValueError(f"points of two parties are needed; there are {len(points)}")
    (one, first), (other, second) = points.items()
    adjusted = adjusted_winner(first, second)
    found = {
        "adjusted winner": _told(adjusted.final, one, other)
        | {
            "before moving": [str(p) for p in adjusted.winning.points],
            "moved": {item: str(part) for item, part in adjusted.moved},
        },
        "maximum Nash welfare, items can be split": _told(max_nash(first, second), one, other),
    }
    if len(first) <= _MOST_WHOLE:
        found["maximum Nash welfare, whole items"] = _told(max_nash_whole(first, second), one, other)
    return found


def _told(division: Division, one: str, other: str) -> dict[str, Any]:
    return {
        f"share of {one}": {item: str(share) for item, share in division.shares.items()},
        "points": {one: str(division.points[0]), other: str(division.points[1])},
    }


def _bargain(data: dict[str, Any]) -> dict[str, Any]:
    outcomes: dict[str, dict[str, str]] = data["outcomes"]
    parties = list(next(iter(outcomes.values()), {}))
    values = []
    for name, one in outcomes.items():
        missing = next((party for party in parties if party not in one), None)
        if missing or len(one) != len(parties):
            raise ValueError(f"outcome '{name}' needs one number for each of: {', '.join(parties)}")
        values.append([one[party] for party in parties])
    floor = data.get("without") or {}
    lowest = min((Fraction(v) for row in values for v in row), default=Fraction(0))
    found = bargain(values, [floor.get(party, lowest) for party in parties])
    names = list(outcomes)
    points = {
        "undominated (Pareto)": found.pareto,
        "largest product of gains (Nash)": found.nash,
        "largest smallest gain (Kalai)": found.kalai,
        "largest smallest share of the possible gain (Kalai-Smorodinsky)": found.kalai_smorodinsky,
    }
    return {name: [names[n] for n in indices] for name, indices in points.items()}


def lines(found: dict[str, Any], indent: str = "") -> Iterator[str]:
    """The results as indented lines."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from lines(value, indent + "  ")
        else:
            yield f"{indent}{name}: {', '.join(value) if isinstance(value, list) else value}"
