"""A record: many reports, one memory, in one SQLite file that other tools open, too."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Any

from negotiable.errors import BadRecord
from negotiable.record import actors, codings, due, pairs, search, store
from negotiable.record.connection import connect, leaving_room, transaction
from negotiable.record.copies import look
from negotiable.record.filters import Filters
from negotiable.record.identity import digest
from negotiable.record.readings import reading, readings
from negotiable.record.wordings import wordings
from negotiable.terms import Actor, CodedReading, Coding, Rejection, Report, Spans, Wording


class Record:
    """The record at `path`. Whatever changes it is one transaction, which waits for another writer's to end.

    Raises `BadRecord` for a missing file or one that is no record, and `UnwritableOutput` where it cannot be written.
    """

    def __init__(self, path: str, *, create: bool = False, readonly: bool = False) -> None:
        self.path = path
        self.connection = connect(path, create=create, readonly=readonly)

    # Adding

    def knows(self, report: Report, reader: str) -> bool:
        """Whether what `reader` finds in this report's text is kept already."""
        return store.known(self.connection, report, reader)

    def add(self, coded: CodedReading, reader: str) -> store.Outcome:
        """Keeps a reading; the same again changes nothing, and what people coded stays."""
        seen = look(self.connection, coded.report.text)  # before it writes, so that others wait no longer than they must
        with leaving_room(self.connection), self._writing():
            return store.add(self.connection, coded, reader, seen)

    def add_place(self, report: Report) -> None:
        """Notes that a known report stands at this location, too."""
        with self._writing():
            store.add_place(self.connection, report)

    def reject(self, rejection: Rejection) -> None:
        """Keeps why an input could not be read."""
        with self._writing():
            store.reject(self.connection, rejection)

    def rejections(self) -> list[Rejection]:
        """Inputs that could not be read, and why."""
        rows = self.connection.execute("SELECT location, reason FROM rejection ORDER BY location")
        return [Rejection(location, reason) for location, reason in rows]

    # Reading

    def readings(self, filters: Filters | None = None) -> Iterator[CodedReading]:
        """Readings with the current codes and the record's ids, in the order of publication."""
        return readings(self.connection, filters)

    def reading(self, report: str) -> CodedReading:
        """The reading of one report, by its id."""
        row = self.connection.execute("SELECT n FROM report WHERE id = ?", (report,)).fetchone()
        if row is None:
            raise BadRecord(f"no report {report} in this record: see the ids in the table `report`")
        return reading(self.connection, row[0])

    def page(
        self, filters: Filters | None = None, *, order: search.Order = "newest", after: str | None = None, limit: int = 50
    ) -> search.Page:
        """Statements that pass `filters`, page by page."""
        return search.page(self.connection, filters, order=order, after=after, limit=limit)

    def count(self, filters: Filters | None = None, *, most: int = 10_000) -> int:
        """How many statements pass `filters`, counted up to `most`."""
        return search.count(self.connection, filters, most=most)

    def ask(self, words: str, filters: Filters | None = None, *, limit: int = 20) -> search.Page:
        """Statements with these words, those that fit best first."""
        return search.ask(self.connection, words, filters, limit=limit)

    def wordings(self, statement: str) -> tuple[Wording, ...]:
        """How other reports word what a statement says, where they differ; at most five."""
        return wordings(self.connection, statement)

    def spelled(self, party: str) -> str:
        """A party's name as the record spells it, whatever the case it is given in."""
        row = self.connection.execute("SELECT party FROM cast WHERE party = ? COLLATE NOCASE LIMIT 1", (party,)).fetchone()
        return str(row[0]) if row else party

    # Correcting

    def code(
        self, statement: str, coder: str, codes: Mapping[str, Any], *, codebook: str | None = None, quote: str | None = None
    ) -> None:
        """Appends what `coder` ("person:NAME" for a human being) says of a statement."""
        with self._writing():
            codings.append(self.connection, statement, coder, codes, codebook=codebook, quote=quote)
            pairs.follow_ids(self.connection, [statement])

    def add_codings(self, given: Iterable[Coding]) -> None:
        """Appends codes as coders give them."""
        kept = list(given)
        with self._writing():
            codings.append_codings(self.connection, kept)
            pairs.follow_ids(self.connection, {one.statement for one in kept})

    def add_statement(self, report: str, coder: str, codes: Mapping[str, Any], *, quote: str | None = None) -> str:
        """Adds a statement that the program missed; returns its id."""
        with self._writing():
            made = codings.add_statement(self.connection, report, coder, codes, quote=quote)
            pairs.follow_ids(self.connection, [made])
            return made

    def add_actor(self, report: str, actor: Actor) -> str:
        """Adds an actor to a report's cast, so that statements can name it; returns its id in the cast."""
        with self._writing():
            row = self.connection.execute("SELECT n FROM report WHERE id = ?", (report,)).fetchone()
            store.put_cast(self.connection, row[0], report, actor)
            return actor.id

    def split(self, statement: str, coder: str, parts: Sequence[Spans]) -> list[str]:
        """Makes one statement several; returns their ids."""
        with self._writing():
            made = codings.split(self.connection, statement, coder, parts)
            pairs.follow_ids(self.connection, made)
            return made

    def join(self, statements: Sequence[str], coder: str) -> str:
        """Makes several statements of one report one; returns its id."""
        with self._writing():
            made = codings.join(self.connection, statements, coder)
            pairs.follow_ids(self.connection, statements)
            return made

    def undo(self, statement: str, coder: str) -> bool:
        """Takes back the coder's last act on a statement; False where there is none."""
        with self._writing():
            done = codings.undo(self.connection, statement, coder)
            pairs.follow_ids(self.connection, [statement])
            return done

    def redo(self, statement: str, coder: str) -> bool:
        """Brings back what the coder took back last; False where there is nothing."""
        with self._writing():
            done = codings.redo(self.connection, statement, coder)
            pairs.follow_ids(self.connection, [statement])
            return done

    def judge_pair(self, one: str, other: str, stands: bool, coder: str) -> None:
        """Judges that two statements of one report contradict each other, or that they do not, whatever their codes."""
        with self._writing():
            pairs.judge(self.connection, one, other, stands, coder)

    def history(self, statement: str) -> list[codings.Change]:
        """Who said what of a statement, when, and what stood there before."""
        return codings.history(self.connection, statement)

    # Actors

    def actors(self, like: str | None = None) -> Iterator[actors.Known]:
        """The actors of all reports, those with most statements first."""
        return actors.actors(self.connection, like)

    def merge(self, one: str, other: str, coder: str) -> None:
        """Judges that two names are of one actor, which goes by the first; see `catch_up`."""
        with self._writing():
            actors.merge(self.connection, one, other, coder)

    def part(self, one: str, other: str | None, coder: str, *, report: str | None = None) -> None:
        """Judges that two names are not of one actor, or that one report means somebody else by a name; see `catch_up`."""
        with self._writing():
            actors.split(self.connection, one, other, coder, report=report)

    def catch_up(self) -> bool:
        """Does one report of what changes of who is who left for later, so that others write in between; False for none."""
        if not due.waiting(self.connection):
            return False
        with leaving_room(self.connection), self._writing():
            return due.work(self.connection)

    # The file

    def fingerprint(self) -> str:
        """A hash of the ids and current codes of everything kept: equal for records that say the same."""
        parts = []
        for query in _FINGERPRINT:
            parts += [repr(row) for row in self.connection.execute(query)]
        return digest(*sorted(parts))

    def _writing(self) -> AbstractContextManager[None]:
        return transaction(self.connection, self.path)

    def close(self) -> None:
        """Closes the file."""
        with suppress(sqlite3.DatabaseError):  # a file that may only be read
            self.connection.execute("PRAGMA optimize")
        self.connection.close()

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


_FINGERPRINT = (
    "SELECT r.id, p.location, first.id FROM report r JOIN place p ON p.report = r.n "
    "LEFT JOIN report first ON first.n = r.copy_of",
    "SELECT s.id, r.id, s.content, s.issue, s.stance, s.firmness, s.act, s.party, s.review, s.live, w.id "
    "FROM statement s JOIN report r ON r.n = s.report LEFT JOIN statement w ON w.n = s.saying",
    "SELECT id, date, count FROM event",
    "SELECT a.id, b.id, c.why, c.found, c.gone FROM conflict c JOIN statement a ON a.n = c.one JOIN statement b ON b.n = c.other",
    "SELECT s.id, a.coder, a.codes FROM act a JOIN statement s ON s.n = a.statement",
)
