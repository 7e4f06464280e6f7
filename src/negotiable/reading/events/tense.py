"""Whether a clause speaks of what is to come: the verb nearest to a passage decides."""

import re
from collections.abc import Iterable

from negotiable.reading.events.signs import signs

_WORD = re.compile(r"[A-Za-z'’]+|[.;!?\n]")
_FUTURE = signs("future")
_PAST = signs("past")
_UNTIL = re.compile(r"\b(?:by|until|till)\s(?:the\s)?(?:end\sof\s)?$", re.IGNORECASE)
_STARTING = re.compile(r"\b(?:from|for)\s$", re.IGNORECASE)  # "called a strike from Monday", "talks for Friday"
_ENDING = re.compile(r"\s(?:to|until|till|through|onwards? [a-z]+ed)\b|['’]s?\b")
_REACH = 14  # words
_CLOSE = 3  # words before "from Monday" among which a verb in the past stands: "was closed from Monday"


def is_future(text: str, start: int, end: int) -> bool | None:
    """Whether `text[start:end]` (a date, as a rule) belongs to something to come, by the nearest verb of its sentence; None
    where no verb tells."""
    if _UNTIL.search(text, max(0, start - 20), start):
        return True
    before = [m.group().lower() for m in _WORD.finditer(text, max(0, start - 110), start)]
    words = _until_stop(reversed(before))
    if (
        _STARTING.search(text, max(0, start - 6), start)
        and not _ENDING.match(text, end)
        and _first_verdict(words[:_CLOSE]) is None
    ):
        return True
    verdict = _first_verdict(words)
    if verdict is None:
        after = [m.group().lower() for m in _WORD.finditer(text, end, min(len(text), end + 90))]
        verdict = _first_verdict(_until_stop(after))
    return verdict


def verdict(text: str, start: int, end: int) -> bool | None:
    """Whether the words of `text[start:end]` speak of what is to come (True) or past (False); None where none tells."""
    return _first_verdict([m.group().lower() for m in _WORD.finditer(text, start, end)])


def _first_verdict(words: list[str]) -> bool | None:
    for at, word in enumerate(words):
        if word in _FUTURE or word.endswith(("'ll", "’ll")):
            return True
        if "be" in words[at + 1 : at + 2] or "be" in words[max(0, at - 1) : at]:  # "will be held"
            continue
        if word in _PAST or (word.endswith("ed") and len(word) > 4):
            return False
    return None


def _until_stop(words: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if word in ".;!?\n" or len(kept) == _REACH:
            break
        kept.append(word)
    return kept
