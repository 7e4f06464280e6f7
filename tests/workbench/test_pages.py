"""The other pages: positions, contradictions, actors, coders, trust, scenario and what goes out."""

import errno
import html
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from brief.builder import talks
from workbench.conftest import Seat, the

from negotiable.record import Record
from negotiable.record.dna import import_dna
from negotiable.record.opinions import fill
from negotiable.workbench import out
from negotiable.workbench.tally import trust


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_matrix_opens_its_quotations(ann: Seat) -> None:
    page = ann.get("/positions")
    cell = re.search(r'href="(/positions\?issue=territory&amp;party=Kestria[^"]*)"', page)
    assert cell and "RED LINE" in plain(page)
    assert "The valley stays ours" in ann.get(html.unescape(cell[1]).split("#")[0])
    assert "The valley" not in ann.get("/positions?issue=territory&party=Kestria&since=2032-01-01")


def test_a_move_is_told_with_its_two_quotations(ann: Seat, record: Record) -> None:
    from brief.builder import Builder

    for day, words, stance in (
        ("2031-07-01", "the bridge may open", "support"),
        ("2031-08-01", "the bridge stays shut", "refuse"),
    ):
        b = Builder(f"Ona Brandt said {words}.", location=day, published=day)
        b.said(b.actor("Ona Brandt", "Harbour"), words, issue="trade", stance=stance)
        record.add(b.build(), "r1")
    told = plain(ann.get("/positions?issue=trade&party=Harbour"))
    told_since = plain(ann.get("/positions?mark=2031-07-15&side=Harbour"))
    assert "Harbour on" in told_since and told_since.index("may open") < told_since.index("stays shut")
    assert "None of these" in plain(ann.get("/positions?mark=2030-01-01"))
    assert "The last move: ● supports on 1 Jul 2031, ✕ refuses on 1 Aug 2031. the bridge may open" in told


def test_contradictions_between_reports_are_shown_for_an_issue(ann: Seat, record: Record) -> None:
    from brief.builder import Builder

    for n, (who, words, stance) in enumerate(
        (("Ona", "the harbour tunnel opens", "support"), ("Ulf", "no harbour tunnel opens", "oppose"))
    ):
        b = Builder(f"{who} said {words}.", location=who, published=f"2031-07-0{n + 1}")
        b.said(b.actor(who, who), words, issue="trade", stance=stance)
        b.conflicts.clear()
        record.add(b.build(), "r1")
    assert "no harbour tunnel opens" not in ann.get("/contradictions")
    assert "In different reports" not in ann.get("/contradictions?issue=process")
    told = plain(ann.get("/contradictions?issue=trade"))
    assert "In different reports" in told and "the harbour tunnel opens" in told


def test_a_contradiction_that_the_program_is_not_sure_of_says_so(ann: Seat, record: Record) -> None:
    assert "(perhaps)" not in ann.get("/contradictions")
    record.connection.execute("UPDATE conflict SET confidence = 0.1")
    assert "(perhaps)" in ann.get("/contradictions")


def test_issues_of_an_own_codebook_are_offered(ann: Seat, record: Record) -> None:
    record.connection.execute("UPDATE report SET codebook = 'ours@1'")
    record.connection.execute("INSERT INTO issue_label VALUES ('ours@1', 'nets', 'Nets and quotas', NULL)")
    assert '<option value="nets">Nets and quotas</option>' in ann.get("/review")


def test_contradictions_stand_side_by_side_until_one_is_rejected(ann: Seat, record: Record) -> None:
    page = plain(ann.get("/contradictions"))
    assert "each side calls the valley its own" in page and "belongs to those" in page
    ann.do(f"/statements/{the(record, 'belongs to those').id}/reject")
    assert "No two statements" in plain(ann.get("/contradictions"))


def test_actors_are_merged_parted_renamed_and_given_a_side(ann: Seat, record: Record) -> None:
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    ann.do("/actors/merge", one="Pavo Drenn", other="official")
    assert the(record, "The talks open today").speaker == "Pavo Drenn"
    ann.do("/actors/part", one="pavo drenn", other="official")
    assert the(record, "The talks open today").speaker == "official"
    ann.do(f"/actors/{drenn.n}/rename", name="General <Drenn>")
    ann.do(f"/actors/{drenn.n}/assign", party="Rebels", since="2031-01-01", until="2031-12-31")
    now = the(record, "belongs to those")
    assert (now.speaker, now.party) == ("General <Drenn>", "Rebels")
    told = plain(ann.get(f"/actors/{drenn.n}"))
    assert "Speaks for Rebels from 1 Jan 2031 to 31 Dec 2031 by Ann" in told and "is not official Ann" in told
    assert "speaks for from 1 Jan 2031 to 31 Dec 2031: Morvane → Rebels Ann" in told
    assert "speaks for Rebels from 1 Jan 2031 to 31 Dec 2031, Ann says" in plain(ann.get("/actors"))
    ann.do(f"/actors/{drenn.n}/assign", status=400, party="X", since="2032-01-01", until="2031-01-01")
    ann.do("/actors/merge", status=400, one="General <Drenn>", other="nobody at all")
    report = the(record, "belongs to those").report
    ann.do("/actors/part", one="pavo drenn", report=report)
    assert the(record, "belongs to those").speaker == "Pavo Drenn"


def test_what_was_done_to_actors_is_undone_where_it_was_done(path: str, ann: Seat, record: Record) -> None:
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    page = f"/actors/{drenn.n}"
    ben = Seat(path, "Ben", blind=True)
    one = the(record, "an exchange of prisoners")
    ben.do(f"/statements/{one.id}/correct", stance="offer")
    told = plain(ann.do("/actors/merge", one="Pavo Drenn", other="official"))
    assert "Saved: Pavo Drenn, is the same as: – → official" in told
    told = plain(ann.do(f"{page}/assign", party="Rebels", until="2031-12-31"))
    assert "Saved: Pavo Drenn, speaks for to 31 Dec 2031: Morvane → Rebels" in told
    told = plain(ann.do(f"{page}/rename", name="General <Drenn>"))
    assert "Saved: General <Drenn>, name: Pavo Drenn → General <Drenn>" in told
    ann.do("/actors/part", one="pavo drenn", report=one.report)
    told = plain(ann.get("/changes"))
    assert told.count("Ann, 20") == 4 and "General <Drenn> → somebody else called General" in told
    assert "Ben, 20" in told and "stance: demand → offer" in told and "Ben, 20" not in plain(ann.get("/changes?who=Ann"))
    assert "Ann" not in plain(ben.get("/changes"))
    told = plain(ann.do("/undo", here=page))  # the split
    told = plain(ann.do("/undo", here=page))
    assert "Taken back: Pavo Drenn, name: Pavo Drenn → General <Drenn>" in told and "All actors Pavo Drenn" in told
    assert the(record, "belongs to those").party == "Rebels"
    ann.do("/undo", here=page), ann.do("/undo", here="//elsewhere.example/x")
    assert (the(record, "The talks open today").speaker, the(record, "belongs to those").party) == ("official", "Morvane")
    assert plain(ann.get("/changes")).count("(taken back 20") == 4
    ann.do("/undo", here=page, status=400)
    assert "Saved: Pavo Drenn: is the same as" in plain(ann.do("/redo"))  # on the page of reviews
    assert the(record, "The talks open today").speaker == "Pavo Drenn"


def agreed(page: str, label: str) -> str:
    """A row of the page of coders: how many all the same, statements, coders."""
    found = re.search(rf" {label} (?:nominal|ordinal|overlap)\b[^%]*? (\d+% \d+ \d+) ", page)
    return found[1] if found else ""


def test_a_second_coder_works_alone_and_somebody_decides(path: str, ann: Seat, record: Record) -> None:
    one, same = the(record, "belongs to those"), the(record, "an exchange of prisoners")
    ann.do(f"/statements/{one.id}/correct", stance="refuse")
    ann.do(f"/statements/{same.id}/accept")
    sail = the(record, "sail on Monday")
    ann.do(f"/statements/{sail.id}/correct", content="sail on Monday")
    ann.do(f"/reports/{sail.report}/add", content="Nobody answered.")
    ben = Seat(path, "Ben", blind=True)
    page = ben.get(f"/review?s={one.id}")
    assert 'value="oppose" selected' in page and "Ann" not in plain(page)  # the program's, not Ann's
    assert one.id in re.findall(r'data-row="(\w+)"', page)  # still to be reviewed by Ben
    page = ben.get(f"/review?s={sail.id}")
    assert "if the wind drops" in re.search(r'id="quote">(.*?)</h2>', page, re.S)[1]  # type: ignore[index]
    assert page.count("if the wind drops") == 5  # title, list, heading, text, form: nowhere as Ann cut it
    assert "said corrected" not in page and "Nobody answered" not in re.search(r'id="rows">(.*?)</ol>', page, re.S)[1]  # type: ignore[index]
    ben.do(f"/statements/{one.id}/correct", stance="demand")
    ben.do(f"/statements/{same.id}/accept")
    for shared in ("/positions", "/actors", "/scenario", "/out", "/out/csv"):
        assert "You code by yourself" in ben.get(shared, status=403)
    assert "/positions" not in page and "/positions" in ann.get("/coders")  # nor are they in the menu
    assert "hidden" in plain(ben.get("/coders")).lower() and "refuse" not in plain(ben.get("/coders"))
    page = plain(ann.get("/coders"))
    assert agreed(page, "stance") == "50% 2 2" and agreed(page, "issue") == "100% 2 2"
    assert "Ann: refuse" in page and "Ben: demand" in page
    ann.do(f"/statements/{one.id}/decide", variable="stance", coder="person:Ben")
    assert the(record, "belongs to those").stance == "demand"
    assert "(decided)" in plain(ann.get("/coders"))
    ann.do(f"/statements/{one.id}/decide", status=400, variable="stance", coder="person:Zoe")
    assert agreed(plain(ann.get("/coders")), "stance") == "50% 2 2"  # a decision is not a third coder
    assert "Taken back" in plain(ann.do("/undo", here="/coders"))
    assert "(decided)" not in plain(ann.get("/coders"))
    ann.do(f"/statements/{one.id}/decide", variable="stance", coder="person:Ann")
    assert the(record, "belongs to those").stance == "refuse"
    ann.do("/undo", here="/coders"), ann.do("/undo")  # the decision, and what Ann did before it
    assert the(record, "belongs to those").stance == "demand"


def test_who_accepts_what_another_coded_says_the_same(path: str, ann: Seat, record: Record) -> None:
    one = the(record, "belongs to those")
    ann.do(f"/statements/{one.id}/correct", stance="refuse")
    ben = Seat(path, "Ben")
    ben.do(f"/statements/{one.id}/accept")
    assert agreed(plain(ben.get("/coders")), "stance") == "100% 1 2"


def test_trust_counts_what_stood(ann: Seat, record: Record) -> None:
    assert "Nobody has reviewed" in ann.get("/trust")
    a, b, c = the(record, "belongs to those"), the(record, "an exchange of prisoners"), the(record, "sail on Monday")
    ann.do(f"/statements/{a.id}/correct", stance="refuse")
    ann.do(f"/statements/{b.id}/accept")
    ann.do(f"/statements/{c.id}/reject")
    ann.do(f"/reports/{c.report}/add", content="Nobody answered.")
    told = plain(ann.get("/trust"))
    assert "it is a statement 2 of 3 (67%)" in told and "stance 1 of 2 (50%)" in told and "issue 2 of 2 (100%)" in told
    assert "1 statement that it had missed was added" in told
    ann.do("/undo"), ann.do("/undo")
    told = plain(ann.get("/trust"))
    assert "it is a statement 2 of 2 (100%)" in told and "that it had missed" not in told


def test_trust_goes_by_what_a_person_saw_and_by_what_they_said_of_sides(ann: Seat, record: Record) -> None:
    def right(variable: str) -> tuple[int, int]:
        row = next(one for one in trust(record)[1] if one.variable == variable)
        return row.right, row.seen

    farm, threat = the(record, "belongs to those"), the(record, "will close the crossing")
    ann.do(f"/statements/{farm.id}/accept"), ann.do(f"/statements/{threat.id}/accept")
    assert right("party") == right("condition") == right("stance") == right("content") == (2, 2)
    ann.do(f"/statements/{threat.id}/correct", condition="")  # the program had found one
    assert right("condition") == (1, 2)
    drenn = next(one for one in record.actors() if one.name == "Pavo Drenn")
    ann.do(f"/actors/{drenn.n}/assign", party="Rebels")
    assert right("party") == (1, 2)
    ann.do("/undo")
    assert right("party") == (2, 2)
    later = talks()
    changed = [
        replace(one, stance="offer") if "belongs to those" in later.report.text[one.content[0][0] :][:99] else one
        for one in later.statements
    ]
    record.add(replace(later, statements=tuple(changed)), "r2")
    assert the(record, "belongs to those").stance == "offer" and right("stance") == (1, 2)  # not what Ann accepted
    ann.do(f"/statements/{farm.id}/accept")
    assert right("stance") == (2, 2)
    rows = [record.connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("verdict", "opinion")]
    record.connection.execute("DELETE FROM verdict"), record.connection.execute("DELETE FROM opinion")
    fill(record.connection)  # as for a record from before these tables
    assert rows == [record.connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("verdict", "opinion")]


def test_shares_of_the_whole_record_come_from_a_sample_by_chance(
    ann: Seat, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiable.workbench.tally.ENOUGH", 4)
    monkeypatch.setattr("negotiable.workbench.coders.ENOUGH", 4)
    hardest = record.page(order="unsure", limit=1).statements[0]
    drawn = [one.id for one in record.page(order="random", limit=99).statements]
    ann.do(f"/statements/{hardest.id}/accept")
    for one in drawn[:3]:
        ann.do(f"/statements/{one}/reject")
    told = plain(ann.get("/trust"))
    assert "the first 4 statements in an order by chance are reviewed; 3 are" in told
    assert "no sample" in told and "95 % interval" not in told
    assert f'data-row="{drawn[3]}"' in ann.get("/review?order=random")
    ann.do(f"/statements/{drawn[3]}/accept")
    told = plain(ann.get("/trust"))
    assert "By 4 statements drawn by chance" in told and "it is a statement 1 of 4 (25%) 5%–70%" in told
    for one in drawn[4:]:
        ann.do(f"/statements/{one}/accept")
    assert "Every statement was reviewed" in plain(ann.get("/trust"))


def test_sides_and_conditions_are_compared_and_decided(path: str, ann: Seat, record: Record) -> None:
    threat, farm = the(record, "will close the crossing"), the(record, "belongs to those")
    ben = Seat(path, "Ben", blind=True)
    ann.do(f"/statements/{threat.id}/accept"), ben.do(f"/statements/{threat.id}/correct", condition="", firmness="wish")
    ann.do(f"/statements/{farm.id}/correct", party="Farmers", firmness="red-line")
    ben.do(f"/statements/{farm.id}/correct", firmness="demand")
    told = plain(ann.get("/coders"))
    assert agreed(told, "condition: whether any") == agreed(told, "side") == "50% 2 2" and not agreed(told, "condition: its kind")
    assert agreed(told, "firmness: wish, demand, red line") == "0% 1 2" and "ordinal; few statements" in told
    assert "Ann: threat: If the guns stay Ben: none" in told and "Ann: Farmers Ben: Morvane" in told
    assert "Farmers" not in plain(ann.get("/coders?variable=condition")) and "side (1)" in told
    ann.do(f"/statements/{threat.id}/decide", variable="condition", coder="person:Ben", list="variable=condition")
    assert not record.reading(threat.report).conditionals
    ann.do(f"/statements/{threat.id}/decide", variable="condition", coder="person:Ann")
    assert [one.kind for one in record.reading(threat.report).conditionals] == ["threat"]
    ann.do(f"/statements/{farm.id}/decide", variable="party", coder="person:Ben")
    assert the(record, "belongs to those").party == "Morvane"
    ann.do("/undo", here="/coders")
    assert the(record, "belongs to those").party == "Farmers"


@pytest.mark.parametrize(
    "kind", ["csv", "json", "jsonl", "xlsx", "parquet", "graphml", "gexf", "dna", "plover.jsonl", "annotations.json"]
)
def test_every_export_comes_as_a_file(ann: Seat, kind: str) -> None:
    answer = ann.client.get(f"/out/{kind}")
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"] and answer.content


def test_without_room_for_a_file_that_is_told(ann: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(out, "maker_of", lambda *_: full)
    before = sorted(tmp_path.iterdir())
    assert "No space left on device): make room" in ann.get("/out/xlsx", 400)
    assert sorted(tmp_path.iterdir()) == before


def test_exports_read_back(ann: Seat, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x.dna").write_bytes(ann.client.get("/out/dna").content)
    with Record(str(tmp_path / "new.db"), create=True) as fresh:
        assert import_dna(fresh, str(tmp_path / "x.dna")).documents == 2
    lines = ann.client.get("/out/csv?table=events").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3 and lines[0].startswith("id,date,type")
    ann.get("/out/csv?table=secrets", 400)


def test_the_brief_comes_with_its_own_policy(ann: Seat) -> None:
    answer = ann.client.get("/out/brief?party=Kestria")
    policy = answer.headers["content-security-policy"]
    assert "sha256-" in policy and "unsafe" not in policy and "default-src 'none'" in policy
    assert "The valley stays ours" in answer.text
    ann.get("/out/brief?issue=nothing", 400)


def test_a_scenario_is_drafted_and_edited_as_text(ann: Seat, record: Record) -> None:
    assert "Draft one" in ann.get("/scenario")
    page = ann.get("/scenario?draft=yes")
    text = html.unescape(re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.S)[1])  # type: ignore[index]
    page = ann.do("/scenario", text=text)
    assert "Red lines" in page and "Saved by Ann" in page
    page = ann.do("/scenario", text="scenario: 1\ntitle: [")
    assert "Mistakes" in page
    assert record.connection.execute("SELECT count(*) FROM scenario").fetchone() == (2,)
