"""`negotiable serve` and `review`: the workbench in the browser, on a record or on reports."""

from pathlib import Path
from typing import Annotated

import typer

from negotiable.cli.add import RecordArgument, add
from negotiable.cli.messages import say
from negotiable.cli.options import CodebookOption, Debug, Language, LanguageOption, Published, Reports
from negotiable.errors import UsageError

_Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at; any but this machine's own wants a token.")
]
_Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="The port to listen at; 0 takes a free one.")]
_Allow = Annotated[
    list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name that browsers may call it by.")
]
_Token = Annotated[
    str | None,
    typer.Option("--token", envvar="NEGOTIABLE_TOKEN", metavar="WORD", help="Who has it may come in; else one made by chance."),
]
_Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")]
_Into = Annotated[str, typer.Option("--record", metavar="FILE", help="The record to keep the reports and the reviews in.")]


def serve(
    record: RecordArgument,
    host: _Host = "127.0.0.1",
    port: _Port = 8765,
    allow_host: _Allow = None,
    token: _Token = None,
    browser: _Browser = True,
    debug: Debug = False,
) -> int:
    """Open a record in the browser, to read, correct and decide."""
    _check()
    from negotiable.workbench.server import serve as run

    if token is not None and len(token) < 12:
        raise UsageError("a token of fewer than 12 characters can be guessed: give a longer one, or none for one made by chance")
    run(record, host=host, port=port, hosts=allow_host or (), token=token, browser=browser)
    return 0


def review(
    reports: Reports,
    into: _Into = "review.db",
    published: Published = None,
    language: LanguageOption = Language.ENGLISH,
    codebook: CodebookOption = None,
    port: _Port = 8765,
    browser: _Browser = True,
    debug: Debug = False,
) -> int:
    """Read reports and open them in the browser, to check and correct what was found; reviews are kept in a record."""
    _check()
    from negotiable.record import Record

    made = not Path(into).exists()
    add(into, reports, published=published, language=language, codebook=codebook, debug=debug)
    with Record(into, readonly=True) as kept:
        empty = kept.connection.execute("SELECT 1 FROM report LIMIT 1").fetchone() is None
    if empty:
        if made:
            Path(into).unlink()  # a mistyped name leaves no record behind
        say("no report could be read, so there is nothing to review")
        return 1
    return serve(into, port=port, browser=browser)


def _check() -> None:
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise UsageError("the workbench needs two more packages: pip install 'negotiable[workbench]'") from error
