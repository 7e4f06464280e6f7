"""A table of a record as CSV for Excel, R and pandas: UTF-8 with a byte-order mark."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from negotiable.export.tables import columns, rows
from negotiable.record import Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pieces(record: Record, table: str = "statements") -> Iterator[str]:
    """The file in pieces. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield "\ufeff"
    writer.writerow(columns(record, table))
    for row in rows(record, table):
        writer.writerow([_safe(value) for value in row])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _safe(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    plain = value.replace("\x00", "\ufffd")  # many readers stop at a zero character
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
