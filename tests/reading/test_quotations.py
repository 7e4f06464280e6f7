"""Quotation marks: pairs, apostrophes, unclosed ones, several paragraphs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations


def passages(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Oru said: “We will wait.”", ["“We will wait.”"]),
        ('Ms Oru said: "We will wait." He left.', ['"We will wait."']),
        ("She said 'it's a deal', he left.", ["'it's a deal'"]),
        ("He called it ‘the miners’ victory’ today.", ["‘the miners’ victory’"]),
        ("the workers' strike and the owners' reply", []),
        ("In the '90s she wrote 'never again'.", ["'never again'"]),
        ("“They told me ‘go home’ and I went,” he said.", ["“They told me ‘go home’ and I went,”"]),
        ("«We accept», said the envoy.", ["«We accept»"]),
        ('A stray " mark', ['" mark']),
        ('"One," he said. "Two," he said.', ['"One,"', '"Two,"']),
    ],
)
def test_pairs_of_marks(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    found = quotations("He said: “We wait.\nThe other side left.")
    assert [(q.end, q.closed) for q in found] == [(18, False)]


def test_a_reopened_quotation_continues_the_open_one() -> None:
    found = quotations("He said: “We wait.\n“We can wait long.” She nodded.")
    assert [(q.closed, q.continues) for q in found] == [(False, False), (True, True)]


def test_a_closed_quotation_is_not_continued() -> None:
    assert [q.continues for q in quotations("“We wait.”\n“They left.”")] == [False, False]


def test_lines_of_a_wrapped_mail_are_one_paragraph() -> None:
    line = "the delegation of the southern provinces kept on waiting for an answer\n"
    text = line * 8 + "that never came.\n\n" + "It was over."
    assert len(paragraphs(text)) == 2


@given(st.text(alphabet="ab \n'\"“”‘’«».,s", max_size=200))
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for q in quotations(text):
        assert end <= q.start < q.end <= len(text)
        end = q.end


@pytest.mark.parametrize("mark", ['"', "'", "“", "” ", " '", " “a", "'s "])
def test_a_hundred_thousand_marks_take_linear_time(mark: str) -> None:
    began = time.process_time()
    quotations(mark * 100_000)
    assert time.process_time() - began < 5
