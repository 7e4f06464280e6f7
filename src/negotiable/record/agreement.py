"""How far coders agree, and how sure a share of a sample is."""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C).

    `units`: of each thing coded, the values that coders gave it, in any order; those with one value do not count. None
    where there is nothing to compare, or where all values are the same, so that chance cannot be told from agreement.
    """
    totals: Counter[Hashable] = Counter()
    apart = 0.0
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        totals.update(counts)
        pairs = len(values) ** 2 - sum(count**2 for count in counts.values())
        apart += pairs / (len(values) - 1)
    n = sum(totals.values())
    expected = n**2 - sum(count**2 for count in totals.values())
    return 1 - (n - 1) * apart / expected if expected else None


def interval(right: int, seen: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, Journal of the American Statistical Association 22, 1927)."""
    if not seen:
        return 0.0, 1.0
    z = 1.959964
    share, weight = right / seen, 1 + z**2 / seen
    middle = (share + z**2 / (2 * seen)) / weight
    half = z / weight * math.sqrt(share * (1 - share) / seen + z**2 / (4 * seen**2))
    return max(0.0, middle - half), min(1.0, middle + half)
