"""Several processes: the same answers in the same order, one bad report costs itself only, and nothing is left running."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from odd_readers import read
from running import PROGRAM, SOURCE, start

from negotiable.cli.workers import read_in_processes
from negotiable.errors import NegotiableError
from negotiable.terms import CodedReading, Rejection, Report

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def texts(*said: str) -> list[Report]:
    return [Report(f"{n}.txt", text) for n, text in enumerate(said)]


def test_answers_come_in_the_order_of_the_reports() -> None:
    found = [*texts("SLOW", "b", "SLOW c", "d", "e", "f", "g", "h"), Rejection("x", "gone"), *texts("i")]
    answers = list(read_in_processes(found, read, 2))
    assert [one for one, _ in answers] == found
    assert [answer and answer.report for _, answer in answers] == [one if isinstance(one, Report) else None for one in found]


def test_a_report_that_trips_or_ends_its_process_costs_itself_only() -> None:
    answers = [answer for _, answer in read_in_processes(texts("a", "BOOM", "b", "KILL", "c", "d", "KILL", "e"), read, 2)]
    assert [type(answer).__name__ for answer in answers] == [
        *("CodedReading", "ValueError", "CodedReading", "UnreadableInput", "CodedReading", "CodedReading"),
        *("UnreadableInput", "CodedReading"),
    ]
    assert str(answers[1]) == "tripped\nover"
    assert isinstance(answers[3], NegotiableError) and "\n" not in str(answers[3])


def test_who_stops_listening_waits_for_nothing() -> None:
    begin = time.monotonic()
    answers = read_in_processes(texts("a", *["ENDLESS"] * 4), read, 2)
    assert isinstance(next(answers)[1], CodedReading)
    answers.close()
    assert time.monotonic() - begin < 50  # of 60 s that one of the texts takes


def test_an_answer_cut_off_on_its_way_leaves_nothing_waiting_for_the_rest() -> None:
    threads = threading.enumerate()
    answers = read_in_processes(texts("a", *["long " * 2_000_000] * 6), read, 2)
    next(answers)
    answers.close()
    assert not set(threading.enumerate()) - set(threads)


def test_the_program_prints_the_same_with_two_processes_and_another_order_of_sets() -> None:
    files = [str(EXAMPLES / name) for name in sorted(os.listdir(EXAMPLES)) if name.endswith(".txt")]
    alone, together = (start(["read", *files, "missing.txt", *files[:1], "--workers", n], PYTHONHASHSEED=n) for n in "12")
    assert alone.out.count("\n") == len(files) + 1
    assert together == alone


@pytest.mark.parametrize("number", ["0", "-1", "two", "9999"])
def test_a_number_of_workers_that_cannot_be_is_wrong_usage(number: str) -> None:
    assert start(["read", "x.txt", "--workers", number]).status == 2


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are counted in /proc")
@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGKILL, -9)])
def test_no_process_outlives_the_first_one(how: signal.Signals, status: int, tmp_path: Path) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text("The envoy said that the sides would meet again.\n" * 20_000, encoding="utf-8")
    command = [*PROGRAM, "read", str(tmp_path), "--workers", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=os.environ | {"PYTHONPATH": str(SOURCE)}) as process:
        deadline = time.monotonic() + 60
        while len(workers := children(process.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (status, b"", b"")
    deadline = time.monotonic() + 10
    while any(map(running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) >= 2 and not any(map(running, workers))
