"""The versions of the record's schema: one SQL file each, carried out in order."""

import sqlite3
from functools import cache
from importlib.resources import files

VERSION = 13


def migrate(connection: sqlite3.Connection, *, to: int = VERSION) -> None:
    """Brings the schema from its version (0: an empty file) to `to`, within the caller's transaction."""
    (now,) = connection.execute("PRAGMA user_version").fetchone()
    for version in range(now + 1, to + 1):
        for command in _commands(version):
            connection.execute(command)
        connection.execute(f"PRAGMA user_version = {version}")


@cache
def _commands(version: int) -> tuple[str, ...]:
    """The commands of one file; `executescript` would end the transaction."""
    text = (files("negotiable.record") / "schema" / f"{version:04}.sql").read_text(encoding="utf-8")
    commands, pending = [], ""
    for line in text.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            commands.append(pending)
            pending = ""
    return tuple(commands)
