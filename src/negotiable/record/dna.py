"""Takes the documents and coded statements of a file of Discourse Network Analyzer (.dna) into a record."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from negotiable.errors import BadRecord
from negotiable.record import codings, pairs, store
from negotiable.record.connection import transaction
from negotiable.record.current import PERSON
from negotiable.record.identity import name_key
from negotiable.record.record import Record
from negotiable.record.statements import shelf
from negotiable.record.utf16 import Offsets
from negotiable.terms import Actor, CodedReading, Report

_NEEDED = {"DOCUMENTS", "STATEMENTS", "CODERS", "VARIABLES", "ENTITIES", "DATASHORTTEXT", "DATABOOLEAN"}
_VALUES = (
    "SELECT v.Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity "
    "WHERE d.StatementId = ?1 UNION ALL SELECT v.Variable, d.Value FROM DATABOOLEAN d JOIN VARIABLES v ON v.ID = d.VariableId "
    "WHERE d.StatementId = ?1"
)
CODEBOOK = "dna"
"""The codebook of imported statements: their issues are DNA's concepts as they stand there."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: documents that were new, and statements for or against a concept."""

    documents: int
    statements: int
    passed_over: int
    """Statements of other types, without a concept, or outside their document's text."""


def import_dna(record: Record, path: str) -> Imported:
    """Documents become reports; each statement with a concept a statement that its DNA coder coded, `agreement` its stance.

    The person speaks, for the organization as party. Importing a file again changes nothing. Raises `BadRecord` for a file
    that is not DNA's.
    """
    documents = statements = passed = 0
    try:
        with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as dna:
            _check(dna, path)
            for number, report in _documents(dna, path):
                found, over = _statements(dna, number, report.text)
                passed += over
                reader = "dna " + hashlib.sha256(repr((report.text, found)).encode("utf-8", "replace")).hexdigest()[:16]
                if record.knows(report, reader):
                    continue
                with transaction(record.connection, record.path):
                    _put(record, report, found, reader)
                documents, statements = documents + 1, statements + len(found)
    except sqlite3.DatabaseError as error:
        raise BadRecord(f"{path} cannot be read as a DNA file ({error}): open and save it in DNA") from error
    return Imported(documents, statements, passed)


def _check(dna: sqlite3.Connection, path: str) -> None:
    tables = {row[0] for row in dna.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _NEEDED:
        raise BadRecord(f"{path} is no file of Discourse Network Analyzer 3: it lacks {', '.join(sorted(_NEEDED - tables))}")


def _documents(dna: sqlite3.Connection, path: str) -> Iterator[tuple[int, Report]]:
    for number, title, text, source, seconds in dna.execute("SELECT ID, Title, Text, Source, Date FROM DOCUMENTS ORDER BY ID"):
        day = datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds else None
        yield number, Report(f"{path}#{number}", text, title=title or None, outlet=source or None, published=day)


def _statements(dna: sqlite3.Connection, document: int, text: str) -> tuple[list[tuple[str, dict[str, Any]]], int]:
    """The coder and the values of each statement with a concept, and how many others there are."""
    offsets = Offsets(text)
    found, passed = [], 0
    rows = dna.execute(
        "SELECT s.ID, s.Start, s.Stop, c.Name FROM STATEMENTS s LEFT JOIN CODERS c ON c.ID = s.Coder WHERE s.DocumentId = ? "
        "ORDER BY s.Start, s.ID",
        (document,),
    ).fetchall()
    for statement, start, stop, coder in rows:
        values = dict(dna.execute(_VALUES, (statement,)).fetchall())
        span = (offsets.to_points(start), offsets.to_points(stop))
        if not values.get("concept") or not 0 <= span[0] < span[1] <= len(text):
            passed += 1
            continue
        found.append((f"{PERSON}{coder or 'DNA'}", values | {"span": span}))
    return found, passed


def _put(record: Record, report: Report, found: list[tuple[str, dict[str, Any]]], reader: str) -> None:
    ids = {_speaker(values): _slug(_speaker(values)) for _, values in found if any(_speaker(values))}
    actors = tuple(
        Actor(identifier, person or organization, "person" if person else "body", None, organization or None)
        for (person, organization), identifier in ids.items()
    )
    if record.connection.execute("SELECT 1 FROM report WHERE id = ?", (report.id,)).fetchone() is None:
        store.add(record.connection, CodedReading(report, CODEBOOK, actors), reader)
    else:  # read by the program before: its statements stay beside the coded ones
        for actor in actors:
            record.add_actor(report.id, actor)
        record.connection.execute("UPDATE report SET reader = ? WHERE id = ?", (reader, report.id))
    (n,) = record.connection.execute("SELECT n FROM report WHERE id = ?", (report.id,)).fetchone()
    here = shelf(record.connection, n)
    seen: Counter[object] = Counter()
    for coder, values in found:
        codes = {
            "content": [values["span"]],
            "kind": "indirect",
            "issue": values["concept"],
            "speaker": ids.get(_speaker(values)),
        }
        codes["stance"] = "none" if values.get("agreement") is None else "support" if values["agreement"] else "oppose"
        codings.put_statement(record.connection, here, coder, codes, again=seen[values["span"]], codebook=CODEBOOK)
        seen[values["span"]] += 1
    pairs.follow(record.connection, here.numbers.values())


def _speaker(values: dict[str, Any]) -> tuple[str, str]:
    return values.get("person") or "", values.get("organization") or ""


def _slug(speaker: tuple[str, str]) -> str:
    return "dna-" + "-".join(part for part in name_key(" ".join(speaker)).split())
