"""Files, folders and standard input → reports, in the order given; what cannot be read becomes a `Rejection`."""

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from negotiable.errors import UnreadableInput
from negotiable.sources.dates import date_in_name
from negotiable.sources.folders import folder_files
from negotiable.sources.html import looks_like_html, read_html
from negotiable.sources.language import language_of
from negotiable.sources.text import read_text
from negotiable.terms import Rejection, Report

STANDARD_INPUT = "-"
LARGEST = 50_000_000  # bytes

_READERS = {".txt": read_text, ".md": read_text, ".html": read_html, ".htm": read_html}
_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_NOT_FETCHED = "this program never goes online: save the page and give the file"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"


def read_sources(
    locations: Sequence[str], *, published: str | None = None, any_language: bool = False
) -> Iterator[Report | Rejection]:
    """One report or rejection for each file, in the order of `locations`; a folder stands for the files in it, sorted.

    `locations`: paths, or "-" for standard input. `published`: ISO date of all of them; else a page's own date or the one
    that the file name begins with. `any_language`: read texts that are not English, too.
    """
    for location in locations:
        if location == STANDARD_INPUT or not os.path.isdir(location):
            yield _read(location, published, any_language)
            continue
        empty = True
        for found in folder_files(location, frozenset(_READERS)):
            empty = False
            yield found if isinstance(found, Rejection) else _read(found, published, any_language)
        if empty:
            yield Rejection(location, f"this folder holds no report: {', '.join(_READERS)} files are read")


def count_sources(locations: Sequence[str]) -> int:
    """How many files `locations` stand for."""
    return sum(
        sum(1 for _ in folder_files(one, frozenset(_READERS))) if one != STANDARD_INPUT and os.path.isdir(one) else 1
        for one in locations
    )


def _read(location: str, published: str | None, any_language: bool) -> Report | Rejection:
    try:
        data = _bytes(location)
        reader = _READERS.get(Path(location).suffix.lower()) or (read_html if looks_like_html(data) else read_text)
        report = reader(data, location)
        return _accepted(report, published, any_language)
    except UnreadableInput as error:
        return Rejection(location, str(error))
    except FileNotFoundError:
        return Rejection(location, _NOT_FETCHED if _ADDRESS.match(location) else "no such file: check the path")
    except PermissionError:
        return Rejection(location, "this file may not be read: check its permissions")
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return Rejection(location, f"cannot be read ({why}): check the path")


def _bytes(location: str) -> bytes:
    if location == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""  # None where it is closed
    else:
        with open(location, "rb") as file:
            status = os.fstat(file.fileno())
            # A regular file's size is known beforehand; a pipe's is not.
            too_large = stat.S_ISREG(status.st_mode) and status.st_size > LARGEST
            data = b"" if too_large else file.read(LARGEST + 1)
            if too_large:
                raise UnreadableInput(_too_large(status.st_size))
    if len(data) > LARGEST:
        raise UnreadableInput(_too_large(None))
    if not data:
        raise UnreadableInput("empty: nothing to read")
    return data


def _too_large(size: int | None) -> str:
    shown = f"{size / 1e6:,.0f} MB" if size else "too much"
    return f"{shown} for one report, {LARGEST / 1e6:.0f} MB at most: give one report a file"


def _accepted(report: Report, published: str | None, any_language: bool) -> Report:
    if not report.text.strip().strip(_INVISIBLE).strip():
        raise UnreadableInput("holds nothing but white space: nothing to read")
    verdict = language_of(report.text)
    if not (verdict.english or any_language):
        raise UnreadableInput(f"looks like {verdict.name}, not English: read it anyway with --language any")
    day = published or report.published or date_in_name(report.location)
    return replace(report, published=day, language=verdict.code)
