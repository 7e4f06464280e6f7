"""What a change would do, in sentences: priorities put in another order, and what differs between two versions of a scenario."""

from collections.abc import Sequence

from negotiable.scenario.graph import Graph
from negotiable.scenario.inverse import Inverse
from negotiable.scenario.page import counted
from negotiable.scenario.sentences import Words
from negotiable.scenario.what_if import Differences
from negotiable.terms.scenario import Scenario


def inverse_lines(graph: Graph, state: int, concept: str, found: Inverse) -> list[str]:
    """What would have to be ranked differently, in sentences."""
    words = Words(graph.scenario)
    held = words.state(graph.chosen(int(graph.states[state - 1])))
    if not found.changes:
        return [
            f"No re-ordering of up to {counted(found.tried, 'swap', 'swaps')} makes state {state} stable ({concept}): {held}."
        ]
    if not found.changes[0].swaps:
        return [f"State {state} is stable ({concept}) in the order of the file: {held}."]
    lines = [f"State {state} would be stable ({concept}) with {counted(found.tried, 'swap', 'swaps')} of neighbours: {held}."]
    for change in found.changes:
        told = "; ".join(
            f"{words.parties[swap.party]} ranks {words.formula(words.statements[swap.above].wants)} above "
            f"{words.formula(words.statements[swap.below].wants)}"
            for swap in change.swaps
        )
        lines.append(f"- if {told}" + (" (what was said allows this order)" if change.within else " (against the stated order)"))
    return lines


def difference_lines(before: Scenario, after: Scenario, found: Differences) -> list[str]:
    """What differs, in sentences; one that says so where nothing does."""
    lines = []
    if found.packages[0] != found.packages[1]:
        counts = ["too many to count" if count is None else f"{count:,}" for count in found.packages]
        lines.append(f"Packages that no red line excludes: {counts[0]} before, {counts[1]} after.")
    for verb, (count, packages), scenario in (("appear", found.appear, after), ("disappear", found.disappear, before)):
        if packages:
            told = "Packages, too many to count," if count is None else counted(count, "package", "packages")
            few = "" if count == len(packages) else f" (the first {len(packages)})"
            lines.append(f"{told} {verb}{'s' if count == 1 else ''}{few}:")
            lines += [f"  {Words(scenario).state(package)}" for package in packages]
    return [*lines, *other_differences(before, after, found)] or ["Nothing that is worked out here differs."]


def other_differences(before: Scenario, after: Scenario, found: Differences) -> list[str]:
    """What differs besides packages, in sentences."""
    old, new = Words(before), Words(after)
    lines = []
    for one in found.found:
        for sign, sets, words in (("new", one.gained, new), ("gone", one.lost, old)):
            lines += [f"{one.about[:1].upper()}{one.about[1:]}, {sign}: {_named(names, words)}." for names in sets]
    return lines + [f"{remark[:1].upper()}{remark[1:]}." for remark in found.remarks]


def _named(names: Sequence[str], words: Words) -> str:
    options = {option.id for option in words.scenario.options}
    if all(name in options for name in names):
        return words.state(names)
    known = {one.id: f"{words.parties[one.party]}: {words.formula(one.consequence)}" for one in words.scenario.undertakings}
    return "; ".join(words.wants(words.statements[n]) if n in words.statements else known.get(n, n) for n in names)
