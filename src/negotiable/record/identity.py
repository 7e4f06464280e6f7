"""Ids of what a record keeps: hashes of content, so that the same reading gives the same ids wherever it is made."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from negotiable.terms import Event, Spans, Statement

_ENDING = re.compile(r"(?<=[a-z]{3})(?:yy|iy|ii|ij)\b")  # one Slavic ending, spelled in four ways
_NOT_NAME = re.compile(r"[^\w]+")


def digest(*parts: object) -> str:
    """16 hexadecimal digits of the SHA-256 of `parts`."""
    text = "\x1f".join(map(str, parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def statement_ids(report: str, statements: Sequence[Statement]) -> list[str]:
    """One id a statement, by its content spans; equal contents are told apart by their order."""
    seen: Counter[Spans] = Counter()
    found = []
    for one in statements:
        found.append(statement_id(report, one.content, seen[one.content]))
        seen[one.content] += 1
    return found


def statement_id(report: str, content: Spans, again: int = 0) -> str:
    """`again`: how many statements of the report with the same content come before it."""
    return digest("statement", report, [list(span) for span in content], again)


def event_ids(report: str, events: Sequence[Event]) -> list[str]:
    """One id an event, by its span and type; equal ones are told apart by their order."""
    seen: Counter[tuple[Spans, str]] = Counter()
    found = []
    for one in events:
        key = (one.span, one.type)
        found.append(digest("event", report, [list(span) for span in one.span], one.type, seen[key]))
        seen[key] += 1
    return found


def name_key(name: str) -> str:
    """A name folded so that case, accents, punctuation and the spelling of a Slavic ending do not tell two apart."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return _ENDING.sub("y", _NOT_NAME.sub(" ", kept).strip()) or name.casefold()
