"""The vocabulary: frozen types that every room shares, without input or output."""

from negotiable.terms.codes import (
    Agreement,
    Chain,
    Codebook,
    CodedReading,
    Conditional,
    Conflict,
    Doubt,
    Issue,
    IssueLabel,
    Split,
    Statement,
    Wording,
)
from negotiable.terms.coding import BUILT_IN, VARIABLES, Coding, Variable
from negotiable.terms.reading import Actor, Attribution, Event, Reading
from negotiable.terms.report import Rejection, Report, Span, Spans

__all__ = [
    "BUILT_IN",
    "VARIABLES",
    "Actor",
    "Agreement",
    "Attribution",
    "Chain",
    "Codebook",
    "CodedReading",
    "Coding",
    "Conditional",
    "Conflict",
    "Doubt",
    "Event",
    "Issue",
    "IssueLabel",
    "Reading",
    "Rejection",
    "Report",
    "Span",
    "Spans",
    "Split",
    "Statement",
    "Variable",
    "Wording",
]
