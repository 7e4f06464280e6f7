"""How sure the program is of its own codes: of the issue from the choice itself, of others from how often they were right."""

from functools import lru_cache

from negotiable.coding.issue import Issues
from negotiable.coding.lexicon import read
from negotiable.terms import Statement


def certainty(one: Statement, variable: str, issues: Issues) -> float:
    """0 to 1: of codes at 0.9, nine in ten are those that a person gives, where the statement itself is one."""
    if variable == "issue":
        return issues.confidence(one)
    value = str(getattr(one, variable) or "none")
    if variable == "target" and value != "none":
        value = "some"
    table = _table()[variable]
    return table.get(value, table["any"])


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, float]]:
    return {name: {value: float(sure) for value, sure in row.items()} for name, row in read("certainty").items()}
