"""Whatever a reading holds, a brief comes out of it: readings are made at random, sound or not."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from negotiable.brief.html import page
from negotiable.brief.terminal import render
from negotiable.terms import Actor, CodedReading, Conditional, Conflict, Doubt, Event, Report, Statement

texts = st.text(st.sampled_from("ab \n“”'\"<&\u202e\x1b😀\r.,?!¶"), max_size=120)
names = st.text(st.sampled_from("AB c<\u202e'"), max_size=8)
ids = st.sampled_from(["a", "b", "gone", "<i>"])
numbers = st.sampled_from(["s0", "s1", "s2", "gone"])
spans = st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130)), max_size=3).map(tuple)
issues = st.sampled_from([None, "territory", "other: <b>", "", "other:"])
dates = st.sampled_from([None, "2031", "2031-05", "2031-05-12", "2031-05-01/2031-06", "x/y", "/"])

statements = st.builds(
    Statement, id=numbers, source=spans, cue=spans, content=spans,
    kind=st.sampled_from(["direct", "mixed", "indirect"]), mode=st.sampled_from(["speech", "attitude"]),
    speaker=st.none() | ids, relayed_by=st.none() | ids, continues=st.none() | numbers, confidence=st.floats(0, 1), issue=issues,
    stance=st.sampled_from(["support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none"]),
    target=st.none() | ids, firmness=st.sampled_from([None, "red-line", "wish"]), said_on=dates,
)  # fmt: skip
events = st.builds(
    Event, id=st.sampled_from(["e0", "e1"]), span=spans, type=names, actors=st.tuples(ids), places=st.tuples(names),
    count=st.none() | st.integers(), date=dates, status=st.sampled_from(["past", "planned"]), according_to=st.none() | numbers,
)  # fmt: skip


def actor(identifier: str) -> st.SearchStrategy[Actor]:
    party = st.none() | names
    return st.builds(
        Actor, id=st.just(identifier), name=names, kind=st.sampled_from(["person", "body"]), party=party, mentions=spans
    )


readings = st.builds(
    CodedReading,
    report=st.builds(Report, location=names, text=texts, title=st.none() | names, published=dates, language=names),
    codebook=st.sampled_from(["talks@1.0", "mine", "", "../x"]),
    actors=st.tuples(actor("a"), actor("b")),
    statements=st.lists(statements, max_size=4, unique_by=lambda one: one.id).map(tuple),
    conditionals=st.lists(
        st.builds(Conditional, st.none() | numbers, st.sampled_from(["threat", "prediction"]), spans, spans), max_size=2
    ).map(tuple),
    events=st.lists(events, max_size=2, unique_by=lambda one: one.id).map(tuple),
    conflicts=st.lists(st.builds(Conflict, st.tuples(numbers, numbers), issues, names), max_size=3).map(tuple),
    doubts=st.lists(st.builds(Doubt, spans, names), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(readings, max_size=3), st.sampled_from([60, 100, 160]))
def test_a_brief_comes_out(coded: list[CodedReading], width: int) -> None:
    text = render(coded, width=width, colour=False)
    assert "\x1b" not in text and "\u202e" not in text
    assert all(len(line) <= width for line in text.replace("😀", "xx").splitlines())
    root = lxml_html.document_fromstring(page(coded))
    ids = [one.get("id") for one in root.iter() if one.get("id") is not None]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in root.iter("a")} <= set(ids)
