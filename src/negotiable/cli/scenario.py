"""`negotiable scenario`: the talks as an explicit model, and what follows from it."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from negotiable.cli.messages import one_line, say
from negotiable.cli.options import CodebookOption, Debug, Language, LanguageOption, Published
from negotiable.cli.output import OutputFile
from negotiable.cli.stream import CodedReadings
from negotiable.errors import UsageError

if TYPE_CHECKING:
    from negotiable.scenario.graph import Graph
    from negotiable.scenario.lines import Fault
    from negotiable.terms import CodedReading

_WIDTH = 110

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


class Concept(StrEnum):
    """A definition of stability."""

    NASH = "nash"
    GMR = "gmr"
    SMR = "smr"
    SEQ = "seq"


_ONLY = "Issues in play, separated by commas; the others stay as they are now."
_SOURCES = "Reports (.txt, .md, .html), folders of them, or a record (.db)."
_CITED = "A record (.db) or a report in which the quotations are looked up; several: --record A --record B."
_File = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file (YAML).", show_default=False)]
_Only = Annotated[str | None, typer.Option("--only", metavar="ISSUES", help=_ONLY, show_default=False)]
_Format = Annotated[Format, typer.Option("--format", help="Sentences, or JSON.")]


@app.command()
def check(
    scenario: _File,
    record: Annotated[list[str] | None, typer.Option("--record", metavar="FILE", help=_CITED, show_default=False)] = None,
    debug: Debug = False,
) -> int:
    """Tell what is wrong with a scenario file, each fault with its line."""
    from negotiable.scenario.check import check

    found, faults, remarks = check(scenario)
    if record and found is not None:
        from negotiable.scenario.citations import check_citations

        cited = check_citations(found, record)
        faults, remarks = sorted(faults + cited[0]), sorted(remarks + cited[1])
    for fault in faults:
        _tell(scenario, fault, "")
    for remark in remarks:
        _tell(scenario, remark, "note: ")
    if not faults and found is not None:
        counts = (
            (len(found.parties), "parties"),
            (len(found.choices), "issues"),
            (len(found.options), "options"),
            (len(found.priorities), "statements"),
        )
        print(f"{one_line(scenario)}: can be used: {', '.join(f'{number} {what}' for number, what in counts)}")
    return 1 if faults else 0


def _tell(path: str, fault: "Fault", kind: str) -> None:
    print(one_line(f"{path}{f':{fault.line}' if fault.line else ''}: {kind}{fault.message}"))


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
def draft(
    sources: Annotated[list[str], typer.Argument(metavar="REPORT", help=_SOURCES, show_default=False)],
    published: Published = None,
    language: LanguageOption = Language.ENGLISH,
    codebook: CodebookOption = None,
    debug: Debug = False,
) -> int:
    """Print a first scenario, made of what the reports are read to say; a person edits it."""
    from negotiable.scenario.draft import draft
    from negotiable.scenario.write import write

    readings = CodedReadings(sources, published=published, language=language, codebook=codebook, debug=debug)
    recorded = _recorded(sources[0]) if len(sources) == 1 else None
    coded = list(readings) if recorded is None else recorded
    if not coded:
        say("no report could be read, so there is no scenario")
        return 1
    sys.stdout.write(write(draft(coded)))
    return 1 if readings.failed else 0


def _recorded(path: str) -> "list[CodedReading] | None":
    """The readings in a record; None where the file is none."""
    from negotiable.record.connection import is_record

    if not os.path.isfile(path) or not is_record(path):
        return None
    from negotiable.record import Record

    with Record(path, readonly=True) as record:
        return list(record.readings())


@app.command()
def stability(scenario: _File, format: _Format = Format.TEXT, only: _Only = None, debug: Debug = False) -> int:
    """Who could move away from which state, and what could answer it."""
    from negotiable.scenario.export import all_stable, stability_data
    from negotiable.scenario.report import stability_page
    from negotiable.scenario.text import render

    graph = _graph(scenario, only)
    return _show(format, lambda: stability_data(all_stable(graph)), lambda: render(stability_page(graph, _names(only)), _width()))


@app.command("red-lines")
def red_lines_(scenario: _File, format: _Format = Format.TEXT, debug: Debug = False) -> int:
    """Which packages no red line excludes, which red lines collide, what opens if one moves."""
    from negotiable.scenario.parse import load
    from negotiable.scenario.red_lines import red_lines
    from negotiable.scenario.report import red_lines_page
    from negotiable.scenario.text import render

    loaded = load(scenario)
    found = red_lines(loaded)
    return _show(format, lambda: found, lambda: render(red_lines_page(loaded, found), _width()))


@app.command()
def inverse(
    scenario: _File,
    state: Annotated[int, typer.Option("--state", help="The number of the state that is to be stable.")],
    concept: Annotated[Concept, typer.Option("--concept", help="The definition of stability.")] = Concept.SEQ,
    rankings: Annotated[
        str | None, typer.Option("--rankings", metavar="PARTY", help="Count rankings of all states by this party instead.")
    ] = None,
    format: _Format = Format.TEXT,
    only: _Only = None,
    debug: Debug = False,
) -> int:
    """The smallest change of stated priorities that would make a state stable for everybody."""
    from negotiable.scenario.changes import inverse_lines
    from negotiable.scenario.inverse import ranking_counts, smallest_changes

    graph = _graph(scenario, only)
    if not 1 <= state <= len(graph.states):
        raise UsageError(f"--state {state}: the states are numbered from 1 to {len(graph.states)}")
    index = int(graph.states[state - 1])
    if rankings is not None:
        parties = {party.id: party.id for party in graph.scenario.parties} | {p.name: p.id for p in graph.scenario.parties}
        if rankings not in parties:
            raise UsageError(f"--rankings {rankings}: no such party; there is: {', '.join(p.id for p in graph.scenario.parties)}")
        total, counts = ranking_counts(graph, parties[rankings], index)
        data = {"party": rankings, "state": state, "rankings": total, "stable": counts}
        shown = ", ".join(f"{name.upper()} {count:,}" for name, count in counts.items())
        told = f"Of {total:,} strict rankings of the states by {rankings}, these make state {state} stable for all: {shown}\n"
        return _show(format, lambda: data, lambda: told)
    found = smallest_changes(graph, index, concept.value)
    return _show(format, lambda: found, lambda: _joined(inverse_lines(graph, state, concept.value.upper(), found)))


@app.command("what-if")
def what_if(
    scenario: _File,
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="Another version of it.", show_default=False)] = None,
    line: Annotated[str | None, typer.Option("--line", metavar="N=TEXT", help="Replace line N by TEXT.")] = None,
    drop: Annotated[str | None, typer.Option("--drop", metavar="ID", help="Leave out a statement or undertaking.")] = None,
    format: _Format = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Change one line of a scenario, and see only what differs."""
    from negotiable.scenario.changes import difference_lines
    from negotiable.scenario.parse import load
    from negotiable.scenario.what_if import changed, compare

    if sum(given is not None for given in (other, line, drop)) != 1:
        raise UsageError("give one change: another file, --line N=TEXT or --drop ID")
    before = load(scenario)
    after = load(other) if other is not None else changed(scenario, before, line, drop)
    found = compare(before, after)
    return _show(format, lambda: found, lambda: _joined(difference_lines(before, after, found)))


@app.command()
def report(
    scenario: _File,
    html: Annotated[str | None, typer.Option("--html", metavar="FILE", help="Also write it as a web page.")] = None,
    format: _Format = Format.TEXT,
    only: _Only = None,
    debug: Debug = False,
) -> int:
    """Print one page on a scenario: what it rests on, what follows, what would change it."""
    from negotiable.scenario import text
    from negotiable.scenario.parse import load
    from negotiable.scenario.report import everything, report

    loaded = load(scenario)
    with ExitStack() as stack:
        file = stack.enter_context(OutputFile(html, keep=[scenario])) if html is not None else None
        page = report(loaded, _names(only))
        _show(format, lambda: everything(loaded, page, _names(only)), lambda: text.render(page, _width()))
        if file:
            from negotiable.scenario.html import render

            file.write([render(page)])
    return 0


@app.command()
def calculate(
    numbers: Annotated[
        str, typer.Argument(metavar="NUMBERS", help="Points or values that you give (YAML or JSON).", show_default=False)
    ],
    format: _Format = Format.TEXT,
    debug: Debug = False,
) -> int:
    """Bargaining points and divisions on numbers that you type in; nothing here is said about the talks."""
    from negotiable.scenario.calculator import calculated, lines

    found = calculated(numbers)
    return _show(format, lambda: found, lambda: _joined(map(one_line, lines(found))))


def _graph(scenario: str, only: str | None) -> "Graph":
    from negotiable.scenario.graph import graph_of
    from negotiable.scenario.parse import load

    return graph_of(load(scenario), _names(only))


def _names(only: str | None) -> Sequence[str] | None:
    return [name.strip() for name in only.split(",") if name.strip()] if only else None


def _width() -> int:
    return min(shutil.get_terminal_size((_WIDTH, 24)).columns, 140)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _show(format: Format, data: Callable[[], Any], text: Callable[[], str]) -> int:
    """Prints one of the two: `data` as one JSON object."""
    if format is Format.TEXT:
        sys.stdout.write(text())
        return 0
    found = data()
    plain = asdict(found) if is_dataclass(found) and not isinstance(found, type) else found
    sys.stdout.write(json.dumps(plain, ensure_ascii=False) + "\n")
    return 0
