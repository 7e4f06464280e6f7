"""What the text of a report says: attributions, actors and events, as spans and without judgement."""

from dataclasses import dataclass
from typing import Literal

from negotiable.terms.report import Report, Spans

QuotationKind = Literal["direct", "mixed", "indirect"]
Mode = Literal["speech", "attitude"]
ActorKind = Literal["person", "body", "group", "country"]
Status = Literal["past", "ongoing", "planned"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: source, cue, content (Pareti 2012, PARC; Newell et al. 2018, PolNeAR).

    `kind`: direct (all of the content is quoted), mixed (a paraphrase with quoted words), indirect. `mode`: speech, or an
    attitude that the reporter ascribes ("wants", "believes"). `speaker`, `relayed_by`: actor ids. `continues`: id of the
    attribution whose quotation this one goes on with. `confidence`: 0 to 1, that span and speaker are right.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: QuotationKind = "indirect"
    mode: Mode = "speech"
    speaker: str | None = None
    relayed_by: str | None = None
    continues: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who speaks, is addressed, acts or is acted on; `party` is the side spoken for, None if unknown."""

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    party: str | None = None
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, goes on or is planned.

    `type`: a PLOVER root (Open Event Data Alliance, PLOVER 1.3). `actors`, `targets`: actor ids. `count`: the headline number,
    `count_of` the thing counted or an ISO 4217 currency, `count_hedge` "at least", "about". `date`: ISO day, month or year, "a/b"
    for a range, or None. `according_to`: id of the statement that claims it, None where the reporter tells it as fact.
    """

    id: str
    span: Spans
    type: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    count: int | None = None
    date: str | None = None
    status: Status = "past"
    according_to: str | None = None
    count_of: str | None = None
    count_hedge: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says, before any coding. `actors` holds every actor found, with all its mentions."""

    report: Report
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
