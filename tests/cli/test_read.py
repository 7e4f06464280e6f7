"""`negotiable read`: JSON lines in the order of the inputs, complaints apart, exit status as the contract says."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from running import Result

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday.\n"

Run = Callable[..., Result]


def locations(result: Result) -> list[str]:
    return [json.loads(line)["report"]["location"] for line in result.out.splitlines()]


def test_one_line_a_report_in_the_order_given(run: Run, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "another.txt"
    other.write_bytes("“Yes\u2028No,”\r\nshe said.\x85".encode())
    result = run("read", report, other, report, "--format", "jsonl")
    assert (result.status, result.err) == (0, "")
    assert [json.loads(line)["report"]["text"] for line in result.out.strip("\n").split("\n")] == [
        SENTENCE,
        "“Yes\u2028No,”\r\nshe said.\x85",
        SENTENCE,
    ]


def test_a_report_that_cannot_be_read_costs_one_line_and_status_1(run: Run, report: Path) -> None:
    result = run("read", "missing.txt", report)
    assert result.status == 1
    assert locations(result) == [str(report)]
    assert result.complaint == "negotiable: missing.txt: no such file: check the path\n"


def test_an_error_nobody_foresaw_costs_one_report(run: Run, report: Path, tmp_path: Path) -> None:
    trap = tmp_path / "a.txt"
    trap.write_text("BOOM", encoding="utf-8")
    result = run("read", trap, report)
    assert result.status == 1
    assert locations(result) == [str(report)]
    assert "ValueError: tripped\\nover" in result.complaint
    assert "Traceback" in run("read", trap, "--debug").err


def test_the_date_and_the_language_reach_the_reading(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_text("Die Seiten sagten, dass sie sich nicht einig sind und es auch nicht werden. " * 4, encoding="utf-8")
    assert "--language any" in run("read", path).complaint
    head = json.loads(run("read", path, "--language", "any", "--published", "2024-05-06").out)["report"]
    assert (head["language"], head["published"]) == ("de", "2024-05-06")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Missing command"),
        (["reed"], "No such command 'reed'"),
        (["read"], "Missing argument 'REPORT'"),
        (["read", "x.txt", "--published"], "requires an argument"),
        (["read", "x.txt", "--published", "17 March"], "YYYY-MM-DD"),
        (["read", "x.txt", "--published", ""], "YYYY-MM-DD"),
        (["read", "x.txt", "--format", "xml"], "'xml' is not one of 'jsonl'"),
        (["read", "x.txt", "--language", "de"], "'de' is not one of 'en', 'any'"),
        (["read", "x.txt", "--codebook", "no-such-book"], "no-such-book"),
        (["read", "--loud", "x.txt"], "No such option: --loud"),
        (["brief"], "Missing argument 'REPORT'"),
        (["brief", "x.txt", "--published", "2025-02-30"], "YYYY-MM-DD"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(run: Run, arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert (result.status, result.out) == (2, "")
    assert told in result.complaint


def test_version_and_help(run: Run) -> None:
    assert run("--version").out.startswith("negotiable 0.")
    for command in ("read", "brief"):
        assert command in run("--help").out
        assert run(command, "--help").status == 0
