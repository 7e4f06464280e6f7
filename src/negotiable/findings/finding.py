"""A finding: one neutral sentence and the statements that it rests on; without them it cannot be built."""

import re
from dataclasses import dataclass
from typing import Literal

from negotiable.coding.lexicon import word_set

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 7  # letters

Kind = Literal["moved", "contradiction", "red line", "silent"]


@dataclass(frozen=True, slots=True)
class Cited:
    """One statement that a finding rests on."""

    id: str
    day: str
    speaker: str | None
    party: str
    issue: str
    stance: str
    firmness: str | None
    quote: str
    report: str

    @property
    def sign(self) -> int:
        """1 for, -1 against, 0 neither."""
        from negotiable.findings.uses import VALUES

        return VALUES.get(self.stance, 0)


def telling(quote: str) -> frozenset[str]:
    """The beginnings of the words of a quotation that tell what it is about."""
    return frozenset(word[:_STEM] for word in _WORD.findall(quote.casefold()) if word not in word_set("stop"))


@dataclass(frozen=True, slots=True)
class Finding:
    """`text`: as reported, in one sentence. Raises `ValueError` without a statement to rest on."""

    kind: Kind
    text: str
    cites: tuple[Cited, ...]

    def __post_init__(self) -> None:
        if not self.cites:
            raise ValueError(f"nothing is cited for: {self.text}")
