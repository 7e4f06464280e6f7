"""Alpha gives the figures of Krippendorff's own worked examples."""

from typing import Any

import pytest

from negotiable.record.agreement import alpha, interval, ordinal, overlap, passages, share

ABOVE_CHANCE = ("0100000010", "1110010000")  # Krippendorff 2011, section A: two observers, two values: .095
FIVE_VALUES = ("aabbdcccedda", "babbbcccEddd".lower())  # section B: two observers, five values: .692
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")  # sections C and D; a dot: not coded


def units(coders: tuple[str, ...]) -> list[list[Any]]:
    return [
        [value if value.isalpha() else int(value) for value in column if value != "."] for column in zip(*coders, strict=True)
    ]


@pytest.mark.parametrize(
    ("data", "metric", "published"),
    [
        (ABOVE_CHANCE, None, 0.095),
        (FIVE_VALUES, None, 0.692),
        (FOUR_OBSERVERS, None, 0.743),
        (FOUR_OBSERVERS, ordinal((1, 2, 3, 4, 5)), 0.815),
        (FOUR_OBSERVERS, interval, 0.849),
        (ABOVE_CHANCE, interval, 0.095),  # of two values all levels say the same
        (ABOVE_CHANCE, ordinal((0, 1)), 0.095),
    ],
)
def test_alpha_of_the_published_examples(data: tuple[str, ...], metric: Any, published: float) -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011."""
    assert alpha(units(data), metric) == pytest.approx(published, abs=0.0005)
    lonely = [*units(data), [3], []]  # what one observer or none coded does not count
    assert alpha(lonely, metric) == pytest.approx(published, abs=0.0005)


def test_where_alpha_tells_nothing() -> None:
    assert alpha([["x", "x"], ["y", "y"]]) == 1
    assert alpha([["x", "x"], ["x", "x"]]) is None and alpha([["x"]]) is None
    assert alpha([["wish", "wish"]], ordinal(("wish", "demand"))) is None
    assert passages([]).alpha is None and passages([[("a", ((0, 5),)), ("a", ((0, 5),))]]).alpha is None


def test_passages_differ_by_what_not_both_cover() -> None:
    assert overlap(((0, 10),), ((0, 10),)) == 1 and overlap(((0, 10),), ((10, 20),)) == 0
    assert overlap(((0, 10), (20, 30)), ((5, 25),)) == pytest.approx(10 / 30)
    a, b, c = ((0, 10),), ((0, 8),), ((40, 50), (60, 70))
    given: list[list[Any]] = [[("x", a), ("x", b)], [("x", c), ("x", ((45, 50),)), ("x", c)], [("y", a), ("y", a)], [("z", a)]]

    def apart(one: Any, other: Any) -> float:
        return 1 - (overlap(one[1], other[1]) if one[0] == other[0] else 0)

    assert passages(given).alpha == pytest.approx(alpha(given, lambda _: apart))  # by the definition, pair by pair
    assert passages([[("x", a), ("x", a)], [("x", c), ("x", c)]]).alpha == 1
    of_each = [passages(given[:2]), passages(given[2:])]
    assert [sum(part) for part in zip(*of_each, strict=True)] == pytest.approx(passages(given))  # texts count by themselves


def test_the_interval_of_a_share() -> None:
    assert share(8, 10) == pytest.approx((0.490, 0.943), abs=0.001)
    assert share(0, 0) == (0, 1)
