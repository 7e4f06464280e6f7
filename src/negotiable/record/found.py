"""Statements that a reading finds: put into the record, and kept through the next reading."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from negotiable.record.current import pack, spans_of
from negotiable.record.identity import statement_ids
from negotiable.record.sayings import settle_all
from negotiable.record.statements import Said, Shelf, acts_of, append_act, beside, given_by, insert, refresh
from negotiable.terms import BUILT_IN, CodedReading, Coding, Spans, Statement

_OVERLAP = 0.5  # shared characters over all: from there on, two contents are one statement found with other ends


def put_statements(connection: sqlite3.Connection, here: Shelf, coded: CodedReading) -> dict[str, int]:
    """Puts the statements of a reading in; returns their numbers by their ids in the reading.

    One that was there gets the new codes beside the old. One that is not found again is withdrawn, unless a person
    reviewed it; what a person reviewed also stands for what is found anew over the same words.
    """
    ids = statement_ids(here.id, coded.statements)
    global_ids = {one.id: identifier for one, identifier in zip(coded.statements, ids, strict=True)}
    reviewed = _reviewed(connection, here) if here.numbers else {}
    left = {n: spans for n, spans in reviewed.items() if not {n} & {here.numbers.get(i) for i in ids}}
    missed = {n for identifier, n in here.numbers.items() if identifier not in set(ids)}
    gone = _withdrawn(connection, here) if here.numbers else set()
    found: dict[str, int] = {}
    codings: dict[str, list[Coding]] = {}
    for coding in coded.codings:
        codings.setdefault(coding.statement, []).append(coding)
    connection.executemany("UPDATE statement SET missed = ? WHERE n = ?", [(n in missed, n) for n in here.numbers.values()])
    for one, identifier in zip(coded.statements, ids, strict=True):
        said = _said_of(one, coded, global_ids, codings.get(one.id, ()))
        if identifier in here.numbers:
            found[one.id] = here.numbers[identifier]
            for given in said:
                _code_again(connection, found[one.id], given)
            refresh(connection, here, found[one.id])
        elif (standing := _standing(one.content, left)) is not None:
            found[one.id] = standing
            connection.execute("UPDATE statement SET missed = 0 WHERE n = ?", (standing,))
        else:
            found[one.id] = insert(connection, here, identifier, said)
    withdrawn = missed - set(reviewed)
    connection.executemany("UPDATE statement SET withdrawn = 1, live = 0 WHERE n = ?", ((n,) for n in withdrawn))
    settle_all(connection, withdrawn | (gone & set(found.values())))
    return found


def _said_of(statement: Statement, coded: CodedReading, ids: Mapping[str, str], codings: Sequence[Coding]) -> list[Said]:
    """What each coder of a reading says of a statement: the program first, with all that no other coder coded."""
    codes = codes_of(statement, ids)
    others: dict[tuple[str, str, str | None], list[Coding]] = {}
    for coding in codings:
        if coding.coder != BUILT_IN:
            codes.pop(coding.variable, None)
            others.setdefault((coding.coder, coding.codebook, coding.coded_at), []).append(coding)
    program = Said(BUILT_IN, coded.codebook, codes | beside([one for one in codings if one.coder == BUILT_IN]))
    return [program, *(Said(coder, codebook, given_by(those), at) for (coder, codebook, at), those in others.items())]


def codes_of(statement: Statement, ids: Mapping[str, str]) -> dict[str, Any]:
    """What a program says of a statement, without what it leaves open; `ids`: the record's ids of statements."""
    codes: dict[str, Any] = {name: getattr(statement, name) for name in ("source", "cue", "content")}
    codes |= {name: getattr(statement, name) for name in ("kind", "mode", "speaker", "relayed_by", "issue", "stance")}
    codes |= {name: getattr(statement, name) for name in ("target", "firmness", "act", "said_on")}
    codes |= {"confidence": round(statement.confidence, 4), "continues": ids.get(statement.continues or "")}
    return {name: value for name, value in codes.items() if value is not None and value != ()}


def _code_again(connection: sqlite3.Connection, statement: int, said: Said) -> None:
    """Adds a program's codes where they differ from its last ones; what it now leaves open is said to be open."""
    programs = [act for act in acts_of(connection, statement) if act.coder == said.coder]
    last = {name: value for act in programs for name, value in act.codes.items()}
    fresh = json.loads(pack(said.codes))
    if not programs or fresh != {name: value for name, value in last.items() if value is not None}:
        codes = {name: None for name in last if name not in fresh} | fresh
        append_act(connection, statement, said.coder, said.codebook, codes, said.at)


def _withdrawn(connection: sqlite3.Connection, here: Shelf) -> set[int]:
    rows = connection.execute("SELECT n FROM statement WHERE report = ? AND withdrawn = 1", (here.report,))
    return {row[0] for row in rows}


def _reviewed(connection: sqlite3.Connection, here: Shelf) -> dict[int, Spans]:
    """The contents of the statements of which a person said something that holds."""
    rows = connection.execute(
        "SELECT n, content FROM statement JOIN verdict ON verdict.statement = n WHERE report = ?", (here.report,)
    )
    return {n: spans_of(content) for n, content in rows}


def _standing(content: Spans, left: Mapping[int, Spans]) -> int | None:
    """The reviewed statement that covers most of the same words, if it covers enough."""
    best = max(left, key=lambda n: _shared(content, left[n]), default=None)
    return best if best is not None and _shared(content, left[best]) >= _OVERLAP else None


def _shared(one: Spans, other: Spans) -> float:
    a, b = ({at for start, end in spans for at in range(start, end)} for spans in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0
