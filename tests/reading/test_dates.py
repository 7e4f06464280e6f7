"""Dates named in a text, counted from the day of publication (17 March 2025, a Monday)."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiable.reading.events.dates import find_dates

MONDAY = "2025-03-17"
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")


@pytest.mark.parametrize(
    ("text", "named", "value"),
    [
        ("The envoys will meet tomorrow.", "tomorrow", "2025-03-18"),
        ("They met yesterday in Vasland.", "yesterday", "2025-03-16"),
        ("Shells fell overnight.", "overnight", "2025-03-16/2025-03-17"),
        ("Nine boats were seized on Sunday night.", "Sunday night", "2025-03-16"),
        ("The council met on Monday.", "Monday", "2025-03-17"),
        ("The union will vote on Friday.", "Friday", "2025-03-21"),
        ("The union voted on Friday.", "Friday", "2025-03-14"),
        ("Talks are due to open in Vasport on Wednesday", "Wednesday", "2025-03-19"),
        ("Next Tuesday the ferry crews go back.", "Next Tuesday", "2025-03-18"),
        ("ministers gathered over the weekend", "over the weekend", "2025-03-15/2025-03-16"),
        ("the deal signed last week", "last week", "2025-03-10/2025-03-16"),
        ("the fire last month", "last month", "2025-02"),
        ("the truce of last year", "last year", "2024"),
        ("they clashed last night", "last night", "2025-03-16"),
        ("a pact struck last autumn", "last autumn", "2024-09/2024-11"),
        ("a pact struck last August", "last August", "2024-08"),
        ("agreed in May last year", "May last year", "2024-05"),
        ("two weeks ago the port reopened", "two weeks ago", "2025-03-03/2025-03-09"),
        ("In 2014 war broke out", "2014", "2014"),
        ("raids in recent weeks", "in recent weeks", "2025-02-24/2025-03-17"),
        ("Earlier in the week he met them", "Earlier in the week", "2025-03-17/2025-03-23"),
        ("raids in the past two weeks", "in the past two weeks", "2025-03-03/2025-03-17"),
        ("it was signed on 5 May 2016", "5 May 2016", "2016-05-05"),
        ("it was signed on May 5, 2016", "May 5, 2016", "2016-05-05"),
        ("the crews walked out on January 6", "January 6", "2025-01-06"),
        ("a hearing will be held on April 2", "April 2", "2025-04-02"),
        ("they must pay by the end of June", "June", "2025-06"),
        ("they met in December", "December", "2024-12"),
        ("war broke out in 2014", "2014", "2014"),
        ("closed since 2011", "2011", "2011/2025-03-17"),
        ("earlier this month it was lifted", "this month", "2025-03"),
        ("the summit of 7-8 April 2025", "7-8 April 2025", "2025-04-07/2025-04-08"),
        ("dated 2025-02-03", "2025-02-03", "2025-02-03"),
    ],
)
def test_a_date_is_found_and_resolved(text: str, named: str, value: str) -> None:
    (mention,) = find_dates(text, MONDAY)
    assert (text[mention.start : mention.end], mention.value) == (named, value)


def test_words_that_only_look_like_dates_are_left_alone() -> None:
    assert find_dates("Sarah May said they may march on. It sold 2014 boats.", MONDAY) == ()


def test_without_a_day_of_publication_only_full_dates_resolve() -> None:
    values = [m.value for m in find_dates("Signed on 5 May 2016, broken in 2018, mended last week on Sunday.", None)]
    assert values == ["2016-05-05", "2018", None, None]


def test_a_day_that_does_not_exist_has_no_value() -> None:
    assert [m.value for m in find_dates("on 30 February 2024", MONDAY)] == [None]


def test_a_leap_day_is_carried_into_other_years() -> None:
    assert [m.value for m in find_dates("They met two years ago.", "2024-02-29")] == ["2022"]
    assert [m.value for m in find_dates("It ended on February 29.", "2024-03-05")] == ["2024-02-29"]


words = st.sampled_from(
    [
        "on",
        "in",
        "since",
        "last",
        "next",
        "this",
        "May",
        "March",
        "5",
        "31",
        "2014",
        "Sunday",
        "week",
        "weekend",
        "over",
        "the",
        "two",
        "ago",
        "until",
        "will",
        "met",
        ".",
        ",",
        "night",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(words).map(" ".join)), st.one_of(st.none(), st.dates().map(str), st.text(max_size=12)))
def test_any_text_gives_spans_in_bounds_and_iso_values(text: str, published: str | None) -> None:
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.value is None or ISO.fullmatch(mention.value)
        end = mention.end


def test_a_day_that_lies_close_ahead_is_not_put_a_year_back() -> None:
    values = [m.value for m in find_dates("The board said a meeting will be held on April 20.", MONDAY)]
    assert values == ["2025-04-20"]
    assert [m.value for m in find_dates("Both agreed that the summit on May 15 is the last one.", MONDAY)] == ["2025-05-15"]
