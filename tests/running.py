"""Starts the program as a person does, for tests."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from negotiable.cli import main

SOURCE = Path(__file__).parent.parent / "src"
PROGRAM = [sys.executable, "-m", "negotiable"]

STAND_IN = """
from negotiable.cli import main, stream
from negotiable.terms import CodedReading, Statement
def read_and_code(report, codebook=None):
    ends = [i + 1 for i, c in enumerate(report.text) if c == "."]
    spans = list(zip([0, *ends], ends))
    return CodedReading(report, "talks@1.0", (), tuple(Statement(f"s{n}", (), (), (span,)) for n, span in enumerate(spans)))
stream.read_and_code = read_and_code
main()
"""
QUICK = [sys.executable, "-c", STAND_IN]  # the program with a reader that is quick and finds each sentence as a statement


@dataclass(frozen=True)
class Result:
    """How a run ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The only line on standard error."""
        assert self.err.startswith("negotiable: ") and self.err.count("\n") == 1, self.err
        return self.err


def start(
    arguments: Sequence[str],
    *,
    program: Sequence[str] = PROGRAM,
    stdin: bytes = b"",
    folder: Path | None = None,
    **environment: str,
) -> Result:
    """Runs the program in a process of its own."""
    done = subprocess.run(
        [*program, *arguments],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(SOURCE)} | environment,
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_here(arguments: Sequence[str], *, stdin: bytes = b"", folder: Path | None = None) -> Result:
    """Runs it in this process, where what was loaded once is there: for what does not hang on the process."""
    given, out, err = (io.TextIOWrapper(io.BytesIO(data), "utf-8", write_through=True) for data in (stdin, b"", b""))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["negotiable", *arguments])
        patch.setattr(sys, "stdin", given)
        patch.chdir(folder or Path.cwd())
        with pytest.raises(SystemExit) as ended:
            main()
    printed, said = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))  # type: ignore[attr-defined]
    return Result(int(ended.value.code or 0), printed, said)
