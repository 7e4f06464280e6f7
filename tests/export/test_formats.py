"""Each format is read back with the tool that people use for it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
from brief.builder import Builder, talks
from running import Result

from negotiable.record import Record

Export = Callable[..., Path]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    b = Builder(
        'Maren said “=HYPERLINK("x") 🙂\x0b at once”. <b>Odd & old</b>.',
        location="../odd.txt",
        title="@SUM(A1)",
        url="https://a.example/1",
    )
    b.said(b.actor("Ilsa Maren", "Kestria"), '“=HYPERLINK("x") 🙂\x0b at once”', issue="trade", stance="refuse", act="REJECT")
    path = tmp_path / "talks.db"
    with Record(str(path), create=True) as made:
        made.add(talks(title="Talks", outlet="Kestrel Post"), "r1")
        made.add(b.build(), "r1")
    return path


@pytest.fixture
def export(run: Callable[..., Result], record: Path, tmp_path: Path) -> Export:
    def export(name: str, *options: str) -> Path:
        out = tmp_path / name
        done = run("export", record, out, *options)
        assert (done.status, done.err) == (0, "")
        return out

    return export


def test_csv(export: Export) -> None:
    data = export("out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 10
    assert {row["title"] for row in rows} == {"Talks", "'@SUM(A1)"}
    (odd,) = (row for row in rows if row["issue"] == "trade" and row["stance"] == "refuse")
    assert odd["quote"] == '“=HYPERLINK("x") 🙂\x0b at once”'
    positions = list(csv.DictReader(export("p.csv", "--table", "positions").open(encoding="utf-8-sig", newline="")))
    assert {"issue", "party", "stance", "statements"} <= set(positions[0])


def test_excel(export: Export) -> None:
    book = openpyxl.load_workbook(export("out.xlsx"))
    assert book.sheetnames == [
        "about",
        "statements",
        "positions",
        "events",
        "conflicts",
        "wordings",
        "reports",
        "actors",
        "rejected",
    ]
    sheet = book["statements"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 11
    quotes = [row[heads.index("quote")] for row in sheet.iter_rows(min_row=2)]
    assert all(cell.data_type == "s" for cell in quotes)
    assert any("🙂\ufffd at once" in cell.value for cell in quotes)
    titles = {row[heads.index("title")].data_type for row in sheet.iter_rows(min_row=2)}
    assert titles == {"s"}


def test_json(export: Export) -> None:
    tables = json.loads(export("out.json").read_text(encoding="utf-8"))
    assert tables["schema"] == "negotiable/record/1"
    assert [len(tables[name]) for name in ("statements", "events", "conflicts", "reports")] == [10, 2, 1, 2]


def test_readings(export: Export) -> None:
    readings = [json.loads(line) for line in export("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(readings) == 2
    for reading in readings:
        assert reading["schema"] == "negotiable/reading/1"
        for one in reading["statements"]:
            assert all(0 <= start < end <= len(reading["report"]["text"]) for start, end in one["content"])


def test_parquet(export: Export) -> None:
    table = pq.read_table(export("out.parquet"))
    assert table.num_rows == 10
    assert {"id", "speaker", "party", "issue", "stance", "quote", "confidence"} <= set(table.column_names)
    assert str(table.schema.field("confidence").type) == "double"
    assert pq.read_table(export("c.parquet", "--table", "codings")).num_rows > 50


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks(export: Export, form: str) -> None:
    read: Any = nx.read_graphml if form == "graphml" else nx.read_gexf
    graph = read(export(f"out.{form}"))
    edge = graph.edges["actor: Kestria", "issue: territory"]
    assert (edge["weight"], edge["negative"], edge["first"]) == (1.0, 1, "2031-05-12")
    assert graph.nodes["actor: Kestria"]["type"] == "actor"
    assert graph.nodes["issue: territory"]["label"] == "territory"
    both = read(export(f"c.{form}", "--network", "congruence"))
    assert both.edges["actor: Kestria", "actor: Morvane"]["weight"] == 1.0
    people = read(export(f"s.{form}", "--network", "conflict", "--of", "speaker"))
    assert "actor: Ilsa Maren" in people


def test_graphml_has_plain_keys_only(export: Export) -> None:
    text = export("out.graphml").read_text(encoding="utf-8")
    assert text.count("<key ") == text.count("attr.name=") == text.count("attr.type=")


def test_plover(export: Export) -> None:
    lines = [json.loads(line) for line in export("out.plover.jsonl").read_text(encoding="utf-8").splitlines()]
    by_root = {line["event"][0]: line for line in lines}
    assert set(by_root) == {"ASSAULT", "THREATEN", "REJECT"}  # the meeting has no actor
    assault = by_root["ASSAULT"]
    assert (assault["date"], assault["actor"][0]["actor_text"]) == ("2031-05-11", "Morvane")
    assert by_root["THREATEN"]["recipient"][0]["actor_text"] == "Morvane"
    assert by_root["REJECT"]["cite_info"]["url"] == "https://a.example/1"
    for line in lines:
        assert {"id", "date", "actor", "recipient", "event", "event_text", "text_info", "cite_info"} <= set(line)


def test_annotations(export: Export, record: Path) -> None:
    page = json.loads(export("out.annotations.json").read_text(encoding="utf-8"))
    assert (page["@context"], page["type"], len(page["items"])) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage", 10)
    with Record(str(record)) as kept:
        texts = {f"urn:negotiable:report:{r.report.id}": r.report.text for r in kept.readings()}
        texts |= {r.report.url: r.report.text for r in kept.readings() if r.report.url}
    for item in page["items"]:
        for target in item["target"]:
            place, quote = target["selector"]
            text = texts[target["source"]]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_a_brief_page_and_a_dna_file(export: Export) -> None:
    page = export("out.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Odd" in page and "<b>Odd" not in page
    assert export("out.dna").read_bytes().startswith(b"SQLite format 3")


def test_choosing_a_part(export: Export) -> None:
    (reading,) = map(json.loads, export("k.jsonl", "--party", "Kestria", "--issue", "withdrawal").read_text().splitlines())
    assert [one["stance"] for one in reading["statements"]] == ["demand"]


def test_wrong_usage(run: Callable[..., Result], record: Path, tmp_path: Path) -> None:
    assert "endings" in run("export", record, tmp_path / "out.doc").err
    assert "whole tables" in run("export", record, tmp_path / "out.xlsx", "--party", "Kestria").err
    assert run("export", tmp_path / "none.db", tmp_path / "out.csv").status == 2
    assert not (tmp_path / "out.csv").exists()


def test_the_same_record_gives_the_same_bytes(export: Export) -> None:
    for name in ("csv", "json", "jsonl", "graphml", "plover.jsonl", "annotations.json"):
        assert export(f"one.{name}").read_bytes() == export(f"two.{name}").read_bytes()
