"""A report as it was read: its text, where it came from, and what could not be read."""

import hashlib
from dataclasses import dataclass

Span = tuple[int, int]
"""Code points into `Report.text`, half-open: `text[start:end]` is the passage, character for character."""

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One news report. `published` is an ISO date or None; `id` is a hash of the text: the same text, the same id."""

    location: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that could not be read: where it is, and in one line what is wrong and what to do."""

    location: str
    reason: str
