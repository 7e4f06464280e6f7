"""The talks as an explicit model: parties, options, what each party said it wants, and what is impossible.

Vocabulary of the Graph Model for Conflict Resolution (Fang, Hipel, Kilgour, Interactive Decision Making, 1993): a decision
maker is a `Party`; a state, here also a package, says of every `Option` whether it holds.
"""

from dataclasses import dataclass, field
from typing import Literal

from negotiable.terms.codes import Firmness

OneWay = Literal["on", "off"]
UndertakingKind = Literal["threat", "offer"]


@dataclass(frozen=True, slots=True)
class Holds:
    """True where the option with this id ("issue.option") holds."""

    option: str


@dataclass(frozen=True, slots=True)
class Not:
    """True where `part` is not."""

    part: "Formula"


@dataclass(frozen=True, slots=True)
class AllOf:
    """True where every part is; without parts, always."""

    parts: tuple["Formula", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where at least one part is; without parts, never."""

    parts: tuple["Formula", ...] = ()


Formula = Holds | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Party:
    """A side at the talks that holds priorities or controls options."""

    id: str
    name: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can hold or not. `id`: "issue.option".

    `by`: who controls it: one party's move, or several parties that change it together only. `one_way`: "on" once it holds it
    stays; "off" once it does not hold it never will again; None both ways.
    """

    id: str
    label: str
    by: tuple[str, ...]
    one_way: OneWay | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """An issue with its options; `exclusive`: exactly one of them holds, else each holds or not on its own."""

    id: str
    label: str
    options: tuple[Option, ...]
    exclusive: bool = True
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Impossible:
    """A combination that cannot be."""

    that: Formula
    why: str | None = None
    cites: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Priority:
    """What a party is reported to want, as a formula, in an order class (red line > demand > wish).

    `above`: ids of priorities that the party said come after this one. `cites`: ids of quotations.
    """

    id: str
    party: str
    firmness: Firmness
    wants: Formula
    above: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """ "If X, we will Y", as a party is reported to have said it."""

    id: str
    party: str
    kind: UndertakingKind
    condition: Formula
    consequence: Formula
    cites: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words that a line of the scenario rests on; `report` and `statement` say where they were read."""

    id: str
    words: str
    who: str | None = None
    party: str | None = None
    date: str | None = None
    report: str | None = None
    statement: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that the analyses start from; what is not in here is not in them.

    `status_quo`: ids of the options that hold now, None if not given. `listed`: parties whose priorities are listed in their
    order. `rankings`: for a party, all states best first in groups of equals, by number; it goes before the priorities.
    `assumed`, `unplaced`: sentences on what the file assumes and what could not be placed in it.
    """

    title: str
    parties: tuple[Party, ...]
    choices: tuple[Choice, ...]
    as_of: str | None = None
    impossible: tuple[Impossible, ...] = ()
    priorities: tuple[Priority, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    status_quo: tuple[str, ...] | None = None
    listed: tuple[str, ...] = ()
    rankings: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...] = ()
    assumed: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, in the order of the file: the first is the least significant bit of a state's code."""
        return tuple(option for choice in self.choices for option in choice.options)
