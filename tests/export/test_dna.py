"""Files of Discourse Network Analyzer: written by its rules, read back, and taken in again."""

import base64
import sqlite3
from pathlib import Path

import pytest
from brief.builder import Builder, talks
from hypothesis import given
from hypothesis import strategies as st

from negotiable.errors import BadRecord
from negotiable.export.dna import PASSWORD, _hashed, write_dna
from negotiable.findings.networks import two_mode
from negotiable.findings.uses import uses_of
from negotiable.record import Record
from negotiable.record.dna import import_dna
from negotiable.record.utf16 import Offsets


@pytest.fixture
def file(tmp_path: Path) -> Path:
    b = Builder("🙂 Before it all 🙂 Ilsa Maren said “the valley 🙂 stays ours” at noon.", location="emoji.txt")
    b.said(b.actor("Ilsa Maren", "Kestria"), "“the valley 🙂 stays ours”", issue="territory", stance="refuse")
    write_dna([talks(title="T" * 300, outlet="Kestrel Post"), b.build()], str(tmp_path / "talks.dna"))
    return tmp_path / "talks.dna"


def test_the_file_keeps_dnas_rules(file: Path) -> None:
    db = sqlite3.connect(file)
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert len(tables) == 16
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for table in tables:
        keys = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        assert all(key[6] == "CASCADE" for key in keys)
    assert dict(db.execute("SELECT * FROM SETTINGS"))["version"].startswith("3.0")
    short = "SELECT ID FROM VARIABLES WHERE DataType = 'short text'"
    empty = db.execute(f"SELECT VariableId FROM ENTITIES WHERE Value = '' AND VariableId IN ({short})").fetchall()
    assert sorted(empty) == sorted(db.execute(short).fetchall())
    attributes = db.execute("SELECT count(*) FROM ENTITIES e JOIN ATTRIBUTEVARIABLES a ON a.VariableId = e.VariableId").fetchone()
    assert db.execute("SELECT count(*) FROM ATTRIBUTEVALUES").fetchone() == attributes
    assert db.execute("SELECT max(length(Title)) FROM DOCUMENTS").fetchone()[0] == 190
    for statement, kind in db.execute("SELECT ID, StatementTypeId FROM STATEMENTS").fetchall():
        wanted = db.execute("SELECT count(*) FROM VARIABLES WHERE StatementTypeId = ?", (kind,)).fetchone()[0]
        held = sum(
            db.execute(f"SELECT count(*) FROM {table} WHERE StatementId = ?", (statement,)).fetchone()[0]
            for table in ("DATASHORTTEXT", "DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT")
        )
        assert held == wanted
    db.close()


def test_offsets_are_javas(file: Path) -> None:
    db = sqlite3.connect(file)
    start, stop, text = db.execute(
        "SELECT s.Start, s.Stop, d.Text FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE d.Title = 'emoji.txt'"
    ).fetchone()
    assert text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") == "“the valley 🙂 stays ours”"
    db.close()


def test_the_password_opens_it(file: Path) -> None:
    db = sqlite3.connect(file)
    (kept,) = db.execute("SELECT Password FROM CODERS WHERE Name = 'Admin'").fetchone()
    assert _hashed(PASSWORD, base64.b64decode(kept)[:16]) == kept
    assert len(base64.b64decode(kept)) == 48
    db.close()


def test_what_is_written_comes_in_again(file: Path, tmp_path: Path) -> None:
    with Record(str(tmp_path / "first.db"), create=True) as first, Record(str(tmp_path / "second.db"), create=True) as second:
        first.add(talks(), "r1")
        write_dna(first.readings(), str(tmp_path / "again.dna"))
        done = import_dna(second, str(tmp_path / "again.dna"))
        assert (done.documents, done.statements) == (1, 5)
        ours, theirs = two_mode(uses_of(first)), two_mode(uses_of(second))
        assert (ours.rows, ours.columns) == (theirs.rows, theirs.columns)
        assert (ours.cells == theirs.cells).all()
        assert {one.review for one in second.page().statements} == {"corrected"}
        before = second.fingerprint()
        assert import_dna(second, str(tmp_path / "again.dna")).documents == 0
        assert second.fingerprint() == before


def test_one_span_coded_twice_is_two_statements(tmp_path: Path) -> None:
    b = Builder()
    for issue in ("territory", "trade"):
        b.said(b.actor("Ilsa Maren", "Kestria"), "the valley", content=b.spans("“The valley,”"), issue=issue, stance="support")
    write_dna([b.build()], str(tmp_path / "x.dna"))
    with Record(str(tmp_path / "x.db"), create=True) as record:
        assert import_dna(record, str(tmp_path / "x.dna")).statements == 2
        assert {one.issue for one in record.page().statements} == {"territory", "trade"}


def test_what_is_no_dna_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.dna").write_text("no database, but long enough to be looked at " * 20)
    with Record(str(tmp_path / "x.db"), create=True) as record:
        with pytest.raises(BadRecord, match="cannot be read as a DNA file"):
            import_dna(record, str(tmp_path / "text.dna"))
        with pytest.raises(BadRecord, match="no file of Discourse Network Analyzer"):
            import_dna(record, record.path)


@given(st.text(alphabet="aé🙂\U0010ffff\n", max_size=30))
def test_utf16_offsets_go_both_ways(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le")) // 2
        assert offsets.to_utf16(at) == units
        assert offsets.to_points(units) == at
