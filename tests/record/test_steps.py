"""Deeds are taken back as a whole, also over several statements; conditions, names and sides are said by people, too."""

from pathlib import Path
from typing import Any

import pytest
from brief.builder import Builder, talks

from negotiable.errors import BadRecord
from negotiable.record import Filters, Listed, Record, scenarios
from negotiable.record.conditions import CONDITION
from negotiable.record.connection import connect
from negotiable.record.deeds import deeds
from negotiable.record.descriptions import assign, descriptions, rename
from negotiable.record.migrations import migrate
from negotiable.record.steps import redo, statements_of, step, undo

ANN, BEN = "person:Ann", "person:Ben"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "talks.db"), create=True)
    record.add(talks(), "r1")
    return record


def the(record: Record, words: str) -> Listed:
    return next(one for one in record.page(limit=99).statements if words in one.quote)


def test_undo_goes_deed_by_deed_over_statements_and_a_split_is_one_deed(record: Record) -> None:
    before = states(record)
    one, other = the(record, "never give it away"), the(record, "belongs to those")
    (start, end) = one.content[0]
    middle = start + one.quote.index("\n")
    with step(record, ANN) as done:
        record.code(other.id, ANN, {"stance": "refuse"})
    first = done[0]
    with step(record, ANN) as done:
        parts = record.split(one.id, ANN, [((start, middle),), ((middle + 1, end),)])
    with step(record, BEN):
        record.code(other.id, BEN, {"issue": None})
    after = states(record)
    assert statements_of(record, done[0], ANN) == ([parts[1], parts[0]], True)
    assert undo(record, ANN) == done[0]
    assert the(record, "never give it away").quote == one.quote
    assert undo(record, ANN) == first
    assert undo(record, ANN) is None
    assert undo(record, BEN)
    assert states(record) == before
    assert [redo(record, ANN), redo(record, ANN), redo(record, ANN)] == [first, done[0], None]
    assert redo(record, BEN)
    assert states(record) == after


def states(record: Record) -> dict[str, Any]:
    query = "SELECT id, quote, stance, issue, live, review FROM statement WHERE withdrawn = 0"
    return {row[0]: row[1:] for row in record.connection.execute(query)}


def test_an_addition_that_is_taken_back_is_as_if_it_had_not_been_but_for_the_log(record: Record) -> None:
    before, report = states(record), the(record, "belongs to those").report
    codes = {"content": [[0, 6]], "stance": "refuse", "issue": "territory", "review": "accepted"}
    with step(record, ANN) as done:
        added = record.add_statement(report, ANN, codes)
    with_it = states(record)
    undo(record, ANN)
    assert states(record) == before and statements_of(record, done[0], ANN) == ([], False)
    assert not record.page(Filters(review="rejected")).statements
    with pytest.raises(BadRecord, match="add it again"):
        record.code(added, BEN, {"review": "accepted"})
    (deed,) = deeds(record.connection)
    assert not deed.holds and {line.name for line in deed.lines} == {"Envoys"}
    record.add(talks(), "r2")  # a later reading does not bring it back, nor takes it for what it finds there
    assert states(record) == before
    redo(record, ANN)
    assert states(record) == with_it
    with step(record, BEN):
        record.code(added, BEN, {"stance": "support"})
    undo(record, ANN)
    assert states(record)[added][-1] == "rejected"  # others coded it since: it is this coder's word against theirs
    redo(record, ANN)
    undo(record, BEN)
    undo(record, ANN)
    record.add_statement(report, BEN, codes)
    assert states(record)[added][-2:] == (1, "corrected")


def test_after_a_new_deed_there_is_nothing_to_redo(record: Record) -> None:
    one = the(record, "belongs to those")
    with step(record, ANN):
        record.code(one.id, ANN, {"stance": "refuse"})
    undo(record, ANN)
    with step(record, ANN):
        record.code(one.id, ANN, {"stance": "demand"})
    assert redo(record, ANN) is None
    second = undo(record, ANN)
    assert (redo(record, ANN), redo(record, ANN)) == (second, None)  # the first one is passed for good
    with step(record, ANN) as done:
        pass
    assert done == []


def test_a_deed_that_fails_in_the_middle_leaves_nothing(record: Record) -> None:
    one = the(record, "belongs to those")
    before = record.fingerprint()
    with pytest.raises(BadRecord), step(record, ANN):
        record.code(one.id, ANN, {"stance": "refuse"})
        record.code(one.id, ANN, {"stance": "angry"})
    assert record.fingerprint() == before


def test_a_condition_is_a_code_like_others(record: Record) -> None:
    b = Builder()
    report = the(record, "every gun").report

    def kinds() -> set[Any]:
        return {(c.kind, c.condition) for c in record.reading(report).conditionals}

    found = kinds()
    threat, plain = the(record, "will close the crossing"), the(record, "every gun")
    with step(record, ANN):
        record.code(threat.id, ANN, {CONDITION: None})
    assert kinds() == set()
    undo(record, ANN)
    assert kinds() == found
    gun = [list(b.span("every gun"))]
    record.code(plain.id, ANN, {CONDITION: {"kind": "offer", "condition": gun, "consequence": gun}})
    assert kinds() == found | {("offer", b.spans("every gun"))}
    for wrong in (
        {"kind": "plea", "condition": gun, "consequence": gun},
        {"kind": "offer"},
        {"kind": "offer", "condition": [[1, 99999]]},
        "x",
    ):
        with pytest.raises(BadRecord):
            record.code(plain.id, ANN, {CONDITION: wrong})


def test_a_side_holds_in_its_days_and_under_a_coded_side(record: Record) -> None:
    later = talks(text=f"{Builder().text}\nIt rained.", published="2032-01-01", location="b")
    record.add(later, "r1")
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    own = the(record, "belongs to those")
    record.code(own.id, ANN, {"party": "Farmers"})
    assign(record, drenn.n, "Rebels", ANN, until="2031-12-31")
    query = "SELECT day, party FROM statement WHERE actor = ? AND id <> ?"

    def sides() -> set[tuple[str, str | None]]:
        return {(day[:4], party) for day, party in record.connection.execute(query, (drenn.n, own.id))}

    assert sides() == {("2031", "Rebels"), ("2032", "Morvane")}
    assert the(record, "belongs to those").party == "Farmers"
    assign(record, drenn.n, None, BEN)
    assert sides() == {("2031", None), ("2032", None)}
    record.add(later, "r2")  # a new reading keeps what people said
    assert sides() == {("2031", None), ("2032", None)}
    rename(record, drenn.n, "General Drenn", ANN)
    assert the(record, "his army").speaker == "General Drenn"
    assert [(d.variable, d.value, d.coder) for d in descriptions(record, drenn.n)] == [
        ("name", "General Drenn", ANN),
        ("party", None, BEN),
        ("party", "Rebels", ANN),
    ]
    for wrong in (
        lambda: assign(record, 999, "X", ANN),
        lambda: rename(record, drenn.n, " ", ANN),
        lambda: assign(record, drenn.n, "X", ANN, since="2032-01-01", until="2031-01-01"),
    ):
        with pytest.raises(BadRecord):
            wrong()


def test_a_list_of_what_a_coder_has_not_seen(record: Record) -> None:
    one = the(record, "belongs to those")
    record.code(one.id, ANN, {"review": "accepted"})
    ids = {s.id for s in record.page(Filters(without=ANN), order="random", limit=99).statements}
    assert ids == {s.id for s in record.page(limit=99).statements} - {one.id}
    record.code(the(record, "every gun").id, BEN, {"review": "rejected"})  # else ANN and BEN could not be found to disagree
    unseen = Filters(without=ANN)
    for order in ("random", "unsure", "newest"):
        found, after = list[str](), ""
        while after is not None:
            part = record.page(unseen, order=order, after=after or None, limit=2)
            found, after = [*found, *(s.id for s in part.statements)], part.after
        assert len(found) == len(ids) and set(found) == ids
    assert (record.count(unseen), record.count(unseen, most=3)) == (len(ids), 3)


def test_a_record_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    import sqlite3

    from negotiable.record.connection import APPLICATION

    path = str(tmp_path / "old.db")
    old = sqlite3.connect(path, isolation_level=None)
    old.execute(f"PRAGMA application_id = {APPLICATION}")
    migrate(old, to=1)
    old.close()
    connection = connect(path)
    assert connection.execute("SELECT count(*) FROM step").fetchone() == (0,)
    assert connection.execute("SELECT count_of, confidence FROM events, codings").fetchall() == []


def told(record: Record) -> Any:
    """All that people can change, as it holds."""
    names = record.connection.execute("SELECT a.key, lead.name FROM actor a JOIN actor lead ON lead.n = a.lead ORDER BY 1")
    said = record.connection.execute(
        "SELECT s.id, a.name, s.party, s.stance FROM statement s LEFT JOIN actor a ON a.n = s.actor ORDER BY 1"
    )
    return dict(names.fetchall()), said.fetchall(), scenarios.last(record)


def test_every_deed_is_taken_back_and_done_again(record: Record) -> None:
    record.add(talks(text=f"{Builder().text}\nIt rained.", published="2032-01-01", location="b"), "r1")
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    mine = the(record, "belongs to those")
    split_off = f"pavo drenn#{mine.report}"
    deeds = (
        lambda: record.merge("Pavo Drenn", "official", ANN),
        lambda: assign(record, drenn.n, "Rebels", ANN, until="2031-12-31"),
        lambda: rename(record, drenn.n, "General Drenn", ANN),
        lambda: record.part("pavo drenn", None, ANN, report=mine.report),
        lambda: assign(record, drenn.n, None, ANN),
        lambda: rename(record, drenn.n, "Pavo", ANN),
        lambda: record.part("pavo drenn", "official", ANN),
        lambda: record.code(mine.id, f"{ANN} (deciding)", {"stance": "refuse"}),
        lambda: scenarios.save(record, "scenario: 1", ANN),
        lambda: scenarios.save(record, "scenario: 2", ANN),
    )
    states = []
    for deed in deeds:
        states.append(told(record))
        with step(record, ANN, also=f"{ANN} (deciding)") as done:
            deed()
        assert done
    states.append(told(record))
    assert len({str(state) for state in states}) == len(states)
    for before in reversed(states[:-1]):
        assert undo(record, ANN)
        now = told(record)
        now[0].pop(split_off, None), before[0].pop(split_off, None)
        assert now == before
    assert undo(record, ANN) is None
    for after in states[1:]:
        assert redo(record, ANN)
        now = told(record)
        now[0].pop(split_off, None), after[0].pop(split_off, None)
        assert now == after
    assert redo(record, ANN) is None


def test_what_another_person_said_since_holds_when_a_deed_is_taken_back(record: Record) -> None:
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    with step(record, ANN):
        rename(record, drenn.n, "General Drenn", ANN)
    with step(record, BEN):
        rename(record, drenn.n, "Marshal Drenn", BEN)
    assert undo(record, ANN)
    assert the(record, "his army").speaker == "Marshal Drenn"
    assert undo(record, BEN)
    assert the(record, "his army").speaker == "Pavo Drenn"
    assert [(one.value, one.was, bool(one.back_at)) for one in descriptions(record, drenn.n)] == [
        ("Marshal Drenn", "General Drenn", True),
        ("General Drenn", "Pavo Drenn", True),
    ]


def test_parting_two_names_also_ends_what_made_them_one_through_a_third(record: Record) -> None:
    def same() -> set[str]:
        return set(next(one for one in record.actors() if "official" in one.names).names)

    third = next(one.name for one in record.actors() if one.name not in ("Pavo Drenn", "official"))
    record.merge("Pavo Drenn", "official", ANN)
    record.merge(third, "Pavo Drenn", ANN)
    assert same() == {third, "Pavo Drenn", "official"}
    record.part(third, "official", BEN)
    assert same() == {"official"}
    record.merge(third, "official", ANN)
    assert same() == {third, "Pavo Drenn", "official"}
