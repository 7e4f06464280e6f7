"""A record as a file of Discourse Network Analyzer 3 (.dna): an SQLite database with DNA's tables and rules."""

import base64
import hashlib
import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from negotiable.findings.uses import VALUES
from negotiable.record.utf16 import Offsets
from negotiable.terms import Actor, CodedReading, Statement

PASSWORD = "negotiable"
"""Of the coder Admin, which DNA asks for when it opens the file."""

_LONGEST = 190  # characters of a short text
_ROUNDS = 100_000
_ATTRIBUTES = ("Type", "Alias", "Notes")
_TYPES: dict[str, dict[str, str]] = {
    "DNA Statement": {
        "person": "short text",
        "organization": "short text",
        "concept": "short text",
        "agreement": "boolean",
    },
    "Negotiable Statement": {
        **dict.fromkeys(("person", "role", "party", "issue", "stance", "firmness", "act", "target", "relayed by"), "short text"),
        "position": "integer",
        "quotation": "long text",
        "id": "long text",
    },
}
_TABLES = {"short text": "DATASHORTTEXT", "boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "long text": "DATALONGTEXT"}


def write_dna(readings: Iterable[CodedReading], path: str) -> None:
    """Writes documents and statements to a new file at `path`.

    Each statement for or against an issue is a DNA Statement (person, organization, concept, agreement); every statement is
    a Negotiable Statement, too. DNA has no place for a second date, an addressee's side, conditions, conflicts or events.
    Raises `OSError` where the file cannot be written.
    """
    if os.path.exists(path):
        os.unlink(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        writer = _Writer(connection)
        for reading in readings:
            writer.document(reading)
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:  # no room left
        raise OSError(str(error)) from error
    finally:
        connection.close()


class _Writer:
    """One new DNA database: first its tables, coder and statement types, then documents."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self.types: dict[str, int] = {}
        self.variables: dict[tuple[str, str], int] = {}
        self.entities: dict[tuple[int, str], int] = {}
        self.attributes: dict[int, list[int]] = {}
        for command in _schema():
            self.db.execute(command)
        self.db.executemany("INSERT INTO SETTINGS VALUES (?, ?)", [("version", "3.0.11"), ("date", _today())])
        self.db.execute(
            "INSERT INTO CODERS (ID, Name, Red, Green, Password) VALUES (1, 'Admin', 255, 255, ?)", (_hashed(PASSWORD),)
        )
        for label, variables in _TYPES.items():
            self._type(label, variables)

    def _type(self, label: str, variables: dict[str, str]) -> None:
        self.types[label] = self._insert("STATEMENTTYPES", Label=label, Red=239, Green=208, Blue=51)
        for name, kind in variables.items():
            variable = self._insert("VARIABLES", Variable=name, DataType=kind, StatementTypeId=self.types[label])
            self.variables[label, name] = variable
            if kind == "short text":
                self.attributes[variable] = [
                    self._insert("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=a) for a in _ATTRIBUTES
                ]
                self._entity(variable, "")

    def document(self, reading: CodedReading) -> None:
        """A report with its statements."""
        report = reading.report
        number = self._insert(
            "DOCUMENTS",
            **{"Title": _short(report.title or report.location or report.id), "Text": report.text, "Coder": 1},
            **{"Source": _short(report.outlet or ""), "Notes": report.url or "", "Date": _seconds(report.published)},
        )
        offsets = Offsets(report.text)
        actors = {actor.id: actor for actor in reading.actors}
        for one in reading.statements:
            if one.content:
                self._statement(number, one, actors, offsets)

    def _statement(self, document: int, one: Statement, actors: dict[str, Actor], offsets: Offsets) -> None:
        speaker, target, relay = (actors.get(name or "") for name in (one.speaker, one.target, one.relayed_by))
        person, party = (speaker.name, speaker.party or "") if speaker else ("", "")
        place = {"DocumentId": document, "Coder": 1}
        place |= {"Start": offsets.to_utf16(one.content[0][0]), "Stop": offsets.to_utf16(max(end for _, end in one.content))}
        if one.issue and one.stance in VALUES:
            values: dict[str, Any] = {"person": person, "organization": party, "concept": one.issue}
            self._values("DNA Statement", place, values | {"agreement": int(VALUES[one.stance] > 0)})
        values = {"person": person, "role": speaker and speaker.role, "party": party, "issue": one.issue, "stance": one.stance}
        values |= {"firmness": one.firmness, "act": one.act, "target": target and target.name, "relayed by": relay and relay.name}
        values |= {"position": VALUES.get(one.stance, 0), "quotation": one.kind, "id": one.id}
        self._values("Negotiable Statement", place, values)

    def _values(self, label: str, place: dict[str, int], values: dict[str, Any]) -> None:
        statement = self._insert("STATEMENTS", StatementTypeId=self.types[label], **place)
        for name, kind in _TYPES[label].items():
            variable = self.variables[label, name]
            value = values.get(name)
            if kind == "short text":
                self._insert(
                    _TABLES[kind], StatementId=statement, VariableId=variable, Entity=self._entity(variable, value or "")
                )
            else:
                self._insert(_TABLES[kind], StatementId=statement, VariableId=variable, Value=value)

    def _entity(self, variable: int, value: str) -> int:
        value = _short(value)
        key = (variable, value)
        if key not in self.entities:
            self.entities[key] = self._insert("ENTITIES", VariableId=variable, Value=value, Red=0, Green=0, Blue=0)
            for attribute in self.attributes[variable]:
                self._insert("ATTRIBUTEVALUES", EntityId=self.entities[key], AttributeVariableId=attribute, AttributeValue="")
        return self.entities[key]

    def _insert(self, table: str, **values: Any) -> int:
        marks = ", ".join("?" * len(values))
        cursor = self.db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid


@cache
def _schema() -> tuple[str, ...]:
    tables: dict[str, list[str]] = yaml.safe_load((files("negotiable.export") / "data" / "dna.yaml").read_text(encoding="utf-8"))
    return tuple(f"CREATE TABLE {name} ({', '.join(columns)})" for name, columns in tables.items())


def _hashed(password: str, salt: bytes | None = None) -> str:
    """As jasypt's StrongPasswordEncryptor stores it: base64 of a salt of 16 bytes and SHA-256, 100,000 times over."""
    salt = salt or os.urandom(16)
    digest = salt + password.encode()
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def _short(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:_LONGEST]


def _seconds(day: str | None) -> int:
    """Unix seconds of the beginning of a day in UTC; 0 where the day is unknown."""
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) if day else 0


def _today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d")
