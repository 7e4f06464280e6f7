"""What is counted of coders with each review follows from what they said alone, whatever they did on the way."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from brief.builder import talks

from negotiable.record import Record
from negotiable.record.agreement import Passages, passages
from negotiable.record.compared import CODED, differing, fill, opinions_of
from negotiable.record.current import DECIDING, spans_of
from negotiable.record.descriptions import assign
from negotiable.record.steps import redo, step, undo

CODERS = ("person:ann", "person:ben", "person:cy")
TABLES = ("compared", "alike", "overlapped")


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(str(tmp_path / "talks.db"), create=True)
    record.add(talks(), "r1")
    return record


def counted(record: Record) -> list[list[tuple[Any, ...]]]:
    return [
        sorted((tuple(round(value, 9) if isinstance(value, float) else value for value in row) for row in rows), key=repr)
        for rows in (record.connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES)
    ]


def counted_anew(record: Record) -> list[list[tuple[Any, ...]]]:
    with record._writing():
        for table in TABLES:
            record.connection.execute(f"DELETE FROM {table}")
        fill(record.connection)
    return counted(record)


def test_counts_follow_from_the_opinions_alone(record: Record) -> None:
    random = Random(7)
    ids = [one.id for one in record.page(limit=99).statements]
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    said = (
        *({"review": "accepted"}, {"review": "rejected"}, {"stance": "refuse"}, {"stance": "demand", "firmness": "wish"}),
        *({"speaker": "official"}, {"speaker": None, "issue": "trade"}, {"content": [[0, 9]]}, {"content": [[4, 20]]}),
        {"condition": {"kind": "threat", "condition": [[3, 9]], "consequence": [[12, 20]]}},
    )
    for n in range(80):
        coder, one = random.choice(CODERS), random.choice(ids[:5])
        deciding = coder + DECIDING
        with step(record, coder, also=deciding):
            if n % 30 == 20:
                record.merge("Pavo Drenn", "official", coder)
            elif n % 30 == 25:
                record.part("Pavo Drenn", "official", coder)
            elif n % 30 == 27:
                assign(record, drenn.n, random.choice(("Rebels", None)), coder)
            elif random.random() < 0.8:
                record.code(one, random.choice((coder, coder, deciding)), random.choice(said))
        if random.random() < 0.3:
            random.choice((undo, undo, redo))(record, coder)
        if n == 40:
            record.add(talks(), "r2")
    kept = counted(record)
    assert all(kept) and kept == counted_anew(record)

    opinions = [opinions_of(record.connection, n) for (n,) in record.connection.execute("SELECT statement FROM compared")]
    apart = {those[0].statement: set(differing(those)) for those in opinions}
    found = record.connection.execute("SELECT statement, apart || ' ' || decided FROM compared")
    assert {n: set(names.split()) for n, names in found} == apart and any(apart.values())
    units = [[("here", spans_of(one.content)) for one in those if not one.rejected] for those in opinions]
    sums = record.connection.execute("SELECT units, same, given, apart, near FROM overlapped WHERE variable = 'content'")
    assert Passages(*sums.fetchone()) == pytest.approx(passages(units)) and set(CODED) > set.union(*apart.values()) - {
        "statement"
    }


def test_a_record_of_before_is_counted_when_it_is_opened(record: Record) -> None:
    one = record.page(limit=1).statements[0].id
    for coder, stance in zip(CODERS, ("refuse", "demand", "refuse"), strict=True):
        record.code(one, coder, {"stance": stance})
    before = counted(record)
    assert all(before[:2])
    record.connection.execute("DROP VIEW notes")
    for table in (*TABLES, "due", "note"):
        record.connection.execute(f"DROP TABLE {table}")
    record.connection.execute("ALTER TABLE statement DROP COLUMN missed")
    record.connection.execute("PRAGMA user_version = 9")
    record.close()
    with Record(record.path) as again:
        assert counted(again) == before


def test_coders_who_gave_two_names_of_one_actor_agree(record: Record) -> None:
    one = record.page(limit=1).statements[0].id
    for coder, speaker in zip(CODERS, ("official", "pavo-drenn"), strict=False):
        record.code(one, coder, {"speaker": speaker, "party": "Morvane"})

    def apart() -> str:
        return str(record.connection.execute("SELECT apart FROM compared").fetchone()[0])

    assert apart() == "speaker"
    with step(record, CODERS[2]):
        record.merge("official", "Pavo Drenn", CODERS[2])
    assert apart() == ""
    undo(record, CODERS[2])
    assert apart() == "speaker"
