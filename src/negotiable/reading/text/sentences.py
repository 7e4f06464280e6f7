"""Where sentences end, abbreviations and initials told apart."""

import re

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Prof|Jr|Sr|vs|No|Inc|Corp|Co|Ltd|[A-Z]))\.$")


def sentence_breaks(text: str, start: int, end: int) -> list[int]:
    """Positions in text[start:end] where a sentence ends, abbreviations and initials told apart."""
    found = []
    for m in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, m.start() - 6), m.start() + 1):
            found.append(m.start() + 1)
    return found
