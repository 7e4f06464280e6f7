"""`negotiable add`: reads reports into a record, one transaction each; run again, it goes on where it stopped."""

import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli import stream
from negotiable.cli.messages import say, say_unexpected
from negotiable.cli.options import CodebookOption, Debug, Fields, Language, LanguageOption, Published, Reports, Workers
from negotiable.cli.progress import Progress
from negotiable.errors import NegotiableError, UsageError
from negotiable.sources import count_sources, parse_date, read_sources
from negotiable.terms import Codebook, CodedReading, Rejection, Report

if TYPE_CHECKING:  # at run time late: a wrong command line is told without loading any of it
    from negotiable.cli.workers import Answer
    from negotiable.record import Record

_TOLD = {"new": "added", "read anew": "read anew", "known": "known already", "rejected": "rejected"}

RecordArgument = Annotated[
    str, typer.Argument(metavar="RECORD", help="The record's file, for example talks.db.", show_default=False)
]

_PrivateHosts = Annotated[bool, typer.Option("--private-hosts", help="Also read addresses on this machine or the local network.")]


def add(
    record: RecordArgument,
    reports: Reports,
    published: Published = None,
    language: LanguageOption = Language.ENGLISH,
    codebook: CodebookOption = None,
    fields: Fields = None,
    private_hosts: _PrivateHosts = False,
    workers: Workers = 1,
    debug: Debug = False,
) -> int:
    """Read reports into a record.

    Adding a report again changes nothing; after a stop, the same command goes on. What cannot be read is listed by
    `negotiable rejected`.
    """
    from negotiable.record import Record

    day = parse_date(published) if published is not None else None
    if record in reports:
        raise UsageError(f"{record} is the record: name the reports to add after it")
    book = _load(codebook)
    from negotiable.sources.corpora import parse_fields

    names = parse_fields(fields) if fields is not None else None
    coded = [one for one in reports if one.lower().endswith(".dna")]
    reports = [one for one in reports if one not in coded]
    with Record(record, create=True) as kept:
        for path in coded:
            _import(kept, path)
        if not reports:
            return 0
        found = read_sources(
            reports,
            published=day,
            any_language=language is Language.ANY,
            fields=names,
            online=True,
            private=private_hosts,
        )
        adding = Adding(kept, reader_of(book), total=count_sources(reports), debug=debug)
        try:
            adding.add_all(found, book, workers)
        except KeyboardInterrupt:
            say(f"stopped; {adding.told()}; the same command goes on", about=record)
            raise
    sys.stdout.write(f"{record}: {adding.told()}\n")
    return 1 if adding.rejected else 0


def _import(record: "Record", path: str) -> None:
    from negotiable.record.dna import import_dna

    done = import_dna(record, path)
    more = f", {done.passed_over} passed over" if done.passed_over else ""
    sys.stdout.write(f"{record.path}: {done.documents} documents and {done.statements} coded statements from {path}{more}\n")


def reader_of(book: Codebook) -> str:
    """Names the reader and the codebook that statements were found by."""
    from negotiable.reading.version import reader_version

    return f"{reader_version()} {book.id}@{book.version}+{zlib.crc32(repr(book).encode()):08x}"


class Adding:
    """Puts sources into a record and counts what became of them."""

    def __init__(self, record: "Record", reader: str, *, total: int | None = None, debug: bool = False) -> None:
        self.record, self.reader, self.debug = record, reader, debug
        self.counts: Counter[str] = Counter()
        self._progress = Progress(total)

    @property
    def rejected(self) -> int:
        """How many inputs could not be read."""
        return self.counts["rejected"]

    def told(self) -> str:
        """The counts in words."""
        parts = [f"{self.counts[key]:,} {word}" for key, word in _TOLD.items() if self.counts[key]]
        return ", ".join(parts) or "nothing added"

    def add_all(self, found: Iterator[Report | Rejection], book: Codebook, workers: int) -> None:
        """Reads and keeps each source that the record does not know."""
        read = partial(stream.read_and_code, codebook=book)
        with self._progress:
            for one, answer in _answers(self._unknown(found), read, workers):
                self._keep(one, answer)
                self._progress.step(self.told())

    def _unknown(self, found: Iterator[Report | Rejection]) -> Iterator[Report | Rejection]:
        for one in found:
            if isinstance(one, Report) and self.record.knows(one, self.reader):
                self.record.add_place(one)
                self.counts["known"] += 1
                self._progress.step(self.told())
            else:
                yield one

    def _keep(self, one: Report | Rejection, answer: "Answer") -> None:
        if isinstance(answer, CodedReading):
            try:
                self.counts[self.record.add(answer, self.reader)] += 1
                return
            except NegotiableError:  # no room, no permission: nothing more can be added
                raise
            except Exception as error:
                answer = error
        if isinstance(one, Rejection):
            reason = one.reason
            say(reason, about=one.location)
        elif isinstance(answer, NegotiableError):
            reason = str(answer)
            say(reason, about=one.location)
        else:
            assert answer is not None
            reason = f"something unforeseen went wrong ({type(answer).__name__}): please report this"
            say_unexpected(answer, about=one.location, debug=self.debug)
        self.record.reject(Rejection(one.location, reason))
        self.counts["rejected"] += 1


def _answers(
    found: Iterator[Report | Rejection], read: "partial[CodedReading]", workers: int
) -> "Iterator[tuple[Report | Rejection, Answer]]":
    if workers > 1:
        from negotiable.cli.workers import read_in_processes  # late: most runs are of one process

        yield from read_in_processes(found, read, workers)
        return
    for one in found:
        try:
            answer: Answer = read(one) if isinstance(one, Report) else None
        except Exception as error:
            answer = error
        yield one, answer


def _load(codebook: str | None) -> Codebook:
    from negotiable.coding import load

    return load(codebook) if codebook is not None else load()
