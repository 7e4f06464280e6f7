"""Corrections: a person's codings appended to a statement, taken back by further ones, and told as a history."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

from negotiable.errors import BadRecord
from negotiable.record import conditions
from negotiable.record.conditions import CONDITION
from negotiable.record.current import BESIDE, FIELDS, REVIEW, Act, against, current, effective, is_person, merged, spans_of
from negotiable.record.identity import statement_id
from negotiable.record.sayings import group, settle
from negotiable.record.statements import Said, Shelf, acts_of, append_act, beside, insert, refresh, shelf
from negotiable.terms import Coding, Spans
from negotiable.terms.codes import Firmness, Stance
from negotiable.terms.reading import Mode, QuotationKind

_SPANS = ("source", "cue", "content")
_CAST = ("speaker", "target", "relayed_by")
_CHOICES: dict[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "firmness": get_args(Firmness),
    "kind": get_args(QuotationKind),
    "mode": get_args(Mode),
    REVIEW: ("accepted", "rejected"),
}
_NEVER_EMPTY = ("content", "stance", "kind", "mode", REVIEW)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a statement's history, from the act with this number; `undone`: a later act took it back."""

    act: int
    at: str
    coder: str
    codebook: str
    variable: str
    old: Any
    new: Any
    undone: bool


def append(
    connection: sqlite3.Connection,
    statement: str,
    coder: str,
    codes: Mapping[str, Any],
    *,
    codebook: str | None = None,
    quote: str | None = None,
) -> None:
    """Adds what `coder` says of a statement: values by variable, None where nothing fits.

    `quote`: the words that new content spans are to cover. Raises `BadRecord` for an unknown statement or variable, a value
    outside its list, spans outside the text or over other words than `quote`.
    """
    n, here = _find(connection, statement)
    checked = _checked(here, codes, quote)
    if "content" not in checked and not effective(acts_of(connection, n)):
        raise BadRecord("this statement was added and its addition taken back: add it again")
    if checked:
        append_act(connection, n, coder, codebook or _codebook(connection, here.report), checked)
        _settle(connection, here, n)


def append_codings(connection: sqlite3.Connection, codings: Iterable[Coding]) -> None:
    """Adds codes as coders give them, one act for each run of codings by one coder on one statement at one time."""
    for _, those in groupby(codings, key=lambda one: (one.statement, one.coder, one.codebook, one.coded_at)):
        run = list(those)
        n, here = _find(connection, run[0].statement)
        codes = _checked(here, {one.variable: one.value for one in run}, None) | beside(run)
        for one in run:
            _checked_spans(here, "passages", one.passages)
        append_act(connection, n, run[0].coder, run[0].codebook, codes, run[0].coded_at)
        _settle(connection, here, n)


def add_statement(
    connection: sqlite3.Connection, report: str, coder: str, codes: Mapping[str, Any], *, quote: str | None = None
) -> str:
    """A statement that the program missed; `codes` need `content`. Returns its id. Adding it again changes nothing."""
    return put_statement(connection, _report(connection, report), coder, codes, quote=quote)


def put_statement(
    connection: sqlite3.Connection,
    here: Shelf,
    coder: str,
    codes: Mapping[str, Any],
    *,
    quote: str | None = None,
    again: int = 0,
    codebook: str | None = None,
) -> str:
    """`add_statement` on a shelf at hand; `again`: how many statements with the same content come before it."""
    checked = _checked(here, codes, quote)
    if "content" not in checked:
        raise BadRecord("a statement needs its content: give the spans of its words")
    identifier = statement_id(here.id, spans_of(checked["content"]), again)
    book = codebook or _codebook(connection, here.report)
    if identifier in here.numbers:
        append(connection, identifier, coder, checked, quote=quote, codebook=book)
    else:
        insert(connection, here, identifier, [Said(coder, book, checked)])
        group(connection, here.report)
    return identifier


def split(connection: sqlite3.Connection, statement: str, coder: str, parts: Sequence[Spans]) -> list[str]:
    """Makes one statement two or more: it keeps the first part, the others get its codes. Returns the ids of all."""
    n, here = _find(connection, statement)
    if len(parts) < 2:
        raise BadRecord("a statement is split into two parts or more: give the spans of each")
    values = {name: value for name, value in current(acts_of(connection, n)).items() if name in FIELDS and name != REVIEW}
    added = [add_statement(connection, here.id, coder, values | {"content": part}) for part in parts[1:]]
    append(connection, statement, coder, {"content": parts[0]})
    return [statement, *added]


def join(connection: sqlite3.Connection, statements: Sequence[str], coder: str) -> str:
    """Makes several statements of one report one: the first gets the words of all, the others are rejected."""
    found = [_find(connection, one) for one in statements]
    if len({here.report for _, here in found}) != 1 or len(found) < 2:
        raise BadRecord("only two or more statements of one report can be joined")
    contents = (spans_of(current(acts_of(connection, n)).get("content")) for n, _ in found)
    append(connection, statements[0], coder, {"content": [span for spans in contents for span in spans]})
    for other in statements[1:]:
        append(connection, other, coder, {REVIEW: "rejected"})
    return statements[0]


def undo(connection: sqlite3.Connection, statement: str, coder: str) -> bool:
    """Takes back the last act of `coder` on a statement that still holds; False where there is none."""
    n, here = _find(connection, statement)
    acts = acts_of(connection, n)
    last = next((act for act in reversed(effective(acts)) if act.coder == coder and is_person(coder)), None)
    if last is None:
        return False
    codes, undoes = against(acts, last.n)
    append_act(connection, n, coder, last.codebook, codes, undoes=undoes)
    _settle(connection, here, n)
    return True


def redo(connection: sqlite3.Connection, statement: str, coder: str) -> bool:
    """Brings back what `coder` took back last, unless they coded the statement since; False where there is nothing."""
    n, here = _find(connection, statement)
    acts = [act for act in acts_of(connection, n) if act.coder == coder]
    undone = {act.undoes for act in acts}
    undoing = {act.n for act in acts if act.undoes is not None}
    for act in reversed(acts):
        if act.undoes is None:
            return False
        if act.undoes not in undoing and act.n not in undone:
            append_act(connection, n, coder, act.codebook, {}, undoes=act.n)
            _settle(connection, here, n)
            return True
    return False


def history(connection: sqlite3.Connection, statement: str) -> list[Change]:
    """Who said what of a statement, when, and what stood there before; the oldest first."""
    n, here = _find(connection, statement)
    acts = acts_of(connection, n)
    read = conditions.read(connection, n)

    def stood(upto: int) -> dict[str, Any]:
        """The codes then; a side or condition that nobody coded is the speaker's and the reading's."""
        values = current(acts[:upto])
        speaker = here.cast.get(values.get("speaker") or "")
        return {"party": speaker.party if speaker else None, CONDITION: read} | values

    holds = {act.n for act in effective(acts)}
    changes: list[Change] = []
    for k, act in enumerate(acts):
        before = stood(k)
        if act.undoes is not None:
            after = stood(k + 1)
            names = [name for name in (*before, *after) if before.get(name) != after.get(name)]
            changes += (_change(act, name, before.get(name), after.get(name), False) for name in dict.fromkeys(names))
        else:
            told = ((name, value) for name, value in act.codes.items() if name not in BESIDE)
            changes += (_change(act, name, before.get(name), value, act.n not in holds) for name, value in told)
    return changes


def _change(act: Act, variable: str, old: Any, new: Any, undone: bool) -> Change:
    return Change(act.n, act.coded_at, act.coder, act.codebook, variable, old, new, undone)


def _settle(connection: sqlite3.Connection, here: Shelf, n: int) -> None:
    refresh(connection, here, n)
    (saying,) = connection.execute("SELECT coalesce(saying, n) FROM statement WHERE n = ?", (n,)).fetchone()
    settle(connection, saying)


def _find(connection: sqlite3.Connection, statement: str) -> tuple[int, Shelf]:
    row = connection.execute("SELECT n, report FROM statement WHERE id = ?", (statement,)).fetchone()
    if row is None:
        raise BadRecord(f"no statement {statement} in this record: see the ids in the view `statements`")
    return row[0], shelf(connection, row[1])


def _report(connection: sqlite3.Connection, report: str) -> Shelf:
    row = connection.execute("SELECT n FROM report WHERE id = ?", (report,)).fetchone()
    if row is None:
        raise BadRecord(f"no report {report} in this record: see the ids in the table `report`")
    return shelf(connection, row[0])


def _codebook(connection: sqlite3.Connection, report: int) -> str:
    row = connection.execute("SELECT codebook FROM report WHERE n = ?", (report,)).fetchone()
    return str(row[0] or "")


def _checked(here: Shelf, codes: Mapping[str, Any], quote: str | None) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in codes.items():
        if name not in FIELDS:
            raise BadRecord(f"unknown variable {name!r}: one of {', '.join(FIELDS)}")
        if name == CONDITION:
            checked[name] = conditions.checked(value, len(here.text))
        elif name in _SPANS:
            checked[name] = _checked_spans(here, name, value)
        elif value is None and name in _NEVER_EMPTY:
            raise BadRecord(f"{name} needs a value: {', '.join(_CHOICES.get(name, ()))}")
        elif value is not None and name in _CHOICES and value not in _CHOICES[name]:
            raise BadRecord(f"{value!r} is no {name}: one of {', '.join(_CHOICES[name])}")
        elif value is not None and name in _CAST and value not in here.cast:
            raise BadRecord(f"{value!r} is not in the cast of this report: add the actor first")
        else:
            checked[name] = value
    if quote is not None and "content" in checked:
        words = " … ".join(here.text[start:end] for start, end in checked["content"])
        if words != quote:
            raise BadRecord(f"these spans cover {words[:60]!r}, not {quote[:60]!r}: select the words again")
    return checked


def _checked_spans(here: Shelf, name: str, value: Any) -> list[list[int]]:
    try:
        spans = spans_of(value)
    except (TypeError, ValueError) as error:
        raise BadRecord(f"{name} is no list of [start, end]") from error
    if any(not 0 <= start < end <= len(here.text) for start, end in spans) or (name == "content" and not spans):
        raise BadRecord(f"the spans of {name} lie outside the text of {len(here.text)} characters or are empty")
    return [list(span) for span in merged(spans)]
