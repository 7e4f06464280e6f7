"""The words of a brief."""

import pytest

from negotiable.brief.words import clean, counted, day


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        (None, ""),
        ("2031-05-12", "12 May 2031"),
        ("2031-05", "May 2031"),
        ("2031", "2031"),
        ("2031-05-10/2031-05-11", "10–11 May 2031"),
        ("2031-04-30/2031-05-01", "30 Apr – 1 May 2031"),
        ("soon", "soon"),
        ("2031-13-01", "2031"),
    ],
)
def test_days_in_words(iso: str | None, words: str) -> None:
    assert day(iso) == words


def test_the_year_can_be_left_out() -> None:
    assert day("2031-05-12", year=False) == "12 May"
    assert day("2030", year=False) == "2030"


def test_nothing_that_a_terminal_obeys_is_left() -> None:
    assert clean("a\x1b[31mb\u202ec\td\r\ne\x00") == "a�[31mbc d e�"


def test_numbers_agree_with_their_nouns() -> None:
    assert counted(1, "side") == "1 side"
    assert counted(1200, "side") == "1,200 sides"
