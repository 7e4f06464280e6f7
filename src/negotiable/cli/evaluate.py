"""`negotiable evaluate acts`: codes the sentences of a table and compares with the roots it has."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli.options import Debug
from negotiable.cli.output import OutputFile

if TYPE_CHECKING:
    from negotiable.coding.acts_table import ActRow

app = typer.Typer(
    name="evaluate",
    help="Measure a part of the program on your own coded data.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Gold = Annotated[str, typer.Argument(metavar="GOLD.tsv", help="Columns sentence, source, target; uid and gold_root if known.")]
_Predictions = Annotated[str, typer.Option("--predictions", metavar="OUT.tsv", help="Where to write uid and root, between tabs.")]


@app.callback()
def _group() -> None:
    pass  # with one command only, Typer would leave out its name


@app.command()
def acts(gold: _Gold, predictions: _Predictions, debug: Debug = False) -> int:
    """Tell the PLOVER root of each sentence, given who acts and who is acted on.

    Where the table has a column gold_root, the agreement is printed, too.
    """
    from negotiable.coding.acts_table import read_rows
    from negotiable.coding.sentence_acts import roots_of

    with OutputFile(predictions, keep=[gold]) as out:
        rows = read_rows(gold)
        found = list(roots_of((row.sentence, row.source, row.target) for row in rows))
        out.write(_lines(rows, found))
    print(f"{len(rows)} sentences coded: {predictions}")
    _compare(rows, found)
    return 0


def _lines(rows: "list[ActRow]", found: list[str | None]) -> Iterator[str]:
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(["uid", "root"])
    writer.writerows((row.uid, root or "") for row, root in zip(rows, found, strict=True))
    yield table.getvalue()


def _compare(rows: "list[ActRow]", found: list[str | None]) -> None:
    from negotiable.coding.acts_table import conflict, macro_f1
    from negotiable.coding.plover import folded, quad

    pairs = [(row.root, root) for row, root in zip(rows, found, strict=True) if row.root]
    if not pairs:
        return
    coded, told = [one for one, _ in pairs], [one for _, one in pairs]
    for name, level in (("root", folded), ("quad", quad), ("conflict or cooperation", conflict)):
        print(f"{name}: macro-F1 {100 * macro_f1(coded, told, level):.1f} over {len(pairs)} sentences")
