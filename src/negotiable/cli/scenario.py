"""`negotiable scenario`: the talks as an explicit model, and what follows from it."""

import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from negotiable.cli.options import Debug

app = typer.Typer(
    name="scenario",
    help="The talks as an explicit model: what follows from what was said, and what would change if one thing did.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
)


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


_File = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file (YAML).", show_default=False)]
_Only = Annotated[
    str | None,
    typer.Option("--only", metavar="ISSUES", help="Issues in play, separated by commas; the others stay as they are now."),
]
_Format = Annotated[Format, typer.Option("--format", help="Sentences, or JSON.")]


@app.command()
def check(scenario: _File, debug: Debug = False) -> int:
    """Tell what is wrong with a scenario file, each fault with its line."""
    from negotiable.scenario.check import check

    found, faults, remarks = check(scenario)
    for fault in faults:
        print(f"{scenario}:{fault.line or ''}{':' if fault.line else ''} {fault.message}")
    for remark in remarks:
        print(f"{scenario}:{remark.line or ''}{':' if remark.line else ''} note: {remark.message}")
    if not faults and found is not None:
        print(
            f"{scenario}: can be used: {len(found.parties)} parties, {len(found.choices)} issues, {len(found.options)} options, "
            f"{len(found.priorities)} statements"
        )
    return 1 if faults else 0


@app.command("import")
def import_(
    model: Annotated[str, typer.Argument(metavar="MODEL.json", help="A conflict model in option form.", show_default=False)],
    debug: Debug = False,
) -> int:
    """Print the scenario of a published conflict model (JSON with options, decision_makers, infeasible)."""
    from negotiable.scenario.import_model import import_model
    from negotiable.scenario.write import write

    sys.stdout.write(write(import_model(model)))
    return 0


@app.command()
def stability(scenario: _File, format: _Format = Format.TEXT, only: _Only = None, debug: Debug = False) -> int:
    """Who could move away from which state, and what could answer it."""
    from negotiable.scenario.export import all_stable, stability_data
    from negotiable.scenario.graph import graph_of
    from negotiable.scenario.parse import load

    found = all_stable(graph_of(load(scenario), only.split(",") if only else None))
    if format is Format.JSON:
        print_json(stability_data(found))
    return 0


def print_json(data: Any) -> None:
    """One JSON object on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
