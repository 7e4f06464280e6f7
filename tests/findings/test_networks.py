"""Networks of a small record of our own, computed by hand, by DNA's formulas."""

from typing import Any

import numpy as np
import pytest

from negotiable.findings.networks import Network, Use, one_mode, two_mode, windows

# Three sides, two issues, 1 agrees, 0 does not:
#            tolls            guns
# Kestria    2 yes            1 no
# Morvane    1 yes 1 no       -
# Ferrymen   3 no             2 no
USES = [
    *[Use("Kestria", "tolls", 1, f"2031-05-0{d}", "r1") for d in (1, 2)],
    Use("Kestria", "guns", 0, "2031-05-02", "r1"),
    Use("Morvane", "tolls", 1, "2031-05-02", "r1"),
    Use("Morvane", "tolls", 0, "2031-05-09", "r2"),
    *[Use("Ferrymen", "tolls", 0, f"2031-05-1{d}", "r2") for d in (0, 1, 2)],
    *[Use("Ferrymen", "guns", 0, f"2031-06-0{d}", f"r{d}") for d in (1, 2)],
]


def cell(network: Network, row: str, column: str) -> float:
    return float(network.cells[network.rows.index(row), network.columns.index(column)])


@pytest.mark.parametrize(
    ("aggregation", "kestria_morvane", "kestria_ferrymen", "morvane_ferrymen"),
    [
        ("ignore", 2 * 2, 2 * 3 + 1 * 2, 2 * 3),
        ("congruence", 2 * 1, 1 * 2, 1 * 3),
        ("conflict", 2 * 1, 2 * 3, 1 * 3),
        ("subtract", 0, 2 - 6, 0),
    ],
)
def test_one_mode(aggregation: Any, kestria_morvane: float, kestria_ferrymen: float, morvane_ferrymen: float) -> None:
    network = one_mode(USES, aggregation=aggregation)
    assert cell(network, "Kestria", "Morvane") == kestria_morvane
    assert cell(network, "Kestria", "Ferrymen") == kestria_ferrymen
    assert cell(network, "Morvane", "Ferrymen") == morvane_ferrymen
    assert np.array_equal(network.cells, network.cells.T) and not network.cells.diagonal().any()


@pytest.mark.parametrize(
    ("normalisation", "kestria_ferrymen"),
    [
        ("average", 2 / ((3 + 5) / 2)),
        ("cosine", 2 / (3 * 5)),
        # said by one alone: Kestria's 2 yes on tolls, Ferrymen's 3 no on tolls; by both: 1 x 2 no on guns
        ("jaccard", 2 / (2 + 3 + 2)),
    ],
)
def test_normalised(normalisation: Any, kestria_ferrymen: float) -> None:
    network = one_mode(USES, aggregation="congruence", normalisation=normalisation)
    assert cell(network, "Kestria", "Ferrymen") == pytest.approx(kestria_ferrymen)


def test_two_mode() -> None:
    ignore, subtract, combine = (two_mode(USES, aggregation=a) for a in ("ignore", "subtract", "combine"))  # type: ignore[arg-type]
    assert [cell(n, "Morvane", "tolls") for n in (ignore, subtract, combine)] == [2, 0, 3]
    assert [cell(n, "Ferrymen", "guns") for n in (ignore, subtract, combine)] == [2, -2, 2]
    assert [cell(n, "Kestria", "tolls") for n in (ignore, subtract, combine)] == [2, 2, 1]
    assert cell(two_mode(USES, normalisation="activity"), "Kestria", "tolls") == pytest.approx(2 / 3)
    assert cell(two_mode(USES, normalisation="prominence"), "Kestria", "tolls") == pytest.approx(2 / 7)


@pytest.mark.parametrize(
    ("duplicates", "tolls", "guns"), [("document", 1, 2), ("week", 1, 2), ("month", 1, 1), ("acrossrange", 1, 1)]
)
def test_duplicates_count_once(duplicates: Any, tolls: float, guns: float) -> None:
    network = two_mode(USES, duplicates=duplicates)
    assert (cell(network, "Kestria", "tolls"), cell(network, "Ferrymen", "guns")) == (1, guns)
    if duplicates != "week":
        assert cell(network, "Ferrymen", "tolls") == tolls


def test_middle_values_are_half_congruent() -> None:
    uses = [Use("A", "x", 1), Use("B", "x", 0), Use("C", "x", -1)]
    network = one_mode(uses)
    assert (cell(network, "A", "B"), cell(network, "A", "C")) == (0.5, 0.0)


def test_windows_and_edges() -> None:
    found = [(first, last, len(uses)) for first, last, uses in windows(USES, days=7, step=7)]
    assert found[:2] == [("2031-05-01", "2031-05-07", 4), ("2031-05-08", "2031-05-14", 4)]
    assert sum(count for *_, count in found) == len(USES)
    assert sorted(one_mode(USES).edges())[0] == ("Ferrymen", "Kestria", 2.0)
    assert len(list(two_mode(USES).edges())) == 5


def test_nothing_gives_an_empty_network() -> None:
    assert one_mode([]).cells.shape == two_mode([]).cells.shape == (0, 0)
    assert list(windows([], days=7, step=7)) == []
