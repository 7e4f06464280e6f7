"""Kills `negotiable add` at random moments while it adds generated reports, and checks the record after each.

    python bench/crash.py FOLDER [KILLS] [REPORTS]

The reader is the real one. A moment is drawn as so many reports after the start and so many milliseconds after that; every
third run reads with two processes. After each kill: the file is sound, and everything that was in it still is. At the end the
same command is let finish, and the record must equal one that nobody disturbed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from generated import texts

from negotiable.record import Record

# The program, which says one byte on a pipe for every report that it begins to read.
PROGRAM = """
import os, sys
from negotiable.cli import main, stream
real, pipe = stream.read_and_code, int(sys.argv.pop())
def told(report, codebook=None):
    os.write(pipe, b".")
    return real(report, codebook)
stream.read_and_code = told
main()
"""


def reports(folder: Path, count: int) -> Path:
    """A folder of `count` small reports."""
    folder.mkdir(parents=True)
    for n, text in enumerate(texts(count)):
        (folder / f"2031-05-12-{n:04}.txt").write_text(text, encoding="utf-8")
    return folder


def add(record: Path, folder: Path, workers: int = 1) -> "tuple[subprocess.Popen[bytes], int]":
    """The command at work, and the end of the pipe that it speaks on."""
    hear, speak = os.pipe()
    command = [sys.executable, "-c", PROGRAM, "add", str(record), str(folder), "--workers", str(workers), str(speak)]
    process = subprocess.Popen(command, pass_fds=[speak], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    os.close(speak)
    return process, hear


def kill_within(process: "subprocess.Popen[bytes]", hear: int, begun: int, seconds: float) -> None:
    """Ends the process `seconds` after it has begun to read `begun` reports."""
    while begun > 0 and (heard := os.read(hear, begun)):
        begun -= len(heard)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    os.close(hear)
    assert not said, said


def ids(record: Path) -> set[tuple[str, str]]:
    """What the record holds; raises where it is not sound."""
    with Record(str(record), create=True) as kept:
        run = kept.connection.execute
        assert run("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert run("PRAGMA foreign_key_check").fetchall() == []
        assert run("SELECT count(*) FROM report").fetchone() == run("SELECT count(*) FROM place").fetchone()
        # No report is there in part: its statements are there with it.
        assert run("SELECT count(*) FROM report WHERE reader IS NULL").fetchone() == (0,)
        found = {("report", one) for (one,) in run("SELECT id FROM report")}
        return found | {("statement", one) for (one,) in run("SELECT id FROM statement")}


def main() -> None:
    """From the command line."""
    folder = Path(sys.argv[1])
    kills, count = (int(sys.argv[2]) if len(sys.argv) > 2 else 100), (int(sys.argv[3]) if len(sys.argv) > 3 else 500)
    given = reports(folder / "reports", count)
    killed, whole = folder / "killed.db", folder / "whole.db"
    draw, held, begun = random.Random(6), set[tuple[str, str]](), time.monotonic()
    for n in range(kills):
        process, hear = add(killed, given, 2 if n % 3 == 2 else 1)
        reading = draw.randrange(0, 2 * count // kills + 1)
        kill_within(process, hear, reading, draw.uniform(0.0, 0.02 if reading else 1.0))  # 0: while it opens the record
        now = ids(killed)
        assert now >= held, held - now
        held = now
        print(f"kill {n + 1}: {sum(kind == 'report' for kind, _ in held)} reports", end="\r", flush=True)
    before = len(held)
    for record in (killed, whole):
        process, hear = add(record, given)
        while os.read(hear, 65536):
            pass
        assert process.wait() == 0
    with Record(str(killed), readonly=True) as one, Record(str(whole), readonly=True) as other:
        assert one.fingerprint() == other.fingerprint()
        kept = [other.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("report", "statement")]
    print(f"\n{kills} kills in {time.monotonic() - begun:.0f} s; ids held at the last kill: {before}; in the end the same as")
    print(f"undisturbed: {kept[0]} reports, {kept[1]} statements, equal to the last code")


if __name__ == "__main__":
    main()
