"""Paragraph numbers, addresses, and cutting a text under overlapping marks."""

from brief.builder import TEXT
from hypothesis import given
from hypothesis import strategies as st

from negotiable.brief.passages import Passages
from negotiable.terms import Report

ODD = "One “two” three.\n\n  Four 😀 five — six.\r\nSeven\u2028eight nine."


def passages(text: str = TEXT, *, several: bool = False) -> Passages:
    return Passages(Report("x.txt", text), "r1", several=several)


def test_a_cite_names_paragraph_and_report() -> None:
    start = TEXT.index("General")
    assert passages().cite("s1", ((start, start + 5),)).ref == "¶3"
    assert passages(several=True).cite("s1", ((start, start + 5),)).ref == "r1 ¶3"
    assert passages().cite("s1", ((0, start + 5),)).ref == "¶1–3"


def test_an_address_is_safe_in_html_and_css() -> None:
    assert passages().cite('s"> {x}', ((0, 3),)).key == "r1-s-x-"


def test_spans_outside_the_text_are_left_out() -> None:
    cite = passages("short").cite("s0", ((0, 3), (4, 99), (3, 3), (-2, 1)))
    assert cite.spans == ((0, 3),)


spans = st.lists(st.tuples(st.integers(0, len(ODD)), st.integers(0, len(ODD))).map(sorted).map(tuple), max_size=8)


@given(spans)
def test_segments_lose_nothing_and_mark_exactly_the_passages(found: list[tuple[int, int]]) -> None:
    here = passages(ODD)
    cites = [here.cite(f"s{n}", (span,)) for n, span in enumerate(found)]
    cut = here.segments(cites)
    assert ["".join(s.text for s in segments) for segments in cut] == [ODD[a:b] for a, b in here.paragraphs]
    for cite in cites:
        marked = {s.start + i for segments in cut for s in segments if cite.key in s.keys for i in range(len(s.text))}
        wanted = {i for a, b in cite.spans for i in range(a, b) if any(p <= i < q for p, q in here.paragraphs)}
        assert marked == wanted


def test_each_passage_opens_once() -> None:
    here = passages()
    cites = [here.cite("s0", ((0, 60), (70, 300))), here.cite("s1", ((10, 30),))]
    opened = [key for segments in here.segments(cites) for s in segments for key in s.opens]
    assert opened == ["r1-s0", "r1-s1"]
