"""Readings as lines of JSON, whole and in pieces."""

import json

from negotiable.export.jsonl import SCHEMA, pieces, to_line
from negotiable.terms import Actor, CodedReading, Conditional, Conflict, Doubt, Event, Report, Statement

TEXT = '“No\u2028deal,” she \ud800 said.\r\n\tEnvoys met \x1b “there” \\ "here".'
READING = CodedReading(
    Report("talks.txt", TEXT, title='A "title"', published="2031-05-12"),
    "talks@1.0",
    (Actor("she", "She", "person", mentions=((10, 13),)),),
    (
        Statement("s0", source=((10, 13),), cue=((14, 18),), content=((0, 9), (20, 22)), stance="refuse"),
        Statement("s1", (), (), ((3, 5),)),
    ),
    (Conditional("s0", "threat", ((0, 3),), ((4, 6),)),),
    (Event("e0", ((22, 32),), "CONSULT", ("she",), (), ("Old Brask",), 3, "2031-05", "past", "s0"),),
    (Conflict(("s0", "s1"), None, "why"),),
    (Doubt(((0, 1), (2, 3)), "why"),),
)


def test_a_line_holds_the_whole_reading() -> None:
    line = to_line(READING)
    assert "\n" not in line and "\r" not in line
    read = json.loads(line)
    assert list(read) == [
        *("schema", "codebook", "report", "actors", "statements", "conditionals", "events", "conflicts", "doubts", "codings"),
        *("agreements", "splits", "chains", "issues", "wordings"),
    ]
    assert read["schema"] == SCHEMA
    assert read["report"]["text"] == TEXT
    assert read["report"]["id"] == READING.report.id
    assert read["statements"][0]["content"] == [[0, 9], [20, 22]]
    assert read["statements"][0]["stance"] == "refuse"
    assert [one["id"] for one in read["statements"]] == ["s0", "s1"]
    assert read["events"][0]["places"] == ["Old Brask"]
    assert read["conflicts"] == [{"between": ["s0", "s1"], "issue": None, "why": "why", "confidence": None}]


def test_nothing_found_is_still_a_line() -> None:
    read = json.loads(to_line(CodedReading(Report("x", ""), "talks@1.0")))
    assert read["statements"] == read["doubts"] == []


def test_pieces_are_small() -> None:
    assert max(map(len, list(pieces(READING))[1:])) < 600
