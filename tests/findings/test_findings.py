"""What moved, what softened, who contradicts whom across reports, and the charts of it."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from brief.builder import Builder

from negotiable.findings.charts import network_chart, positions_chart
from negotiable.findings.contradictions import contradictions
from negotiable.findings.finding import Cited, Finding
from negotiable.findings.networks import one_mode, two_mode
from negotiable.findings.positions import Track, moved, red_lines, silent, speakers, timeline, tracks
from negotiable.findings.uses import uses_of
from negotiable.record import Filters, Record

SAID = [
    ("2031-05-01", "Ilsa Maren", "Kestria", "“the crossing at Old Brask stays shut for good”", "borders", "refuse", "red-line"),
    ("2031-05-03", "Pavo Drenn", "Morvane", "“the crossing at Old Brask has to open this spring”", "borders", "support", None),
    ("2031-05-20", "Ilsa Maren", "Kestria", "“we can talk about hours when people may pass”", "borders", "offer", None),
    (
        "2031-05-21",
        "Pavo Drenn",
        "Morvane",
        "“no soldier of ours goes back behind the river”",
        "withdrawal",
        "refuse",
        "red-line",
    ),
    (
        "2031-05-28",
        "Pavo Drenn",
        "Morvane",
        "“our soldiers stay where they stand, on the river”",
        "withdrawal",
        "refuse",
        "red-line",
    ),
    ("2031-05-28", "Olan Pike", "Ferrymen", "“we want our boats back before anything <else>”", "withdrawal", "demand", None),
]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "talks.db"), create=True)
    for n, (day, name, party, words, issue, stance, firmness) in enumerate(SAID):
        b = Builder(f"Report {n}. {name} said {words}.", location=f"{n}.txt", published=day)
        b.said(b.actor(name, party, role="envoy"), words, issue=issue, stance=stance, firmness=firmness, kind="direct")
        record.add(b.build(), "r1")
    return record


@pytest.fixture
def track(record: Record) -> Track:
    return tracks(record)


def test_positions_over_time(track: Track) -> None:
    assert [(one.day, one.stance) for one in track["Kestria", "borders"]] == [("2031-05-01", "refuse"), ("2031-05-20", "offer")]


def test_what_moved_since_a_day(track: Track) -> None:
    (found,) = moved(track, "2031-05-10")
    assert found.text == "Kestria on borders: refuse as a red line (2031-05-01), offer (2031-05-20)"
    assert [one.quote for one in found.cites] == [SAID[0][3], SAID[2][3]]
    assert list(moved(track, "2031-05-02")) != [] and list(moved(track, "2032-01-01")) == []


def test_red_lines(track: Track) -> None:
    told = {found.cites[0].party: found.text for found in red_lines(track)}
    assert told["Kestria"].endswith("later offer (2031-05-20)")
    assert told["Morvane"].endswith("repeated 1 times, last 2031-05-28")


def test_a_crossed_red_line_is_told_as_such_with_both_quotations() -> None:
    def cited(n: int, day: str, stance: str, quote: str, firmness: str | None = None) -> Cited:
        return Cited(str(n), day, "Ilsa Maren", "Kestria", "borders", stance, firmness, quote, f"r{n}")

    line = cited(0, "2031-05-01", "refuse", "“the crossing at Old Brask stays shut for good”", "red-line")
    hours = cited(1, "2031-05-02", "offer", "“we can talk about fishing rights”")
    other = cited(2, "2031-05-03", "refuse", "“never will foreign trucks use the harbour road”", "red-line")
    opens = cited(3, "2031-05-20", "support", "“opening the harbour road to trucks of others is right”")
    (found,) = red_lines({("Kestria", "borders"): [line, hours, other, opens]})
    assert found.text == "Kestria on borders: a red line, refuse as a red line (2031-05-03); crossed by support (2031-05-20)"
    assert found.cites == (other, opens)
    for kept in (
        [line, hours],  # about something else: softened at most
        [other, replace(opens, stance="demand")],
        [other, replace(opens, day="2031-05-03")],
        [replace(other, stance="demand"), opens],
        [opens, replace(other, day="2031-05-21")],
    ):
        (found,) = red_lines({("Kestria", "borders"): kept})
        assert "crossed" not in found.text


def test_contradictions_across_reports(track: Track) -> None:
    (found,) = contradictions(track)
    assert {one.quote for one in found.cites} == {SAID[0][3], SAID[1][3]}


def test_silence_and_speakers(record: Record, track: Track) -> None:
    told = {(found.text.partition(":")[0], found.text) for found in silent(track)}
    assert ("Ferrymen", "Ferrymen: no stance reported on borders, which 2 others speak of") in told
    assert speakers(record)["Morvane"] == [("Pavo Drenn", "envoy", 3)]


def test_timeline(record: Record) -> None:
    days = [day for day, *_ in timeline(record)]
    assert days == sorted(days) and len(days) == 4
    assert len(timeline(record, Filters(since="2031-05-21"))) == 2


def test_a_finding_cites() -> None:
    with pytest.raises(ValueError, match="nothing is cited"):
        Finding("moved", "somebody moved", ())


def test_charts_are_valid_and_escaped(record: Record, track: Track) -> None:
    chart = positions_chart("<b>&", {party: those for (party, issue), those in track.items() if issue == "withdrawal"})
    root = ElementTree.fromstring(chart)
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}rect")) == 1 + 2 and len(root.findall(f"{space}circle")) == 1
    assert "<else>" not in chart and "<b>" not in chart
    uses = list(uses_of(record))
    for network in (two_mode(uses), one_mode(uses, aggregation="subtract"), one_mode([])):
        drawn = ElementTree.fromstring(network_chart(network))
        assert len(drawn.findall(f"{space}line")) == len(list(network.edges()))
    ElementTree.fromstring(positions_chart("nothing", {}))
