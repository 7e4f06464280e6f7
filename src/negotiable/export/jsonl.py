"""The reading as one JSON object, as the contract `negotiable/reading/1` names its keys."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from negotiable.terms import CodedReading

SCHEMA = "negotiable/reading/1"


def to_line(coded: CodedReading) -> str:
    """The contract's object as one line of JSON, without a line end."""
    return "".join(pieces(coded))


def pieces(coded: CodedReading) -> Iterator[str]:
    """`to_line` in pieces, to be written one by one: keys are the field names of the types, spans are lists of [start, end]."""
    report = coded.report
    head = {"id": report.id} | {f.name: getattr(report, f.name) for f in fields(report)}
    yield _json({"schema": SCHEMA, "codebook": coded.codebook, "report": head})[:-1]
    for name in (f.name for f in fields(coded) if f.name not in ("report", "codebook")):
        yield f', "{name}": ['
        for n, item in enumerate(getattr(coded, name)):
            yield (", " if n else "") + _json({f.name: getattr(item, f.name) for f in fields(item)})
        yield "]"
    yield "}"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
