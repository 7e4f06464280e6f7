"""A first scenario from coded readings: every line cites its statement, and what is assumed or left out is said in the file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from negotiable.scenario.draft_moves import add_undertakings
from negotiable.scenario.draft_parts import Draft, Page, Position, short
from negotiable.scenario.draft_positions import add_positions
from negotiable.scenario.formulas import holds, options_of
from negotiable.scenario.names import slug
from negotiable.terms import CodedReading, Statement
from negotiable.terms.scenario import Choice, Holds, Option, Priority, Scenario

_MOST_UNPLACED = 40


def draft(readings: Sequence[CodedReading]) -> Scenario:
    """A scenario of `readings`, to be edited: issues of the codebook, an option for each party's position."""
    made = Draft()
    for number, coded in enumerate(readings, 1):
        page = Page(made, coded, f"r{number}-" if len(readings) > 1 else "")
        add_positions(page)
        told = add_undertakings(page)
        for left, why in page.placing.unplaced:
            if left.id not in told:
                _leave(page, left, why)
        for statement in coded.statements:
            if statement.stance == "conditional" and statement.id not in told:
                _leave(page, statement, "what it depends on was not found")
    return _scenario(made, readings)


def _leave(page: Page, one: Statement, why: str) -> None:
    actor = page.actors.get(one.speaker or "")
    page.made.unplaced.append(
        f"{page.prefix}{one.id}, {actor.name if actor else 'speaker unknown'}: {short(page.words(one.content))} ({why})"
    )


def _scenario(made: Draft, readings: Sequence[CodedReading]) -> Scenario:
    positions = list(made.positions.values())
    left = made.unplaced[:_MOST_UNPLACED]
    if len(made.unplaced) > len(left):
        left.append(f"… and {len(made.unplaced) - len(left)} more statements")
    holding = _holding(made, positions)
    titles = [coded.report.title or PurePath(coded.report.location).stem for coded in readings]
    return Scenario(
        title=f"Draft from {titles[0]}" + (f" and {len(titles) - 1} more" if len(titles) > 1 else "") if titles else "Draft",
        as_of=max((coded.report.published for coded in readings if coded.report.published), default=None),
        parties=tuple(made.parties.values()),
        choices=tuple(_choices(made)),
        impossible=tuple(made.impossible),
        priorities=tuple(_priorities(positions)),
        undertakings=tuple(made.undertakings),
        quotations=tuple(made.quotations.values()),
        status_quo=tuple(holding),
        assumed=(*_assumptions(made, positions), *made.assumed),
        unplaced=tuple(left),
    )


def _holding(made: Draft, positions: Iterable[Position]) -> list[str]:
    """What is refused or opposed is taken to hold now; of two that cannot both hold neither is."""
    held = [p.option for p in positions if all(q.statement.stance in ("refuse", "oppose") for q in p.placed)]
    torn = {option for one in made.impossible if holds(one.that, held) for option in options_of(one.that)}
    if torn:
        made.assume("Of positions that cannot both hold, none is taken to hold now")
    return [option for option in held if option not in torn]


def _choices(made: Draft) -> Iterator[Choice]:
    everyone = tuple(made.parties)
    for issue, label in made.labels.items():
        own = [p for p in made.positions.values() if p.issue == issue]
        options = [Option(p.option, f"{p.party}: {short(p.words[p.firmest])}", p.by[p.firmest] or everyone) for p in own]
        options += [Option(o.id, o.label, o.by or everyone) for o in made.extra.get(issue, [])]
        if options:
            yield Choice(issue, label, tuple(options), exclusive=False)


def _priorities(positions: Iterable[Position]) -> Iterator[Priority]:
    for one in positions:
        yield Priority(
            f"{slug(one.party)}-{one.issue}",
            slug(one.party),
            one.placed[one.firmest].firmness,
            Holds(one.option),
            cites=tuple(one.cites),
        )


def _assumptions(made: Draft, positions: Sequence[Position]) -> Iterator[str]:
    if positions:
        yield "Each option is one party's position on one issue, taken as a whole; split it where the party said several things"
        yield "What a party asks of another is for the other to do; what it refuses or offers is its own; else all decide"
        yield "Nothing that is demanded or announced holds now, and every refusal does"
    if made.impossible:
        yield "Positions that were read as opposed cannot hold together: see 'impossible'"
    for one in positions:
        if any(p.role == "discussed" for p in one.placed):
            yield f"{one.party} spoke of {made.labels[one.issue].lower()} as under discussion; that is entered as a wish"
    if any(len(group) > 1 for group in ([p for p in positions if p.party == name] for name in {p.party for p in positions})):
        yield "Inside a class nobody said which statement weighs more; every order is looked at"
