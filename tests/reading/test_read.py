"""Properties of the whole reading, for any text: spans inside it, the same answer twice, reports that do not mix."""

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiable.reading import read
from negotiable.terms import Reading, Report

TELLING = [
    *("said told he she it they who whose its their the a and of for to by according would not if".split()),
    *("Prime Minister President union spokeswoman talks offer strike ceasefire ministry Reuters citing".split()),
    *("Ana Ruiz Mr Holm Kestria Kestrian Norway's Northline (NRU) on Monday 12 accused rejected".split()),
    *([",", ".", "“", "”", '"', "'", "’s", ":", "—", "\n", "\n\n", "\r\n"]),
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(TELLING), max_size=80).map(" ".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200),
)


def check(reading: Reading) -> None:
    text = reading.report.text
    ids = {actor.id for actor in reading.actors}
    assert len(ids) == len(reading.actors)
    said = {attribution.id for attribution in reading.attributions}
    for attribution in reading.attributions:
        assert attribution.content
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)
        assert attribution.speaker is None or attribution.speaker in ids
        assert attribution.relayed_by is None or attribution.relayed_by in ids
        assert attribution.relayed_by is None or attribution.relayed_by != attribution.speaker
        assert attribution.continues is None or attribution.continues in said - {attribution.id}
    for actor in reading.actors:
        assert actor.name.strip()
        assert actor.party is None or actor.party.strip()
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_is_read_within_its_bounds_and_twice_the_same(text: str) -> None:
    report = Report("invented", text, published="2031-05-12")
    reading = read(report)
    check(reading)
    assert read(report) == reading


FIRST = (
    "KELMOUTH, May 3 (Reuters) - Norwegian Foreign Minister Ingrid Solvang said on Monday that the talks would go on. "
    "“We have time,” she said.\n"
)
SECOND = "The mayor of a small town was asked about the harbour. He said the ferries were late again.\n"


def test_a_pronoun_does_not_reach_into_the_report_before() -> None:
    other = FIRST.replace("Ingrid", "Erik").replace("she said", "he said")
    for rule in ("-----\n", "* * *\n", "\n=====\n\n"):
        reading = read(Report("invented", other + rule + SECOND))
        names = {actor.id: actor.name for actor in reading.actors}
        late = [a for a in reading.attributions if a.content[0][0] > len(other)]
        assert all(names.get(a.speaker or "") != "Erik Solvang" for a in late)


def test_a_new_dateline_begins_a_new_report() -> None:
    second = "PORT AVERIL, May 4 (AFP) - Ferries were late again on Tuesday. He was not surprised, he said at the quay.\n"
    reading = read(Report("invented", FIRST.replace("Ingrid", "Erik") + second))
    names = {actor.id: actor.name for actor in reading.actors}
    late = [a for a in reading.attributions if a.content[0][0] > len(FIRST)]
    assert all(names.get(a.speaker or "") != "Erik Solvang" for a in late)
