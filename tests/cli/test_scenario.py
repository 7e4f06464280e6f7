"""`negotiable scenario`: each command through the program."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Result

Run = Callable[..., Result]
EXAMPLE = Path(__file__).parents[2] / "examples" / "talks.yaml"

MODEL = {
    "name": "Two",
    "options": [
        {"index": 0, "name": "Pay", "permittedDirection": "both"},
        {"index": 1, "name": "Ship", "permittedDirection": "fwd"},
    ],
    "decision_makers": [
        {"name": "Buyer", "options": [0], "preference_statements": [{"all_of": {"Ship#1": "Y"}}, {"all_of": {"Pay#0": "N"}}]},
        {"name": "Seller", "options": [1], "ranking_best_first": [2, [1, 4], 3]},
    ],
    "infeasible": [],
}


def test_check(run: Run, tmp_path: Path) -> None:
    good = run("scenario", "check", EXAMPLE)
    assert (good.status, good.err) == (0, "")
    assert "can be used: 3 parties, 4 issues, 9 options, 9 statements" in good.out
    report = tmp_path / "report.txt"
    report.write_text("The mayor said: “The island needs its night boat, and it needs quiet.”", encoding="utf-8")
    cited = run("scenario", "check", EXAMPLE, "--record", report)
    assert cited.status == 1 and cited.out.count("these words are not in") == 6 and "quotation 'q5'" not in cited.out
    path = tmp_path / "talks.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace("party: crews, class", "party: crew, class"), encoding="utf-8")
    bad = run("scenario", "check", path)
    assert bad.status == 1
    assert bad.out.count("no party 'crew'; did you mean 'crews'?") == 3
    assert all(line.startswith(f"{path}:") for line in bad.out.splitlines())
    other = run("scenario", "report", path)
    assert other.status == 2
    assert "2 more: negotiable scenario check" in other.complaint


def test_import_and_stability(run: Run, tmp_path: Path) -> None:
    model, talks = tmp_path / "model.json", tmp_path / "talks.yaml"
    model.write_text(json.dumps(MODEL), encoding="utf-8")
    imported = run("scenario", "import", model)
    assert (imported.status, imported.err) == (0, "")
    talks.write_text(imported.out, encoding="utf-8")
    found = json.loads(run("scenario", "stability", talks, "--format", "json").out)
    assert found["parties"] == ["Buyer", "Seller"]
    assert found["states"][3] == {"id": 4, "options": {"Pay": True, "Ship": True}}
    assert found["stability"]["nash"] == {"Buyer": [True, False, True, False], "Seller": [True, True, True, True]}
    assert found["equilibria"]["nash"] == [1, 3]
    assert "State 1: stable" in run("scenario", "stability", talks).out


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"options": []}', '{"options": [{"name": "a"}], "decision_makers": [{"name": 1}]}']
)
def test_what_is_no_model(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(text, encoding="utf-8")
    assert "is no" in run("scenario", "import", path).complaint


def test_red_lines_inverse_and_what_if(run: Run) -> None:
    lines = json.loads(run("scenario", "red-lines", EXAMPLE, "--format", "json").out)
    assert lines["collisions"] == [["crews-nights", "company-nights", "council-money"]]
    assert "These red lines collide" in run("scenario", "red-lines", EXAMPLE).out
    assert "is stable (SEQ) in the order of the file" in run("scenario", "inverse", EXAMPLE, "--state", "3").out
    assert "numbered from 1 to 54" in run("scenario", "inverse", EXAMPLE, "--state", "99").complaint
    assert "leave out '--rankings'" in run("scenario", "inverse", EXAMPLE, "--state", "3", "--rankings", "crews").complaint
    changed = run("scenario", "what-if", EXAMPLE, "--drop", "council-money").out
    assert changed.startswith("Packages that no red line excludes: 0 before, 8 after.\n8 packages appear:\n")
    assert changed.count("\n  “Night crossings: ") == 8
    assert "\nColliding red lines, gone: " in changed
    assert run("scenario", "what-if", EXAMPLE, EXAMPLE).out == "Nothing that is worked out here differs.\n"
    assert "give one change" in run("scenario", "what-if", EXAMPLE).complaint


def test_report_and_files(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "talks.html"
    result = run("scenario", "report", EXAMPLE, "--html", page)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("The Skerra ferry talks (as of 2031-04-09)")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    data = json.loads(run("scenario", "report", EXAMPLE, "--format", "json", "--only", "timetable,money").out)
    assert len(data["stability"]["states"]) == 9
    assert "no issue or option" in run("scenario", "stability", EXAMPLE, "--only", "weather").complaint


def test_calculate(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "numbers.json"
    path.write_text('{"points": {"Ada": {"boat": 60, "shop": 40}, "Bo": {"boat": 30, "shop": 70}}}', encoding="utf-8")
    out = run("scenario", "calculate", path).out
    assert out.startswith("about: From numbers that you gave")
    assert "Ada: 700/11\n    Bo: 700/11" in out


def test_a_draft_without_statements_is_still_a_file(run: Run, report: Path) -> None:
    result = run("scenario", "draft", report)
    assert result.status == 0
    assert result.out.startswith("# A scenario:")
    assert run("scenario", "draft", "missing.txt").status == 1
