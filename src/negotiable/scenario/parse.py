"""A scenario file becomes a `Scenario`; every fault in it is told with its line."""

from pathlib import Path
from typing import Any

from negotiable.errors import BadScenario
from negotiable.scenario.lines import Entry, Fault, Faults, compose
from negotiable.scenario.names import Names
from negotiable.scenario.parse_issues import read_choices, read_now, read_parties
from negotiable.scenario.parse_said import (
    read_impossible,
    read_priorities,
    read_quotations,
    read_rankings,
    read_undertakings,
)
from negotiable.terms.scenario import Scenario

VERSION = "1"
_FIELDS = "scenario title as_of parties issues now impossible statements listed rankings undertakings quotations assumed unplaced"
_LARGEST = 5_000_000  # characters of a file that a person edits


def load(path: str | Path) -> Scenario:
    """The scenario in the file at `path`. Raises BadScenario on the first fault and says how many more there are."""
    scenario, faults = read(path)
    if scenario is None or faults:
        first = faults[0]
        more = f" ({len(faults) - 1} more: negotiable scenario check {path})" if len(faults) > 1 else ""
        raise BadScenario(f"{path}{f':{first.line}' if first.line else ''}: {first.message}{more}")
    return scenario


def read(path: str | Path) -> tuple[Scenario | None, list[Fault]]:
    """The scenario and what is wrong with the file, in the order of its lines; no scenario where there is nothing to keep."""
    try:
        data = Path(path).read_bytes()
        if len(data) > _LARGEST:
            raise BadScenario(f"{path}: more than {_LARGEST // 1_000_000} MB; a scenario is a file that a person edits")
        return parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadScenario(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise BadScenario(f"{path}: cannot be read ({error.strerror or error}); give a scenario file") from error


def parse(text: str) -> tuple[Scenario | None, list[Fault]]:
    """The scenario that YAML `text` describes, and its faults."""
    faults = Faults()
    root = compose(text, faults)
    scenario = read_root(root, faults) if root is not None else None
    return scenario, sorted(set(faults.found))


def read_root(root: Any, faults: Faults) -> Scenario:
    """The scenario of a tree of YAML nodes; its parts are read in the order in which they refer to each other."""
    file, names = Entry(root, faults, "scenario", tuple(_FIELDS.split())), Names(faults)
    version = file.text("scenario", needed=True)
    if version not in ("", VERSION):
        faults.add(file.at("scenario"), f"'scenario: {version}': this program reads version {VERSION}")
    read_parties(file, names)
    read_quotations(file, names)
    choices = read_choices(file, names)
    return Scenario(
        title=file.text("title") or "Untitled",
        as_of=file.text("as_of") or None,
        parties=tuple(names.parties.values()),
        choices=choices,
        impossible=tuple(read_impossible(file, names)),
        priorities=read_priorities(file, names),
        undertakings=tuple(read_undertakings(file, names)),
        quotations=tuple(names.quotations.values()),
        status_quo=read_now(file, names, choices),
        listed=names.some_parties(file.texts("listed"), "listed"),
        rankings=tuple(read_rankings(file, names)),
        assumed=tuple(text for _, text in file.texts("assumed")),
        unplaced=tuple(text for _, text in file.texts("unplaced")),
    )
