"""Adjusted Winner and maximum Nash welfare for two parties, in exact fractions, on points that the user types in.

Brams and Taylor, Fair Division (1996), ch. 4: every item goes to whoever gives it more points (a tie to the one who is behind
so far, then to the first); then items move from the one ahead in rising order of the ratio of points, the last one split, until
both have the same total. Maximum Nash welfare: the division with the largest product of totals (Caragiannis et al. 2019).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

_MOST_ITEMS = 20  # whole items: 2^20 divisions are looked at


@dataclass(frozen=True, slots=True)
class Division:
    """What the first party gets of each item (0 to 1), and the points of both."""

    shares: dict[str, Fraction]
    points: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class AdjustedWinner:
    """`winning`: after every item went to whoever gives it more. `final`: with the totals made equal. `moved`: item and share."""

    winning: Division
    final: Division
    moved: tuple[tuple[str, Fraction], ...]


def adjusted_winner(first: Mapping[str, Fraction | int | str], second: Mapping[str, Fraction | int | str]) -> AdjustedWinner:
    """Divides the items; both give points of at least 0 to the same items. Raises ValueError otherwise."""
    one, other = _points(first, second)
    shares = _winners(one, other)
    winning = _division(shares, one, other)
    a, b = winning.points
    ahead, behind, sign = (one, other, -1) if a > b else (other, one, 1)
    held = [item for item in one if shares[item] == (1 if a > b else 0)]
    moved: list[tuple[str, Fraction]] = []
    shares = dict(shares)
    gap = abs(a - b)
    for item in sorted(held, key=lambda i: _ratio(ahead[i], behind[i])):
        if gap == 0 or ahead[item] + behind[item] == 0:
            break
        part = min(Fraction(1), gap / (ahead[item] + behind[item]))
        shares[item] += sign * part
        gap -= part * (ahead[item] + behind[item])
        moved.append((item, part))
    return AdjustedWinner(winning, _division(shares, one, other), tuple(moved))


def max_nash(first: Mapping[str, Fraction | int | str], second: Mapping[str, Fraction | int | str]) -> Division:
    """The division with the largest product of points where items can be split: one item at most is.

    Items are taken in the order of the ratio of points; where the split item is halved so is the question: with everything before
    it going to the first party, the product is a parabola in its share.
    """
    one, other = _points(first, second)
    order = sorted(one, key=lambda item: _ratio(other[item], one[item]))
    best: Division | None = None
    for n, split in enumerate(order):
        got, left = sum((one[i] for i in order[:n]), Fraction(0)), sum((other[i] for i in order[n + 1 :]), Fraction(0))
        p, q = one[split], other[split]
        # (got + p x)(left + q (1 - x)) is largest where its slope is 0, or at an end.
        share = (p * (left + q) - q * got) / (2 * p * q) if p and q else Fraction(1 if p else 0)
        share = min(Fraction(1), max(Fraction(0), share))
        shares = {item: Fraction(1 if k < n else 0) for k, item in enumerate(order)} | {split: share}
        found = _division({item: shares[item] for item in one}, one, other)
        if best is None or found.points[0] * found.points[1] > best.points[0] * best.points[1]:
            best = found
    return best or Division({}, (Fraction(0), Fraction(0)))


def max_nash_whole(first: Mapping[str, Fraction | int | str], second: Mapping[str, Fraction | int | str]) -> Division:
    """As `max_nash`, every item to one of the two. Raises ValueError above 20 items."""
    one, other = _points(first, second)
    if len(one) > _MOST_ITEMS:
        raise ValueError(f"whole items are divided up to {_MOST_ITEMS}; there are {len(one)}")
    divisions = (
        _division(dict(zip(one, map(Fraction, given), strict=True)), one, other) for given in product((1, 0), repeat=len(one))
    )
    return max(divisions, key=lambda d: d.points[0] * d.points[1])


def _points(
    first: Mapping[str, Fraction | int | str], second: Mapping[str, Fraction | int | str]
) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    if first.keys() != second.keys() or not first:
        odd = sorted(first.keys() ^ second.keys())
        raise ValueError(f"both give points to the same items; only one does to '{odd[0]}'" if odd else "there are no items")
    one, other = ({item: Fraction(points[item]) for item in first} for points in (first, second))
    negative = next((item for item in one if min(one[item], other[item]) < 0), None)
    if negative is not None:
        raise ValueError(f"points are 0 or more; '{negative}' has fewer")
    return one, other


def _winners(one: dict[str, Fraction], other: dict[str, Fraction]) -> dict[str, Fraction]:
    shares = {item: Fraction(1 if one[item] > other[item] else 0) for item in one}
    a = sum((one[i] for i in one if one[i] > other[i]), Fraction(0))
    b = sum((other[i] for i in one if other[i] > one[i]), Fraction(0))
    for item in one:
        if one[item] == other[item] and a <= b:
            shares[item] = Fraction(1)
            a += one[item]
        elif one[item] == other[item]:
            b += other[item]
    return shares


def _division(shares: dict[str, Fraction], one: dict[str, Fraction], other: dict[str, Fraction]) -> Division:
    a = sum((share * one[item] for item, share in shares.items()), Fraction(0))
    b = sum(((1 - share) * other[item] for item, share in shares.items()), Fraction(0))
    return Division(shares, (a, b))


def _ratio(own: Fraction, others: Fraction) -> tuple[bool, Fraction]:
    """What an item is worth to one for each point of the other; the largest where the other gives it none."""
    return (True, own) if others == 0 else (False, own / others)
