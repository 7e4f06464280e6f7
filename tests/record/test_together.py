"""What several reports have in common: copies, the same words, the same people."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from brief.builder import Builder

from negotiable.errors import BadRecord
from negotiable.record import Record
from negotiable.record.connection import transaction
from negotiable.record.copies import is_copy, look, shingles
from negotiable.record.store import add
from negotiable.terms import CodedReading, Report

ANN = "person:ann"
WORDS = [a + b for a in "ba ke li mo nu pa ri so tu ve".split() for b in "dan fel gor hin jas kum lor mip nes rot".split()]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(str(tmp_path / "talks.db"), create=True)


def article(draw: random.Random, words: int = 300) -> list[str]:
    return [draw.choice(WORDS) for _ in range(words)]


def edits(draw: random.Random, words: list[str]) -> dict[str, list[str]]:
    changed = [draw.choice(WORDS) if draw.random() < 0.1 else word for word in words]
    return {
        "cut": words[: int(len(words) * 0.6)],
        "lead": [draw.choice(WORDS) for _ in range(40)] + words,
        "agency": ["PORT", "ANSEL", "Kestrel", "Wire", *words[3:]],
        "words": changed,
        "words and cut": changed[: int(len(words) * 0.75)],
    }


def test_edited_copies_are_found_and_others_are_not(record: Record) -> None:
    draw = random.Random(3)
    found = made = 0
    for n in range(25):
        words = article(draw)
        versions = {"first": words, **edits(draw, words)}
        for kind, version in versions.items():
            record.add(CodedReading(Report(f"{n}-{kind}.txt", " ".join(version)), "talks@1.0"), "r1")
    rows = record.connection.execute(
        "SELECT p.location, q.location FROM report r JOIN place p ON p.report = r.n LEFT JOIN place q ON q.report = r.copy_of"
    ).fetchall()
    for location, original in rows:
        number, _, kind = location.partition("-")
        made += kind != "first.txt"
        found += kind != "first.txt" and original == f"{number}-first.txt"
        assert original in (None, f"{number}-first.txt")
    assert made == 125
    assert found >= 0.95 * made


def test_a_copy_that_came_in_since_the_text_was_seen_is_found(record: Record) -> None:
    words = article(random.Random(4))
    one, other = (CodedReading(Report(f"{n}.txt", " ".join([*words, n])), "talks@1.0") for n in ("a", "b"))
    seen = look(record.connection, other.report.text)
    record.add(one, "r1")
    with transaction(record.connection):
        add(record.connection, other, "r1", seen)
    assert record.connection.execute("SELECT copy_of FROM report ORDER BY n").fetchall() == [(None,), (1,)]


def test_a_quotation_from_a_long_text_is_no_copy_of_it() -> None:
    draw = random.Random(5)
    words = article(draw, 2000)
    long, short = shingles(" ".join(words)), shingles(" ".join(words[:120]))
    assert long is not None and short is not None
    assert not is_copy(long, short)
    assert shingles("a few words") is None


def said(record: Record, text: str, speaker: str, words: str, location: str, kind: str = "direct", party: str = "Kestria") -> str:
    b = Builder(text, location=location)
    b.said(b.actor(speaker, party), words, kind=kind, issue="territory", stance="refuse")
    record.add(b.build(), "r1")
    row = record.connection.execute(
        "SELECT s.id FROM statement s JOIN place p ON p.report = s.report WHERE p.location = ?", (location,)
    ).fetchone()
    return str(row[0])


def test_one_quotation_in_three_reports_is_one_statement(record: Record) -> None:
    quote = "“We will never give the valley away, not one field of it”"
    first = said(record, f"In Port Ansel {quote}, said Ilsa Maren.", "Ilsa Maren", quote, "a.txt")
    said(record, f"Late on Monday Maren told us: {quote}.", "Ilsa Maren", quote, "b.txt")
    shorter = "“We will never give the valley away”"
    said(record, f"The minister was firm. {shorter}, she said.", "Ilsa Maren", shorter, "c.txt")
    other = said(record, f"A farmer agreed. {quote}, he said.", "Olan Pike", quote, "d.txt", party="Morvane")
    (one, two) = record.page(order="oldest").statements
    assert {one.id, two.id} == {first, other}
    assert {one.witnesses, two.witnesses} == {3, 1}


def test_differing_wordings_of_one_quotation_are_kept_apart(record: Record) -> None:
    quote = "“We will never give the valley away, not one field of it”"
    cut, same = "“We will never give the valley away”", "“We will never give the valley away, not one field of it.”"
    first = said(record, f"In Port Ansel {quote}, said Ilsa Maren.", "Ilsa Maren", quote, "a.txt")
    for n, words in enumerate((same, cut, cut)):
        text = f"Report {n}. {words}, Maren said."
        b = Builder(text, location=f"{n}.txt", outlet=f"Outlet {n}", published=f"2031-05-1{n}")
        b.said(b.actor("Ilsa Maren", "Kestria"), words, kind="direct", issue="territory", stance="refuse")
        record.add(b.build(), "r1")
    (one,) = record.wordings(first)
    assert (one.statement, one.quote, one.outlet, one.published, one.location) == (first, cut, "Outlet 1", "2031-05-11", "1.txt")
    assert [reading.wordings for reading in record.readings()].count((one,)) == 1
    assert record.connection.execute("SELECT count(*) FROM wordings").fetchone() == (2,)
    record.code(first, ANN, {"review": "rejected"})
    assert record.wordings(first) == ()


def test_a_rejected_first_witness_gives_way_to_the_next(record: Record) -> None:
    quote = "“We will never give the valley away, not one field of it”"
    first = said(record, f"In Port Ansel {quote}, said Ilsa Maren.", "Ilsa Maren", quote, "a.txt")
    second = said(record, f"Late on Monday Maren told us: {quote}.", "Ilsa Maren", quote, "b.txt")
    record.code(first, ANN, {"review": "rejected"})
    assert [(s.id, s.witnesses) for s in record.page().statements] == [(second, 1)]
    record.undo(first, ANN)
    assert record.count() == 1


def test_a_withdrawn_first_witness_gives_way_to_the_next_and_comes_back(record: Record) -> None:
    quote = "“We will never give the valley away, not one field of it”"
    first = said(record, f"In Port Ansel {quote}, said Ilsa Maren.", "Ilsa Maren", quote, "a.txt")
    second = said(record, f"Late on Monday Maren told us: {quote}.", "Ilsa Maren", quote, "b.txt")
    whole = record.reading(record.page().statements[0].report)
    empty, again = replace(whole, statements=(), codings=()), replace(whole, codings=())

    def counted() -> list[tuple[str, int]]:
        return [(one.id, one.witnesses) for one in record.page().statements]

    assert counted() == [(first, 2)]
    record.add(empty, "r2")
    assert counted() == [(second, 1)]
    record.add(again, "r3")
    assert counted() == [(first, 2)]
    other = record.reading(record.connection.execute("SELECT id FROM report WHERE n = 2").fetchone()[0])
    record.add(empty, "r4")
    record.add(replace(other, statements=(), codings=()), "r4")
    assert counted() == []
    record.add(again, "r5")
    assert counted() == [(first, 1)]


def test_paraphrases_are_the_same_only_word_by_word(record: Record) -> None:
    words = "the northern valley was not for sale at any price this year"
    said(record, f"Maren said {words}.", "Ilsa Maren", words, "a.txt", "indirect")
    said(record, f"On Friday Maren said {words}, again.", "Ilsa Maren", words, "b.txt", "indirect")
    near = words.replace("price", "moment")
    said(record, f"Maren said {near}.", "Ilsa Maren", near, "c.txt", "indirect")
    assert sorted(s.witnesses for s in record.page().statements) == [1, 2]


def test_one_name_is_one_actor_and_people_judge_the_rest(record: Record) -> None:
    for n, name in enumerate(("Ilsa Maren", "Ílsa Máren", "Ilsa Marren", "Pavo Drenn")):
        said(
            record,
            f"Talk {n}. {name} said “this is statement number {n} of many”.",
            name,
            f"“this is statement number {n} of many”",
            f"{n}.txt",
        )
    assert {known.name: known.statements for known in record.actors()} == {"Ilsa Maren": 2, "Ilsa Marren": 1, "Pavo Drenn": 1}
    record.merge("Ilsa Maren", "Ilsa Marren", ANN)
    (first, *_) = record.actors("maren")
    assert (first.statements, first.names, first.reports) == (3, ("Ilsa Maren", "Ilsa Marren"), 3)
    assert {s.speaker for s in record.page().statements} == {"Ilsa Maren", "Pavo Drenn"}
    said(
        record,
        "More. Ilsa Marren said “this one came later than the others”.",
        "Ilsa Marren",
        "“this one came later than the others”",
        "5.txt",
    )
    assert next(record.actors("maren")).statements == 4
    record.part("Ilsa Maren", "Ilsa Marren", ANN)
    assert {known.name: known.statements for known in record.actors("mar")} == {"Ilsa Maren": 2, "Ilsa Marren": 2}


def test_two_people_of_one_name(record: Record) -> None:
    for n in range(2):
        quote = f"“this is statement number {n} of many”"
        said(record, f"Talk {n}. Ann Lee said {quote}.", "Ann Lee", quote, f"{n}.txt", party=f"Side {n}")
    second = next(s.report for s in record.page().statements if s.party == "Side 1")
    record.part("Ann Lee", None, ANN, report=second)
    assert [known.parties[0][0] for known in record.actors("ann lee")] == ["Side 0", "Side 1"]
    with pytest.raises(BadRecord, match="no actor"):
        record.merge("Ann Lee", "Nobody", ANN)
    with pytest.raises(BadRecord, match="one name"):
        record.merge("Ann Lee", "ann  lee", ANN)


def test_spellings_of_one_name() -> None:
    from negotiable.record.identity import name_key

    assert (
        len(
            {
                name_key(name)
                for name in ("Oleh Marenskyy", "Oleh Marensky", "Oleh Marenskii", "OLEH MARENSKIJ", "Oleh  Marenskiy")
            }
        )
        == 1
    )
    assert name_key("Ilsa Maren") != name_key("Ilsa Marren")
    assert name_key("李明") != name_key("王明") and name_key("!!") == "!!"
