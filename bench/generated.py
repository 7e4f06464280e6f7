"""A corpus of generated reports as Parquet files, and a quick reader that stands in for the real one."""

import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from negotiable.terms import CodedReading, Report, Statement

_WHO = ("The ferry company", "The dock union", "The harbour council", "An island mayor", "The ministry of sails", "Odra Venn")
_SAID = ("said", "told reporters", "announced", "insisted", "repeated")
_WHAT = (
    *("it would not sign before the autumn tides", "it wants two more boats on the northern line", "no offer has reached it"),
    *("it is ready to meet on the old pier", "the night shifts must be paid in full", "the lighthouse is not up for discussion"),
)


def texts(count: int) -> Iterator[str]:
    """Reports of three sentences; each has its number in it, so that no two are the same."""
    draw = random.Random(20310512)
    for n in range(count):
        said = (f"{draw.choice(_WHO)} {draw.choice(_SAID)} that {draw.choice(_WHAT)}." for _ in range(2))
        yield f"{' '.join(said)} Harbour bulletin number {n} will be the last one before the talks go on."


def corpus(folder: Path, count: int, files: int = 2) -> list[str]:
    """The Parquet files of `count` reports."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, paths = list(texts(count)), []
    each = -(-count // files)
    for n in range(files):
        paths.append(str(folder / f"bulletins-{n}.parquet"))
        part = rows[n * each : (n + 1) * each]
        pq.write_table(pa.table({"text": part, "published": ["2031-05-12"] * len(part)}), paths[-1], row_group_size=10_000)
    return paths


def stand_in(report: Report) -> CodedReading:
    """Every sentence is a statement."""
    ends = [at + 1 for at, character in enumerate(report.text) if character == "."]
    spans = zip([0, *ends], ends, strict=False)
    statements = (Statement(f"s{n}", (), (), (span,)) for n, span in enumerate(spans))
    return CodedReading(report, "talks@1.0", (), tuple(statements))
