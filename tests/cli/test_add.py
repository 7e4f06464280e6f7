"""`negotiable add` and what can be asked of a record."""

import ctypes
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from brief.builder import Builder, talks
from running import QUICK, SOURCE, Result

from negotiable.record import Record

Run = Callable[..., Result]
SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday.\n"


def fill(folder: Path, count: int) -> Path:
    draw = random.Random(1)
    folder.mkdir()
    for n in range(count):
        words = " ".join(draw.choice(("ridge", "valley", "bridge", "harbour", "mill", "orchard")) for _ in range(60))
        (folder / f"{n:04}.txt").write_text(f"{SENTENCE}Report {n}: {words}. The end of {n} was not the end.\n")
    return folder


def quick(record: Path, *reports: object, before: Callable[[], None] | None = None) -> "subprocess.Popen[bytes]":
    command = [*QUICK, "add", str(record), *map(str, reports)]
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, preexec_fn=before)


def fingerprint(path: Path) -> str:
    with Record(str(path), readonly=True) as record:
        assert record.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return record.fingerprint()


def kill_often(folder: Path, tmp_path: Path, times: int, longest: float) -> None:
    """Adds `folder`, killed `times` times at random moments, until all is in; compares with an undisturbed run."""
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    assert quick(whole, folder).wait(300) == 0
    draw = random.Random(4)
    for _ in range(times):
        process = quick(killed, folder)
        time.sleep(draw.uniform(0.0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert quick(killed, folder).wait(300) == 0
    assert fingerprint(killed) == fingerprint(whole)


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    kill_often(fill(tmp_path / "reports", 60), tmp_path, 4, 1.5)


def test_two_that_add_at_once(tmp_path: Path) -> None:
    folder = fill(tmp_path / "reports", 30)
    record = tmp_path / "both.db"
    both = [quick(record, folder), quick(record, folder)]
    assert [process.wait(120) for process in both] == [0, 0]
    assert quick(tmp_path / "one.db", folder).wait(120) == 0
    assert fingerprint(record) == fingerprint(tmp_path / "one.db")


def test_adding_again_and_what_was_rejected(run: Run, tmp_path: Path) -> None:
    folder = fill(tmp_path / "reports", 3)
    (folder / "odd.txt").write_bytes(b"\x00\x01")
    (folder / "trip.txt").write_text(f"{SENTENCE} BOOM")
    record = tmp_path / "talks.db"
    first = run("add", record, folder)
    assert (first.status, first.out) == (1, f"{record}: 3 added, 2 rejected\n")
    assert run("add", record, folder).out == f"{record}: 3 known already, 2 rejected\n"
    listed = run("rejected", record).out.splitlines()
    assert [line.partition(":")[0] for line in listed] == [str(folder / "odd.txt"), str(folder / "trip.txt")]
    assert "zero bytes" in listed[0] and "unforeseen" in listed[1]


def test_wrong_usage(run: Run, tmp_path: Path, report: Path) -> None:
    assert "name the reports" in run("add", "talks.db", "talks.db").err
    text = run("add", report, report.parent / "other.txt")
    assert text.status == 2 and "no record" in text.err
    missing = run("ask", tmp_path / "none.db", "words")
    assert missing.status == 2 and "negotiable add" in missing.err
    assert "choose from a record" in run("brief", report, "--party", "Kestria").err
    assert run("add", tmp_path / "talks.db", report, "--published", "yesterday").status == 2
    assert run("add", tmp_path / "talks.db", report).status == 0
    assert "keeps its codes" in run("brief", tmp_path / "talks.db", "--codebook", "trade").err


def may_write_only_what_it_may() -> None:
    """Takes the superuser's right to write anywhere from the program that is started (prctl 24, capability 1)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="how the superuser is bound differs elsewhere")
@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_may_not_be_written(tmp_path: Path, there: bool) -> None:
    folder, locked = fill(tmp_path / "reports", 3), tmp_path / "locked"
    locked.mkdir()
    record = locked / "talks.db"
    if there:
        assert quick(record, folder / "0000.txt").wait(60) == 0
        before = fingerprint(record)
        record.chmod(0o400)
    locked.chmod(0o500)
    names = sorted(path.name for path in locked.iterdir())
    process = quick(record, folder, before=may_write_only_what_it_may)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    assert b"name a file in a writable folder" in err and err.count(b"\n") == 1
    assert sorted(path.name for path in locked.iterdir()) == names
    if there:
        assert fingerprint(record) == before


def test_a_full_disk(tmp_path: Path) -> None:
    folder, record = fill(tmp_path / "reports", 60), tmp_path / "talks.db"
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (400_000, 400_000))
    process = quick(record, folder, before=full)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"make room; what was added before is kept" in err and err.count(b"\n") == 1
    with Record(str(record), readonly=True) as kept:
        assert 0 < kept.connection.execute("SELECT count(*) FROM report").fetchone()[0] < 60
    assert quick(record, folder).wait(60) == 0
    assert quick(tmp_path / "whole.db", folder).wait(60) == 0
    assert fingerprint(record) == fingerprint(tmp_path / "whole.db")


def test_a_writer_waits_for_another(tmp_path: Path) -> None:
    folder, record = fill(tmp_path / "reports", 2), tmp_path / "talks.db"
    with Record(str(record), create=True) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        process = quick(record, folder)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        other.connection.execute("COMMIT")
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, f"{record}: 2 added\n".encode(), b"")


@pytest.fixture
def talks_db(tmp_path: Path) -> Path:
    path = tmp_path / "talks.db"
    with Record(str(path), create=True) as record:
        record.add(talks(title="Talks at the lake", outlet="Kestrel Post"), "r1")
    return path


def test_asking(run: Run, talks_db: Path) -> None:
    out = run("ask", talks_db, "valley", "--party", "kestria", "--since", "2031-05-01").out
    assert out.startswith("12 May 2031 · Ilsa Maren (Kestria) · territory · refuse · red line\n    “The valley stays ours.")
    assert "Kestrel Post · Talks at the lake · talks.txt" in out
    assert "no statement" in run("ask", talks_db, "valley", "--since", "2031-06-01").err
    assert "these have some" in run("ask", talks_db, "valley zeppelin").err


def test_differing_wordings_are_shown(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "talks.db", tmp_path / "out.json"
    quotes = ("“We will never give the <valley> away, not one field of it”", "“We will never give the <valley> away”")
    with Record(str(path), create=True) as record:
        for n, quote in enumerate(quotes):
            b = Builder(f"Report {n}. {quote}, Maren said.", location=f"{n}.txt", outlet=f"Post {n}", published=f"2031-05-1{n}")
            b.said(b.actor("Ilsa Maren", "Kestria"), quote, kind="direct", issue="territory", stance="refuse")
            record.add(b.build(), "r1")
    told = "also reported as “We will never give the <valley> away” (Post 1, 11 May 2031)"
    assert told in " ".join(run("ask", path, "valley").out.split())
    brief = " ".join(run("brief", path, "--html", tmp_path / "brief.html").out.split())
    assert "ALSO REPORTED AS Maren:" in brief and told in brief
    assert told.replace("<", "&lt;").replace(">", "&gt;") in (tmp_path / "brief.html").read_text()
    assert run("export", path, out).status == 0
    (wording,) = json.loads(out.read_text())["wordings"]
    assert (wording["quote"], wording["outlet"], wording["published"]) == (quotes[1], "Post 1", "2031-05-11")


def test_a_brief_on_a_record(run: Run, talks_db: Path, tmp_path: Path) -> None:
    everything = run("brief", talks_db, "--html", tmp_path / "brief.html")
    assert everything.status == 0
    assert "Pavo Drenn" in everything.out and "Pavo Drenn" in (tmp_path / "brief.html").read_text()
    chosen = run("brief", talks_db, "--party", "kestria", "--issue", "territory")
    assert "Ilsa Maren" in chosen.out and "Pavo Drenn" not in chosen.out
    assert run("brief", talks_db, "--since", "2032-01-01").status == 1


def test_actors_are_listed_and_judged(run: Run, talks_db: Path) -> None:
    assert "Ilsa Maren · person · foreign minister · Kestria · 3 said" in run("actors", talks_db).out
    merged = run("actors", talks_db, "--merge", "Kestrian army", "official", "--coder", "ann").out
    assert "Kestrian army = official" in merged
    assert "Kestrian army ·" in run("actors", talks_db, "--split", "Kestrian army", "official", "--coder", "ann").out
    with Record(str(talks_db)) as record:
        assert [row[0] for row in record.connection.execute("SELECT coder FROM judgement")] == ["person:ann"] * 2
    assert "no actor" in run("actors", talks_db, "--merge", "Nobody", "official").err


def test_a_dna_file_is_taken_in(run: Run, talks_db: Path, tmp_path: Path) -> None:
    assert run("export", talks_db, tmp_path / "talks.dna").status == 0
    other = tmp_path / "other.db"
    done = run("add", other, tmp_path / "talks.dna")
    assert (done.status, done.out) == (
        0,
        f"{other}: 1 documents and 5 coded statements from {tmp_path / 'talks.dna'}, 9 passed over\n",
    )
    assert run("add", other, tmp_path / "missing.dna").status == 2
