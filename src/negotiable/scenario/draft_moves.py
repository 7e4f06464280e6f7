"""Threats and offers of one report in a draft: each its party's own option, and a line that says when."""

import re

from negotiable.scenario.draft_parts import MOST_QUOTED, Page, short
from negotiable.scenario.placing import NO_PACKAGE
from negotiable.terms import Conditional, Spans, Statement
from negotiable.terms.scenario import Formula, Holds, Not, Option, Quotation, Undertaking, UndertakingKind

_REFUSED = re.compile(r"\b(?:refus|reject|fail|unless|until|not\b|n[’']t\b|violat|break)", re.I)
_SENTENCE = re.compile(r"[.!?][”\"’']?\s+|\n+")
_REACH = 300  # characters back to the subject of a threat in the reporter's own words
_OTHER = "announced"


def add_undertakings(page: Page) -> set[str | None]:
    """Adds what was announced on a condition; the ids of the statements that say so."""
    return {conditional.statement for conditional in page.coded.conditionals if _undertaking(page, conditional)}


def _undertaking(page: Page, one: Conditional) -> bool:
    """A threat or offer becomes its party's own option, and a line that says when."""
    told = one.statement is None and _REFUSED.search(page.words(one.condition)) is not None
    if one.kind == "prediction" and not told:
        return False
    statement = {s.id: s for s in page.coded.statements}.get(one.statement or "")
    actor = page.actors.get(statement.speaker or "") if statement else None
    parties = [actor.party] if actor and actor.party else _subjects(page, one.consequence) if statement is None else []
    if not parties:
        return False
    issue = page.placing.issue_of(one.consequence) or (statement.issue if statement else None)
    issue = _OTHER if issue is None or issue in NO_PACKAGE else issue
    movers = tuple(page.made.party(name) for name in parties)
    consequence = _option(page, issue, "-".join(movers), movers, one.consequence, parties)
    condition = _condition(page, one, parties, statement)
    cite = page.cite(statement) if statement else _cite_reporter(page, one, parties)
    kind: UndertakingKind = "offer" if one.kind == "offer" else "threat"
    for mover in movers:
        number = len(page.made.undertakings) + 1
        page.made.undertakings.append(Undertaking(f"u{number}", mover, kind, condition, Holds(consequence), (cite,)))
    return True


def _subjects(page: Page, consequence: Spans) -> list[str]:
    """The sides named in the sentence before what is announced, where the reporter tells it."""
    end = consequence[0][0] if consequence else 0
    start = max([end - _REACH, *(m.end() for m in _SENTENCE.finditer(page.text, max(0, end - _REACH), end))])
    named = [(a, actor.party) for actor in page.coded.actors for a, b in actor.mentions if start <= a and b <= end]
    return list(dict.fromkeys(party for _, party in sorted(named, key=lambda n: n[0]) if party))


def _condition(page: Page, one: Conditional, parties: list[str], statement: Statement | None) -> Formula:
    """ "If they refuse" is that what the same side demanded does not hold; anything else is a condition of its own."""
    words = page.words(one.condition)
    if _REFUSED.search(words):
        issue = page.placing.issue_of(one.condition)
        demands = [
            p
            for p in page.made.positions.values()
            if p.party in parties and any(q.statement.stance == "demand" for q in p.placed)
        ]
        at = one.condition[0][0] if one.condition else 0
        demands.sort(key=lambda p: (p.issue != issue, abs(p.placed[0].spans[0][0] - at)))
        if demands:
            page.made.assume(f"“{short(words)}” is taken to be about what {demands[0].party} demands on {demands[0].issue}")
            return Not(Holds(demands[0].option))
    target = page.actors.get((statement.target if statement else None) or "")
    by = (page.made.party(target.party),) if target and target.party and target.party not in parties else ()
    return Holds(_option(page, _OTHER, f"if-{len(page.made.extra.get(_OTHER, [])) + 1}", by, one.condition, []))


def _option(page: Page, issue: str, name: str, by: tuple[str, ...], spans: Spans, parties: list[str]) -> str:
    made = page.made
    made.labels.setdefault(issue, "Announced moves and conditions" if issue == _OTHER else page.placing.label(issue))
    options = made.extra.setdefault(issue, [])
    label = " and ".join(parties) + (": " if parties else "") + short(page.words(spans))
    known = next((option.id for option in options if option.label == label), None)
    if known:
        return known
    identifier = f"{issue}.{name}-move{len(options) + 1}" if parties else f"{issue}.{name}"
    options.append(Option(identifier, label, by))
    return identifier


def _cite_reporter(page: Page, one: Conditional, parties: list[str]) -> str:
    identifier = f"{page.prefix}c{one.condition[0][0] if one.condition else 0}"
    words = " … ".join(part for part in (page.words(one.consequence), page.words(one.condition)) if part)
    who = f"the report, on {' and '.join(parties)}"
    page.made.quotations.setdefault(identifier, Quotation(identifier, words[:MOST_QUOTED], who, None, None, page.place))
    return identifier
