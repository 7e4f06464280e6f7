"""The report on a scenario as plain text."""

import textwrap
from collections.abc import Iterator, Sequence

from negotiable.scenario.page import Page, Table
from negotiable.terms.scenario import Quotation

_CUT = 46  # characters of a table cell


def render(page: Page, width: int = 110) -> str:
    """The page in lines of at most `width` characters, tables wrapped, quotations at the end."""
    return "\n".join(_lines(page, max(width, 40))) + "\n"


def _lines(page: Page, width: int) -> Iterator[str]:
    yield page.title + (f" (as of {page.as_of})" if page.as_of else "")
    for section in page.sections:
        yield ""
        yield section.title.upper()
        for block in section.blocks:
            if isinstance(block, Table):
                yield from _table(block, width)
            else:
                cited = f" [{', '.join(block.cites)}]" if block.cites else ""
                indent = "    " if block.text.startswith(" ") else "  "
                yield from textwrap.wrap(
                    block.text.strip() + cited, width, initial_indent=indent[:-2] + "- ", subsequent_indent=indent
                )
    if page.quotations:
        yield ""
        yield "QUOTATIONS"
        for one in page.quotations:
            yield from textwrap.wrap(f"[{one.id}] {source(one)}: {one.words}", width, subsequent_indent="    ")


def source(one: Quotation) -> str:
    """Who, when and where."""
    return ", ".join(part for part in (one.who or "speaker unknown", one.date, one.report) if part)


def _table(table: Table, width: int) -> Iterator[str]:
    cited = any(table.cites)
    rows = [table.head + (("from",) if cited else ())]
    rows += [row + ((", ".join(c),) if cited else ()) for row, c in zip(table.rows, table.cites, strict=True)]
    most = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    room = width - 2 - 2 * (len(most) - 1)
    widths = [min(m, _CUT) for m in most]
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    for n, row in enumerate(rows):
        yield from _row(row, widths)
        if n == 0:
            yield "  " + "  ".join("-" * w for w in widths)


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [textwrap.wrap(cell, w) or [""] for cell, w in zip(row, widths, strict=True)]
    for n in range(max(map(len, cells))):
        parts = ((cell[n] if n < len(cell) else "").ljust(w) for cell, w in zip(cells, widths, strict=True))
        yield ("  " + "  ".join(parts)).rstrip()
