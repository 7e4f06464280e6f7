"""The program `negotiable`: its commands, and how it ends when something is wrong."""

import os
import sys
import traceback
from typing import Annotated

import typer

from negotiable import __version__
from negotiable.cli.add import add
from negotiable.cli.brief import brief
from negotiable.cli.codebook import app as codebook
from negotiable.cli.coders import coders
from negotiable.cli.evaluate import app as evaluate
from negotiable.cli.export import export
from negotiable.cli.findings import findings
from negotiable.cli.messages import say, say_unexpected, set_up_streams
from negotiable.cli.read import read
from negotiable.cli.record import actors, ask, rejected
from negotiable.cli.scale import app as scale
from negotiable.cli.scenario import app as scenario
from negotiable.cli.serve import review, serve
from negotiable.errors import NegotiableError

_INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ends

app = typer.Typer(
    name="negotiable",
    help="Reads news reports about negotiations: who said what, for which side, how firmly, on what condition.",
    epilog="Everything runs on this machine; nothing is sent anywhere, unless you name a model's --endpoint.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    rich_markup_mode=None,  # with it, every start pays for rich
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=False,
)
app.command()(read)
app.command()(brief)
app.command()(add)
app.command()(ask)
app.command()(rejected)
app.command()(actors)
app.command()(export)
app.command()(serve)
app.command()(review)
app.command()(findings)
app.add_typer(scenario)
app.add_typer(scale)
app.add_typer(codebook)
app.command()(coders)
app.add_typer(evaluate)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"negotiable {__version__}")
        raise typer.Exit


_Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")]


@app.callback()
def _options(version: _Version = False) -> None:
    pass


def main() -> None:
    """Entry point: ends the process with 0, 1 (a report failed) or 2 (wrong usage); an error is one line on standard error."""
    set_up_streams()
    try:
        status = _run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has stopped; without this the interpreter complains when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1  # as Typer has it where it sees this first
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except OSError as error:
        say(f"the output cannot be written ({error.strerror or error}): check the disk or where the output goes")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    """Carries out one command line; returns its exit status."""
    try:
        command = typer.main.get_command(app)
        return int(command.main(args=arguments, prog_name="negotiable", standalone_mode=False) or 0)
    except NegotiableError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        say(str(error))
        return error.exit_status
    except OSError:  # standard output: `main` tells of it
        raise
    except typer.TyperException as error:  # what is wrong with the command line, as Typer found it
        say(f"{error.format_message().replace('Value error, ', '')} See: negotiable --help")
        return error.exit_code
    except Exception as error:
        say_unexpected(error, debug="--debug" in arguments)
        return 1
