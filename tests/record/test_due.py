"""Who is who decides on pairs, too; a change that reaches many reports leaves most of them for later, and nothing is missed."""

from pathlib import Path
from typing import Any

import pytest
from brief.builder import Builder

from negotiable.record import Record, due
from negotiable.record.descriptions import assign
from negotiable.record.steps import redo, step, undo
from negotiable.terms import CodedReading, Conflict

ANN = "person:ann"
MANY = 5


def quay(n: int = 0) -> CodedReading:
    """A captain refuses what a mayor offers; the captain is named twice, and his mate speaks, too."""
    text = (
        "Mayor Tilda Orsk said Varn would offer the northern quay to the Sell fishing fleet. "
        "Captain Bo Hallen said Sell would refuse the northern quay from Varn. "
        f"The skipper said Sell would offer Varn the quay. It rained {n} times."
    )
    b = Builder(text, location=f"quay{n}.txt", published=f"2031-05-0{n + 1}")
    orsk, hallen, skipper = b.actor("Tilda Orsk", "Varn"), b.actor("Bo Hallen", "Sell"), b.actor("The skipper", None)
    offer = b.said(orsk, "Varn would offer the northern quay to the Sell fishing fleet", issue="trade", stance="offer")
    refusal = b.said(hallen, "Sell would refuse the northern quay from Varn", issue="trade", stance="refuse")
    other = b.said(skipper, "Sell would offer Varn the quay", issue="trade", stance="offer")
    b.conflicts += [
        Conflict((offer, refusal), "trade", "an offer meets a refusal", 0.6),
        Conflict((refusal, other), "trade", "they differ", 0.4),
    ]
    return b.build()


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "quay.db"), create=True)
    for n in range(MANY):
        record.add(quay(n), "r1")
    return record


def pairs(record: Record) -> list[tuple[Any, ...]]:
    return record.connection.execute(
        "SELECT a.id, b.id, c.issue, c.why, c.confidence, c.found, c.gone, c.was FROM conflict c "
        "JOIN statement a ON a.n = c.one JOIN statement b ON b.n = c.other ORDER BY 1, 2"
    ).fetchall()


def number(record: Record, name: str) -> int:
    return next(one.n for one in record.actors() if one.name == name)


def caught_up(record: Record) -> int:
    """How many reports were left for later; now they are done."""
    left = due.waiting(record.connection)
    assert [record.catch_up() for _ in range(left + 1)] == [True] * left + [False]
    return left


def test_two_names_of_one_speaker_do_not_contradict_each_other(tmp_path: Path) -> None:
    record = Record(str(tmp_path / "one.db"), create=True)
    record.add(quay(), "r1")
    before = pairs(record)
    assert [row[6] for row in before] == [None, None]
    with step(record, ANN):
        record.merge("Bo Hallen", "The skipper", ANN)
    merged = pairs(record)
    assert {row[3]: row[6] for row in merged}["they differ"] == "codes"
    assert sum(row[6] is None for row in merged) >= 1  # the mayor's offer and the captain's refusal
    undo(record, ANN)
    assert pairs(record) == before
    redo(record, ANN)
    assert pairs(record) == merged
    with step(record, ANN):
        record.part("Bo Hallen", "The skipper", ANN)
    assert pairs(record) == before


def test_a_report_that_means_somebody_else_by_a_name_has_two_speakers_again(tmp_path: Path) -> None:
    record = Record(str(tmp_path / "one.db"), create=True)
    record.add(quay(), "r1")
    before, (report,) = pairs(record), record.connection.execute("SELECT id FROM report").fetchone()
    record.merge("Bo Hallen", "The skipper", ANN)
    merged = pairs(record)
    with step(record, ANN):
        record.part("Bo Hallen", None, ANN, report=report)
    assert pairs(record) == before
    undo(record, ANN)
    assert pairs(record) == merged != before


def test_a_side_that_reaches_many_reports_leaves_their_pairs_for_later(record: Record) -> None:
    before, hallen = pairs(record), number(record, "Bo Hallen")
    refusals = [i for (i,) in record.connection.execute("SELECT id FROM statement WHERE stance = 'refuse' ORDER BY n")]
    record.code(refusals[0], ANN, {"review": "accepted"})
    record.code(refusals[1], ANN, {"party": "Harbour"})
    coded = pairs(record)

    def sides() -> list[str]:
        rows = record.connection.execute("SELECT party FROM statement WHERE actor = ? ORDER BY n", (hallen,))
        return [party for (party,) in rows]

    with step(record, ANN):
        assign(record, hallen, "Varn", ANN)
    assert sides() == ["Varn", "Harbour", "Varn", "Varn", "Varn"] and pairs(record) == coded
    assert caught_up(record) == MANY - 1  # a side that somebody coded stays
    one_side = pairs(record)
    assert one_side != coded
    assert record.connection.execute("SELECT party FROM opinion ORDER BY statement").fetchall() == [("Varn",), ("Harbour",)]
    undo(record, ANN)
    assert sides() == ["Sell", "Harbour", "Sell", "Sell", "Sell"] and caught_up(record) == MANY - 1
    assert pairs(record) == coded
    redo(record, ANN)
    caught_up(record)
    assert pairs(record) == one_side
    undo(record, ANN)
    for refusal in refusals[:2]:
        record.undo(refusal, ANN)
    caught_up(record)
    assert pairs(record) == before and sides() == ["Sell"] * MANY


def test_a_merge_that_reaches_many_reports_brings_the_side_that_people_gave(record: Record) -> None:
    before = pairs(record)
    assign(record, number(record, "Bo Hallen"), "Varn", ANN)
    caught_up(record)
    given = pairs(record)
    with step(record, ANN):
        record.merge("Bo Hallen", "The skipper", ANN)
    assert caught_up(record) == MANY
    assert record.connection.execute("SELECT DISTINCT party FROM statement").fetchall() == [("Varn",)]
    assert {row[6] for row in pairs(record) if row[3] == "they differ"} == {"codes"}
    undo(record, ANN)
    caught_up(record)
    assert pairs(record) == given != before


def test_in_a_report_that_comes_later_people_are_who_they_were_judged_to_be(record: Record) -> None:
    assign(record, number(record, "Tilda Orsk"), "Sell", ANN)
    record.merge("Bo Hallen", "The skipper", ANN)
    caught_up(record)
    alike = {row[3:8] for row in pairs(record)}
    record.add(quay(MANY), "r1")
    assert {row[3:8] for row in pairs(record)} == alike and "codes" in {row[6] for row in pairs(record)}


def test_what_a_stopped_program_left_is_there_when_the_record_is_opened_again(record: Record) -> None:
    assign(record, number(record, "Bo Hallen"), "Varn", ANN)
    record.close()
    with Record(record.path) as again:
        assert caught_up(again) == MANY
