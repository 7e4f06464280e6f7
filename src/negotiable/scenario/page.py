"""What a page on a scenario is made of: sections of sentences and tables, which text and HTML share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from negotiable.scenario.sentences import Sentence, Words
from negotiable.terms.scenario import Quotation


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a head; `cites`: for each row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cites: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class Section:
    """A heading with what stands under it, in order: sentences, tables; before them a drawing (SVG), and `drawn`, the same as a
    table.
    """

    title: str
    blocks: list[Sentence | Table] = field(default_factory=list)
    svg: str = ""
    drawn: Table | None = None

    def say(self, text: str, cites: Sequence[str] = ()) -> None:
        """Adds a sentence."""
        self.blocks.append(Sentence(text, tuple(cites)))


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    as_of: str | None
    sections: tuple[Section, ...]
    quotations: tuple[Quotation, ...]


def numbers(found: Sequence[int]) -> str:
    """State numbers in a row, the first forty."""
    return ", ".join(map(str, found[:40])) + (", …" if len(found) > 40 else "") if found else "none"


def counted(count: int, one: str, many: str) -> str:
    """ "1 state", "12 states"."""
    return f"{count:,} {one if count == 1 else many}"


def option_table(words: Words, columns: Sequence[tuple[str, Sequence[str]]]) -> Table:
    """Options down, states across, a mark where an option holds: what the graph model calls option form."""
    rows = tuple(
        (words.name(option.id), *("●" if option.id in chosen else "·" for _, chosen in columns))
        for option in words.scenario.options
    )
    return Table(("option", *(title for title, _ in columns)), rows, ((),) * len(rows))
