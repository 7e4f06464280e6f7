"""`negotiable read`: each report as one line of JSON."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from negotiable.cli.coders import CoderOption, Endpoint, Model, choice
from negotiable.cli.options import CodebookOption, Debug, Language, LanguageOption, Published, Reports, Workers
from negotiable.cli.stream import CodedReadings


class Format(StrEnum):
    """How readings are printed."""

    JSONL = "jsonl"


def read(
    reports: Reports,
    format: Annotated[Format, typer.Option(help="How to print: one line of JSON a report.")] = Format.JSONL,
    published: Published = None,
    language: LanguageOption = Language.ENGLISH,
    codebook: CodebookOption = None,
    coder: CoderOption = None,
    endpoint: Endpoint = None,
    model: Model = None,
    workers: Workers = 1,
    debug: Debug = False,
) -> int:
    """Print what the reports say, as JSON.

    One line a report, in the order given: statements, speakers, events, conditions, conflicts, doubts.
    """
    readings = CodedReadings(
        reports,
        published=published,
        language=language,
        codebook=codebook,
        coder=choice(coder, endpoint, model),
        workers=workers,
        debug=debug,
    )
    for coded in readings:
        from negotiable.export.jsonl import pieces

        sys.stdout.writelines(pieces(coded))
        sys.stdout.write("\n")
        sys.stdout.flush()
    return 1 if readings.failed else 0
