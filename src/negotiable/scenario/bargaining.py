"""Bargaining points on numbers that the user types in: Pareto front, Nash, Kalai, Kalai-Smorodinsky. Exact; all ties are kept.

Nash (1950): the largest product of gains over what each party has without agreement, every gain at least 0. Kalai (1977): the
largest smallest gain. Kalai and Smorodinsky (1975): the largest smallest ratio of a gain to the largest gain of that party among
the outcomes where nobody loses. All on pure outcomes: the continuous points need lotteries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Point = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Bargain:
    """Indices of outcomes: the undominated ones, and those at each point (several where they tie; none where nobody can gain)."""

    pareto: tuple[int, ...]
    nash: tuple[int, ...]
    kalai: tuple[int, ...]
    kalai_smorodinsky: tuple[int, ...]


def bargain(outcomes: Sequence[Sequence[float | str | Fraction]], without: Sequence[float | str | Fraction]) -> Bargain:
    """Points among `outcomes`, one number a party each; `without`: what each party has if there is no agreement.

    Gains count from there, or from a party's worst outcome where that is more. ValueError where numbers are missing.
    """
    points = [tuple(Fraction(value) for value in outcome) for outcome in outcomes]
    floor = tuple(Fraction(value) for value in without)
    if any(len(point) != len(floor) for point in points):
        raise ValueError(f"each outcome needs {len(floor)} numbers, one a party")
    worst = (min(column) for column in zip(*points, strict=True))
    floor = tuple(max(one, least) for one, least in zip(floor, worst, strict=False)) or floor
    gains = {n: tuple(v - f for v, f in zip(point, floor, strict=True)) for n, point in enumerate(points)}
    gains = {n: gain for n, gain in gains.items() if min(gain, default=Fraction(0)) >= 0}
    ideal = [max(column) for column in zip(*gains.values(), strict=True)]
    return Bargain(
        _pareto(points),
        _largest({n: _product(gain) for n, gain in gains.items()}),
        _largest({n: min(gain) for n, gain in gains.items()}),
        _largest(
            {n: min((g / i for g, i in zip(gain, ideal, strict=True) if i), default=Fraction(0)) for n, gain in gains.items()}
        ),
    )


def _product(gain: Point) -> Fraction:
    found = Fraction(1)
    for one in gain:
        found *= one
    return found


def _largest(values: dict[int, Fraction]) -> tuple[int, ...]:
    most = max(values.values(), default=None)
    return tuple(n for n, value in values.items() if value == most)


def _pareto(points: Sequence[Point]) -> tuple[int, ...]:
    """Outcomes that no other beats somewhere and equals or beats everywhere; those that share a point are all kept."""
    front: list[Point] = []
    for point in sorted(set(points), reverse=True):  # whatever dominates a point comes before it
        if not any(all(a >= b for a, b in zip(other, point, strict=True)) for other in front):
            front.append(point)
    kept = set(front)
    return tuple(n for n, point in enumerate(points) if point in kept)
