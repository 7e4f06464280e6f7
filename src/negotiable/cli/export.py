"""`negotiable export`: a record, or a part of it, in the formats of other tools."""

import sys
from collections.abc import Iterable
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
    from negotiable.export.formats import maker_of, text_of
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
        text = _brief(kept, wanted) if ending == ".html" else text_of(kept, ending[1:], table.value, wanted)
        if text is not None:
            file.write(text)
        else:
            file.make(maker_of(kept, ending[1:], table.value, network.value, of.value, wanted))
    sys.stdout.write(f"{one_line(out)}: written ({_FORMATS[ending]})\n")
    return 0


def _brief(record: "Record", wanted: "Filters") -> Iterable[str]:
    from negotiable.brief.html import pieces

    return pieces(list(record.readings(wanted)))
