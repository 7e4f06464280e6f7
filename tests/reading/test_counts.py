"""The headline number of a clause."""

import pytest

from negotiable.reading.events.counts import headline_count, words_to_number


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the fleet fired 174 drones", 174),
        ("at least twelve people were hurt", 12),
        ("about 40,000 dockers stopped work", 40_000),
        ("three guards were held", 3),
        ("two guards were killed", 2),
        ("two villages were cut off", None),
        ("two dozen ships waited", 24),
        ("some 2.7 million refugees live there", 2_700_000),
        ("it froze £18bn of deposits", 18_000_000_000),
        ("a quarter of a million people fled", 250_000),
        ("the wage rises to $15", None),
        ("talks on Feb. 29 failed", None),
        ("a five-year-old war", None),
        ("the 2014 accord", None),
        ("for 10 days nobody spoke", None),
        ("one of the ships", None),
        ("", None),
    ],
)
def test_the_headline_number(text: str, count: int | None) -> None:
    found = headline_count(text, 0, len(text), 0)
    assert (found.value if found else None) == count


@pytest.mark.parametrize(
    ("text", "of", "hedge"),
    [
        ("the fleet fired 174 drones", "drones", None),
        ("at least twelve people were hurt", "people", "at least"),
        ("about 40,000 young dockers stopped work", "young dockers", "about"),
        ("more than two dozen ships waited", "ships", "more than"),
        ("it froze nearly £18bn of deposits", "GBP", "nearly"),
        ("24 was the number", None, None),
    ],
)
def test_what_is_counted_and_how_surely(text: str, of: str | None, hedge: str | None) -> None:
    found = headline_count(text, 0, len(text), 0)
    assert found and (found.of, found.hedge) == (of, hedge)


def test_number_words() -> None:
    assert words_to_number("two hundred and five") == 205
    assert words_to_number("forty-one thousand") == 41_000
    assert words_to_number("ships") is None
