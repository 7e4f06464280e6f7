"""A corpus of generated reports, and readers that stand in for the real one in other processes."""

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from negotiable.scale import outputs
from negotiable.scale.plan import Shard
from negotiable.scale.work import Job
from negotiable.terms import CodedReading, Report, Statement

WHO = ("The ferry company", "A dock union", "The harbour council", "An island mayor", "The ministry of sails")
WHAT = ("would not sign before the tides turn", "wants two more boats", "is ready to meet on the pier", "has seen no new offer")


def texts(count: int) -> list[str]:
    """Reports of three sentences, all different."""
    draw = random.Random(7)
    return [
        " ".join(f"{draw.choice(WHO)} said that it {draw.choice(WHAT)}, as was told on page {n}." for _ in range(3))
        for n in range(count)
    ]


def corpus(path: Path, rows: Sequence[str | None], group: int = 64) -> Path:
    """A Parquet file with `rows` as its reports, in groups of rows of an odd size."""
    days = [f"2031-05-{1 + n % 28:02}" for n in range(len(rows))]
    pq.write_table(pa.table({"body": pa.array(rows, pa.string()), "date": days}), path, row_group_size=group)
    return path


def quick(report: Report) -> CodedReading:
    """Every sentence is a statement; a report that says BOOM trips it."""
    if "BOOM" in report.text:
        raise ValueError("tripped")
    ends = [at + 1 for at, character in enumerate(report.text) if character == "."]
    spans = zip([0, *ends], ends, strict=False)
    return CodedReading(report, "talks@1.0", (), tuple(Statement(f"s{n}", (), (), (span,)) for n, span in enumerate(spans)))


def slow(report: Report, seconds: float) -> CodedReading:
    """As `quick`, but it takes its time."""
    time.sleep(seconds)
    return quick(report)


def stuck(report: Report) -> CodedReading:
    """As `quick` up to page 149, and never done with a page that follows."""
    while int(report.text.rsplit("page ", 1)[1][:-1]) >= 150:
        time.sleep(1)
    return quick(report)


def deadly(report: Report, mark: str) -> CodedReading:
    """As `quick`, but a report that says DOOM ends its process; only once where it can leave a file at `mark`."""
    if "DOOM" in report.text and not os.path.exists(mark):
        if os.path.isdir(os.path.dirname(mark)):
            Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(report)


def job(rows: int, read: Callable[..., CodedReading] = quick, reader: str = "r1", **arguments: object) -> Job:
    """How the shards of a test are read."""
    return Job(partial(read, **arguments), reader, rows, {"text": "body"})


def told(shards: Sequence[Shard]) -> list[str]:
    """The locations in the outputs, in order."""
    return [row.location for shard in shards for row in outputs.read(shard.output)]


def contents(folder: Path) -> dict[str, bytes]:
    """The files in a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
