"""What if: the scenario with lines switched off or changed, and which packages appear and disappear."""

from dataclasses import dataclass
from functools import lru_cache

from negotiable.scenario.changes import other_differences
from negotiable.scenario.page import Table, counted, option_table
from negotiable.scenario.parse import parse
from negotiable.scenario.plain import plain, read_plain, without_lines
from negotiable.scenario.sentences import Words
from negotiable.scenario.what_if import Shift, compare
from negotiable.terms.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Shown:
    """What differs. `counts`: packages before and after; `appear`, `disappear`: how many, and the first of them."""

    counts: tuple[str, str]
    appear: tuple[str, Table | None]
    disappear: tuple[str, Table | None]
    others: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing differs."""
        return not (self.appear[1] or self.disappear[1] or self.others or self.counts[0] != self.counts[1])


def shown(before: Scenario, after: Scenario) -> Shown:
    """The difference between what follows from two scenarios. Raises UsageError where OR-tools is not installed."""
    found = compare(before, after)
    old, new = ("too many to count" if count is None else f"{count:,}" for count in found.packages)
    others = tuple(other_differences(before, after, found))
    return Shown((old, new), _packages(found.appear, after), _packages(found.disappear, before), others)


def _packages(shift: Shift, scenario: Scenario) -> tuple[str, Table | None]:
    count, packages = shift
    if not packages:
        return "no package", None
    how_many = "packages, too many to count" if count is None else counted(count, "package", "packages")
    first = "" if count == len(packages) else f", the first {len(packages)} of them here"
    columns = [(f"P{n}", package) for n, package in enumerate(packages, 1)]
    return how_many + first, option_table(Words(scenario), columns)


@lru_cache(maxsize=64)
def switched_off(text: str, lines: tuple[str, ...]) -> tuple[Scenario, Shown]:
    """The scenario of a sound `text` without `lines` ("statements/ID"), and what differs then."""
    before, _ = parse(text)
    assert before is not None
    after = read_plain(without_lines(plain(before), lines))[0]
    return after, shown(before, after)
