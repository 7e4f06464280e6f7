"""The tables of a record as an Excel workbook, one sheet each."""

import re
from typing import Any

from negotiable.errors import UsageError
from negotiable.export.tables import ABOUT, NAMES, columns, rows
from negotiable.record import Record

_LONGEST = 32_767  # characters of a cell
_MOST = 1_048_575  # rows of a sheet under its head
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDTHS = {"quote": 70, "other_quote": 70, "why": 50, "speaker": 24, "party": 22, "issue": 18, "title": 40, "reason": 60}
_LEFT_OUT = ("codings",)


def write_xlsx(record: Record, path: str) -> None:
    """Writes every table but the codings; texts are texts, never formulas.

    Raises `UsageError` past Excel's number of rows, `OSError` where the file, or one beside it on the way, cannot be written.
    """
    from lxml.etree import LxmlError

    try:
        _write(record, path)
    except LxmlError as error:  # by which openpyxl writes its sheets
        raise OSError(f"no room for a sheet: {error}") from error


def _write(record: Record, path: str) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
    except ImportError as error:
        raise UsageError("Excel files need openpyxl: pip install 'negotiable[export]'") from error
    book = Workbook(write_only=True)

    def cell(sheet: Any, value: Any, *, head: bool = False) -> Any:
        made = WriteOnlyCell(sheet, _ILLEGAL.sub("\ufffd", value)[:_LONGEST] if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # else "=…" would be a formula
            made.alignment = Alignment(vertical="top", wrap_text=len(value) > 40)
        if head:
            made.font = Font(bold=True)
        return made

    about = book.create_sheet("about")
    about.column_dimensions["B"].width = 100
    names = [name for name in NAMES if name not in _LEFT_OUT]
    for name in names:
        about.append([cell(about, name, head=True), cell(about, ABOUT[name])])
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        heads = columns(record, name)
        for n, head in enumerate(heads):
            sheet.column_dimensions[_letter(n)].width = _WIDTHS.get(head, 14)
        sheet.append([cell(sheet, head, head=True) for head in heads])
        for n, row in enumerate(rows(record, name)):
            if n == _MOST:
                raise UsageError(f"more than {_MOST:,} rows of {name}, which no Excel sheet holds: export to .csv or .parquet")
            sheet.append([cell(sheet, value) for value in row])
    book.save(path)


def _letter(n: int) -> str:
    """The letters of a column, from 0."""
    return chr(65 + n) if n < 26 else chr(64 + n // 26) + chr(65 + n % 26)
