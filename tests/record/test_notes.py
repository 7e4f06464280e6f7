"""A note of a coder stands beside a statement: kept with who and when, taken back like all else, and no code."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from brief.builder import talks

from negotiable.errors import BadRecord
from negotiable.export.formats import text_of
from negotiable.export.tables import columns
from negotiable.record import Filters, Record
from negotiable.record.deeds import deeds
from negotiable.record.notes import note, noted, notes
from negotiable.record.steps import redo, statements_of, step, undo

ANN, BEN = "person:Ann", "person:Ben"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "talks.db"), create=True)
    record.add(talks(), "r1")
    return record


def take(record: Record, one: str, text: str, coder: str = ANN) -> int | None:
    with step(record, coder) as done:
        note(record, one, text, coder)
    return done[0] if done else None


def test_a_note_is_kept_changed_taken_out_and_taken_back(record: Record) -> None:
    one = record.page(limit=1).statements[0].id
    first = take(record, one, " why “refuse”? ask <b>Ona</b> ")
    assert take(record, one, "why “refuse”? ask <b>Ona</b>") is None  # the same again is no deed
    assert first and statements_of(record, first, ANN) == ([one], True)
    take(record, one, "settled")
    take(record, one, "I doubt it", BEN)
    assert notes(record, one) == {ANN: "settled", BEN: "I doubt it"}
    take(record, one, "")
    assert notes(record, one) == {BEN: "I doubt it"}
    told = [(line.variable, line.old, line.new) for deed in reversed(deeds(record.connection)) for line in deed.lines]
    why = "why “refuse”? ask <b>Ona</b>"
    assert told == [("note", None, why), ("note", why, "settled"), ("note", None, "I doubt it"), ("note", "settled", None)]
    for held in ("settled", why, None):
        undo(record, ANN)
        assert notes(record, one).get(ANN) == held
    redo(record, ANN)
    assert notes(record, one) == {ANN: why, BEN: "I doubt it"}
    assert [change.undone for change in noted(record.connection, one)] == [False, True, False, True]
    for wrong in ((one, "x" * 5001), ("nothing", "x")):
        with pytest.raises(BadRecord):
            note(record, *wrong, ANN)


def test_a_note_changes_no_code_and_is_no_review(record: Record) -> None:
    one = record.page(limit=1).statements[0].id
    before = record.fingerprint()
    take(record, one, "look again")
    assert record.fingerprint() == before
    assert record.connection.execute("SELECT (SELECT count(*) FROM opinion), (SELECT count(*) FROM verdict)").fetchone() == (0, 0)
    assert one in {s.id for s in record.page(Filters(without=ANN, review="proposed"), limit=99).statements}
    record.add(talks(), "r2")
    assert notes(record, one) == {ANN: "look again"}


def test_exports_have_notes_where_there_are_any(record: Record) -> None:
    def rows() -> dict[str, dict[str, Any]]:
        text = "".join(text_of(record, "csv", "statements") or ()).lstrip("\ufeff")
        return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}

    before, one = rows(), record.page(limit=1).statements[0].id
    assert "notes" not in columns(record, "statements")
    take(record, one, "=SUM(1)\nand more")
    take(record, one, "so it is", BEN)
    after = rows()
    assert after[one].pop("notes") == "Ann: =SUM(1)\nand more | Ben: so it is"
    assert all(row.pop("notes", "") == "" for row in after.values()) and after == before
    kept = json.loads("".join(text_of(record, "json", "") or ()))["statements"]
    assert [row["notes"] for row in kept if row["notes"]] == ["Ann: =SUM(1)\nand more | Ben: so it is"]
