"""Bytes of a text file → text: UTF-8, UTF-16 and UTF-32 by their marks, and Windows-1252 where it is none of them."""

import codecs
import re

from negotiable.errors import UnreadableInput

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_FILES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip, Word or other packed file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")  # not: white space, ESC, NEL
_CONTROL_SHARE = 0.02
_HIGH_BYTES = bytes(range(0x80, 0x100))
_SAVE_AS_TEXT = "save it as plain text and read that"


def decode(data: bytes) -> str:
    """The text of `data` without its byte-order mark, otherwise unchanged, line ends included.

    Raises `UnreadableInput` for files of other kinds and for bytes that are no text.
    """
    for start, what in _KNOWN_FILES:
        if data.startswith(start):
            raise UnreadableInput(f"this is {what}, not text: {_SAVE_AS_TEXT}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\x00" in data:
        raise UnreadableInput(f"holds zero bytes, so it is not plain text: {_SAVE_AS_TEXT}")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_decode_older(data))


def _decode_older(data: bytes) -> str:
    """Windows-1252, or UTF-8 with stray Windows-1252 bytes where most of it is UTF-8 (pages pasted together)."""
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    stray = len(data) - len(data.decode("utf-8", "ignore").encode("utf-8"))
    if stray >= high - stray:
        return data.decode("cp1252", _AS_LATIN_1)
    return data.decode("utf-8", _AS_WINDOWS)


def _latin_1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", _AS_LATIN_1), error.end


_AS_LATIN_1, _AS_WINDOWS = "negotiable.latin-1", "negotiable.windows-1252"
codecs.register_error(_AS_LATIN_1, _latin_1)
codecs.register_error(_AS_WINDOWS, _windows)


def _checked(text: str) -> str:
    odd = sum(1 for _ in _CONTROL.finditer(text))
    if odd > 2 and odd > _CONTROL_SHARE * len(text):
        raise UnreadableInput(f"holds too many control characters to be plain text: {_SAVE_AS_TEXT}")
    return text
