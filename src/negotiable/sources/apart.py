"""Reads one file in a process of its own, with limits of time and memory: a file made to harm ends that process only."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from negotiable.errors import UnreadableInput
from negotiable.terms import Rejection, Report

SMALL = 50_000  # bytes: so little costs seconds at most, whatever it is made of (a mail's parameters: three)
_SECONDS, _MEMORY = 25, 500_000_000  # of the other process: by the clock, also where others keep the machine busy; bytes
_COPY_TEXT = "copy its text into a .txt file and read that"


def read_apart(reader: str, data: bytes, location: str, what: str) -> Report:
    """The one report that the function `reader` reads from `data`; see `read_all_apart`."""
    (found,) = read_all_apart(reader, data, location, what)
    assert isinstance(found, Report)
    return found


def read_all_apart(reader: str, data: bytes, location: str, what: str) -> list[Report | Rejection]:
    """What the function `reader` ("module:name" in this room) reads from `data`; `what`: "this PDF", in messages.

    Raises `UnreadableInput` with the reader's reason, or where it ran out of time or memory or crashed.
    """
    command = [sys.executable, "-c", "from negotiable.sources.apart import _answer; _answer()", reader, location]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, env=environment, check=False)
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnreadableInput(f"{what} takes too long to read: {_COPY_TEXT}") from error
    except ValueError as error:  # the process ended without an answer
        raise UnreadableInput(f"{what} is damaged, or too large to be read: {_COPY_TEXT}") from error
    if "refused" in found:
        raise UnreadableInput(found["refused"])
    return [Rejection(**one) if "reason" in one else Report(**one) for one in found["read"]]


def _answer() -> None:
    """In the other process: a file from standard input, its reports or the reason why there are none to standard output."""
    _limit()
    module, _, name = sys.argv[1].partition(":")
    try:
        reader = getattr(import_module(f"negotiable.sources.{module}"), name)
        read = reader(sys.stdin.buffer.read(), sys.argv[2])
        found: dict[str, Any] = {"read": [asdict(one) for one in ([read] if isinstance(read, Report) else read)]}
    except UnreadableInput as error:
        found = {"refused": str(error)}
    sys.stdout.write(json.dumps(found))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there, too
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
