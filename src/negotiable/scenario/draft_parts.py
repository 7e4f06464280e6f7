"""What a drafted scenario is made of, and one report with the draft that it goes into."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from negotiable.scenario.names import CLASSES, slug
from negotiable.scenario.placing import Placed, Placing
from negotiable.terms import CodedReading, Spans, Statement
from negotiable.terms.scenario import Impossible, Option, Party, Quotation, Undertaking

MOST_QUOTED = 700  # characters of one quotation
_LABEL = 80  # characters of an option's label
_MARKS = dict.fromkeys(map(ord, '“”„‟"«»'))


@dataclass
class Position:
    """What one party says on one issue: it becomes an option and a statement that wants it."""

    party: str
    issue: str
    placed: list[Placed]
    cites: list[str]
    by: list[tuple[str, ...]]
    words: list[str]

    @property
    def option(self) -> str:
        """The id of its option."""
        return f"{self.issue}.{slug(self.party)}"

    @property
    def firmest(self) -> int:
        """Which of its statements is the firmest, a direct quotation before a paraphrase."""
        ranks = [(CLASSES.index(one.firmness), one.statement.kind != "direct", n) for n, one in enumerate(self.placed)]
        return min(ranks)[2]


@dataclass
class Draft:
    """What a draft is made of, as it grows."""

    positions: dict[tuple[str, str], Position] = field(default_factory=dict)
    extra: dict[str, list[Option]] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    undertakings: list[Undertaking] = field(default_factory=list)
    impossible: list[Impossible] = field(default_factory=list)
    parties: dict[str, Party] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def party(self, name: str) -> str:
        """The id of a side, which is in the draft from now on."""
        identifier = slug(name)
        self.parties.setdefault(identifier, Party(identifier, name))
        return identifier

    def assume(self, text: str) -> None:
        """Notes, once, what nobody said."""
        if text not in self.assumed:
            self.assumed.append(text)


class Page:
    """One report, `prefix` before the ids of its quotations, and the draft."""

    def __init__(self, made: Draft, coded: CodedReading, prefix: str) -> None:
        self.made, self.coded, self.prefix = made, coded, prefix
        self.text = coded.report.text
        self.actors = {actor.id: actor for actor in coded.actors}
        self.placing = Placing(coded)

    def cite(self, one: Statement) -> str:
        """The id of the quotation of a statement, which is in the draft from now on."""
        identifier = f"{self.prefix}{one.id}"
        if identifier not in self.made.quotations:
            actor = self.actors.get(one.speaker or "")
            who = ", ".join(part for part in (actor.name, actor.role) if part) if actor else None
            placed = any(other.statement.id == one.id for other in self.placing.placed)
            party = self.made.party(actor.party) if actor and actor.party and placed else None
            self.made.quotations[identifier] = Quotation(
                identifier, self.words(one.content)[:MOST_QUOTED], who, party, one.said_on, self.place, one.id
            )
        return identifier

    @cached_property
    def place(self) -> str:
        """Where the report was found, in short."""
        return PurePath(self.coded.report.location).name or self.coded.report.id

    def words(self, spans: Spans) -> str:
        """The words in `spans`, on one line."""
        return " ".join(" … ".join(self.text[a:b] for a, b in spans).split())


def short(text: str) -> str:
    """At most _LABEL characters, cut between words, without double quotation marks, which might stay open."""
    bare = text.translate(_MARKS).strip(" ,.;:")
    return bare if len(bare) <= _LABEL else bare[:_LABEL].rsplit(" ", 1)[0].strip(" ,.;:") + " …"
