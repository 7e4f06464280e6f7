"""The record keeps what it is given, once, and gives it back."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from brief.builder import TEXT, Builder, talks

from negotiable.errors import BadRecord, UnwritableOutput
from negotiable.record import Filters, Outcome, Record, is_record
from negotiable.record.connection import APPLICATION
from negotiable.record.migrations import VERSION
from negotiable.terms import VARIABLES, CodedReading, Coding, Event, IssueLabel, Rejection, Report


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(str(tmp_path / "talks.db"), create=True)


def test_a_reading_comes_back_as_it_went_in(record: Record) -> None:
    coded = talks(title="Talks", outlet="Kestrel Post")
    coded = replace(coded, conflicts=(replace(coded.conflicts[0], confidence=0.4),), issues=(IssueLabel("territory", "Land"),))
    assert record.add(coded, "r1") is Outcome.NEW
    (back,) = record.readings()
    assert back.report == coded.report
    assert len(coded.statements) == len(back.statements)
    by_content = {one.content: one for one in back.statements}
    for one in coded.statements:
        kept = by_content[one.content]
        assert replace(kept, id=one.id, continues=one.continues) == one
    assert [(e.span, e.type, e.count, e.date, e.places) for e in back.events] == [
        (e.span, e.type, e.count, e.date, e.places) for e in coded.events
    ]
    assert {actor.id for actor in back.actors} == {actor.id for actor in coded.actors}
    assert len(back.conflicts) == len(back.conditionals) == len(back.doubts) == 1
    assert {(c.variable, c.value) for c in back.codings if c.coder == "built-in"} >= {("stance", "refuse"), ("issue", None)}
    assert (back.conflicts[0].why, back.conflicts[0].confidence) == (coded.conflicts[0].why, 0.4)
    assert back.issues == coded.issues
    assert {s.id for s in back.statements} >= set(back.conflicts[0].between)


def test_nothing_of_a_reading_is_lost(record: Record) -> None:
    b = Builder(title="Talks", outlet="Kestrel Post", url="https://kestrel.example/1")
    maren, drenn = b.actor("Ilsa Maren", "Kestria", role="minister"), b.actor("Pavo Drenn", "Morvane")
    refusal = b.said(maren, "“We will never give it away.”", cue="said", kind="direct", stance="refuse", said_on="2031-05-11")
    b.said(drenn, "“belongs to those who farm it.”", stance="oppose", target=maren, continues=refusal, act="REJECT")
    rockets = b.spans("Morvane fired 46 rockets at Old Brask")
    places, day = ("Old Brask",), "2031-05-11"
    b.events.append(Event("e0", rockets, "ASSAULT", (drenn,), (maren,), places, 46, day, "past", refusal, "rockets", "at least"))
    coded = b.build()
    points, at = b.spans("never", "away"), "2031-05-13T00:00:00Z"
    codings = []
    for one in coded.statements:
        by_program = [Coding(one.id, name, getattr(one, name), "built-in", coded.codebook, 0.123456) for name in VARIABLES[1:]]
        codings += [Coding(one.id, "issue", one.issue, "llm:small", "own@2", 0.25, at, points), *by_program]
    coded = replace(coded, codings=tuple(codings))
    record.add(coded, "r1")
    for reader in ("r2", "r3"):  # a later reading that finds the same leaves the same
        back = record.reading(coded.report.id)
        assert back.report == coded.report and back.actors == coded.actors
        ids = dict(zip([one.id for one in back.statements], [one.id for one in coded.statements], strict=True))
        assert [replace(s, id=ids[s.id], continues=ids.get(s.continues or "")) for s in back.statements] == [*coded.statements]
        assert [replace(c, statement=ids[c.statement]) for c in back.codings] == codings
        (event,) = back.events
        assert replace(event, id="e0", according_to=ids[event.according_to or ""]) == coded.events[0]
        assert record.add(coded, reader) is Outcome.REREAD
    view = record.connection.execute("SELECT count_of, count_hedge FROM events").fetchone()
    assert view == ("rockets", "at least")
    view = record.connection.execute(
        "SELECT DISTINCT value, confidence, passages FROM codings WHERE variable = 'issue'"
    ).fetchone()
    assert view == (None, 0.25, str([list(point) for point in points]).replace(" ", ""))


def test_the_same_again_changes_nothing(record: Record) -> None:
    record.add(talks(), "r1")
    before = record.fingerprint()
    assert record.add(talks(), "r1") is Outcome.KNOWN
    assert record.fingerprint() == before
    assert record.add(talks(), "r2") is Outcome.REREAD
    assert record.fingerprint() == before


def test_the_order_of_adding_does_not_change_the_ids(tmp_path: Path) -> None:
    one, other = talks(), Builder("Nobody spoke at the harbour on that day.").build()
    prints = []
    for n, order in enumerate(([one, other], [other, one])):
        with Record(str(tmp_path / f"{n}.db"), create=True) as record:
            for coded in order:
                record.add(coded, "r1")
            prints.append(record.fingerprint())
    assert prints[0] == prints[1]


def test_one_text_in_two_places(record: Record) -> None:
    record.add(talks(), "r1")
    record.add(talks(location="copy.txt"), "r1")
    places = [row[0] for row in record.connection.execute("SELECT location FROM place ORDER BY 1")]
    assert places == ["copy.txt", "talks.txt"]
    assert len(list(record.readings())) == 1


def test_rejections_are_listed_until_the_input_is_read(record: Record) -> None:
    record.reject(Rejection("talks.txt", "empty"))
    record.reject(Rejection("b.pdf", "a picture"))
    assert [one.location for one in record.rejections()] == ["b.pdf", "talks.txt"]
    record.add(talks(), "r1")
    assert record.rejections() == [Rejection("b.pdf", "a picture")]


def test_odd_characters(record: Record) -> None:
    b = Builder("She said “no \ud800 \x00 deal 🙂 now” \ud83d and left.")
    b.said(None, "“no \ud800 \x00 deal 🙂 now”")
    record.add(b.build(), "r1")
    (back,) = record.readings()
    (start, end) = back.statements[0].content[0]
    assert back.report.text[start:end] == "“no \ufffd \x00 deal 🙂 now”"
    assert len(back.report.text) == len(b.text)


def test_the_views_can_be_read_with_plain_sqlite(record: Record) -> None:
    record.add(talks(), "r1")
    plain = sqlite3.connect(record.path)
    plain.row_factory = sqlite3.Row
    rows = plain.execute("SELECT * FROM statements WHERE issue = 'territory' ORDER BY stance").fetchall()
    assert [(row["speaker"], row["party"], row["stance"]) for row in rows] == [
        ("Pavo Drenn", "Morvane", "oppose"),
        ("Ilsa Maren", "Kestria", "refuse"),
    ]
    row = plain.execute("SELECT * FROM positions WHERE party = 'Kestria' AND issue = 'withdrawal'").fetchone()
    assert (row["stance"], row["statements"], row["first_day"]) == ("demand", 1, "2031-05-12")
    event = plain.execute("SELECT * FROM events WHERE type = 'ASSAULT'").fetchone()
    assert (event["actors"], event["count"], event["date"]) == ("Morvane", 46, "2031-05-11")
    conflict = plain.execute("SELECT * FROM conflicts").fetchone()
    assert {conflict["speaker"], conflict["other_speaker"]} == {"Ilsa Maren", "Pavo Drenn"}
    assert plain.execute("SELECT count(*) FROM codings WHERE variable = 'stance'").fetchone()[0] == 9
    assert plain.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    plain.close()


def test_filters(record: Record) -> None:
    record.add(talks(), "r1")
    (back,) = record.readings(Filters(party="Kestria", issue="territory"))
    assert [s.stance for s in back.statements] == ["refuse"]
    assert not back.doubts and not back.events
    assert list(record.readings(Filters(since="2031-05-13"))) == []
    assert record.count(Filters(speaker="drenn")) == 2
    assert record.count(Filters(unsurer=0.5)) == 1


def test_pages_follow_each_other_without_gaps(record: Record) -> None:
    record.add(talks(), "r1")
    record.add(Builder().build(), "r2")
    for order in ("newest", "oldest", "unsure", "text"):
        seen, after = [], None
        while True:
            page = record.page(order=order, after=after, limit=2)  # type: ignore[arg-type]
            seen += [one.id for one in page.statements]
            after = page.after
            if after is None:
                break
        assert len(seen) == len(set(seen)) == record.count()
    with pytest.raises(BadRecord, match="no place in a list"):
        record.page(after="[1")


def test_search(record: Record) -> None:
    record.add(talks(), "r1")
    assert {one.speaker for one in record.ask("valleys").statements} == {"Ilsa Maren", "Pavo Drenn"}
    found = record.ask("valley farm")
    assert found.statements[0].quote.startswith("“The valley,”")
    assert not found.loosened
    assert record.ask("valley zeppelin").loosened
    assert record.ask("valley", Filters(party="Kestria")).statements[0].speaker == "Ilsa Maren"
    assert record.ask('"every gun"').statements[0].target == "Morvane"
    assert record.ask("prison*").statements
    for odd in ('"', "AND OR NOT", "a^b NEAR(x)", "-x", "quote:x", "'; DROP TABLE statement; --"):
        try:
            record.ask(odd)
        except BadRecord as error:
            assert "no word" in str(error)
    with pytest.raises(BadRecord, match="no word"):
        record.ask("?!")


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no record")
    foreign = tmp_path / "b.db"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (x)")
    newer = tmp_path / "c.db"
    Record(str(newer), create=True).close()
    with sqlite3.connect(newer) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    for path, words in (
        (text, "not a SQLite file"),
        (foreign, "another program"),
        (newer, "newer version"),
        (tmp_path, "folder"),
        (tmp_path / "none.db", "no such record"),
    ):
        with pytest.raises(BadRecord, match=words):
            Record(str(path))
    with pytest.raises(UnwritableOutput, match="no such folder"):
        Record(str(tmp_path / "no" / "talks.db"), create=True)


def test_a_full_disk_is_told_and_the_record_stays_whole(record: Record) -> None:
    record.add(talks(), "r1")
    before = record.fingerprint()
    pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
    record.connection.execute(f"PRAGMA max_page_count = {pages}")
    long = CodedReading(Report("long.txt", "word " * 100_000), "talks@1.0")
    with pytest.raises(UnwritableOutput, match="make room"):
        record.add(long, "r1")
    assert record.fingerprint() == before
    assert record.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_second_writer_waits(record: Record, tmp_path: Path) -> None:
    import threading

    with record._writing():
        record.connection.execute("INSERT INTO rejection VALUES ('a', 'b', 'c')")
        done = threading.Event()

        def write() -> None:
            with Record(record.path) as second:
                second.add(talks(), "r1")
            done.set()

        thread = threading.Thread(target=write)
        thread.start()
        assert not done.wait(0.2)
        with Record(record.path, readonly=True) as reader:
            assert reader.rejections() == []
    thread.join(30)
    assert done.is_set()
    assert len(record.rejections()) == len(list(record.readings())) == 1


def test_offsets_hold(record: Record) -> None:
    record.add(talks(), "r1")
    for one in record.page().statements:
        assert one.quote == " … ".join(TEXT[start:end] for start, end in one.content)


def test_another_program_that_ends_leaves_the_log_of_an_open_record_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "talks.db")
    with Record(path, create=True) as record:
        record.add(talks(), "r1")
        Record(path).close()  # opening it twice in one process must not take the locks of the first away
        assert is_record(path) and not is_record(__file__) and not is_record(str(tmp_path))
        write = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE report SET url = 1'); c.commit()"
        subprocess.run([sys.executable, "-c", write, path], check=True)
        assert Path(f"{path}-wal").exists()
        record.code(record.page().statements[0].id, "person:ann", {"stance": "support"})
    with Record(path) as record:
        assert record.connection.execute("SELECT count(*) FROM act WHERE coder = 'person:ann'").fetchone() == (1,)
