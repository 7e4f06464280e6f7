"""A code and where it comes from: who gave it, by which codebook, how sure, and on which passages."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from negotiable.terms.report import Spans

Variable = Literal["issue", "stance", "target", "firmness", "act"]
VARIABLES: Final[tuple[Variable, ...]] = get_args(Variable)

BUILT_IN: Final = "built-in"
"""The coder that comes with the program; others are "person:NAME", "llm:MODEL" or the name of a plug-in."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code that one coder gave one statement. A correction is a new coding, never a change of an old one.

    `value` None says that nothing fits, which is a code too. `codebook`: "id@version" of the codebook coded by.
    `confidence`: 0 to 1, None where the coder states none. `coded_at`: ISO 8601 in UTC, None where the coding only
    depends on the text and the version of the coder. `passages`: where in the report the coder points.
    """

    statement: str
    variable: Variable
    value: str | None
    coder: str
    codebook: str
    confidence: float | None = None
    coded_at: str | None = None
    passages: Spans = ()
