"""The reading as one JSON object, as the contract `negotiable/reading/1` names its keys."""

import json
from dataclasses import fields
from typing import Any

from negotiable.terms import CodedReading

SCHEMA = "negotiable/reading/1"


def to_dict(coded: CodedReading) -> dict[str, Any]:
    """The contract's object: keys are the field names of the types, spans are lists of [start, end]."""
    report = coded.report
    head = {"id": report.id} | {f.name: getattr(report, f.name) for f in fields(report)}
    body = {
        f.name: [_flat(item) for item in getattr(coded, f.name)] for f in fields(coded) if f.name not in ("report", "codebook")
    }
    return {"schema": SCHEMA, "codebook": coded.codebook, "report": head, **body}


def _flat(item: Any) -> dict[str, Any]:
    """The fields of a dataclass that holds no other: `dataclasses.asdict` copies every span, ten times the work."""
    return {f.name: getattr(item, f.name) for f in fields(item)}


def to_line(coded: CodedReading) -> str:
    """One line of JSON, without a line end."""
    return json.dumps(to_dict(coded), ensure_ascii=False)
