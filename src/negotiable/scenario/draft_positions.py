"""The positions of one report in a draft: an option and a statement for each, and those that cannot both hold."""

import re

from negotiable.scenario.draft_parts import Page, Position
from negotiable.scenario.names import slug
from negotiable.scenario.placing import Placed
from negotiable.terms.scenario import AllOf, Holds, Impossible

_NEGATED = re.compile(r"\b(?:no|not|never|nobody|nothing|neither|cannot|refus\w*|reject\w*|red line|against)\b|n[’']t\b", re.I)


def add_positions(page: Page) -> None:
    """Adds what the report's parties are placed to want."""
    for one in page.placing.placed:
        _position(page, one)
    _oppositions(page)


def _position(page: Page, one: Placed) -> None:
    made = page.made
    party = made.party(one.party)
    made.labels.setdefault(one.issue, page.placing.label(one.issue))
    key = (one.issue, party)
    if key not in made.positions:
        made.positions[key] = Position(one.party, one.issue, [], [], [], [])
    found = made.positions[key]
    found.placed.append(one)
    found.by.append(_controllers(page, one))
    words = page.words(one.label)
    against = {"refuse": "refuses: ", "oppose": "is against: "}.get(one.statement.stance, "")
    found.words.append(words if _NEGATED.search(words) else against + words)
    cite = page.cite(one.statement)
    if cite not in found.cites:
        found.cites.append(cite)


def _controllers(page: Page, one: Placed) -> tuple[str, ...]:
    """Whoever is asked controls what is asked, if named first; a refusal or offer is its own party's; () is everybody."""
    target = page.actors.get(one.statement.target or "")
    if one.statement.stance != "demand":
        return (page.made.party(one.party),)
    if target is None or not target.party or target.party == one.party:
        return ()
    start, end = one.statement.content[0]
    named = [a for a, _ in target.mentions if start <= a < end]
    return (page.made.party(target.party),) if not named or min(named) - start < (end - start) / 3 else ()


def _oppositions(page: Page) -> None:
    """Positions that cannot both hold: read as opposed, or a refusal to agree to what another says is talked about."""
    by_statement: dict[str, list[Placed]] = {}
    for one in page.placing.placed:
        by_statement.setdefault(one.statement.id, []).append(one)
    for conflict in page.coded.conflicts:
        first, second = (by_statement.get(name, []) for name in conflict.between)
        for one in first:
            for other in second:
                if one.issue == other.issue and one.party != other.party:
                    _oppose(page, one, other, conflict.why)
    for one in page.placing.placed:
        for other in page.placing.placed if one.role == "discussed" else ():
            if other.issue == one.issue and other.party != one.party and other.firmness == "red-line":
                _oppose(page, one, other, f"{one.actor.name} speaks of it as open, {other.actor.name} as closed")


def _oppose(page: Page, one: Placed, other: Placed, why: str) -> None:
    options = tuple(sorted(f"{p.issue}.{slug(p.party)}" for p in (one, other)))
    that = AllOf(tuple(Holds(option) for option in options))
    if all(known.that != that for known in page.made.impossible):
        cites = tuple(dict.fromkeys((page.cite(one.statement), page.cite(other.statement))))
        page.made.impossible.append(Impossible(that, why, cites))
