"""The vocabulary: frozen types that every room shares, without input or output."""

from negotiable.terms.codes import Codebook, CodedReading, Conditional, Conflict, Doubt, Issue, Statement
from negotiable.terms.coding import BUILT_IN, VARIABLES, Coding, Variable
from negotiable.terms.reading import Actor, Attribution, Event, Reading
from negotiable.terms.report import Rejection, Report, Span, Spans

__all__ = [
    "BUILT_IN",
    "VARIABLES",
    "Actor",
    "Attribution",
    "Codebook",
    "CodedReading",
    "Coding",
    "Conditional",
    "Conflict",
    "Doubt",
    "Event",
    "Issue",
    "Reading",
    "Rejection",
    "Report",
    "Span",
    "Spans",
    "Statement",
    "Variable",
]
