"""Locations → reports and rejections, in order, without a crash."""

import io
import os
import random
import sys
import time
from pathlib import Path

import pytest

from negotiable.sources import LARGEST, read_sources
from negotiable.sources import reader as reader_module
from negotiable.sources.reader import LONGEST
from negotiable.terms import Rejection, Report

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday.\n"


def one(location: object, published: str | None = None, any_language: bool = False) -> Report | Rejection:
    found = list(read_sources([str(location)], published=published, any_language=any_language))
    assert len(found) == 1
    return found[0]


def reason(location: object) -> str:
    found = one(location)
    assert isinstance(found, Rejection)
    assert "\n" not in found.reason
    return found.reason


def text_file(folder: Path, name: str, data: bytes | str = SENTENCE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("name", ["report.txt", "report.md", "REPORT.TXT", "report", "report.log"])
def test_a_text_file_is_read_unchanged(tmp_path: Path, name: str) -> None:
    text = "---\r\ntitle: not read in silence\r\n---\r\n# Heading\r\n\r\n" + SENTENCE
    path = text_file(tmp_path, name, text)
    assert one(path) == Report(location=str(path), text=text)


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", b"\xef\xbb\xbf", "\ufeff\u200b \u00a0\n".encode()])
def test_nothing_to_read(tmp_path: Path, data: bytes) -> None:
    assert "nothing to read" in reason(text_file(tmp_path, "empty.txt", data))


def test_a_missing_file_an_address_and_an_impossible_path() -> None:
    assert "no such file" in reason("no/such/report.txt")
    assert "never goes online" in reason("https://example.org/report.html")
    assert "cannot be read" in reason("a\0b")
    assert "cannot be read" in reason("x" * 5000)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(location: str) -> bytes:
        raise PermissionError(13, "Permission denied", location)

    monkeypatch.setattr(reader_module, "_bytes", refuse)
    assert "permissions" in reason(tmp_path / "locked.txt")


def test_the_others_are_still_read_in_the_order_given(tmp_path: Path) -> None:
    good, bad = text_file(tmp_path, "b.txt"), text_file(tmp_path, "a.txt", b"\x00\x01")
    found = list(read_sources([str(good), str(bad), "missing.txt", str(good)]))
    assert [type(one).__name__ for one in found] == ["Report", "Rejection", "Rejection", "Report"]


def test_a_folder_stands_for_its_reports_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/deeper/d.TXT", ".hidden.txt", ".git/e.txt", "data.csv", "photo.jpg"):
        text_file(tmp_path, name)
    found = [os.path.relpath(one.location, tmp_path) for one in read_sources([str(tmp_path)])]
    assert found == ["a.md", "b.txt", "sub/c.txt", "sub/deeper/d.TXT"]


def test_links_that_leave_a_folder_are_left_alone(tmp_path: Path) -> None:
    outside = text_file(tmp_path, "outside/secret.txt")
    inside = text_file(tmp_path, "inside/a.txt")
    (inside.parent / "b.txt").symlink_to(outside)
    (inside.parent / "c").symlink_to(outside.parent, target_is_directory=True)
    (inside.parent / "d.txt").symlink_to(inside)
    (inside.parent / "loop").symlink_to(inside.parent, target_is_directory=True)
    (inside.parent / "dangling.txt").symlink_to(tmp_path / "nowhere")
    assert [Path(one.location).name for one in read_sources([str(inside.parent)])] == ["a.txt", "d.txt"]


def test_a_folder_without_reports_says_what_is_read(tmp_path: Path) -> None:
    text_file(tmp_path, "data.csv")
    assert ".txt, .md, .html" in reason(tmp_path)


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path) == str(locked):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "cannot be listed" in reason(tmp_path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + SENTENCE.encode())))
    found = list(read_sources(["-", "-"]))
    assert found[0] == Report(location="-", text=SENTENCE)
    assert isinstance(found[1], Rejection)  # it can be read only once


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "nothing to read" in reason("-")


def test_too_large_a_file_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with open(path, "wb") as file:
        file.truncate(LARGEST + 1)  # takes no room on disk
    assert "50 MB at most" in reason(path)


def test_too_long_a_text_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = text_file(tmp_path, "archive.txt", SENTENCE * (LONGEST // len(SENTENCE) + 1))
    assert "3 million at most: give one report a file, or many as the rows of a .csv" in reason(path)


@pytest.mark.parametrize("text", ["“" * 100_000, '"' * 100_000, SENTENCE.strip() * 35_000, "\u2028" * 10 + "a " * 1_400_000])
def test_long_and_odd_texts_are_taken_in_quickly(tmp_path: Path, text: str) -> None:
    path = text_file(tmp_path, "odd.txt", text)
    start = time.process_time()
    found = one(path)
    assert isinstance(found, Report)
    assert found.text == text
    assert time.process_time() - start < 5


def test_random_bytes_never_crash(tmp_path: Path) -> None:
    draw = random.Random(7)
    for name in ("x.txt", "x.html", "x"):
        for size in (1, 10, 1000):
            one(text_file(tmp_path, name, draw.randbytes(size)))


def test_the_date_given_wins_then_the_file_name(tmp_path: Path) -> None:
    path = text_file(tmp_path, "2031-04-05-talks.txt")
    assert one(path).published == "2031-04-05"  # type: ignore[union-attr]
    assert one(path, published="2030-01-02").published == "2030-01-02"  # type: ignore[union-attr]


def test_a_foreign_text_is_refused_with_the_option_that_reads_it(tmp_path: Path) -> None:
    german = "Die Unterhändler sagten am Montag, dass sie sich mit der Gegenseite nicht auf eine Waffenruhe einigen konnten. " * 3
    path = text_file(tmp_path, "bericht.txt", german)
    assert "German" in reason(path)
    assert "--language any" in reason(path)
    found = one(path, any_language=True)
    assert isinstance(found, Report)
    assert (found.text, found.language) == (german, "de")
