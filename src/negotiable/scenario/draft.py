"""A first scenario from coded readings: every line cites its statement, and what is assumed or left out is said in the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from negotiable.scenario.names import CLASSES, slug
from negotiable.scenario.placing import NO_PACKAGE, Placed, Placing
from negotiable.terms import CodedReading, Conditional, Spans, Statement
from negotiable.terms.scenario import (
    AllOf,
    Choice,
    Formula,
    Holds,
    Impossible,
    Not,
    Option,
    Party,
    Priority,
    Quotation,
    Scenario,
    Undertaking,
    UndertakingKind,
)

_LABEL = 80  # characters of an option's label
_MOST_UNPLACED = 40
_MOST_QUOTED = 700  # characters of one quotation
_REFUSED = re.compile(r"\b(?:refus|reject|fail|unless|until|not\b|n[’']t\b|violat|break)", re.I)
_NEGATED = re.compile(r"\b(?:no|not|never|nobody|nothing|neither|cannot|refus\w*|reject\w*|red line|against)\b|n[’']t\b", re.I)
_SENTENCE = re.compile(r"[.!?][”\"’']?\s+|\n+")
_REACH = 300  # characters back to the subject of a threat in the reporter's own words
_SIDED = {"refuse": -1, "oppose": -1, "demand": 1, "offer": 1, "support": 1}
_OTHER = "announced"
_MARKS = dict.fromkeys(map(ord, '“”„‟"«»'))


@dataclass
class _Position:
    """What one party says on one issue: it becomes an option and a statement that wants it."""

    party: str
    issue: str
    placed: list[Placed]
    cites: list[str]
    by: list[tuple[str, ...]]
    words: list[str]

    @property
    def option(self) -> str:
        return f"{self.issue}.{slug(self.party)}"

    @property
    def firmest(self) -> int:
        """Which of its statements is the firmest, a direct quotation before a paraphrase."""
        ranks = [(CLASSES.index(one.firmness), one.statement.kind != "direct", n) for n, one in enumerate(self.placed)]
        return min(ranks)[2]


@dataclass
class _Draft:
    positions: dict[tuple[str, str], _Position] = field(default_factory=dict)
    extra: dict[str, list[Option]] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    undertakings: list[Undertaking] = field(default_factory=list)
    impossible: list[Impossible] = field(default_factory=list)
    parties: dict[str, Party] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def party(self, name: str) -> str:
        identifier = slug(name)
        self.parties.setdefault(identifier, Party(identifier, name))
        return identifier


def draft(readings: Sequence[CodedReading]) -> Scenario:
    """A scenario of `readings`, to be edited: issues of the codebook, an option for each party's position."""
    made = _Draft()
    for number, coded in enumerate(readings, 1):
        _Report(made, coded, f"r{number}-" if len(readings) > 1 else "").add()
    return _scenario(made, readings)


class _Report:
    """Adds one reading to the draft."""

    def __init__(self, made: _Draft, coded: CodedReading, prefix: str) -> None:
        self._made, self._coded, self._prefix = made, coded, prefix
        self._text = coded.report.text
        self._actors = {actor.id: actor for actor in coded.actors}
        self._placing = Placing(coded)
        self._statements = {one.id: one for one in coded.statements}

    def add(self) -> None:
        for one in self._placing.placed:
            self._position(one)
        self._oppositions()
        told = {conditional.statement for conditional in self._coded.conditionals if self._undertaking(conditional)}
        for left, why in self._placing.unplaced:
            if left.id not in told:
                self._leave(left, why)
        for statement in self._coded.statements:
            if statement.stance == "conditional" and statement.id not in told:
                self._leave(statement, "what it depends on was not found")

    def _position(self, one: Placed) -> None:
        made = self._made
        party = made.party(one.party)
        made.labels.setdefault(one.issue, self._placing.label(one.issue))
        key = (one.issue, party)
        if key not in made.positions:
            made.positions[key] = _Position(one.party, one.issue, [], [], [], [])
        found = made.positions[key]
        found.placed.append(one)
        found.by.append(self._controllers(one))
        words = self._words(one.label)
        against = {"refuse": "refuses: ", "oppose": "is against: "}.get(one.statement.stance, "")
        found.words.append(words if _NEGATED.search(words) else against + words)
        cite = self._cite(one.statement)
        if cite not in found.cites:
            found.cites.append(cite)

    def _controllers(self, one: Placed) -> tuple[str, ...]:
        """Whoever is asked controls what is asked, if named first; a refusal or offer is its own party's; () is everybody."""
        target = self._actors.get(one.statement.target or "")
        if one.statement.stance != "demand":
            return (self._made.party(one.party),)
        if target is None or not target.party or target.party == one.party:
            return ()
        start, end = one.statement.content[0]
        named = [a for a, _ in target.mentions if start <= a < end]
        return (self._made.party(target.party),) if not named or min(named) - start < (end - start) / 3 else ()

    def _oppositions(self) -> None:
        """Positions that cannot both hold: read as opposed, or a refusal to agree to what another says is talked about."""
        by_statement: dict[str, list[Placed]] = {}
        for one in self._placing.placed:
            by_statement.setdefault(one.statement.id, []).append(one)
        for conflict in self._coded.conflicts:
            first, second = (by_statement.get(name, []) for name in conflict.between)
            for one in first:
                for other in second:
                    if one.issue == other.issue and one.party != other.party:
                        self._oppose(one, other, conflict.why)
        for one in self._placing.placed:
            for other in self._placing.placed if one.role == "discussed" else ():
                if other.issue == one.issue and other.party != one.party and other.firmness == "red-line":
                    self._oppose(one, other, f"{one.actor.name} speaks of it as open, {other.actor.name} as closed")

    def _oppose(self, one: Placed, other: Placed, why: str) -> None:
        options = tuple(sorted(f"{p.issue}.{slug(p.party)}" for p in (one, other)))
        that = AllOf(tuple(Holds(option) for option in options))
        if all(known.that != that for known in self._made.impossible):
            cites = tuple(dict.fromkeys((self._cite(one.statement), self._cite(other.statement))))
            self._made.impossible.append(Impossible(that, why, cites))

    def _undertaking(self, one: Conditional) -> bool:
        """A threat or offer becomes its party's own option, and a line that says when."""
        told = one.statement is None and _REFUSED.search(self._words(one.condition)) is not None
        if one.kind == "prediction" and not told:
            return False
        statement = self._statements.get(one.statement or "")
        actor = self._actors.get(statement.speaker or "") if statement else None
        parties = [actor.party] if actor and actor.party else self._subjects(one.consequence) if statement is None else []
        if not parties:
            return False
        issue = self._placing.issue_of(one.consequence) or (statement.issue if statement else None)
        issue = _OTHER if issue is None or issue in NO_PACKAGE else issue
        movers = tuple(self._made.party(name) for name in parties)
        consequence = self._option(issue, "-".join(movers), movers, one.consequence, parties)
        condition = self._condition(one, parties, statement)
        cite = self._cite(statement) if statement else self._cite_reporter(one, parties)
        kind: UndertakingKind = "offer" if one.kind == "offer" else "threat"
        for mover in movers:
            number = len(self._made.undertakings) + 1
            self._made.undertakings.append(Undertaking(f"u{number}", mover, kind, condition, Holds(consequence), (cite,)))
        return True

    def _subjects(self, consequence: Spans) -> list[str]:
        """The sides named in the sentence before what is announced, where the reporter tells it."""
        end = consequence[0][0] if consequence else 0
        start = max([end - _REACH, *(m.end() for m in _SENTENCE.finditer(self._text, max(0, end - _REACH), end))])
        named = [(a, actor.party) for actor in self._coded.actors for a, b in actor.mentions if start <= a and b <= end]
        return list(dict.fromkeys(party for _, party in sorted(named, key=lambda n: n[0]) if party))

    def _condition(self, one: Conditional, parties: list[str], statement: Statement | None) -> Formula:
        """ "If they refuse" is that what the same side demanded does not hold; anything else is a condition of its own."""
        words = self._words(one.condition)
        if _REFUSED.search(words):
            issue = self._placing.issue_of(one.condition)
            demands = [
                p
                for p in self._made.positions.values()
                if p.party in parties and any(q.statement.stance == "demand" for q in p.placed)
            ]
            at = one.condition[0][0] if one.condition else 0
            demands.sort(key=lambda p: (p.issue != issue, abs(p.placed[0].spans[0][0] - at)))
            if demands:
                self._assume(f"“{_short(words)}” is taken to be about what {demands[0].party} demands on {demands[0].issue}")
                return Not(Holds(demands[0].option))
        target = self._actors.get((statement.target if statement else None) or "")
        by = (self._made.party(target.party),) if target and target.party and target.party not in parties else ()
        return Holds(self._option(_OTHER, f"if-{len(self._made.extra.get(_OTHER, [])) + 1}", by, one.condition, []))

    def _option(self, issue: str, name: str, by: tuple[str, ...], spans: Spans, parties: list[str]) -> str:
        made = self._made
        made.labels.setdefault(issue, "Announced moves and conditions" if issue == _OTHER else self._placing.label(issue))
        options = made.extra.setdefault(issue, [])
        label = " and ".join(parties) + (": " if parties else "") + _short(self._words(spans))
        known = next((option.id for option in options if option.label == label), None)
        if known:
            return known
        identifier = f"{issue}.{name}-move{len(options) + 1}" if parties else f"{issue}.{name}"
        options.append(Option(identifier, label, by))
        return identifier

    def _cite(self, one: Statement) -> str:
        identifier = f"{self._prefix}{one.id}"
        if identifier not in self._made.quotations:
            actor = self._actors.get(one.speaker or "")
            who = ", ".join(part for part in (actor.name, actor.role) if part) if actor else None
            party = self._made.party(actor.party) if actor and actor.party and one.id in self._placed_ids() else None
            self._made.quotations[identifier] = Quotation(
                identifier, self._words(one.content)[:_MOST_QUOTED], who, party, one.said_on, self._place(), one.id
            )
        return identifier

    def _placed_ids(self) -> set[str]:
        return {one.statement.id for one in self._placing.placed}

    def _cite_reporter(self, one: Conditional, parties: list[str]) -> str:
        identifier = f"{self._prefix}c{one.condition[0][0] if one.condition else 0}"
        words = " … ".join(part for part in (self._words(one.consequence), self._words(one.condition)) if part)
        who = f"the report, on {' and '.join(parties)}"
        self._made.quotations.setdefault(identifier, Quotation(identifier, words[:_MOST_QUOTED], who, None, None, self._place()))
        return identifier

    def _place(self) -> str:
        return PurePath(self._coded.report.location).name or self._coded.report.id

    def _words(self, spans: Spans) -> str:
        return " ".join(" … ".join(self._text[a:b] for a, b in spans).split())

    def _leave(self, one: Statement, why: str) -> None:
        actor = self._actors.get(one.speaker or "")
        self._made.unplaced.append(
            f"{self._prefix}{one.id}, {actor.name if actor else 'speaker unknown'}: {_short(self._words(one.content))} ({why})"
        )

    def _assume(self, text: str) -> None:
        if text not in self._made.assumed:
            self._made.assumed.append(text)


def _scenario(made: _Draft, readings: Sequence[CodedReading]) -> Scenario:
    positions = list(made.positions.values())
    left = made.unplaced[:_MOST_UNPLACED]
    if len(made.unplaced) > len(left):
        left.append(f"… and {len(made.unplaced) - len(left)} more statements")
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
        status_quo=tuple(p.option for p in positions if all(q.statement.stance in ("refuse", "oppose") for q in p.placed)),
        assumed=(*_assumptions(made, positions), *made.assumed),
        unplaced=tuple(left),
    )


def _choices(made: _Draft) -> Iterator[Choice]:
    everyone = tuple(made.parties)
    for issue, label in made.labels.items():
        own = [p for p in made.positions.values() if p.issue == issue]
        options = [Option(p.option, f"{p.party}: {_short(p.words[p.firmest])}", p.by[p.firmest] or everyone) for p in own]
        options += [Option(o.id, o.label, o.by or everyone) for o in made.extra.get(issue, [])]
        if options:
            yield Choice(issue, label, tuple(options), exclusive=False)


def _priorities(positions: Iterable[_Position]) -> Iterator[Priority]:
    for one in positions:
        yield Priority(
            f"{slug(one.party)}-{one.issue}",
            slug(one.party),
            one.placed[one.firmest].firmness,
            Holds(one.option),
            cites=tuple(one.cites),
        )


def _assumptions(made: _Draft, positions: Sequence[_Position]) -> Iterator[str]:
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


def _short(text: str) -> str:
    """At most _LABEL characters, cut between words, without double quotation marks, which might stay open."""
    bare = text.translate(_MARKS).strip(" ,.;:")
    return bare if len(bare) <= _LABEL else bare[:_LABEL].rsplit(" ", 1)[0].strip(" ,.;:") + " …"
