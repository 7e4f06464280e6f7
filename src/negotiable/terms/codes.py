"""What statements mean for the talks: codes, conditions, conflicts, doubts, and the codebook they come from."""

from dataclasses import dataclass
from typing import Literal

from negotiable.terms.coding import Coding
from negotiable.terms.reading import Actor, Attribution, Event
from negotiable.terms.report import Report, Spans

Stance = Literal["support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none"]
Firmness = Literal["red-line", "demand", "wish"]
ConditionalKind = Literal["threat", "offer", "prediction"]


@dataclass(frozen=True, slots=True)
class Statement(Attribution):
    """An attribution with its codes.

    `issue`: codebook id or None. `target`: actor id or None. `firmness`, `act` (PLOVER root): None where none fits.
    `said_on`: ISO date or None.
    """

    issue: str | None = None
    stance: Stance = "none"
    target: str | None = None
    firmness: Firmness | None = None
    act: str | None = None
    said_on: str | None = None


@dataclass(frozen=True, slots=True)
class Conditional:
    """ "If X refuses, Y will …": `statement` is None where it stands in the reporter's own words.

    `condition_by`, `consequence_by`: actor ids of those who do it by their subjects, None where no actor is named.
    """

    statement: str | None
    kind: ConditionalKind
    condition: Spans
    consequence: Spans
    condition_by: str | None = None
    consequence_by: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that contradict each other or take opposite sides of one issue; `why` is one neutral sentence.

    `confidence`: 0 to 1, how likely a person lists a conflict of these two speakers, too; None where nobody says.
    """

    between: tuple[str, str]
    issue: str | None
    why: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two statements of different sides that say the same of one issue; `why` is one neutral sentence."""

    between: tuple[str, str]
    issue: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Split:
    """One speaker who speaks for and against on one issue (`kind` speaker), or two of one side that differ (side)."""

    kind: Literal["speaker", "side"]
    between: tuple[str, str]
    issue: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Chain:
    """ "A will if B" and "B will if A": places in the reading's list of conditionals."""

    conditionals: tuple[int, int]
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a careful reader would query in the report itself."""

    spans: Spans
    why: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a codebook.

    `terms`: words and phrases, lower case, that point to it ("*" ends a word stem, "..." stands for up to four words, a "?"
    at the end marks a weak one). `examples`: sentences about it. `include`, `exclude`: rules in words, for people and for
    coders that read them. `parent`: id of the issue above. `heading`: only holds issues together, is no code itself.
    `plover`, `pax`: crosswalk to PLOVER contexts and, as a reference only, PA-X codes.
    """

    id: str
    label: str
    definition: str = ""
    terms: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parent: str | None = None
    heading: bool = False
    plover: tuple[str, ...] = ()
    pax: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A versioned tree of issues, each after the one above it."""

    id: str
    version: str
    title: str
    issues: tuple[Issue, ...]

    @property
    def name(self) -> str:
        """ "id@version", as codings name it."""
        return f"{self.id}@{self.version}"

    @property
    def codes(self) -> tuple[Issue, ...]:
        """The issues that a statement can have: all but the headings."""
        return tuple(issue for issue in self.issues if not issue.heading)


@dataclass(frozen=True, slots=True)
class IssueLabel:
    """What a codebook calls an issue; `parent`: the label of the issue above it, None where it stands on its own."""

    id: str
    label: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """How another report has the words of a statement; `location`, `report` (its id), `outlet` and `published` are that one's."""

    statement: str
    quote: str
    outlet: str | None
    published: str | None
    location: str | None
    report: str


@dataclass(frozen=True, slots=True)
class CodedReading:
    """A reading with its codes: what `negotiable read` prints and every brief and export is made from.

    `actors` holds those that speak, are addressed, act or are acted on; the others of the reading are left out.
    `codings`: where the codes of the statements come from, one for each statement and variable, empty codes too.
    `issues`: those of the codebook that occur. `wordings`: differing ones in other reports, where a record knows them.
    """

    report: Report
    codebook: str
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    conditionals: tuple[Conditional, ...] = ()
    events: tuple[Event, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    codings: tuple[Coding, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    splits: tuple[Split, ...] = ()
    chains: tuple[Chain, ...] = ()
    issues: tuple[IssueLabel, ...] = ()
    wordings: tuple[Wording, ...] = ()
