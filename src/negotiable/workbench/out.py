"""What goes out: the brief as a page to print, and every export of the record."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from negotiable.brief.html import page as brief_page
from negotiable.errors import BadRecord, UnwritableOutput, UsageError
from negotiable.export import tables
from negotiable.export.formats import maker_of, text_of
from negotiable.record import Filters, Record
from negotiable.sources import parse_date
from negotiable.workbench.desk import Ask, Page
from negotiable.workbench.guard import POLICY

_MOST = 1_500  # statements that a brief can show
_META = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_NETWORKS = ("issues", "congruence", "conflict", "subtract")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "plover.jsonl": "application/x-ndjson",
    "annotations.json": "application/ld+json",
}
_FILES = ("xlsx", "parquet", "dna", "graphml", "gexf")
FORMATS = {
    "csv": ("A table for Excel, R, pandas", "table"),
    "parquet": ("A table for pandas, R, DuckDB", "table"),
    "xlsx": ("All tables for Excel", ""),
    "json": ("All tables for programs", ""),
    "jsonl": ("The readings, as the program prints them", ""),
    "graphml": ("A network for Gephi, visone, R", "network"),
    "gexf": ("A network for Gephi", "network"),
    "dna": ("Documents and statements for Discourse Network Analyzer", ""),
    "plover.jsonl": ("Events and acts as PLOVER records", ""),
    "annotations.json": ("Statements as W3C web annotations", ""),
}


def menu(ask: Ask) -> Page:
    """GET /out."""
    choices = ask.desk.choices(ask.record)
    return ask.page(
        "out", "Brief and exports", formats=FORMATS, tables=tables.NAMES, about=tables.ABOUT, networks=_NETWORKS, choices=choices
    )


def export(ask: Ask) -> Response:
    """GET /out/{kind}: one file, made while it is sent or in a place of its own; nothing in the address names a file here."""
    kind = ask.path["kind"]
    if kind == "brief":
        return _brief(ask)
    if kind not in FORMATS:
        raise BadRecord(f"no export is called {kind[:40]!r}: choose one on the page “Export”")
    table, network = ask.query.text("table") or "statements", ask.query.text("network") or "issues"
    if table not in tables.NAMES or network not in _NETWORKS:
        raise UsageError(f"no table or network is called so: one of {', '.join((*tables.NAMES, *_NETWORKS))}")
    name = f"{table if FORMATS[kind][1] == 'table' else network if FORMATS[kind][1] == 'network' else 'negotiable'}.{kind}"
    sent = {"content-disposition": f'attachment; filename="{name}"'}
    if kind in _FILES:
        return _file(maker_of(ask.record, kind, table, network), name)
    return StreamingResponse(_sent(ask.desk.path, kind, table), media_type=_TYPES[kind], headers=sent)


def _sent(path: str, kind: str, table: str) -> Iterator[str]:
    """The text of a file, from a connection of its own: it goes on after the page is answered."""
    with Record(path, readonly=True) as record:
        for piece in text_of(record, kind, table) or ():
            yield piece.encode("utf-8", "backslashreplace").decode("utf-8")


def _file(make: Callable[[str], None], name: str) -> Response:
    try:
        handle, path = tempfile.mkstemp(prefix="negotiable-")
        os.close(handle)
        try:
            make(path)
        except BaseException:
            os.unlink(path)
            raise
    except OSError as error:
        raise UnwritableOutput(f"the file cannot be made in the folder for temporary files ({error}): make room there") from error
    return FileResponse(path, filename=name, background=BackgroundTask(os.unlink, path))


def _brief(ask: Ask) -> Response:
    """The brief, under its own policy, which allows its style and script by their hashes."""
    text = ask.query.text
    filters = Filters(
        party=text("party") or None,
        issue=text("issue") or None,
        since=parse_date(text("since")) if text("since") else None,
        until=parse_date(text("until")) if text("until") else None,
    )
    count = ask.record.count(filters, most=_MOST + 1)
    if count > _MOST:
        raise UsageError(f"over {_MOST:,} statements are too many for one brief: choose a side, an issue or fewer days")
    if not count:
        raise UsageError("no statement is left with these filters: choose fewer")
    made = brief_page(list(ask.record.readings(filters)))
    found = _META.search(made[:5000])
    return HTMLResponse(made, headers={"content-security-policy": found[1].replace("&#39;", "'") if found else POLICY})
