"""`negotiable brief`: one brief on all the reports, in the terminal and as files."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from typing import Annotated

import typer

from negotiable.cli.coders import CoderOption, Endpoint, Model, choice
from negotiable.cli.messages import say
from negotiable.cli.options import CodebookOption, Debug, Language, LanguageOption, Published, Reports, Workers
from negotiable.cli.output import OutputFile
from negotiable.cli.record import OfIssue, OfParty, Since, filters
from negotiable.cli.stream import CodedReadings
from negotiable.errors import UsageError
from negotiable.terms import CodedReading

_PAGE_WIDTH = 126  # columns, where there is no terminal to ask

_Html = Annotated[str | None, typer.Option("--html", metavar="FILE", help="Also write a web page, the reports beside the brief.")]
_Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Also write the readings as JSON lines.")]


def brief(
    reports: Reports,
    published: Published = None,
    html: _Html = None,
    json: _Json = None,
    language: LanguageOption = Language.ENGLISH,
    codebook: CodebookOption = None,
    coder: CoderOption = None,
    endpoint: Endpoint = None,
    model: Model = None,
    since: Since = None,
    issue: OfIssue = None,
    party: OfParty = None,
    workers: Workers = 1,
    debug: Debug = False,
) -> int:
    """Print one brief on all the reports, or on a record.

    Where the sides stand, red lines, conditions, conflicts, what happened, what is doubtful; each with its passage.
    """
    from negotiable.record.connection import is_record

    readings: CodedReadings | _Kept
    if len(reports) == 1 and is_record(reports[0]):
        if codebook or coder or endpoint or model or published:
            raise UsageError("a record keeps its codes: for another codebook, coder or date of publication name the reports")
        readings = _Kept(reports[0], since, issue, party)
    elif since or issue or party:
        raise UsageError("--since, --issue and --party choose from a record: make one with: negotiable add talks.db REPORT...")
    else:
        readings = CodedReadings(
            reports,
            published=published,
            language=language,
            codebook=codebook,
            coder=choice(coder, endpoint, model),
            workers=workers,
            debug=debug,
        )
    if html and json and os.path.realpath(html) == os.path.realpath(json):
        raise UsageError("--html and --json name the same file: give two")
    with ExitStack() as stack:
        page_file = stack.enter_context(OutputFile(html, keep=reports)) if html is not None else None
        json_file = stack.enter_context(OutputFile(json, keep=reports)) if json is not None else None
        coded = _each_text_once(readings)
        if not coded:
            say("no report could be read, so there is no brief")
            return 1
        from negotiable.brief.contents import build
        from negotiable.brief.terminal import render

        contents = build(coded)
        sys.stdout.write(render(contents, width=_width(), colour=_colour()).rstrip("\n") + "\n")
        sys.stdout.flush()
        if page_file:
            from negotiable.brief.html import pieces

            page_file.write(pieces(contents))
        if json_file:
            from negotiable.export.jsonl import pieces as json_pieces

            json_file.write(piece for one in coded for piece in chain(json_pieces(one), "\n"))
    return 1 if readings.failed else 0


class _Kept:
    """The readings of a record that the options choose."""

    failed = 0

    def __init__(self, path: str, since: str | None, issue: str | None, party: str | None) -> None:
        self._path, self._since, self._issue, self._party = path, since, issue, party

    def __iter__(self) -> Iterator[CodedReading]:
        from negotiable.record import Record

        with Record(self._path, readonly=True) as record:
            yield from record.readings(filters(record, since=self._since, issue=self._issue, party=self._party))


def _each_text_once(readings: Iterable[CodedReading]) -> list[CodedReading]:
    """A report given twice would count its statements twice."""
    first: dict[str, CodedReading] = {}
    for coded in readings:
        seen = first.setdefault(coded.report.id, coded)
        if seen is not coded:
            say(f"has the same text as {seen.report.location}: counted once", about=coded.report.location)
    return list(first.values())


def _width() -> int:
    return shutil.get_terminal_size((_PAGE_WIDTH, 24)).columns


def _colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
