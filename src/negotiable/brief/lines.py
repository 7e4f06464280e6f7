"""One coded reading as the lines of a brief: names looked up, words cut, places attached."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date as Day

from negotiable.brief.excerpts import Word, words_of
from negotiable.brief.issues import Issues
from negotiable.brief.passages import Passages
from negotiable.brief.said import Happened, IfThen, Linked, Pair, Query, Said
from negotiable.brief.words import (
    CONFLICT_UNSURE_BELOW,
    GUESSED_ISSUE_BELOW,
    TARGET_NAMED_FROM,
    UNSURE_BELOW,
    UNSURE_CODE_BELOW,
    also_reported,
    clean,
    day,
    stance_word,
)
from negotiable.terms import Actor, Agreement, CodedReading, Conflict, Spans, Split, Statement, Wording

_CUE_WORDS = 3  # of an attitude's cue that are shown


class Lines:
    """The lines of one reading; `parties`: the spelling of each party by its case-folded name."""

    def __init__(self, reading: CodedReading, passages: Passages, parties: dict[str, str], issues: Issues) -> None:
        self._reading, self._passages, self._parties, self._issues = reading, passages, parties, issues
        self._actors = {actor.id: actor for actor in reading.actors}
        self._shorts: dict[str, str] = {}
        given = [one for one in reading.codings if one.confidence is not None and one.value is not None]
        self._unsure = {one.statement for one in given if (one.confidence or 0.0) < UNSURE_CODE_BELOW.get(one.variable, 0.0)}
        self._aimless = {c.statement for c in given if c.variable == "target" and (c.confidence or 0.0) < TARGET_NAMED_FROM}
        self._wordings: dict[str, list[Wording]] = {}
        for other in reading.wordings:
            self._wordings.setdefault(other.statement, []).append(other)
        self._guessed = {
            one.statement for one in given if one.variable == "issue" and (one.confidence or 0.0) < GUESSED_ISSUE_BELOW
        }
        self.said = {statement.id: self._said(statement) for statement in reading.statements}

    def _said(self, statement: Statement) -> Said:
        speaker = self._actors.get(statement.speaker or "")
        kept = self._passages.cite(statement.id, statement.content)
        quoted: Spans = ()
        if statement.kind != "indirect":
            quoted = kept.spans if statement.kind == "direct" else self._passages.quoted_in(kept.spans)
        return Said(
            cite=kept,
            speaker=clean(speaker.name) if speaker else None,
            short=self._short_of(speaker) if speaker else "speaker unknown",
            role=clean(speaker.role or "") or None if speaker else None,
            side=self._side(speaker),
            stance=statement.stance,
            word=stance_word(statement, self._cue(statement), self._target(statement)),
            red_line=statement.firmness == "red-line",
            attitude=statement.mode == "attitude",
            unsure=statement.confidence < UNSURE_BELOW or statement.id in self._unsure,
            issue=self._issues.label(statement.issue) if statement.issue else None,
            topic=self._issues.topic(statement.issue) if statement.issue else None,
            guessed=statement.id in self._guessed,
            target=self._target(statement),
            relayed_by=self._name(statement.relayed_by),
            said_on=statement.said_on,
            continues=statement.continues,
            words=words_of(
                self._passages.report.text,
                kept.spans,
                quoted,
                self._issues.words(statement.issue) if statement.issue else (),
                red_line=statement.firmness == "red-line",
            ),
            also=tuple(also_reported(one) for one in self._wordings.get(statement.id, ())),
        )

    def if_then(self) -> Iterator[IfThen]:
        """The conditionals in the order of the reading, addresses c0, c1, …"""
        statements = {statement.id: statement for statement in self._reading.statements}
        for n, one in enumerate(self._reading.conditionals):
            said = self.said.get(one.statement or "")
            statement = statements.get(one.statement or "")
            yield IfThen(
                cite=self._passages.cite(f"c{n}", (*one.condition, *one.consequence)),
                kind=one.kind,
                said=said,
                target=self._target(statement) if statement else None,
                condition=self._words(one.condition, quoted=statement is not None and statement.kind == "direct"),
                consequence=self._words(one.consequence, quoted=statement is not None and statement.kind == "direct"),
            )

    def against(self) -> Iterator[Pair]:
        """Conflicts by issue, those that share a statement on one line: the one with most others against it first.

        The doubtful ones stand apart, so that none hides in a line of others.
        """
        by_issue: dict[tuple[str | None, bool], list[Conflict]] = {}
        for conflict in self._reading.conflicts:
            if conflict.between[0] in self.said and conflict.between[1] in self.said:
                unsure = conflict.confidence is not None and conflict.confidence < CONFLICT_UNSURE_BELOW
                by_issue.setdefault((conflict.issue, unsure), []).append(conflict)
        for (issue, unsure), pairs in by_issue.items():
            while pairs:
                degree = Counter(end for pair in pairs for end in pair.between)
                hub = max(degree, key=lambda end: degree[end])
                mine = [pair for pair in pairs if hub in pair.between]
                pairs = [pair for pair in pairs if hub not in pair.between]
                if degree[hub] == 1:
                    hub = mine[0].between[1]
                others = dict.fromkeys(next((end for end in pair.between if end != hub), hub) for pair in mine)
                these = sorted((self.said[end] for end in others), key=lambda one: one.rank)
                sure = max(1.0 if pair.confidence is None else pair.confidence for pair in mine)
                whys = tuple(dict.fromkeys(why for pair in mine if (why := _reason(pair.why))))
                yield Pair(self._issues.label(issue) if issue else None, tuple(these), self.said[hub], whys, sure, unsure)

    def agreed(self) -> Iterator[Pair]:
        """What two sides say alike."""
        return self._pairs(self._reading.agreements)

    def divided(self) -> Iterator[Pair]:
        """One speaker, or one side, for and against on one issue."""
        return self._pairs(self._reading.splits)

    def _pairs(self, found: Sequence[Agreement | Split]) -> Iterator[Pair]:
        for one in found:
            first, second = (self.said.get(end) for end in one.between)
            if first and second:
                yield Pair(self._issues.label(one.issue) if one.issue else None, (first,), second, (_reason(one.why),))

    def linked(self, conditions: Sequence[IfThen]) -> Iterator[Linked]:
        """Conditions that wait for each other; `conditions`: all of the reading, in its order."""
        for chain in self._reading.chains:
            if all(0 <= place < len(conditions) for place in chain.conditionals):
                first, second = (conditions[place] for place in chain.conditionals)
                yield Linked(first, second, clean(chain.why))

    def happened(self) -> Iterator[Happened]:
        """The events in the order of the reading."""
        published = self._passages.report.published or ""
        for event in self._reading.events:
            same_year = bool(event.date) and str(event.date)[:4] == published[:4]
            cite = self._passages.cite(event.id, event.span)
            yield Happened(
                cite=cite,
                type=clean(event.type),
                date=_when(event.date, published, same_year),
                sort=event.date or "",
                status=event.status,
                actor=next((name for actor in event.actors if (name := self._name(actor))), None),
                count=event.count,
                places=tuple(clean(place) for place in event.places),
                claim=self.said.get(event.according_to or ""),
                words=self._words(cite.spans),
            )

    def doubts(self) -> Iterator[Query]:
        """The doubts in the order of the reading, addresses d0, d1, …"""
        for n, doubt in enumerate(self._reading.doubts):
            places = [self._passages.cite(f"d{n}", (span,)).ref for span in doubt.spans]
            yield Query(self._passages.cite(f"d{n}", doubt.spans), clean(doubt.why), tuple(dict.fromkeys(places)))

    def _words(self, spans: Spans, *, quoted: bool = False) -> list[Word]:
        inside = spans if quoted else self._passages.quoted_in(spans)
        return words_of(self._passages.report.text, spans, inside)

    def _side(self, actor: Actor | None) -> str | None:
        party = clean(actor.party or "") if actor else ""
        return self._parties.get(party.casefold(), party) if party else None

    def _name(self, identifier: str | None) -> str | None:
        actor = self._actors.get(identifier or "")
        return clean(actor.name) if actor else None

    def _target(self, statement: Statement) -> str | None:
        """Whom it is aimed at, where that is sure enough to be named."""
        return None if statement.id in self._aimless else self._name(statement.target)

    def _cue(self, statement: Statement) -> str:
        text = " ".join(clean(self._passages.report.text[a:b]) for a, b in statement.cue).split()
        return " ".join(text[:_CUE_WORDS])

    def _short_of(self, actor: Actor) -> str:
        if actor.id not in self._shorts:
            self._shorts[actor.id] = self._short(actor)
        return self._shorts[actor.id]

    def _short(self, actor: Actor) -> str:
        """What the report calls a person for short ("Lammy"): one word of the name that it uses alone; else the last one."""
        name = clean(actor.name)
        parts = name.split()
        if actor.kind != "person" or len(parts) < 2 or not (parts[0][0].isupper() and parts[-1].split("-")[-1][:1].isupper()):
            return name  # a body, or a role in place of a name: "Morvane’s minister of defence"
        text = self._passages.report.text
        alone = Counter(last for a, b in actor.mentions if (last := _last_name(text[a:b])) in parts and last[:1].isupper())
        last = max(alone, key=lambda part: (part != parts[0], alone[part]), default=parts[-1])
        at = parts.index(last)
        while at > 1 and parts[at - 1].casefold() in _PARTICLES:
            at -= 1
        return " ".join(parts[at : parts.index(last) + 1])


_NEWS = 6  # days before publication from which on what a report tells undated is dated


def _when(date: str | None, published: str, same_year: bool) -> str:
    """A date or range in words: what goes on to the day of publication is "since" its beginning, undated news "by" that day."""
    first, _, last = (date or "").partition("/")
    if last and last == published:
        if _days(first, last) == _NEWS:
            return f"by {day(last, year=not same_year)}"
        if len(first) < len(last) + (first[:7] != last[:7]):
            return f"since {day(first, year=first[:4] != published[:4] or len(first) < 10)}"
    return day(date, year=not same_year)


def _days(first: str, last: str) -> int | None:
    """From one day to another; None if either is none."""
    try:
        return (Day.fromisoformat(last) - Day.fromisoformat(first)).days
    except ValueError:
        return None


_ON = re.compile(r"On [^,]{1,60}, (?=\S)")


def _reason(why: str) -> str:
    """A coder's reason without the issue, which stands beside it."""
    text = clean(why)
    short = _ON.sub("", text, count=1) if text.startswith("On ") else text
    return short[:1].upper() + short[1:]


# Small words that belong to the surname: "von der Leyen".
_PARTICLES = frozenset("abu al ap ben bin da dal de del della den der di do dos du el ibn la le les st ten ter van von y".split())
_TITLED = re.compile(r"(?:(?:M(?:r|rs|s|iss)|Dr|Lord|Lady|President|Prof)\.?\s+)?(\S+?)(?:[’']s)?")


def _last_name(mention: str) -> str:
    match = _TITLED.fullmatch(mention[:80].strip())
    return match[1] if match else ""
