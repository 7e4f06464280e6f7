"""Coded readings made by hand: statements are given by the words they stand in, never by offsets."""

from dataclasses import replace
from typing import Any

from negotiable.terms import (
    Actor,
    Agreement,
    Chain,
    CodedReading,
    Conditional,
    Conflict,
    Doubt,
    Event,
    Report,
    Span,
    Spans,
    Split,
    Statement,
)

TEXT = (
    "Envoys of Kestria and Morvane meet tomorrow. Ilsa Maren, the Kestrian foreign minister, said: “The valley stays ours.\n"
    "“We will never give it away.” She called on Morvane to withdraw “every gun” from the bank. "
    "If the guns stay, she said, Kestria will close the crossing.\n"
    "General Pavo Drenn said that his army would not accept any limit on its guns under a deal made by others. "
    "“The valley,” Drenn said, “belongs to those who farm it.” Morvane wants an exchange of prisoners.\n"
    "Morvane fired 46 rockets at Old Brask, the Kestrian army said. The talks open today, an official said."
)


class Builder:
    """Builds one coded reading over `text`."""

    def __init__(self, text: str = TEXT, *, location: str = "talks.txt", **report: Any) -> None:
        self.text = text
        self.report = Report(location, text, published=report.pop("published", "2031-05-12"), **report)
        self.actors: dict[str, Actor] = {}
        self.statements: list[Statement] = []
        self.conditionals: list[Conditional] = []
        self.events: list[Event] = []
        self.conflicts: list[Conflict] = []
        self.doubts: list[Doubt] = []

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return start, start + len(words)

    def spans(self, *words: str) -> Spans:
        return tuple(self.span(one) for one in words)

    def actor(self, name: str, party: str | None = None, *, role: str | None = None, kind: Any = "person") -> str:
        identifier = name.lower().replace(" ", "-")
        self.actors.setdefault(identifier, Actor(identifier, name, kind, role, party))
        return identifier

    def said(self, speaker: str | None, *words: str, cue: str | None = None, confidence: float = 0.9, **codes: Any) -> str:
        """Adds a statement and returns its id; `speaker`: an actor's id."""
        identifier = codes.pop("id", f"s{len(self.statements)}")
        self.statements.append(
            Statement(
                identifier,
                source=(),
                cue=self.spans(cue) if cue else (),
                content=codes.pop("content", None) or self.spans(*words),
                speaker=speaker,
                confidence=confidence,
                **codes,
            )
        )
        return identifier

    def build(self) -> CodedReading:
        return CodedReading(
            self.report,
            "talks@1.0",
            tuple(self.actors.values()),
            tuple(self.statements),
            tuple(self.conditionals),
            tuple(self.events),
            tuple(self.conflicts),
            tuple(self.doubts),
        )


def talks(**report: Any) -> CodedReading:
    """A reading with something in every section."""
    b = Builder(**report)
    maren = b.actor("Ilsa Maren", "Kestria", role="foreign minister")
    drenn = b.actor("Pavo Drenn", "Morvane", role="general")
    morvane = b.actor("Morvane", "Morvane", kind="country")
    army = b.actor("Kestrian army", "Kestria", kind="body")
    official = b.actor("official", kind="group")
    stays = b.said(
        maren,
        "“The valley stays ours.\n“We will never give it away.”",
        kind="direct",
        issue="territory",
        stance="refuse",
        firmness="red-line",
    )
    b.said(
        maren, "Morvane to withdraw “every gun” from the bank", kind="mixed", issue="withdrawal", stance="demand", target=morvane
    )
    threat = b.said(
        maren,
        "If the guns stay",
        "Kestria will close the crossing",
        issue="trade",
        stance="conditional",
        target=morvane,
        act="THREATEN",
    )
    b.said(
        drenn,
        "his army would not accept any limit on its guns under a deal made by others",
        issue="armed-forces",
        stance="refuse",
    )
    farm = b.said(
        drenn,
        "“The valley,”",
        "“belongs to those who farm it.”",
        kind="direct",
        issue="territory",
        stance="oppose",
        confidence=0.4,
    )
    b.said(morvane, "an exchange of prisoners", cue="wants", mode="attitude", issue="prisoners", stance="demand")
    rockets = b.said(army, "Morvane fired 46 rockets at Old Brask", stance="none", target=morvane)
    b.said(official, "The talks open today", stance="none", issue="process")
    b.said(None, "exchange of prisoners", stance="none")
    b.conditionals.append(Conditional(threat, "threat", b.spans("If the guns stay"), b.spans("Kestria will close the crossing")))
    places = ("Old Brask", "Sell valley")
    attack = b.spans("Morvane fired 46 rockets at Old Brask")
    b.events.append(Event("e0", attack, "ASSAULT", (morvane,), (), places, 46, "2031-05-11", "past", rockets))
    meeting = b.spans("Envoys of Kestria and Morvane meet tomorrow")
    b.events.append(Event("e1", meeting, "CONSULT", date="2031-05-13", status="planned"))
    b.conflicts.append(Conflict((stays, farm), "territory", "each side calls the valley its own"))
    b.doubts.append(Doubt(b.spans("tomorrow", "today"), "the talks are 'tomorrow' in one sentence and 'today' in the last"))
    return b.build()


def tied_talks() -> CodedReading:
    """`talks` with agreement, both sides of an issue, conditions that wait for each other, and a conflict that is doubtful."""
    coded = talks()
    stays, _, _, limit, farm, *_ = (one.id for one in coded.statements)
    return replace(
        coded,
        conditionals=coded.conditionals * 2,
        conflicts=(*coded.conflicts, Conflict((stays, limit), None, "a demand meets a refusal", 0.1)),
        agreements=(Agreement((stays, farm), "territory", "both speak for the valley"),),
        splits=(Split("side", (limit, farm), "armed-forces", "both speak for Morvane"),),
        chains=(Chain((0, 1), "each announces what the other waits for"),),
    )
