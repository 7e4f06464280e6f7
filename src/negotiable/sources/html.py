"""A saved web page → `Report`: the article's text, title, outlet, date and address, by trafilatura."""

import codecs
import logging
import re
from datetime import date
from typing import Any

from negotiable.errors import UnreadableInput
from negotiable.sources.decoding import decode
from negotiable.terms import Report

_APART = 500_000  # bytes: larger pages are read in a process of their own, as some take minutes and gigabytes; these, 8 s
_COPY_TEXT = "copy its text into a .txt file and read that"
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_LEGACY = re.compile(r"iso8859|cp\d|koi8|mac|gb|big5|shift_jis|euc_", re.IGNORECASE)  # charsets of old pages
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_LOOKS_LIKE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?<(?:!doctype\s+html|html)(?=[\s>])", re.IGNORECASE
)


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes begin as a web page does; for standard input, which has no file name."""
    return _LOOKS_LIKE.match(data) is not None


def read_html(data: bytes, location: str) -> Report:
    """Raises `UnreadableInput` for bytes that are no text, pages without an article, and those that take too much to read."""
    if len(data) > _APART:
        from negotiable.sources.apart import read_apart

        return read_apart("html:read_here", data, location, "this page")
    return read_here(data, location)


def read_here(data: bytes, location: str) -> Report:
    """`read_html` in this process."""
    page = _XML_HEAD.sub("", _decode_page(data))
    found = _extract(page) if page.strip() else None
    text = found.text if found else None
    if not found or not text or not text.strip():
        raise UnreadableInput(f"no article found in this page: {_COPY_TEXT}")
    return Report(
        location=location,
        text=text,
        title=found.title or None,
        outlet=found.sitename or None,
        url=found.url or None,
        published=_iso_date(found.date),
    )


def _extract(page: str) -> Any:
    """trafilatura's Document, or None."""
    import trafilatura  # a third of a second: only when there is a page to read

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # else they print to standard error
    # Only dates that the page states as its own: a date found somewhere in the text is no date of publication.
    stated = {"extensive_search": False, "original_date": True}
    try:
        return trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=stated)
    except Exception as error:  # whatever the parsers trip over, the other reports are still read
        raise UnreadableInput(f"this page cannot be parsed ({type(error).__name__}): {_COPY_TEXT}") from error


def _decode_page(data: bytes) -> str:
    """UTF-8 where it is valid, else the old charset that the page declares, else what `decode` makes of it."""
    declared = _DECLARED.search(data, 0, 4096)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        name = _charset(declared[1].decode("ascii")) if declared else None
        return data.decode(name, "replace") if name else decode(data)


def _charset(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    # Browsers read "Latin-1" as Windows-1252, and so does `decode`.
    return name if _LEGACY.match(name) and name not in ("iso8859-1", "cp1252") else None


def _iso_date(found: str | None) -> str | None:
    try:
        return date.fromisoformat(found).isoformat() if found else None
    except ValueError:
        return None
