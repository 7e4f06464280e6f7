"""Files, folders, addresses and standard input → reports, in the order given; what cannot be read becomes a `Rejection`."""

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

from negotiable.errors import UnreadableInput
from negotiable.sources.dates import date_in_name
from negotiable.sources.folders import folder_files
from negotiable.sources.html import read_html
from negotiable.sources.kinds import kind_of
from negotiable.sources.language import language_of
from negotiable.sources.text import read_text
from negotiable.terms import Rejection, Report

STANDARD_INPUT = "-"
LARGEST = 50_000_000  # bytes of a file, pictures included
LONGEST = 3_000_000  # code points of a text: reading so many takes about 280 MB (docs/benchmarks.md); a long report has 100,000


def _late(module: str, name: str) -> Callable[[bytes, str], Report]:
    """A reader whose libraries are loaded when the first file of its kind comes."""

    def read(data: bytes, location: str) -> Report:
        reader: Callable[[bytes, str], Report] = getattr(import_module(f"negotiable.sources.{module}"), name)
        return reader(data, location)

    return read


_READERS: dict[str, Callable[[bytes, str], Report]] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": _late("pdf", "read_pdf"),
    ".docx": _late("docx", "read_docx"),
    ".eml": _late("mail", "read_mail"),
}
_FEEDS = (".rss", ".atom")
_CORPORA = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_IN_FOLDERS = frozenset((*_READERS, *_FEEDS))
_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_NOT_FETCHED = "this command never goes online: save the page and give the file, or: negotiable add RECORD ADDRESS"
_APART = "give one report a file, or many as the rows of a .csv or .jsonl file"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"


@dataclass(frozen=True, slots=True)
class Ways:
    """How sources are read. `published`: ISO date of all of them; `fields`: of corpora; `online`, `private`: see `web`.

    `rows`: of Parquet files, only these."""

    published: str | None = None
    any_language: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    online: bool = False
    private: bool = False
    rows: range | None = None


def read_sources(
    locations: Sequence[str],
    *,
    published: str | None = None,
    any_language: bool = False,
    fields: Mapping[str, str] | None = None,
    online: bool = False,
    private: bool = False,
    rows: range | None = None,
) -> Iterator[Report | Rejection]:
    """Reports and rejections in the order of `locations`; a folder stands for the files in it, sorted.

    `locations`: paths, "-" for standard input, and with `online` addresses. A feed or a corpus gives a report an entry or row.
    `published`: ISO date of all of them; else a report's own date or the one that the file name begins with. `any_language`:
    read texts that are not English, too. `fields`: a corpus's names for our fields. `private`: addresses may be private.
    `rows`: of a Parquet file, only these, counted from 0.
    """
    ways = Ways(published, any_language, fields or {}, online, private, rows)
    for location in locations:
        if location == STANDARD_INPUT or not os.path.isdir(location):
            yield from _read(location, ways)
            continue
        empty = True
        for found in folder_files(location, _IN_FOLDERS):
            empty = False
            if isinstance(found, Rejection):
                yield found
            else:
                yield from _read(found, ways)
        if empty:
            yield Rejection(location, f"this folder holds no report: {', '.join((*_READERS, *_FEEDS))} files are read")


def count_sources(locations: Sequence[str]) -> int | None:
    """How many reports `locations` stand for; None where that is known only at the end, as of feeds and corpora."""
    count = 0
    for one in locations:
        if one != STANDARD_INPUT and os.path.isdir(one):
            count += sum(1 for _ in folder_files(one, _IN_FOLDERS))
        elif one.lower().endswith((*_FEEDS, *_CORPORA)) or _ADDRESS.match(one):
            return None
        else:
            count += 1
    return count


def _read(location: str, ways: Ways) -> Iterator[Report | Rejection]:
    try:
        for found in _found(location, ways):
            yield found if isinstance(found, Rejection) else _accepted(found, ways)
    except UnreadableInput as error:
        yield Rejection(location, str(error))
    except FileNotFoundError:
        yield Rejection(location, _NOT_FETCHED if _ADDRESS.match(location) else "no such file: check the path")
    except PermissionError:
        yield Rejection(location, "this file may not be read: check its permissions")
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        yield Rejection(location, f"cannot be read ({why}): check the path")


def _found(location: str, ways: Ways) -> Iterator[Report | Rejection]:
    """What a location holds, by its ending, else by how its bytes begin."""
    if location.lower().endswith(_CORPORA) and not _ADDRESS.match(location):
        from negotiable.sources.corpora import read_corpus

        return read_corpus(location, ways.fields, ways.rows)
    suffix = Path(location).suffix.lower()
    if ways.online and _ADDRESS.match(location):
        from negotiable.sources.web import fetch

        data, address = fetch(location, private=ways.private)
        return _parsed(data, location, "", address)
    return _parsed(_bytes(location), location, suffix, None)


def _parsed(data: bytes, location: str, suffix: str, address: str | None) -> Iterator[Report | Rejection]:
    kind = suffix if suffix in _IN_FOLDERS else kind_of(data)
    if kind in _FEEDS:
        from negotiable.sources.feeds import read_feed

        yield from read_feed(data, location)
        return
    report = _READERS[kind](data, location)
    yield replace(report, url=report.url or address) if address else report


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
    return f"{shown} for one report, {LARGEST / 1e6:.0f} MB at most: {_APART}"


def _accepted(report: Report, ways: Ways) -> Report | Rejection:
    if len(report.text) > LONGEST:
        shown = f"{len(report.text) / 1e6:,.1f} million characters for one report, {LONGEST / 1e6:.0f} million at most"
        return Rejection(report.location, f"{shown}: {_APART}")
    if not report.text.strip().strip(_INVISIBLE).strip():
        return Rejection(report.location, "holds nothing but white space: nothing to read")
    verdict = language_of(report.text)
    if not (verdict.english or ways.any_language):
        return Rejection(report.location, f"looks like {verdict.name}, not English: read it anyway with --language any")
    day = ways.published or report.published or date_in_name(report.location)
    return replace(report, published=day, language=verdict.code)
