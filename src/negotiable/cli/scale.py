"""`negotiable scale run` and `negotiable scale load`: a corpus in shards, on this machine or a cluster, and into a record."""

import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli import stream
from negotiable.cli.add import RecordArgument, reader_of
from negotiable.cli.messages import say, say_unexpected
from negotiable.cli.options import CodebookOption, Debug, Fields, Language, LanguageOption, Workers
from negotiable.cli.progress import Progress
from negotiable.errors import NegotiableError, UsageError
from negotiable.scale.engine import Engine
from negotiable.scale.plan import ROWS, Shard

if TYPE_CHECKING:  # at run time late: other commands start without the record and what it needs
    from negotiable.scale.load import Loaded
    from negotiable.scale.work import Done

app = typer.Typer(name="scale", help="Read a corpus too large for one sitting.", rich_markup_mode=None, no_args_is_help=True)

_Inputs = Annotated[list[str], typer.Argument(metavar="IN.parquet", help="Parquet files, a report a row.", show_default=False)]
_Out = Annotated[str, typer.Option("--out", metavar="DIR", help="The folder of the outputs, a file a shard.", show_default=False)]
_Engine = Annotated[Engine, typer.Option("--engine", help="What runs the shards: processes of this machine, or Dask.")]
_Rows = Annotated[int, typer.Option("--rows", metavar="N", min=1, max=1_000_000, help="Reports a shard.")]
_Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="A running Dask cluster, tcp://HOST:PORT.", show_default=False),
]
_Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder of the outputs.", show_default=False)]


@app.command()
def run(
    inputs: _Inputs,
    out: _Out,
    engine: _Engine = Engine.LOCAL,
    workers: Workers = 1,
    rows: _Rows = ROWS,
    scheduler: _Scheduler = None,
    fields: Fields = None,
    language: LanguageOption = Language.ENGLISH,
    codebook: CodebookOption = None,
    debug: Debug = False,
) -> int:
    """Read Parquet files shard by shard.

    A shard's output is there whole or not at all, and one that is there is not made again: after a stop, the same command
    goes on.
    """
    from negotiable.coding import load as load_codebook
    from negotiable.scale.plan import plan
    from negotiable.scale.run import run as run_shards
    from negotiable.scale.work import Job
    from negotiable.sources.corpora import parse_fields

    if scheduler is not None and engine is not Engine.DASK:
        raise UsageError("--scheduler is the address of a Dask cluster: add --engine dask")
    book = load_codebook(codebook) if codebook is not None else load_codebook()
    names = parse_fields(fields) if fields is not None else {}
    read = partial(stream.read_and_code, codebook=book)
    job = Job(read, reader_of(book), rows, names, language is Language.ANY)
    shards = plan(inputs, out, rows)
    counts = _Counts()
    try:
        with Progress(len(shards)) as progress:
            for shard, outcome in run_shards(shards, job, engine, workers, scheduler):
                counts.add(shard, outcome, debug)
                progress.step(counts.told())
    except KeyboardInterrupt:
        say(f"stopped; {counts.told()}; the same command goes on", about=out)
        raise
    sys.stdout.write(f"{out}: {counts.told()}\n")
    return 1 if counts["failed"] or counts["rejected"] else 0


class _Counts(Counter[str]):
    """What became of the shards, and what they held."""

    def add(self, shard: Shard, outcome: "Done | Exception", debug: bool) -> None:
        """Counts one shard; one that failed is said."""
        if not isinstance(outcome, Exception):
            self["known" if outcome.known else "done"] += 1
            self.update(reports=outcome.reports, statements=outcome.statements, rejected=outcome.rejected)
            return
        self["failed"] += 1
        where = f"{shard.source} rows {shard.first + 1} to {shard.stop}"
        if isinstance(outcome, (NegotiableError, OSError)):
            say(str(outcome), about=where)
        else:
            say_unexpected(outcome, about=where, debug=debug)

    def told(self) -> str:
        """ "4 shards done with 2,000 reports and 31,004 statements, 1 there already"."""
        done = f"{self['done']:,} shards done with {self['reports']:,} reports and {self['statements']:,} statements"
        words = {"known": "there already", "failed": "failed", "rejected": "reports rejected"}
        return ", ".join([done, *(f"{self[key]:,} {word}" for key, word in words.items() if self[key])])


@app.command()
def load(record: RecordArgument, folder: _Folder, debug: Debug = False) -> int:
    """Put a run's outputs into a record.

    Loading again changes nothing; after a stop, the same command goes on.
    """
    from negotiable.record import Record
    from negotiable.scale.load import load as load_outputs

    with Record(record, create=True) as kept, Progress() as progress:
        loaded = load_outputs(kept, folder, lambda so_far: progress.step(_told(so_far)))
    sys.stdout.write(f"{record}: {_told(loaded)}\n")
    return 1 if loaded.rejected else 0


def _told(loaded: "Loaded") -> str:
    words = {"added": loaded.new, "read anew": loaded.reread, "known already": loaded.known, "rejected": loaded.rejected}
    return ", ".join(f"{count:,} {word}" for word, count in words.items() if count) or "nothing added"
