"""What an issue is called: the codebook's label, and the words that point to it."""

import re

from negotiable.brief.words import clean
from negotiable.coding import load
from negotiable.errors import BadCodebook

_WORD = re.compile(r"[a-z]{4,}")


class Issues:
    """Labels and words of the issues of one codebook, given as "id" or "id@version"; one that is not shipped has none."""

    def __init__(self, codebook: str) -> None:
        name = codebook.partition("@")[0]
        try:
            issues = load(name).issues if name.replace("-", "").isalnum() else ()
        except BadCodebook:
            issues = ()
        self._issues = {issue.id: issue for issue in issues}

    def label(self, issue: str) -> str:
        """ "Security guarantees"; an id that the codebook does not have in words, "other: seats" as "seats"."""
        if issue in self._issues:
            return clean(self._issues[issue].label)
        label = clean(issue.partition(":")[2] if issue.startswith("other:") else issue)
        return label.replace("-", " ").replace("_", " ").strip().capitalize() or "Other"

    def words(self, issue: str) -> tuple[str, ...]:
        """Beginnings of words that belong to the issue, from its label and terms."""
        terms = self._issues[issue].terms if issue in self._issues else ()
        return tuple(dict.fromkeys(word[:6] for text in (self.label(issue).lower(), *terms) for word in _WORD.findall(text)))
