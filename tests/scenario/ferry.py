"""The scenario in examples/, as text and read."""

from pathlib import Path

from negotiable.scenario.parse import parse
from negotiable.terms.scenario import Scenario

FERRY = (Path(__file__).parents[2] / "examples" / "talks.yaml").read_text(encoding="utf-8")


def scenario_of(text: str = FERRY) -> Scenario:
    """The scenario that `text` describes; it has no fault."""
    found, faults = parse(text)
    assert not faults, faults
    assert found is not None
    return found


def line_of(part: str, text: str = FERRY) -> int:
    """The number of the first line that holds `part`."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)
