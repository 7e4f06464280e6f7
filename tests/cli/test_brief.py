"""`negotiable brief`: one brief, and files that are written whole or not at all."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import Result

from negotiable.brief import html, terminal
from negotiable.brief.contents import Contents

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def plain_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    def render(contents: Contents, *, width: int, colour: bool) -> str:
        return f"brief of {len(contents.sources)}, {width} wide, colour {colour}"

    monkeypatch.setattr(terminal, "render", render)
    monkeypatch.setattr(html, "pieces", lambda contents: ["<html>", f"{len(contents.sources)}</html>"])
    monkeypatch.setenv("COLUMNS", "99")


def test_the_brief_and_both_files(run: Run, report: Path, tmp_path: Path) -> None:
    page, lines = tmp_path / "out.html", tmp_path / "out.jsonl"
    result = run("brief", report, "--html", page, "--json", lines)
    assert (result.status, result.err) == (0, "")
    assert result.out == "brief of 1, 99 wide, colour False\n"
    assert page.read_text(encoding="utf-8") == "<html>1</html>"
    assert json.loads(lines.read_text(encoding="utf-8"))["report"]["location"] == str(report)
    assert sorted(os.listdir(tmp_path)) == ["out.html", "out.jsonl", "report.txt"]


def test_the_same_text_counts_once(run: Run, report: Path) -> None:
    result = run("brief", report, report)
    assert result.out.startswith("brief of 1,")
    assert "counted once" in result.complaint
    assert result.status == 0


def test_without_any_report_nothing_is_written(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    result = run("brief", tmp_path / "missing.txt", "--html", page)
    assert (result.status, result.out) == (1, "")
    assert "no such file" in result.err
    assert os.listdir(tmp_path) == []


def test_some_reports_fail_and_the_brief_tells_of_the_others(run: Run, report: Path) -> None:
    result = run("brief", "missing.txt", report)
    assert result.status == 1
    assert result.out.startswith("brief of 1,")


@pytest.mark.parametrize("option", ["--html", "--json"])
@pytest.mark.parametrize("place", ["missing/out", "report.txt/out", "", "folder", "report.txt", "x" * 300])
def test_a_place_that_cannot_be_written_is_told_before_reading(
    run: Run, report: Path, tmp_path: Path, option: str, place: str
) -> None:
    (tmp_path / "folder").mkdir()
    before = report.read_bytes()
    result = run("brief", report, option, tmp_path / place)
    assert (result.status, result.out) == (2, "")
    assert "name a" in result.complaint
    assert report.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["folder", "report.txt"]


def test_one_file_for_two_outputs_is_refused(run: Run, report: Path, tmp_path: Path) -> None:
    assert "same file" in run("brief", report, "--html", tmp_path / "x", "--json", tmp_path / "x").complaint


def test_an_older_file_stays_whole_until_the_new_one_is_ready(
    run: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "out.html"
    page.write_text("older", encoding="utf-8")
    page.chmod(0o640)

    def fail(contents: Contents) -> Iterator[str]:
        yield "<html>"
        raise RuntimeError("no page")

    with monkeypatch.context() as broken:
        broken.setattr(html, "pieces", fail)
        result = run("brief", report, "--html", page)
    assert result.status == 1
    assert "RuntimeError" in result.complaint
    assert page.read_text(encoding="utf-8") == "older"
    run("brief", report, "--html", page)
    assert page.read_text(encoding="utf-8") == "<html>1</html>"
    assert page.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["out.html", "report.txt"]


def test_devices_are_written_directly_and_links_followed(run: Run, report: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target.html", tmp_path / "link.html"
    target.write_text("older", encoding="utf-8")
    link.symlink_to(target)
    assert run("brief", report, "--html", link, "--json", os.devnull).status == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "<html>1</html>"
    assert not os.path.isfile(os.devnull)
