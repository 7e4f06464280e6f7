"""How far coders agree, and how sure a share of a sample is."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from negotiable.terms import Spans

Difference = Callable[[Any, Any], float]
Metric = Callable[[Mapping[Any, int]], Difference]
"""A squared difference of two values, by how often each value was given."""

Passage = tuple[Hashable, Spans]
"""Spans, and the text that they are of."""


def alpha(units: Iterable[Sequence[Hashable]] | Counter[tuple[Hashable, ...]], metric: Metric | None = None) -> float | None:
    """Krippendorff's alpha (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C).

    `units`: of each thing coded, the values that coders gave it, in any order, or a count of such units; what a coder did not
    code is left out, and a unit with one value does not count. `metric`: `ordinal` or `interval`; nominal if none is given.
    None where there is nothing to compare, or where all values are the same, so that chance cannot be told from agreement.
    """
    alike = units if isinstance(units, Counter) else Counter(tuple(values) for values in units)
    counted = [(Counter(values), times) for values, times in alike.items() if len(values) > 1]
    totals: Counter[Hashable] = Counter()
    for counts, times in counted:
        totals.update({value: count * times for value, count in counts.items()})
    difference = metric(totals) if metric else None
    observed = sum(times * _apart(counts, difference) / (counts.total() - 1) for counts, times in counted if len(counts) > 1)
    expected = _apart(totals, difference)
    return 1 - (totals.total() - 1) * observed / expected if expected else None


def ordinal(order: Sequence[Hashable]) -> Metric:
    """Ranks, the lowest first: two values are as far apart as the number of values given between them."""

    def metric(totals: Mapping[Any, int]) -> Difference:
        ranks, below = {}, 0
        for value in order:
            ranks[value] = below + totals.get(value, 0) / 2
            below += totals.get(value, 0)
        return lambda one, other: float((ranks[one] - ranks[other]) ** 2)

    return metric


def interval(_: Mapping[Any, int]) -> Difference:
    """Numbers with even steps."""
    return lambda one, other: float((one - other) ** 2)


class Passages(NamedTuple):
    """What alpha of passages is made of; of two sets that have no text in common the sum is that of both.

    Units with two passages or more, of these all the same, passages in all; `apart`: how far those of each unit lie apart;
    `near`: how far any two overlap.
    """

    units: int
    same: int
    given: int
    apart: float
    near: float

    @property
    def alpha(self) -> float | None:
        """Passages differ by the share of their characters that not both cover (Jaccard's distance, as Passonneau takes it
        for sets, Measuring Agreement on Set-valued Items, 2006). None where there is nothing to compare."""
        expected = self.given * (self.given - 1) - 2 * self.near
        return 1 - (self.given - 1) * self.apart / expected if expected > 0 else None


def passages(units: Iterable[Sequence[Passage]]) -> Passages:
    """Of each thing coded the passages that coders gave it; a unit with one does not count."""
    kept = [list(values) for values in units if len(values) > 1]
    apart = sum(2 * _far(values) / (len(values) - 1) for values in kept)
    given = [one for values in kept for one in values]
    same = sum(values.count(values[0]) == len(values) for values in kept)
    return Passages(len(kept), same, len(given), apart, _near(given))


def overlap(one: Spans, other: Spans) -> float:
    """The characters that both cover over those that either does; 1 for two empty ones."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    either = sum(b - a for a, b in (*one, *other)) - shared
    return min(1.0, shared / either) if either > 0 else 1.0


def share(right: int, seen: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, Journal of the American Statistical Association 22, 1927)."""
    if not seen:
        return 0.0, 1.0
    z = 1.959964
    part, weight = right / seen, 1 + z**2 / seen
    middle = (part + z**2 / (2 * seen)) / weight
    half = z / weight * math.sqrt(part * (1 - part) / seen + z**2 / (4 * seen**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _apart(counts: Counter[Hashable], difference: Difference | None) -> float:
    """The differences of all ordered pairs; without a `difference`, 1 for each of two unequal values."""
    if difference is None:
        return counts.total() ** 2 - sum(count**2 for count in counts.values())
    pairs = combinations(counts.items(), 2)
    return sum(2 * many * most * difference(one, other) for (one, many), (other, most) in pairs)


def _far(values: Sequence[Passage]) -> float:
    """The differences of all pairs of passages of one thing."""
    return sum(1 - overlap(one, other) for (_, one), (_, other) in combinations(values, 2) if one != other)


def _near(given: Sequence[Passage]) -> float:
    """The overlaps of all pairs; passages that do not touch are not looked at."""
    texts: dict[Hashable, list[Spans]] = {}
    for text, spans in given:
        texts.setdefault(text, []).append(spans)
    found = 0.0
    for those in texts.values():
        ordered = sorted((one for one in those if one), key=lambda spans: spans[0])
        for k, one in enumerate(ordered):
            end = max(b for _, b in one)
            for other in ordered[k + 1 :]:
                if other[0][0] >= end:
                    break
                found += overlap(one, other)
    return found
