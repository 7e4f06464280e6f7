"""Plain text and Markdown → `Report`: the text is the file's text unchanged."""

from negotiable.sources.decoding import decode
from negotiable.terms import Report


def read_text(data: bytes, location: str) -> Report:
    """Raises `UnreadableInput` for bytes that are no text."""
    return Report(location=location, text=decode(data))
