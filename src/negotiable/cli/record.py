"""`negotiable ask`, `rejected` and `actors`: what a record holds."""

import getpass
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli.add import RecordArgument
from negotiable.cli.messages import one_line, say
from negotiable.cli.options import Debug
from negotiable.errors import UsageError
from negotiable.sources import parse_date

if TYPE_CHECKING:
    from negotiable.record import Filters, Listed, Record
    from negotiable.terms import Wording

Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what was said on this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only what was said on this day or earlier.")]
OfIssue = Annotated[str | None, typer.Option("--issue", metavar="ID", help="Only this issue of the codebook.")]
OfParty = Annotated[str | None, typer.Option("--party", metavar="NAME", help="Only what this side says.")]
_Speaker = Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Only this speaker: a name or a part of it.")]
_Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=10_000, help="At most so many lines.")]
_Words = Annotated[
    str, typer.Argument(metavar="WORDS", help='Words, a "phrase", or a word with * at its end.', show_default=False)
]
_Merge = Annotated[tuple[str, str] | None, typer.Option("--merge", metavar="NAME NAME", help="Two names are of one actor.")]
_Split = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--split", metavar="NAME NAME", help="Two names are of two actors; or a name, and a report's id that means another."
    ),
]
_Like = Annotated[str | None, typer.Option("--like", metavar="NAME", help="Only names with this in them.")]
_Coder = Annotated[str | None, typer.Option("--coder", metavar="NAME", help="Who judges; else the name you are logged in by.")]
_WIDTH = 100


def filters(
    record: "Record",
    *,
    since: str | None,
    until: str | None = None,
    issue: str | None,
    party: str | None,
    speaker: str | None = None,
) -> "Filters":
    """The filters that the options ask for. Raises `BadDate`."""
    from negotiable.record import Filters

    return Filters(
        speaker=speaker,
        party=record.spelled(party) if party else None,
        issue=issue,
        since=parse_date(since) if since else None,
        until=parse_date(until) if until else None,
    )


def ask(
    record: RecordArgument,
    words: _Words,
    speaker: _Speaker = None,
    party: OfParty = None,
    issue: OfIssue = None,
    since: Since = None,
    until: Until = None,
    limit: _Limit = 20,
    debug: Debug = False,
) -> int:
    """Find statements of a record by their words."""
    from negotiable.record import Record

    with Record(record, readonly=True) as kept:
        wanted = filters(kept, since=since, until=until, issue=issue, party=party, speaker=speaker)
        found = kept.ask(words, wanted, limit=limit)
        also = {one.id: kept.wordings(one.id) for one in found.statements if one.witnesses > 1}
    if not found.statements:
        say("no statement has any of these words", about=record)
        return 0
    if found.loosened:
        say("no statement has all of these words; these have some", about=record)
    width = min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDTH)
    sys.stdout.writelines(_lines(one, also.get(one.id, ()), width) for one in found.statements)
    return 0


def _lines(one: "Listed", also: "Sequence[Wording]", width: int) -> str:
    """A statement as a head, its words, where it stands, and how other reports word it."""
    from negotiable.brief.words import also_reported, clean, counted, day

    who = one.speaker or "speaker unknown"
    side = f" ({one.party})" if one.party and one.party != one.speaker else ""
    codes = [one.issue or "", one.stance if one.stance != "none" else "", "red line" if one.firmness == "red-line" else ""]
    head = " · ".join(part for part in (day(one.day) or "no date", who + side, *codes) if part)
    where = " · ".join(part for part in (one.outlet, one.title, one.location) if part)
    more = f" · {counted(one.witnesses, 'report')}" if one.witnesses > 1 else ""
    quote = textwrap.wrap(textwrap.shorten(clean(one.quote), 400, placeholder=" …"), width - 4)
    lines = [*(f"    {line}" for line in quote), f"    {clean(where)}{more} · {one.id}"]
    for other in also:
        lines += (f"    {line}" for line in textwrap.wrap(also_reported(other), width - 4))
    return "".join(f"{one_line(line)}\n" for line in (head, *lines))


def rejected(record: RecordArgument, debug: Debug = False) -> int:
    """List what could not be read, and why."""
    from negotiable.record import Record

    with Record(record, readonly=True) as kept:
        sys.stdout.writelines(one_line(f"{one.location}: {one.reason}") + "\n" for one in kept.rejections())
    return 0


def actors(
    record: RecordArgument,
    like: _Like = None,
    merge: _Merge = None,
    split: _Split = None,
    coder: _Coder = None,
    limit: _Limit = 200,
    debug: Debug = False,
) -> int:
    """List the actors of a record, or judge who is who; judgements are kept with their coder and time."""
    from negotiable.record import Record
    from negotiable.record.steps import step

    if merge and split:
        raise UsageError("--merge and --split cannot be given together: judge one after the other")
    judge = f"person:{coder or _user()}"
    with Record(record, readonly=not (merge or split)) as kept:
        if merge:
            with step(kept, judge):
                kept.merge(*merge, judge)
        elif split:
            of_report = kept.connection.execute("SELECT 1 FROM report WHERE id = ?", (split[1],)).fetchone()
            with step(kept, judge):
                kept.part(split[0], None if of_report else split[1], judge, report=split[1] if of_report else None)
        while (merge or split) and kept.catch_up():
            pass
        for n, one in enumerate(kept.actors(like or (merge or split or (None,))[0])):
            if n == limit:
                break
            names = f" = {', '.join(one.names[1:])}" if len(one.names) > 1 else ""
            sides = "; ".join(party for party, *_ in one.parties)
            roles = "; ".join(role for role, *_ in one.roles[:3])
            parts = [one.name + names, one.kind, roles, sides, f"{one.statements} said", f"{one.reports} reports"]
            sys.stdout.write(one_line(" · ".join(part for part in parts if part)) + "\n")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
