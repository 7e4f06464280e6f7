"""`negotiable export`: a record, or a part of it, in the formats of other tools."""

import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli.add import RecordArgument
from negotiable.cli.messages import one_line
from negotiable.cli.options import Debug
from negotiable.cli.output import OutputFile
from negotiable.cli.record import OfIssue, OfParty, Since, filters
from negotiable.errors import UsageError

if TYPE_CHECKING:
    from negotiable.record import Filters, Record


class Table(StrEnum):
    """The tables of a record."""

    STATEMENTS = "statements"
    POSITIONS = "positions"
    EVENTS = "events"
    CONFLICTS = "conflicts"
    WORDINGS = "wordings"
    CODINGS = "codings"
    REPORTS = "reports"
    ACTORS = "actors"
    REJECTED = "rejected"


class NetworkKind(StrEnum):
    """The networks of a record."""

    ISSUES = "issues"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Who(StrEnum):
    """Whom a network is of."""

    PARTY = "party"
    SPEAKER = "speaker"


_FORMATS = {
    ".plover.jsonl": "PLOVER events",
    ".annotations.json": "W3C annotations",
    ".csv": "a table, UTF-8 for Excel",
    ".xlsx": "all tables, a sheet each",
    ".json": "all tables",
    ".jsonl": "readings",
    ".parquet": "a table",
    ".graphml": "a network",
    ".gexf": "a network",
    ".dna": "Discourse Network Analyzer",
    ".html": "a brief",
}
_TABLES, _NETWORKS = (".csv", ".parquet"), (".graphml", ".gexf")
_READINGS = (".plover.jsonl", ".annotations.json", ".jsonl", ".dna", ".html")

_Out = Annotated[str, typer.Argument(metavar="OUT", help=f"The file to write: {', '.join(_FORMATS)}.", show_default=False)]
_Table = Annotated[Table, typer.Option("--table", help="Which table a .csv or .parquet file holds.")]
_Network = Annotated[NetworkKind, typer.Option("--network", help="Which network a .graphml or .gexf file holds.")]
_Of = Annotated[Who, typer.Option("--of", help="Whether a network is of sides or of speakers.")]


def export(
    record: RecordArgument,
    out: _Out,
    table: _Table = Table.STATEMENTS,
    network: _Network = NetworkKind.ISSUES,
    of: _Of = Who.PARTY,
    since: Since = None,
    issue: OfIssue = None,
    party: OfParty = None,
    debug: Debug = False,
) -> int:
    """Write a record in another tool's format, told by the ending of OUT."""
    from negotiable.record import Record

    ending = next((one for one in _FORMATS if out.lower().endswith(one)), None)
    if ending is None:
        raise UsageError(f"{out}: name a file with one of these endings: {', '.join(_FORMATS)}")
    if (since or issue or party) and ending not in (*_READINGS, *_NETWORKS):
        raise UsageError(
            f"--since, --issue and --party choose for {', '.join((*_READINGS, *_NETWORKS))}; {ending} holds whole tables"
        )
    with OutputFile(out, keep=[record]) as file, Record(record, readonly=True) as kept:
        wanted = filters(kept, since=since, issue=issue, party=party)
        text = _text(kept, ending, table, wanted)
        if text is not None:
            file.write(text)
        else:
            file.make(_maker(kept, ending, table, network, of, wanted))
    sys.stdout.write(f"{one_line(out)}: written ({_FORMATS[ending]})\n")
    return 0


def _text(record: "Record", ending: str, table: Table, wanted: "Filters") -> Iterable[str] | None:
    """The file's text in pieces, for formats that are text."""
    if ending == ".csv":
        from negotiable.export.csv import pieces as csv_pieces

        return csv_pieces(record, table)
    if ending == ".json":
        from negotiable.export.json import pieces as json_pieces

        return json_pieces(record)
    if ending == ".jsonl":
        from negotiable.export.jsonl import to_line

        return (f"{to_line(reading)}\n" for reading in record.readings(wanted))
    if ending == ".plover.jsonl":
        from negotiable.export.plover import lines

        return lines(record.readings(wanted))
    if ending == ".annotations.json":
        from negotiable.export.annotations import pieces as annotation_pieces

        return annotation_pieces(record.readings(wanted))
    if ending == ".html":
        from negotiable.brief.html import pieces as html_pieces

        return html_pieces(list(record.readings(wanted)))
    return None


def _maker(
    record: "Record", ending: str, table: Table, network: NetworkKind, of: Who, wanted: "Filters"
) -> Callable[[str], None]:
    """What writes a file of a format that is no text."""
    if ending == ".xlsx":
        from negotiable.export.xlsx import write_xlsx

        return lambda path: write_xlsx(record, path)
    if ending == ".parquet":
        from negotiable.export.parquet import write_parquet

        return lambda path: write_parquet(record, path, table)
    if ending == ".dna":
        from negotiable.export.dna import write_dna

        return lambda path: write_dna(record.readings(wanted), path)
    from negotiable.export.graphs import write_graph
    from negotiable.findings.uses import uses_of

    uses = uses_of(record, who=of.value, filters=wanted)
    form = "graphml" if ending == ".graphml" else "gexf"
    return lambda path: write_graph(uses, path, form=form, kind=network.value)  # type: ignore[arg-type]
