"""Opens the file of a record: SQLite in WAL mode, with its migrations, and its errors in one line each."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from negotiable.errors import BadRecord, UnwritableOutput
from negotiable.record.migrations import VERSION, migrate

APPLICATION = 0x6E656774  # "negt": tells `file` and us that a SQLite file is a record
_PATIENCE = 120.0  # seconds that a writer waits for another
_LOOK = 0.0005  # seconds after which it looks again
_PAUSE = 0.003  # seconds, at most, that a run of additions leaves to others after each
_PAGES = -64_000  # KiB of page cache
_REVIEWS_KEPT = 7  # the version from which what reviews say is kept beside the acts
_AGREEMENT_KEPT = 12  # the version from which how far coders agree is kept, too
_PAIRS_FOLLOW = 8  # the version from which pairs follow what people coded
_FULL = ("database or disk is full", "disk I/O error")


def is_record(path: str) -> bool:
    """Whether the file at `path` is a SQLite file.

    SQLite is asked, as whoever opens and closes the file beside it takes away all locks that this process holds on it (POSIX):
    another program that ends then deletes the log that is in use here.
    """
    from urllib.parse import quote

    try:
        if not os.path.isfile(path) or not os.path.getsize(path):
            return False
        with closing(sqlite3.connect(f"file:{quote(os.path.abspath(path))}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
        return True
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT
    except (OSError, ValueError):
        return False


def connect(path: str, *, create: bool = False, readonly: bool = False) -> sqlite3.Connection:
    """The record at `path`, migrated to this version's schema unless `readonly`.

    `create`: make it where there is none. Raises `BadRecord` for a missing file or one that is no record, `UnwritableOutput`
    where its folder or file may not be written.
    """
    _check_place(path, create)
    try:
        return _open_readonly(path) if readonly else _open(path)
    except sqlite3.DatabaseError as error:
        raise explained(error, path) from error


def _check_place(path: str, create: bool) -> None:
    if os.path.isdir(path):
        raise BadRecord(f"{path} is a folder: name a record's file, for example talks.db")
    if not os.path.exists(path):
        if not create:
            raise BadRecord(f"{path}: no such record: make one with: negotiable add {path} REPORT...")
        folder = os.path.dirname(os.path.abspath(path))
        if not os.path.isdir(folder):
            raise UnwritableOutput(f"{path} cannot be written (no such folder): make the folder first")
    elif os.path.getsize(path) and not is_record(path):
        raise BadRecord(f"{path} is no record (not a SQLite file): name another file")


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        _set_up(connection, path)
        if _user_version(connection) < VERSION or _application(connection) == 0:
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection, path):  # two that open a new file at once: the second finds it done
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                before = _user_version(connection)
                migrate(connection)
                if 0 < before < _REVIEWS_KEPT:
                    from negotiable.record.opinions import fill

                    fill(connection)
                elif 0 < before < _AGREEMENT_KEPT:
                    from negotiable.record import compared

                    compared.fill(connection)
                if 0 < before < _PAIRS_FOLLOW:
                    from negotiable.record.pairs import follow_people

                    follow_people(connection)
        return connection
    except BaseException:
        connection.close()
        raise


def _open_readonly(path: str) -> sqlite3.Connection:
    """Reads while another writes; a file in a folder that may not be written is taken as it lies (no WAL beside it)."""
    from urllib.parse import quote

    address = f"file:{quote(os.path.abspath(path))}?mode=ro"
    for uri in (address, f"{address}&immutable=1"):
        connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _set_up(connection, path)
            if _user_version(connection) < VERSION:
                connection.close()
                return _open(path)
            return connection
        except sqlite3.OperationalError as error:
            connection.close()
            if "unable to open" not in str(error) and "readonly" not in str(error):
                raise
    raise BadRecord(f"{path} cannot be opened: check its permissions")


def _set_up(connection: sqlite3.Connection, path: str) -> None:
    application, tables = _application(connection), connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (application or tables):
        raise BadRecord(f"{path} is a SQLite file of another program, no record: name another file")
    if _user_version(connection) > VERSION:
        raise BadRecord(f"{path} was made by a newer version of this program: install that version")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a killed program loses nothing that was committed
    connection.execute(f"PRAGMA cache_size = {_PAGES}")
    connection.execute("PRAGMA temp_store = MEMORY")


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _user_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection, path: str = "the record") -> Iterator[None]:
    """All or nothing; waits for another writer before it begins. Within another transaction it is part of that."""
    if connection.in_transaction:
        yield
        return
    try:
        _begin(connection)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.DatabaseError as error:
        raise explained(error, path) from error


def _begin(connection: sqlite3.Connection) -> None:
    """Begins to write as soon as nobody else does. SQLite's own waiting looks only every tenth of a second after a while."""
    until = time.monotonic() + _PATIENCE
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
            time.sleep(_LOOK)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000:.0f}")


@contextmanager
def leaving_room(connection: sqlite3.Connection) -> Iterator[None]:
    """For one of many transactions in a row: pauses after it, so that whoever waits to write comes in between."""
    if connection.in_transaction:
        yield
        return
    begun = time.monotonic()
    yield
    time.sleep(min(_PAUSE, (time.monotonic() - begun) / 10))


def explained(error: sqlite3.DatabaseError, path: str) -> Exception:
    """The error as one line that says what to do."""
    said = str(error)
    if any(words in said for words in _FULL):
        return UnwritableOutput(f"{path} cannot be written ({said}): make room; what was added before is kept")
    if "readonly" in said or "unable to open" in said:
        return UnwritableOutput(f"{path} cannot be written ({said}): name a file in a writable folder")
    if "locked" in said:
        return UnwritableOutput(f"{path} is being written by another program for over {_PATIENCE:.0f} s: try again later")
    if "malformed" in said or "not a database" in said:
        return BadRecord(f"{path} is damaged ({said}): use a copy of it")
    return error
