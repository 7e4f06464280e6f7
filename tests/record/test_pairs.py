"""Pairs follow the codes as they are now; what a person says of a pair beats them; nothing is lost."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from brief.builder import Builder, talks

from negotiable.coding.conflicts_again import conflicts_again
from negotiable.errors import BadRecord
from negotiable.record import Record
from negotiable.record.descriptions import assign
from negotiable.record.pairs import follow_people
from negotiable.record.steps import redo, step, undo
from negotiable.terms import Conflict

ANN, BEN = "person:ann", "person:ben"
QUAY = (
    "Mayor Tilda Orsk said Varn would offer the northern quay to the Sell fishing fleet. "
    "Captain Bo Hallen said Sell would refuse the northern quay from Varn. "
    "The harbour office said the ferry was late on Monday."
)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "quay.db"), create=True)
    b = Builder(QUAY, location="quay.txt")
    orsk, hallen = b.actor("Tilda Orsk", "Varn"), b.actor("Bo Hallen", "Sell")
    offer = b.said(orsk, "Varn would offer the northern quay to the Sell fishing fleet", issue="trade", stance="offer")
    refusal = b.said(hallen, "Sell would refuse the northern quay from Varn", issue="trade", stance="refuse")
    b.said(b.actor("harbour office", "Varn", kind="body"), "the ferry was late on Monday", stance="none")
    b.conflicts.append(Conflict((offer, refusal), "trade", "an offer meets a refusal", 0.6))
    record.add(b.build(), "r1")
    return record


def ids(record: Record) -> list[str]:
    return [i for (i,) in record.connection.execute("SELECT id FROM statement WHERE review <> 'rejected' ORDER BY position, n")]


def table(record: Record) -> list[tuple[Any, ...]]:
    return record.connection.execute(
        "SELECT a.quote, b.quote, c.issue, c.why, c.confidence, c.found, c.gone, c.was FROM conflict c "
        "JOIN statement a ON a.n = c.one JOIN statement b ON b.n = c.other ORDER BY 1, 2"
    ).fetchall()


def states(record: Record) -> list[tuple[str, str | None]]:
    return [row[5:7] for row in table(record)]


def held(record: Record) -> list[set[str]]:
    """The pairs of the reading, of the view and of the brief are the same."""
    (reading,) = record.readings()
    view = record.connection.execute("SELECT statement, other_statement FROM conflicts").fetchall()
    assert sorted(sorted(one.between) for one in reading.conflicts) == sorted(sorted(pair) for pair in view)
    return [set(pair) for pair in view]


def test_a_pair_whose_stances_no_longer_oppose_is_withdrawn_and_comes_back(record: Record) -> None:
    before, (offer, refusal, _) = table(record), ids(record)
    says_nothing_on_the_pair: tuple[dict[str, str], ...] = ({"review": "accepted"}, {"firmness": "wish"})
    for codes in says_nothing_on_the_pair:
        record.code(offer, ANN, codes)
        assert table(record) == before
    record.code(refusal, ANN, {"stance": "support"})
    assert held(record) == [] and states(record) == [("reading", "codes")]
    record.code(refusal, ANN, {"stance": "demand", "issue": "security", "speaker": "tilda-orsk"})
    assert held(record) == [] and states(record) == [("reading", "codes")]  # nobody contradicts themselves here
    for _ in range(2):
        record.undo(refusal, ANN)
    assert table(record) == before and held(record) == [{offer, refusal}]
    record.code(refusal, ANN, {"issue": "process"})
    assert held(record) == [{offer, refusal}]
    (row,) = table(record)
    assert row[3] != "an offer meets a refusal" and "an offer meets a refusal" in row[7]  # as found first, beside as it is now


def test_a_new_opposition_is_found_anew_and_goes_with_its_cause(record: Record) -> None:
    before, (_, refusal, built) = table(record), ids(record)
    with step(record, ANN):
        record.code(built, ANN, {"stance": "support", "issue": "trade"})
    assert {refusal, built} in held(record) and ("correction", None) in states(record)
    (reading,) = record.readings()
    assert [one.why.endswith("(found after a correction)") for one in reading.conflicts] == [False, True]
    undo(record, ANN)
    assert table(record) == before
    redo(record, ANN)
    record.code(built, ANN, {"review": "rejected"})
    assert table(record) == before


def test_rejecting_adding_splitting_and_joining_move_pairs(record: Record) -> None:
    before, (offer, refusal, built) = table(record), ids(record)
    record.code(offer, ANN, {"review": "rejected"})
    assert held(record) == [] and states(record) == [("reading", "rejected")]
    record.undo(offer, ANN)
    at, start = QUAY.index("late on Monday"), QUAY.index("northern quay")
    codes = {"content": [[start, start + 30]], "speaker": "harbour-office", "stance": "support", "issue": "trade"}
    added = record.add_statement(record.page().statements[0].report, ANN, codes)
    assert any(added in pair for pair in held(record))
    record.code(added, ANN, {"review": "rejected"})
    assert table(record) == before
    parts = [((at - 14, at),), ((at, at + 14),)]
    with step(record, ANN):
        record.split(built, ANN, parts)
    undo(record, ANN)
    assert table(record) == before
    record.join([refusal, built], ANN)
    assert held(record) == [{offer, refusal}]


def test_the_side_decides_too(record: Record) -> None:
    _, refusal, _ = ids(record)
    record.code(refusal, ANN, {"party": "Varn"})
    hallen = next(one for one in record.actors() if one.name == "Bo Hallen")
    one_side = [row[4] for row in table(record)]
    record.undo(refusal, ANN)
    with step(record, ANN):
        assign(record, hallen.n, "Varn", ANN)
    assert [row[4] for row in table(record)] == one_side and one_side != [0.6]
    undo(record, ANN)
    assert [row[4] for row in table(record)] == [0.6]


def test_what_a_person_says_of_a_pair_beats_the_codes(record: Record) -> None:
    before, (offer, refusal, built) = table(record), ids(record)
    with step(record, ANN):
        record.judge_pair(refusal, offer, False, ANN)
    assert held(record) == [] and states(record) == [("reading", "person")]
    record.code(refusal, ANN, {"issue": "process"})
    assert held(record) == []
    record.undo(refusal, ANN)
    with step(record, BEN):
        record.judge_pair(refusal, offer, True, BEN)  # the later word holds
    record.code(refusal, ANN, {"stance": "support"})
    assert {offer, refusal} in held(record) and ("reading", None) in states(record)
    record.undo(refusal, ANN)
    undo(record, BEN)
    assert held(record) == []
    undo(record, ANN)
    assert table(record) == before
    record.judge_pair(offer, built, True, ANN)
    assert {offer, built} in held(record) and ("person", None) in states(record)
    record.code(built, ANN, {"review": "rejected"})
    assert held(record) == [{offer, refusal}]
    with pytest.raises(BadRecord, match="two statements of one report"):
        record.judge_pair(offer, "nowhere", True, ANN)


def test_a_new_reading_keeps_what_people_said(record: Record) -> None:
    offer, refusal, built = ids(record)
    (reading,) = record.readings()
    record.code(built, ANN, {"stance": "support", "issue": "trade"})
    record.judge_pair(offer, refusal, False, ANN)
    before = table(record)
    record.add(reading, "r2")
    assert table(record) == before


def test_a_long_text_is_looked_at_around_the_statement_only() -> None:
    found = []
    for gap in ("", "Nothing else was said that day. " * 3_000):
        b = Builder(gap + QUAY + gap)
        b.said(b.actor("Tilda Orsk", "Varn"), "Varn would offer the northern quay", issue="trade", stance="offer")
        b.said(b.actor("Bo Hallen", "Sell"), "Sell would refuse the northern quay", issue="trade", stance="refuse")
        found.append(conflicts_again(b.build(), {"s1"}))
        assert conflicts_again(b.build(), {"nobody"}) == []
    assert found[0] == found[1] and found[0][0].between == ("s0", "s1")
    (own,) = conflicts_again(replace(b.build(), codebook="harbours@1"), {"s1"})  # a codebook that is not at hand
    assert own.between == ("s0", "s1") and own.issue == "trade"


def test_reviews_older_than_the_pairs_count_at_the_next_opening(record: Record) -> None:
    _, refusal, _ = ids(record)
    record.code(refusal, ANN, {"stance": "support"})
    after = table(record)
    record.connection.execute("UPDATE conflict SET gone = NULL, was = NULL, found = 'reading', why = 'an offer meets a refusal'")
    follow_people(record.connection)
    assert table(record) == after


def test_undo_brings_back_the_same_pairs_though_they_compete_for_a_place(tmp_path: Path) -> None:
    with Record(str(tmp_path / "talks.db"), create=True) as record:
        record.add(talks(), "r1")
        said = [i for (i,) in record.connection.execute("SELECT id FROM statement ORDER BY n")]
        record.code(said[1], ANN, {"stance": "support", "issue": "territory"})
        record.code(said[4], ANN, {"stance": "demand", "issue": "territory"})
        before = table(record)
        with step(record, ANN):
            record.code(said[3], ANN, {"review": "rejected"})
        assert table(record) != before
        undo(record, ANN)
        assert table(record) == before
