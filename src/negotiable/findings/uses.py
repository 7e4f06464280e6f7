"""The statements of a record as ties of a network."""

from collections.abc import Iterator
from typing import Literal

from negotiable.findings.networks import Use
from negotiable.record import Filters, Record

Who = Literal["party", "speaker"]

VALUES = {"support": 1, "offer": 1, "demand": 1, "oppose": -1, "refuse": -1}
"""What a stance counts as: for or against. Conditions, assessments and bare reports are no tie."""


def uses_of(record: Record, *, who: Who = "party", filters: Filters | None = None) -> Iterator[Use]:
    """One tie for each statement that takes a stance on an issue; `who`: sides or persons are the actors."""
    name = "s.party" if who == "party" else "lead.name"
    where, values = (filters or Filters()).of_statements()
    rows = record.connection.execute(
        f"SELECT {name}, s.issue, s.stance, s.day, r.id, s.id FROM statement s JOIN report r ON r.n = s.report "
        f"LEFT JOIN actor lead ON lead.n = s.actor WHERE {where} AND {name} IS NOT NULL AND s.issue IS NOT NULL ORDER BY s.n",
        values,
    )
    for actor, issue, stance, day, report, statement in rows:
        if stance in VALUES:
            yield Use(actor, issue, VALUES[stance], day, report, statement)
