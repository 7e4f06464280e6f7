"""The review page without a browser: what each form does to the record, and what the page tells of it."""

import html
import os
import re
import sqlite3
from pathlib import Path

import pytest
from brief.builder import Builder
from lxml.html import fromstring
from workbench.conftest import Seat, the

from negotiable.record import Filters, Record
from negotiable.terms import Conditional


def plain(page: str) -> str:
    """A page as a person reads it, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_least_certain_comes_first_and_accepting_opens_the_next(ann: Seat, record: Record) -> None:
    page = ann.get("/review")
    ids = re.findall(r'data-row="(\w+)"', page)
    assert ids[:2] == [the(record, "sail on Monday").id, the(record, "belongs to those").id]
    assert "nobody has reviewed" in plain(page).lower()
    page = ann.do(f"/statements/{ids[0]}/accept", next=ids[1])
    assert re.findall(r'data-row="(\w+)"', page)[0] == ids[1]  # what was reviewed has left the list
    assert "Saved: accepted" in plain(page) and "belongs to those" in re.search(r'id="quote">(.*?)</h2>', page, re.S)[1]  # type: ignore[index]
    assert the(record, "sail on Monday").review == "accepted"


def test_only_what_was_changed_is_said_and_the_page_tells_who_when_old_and_new(ann: Seat, record: Record) -> None:
    one = the(record, "belongs to those")
    page = ann.get(f"/review?s={one.id}")
    fields = dict(re.findall(r'name="(party|content|condition|consequence|seen)" value="([^"]*)"', page.split('id="correct"')[1]))
    ann.do(f"/statements/{one.id}/correct", **fields, stance="refuse", firmness="", speaker="Pavo Drenn", target="")
    now = the(record, "belongs to those")
    assert (now.stance, now.review, now.issue, now.party) == ("refuse", "corrected", "territory", "Morvane")
    assert [(c.variable, c.old, c.new) for c in record.history(one.id) if c.coder == "person:Ann"] == [
        ("stance", "oppose", "refuse")
    ]
    told = plain(ann.get(f"/review?s={one.id}"))
    assert "stance: oppose → refuse" in told and re.search(r"Ann, 20\d\d-\d\d-\d\d \d\d:\d\d UTC", told)
    assert "the program: oppose" in told
    ann.do(f"/statements/{one.id}/correct", status=400, stance="refuse")  # nothing changed


def test_a_field_left_alone_changes_nothing_whatever_characters_it_holds(ann: Seat, record: Record) -> None:
    b = Builder("\u202eOna\x07 Brandt said the quay stays shut. Nobody answered.", location="odd.txt", title="Odd \u2066 one")
    one = b.said(b.actor("\u202eOna\x07 Brandt", f"S\u202eide\n{'x' * 300}"), "the quay stays shut", issue="other: a\x85b\nc")
    record.add(b.build(), "r1")
    one = the(record, "the quay stays shut").id
    page = ann.get(f"/review?s={one}&review=any")
    assert not set("\u202e\u2066\x07\x85") & set(page)  # what turns the words around it is not passed on
    (form,) = (form for form in fromstring(page).forms if form.get("id") == "correct")
    ann.do(
        form.action,
        **{name: value.replace("\n", "") for name, value in form.form_values() if name != "key"} | {"stance": "refuse"},
    )
    assert [(c.variable, c.new) for c in record.history(one) if c.coder == "person:Ann"] == [("stance", "refuse")]


def test_what_somebody_else_said_meanwhile_is_not_taken_back_by_an_old_page(ann: Seat, path: str, record: Record) -> None:
    one = the(record, "belongs to those")
    seen = re.search(r'name="seen" value="(\d+)"', ann.get(f"/review?s={one.id}"))[1]  # type: ignore[index]
    Seat(path, "Ben").do(f"/statements/{one.id}/correct", stance="refuse")
    ann.do(f"/statements/{one.id}/correct", seen=seen, stance="oppose", issue="trade")
    now = the(record, "belongs to those")
    assert (now.stance, now.issue) == ("refuse", "trade")


def test_a_passage_with_emoji_before_it_is_kept_by_code_points_and_checked_by_its_words(ann: Seat, record: Record) -> None:
    one = the(record, "sail on Monday")
    text = record.reading(one.report).report.text
    start = text.index("We 🚢 sail")
    end = start + len("We 🚢 sail on Monday")
    address = f"/statements/{one.id}/correct"
    assert "select the words again" in ann.do(address, status=400, content=f"{start}-{end}", quote="Ferries sail")
    ann.do(address, content=f"{start}-{end}", quote="We 🚢 sail on Monday")
    assert the(record, "sail on Monday").quote == "We 🚢 sail on Monday"
    ann.do(address, content="“We 🚢 sail … wind drops.”")  # typed words, in pieces
    assert the(record, "wind drops").quote == "“We 🚢 sail … wind drops.”"
    for wrong in ("9-3", "5-99999", "no such words here"):
        ann.do(address, status=400, content=wrong)
    assert f'data-at="{start - 1}"' in ann.get(f"/review?s={one.id}")


def test_a_missed_statement_is_added_and_a_new_speaker_named(ann: Seat, record: Record) -> None:
    report = the(record, "sail on Monday").report
    page = ann.do(f"/reports/{report}/add", content="Nobody answered.")
    assert "Taken back: added : “Nobody answered.”" in plain(ann.do("/undo"))
    ann.do("/redo")
    one = the(record, "Nobody answered")
    assert "added by a person" in page and one.review == "corrected"
    page = ann.do(f"/statements/{one.id}/correct", speaker="Harbour master", party="Harbour", stance="assessment")
    assert "not named in this report" in page and "a new side" in page  # perhaps a slip, so it is told
    page = ann.do(f"/statements/{one.id}/correct", speaker="Ona Brandt", party="Kestria", issue="process")
    assert "not named in this report" not in page and "a new side" not in page
    ann.do("/undo")
    now = the(record, "Nobody answered")
    assert (now.speaker, now.party, now.stance) == ("Harbour master", "Harbour", "assessment")
    for given, day in (("3 Jun 2031", "2031-06-03"), ("31 May 2031", "2031-05-31"), ("2031-06-01", "2031-06-01")):
        ann.do(f"/statements/{one.id}/correct", said_on=given)
        assert the(record, "Nobody answered").day == day
    assert "2025-03-17" in ann.do(f"/statements/{one.id}/correct", status=400, said_on="Sunday")
    ann.do(f"/reports/{report}/add", status=400, content="not in the text")
    ann.do("/reports/nowhere/add", status=400, content="1-2")


def test_split_join_undo_redo_and_nothing_more_to_undo(ann: Seat, record: Record) -> None:
    one = the(record, "never give it away")
    before = record.fingerprint()
    page = ann.do(f"/statements/{one.id}/split", at="We will never")  # its quotation mark goes with it
    assert "Saved: split off from : “" in plain(page) and f"s={one.id}" in page.split('id="done"')[1].split("</a>")[0]
    told = plain(ann.get("/changes"))
    assert "split off: “We will never give it away.”" in told and "how sure" not in told  # what it took over is not told
    assert the(record, "never give").quote == "“We will never give it away.”"
    page = ann.do(f"/statements/{one.id}/join")
    assert "Saved: joined" in plain(page) and "joined: its words are the other" in plain(ann.get("/changes"))
    assert the(record, "never give").id == one.id
    page = ann.do("/undo")
    assert "Taken back" in plain(page)
    assert the(record, "never give").id != one.id
    ann.do("/undo")
    assert the(record, "never give").quote == one.quote
    ann.do("/undo", status=400)
    ann.do("/redo")
    assert the(record, "never give").quote == "“We will never give it away.”"
    assert record.fingerprint() != before
    ann.do(f"/statements/{one.id}/split", status=400, at="Envoys of")
    other = the(record, "belongs to those")
    assert re.search(r'id="join".*?<button disabled>.*?is by ', ann.get(f"/review?s={other.id}"), re.S)
    assert "only statements of one speaker" in plain(ann.do(f"/statements/{other.id}/join", status=400))


def test_a_condition_is_coded_by_its_words(ann: Seat, record: Record) -> None:
    one = the(record, "sail on Monday")
    page = ann.do(f"/statements/{one.id}/correct", condition=", if the wind drops", kind="offer", consequence="")
    assert "offer: if the wind drops; then “We 🚢 sail on Monday" in plain(page)
    found: Conditional = record.reading(one.report).conditionals[0]
    text = record.reading(one.report).report.text
    assert [text[a:b] for a, b in found.condition] == ["if the wind drops"] and found.kind == "offer"
    assert [text[a:b] for a, b in found.consequence] == ["“We 🚢 sail on Monday", ".”"]
    ann.do(f"/statements/{one.id}/correct", condition="")
    assert record.reading(one.report).conditionals == ()


def test_a_note_stands_beside_the_codes_of_each_coder(ann: Seat, record: Record, path: str) -> None:
    one = the(record, "belongs to those")
    page = ann.do(f"/statements/{one.id}/note", note="why?\n<script>alert(1)</script>")
    assert "Saved: note changed" in plain(page) and f"s={one.id}" in page and "<script>alert" not in page
    assert "note: none → why? <script>alert(1)</script>" in plain(page) and the(record, "belongs to those").review == "proposed"
    ann.do(f"/statements/{one.id}/note", status=400, note="why?\n<script>alert(1)</script>")
    ben = Seat(path, "Ben")
    ben.do(f"/statements/{one.id}/note", note="so it is")
    assert "Ann: why?" in plain(ben.get(f"/review?s={one.id}"))
    blind = Seat(path, "Cy", blind=True)
    assert "so it is" not in blind.get(f"/review?s={one.id}") + blind.get("/changes")
    page = ann.do("/undo")
    assert "Taken back: note changed" in plain(page) and 'id="note-text"' in page and "Ben: so it is" in plain(page)
    assert "why?" in plain(ann.get("/changes"))


def test_rejected_and_proposed_and_the_others_look_different_and_are_counted(ann: Seat, record: Record) -> None:
    a, b, c = the(record, "sail on Monday"), the(record, "belongs to those"), the(record, "an exchange of prisoners")
    ann.do(f"/statements/{a.id}/reject")
    ann.do(f"/statements/{b.id}/accept")
    ann.do(f"/statements/{c.id}/correct", issue="trade")
    for review, one in (("rejected", a), ("accepted", b), ("corrected", c)):
        page = ann.get(f"/review?review={review}")
        assert re.findall(r'data-row="(\w+)" class="row (\w+)"', page) == [(one.id, review)]
    assert a.id not in re.findall(r'data-row="(\w+)"', ann.get("/review?review=any"))
    assert "◌ 7 proposed ✓ 1 accepted ✎ 1 corrected ⊘ 1 rejected" in plain(ann.get("/review"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("speaker=drenn", {"belongs to those", "his army would"}),
        ("party=Harbour+%26+%3Ci%3ESons%3C%2Fi%3E", {"sail on Monday"}),
        ("party=-", {"exchange of prisoners", "The talks open today"}),
        ("issue=territory&stance=oppose", {"belongs to those"}),
        ("firmness=red-line", {"never give it away"}),
        ("below=41", {"sail on Monday", "belongs to those"}),
        ("since=2031-06-01", {"sail on Monday"}),
        ("words=valley+farm", {"belongs to those"}),
    ],
)
def test_filters_stand_in_the_address(ann: Seat, query: str, words: set[str]) -> None:
    rows = re.findall(r'<span class="words">(.*?)</span>', ann.get(f"/review?{query}"), re.S)
    assert len(rows) == len(words) and all(any(w in row for row in rows) for w in words)


@pytest.mark.parametrize("query", ["order=up", "review=maybe", "since=yesterday", "below=much", "after=zzz", "words=%21%3F"])
def test_an_address_that_says_nothing_is_told_so(ann: Seat, query: str) -> None:
    assert "That did not work" in ann.get(f"/review?{query}", 404 if query[:5] in ("after", "words") else 400)


def test_without_a_name_nothing_changes(path: str, record: Record) -> None:
    before = record.fingerprint()
    guest = Seat(path)
    one = the(record, "belongs to those")
    assert "who you are" in guest.do(f"/statements/{one.id}/accept", status=400)
    assert record.fingerprint() == before


def test_a_restart_in_the_middle_loses_nothing(path: str, ann: Seat, record: Record) -> None:
    one = the(record, "belongs to those")
    ann.do(f"/statements/{one.id}/correct", stance="refuse")
    key = ann.key()
    again = Seat(path)
    again.client.cookies = ann.client.cookies  # the same browser, its page still open, the program started anew
    answer = again.client.post("/undo", data={"key": key})
    assert answer.status_code == 200
    assert the(record, "belongs to those").stance == "oppose"


def test_a_file_that_is_moved_or_damaged_under_the_pages_is_told_and_nothing_is_lost(
    ann: Seat, path: str, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, key = the(record, "belongs to those").id, ann.key()
    os.rename(path, f"{path}.away")
    assert "was moved, deleted or replaced" in ann.get("/review", 404)
    assert ann.client.post(f"/statements/{one}/reject", data={"key": key}).status_code == 400
    os.rename(f"{path}.away", path)
    assert the(record, "belongs to those").review == "proposed"
    ann.do(f"/statements/{one}/accept")

    def damaged(*_: object, **__: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(Record, "page", damaged)
    assert "is damaged" in ann.get("/review", 503)


def test_a_long_report_is_shown_in_parts(ann: Seat, record: Record, tmp_path: Path) -> None:
    from brief.builder import Builder

    b = Builder("A quiet line stands here, as others do.\n" * 4000 + "Ona said it rains at the end.", location="long.txt")
    b.said(b.actor("Ona"), "it rains at the end", confidence=0.01)
    record.add(b.build(), "r1")
    page = ann.get("/review")
    assert len(page) < 150_000 and "it rains at the end" in page
    earlier = re.search(r'href="([^"]+)">Earlier', page)
    assert earlier and "Later in this report" in ann.get(html.unescape(earlier[1]))


def test_a_statement_of_another_filter_is_still_shown(ann: Seat, record: Record) -> None:
    one = the(record, "sail on Monday")
    page = ann.get(f"/review?issue=territory&s={one.id}")
    assert "sail on Monday" in re.search(r'id="quote">(.*?)</h2>', page, re.S)[1]  # type: ignore[index]
    assert record.count(Filters(issue="territory")) == len(re.findall("data-row", page))
