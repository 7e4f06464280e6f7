"""A correction is one more coding: it beats the program, survives a new reading, and can be taken back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from brief.builder import Builder, talks
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiable.errors import BadRecord
from negotiable.record import Filters, Listed, Record
from negotiable.record.current import Act, current, effective
from negotiable.terms import Actor, CodedReading, Coding

ANN, BEN = "person:ann", "person:ben"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "talks.db"), create=True)
    record.add(talks(), "r1")
    return record


def the(record: Record, words: str) -> Listed:
    found = [one for one in record.page(limit=99).statements if words in one.quote]
    assert len(found) == 1, found
    return found[0]


def test_a_person_beats_the_program_and_the_last_person_the_one_before(record: Record) -> None:
    one = the(record, "belongs to those")
    assert (one.stance, one.review) == ("oppose", "proposed")
    record.code(one.id, ANN, {"stance": "refuse", "firmness": "red-line"})
    record.code(one.id, BEN, {"stance": "demand"})
    now = the(record, "belongs to those")
    assert (now.stance, now.firmness, now.issue, now.review) == ("demand", "red-line", "territory", "corrected")
    record.add_codings([Coding(one.id, "stance", "support", "llm:small", "talks@1.0", coded_at="2031-05-13T00:00:00Z")])
    assert the(record, "belongs to those").stance == "demand"


def test_nothing_fits_is_a_code(record: Record) -> None:
    one = the(record, "an exchange of prisoners")
    record.code(one.id, ANN, {"issue": None, "party": None})
    now = record.page(Filters(issue=""), limit=99).statements
    assert one.id in {s.id for s in now if s.party is None}


def test_undo_and_redo(record: Record) -> None:
    one = the(record, "belongs to those")
    assert not record.undo(one.id, ANN)
    record.code(one.id, ANN, {"stance": "refuse"})
    record.code(one.id, ANN, {"issue": "trade"})
    stands = []
    for step in ("undo", "undo", "undo", "redo", "redo", "redo"):
        done = getattr(record, step)(one.id, ANN)
        now = the(record, "belongs to those")
        stands.append((done, now.stance, now.issue, now.review))
    assert stands == [
        (True, "refuse", "territory", "corrected"),
        (True, "oppose", "territory", "proposed"),
        (False, "oppose", "territory", "proposed"),
        (True, "refuse", "territory", "corrected"),
        (True, "refuse", "trade", "corrected"),
        (False, "refuse", "trade", "corrected"),
    ]
    record.undo(one.id, ANN)
    record.code(one.id, ANN, {"issue": "sanctions"})
    assert not record.redo(one.id, ANN)  # coded since: nothing to bring back
    assert the(record, "belongs to those").issue == "sanctions"


def test_undoing_is_each_persons_own(record: Record) -> None:
    one = the(record, "belongs to those")
    record.code(one.id, ANN, {"stance": "refuse"})
    record.code(one.id, BEN, {"stance": "demand"})
    assert record.undo(one.id, ANN)
    assert the(record, "belongs to those").stance == "demand"
    assert record.undo(one.id, BEN)
    assert the(record, "belongs to those").stance == "oppose"


def test_history_tells_who_when_old_and_new(record: Record) -> None:
    one = the(record, "belongs to those")
    record.code(one.id, ANN, {"stance": "refuse"})
    record.undo(one.id, ANN)
    lines = [(c.coder, c.variable, c.old, c.new, c.undone) for c in record.history(one.id) if c.variable == "stance"]
    assert lines == [
        ("built-in", "stance", None, "oppose", False),
        (ANN, "stance", "oppose", "refuse", True),
        (ANN, "stance", "refuse", "oppose", False),
    ]
    assert all(len(c.at) == len("2031-05-12T08:30:00Z") and c.codebook == "talks@1.0" for c in record.history(one.id))


def test_accepted_and_rejected(record: Record) -> None:
    one, other = the(record, "belongs to those"), the(record, "an exchange of prisoners")
    record.code(one.id, ANN, {"review": "accepted"})
    record.code(other.id, ANN, {"review": "rejected"})
    assert the(record, "belongs to those").review == "accepted"
    assert [s.id for s in record.page(Filters(review="rejected")).statements] == [other.id]
    assert other.id not in {s.id for s in record.page(limit=99).statements}
    record.undo(other.id, ANN)
    assert the(record, "an exchange of prisoners").review == "proposed"


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ({"stance": "angry"}, "one of support"),
        ({"stance": None}, "needs a value"),
        ({"colour": "red"}, "unknown variable"),
        ({"speaker": "nobody"}, "not in the cast"),
        ({"content": [[5, 9999]]}, "outside the text"),
        ({"content": []}, "empty"),
        ({"content": "[[1"}, "no list"),
        ({"content": [["a", 2]]}, "no list"),
        ({"review": "maybe"}, "accepted, rejected"),
    ],
)
def test_a_value_that_cannot_be_is_refused(record: Record, codes: dict[str, Any], words: str) -> None:
    one = the(record, "an exchange of prisoners")
    before = record.fingerprint()
    with pytest.raises(BadRecord, match=words):
        record.code(one.id, ANN, codes)
    with pytest.raises(BadRecord, match="no statement"):
        record.code("nowhere", ANN, {"stance": "none"})
    assert record.fingerprint() == before


def test_a_span_over_other_words_than_shown_is_refused(record: Record) -> None:
    one = the(record, "an exchange of prisoners")
    with pytest.raises(BadRecord, match="select the words again"):
        record.code(one.id, ANN, {"content": [[0, 6]]}, quote="Envois")
    record.code(one.id, ANN, {"content": [[0, 6]]}, quote="Envoys")
    assert the(record, "Envoys").id == one.id
    assert record.ask("envoys").statements[0].id == one.id
    assert all(s.id != one.id for s in record.ask("prisoners").statements)


def test_a_missed_statement_is_added_once(record: Record) -> None:
    report = record.page().statements[0].report
    text = record.reading(report).report.text
    start = text.index("The talks open today")
    speaker = record.add_actor(report, Actor("a-clerk", "a clerk", "group", None, "Kestria"))
    codes = {"content": [[start, start + 20]], "speaker": speaker, "stance": "assessment"}
    before = record.count()
    one = record.add_statement(report, ANN, codes, quote="The talks open today")
    assert record.add_statement(report, ANN, codes) == one
    assert record.count() == before  # the program had found these words: they are corrected
    added = record.add_statement(report, ANN, codes | {"content": [[0, 6]]})
    now = the(record, "Envoys")
    assert (now.id, now.speaker, now.party, now.review) == (added, "a clerk", "Kestria", "corrected")


def test_split_and_join(record: Record) -> None:
    one = the(record, "never give it away")
    (start, end) = one.content[0]
    middle = start + one.quote.index("\n")
    parts = record.split(one.id, ANN, [((start, middle),), ((middle + 1, end),)])
    assert [the(record, words).id for words in ("stays ours", "never give")] == parts
    assert the(record, "never give").issue == "territory"
    record.join(parts, ANN)
    assert the(record, "stays ours").quote.endswith("never give it away.”")
    with pytest.raises(BadRecord, match="two parts"):
        record.split(one.id, ANN, [((start, end),)])
    ask = the(record, "every gun")
    (start, end) = ask.content[0]
    over = record.add_statement(one.report, ANN, {"content": [(start - 8, start + 9)]})
    record.join([ask.id, over], ANN)
    assert the(record, "every gun").content == ((start - 8, end),)  # words that both have stand once


def test_a_new_reading_keeps_what_people_did(record: Record) -> None:
    corrected, moved, gone = (
        the(record, "belongs to those"),
        the(record, "guns under a deal"),
        the(record, "an exchange of prisoners"),
    )
    record.code(corrected.id, ANN, {"stance": "refuse"})
    record.code(moved.id, ANN, {"review": "accepted"})
    coded = talks()
    b = Builder()
    (start, end) = b.span("his army would not accept any limit on its guns under a deal made by others")
    kept = []
    for one in coded.statements:
        if one.content[0] == (start, end):
            kept.append(replace(one, content=((start, end - 15),), stance="oppose"))
        elif "prisoners" not in " ".join(coded.report.text[a:b] for a, b in one.content):
            kept.append(replace(one, stance="assessment"))
    record.add(replace(coded, statements=tuple(kept)), "r2")
    assert the(record, "belongs to those").stance == "refuse"
    assert the(record, "guns under a deal").id == moved.id
    assert the(record, "guns under a deal").stance == "refuse"  # what was accepted stays, though found with other ends
    assert all(s.id != gone.id for s in record.page(limit=99).statements)
    assert the(record, "every gun").stance == "assessment"
    record.add(coded, "r3")
    assert the(record, "an exchange of prisoners").id == gone.id


def test_what_a_new_reading_misses_stands_by_a_review_alone(record: Record) -> None:
    coded, (early, late) = talks(), (the(record, "belongs to those"), the(record, "an exchange of prisoners"))
    record.code(early.id, ANN, {"review": "accepted"})
    gone = {one.content for one in (early, late)}
    fewer = replace(coded, statements=tuple(one for one in coded.statements if one.content not in gone), conflicts=())
    record.add(fewer, "r2")
    before = live(record)
    assert early.id in before and late.id not in before
    record.code(late.id, ANN, {"review": "accepted"})
    assert live(record) == before | {late.id}
    record.undo(late.id, ANN)
    assert live(record) == before
    record.undo(early.id, ANN)
    assert live(record) == before - {early.id}
    record.redo(early.id, ANN)
    assert live(record) == before
    record.undo(early.id, ANN)
    record.add(fewer, "r3")
    assert early.id not in live(record)  # also if it was reviewed once
    record.add(coded, "r4")
    assert live(record) == before | {late.id}


def live(record: Record) -> set[str]:
    return {one.id for one in record.page(limit=99).statements}


def test_current_codes_follow_from_the_codings_alone(record: Record) -> None:
    one = the(record, "belongs to those")
    record.code(one.id, ANN, {"stance": "refuse", "speaker": None})
    before = record.fingerprint()
    from negotiable.record.statements import refresh, shelf

    here = shelf(record.connection, 1)
    record.connection.execute("UPDATE statement SET stance = 'none', party = 'X', quote = ''")
    for (n,) in record.connection.execute("SELECT n FROM statement").fetchall():
        refresh(record.connection, here, n)
    assert record.fingerprint() == before


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([ANN, BEN, "built-in"]), st.sampled_from("abc"), st.integers(0, 6)), max_size=12))
def test_any_run_of_acts(steps: list[tuple[str, str, int]]) -> None:
    acts: list[Act] = []
    for n, (coder, value, back) in enumerate(steps, 1):
        target = acts[-back].n if back and back <= len(acts) and coder != "built-in" else None
        acts.append(Act(n, coder, "", "", {} if target else {"issue": value}, target))
    held = effective(acts)
    people = [act for act in held if act.by_person]
    expected = next(reversed(people or held), None)
    assert current(acts).get("issue") == (expected.codes["issue"] if expected else None)
    if acts:  # taking the last act back is as if it had not been
        undone = [*acts, Act(99, ANN, "", "", {}, acts[-1].n)]
        assert current(undone) == current(acts[:-1])


def test_an_empty_report_can_be_kept(tmp_path: Path) -> None:
    with Record(str(tmp_path / "x.db"), create=True) as record:
        record.add(CodedReading(talks().report, "talks@1.0"), "r1")
        assert [len(r.statements) for r in record.readings()] == [0]
