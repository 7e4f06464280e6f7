"""`negotiable scale run` and `negotiable scale load`, with the reader that comes with the program."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from running import Result, start

from negotiable.record import Record

Run = Callable[..., Result]
REPORT = "Talks on the ferry line went on in Port Ansel. Odra Venn, the harbour minister, said that bulletin {} was the last one."


def corpus(path: Path, count: int) -> Path:
    pq.write_table(pa.table({"body": [REPORT.format(n) for n in range(count)], "day": ["2031-05-12"] * count}), path)
    return path


def test_a_corpus_is_read_and_loaded_as_if_added(run: Run, tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "a.parquet", 9), tmp_path / "out"
    arguments = ("scale", "run", source, "--out", out, "--rows", "5", "--fields", "text=body,published=day")
    first = start([str(one) for one in arguments])  # in a process of its own: the stand-in for the reader is not for others
    assert (first.status, first.err) == (0, "")
    assert first.out == f"{out}: 2 shards done with 9 reports and 9 statements\n"
    assert run(*arguments).out == f"{out}: 0 shards done with 0 reports and 0 statements, 2 there already\n"
    record = tmp_path / "talks.db"
    assert run("scale", "load", record, out).out == f"{record}: 9 added\n"
    assert run("scale", "load", record, out).out == f"{record}: 9 known already\n"
    # The same reader by the same name: adding the corpus itself finds all of it known.
    assert run("add", record, source, "--fields", "text=body,published=day").out == f"{record}: 9 known already\n"
    with Record(str(record)) as kept:
        assert {one.speaker for one in kept.page().statements} == {"Odra Venn"}


def test_wrong_usage(run: Run, tmp_path: Path) -> None:
    source = corpus(tmp_path / "a.parquet", 1)
    assert run("scale", "run", source).status == 2
    assert run("scale", "run", tmp_path / "b.parquet", "--out", tmp_path / "out").complaint.count("no such file") == 1
    assert "--engine dask" in run("scale", "run", source, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:1").err
    assert "no mapping of fields" in run("scale", "run", source, "--out", tmp_path / "out", "--fields", "words=body").err
    assert "holds no outputs" in run("scale", "load", tmp_path / "talks.db", tmp_path / "out").err


def test_a_shard_without_a_text_fails_and_leaves_nothing(tmp_path: Path) -> None:
    source, out = corpus(tmp_path / "a.parquet", 1), tmp_path / "out"
    done = start(["scale", "run", str(source), "--out", str(out), "--fields", "text=words"])
    assert done.status == 1 and "has no field 'words'" in done.err and "1 failed" in done.out
    assert list(out.iterdir()) == []
