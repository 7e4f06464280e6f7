"""Sends generated reports through two Dask workers, kills one in the middle, and counts what came out.

    python bench/scale.py FOLDER [COUNT] [--reader real] [--rows N] [--load]

With `--reader real` they are read as `negotiable read` does, which takes a core about 10 ms each. `--load` puts the outputs
into a record, twice.
"""

import argparse
import logging
import os
import signal
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

from dask.distributed import LocalCluster
from generated import corpus, stand_in, texts

from negotiable.cli.add import reader_of
from negotiable.cli.stream import read_and_code
from negotiable.coding import load as load_codebook
from negotiable.record import Record
from negotiable.scale import outputs
from negotiable.scale.engine import Engine
from negotiable.scale.load import load
from negotiable.scale.plan import Shard, plan
from negotiable.scale.run import run
from negotiable.scale.work import Done, Job


def job(real: bool, rows: int) -> Job:
    """How the reports are read."""
    book = load_codebook()
    return Job(partial(read_and_code, codebook=book), reader_of(book), rows) if real else Job(stand_in, "stand-in", rows)


def disturbed(shards: list[Shard], job: Job) -> Counter[str]:
    """Runs the shards on two workers, of which one is killed once a third is done."""
    counts: Counter[str] = Counter()
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL
    ) as cluster:
        pids = [nanny.pid for nanny in cluster.workers.values()]
        for shard, outcome in run(shards, job, Engine.DASK, scheduler=cluster.scheduler_address):
            if isinstance(outcome, Done):
                counts.update(shards=1, reports=outcome.reports, rejected=outcome.rejected, there_already=outcome.known)
            else:
                counts["failed"] += 1
                print(shard.output, outcome)
            if counts["shards"] == len(shards) // 3:
                os.kill(pids[0], signal.SIGKILL)
                print(f"killed worker {pids[0]} after {counts['shards']} of {len(shards)} shards", flush=True)
        print(f"workers then: {pids}; now: {[nanny.pid for nanny in cluster.workers.values()]}")
    return counts


def check(shards: list[Shard], count: int) -> None:
    """Every report of the corpus stands in the outputs, once, at its place."""
    wanted, found = iter(texts(count)), Counter[str]()
    for shard in shards:
        rows = list(outputs.read(shard.output))
        assert [row.location for row in rows] == [f"{shard.source}#{n + 1}" for n in shard.rows], shard
        for row in rows:
            assert row.reading is not None and row.reading.report.text == next(wanted), row.location
            found[row.reading.report.id] += 1
            found["statements"] += len(row.reading.statements)
    statements = found.pop("statements")
    assert len(found) == count and set(found.values()) == {1}
    print(f"{len(found):,} reports, each once, at its place; {statements:,} statements")


def into_record(folder: Path, out: Path) -> None:
    """Loads the outputs twice; the second time changes nothing."""
    for _ in range(2):
        with Record(str(folder / "talks.db"), create=True) as record:
            begun, busy = time.monotonic(), time.process_time()
            print(load(record, str(out)), f"{time.monotonic() - begun:.0f} s, {time.process_time() - busy:.0f} CPU s", flush=True)
            rows = record.connection.execute("SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM place)").fetchone()
            print("reports, places:", rows, record.connection.execute("PRAGMA integrity_check").fetchone()[0])


def main() -> None:
    """From the command line."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("count", type=int, nargs="?", default=200_000)
    options.add_argument("--reader", choices=("stand-in", "real"), default="stand-in")
    options.add_argument("--rows", type=int, default=2_000)
    options.add_argument("--load", action="store_true")
    given = options.parse_args()
    out = given.folder / "out"
    begun = time.monotonic()
    shards = plan(corpus(given.folder / "in", given.count), str(out), given.rows)
    print(f"{given.count:,} reports in {len(shards)} shards; made in {time.monotonic() - begun:.0f} s", flush=True)
    begun = time.monotonic()
    print(dict(disturbed(shards, job(given.reader == "real", given.rows))), f"{time.monotonic() - begun:.0f} s", flush=True)
    check(shards, given.count)
    left = [path.name for path in out.iterdir() if path.name.startswith(".")]
    print(f"left over in the folder: {left}")
    if given.load:
        into_record(given.folder, out)


if __name__ == "__main__":
    sys.exit(main())
