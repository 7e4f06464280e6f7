"""`negotiable findings` prints each finding with its statements, and draws."""

from collections.abc import Callable
from pathlib import Path

from brief.builder import talks
from running import Result

from negotiable.record import Record


def test_findings_and_charts(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with Record(str(path), create=True) as record:
        record.add(talks(), "r1")
    done = run("findings", path, "--since", "2031-05-01", "--charts", tmp_path / "charts")
    assert done.status == 0
    assert "MOVED SINCE 2031-05-01: none" in done.out
    assert "Kestria on territory: a red line, refuse as a red line (2031-05-12); not taken up again" in done.out
    assert "2031-05-12 Ilsa Maren: “The valley stays ours. “We will never give it away.” [" in done.out
    drawn = sorted(one.name for one in (tmp_path / "charts").iterdir())
    assert drawn[:2] == ["network-congruence.svg", "network-issues.svg"] and "positions-territory.svg" in drawn
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in run("findings", path, "--charts", tmp_path / "file").err
