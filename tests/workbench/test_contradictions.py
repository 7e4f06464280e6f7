"""The page of contradictions: in an order, page by page, with what people say of a pair."""

import re
import threading
import time

from brief.builder import Builder
from workbench.conftest import Seat, the

from negotiable.record import Record, due
from negotiable.terms import Conflict

SURE = [0.9, 0.2, None, 0.5] * 16


def many(record: Record) -> None:
    """64 pairs, as sure as `SURE` says, in one report."""
    lines = [(f"the {n}th pier opens", f"the {n}th pier stays shut") for n in range(64)]
    b = Builder(" ".join(f"Orsk said {one}. Hallen said {other}." for one, other in lines), location="piers.txt")
    for n, (one, other) in enumerate(lines):
        first = b.said(b.actor("Tilda Orsk", "Varn"), one, stance="support", issue="trade")
        second = b.said(b.actor("Bo Hallen", "Sell"), other, stance="refuse", issue="trade")
        b.conflicts.append(Conflict((first, second), "trade", f"Pair {n}", SURE[n]))
    record.add(b.build(), "r1")


def walked(ann: Seat, address: str) -> list[int]:
    """The numbers of the pairs on all pages from this one on."""
    found = []
    while address:
        page = ann.get(address)
        found += [int(n) for n in re.findall(r"Pair (\d+)", page)]
        after = re.search(r'href="([^"]+)" rel="next"', page)
        address = after[1].replace("&amp;", "&") if after else ""
    return found


def test_each_pair_once_the_surest_first_or_the_last_read(ann: Seat, record: Record) -> None:
    many(record)
    sure = walked(ann, "/contradictions?issue=trade")
    assert sorted(sure) == list(range(64)) and len(sure) == 64
    told = [SURE[n] or 1.0 for n in sure]
    assert told == sorted(told, reverse=True)
    assert walked(ann, "/contradictions?order=new") == list(reversed(range(64)))
    assert len(walked(ann, "/contradictions?after=0.5_" + "9" * 18)) == 32
    for odd in ("x", "_", "nan_1", "1e999_²", "0.5_" + "9" * 40):
        ann.get(f"/contradictions?after={odd}")


def test_the_pages_go_along_an_index(record: Record) -> None:
    for where in ("", "AND c.issue = 'trade' "):
        plan = record.connection.execute(
            "EXPLAIN QUERY PLAN SELECT c.n FROM conflict c CROSS JOIN statement a ON a.n = c.one WHERE c.gone IS NULL "
            f"AND a.live = 1 {where}AND (coalesce(c.confidence, 1), c.n) < (0.5, 7) "
            "ORDER BY coalesce(c.confidence, 1) DESC, c.n DESC LIMIT 31"
        ).fetchall()
        assert not any("TEMP B-TREE" in row[3] for row in plan) and "USING INDEX conflict_" in plan[0][3]


def test_a_person_says_what_a_pair_is_and_takes_it_back(ann: Seat, record: Record) -> None:
    one, other = the(record, "The valley stays"), the(record, "belongs to those")
    page = ann.do("/pairs", page="/contradictions", one=one.id, other=other.id, says="no")
    assert "No two statements" in page and "do not contradict each other" in page
    gone = ann.get("/contradictions?show=gone")
    assert "no contradiction, a person says" in gone and "Ann: none" in gone
    assert "do not contradict each other" in ann.get("/changes")
    assert "Ann: a contradiction" in ann.do("/pairs", page="/contradictions", one=one.id, other=other.id, says="yes")
    ann.do("/undo", here="/contradictions")
    ann.do("/undo", here="/contradictions")
    assert "Ann:" not in ann.get("/contradictions") and "No pair was withdrawn" in ann.get("/contradictions?show=gone")
    ann.do("/pairs", status=400, one=one.id, other=other.id, says="perhaps")
    where = {"list": "order=new&after=1_9", "place": "3"}  # the page that one was on, at the place in it
    answer = ann.client.post("/pairs", data={"key": ann.key(), "one": one.id, "other": other.id, "says": "yes", **where})
    assert re.search(r"order=new&after=1_9&done=\d+#pair-3$", str(answer.url))
    ann.do("/undo")
    ann.do(f"/statements/{other.id}/correct", stance="support", issue="process")
    assert "found anew, after a correction" in ann.get("/contradictions")
    ann.do(f"/statements/{other.id}/correct", speaker="Ilsa Maren")
    assert "no longer stand against" in ann.get("/contradictions?show=gone")


def test_what_a_side_leaves_for_later_is_told_and_done_beside_the_pages(ann: Seat, record: Record) -> None:
    for n in range(5):
        b = Builder(f"Orsk said the {n}th pier opens.", location=f"{n}.txt")
        b.said(b.actor("Tilda Orsk", "Varn"), f"the {n}th pier opens", stance="support", issue="trade")
        record.add(b.build(), "r1")
    orsk = next(one.n for one in record.actors() if one.name == "Tilda Orsk")
    ann.do(f"/actors/{orsk}/assign", party="Sell")
    waits = "the pairs of 5 reports are still to be decided anew"
    assert waits in ann.get("/contradictions")  # nobody does it: the server was not started
    with ann.client:
        caught_up(record)
        assert waits not in ann.get("/contradictions")
        ann.do("/undo", page="/changes")  # wakes it
        caught_up(record)
    assert not [one for one in threading.enumerate() if one.name == "keeper"]


def caught_up(record: Record) -> None:
    until = time.monotonic() + 60
    while due.waiting(record.connection):
        assert time.monotonic() < until
        time.sleep(0.01)
