"""The real program, mostly in a process of its own: bad input, streams, encodings, and what it does not load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import QUICK, run_here, start

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday.\n"

TALKS = (
    "“We will not leave Port Ansel,” the dockers’ speaker Mara Oddsen said on Monday. "
    "The port said that it would raise pay by three per cent if the dockers returned to work.\r\n\r\n"
)


def test_a_report_becomes_a_reading(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TALKS.encode())
    result = start(["read", str(path), "--format", "jsonl", "--published", "2024-05-06"])
    assert (result.status, result.err) == (0, "")
    reading = json.loads(result.out)
    assert reading["report"]["text"] == TALKS
    contents = [TALKS[start:end] for one in reading["statements"] for start, end in one["content"]]
    assert any("We will not leave Port Ansel" in content for content in contents)


def test_all_kinds_of_bad_input_at_once(tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "blank.md": b" \r\n\t",
        "photo.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        "page.html": b"<html></html>",
        "bericht.txt": b"Die Seiten sagten, dass sie sich nicht einig sind und es auch nicht werden. " * 4,
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_text("No statement here.", encoding="utf-8")
    result = start(["read", *(str(tmp_path / name) for name in bad), str(tmp_path / "missing.txt"), str(good)])
    assert result.status == 1
    assert [json.loads(line)["report"]["location"] for line in result.out.splitlines()] == [str(good)]
    complaints = result.err.splitlines()
    assert len(complaints) == len(bad) + 1
    for name, complaint in zip([*bad, "missing.txt"], complaints, strict=True):
        assert complaint.startswith(f"negotiable: {tmp_path / name}: ")


def test_a_hundred_thousand_quotation_marks(tmp_path: Path) -> None:
    path, text = tmp_path / "marks.txt", "“No,” he said. " * 20 + '"' * 99_960
    path.write_text(text, encoding="utf-8")
    result = start(["read", str(path)])
    assert (result.status, result.err) == (0, "")
    assert json.loads(result.out)["report"]["text"] == text


def test_no_statement_gives_a_brief_that_says_so(tmp_path: Path) -> None:
    path, page = tmp_path / "weather.txt", tmp_path / "page.html"
    path.write_text("Rain fell on the coast. The wind was from the west.", encoding="utf-8")
    result = run_here(["brief", str(path), "--html", str(page)])
    assert (result.status, result.err) == (0, "")
    assert "0 statements" in result.out or "no statement" in result.out.lower()
    assert page.stat().st_size > 0


def test_a_script_in_a_report_is_shown_as_text(tmp_path: Path) -> None:
    path, page = tmp_path / "talks.txt", tmp_path / "page.html"
    path.write_text("“<script>alert(1)</script> is no offer,” the envoy Mara Oddsen said.", encoding="utf-8")
    assert run_here(["brief", str(path), "--html", str(page)]).status == 0
    written = page.read_text(encoding="utf-8")
    assert "<script>alert(1)" not in written
    assert "alert(1)" in written


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_terminal_that_knows_only_ascii_stops_nothing(tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "talks.txt"
    path.write_text(TALKS, encoding="utf-8")
    assert "“We will not leave" in start(["read", str(path)], program=QUICK, **environment).out
    assert start(["brief", str(path)], program=QUICK, **environment).status == 0


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(SENTENCE)
    result = start(["read", os.fsdecode(path)], program=QUICK)
    assert result.status == 0
    assert os.fsencode(json.loads(result.out)["report"]["location"]) == path


def test_standard_input(tmp_path: Path) -> None:
    result = start(["read", "-"], program=QUICK, stdin=TALKS.encode())
    assert json.loads(result.out)["report"]["location"] == "-"


def test_a_reader_of_the_output_that_stops_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE * 2_000, encoding="utf-8")  # more than a pipe holds
    program = [*QUICK, "read", *[str(tmp_path / "a.txt")] * 4]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_one_line(report: Path) -> None:
    with open("/dev/full", "w") as full:
        program = [*QUICK, "read", str(report)]
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"cannot be written" in done.stderr


def test_a_wrong_command_line_loads_no_reader_and_reading_loads_no_page_parser(report: Path) -> None:
    spy = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    spy += "from negotiable.cli import main; main()"
    wrong = subprocess.run(
        [sys.executable, "-c", spy, "read", "x", "--published", "z"], capture_output=True, text=True, check=False
    )
    assert not {"onnxruntime", "numpy", "trafilatura", "rich", "jinja2"} & set(wrong.stderr.split())
    right = subprocess.run([sys.executable, "-c", spy, "read", str(report)], capture_output=True, text=True, check=True)
    assert "onnxruntime" in right.stderr.split()
    assert not {"trafilatura", "rich", "jinja2"} & set(right.stderr.split())
