"""`negotiable evaluate acts`: a table of sentences in, their roots out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from running import Result

Run = Callable[..., Result]
GOLD = (
    "uid\tsentence\tsource\ttarget\tgold_root\n"
    "r1\tThe ferrymen demanded that the harbour council open the gate.\tThe ferrymen\tthe harbour council\tREQUEST\n"
    'r2\tArrun accused Belmark of dumping "rotten" fish.\tArrun\tBelmark\tACCUSE\n'
    "r3\tBelmark refused to sign the paper of the islanders.\tBelmark\tthe islanders\tREJECT\n"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.tsv"
    path.write_text(GOLD, encoding="utf-8")
    return path


def test_it_writes_a_root_for_each_row_and_prints_the_agreement(run: Run, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    result = run("evaluate", "acts", gold, "--predictions", out)
    assert (result.status, result.err) == (0, "")
    assert out.read_text(encoding="utf-8") == "uid\troot\nr1\tREQUEST\nr2\tACCUSE\nr3\tREJECT\n"
    assert "root: macro-F1 100.0 over 3 sentences" in result.out


def test_a_table_without_roots_is_coded_without_comparison(run: Run, gold: Path, tmp_path: Path) -> None:
    gold.write_text("\n".join("\t".join(line.split("\t")[:4]) for line in GOLD.splitlines()), encoding="utf-8")
    result = run("evaluate", "acts", gold, "--predictions", tmp_path / "out.tsv")
    assert result.status == 0 and result.out.count("\n") == 1


@pytest.mark.parametrize(("name", "says"), [("none.tsv", "cannot be read"), ("bad.tsv", ":1: no column source, target")])
def test_a_wrong_file_is_told_and_nothing_is_written(run: Run, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "bad.tsv").write_text("uid\tsentence\nx\ty\n", encoding="utf-8")
    out = tmp_path / "out.tsv"
    result = run("evaluate", "acts", tmp_path / name, "--predictions", out)
    assert result.status == 2 and says in result.complaint and not out.exists()


def test_the_table_itself_is_not_written_over(run: Run, gold: Path) -> None:
    result = run("evaluate", "acts", gold, "--predictions", gold)
    assert result.status == 2 and gold.read_text(encoding="utf-8") == GOLD
