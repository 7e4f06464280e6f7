"""The options that several commands share."""

from enum import StrEnum
from typing import Annotated

import typer


class Language(StrEnum):
    """Which texts are read."""

    ENGLISH = "en"
    ANY = "any"


_REPORTS = "Files (text, web pages, PDF, Word, mail, feeds, corpora), folders of them, or - for standard input."
_PUBLISHED = "Day of publication of the reports, YYYY-MM-DD."
_LANGUAGE = "Read English only, or texts in any language."
_CODEBOOK = "The issues to code by: a codebook's id, or a YAML file."
_FIELDS = "A corpus's names for text, title, outlet, url, published."
_WORKERS = "Processes that read reports at the same time; each takes a core and about 150 MB."

Reports = Annotated[list[str], typer.Argument(metavar="REPORT", help=_REPORTS, show_default=False)]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", help=_PUBLISHED, show_default=False)]
LanguageOption = Annotated[Language, typer.Option("--language", help=_LANGUAGE)]
CodebookOption = Annotated[str | None, typer.Option("--codebook", metavar="ID", help=_CODEBOOK, show_default=False)]
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, max=256, help=_WORKERS)]
Fields = Annotated[str | None, typer.Option("--fields", metavar="FIELD=NAME,...", help=_FIELDS, show_default=False)]
Debug = Annotated[bool, typer.Option("--debug", help="Show where an error came from.")]
