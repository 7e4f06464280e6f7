"""Which part of the program writes which format; each is loaded when it is asked for."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negotiable.record import Filters, Record


def text_of(record: "Record", kind: str, table: str, wanted: "Filters | None" = None) -> Iterable[str] | None:
    """The file of `kind` ("csv", "plover.jsonl", …) in pieces; None where it is no text, see `maker_of`.

    `wanted`: of which statements the readings are, in formats of readings.
    """
    if kind == "csv":
        from negotiable.export import csv

        return csv.pieces(record, table)
    if kind == "json":
        from negotiable.export import json

        return json.pieces(record)
    if kind == "jsonl":
        from negotiable.export.jsonl import to_line

        return (f"{to_line(reading)}\n" for reading in record.readings(wanted))
    if kind == "plover.jsonl":
        from negotiable.export import plover

        return plover.lines(record.readings(wanted))
    if kind == "annotations.json":
        from negotiable.export import annotations

        return annotations.pieces(record.readings(wanted))
    return None


def maker_of(
    record: "Record", kind: str, table: str, network: Any, who: Any = "party", wanted: "Filters | None" = None
) -> Callable[[str], None]:
    """What writes a file of `kind` ("xlsx", "parquet", "dna", "graphml", "gexf") to a path.

    `network`, `who`: as `write_graph` and `uses_of` take them.
    """
    if kind == "xlsx":
        from negotiable.export.xlsx import write_xlsx

        return lambda path: write_xlsx(record, path)
    if kind == "parquet":
        from negotiable.export.parquet import write_parquet

        return lambda path: write_parquet(record, path, table)
    if kind == "dna":
        from negotiable.export.dna import write_dna

        return lambda path: write_dna(record.readings(wanted), path)
    from negotiable.export.graphs import write_graph
    from negotiable.findings.uses import uses_of

    form: Any = kind
    uses = uses_of(record, who=who, filters=wanted)
    return lambda path: write_graph(uses, path, form=form, kind=network)
