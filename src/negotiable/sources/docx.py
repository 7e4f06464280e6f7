"""A Word file (.docx) → `Report`: its paragraphs, without tracked deletions, headers or notes; in a process of its own."""

import io
import zipfile
import zlib
from typing import Any

from negotiable.errors import UnreadableInput
from negotiable.sources.apart import read_apart
from negotiable.terms import Report

_LARGEST = 30_000_000  # bytes of the text's XML unpacked: a book has 5 million
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_COPY_TEXT = "copy its text into a .txt file and read that"


def read_docx(data: bytes, location: str) -> Report:
    """Raises `UnreadableInput` for what is no Word file, is damaged, or unpacks to too much."""
    return read_apart("docx:read_here", data, location, "this Word file")  # 40 kB can unpack to hours of work


def read_here(data: bytes, location: str) -> Report:
    """`read_docx` in this process."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            paragraphs = _paragraphs(_part(packed, "word/document.xml"))
            title = _title(packed)
    except (zipfile.BadZipFile, KeyError, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise UnreadableInput(f"this is no Word file, or it is damaged or locked: {_COPY_TEXT}") from error
    return Report(location=location, text="\n\n".join(paragraphs), title=title)


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """A file in the package, read no further than the limit, whatever size it claims."""
    with packed.open(name) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableInput(f"unpacks to over {_LARGEST / 1e6:.0f} MB: {_COPY_TEXT}")
    return data


def _paragraphs(xml: bytes) -> list[str]:
    found = []
    for paragraph in _parsed(xml).iter(f"{_WORD}p"):
        text = "".join(map(_text_of, paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr")))
        if text.strip():
            found.append(text.strip())
    return found


def _text_of(element: Any) -> str:
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return "\t" if element.tag == f"{_WORD}tab" else "\n"


def _title(packed: zipfile.ZipFile) -> str | None:
    try:
        title = _parsed(_part(packed, "docProps/core.xml")).findtext(_TITLE)
    except (KeyError, ValueError):
        return None
    return title.strip() or None if title else None


def _parsed(xml: bytes) -> Any:
    """Without entities, network or depth beyond lxml's limit. Raises `ValueError`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("declares a document type")  # Word writes none; bombs do
    return root
