"""Issues in words, from the codebooks."""

from functools import cache

from negotiable.coding.codebook import load, names
from negotiable.record import Record
from negotiable.terms import Issue


def issues(record: Record, codebook: str) -> tuple[Issue, ...]:
    """The issues of a codebook by its name ("talks@1.0"): one that ships with the program, else as the record keeps them."""
    rows = record.connection.execute("SELECT id, label FROM issue_label WHERE codebook = ? ORDER BY label", (codebook,))
    return _issues(codebook.partition("@")[0]) or tuple(Issue(identifier, label) for identifier, label in rows)


def issue_label(issue: str | None) -> str:
    """An issue in words."""
    return _labels().get(issue or "", (issue or "").replace("-", " "))


@cache
def _issues(name: str) -> tuple[Issue, ...]:
    return load(name).issues if name in names() else ()


@cache
def _labels() -> dict[str, str]:
    return {issue.id: issue.label for name in reversed(names()) for issue in _issues(name)}
