"""Starts the program as a person does, for tests."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"
PROGRAM = [sys.executable, "-c", "from negotiable.cli import main; main()"]


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


def start(arguments: Sequence[str], *, stdin: bytes = b"", folder: Path | None = None, **environment: str) -> Result:
    """Runs the real program in a process of its own."""
    command = [*PROGRAM, *arguments]
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(SOURCE)} | environment,
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
