"""What the lines of a scenario file name: parties, options, quotations; a name that is unknown is told with its line."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from negotiable.scenario.formulas import FormulaError, parse_formula
from negotiable.scenario.lines import Entry, Faults
from negotiable.terms.codes import Firmness
from negotiable.terms.scenario import AllOf, Formula, Party, Quotation

CLASSES: tuple[Firmness, ...] = ("red-line", "demand", "wish")


@dataclass(slots=True)
class Names:
    """What is known so far. `options`: by each name that an option goes by, the ids it may mean."""

    faults: Faults
    parties: dict[str, Party] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)

    def once(self, line: int, identifier: str, seen: Iterable[str], what: str) -> bool:
        """Whether an id is new."""
        if identifier in seen:
            self.faults.add(line, f"{what}: the id '{identifier}' is used twice")
            return False
        return True

    def party(self, line: int, name: str, what: str) -> bool:
        """Whether there is this party."""
        if name in self.parties:
            return True
        self.faults.add(line, f"{what}: no party '{name}'{nearest(name, self.parties)}")
        return False

    def some_parties(self, named: Iterable[tuple[int, str]], what: str) -> tuple[str, ...]:
        """Those of the named parties that there are, each once."""
        return tuple(dict.fromkeys(name for line, name in named if self.party(line, name, what)))

    def option(self, name: str) -> str:
        """The id of an option. Raises FormulaError where the name means none or several."""
        found = self.options.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise FormulaError(f"names '{name}', which could be {' or '.join(found)}")
        raise FormulaError(f"names '{name}', which is no option{nearest(name, self.options)}")

    def formula(self, entry: Entry, name: str, what: str) -> Formula:
        """The condition in a field; one that is always true where it cannot be read."""
        text = entry.text(name, needed=True)
        try:
            return parse_formula(text, self.option) if text else AllOf()
        except FormulaError as error:
            self.faults.add(entry.at(name), f"{what}: '{name}: {text[:60]}' {error}")
            return AllOf()

    def cites(self, entry: Entry, what: str) -> tuple[str, ...]:
        """The quotations that an entry cites."""
        found = []
        for line, name in entry.texts("cites"):
            if name in self.quotations:
                found.append(name)
            else:
                self.faults.add(line, f"{what}: cites '{name}', which is no quotation{nearest(name, self.quotations)}")
        return tuple(dict.fromkeys(found))


def slug(text: str) -> str:
    """An id made of a label: lower case, runs of other characters become '-'."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:60] or "x"


def nearest(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that is not known, as the end of a sentence."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name[:60], names[:2000], n=1)
    if near:
        return f"; did you mean '{near[0]}'?"
    return f"; there is: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}" if names else "; there is none"
