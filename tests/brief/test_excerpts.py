"""Short excerpts: honest about what was quoted and what was denied."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from negotiable.brief.excerpts import excerpt, words_of


def cut(text: str, width: int, *, quoted: str = "", topic: tuple[str, ...] = ()) -> str:
    spans = ((text.index(quoted), text.index(quoted) + len(quoted)),) if quoted else ()
    return excerpt(words_of(text, ((0, len(text)),), spans, topic), width)


def test_a_short_statement_is_given_whole() -> None:
    assert cut("“We stay.”", 40, quoted="“We stay.”") == "“We stay”"
    assert cut("the river was open,", 40) == "the river was open"


def test_only_quoted_words_stand_in_quotation_marks() -> None:
    text = "Morvane to pull back “every gun and every battery” from the bank"
    assert cut(text, 44, quoted="“every gun and every battery”") == "Morvane to pull back “every gun and every…”"
    assert cut(text, 32, quoted="“every gun and every battery”") == "…“every gun and every battery”…"
    assert "“" not in cut("Morvane was to pull back every gun that it had from the bank by Friday", 30)


def test_single_and_straight_marks_are_shown_as_curly_ones() -> None:
    assert cut("'The door is open'", 40, quoted="'The door is open'") == "“The door is open”"
    assert cut("\"It's the workers' table\"", 40, quoted="\"It's the workers' table\"") == "“It's the workers' table”"


def test_a_denial_is_never_cut_off() -> None:
    text = "his army would not accept any limit on the number of its guns in the valley"
    for width in range(12, 76):
        shown = cut(text, width, topic=("guns",))
        assert "accept" not in shown or "not accept" in shown, shown


def test_a_denial_reaches_past_and_or_and_commas() -> None:
    text = "his country would not sign the paper, give up its guns or recognise the border in the valley"
    for width in range(12, 90):
        shown = cut(text, width, topic=("border", "recog"))
        assert "not" in shown or not {"give", "recognise", "sign"} & set(shown.strip("…").split()), shown


def test_pieces_of_an_interrupted_quotation_are_parted() -> None:
    text = "“The valley,” Drenn said, “belongs to us.”"
    pieces = ((0, 13), (26, len(text)))
    assert excerpt(words_of(text, pieces, pieces), 60) == "“The valley, … belongs to us”"


@given(st.text(max_size=400), st.integers(8, 120))
def test_any_text_gives_a_balanced_line(text: str, width: int) -> None:
    spans = ((0, len(text)),)
    shown = excerpt(words_of(text, spans, spans if len(text) % 2 else ((0, len(text) // 2),)), width)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u202e\u2066" for c in shown)
    assert shown.count("“") == shown.count("”")


def test_a_statement_without_an_end_costs_little() -> None:
    assert len(cut("never " * 200_000, 40)) <= 60
    assert len(cut("x" * 2_000_000, 40)) <= 70
