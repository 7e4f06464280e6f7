"""Files of many reports (JSON lines, CSV, Parquet) → one `Report` a row, by a mapping of their fields; read as a stream."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import accumulate
from pathlib import PurePath
from typing import Any

from negotiable.errors import UnreadableInput, UsageError
from negotiable.sources.decoding import decode
from negotiable.terms import Rejection, Report

FIELDS = ("text", "title", "outlet", "url", "published")

_USUAL = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "domain"),
    "url": ("url", "link"),
    "published": ("published", "date", "publication_date", "date_publish", "pubdate", "published_at", "publish_date"),
}
_LONGEST = 20_000_000  # characters of a row
_BATCH = 16  # rows of a Parquet file at a time: 500 of a repeated text of 4 MB took gigabytes
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_fields(given: str) -> dict[str, str]:
    """ "text=body,published=day" as a mapping. Raises `UsageError`."""
    pairs = [part.partition("=") for part in given.split(",")]
    wrong = [part for part, sign, name in pairs if part.strip() not in FIELDS or not sign or not name.strip()]
    if wrong:
        raise UsageError(f"{given!r} is no mapping of fields: give FIELD=NAME, with a FIELD of {', '.join(FIELDS)}")
    return {part.strip(): name.strip() for part, _, name in pairs}


def read_corpus(path: str, fields: Mapping[str, str] | None = None, part: range | None = None) -> Iterator[Report | Rejection]:
    """The rows of the file at `path`, each at "PATH#NUMBER", from 1. `fields`: the file's name for each of ours. `part`: only
    these rows of a Parquet file, counted from 0.

    Raises `UnreadableInput` for a file that is none of its kind or has no field for the text.
    """
    rows = _ROWS[PurePath(path).suffix.lower()](path) if part is None else _parquet_rows(path, part)
    names: dict[str, str] | None = None
    for n, row in enumerate(rows, part.start + 1 if part else 1):
        location = f"{path}#{n}"
        if isinstance(row, str):
            yield Rejection(location, row)
            continue
        names = names or _names(row, fields or {})
        yield _report(row, names, location)


def _names(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    """The file's name for each field that it has, by the first row."""
    for name in fields.values():
        if name not in row:
            raise UnreadableInput(f"has no field {name!r}: it has {', '.join(list(row)[:12])}")
    folded = {str(name).lower(): str(name) for name in row}
    found = {field: next((folded[one] for one in usual if one in folded), "") for field, usual in _USUAL.items()} | dict(fields)
    if not found["text"]:
        raise UnreadableInput(f"no field holds the text: say which with --fields text=NAME (it has {', '.join(list(row)[:12])})")
    return found


def _report(row: Mapping[str, Any], names: Mapping[str, str], location: str) -> Report | Rejection:
    text = row.get(names["text"])
    if not isinstance(text, str) or not text.strip():
        return Rejection(location, f"the field {names['text']!r} of this row holds no text")
    title, outlet, url = (_line(row.get(names[name])) if names[name] else None for name in ("title", "outlet", "url"))
    return Report(location, text, title, outlet, url, day(row.get(names["published"])) if names["published"] else None)


def _line(value: Any) -> str | None:
    return " ".join(str(value).split())[:500] or None if value is not None else None


def day(value: Any) -> str | None:
    """The day of a date as corpora write them: ISO 8601, with or without a time, or as in a message's head."""
    text = str(value) if value is not None else ""
    try:
        if _ISO.match(text):
            return date.fromisoformat(text[:10]).isoformat()
        if text.isdigit() and len(text) == 8:
            return date.fromisoformat(text).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _json_lines(path: str) -> Iterator[Mapping[str, Any] | str]:
    with open(path, "rb") as file:
        while line := file.readline(_LONGEST + 1):
            if len(line) > _LONGEST:
                while line and not line.endswith(b"\n"):
                    line = file.readline(_LONGEST)
                yield f"this line is over {_LONGEST / 1e6:.0f} MB long"
            elif line.strip():
                yield _json_row(line)


def _json_row(line: bytes) -> Mapping[str, Any] | str:
    try:
        row = json.loads(decode(line))
    except UnreadableInput as error:
        return str(error)
    except (ValueError, RecursionError):
        return "this line is no JSON"
    return row if isinstance(row, dict) else "this line is no JSON object"


def _csv_rows(path: str) -> Iterator[Mapping[str, Any] | str]:
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        head = file.readline(_LONGEST).replace("\x00", "")
        delimiter = max("\t;,", key=head.count)
        csv.field_size_limit(_LONGEST)
        names = next(csv.reader([head], delimiter=delimiter), [])
        reader = csv.reader(_bounded(file), delimiter=delimiter)
        while True:
            try:
                row = next(reader, None)
            except (csv.Error, UnreadableInput) as error:
                yield f"this row is no CSV ({error}): the rows after it were not read"
                return
            if row is None:
                return
            if row:
                yield dict(zip(names, row, strict=False))


def _bounded(file: Any) -> Iterable[str]:
    while line := file.readline(_LONGEST + 1):
        if len(line) > _LONGEST:
            raise UnreadableInput(f"a line of over {_LONGEST / 1e6:.0f} MB")
        yield line.replace("\x00", "")


def _parquet_rows(path: str, part: range | None = None) -> Iterator[Mapping[str, Any] | str]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnreadableInput("Parquet files need pyarrow: pip install 'negotiable[parquet]'") from error
    try:
        with pq.ParquetFile(path, buffer_size=1 << 20) as file:  # a stream, however large its groups of rows are
            wanted = part if part is not None else range(file.metadata.num_rows)
            groups, at = _groups(file.metadata, wanted)
            _check_sizes(file.metadata, groups)
            for batch in file.iter_batches(batch_size=_BATCH, row_groups=groups):
                first, stop = max(wanted.start - at, 0), max(wanted.stop - at, 0)
                at += batch.num_rows
                yield from batch[first:stop].to_pylist()
                if at >= wanted.stop:
                    return
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableInput(f"is no Parquet file, or is damaged ({type(error).__name__})") from error


def _check_sizes(metadata: Any, groups: list[int]) -> None:
    """Raises `UnreadableInput` for a file whose rows unpack to more than rows are: pages, of any size, are taken in whole."""
    for group in map(metadata.row_group, groups):
        sizes = [group.column(n).total_uncompressed_size for n in range(group.num_columns)]
        if max(sizes, default=0) > _LONGEST * group.num_rows:
            raise UnreadableInput(f"unpacks to over {_LONGEST / 1e6:.0f} MB a row")


def _groups(metadata: Any, wanted: range) -> tuple[list[int], int]:
    """The groups of a Parquet file that hold `wanted` rows, and the number of the first row in them."""
    ends = list(accumulate(metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)))
    held = [n for n, end in enumerate(ends) if end > wanted.start and (ends[n - 1] if n else 0) < wanted.stop]
    return held, ends[held[0] - 1] if held and held[0] else 0


_ROWS = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".parquet": _parquet_rows,
}
