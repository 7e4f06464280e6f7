"""All tables of a record as one JSON object."""

import json
from collections.abc import Iterator

from negotiable.export.tables import NAMES, columns, rows
from negotiable.record import Record

SCHEMA = "negotiable/record/1"


def pieces(record: Record) -> Iterator[str]:
    """The object in pieces: a list of objects for each table, under its name."""
    yield json.dumps({"schema": SCHEMA})[:-1]
    for name in NAMES:
        heads = columns(record, name)
        yield f', "{name}": ['
        for n, row in enumerate(rows(record, name)):
            yield (",\n" if n else "\n") + json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False)
        yield "]"
    yield "}\n"
