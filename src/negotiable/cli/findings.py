"""`negotiable findings`: what moved, red lines, contradictions across reports and silences of a record, with their statements."""

import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli.add import RecordArgument
from negotiable.cli.messages import one_line
from negotiable.cli.options import Debug
from negotiable.cli.output import OutputFile
from negotiable.cli.record import OfIssue, OfParty, Since, filters
from negotiable.errors import UnwritableOutput

if TYPE_CHECKING:
    from negotiable.findings.finding import Finding
    from negotiable.findings.positions import Track
    from negotiable.record import Filters, Record

_Charts = Annotated[str | None, typer.Option("--charts", metavar="FOLDER", help="Also draw positions and networks as SVG files.")]
_MOST = 12  # findings of one kind that are printed
_WORDS = 160  # characters of a quotation


def findings(
    record: RecordArgument,
    since: Since = None,
    issue: OfIssue = None,
    party: OfParty = None,
    charts: _Charts = None,
    debug: Debug = False,
) -> int:
    """Print what a record shows over time.

    What moved since a day (--since), red lines and what became of them, contradictions across reports, who is silent.
    """
    from negotiable.findings.contradictions import contradictions
    from negotiable.findings.positions import moved, red_lines, silent, tracks
    from negotiable.record import Record

    with Record(record, readonly=True) as kept:
        wanted = filters(kept, since=None, issue=issue, party=party)
        track = tracks(kept, wanted)
        day = filters(kept, since=since, issue=None, party=None).since
        if day:
            sys.stdout.writelines(_section(f"MOVED SINCE {day}", moved(track, day)))
        sys.stdout.writelines(_section("RED LINES", red_lines(track)))
        sys.stdout.writelines(_section("CONTRADICTIONS ACROSS REPORTS", contradictions(track)))
        sys.stdout.writelines(_section("SILENT", silent(track)))
        if charts:
            _draw(kept, track, wanted, charts)
    return 0


def _section(name: str, found: "Iterator[Finding]") -> Iterator[str]:
    shown = list(found)
    yield f"{name}\n" if shown else f"{name}: none\n"
    for finding in shown[:_MOST]:
        yield f"  {one_line(finding.text)}\n"
        for one in finding.cites:
            quote = " ".join(one.quote.split())
            cut = quote if len(quote) <= _WORDS else f"{quote[:_WORDS]} …"
            yield f"    {one_line(f'{one.day} {one.speaker or one.party}: {cut} [{one.id}]')}\n"
    if len(shown) > _MOST:
        yield f"  + {len(shown) - _MOST} more\n"


def _draw(record: "Record", track: "Track", wanted: "Filters", folder: str) -> None:
    """One chart an issue, and the networks of sides by issue and by congruence."""
    from negotiable.findings.charts import network_chart, positions_chart
    from negotiable.findings.networks import one_mode, two_mode
    from negotiable.findings.uses import uses_of

    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UnwritableOutput(f"{folder} cannot be made ({error.strerror}): name a folder in a writable one") from error
    uses = list(uses_of(record, filters=wanted))
    drawn = {"network-issues": network_chart(two_mode(uses)), "network-congruence": network_chart(one_mode(uses))}
    for issue in sorted({issue for _, issue in track}):
        sides = {party: those for (party, of), those in track.items() if of == issue}
        drawn[f"positions-{re.sub(r'[^a-z0-9]+', '-', issue.lower()).strip('-')[:60]}"] = positions_chart(issue, sides)
    for name, svg in drawn.items():
        with OutputFile(os.path.join(folder, f"{name}.svg")) as file:
            file.write([svg])
