"""One coded reading as the lines of a brief: names looked up, words cut, places attached."""

import re
from collections import Counter
from collections.abc import Iterator

from negotiable.brief.excerpts import Word, words_of
from negotiable.brief.issues import Issues
from negotiable.brief.passages import Passages
from negotiable.brief.said import Against, Happened, IfThen, Query, Said
from negotiable.brief.words import UNSURE_BELOW, clean, day, stance_word
from negotiable.terms import Actor, CodedReading, Conflict, Spans, Statement

_CUE_WORDS = 3  # of an attitude's cue that are shown


class Lines:
    """The lines of one reading; `parties`: the spelling of each party by its case-folded name."""

    def __init__(self, reading: CodedReading, passages: Passages, parties: dict[str, str], issues: Issues) -> None:
        self._reading, self._passages, self._parties, self._issues = reading, passages, parties, issues
        self._actors = {actor.id: actor for actor in reading.actors}
        self._shorts: dict[str, str] = {}
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
            word=stance_word(statement, self._cue(statement), self._name(statement.target)),
            red_line=statement.firmness == "red-line",
            attitude=statement.mode == "attitude",
            unsure=statement.confidence < UNSURE_BELOW,
            issue=self._issues.label(statement.issue) if statement.issue else None,
            target=self._name(statement.target),
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
                target=self._name(statement.target) if statement else None,
                condition=self._words(one.condition, quoted=statement is not None and statement.kind == "direct"),
                consequence=self._words(one.consequence, quoted=statement is not None and statement.kind == "direct"),
            )

    def against(self) -> Iterator[Against]:
        """Conflicts by issue, those that share a statement on one line: the one with most others against it first."""
        open_pairs = [c for c in self._reading.conflicts if c.between[0] in self.said and c.between[1] in self.said]
        by_issue: dict[str | None, list[Conflict]] = {}
        for conflict in open_pairs:
            by_issue.setdefault(conflict.issue, []).append(conflict)
        for issue, pairs in by_issue.items():
            while pairs:
                degree = Counter(end for pair in pairs for end in pair.between)
                hub = max(degree, key=lambda end: degree[end])
                mine = [pair for pair in pairs if hub in pair.between]
                pairs = [pair for pair in pairs if hub not in pair.between]
                if degree[hub] == 1:
                    hub = mine[0].between[1]
                others = dict.fromkeys(next((end for end in pair.between if end != hub), hub) for pair in mine)
                these = sorted((self.said[end] for end in others), key=lambda one: one.rank)
                whys = tuple(dict.fromkeys(why for pair in mine if (why := clean(pair.why))))
                yield Against(self._issues.label(issue) if issue else None, tuple(these), self.said[hub], whys)

    def happened(self) -> Iterator[Happened]:
        """The events in the order of the reading."""
        published = self._passages.report.published or ""
        for event in self._reading.events:
            same_year = bool(event.date) and str(event.date)[:4] == published[:4]
            cite = self._passages.cite(event.id, event.span)
            yield Happened(
                cite=cite,
                type=clean(event.type),
                date=day(event.date, year=not same_year),
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
        if actor.kind != "person" or len(parts) < 2 or not (parts[0][0].isupper() and parts[-1][0].isupper()):
            return name  # a body, or a role in place of a name: "Morvane’s minister of defence"
        text = self._passages.report.text
        alone = Counter(last for a, b in actor.mentions if (last := _last_name(text[a:b])) in parts and last[:1].isupper())
        return max(alone, key=lambda part: (part != parts[0], alone[part]), default=parts[-1])


_TITLED = re.compile(r"(?:(?:M(?:r|rs|s|iss)|Dr|Sir|Dame|Lord|Lady|President|Prof)\.?\s+)?(\S+?)(?:[’']s)?")


def _last_name(mention: str) -> str:
    match = _TITLED.fullmatch(mention[:80].strip())
    return match[1] if match else ""
