"""The program in this process, with the reader replaced by a quick stand-in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from running import Result, run_here

from negotiable.cli import stream
from negotiable.terms import Codebook, CodedReading, Report

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def stand_in(report: Report, codebook: Codebook | None = None) -> CodedReading:
    """A reading with nothing in it; a report that says BOOM trips it."""
    if "BOOM" in report.text:
        raise ValueError("tripped\nover")
    return CodedReading(report=report, codebook="talks")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command line in this process, with the stand-in for the reader."""
    monkeypatch.setattr(stream, "read_and_code", stand_in)
    return lambda *arguments: run_here(list(map(str, arguments)))
