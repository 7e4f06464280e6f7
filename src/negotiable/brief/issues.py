"""What an issue is called: the codebook's label, and the words that point to it."""

import re

from negotiable.brief.words import clean
from negotiable.coding import load
from negotiable.errors import BadCodebook
from negotiable.terms import CodedReading

_WORD = re.compile(r"[a-z]{4,}")


class Issues:
    """Labels and words of the issues of a reading: as it carries them, else those of its codebook if that one is shipped."""

    def __init__(self, reading: CodedReading) -> None:
        self._carried = {one.id: one for one in reading.issues}
        name = reading.codebook.partition("@")[0]
        try:
            issues = load(name).issues if name.replace("-", "").isalnum() else ()
        except BadCodebook:
            issues = ()
        self._issues = {issue.id: issue for issue in issues}

    def label(self, issue: str) -> str:
        """ "Security guarantees"; a finer one after the issue above it: "Tariffs: retaliation"; "other: seats" as "Seats"."""
        topic, own = self.topic(issue), self._own(issue)
        return own if topic == own else f"{topic}: {own[0].lower() if own[1:2].islower() else own[0]}{own[1:]}"

    def topic(self, issue: str) -> str:
        """The label of the issue above it, or its own."""
        if issue in self._carried:
            return clean(self._carried[issue].parent or "") or self._own(issue)
        above = self._issues.get(self._issues[issue].parent or "") if issue in self._issues else None
        return clean(above.label) if above and not above.heading else self._own(issue)

    def _own(self, issue: str) -> str:
        """An id that has no label in words."""
        known = self._carried.get(issue) or self._issues.get(issue)
        if known and (label := clean(known.label)):
            return label
        label = clean(issue.partition(":")[2] if issue.startswith("other:") else issue)
        return label.replace("-", " ").replace("_", " ").strip().capitalize() or "Other"

    def words(self, issue: str) -> tuple[str, ...]:
        """Beginnings of words that belong to the issue, from its label and terms."""
        terms = self._issues[issue].terms if issue in self._issues else ()
        return tuple(dict.fromkeys(word[:6] for text in (self.label(issue).lower(), *terms) for word in _WORD.findall(text)))
