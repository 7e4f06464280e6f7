"""Days of publication: what a person gives, what a file name states."""

import pytest

from negotiable.errors import BadDate
from negotiable.sources import parse_date
from negotiable.sources.dates import date_in_name


def test_a_day_is_taken_as_given() -> None:
    assert parse_date("2024-02-29") == "2024-02-29"


@pytest.mark.parametrize(
    "given", ["2023-02-29", "yesterday", "", "17.3.2025", "20250317", "2025-W12-1", "2025-3-7", "2025-03-17T10:00", "²⁰25-03-17"]
)
def test_other_dates_are_refused_with_an_example(given: str) -> None:
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        parse_date(given)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("in/2025-03-17-talks.txt", "2025-03-17"),
        ("2025-03-17.txt", "2025-03-17"),
        ("2025-03-17_talks.md", "2025-03-17"),
        ("2025-13-17-talks.txt", None),
        ("talks-2025-03-17.txt", None),
        ("2025-03-171.txt", None),
        ("2025-03-17-2025-03-19.txt", None),
        ("2025-03-17/talks.txt", None),
        ("-", None),
    ],
)
def test_a_file_name_states_a_day_only_where_it_begins_with_one(name: str, day: str | None) -> None:
    assert date_in_name(name) == day
