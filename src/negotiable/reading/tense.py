"""Whether a clause speaks of what is to come: the verb nearest to a passage decides."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z'’]+|[.;!?\n]")
_FUTURE = frozenset(
    """will 'll due scheduled planned planning plans plan expected expects expecting set upcoming forthcoming going
    intends intend intended slated prepares preparing poised looming next begins starts reconvene resumes should must could
    can until till by shall won't ahead deadline would may might aims hopes invited want wants""".split()
)
_PAST = frozenset(
    """was were had has have been did said told met held took began came went left gave made struck broke fell won lost rose
    sent saw spoke flew hit led became says say tells after since who killed following shot quit cut put shut fought
    brought sought caught""".split()
)
_REACH = 14  # words


def is_future(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` (a date, as a rule) belongs to something to come, by the nearest verb of its sentence."""
    before = [m.group().lower() for m in _WORD.finditer(text, max(0, start - 110), start)]
    for word in _until_stop(reversed(before)):
        verdict = _verdict(word)
        if verdict is not None:
            return verdict
    after = (m.group().lower() for m in _WORD.finditer(text, end, min(len(text), end + 90)))
    for word in _until_stop(after):
        verdict = _verdict(word)
        if verdict is not None:
            return verdict
    return False


def _verdict(word: str) -> bool | None:
    if word in _FUTURE or word.endswith("'ll") or word.endswith("’ll"):
        return True
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
