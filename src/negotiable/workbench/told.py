"""Deeds in words: what was changed from what to what, and where it can be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from negotiable.brief.words import day
from negotiable.record import Record
from negotiable.record.current import REVIEW
from negotiable.record.deeds import Deed, Line, deeds
from negotiable.workbench.labels import issue_label
from negotiable.workbench.passages import bare, short
from negotiable.workbench.statement import LABELS, Detail, detail

_LONGEST = 160
_PAIRED = 45  # characters of the other statement of a pair


@dataclass(frozen=True, slots=True)
class Told:
    """One changed value in words; `about`: the statement's words or the actor's name, `href`: its page."""

    about: str
    href: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """A deed with its changes in words; `made`: "added", "split" or "joined" where whole statements came or went, else ""."""

    deed: Deed
    lines: tuple[Told, ...]
    made: str


def told(record: Record, found: Iterable[Deed]) -> list[ToldDeed]:
    """Deeds in words."""
    known: dict[str, Detail] = {}
    return [_deed(record, deed, known) for deed in found]


def told_one(record: Record, n: int, coder: str) -> ToldDeed | None:
    """The deed with this number, if it is this coder's."""
    return next(iter(told(record, deeds(record.connection, only=n, coder=coder))), None)


def _deed(record: Record, deed: Deed, known: dict[str, Detail]) -> ToldDeed:
    statements = {line.key for line in deed.lines if line.kind == "statement"}
    begun = {line.key for line in deed.lines if line.variable == "content" and not line.old}
    made = ("split" if begun else "joined") if len(statements) > 1 else "added" if begun else ""
    lines = []
    for line in deed.lines:
        one = _told(record, line, known)
        if line.key not in begun and (made != "joined" or line.variable != REVIEW):
            lines.append(one)
        elif line.variable == "content":  # what a new statement took over from another is not told code by code
            lines.append(replace(one, what="split off" if made == "split" else made, old=""))
        elif made == "joined":
            lines.append(replace(one, what="joined", old="", new="its words are the other statement’s"))
    return ToldDeed(deed, tuple(lines), made)


def _told(record: Record, line: Line, known: dict[str, Detail]) -> Told:
    if line.kind == "statement":
        return _statement(record, line, known)
    if line.kind == "pair":
        href = "/review?" + urlencode({"s": line.key, "review": "any"})
        words = "contradict each other" if line.new else "do not contradict each other"
        return Told(line.name, href, f"and “{short(bare(line.variable), _PAIRED)}”", words, words)
    if line.kind == "scenario":
        return Told("scenario", "/scenario", "lines", *_lines_apart(line.old or "", line.new))
    href = f"/actors/{line.key}"
    if line.variable == "same":
        return Told(line.name, href, "is the same as", line.old or "–", line.new or "–")
    if line.variable == "report":
        return Told(line.name, href, f"in the report “{line.new[:60]}”", line.old, f"somebody else called {line.old}")
    if line.variable == "party":
        days = f" from {day(line.since)}" if line.since else ""
        days += f" to {day(line.until)}" if line.until else ""
        return Told(line.name, href, f"speaks for{days}", line.old or "nobody known", line.new or "nobody")
    return Told(line.name, href, "name", line.old or "", line.new)


def _statement(record: Record, line: Line, known: dict[str, Detail]) -> Told:
    href = "/review?" + urlencode({"s": line.key, "review": "any"})
    if line.key not in known:
        known[line.key] = detail(record, line.key, None, None)
    about = known[line.key]
    if line.variable == REVIEW:
        return Told(line.name, href, "state", line.old or "missed by the program", line.new)
    label = LABELS.get(line.variable, line.variable)
    return Told(line.name, href, label, _value(about, line.variable, line.old), _value(about, line.variable, line.new))


def _value(about: Detail, variable: str, value: Any) -> str:
    if variable == "issue" and value:
        return issue_label(value)
    return short(about.told(variable, value), _LONGEST)


def _lines_apart(old: str, new: str) -> tuple[str, str]:
    """The lines of a text that were taken out and that were put in."""
    one, other = ([line.strip() for line in text.splitlines()] for text in (old, new))
    gone, come = ([line for line in a if line and line not in set(b)] for a, b in ((one, other), (other, one)))
    return tuple("; ".join(lines)[:_LONGEST] or "–" for lines in (gone, come))  # type: ignore[return-value]
