"""A PDF file → `Report`, by PDFium in a process of its own: a file made to harm ends that process, not the program."""

from negotiable.errors import UnreadableInput
from negotiable.sources.apart import read_apart
from negotiable.terms import Report

_PAGES, _CHARACTERS = 2_000, 5_000_000
_COPY_TEXT = "copy its text into a .txt file and read that"


def read_pdf(data: bytes, location: str) -> Report:
    """Raises `UnreadableInput` for a damaged, locked or too large file and for pages without text (scans)."""
    return read_apart("pdf:read_here", data, location, "this PDF")


def read_here(data: bytes, location: str) -> Report:
    """`read_pdf` in this process."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "locked with a password" if locked else "damaged"
        raise UnreadableInput(f"this PDF is {what}: {_COPY_TEXT}") from error
    if len(document) > _PAGES:
        raise UnreadableInput(f"this PDF has {len(document):,} pages, {_PAGES:,} at most: {_COPY_TEXT}")
    pages, length = [], 0
    for page in document:
        text = page.get_textpage().get_text_bounded()
        page.close()
        length += len(text)
        if length > _CHARACTERS:
            raise UnreadableInput(f"this PDF has over {_CHARACTERS:,} characters of text: {_COPY_TEXT}")
        pages.append(text.strip())
    text = "\n\n".join(page for page in pages if page).replace("\r\n", "\n")
    text = text.replace("\ufffe", "").replace("\x02", "")  # PDFium's mark for a hyphen that only broke a line
    if not text:
        raise UnreadableInput(f"this PDF has no text, only pictures: {_COPY_TEXT}")
    return Report(location, _paragraphs(text), document.get_metadata_dict().get("Title") or None)


def _paragraphs(text: str) -> str:
    """Lines of a page joined to paragraphs: a line that ends in a full stop and is short of the others ends one."""
    lines = [line.strip() for line in text.split("\n")]
    width = sorted(map(len, lines))[int(0.9 * (len(lines) - 1))]
    joined, current = [], ""
    for line in lines:
        hyphen = current.endswith("-") and len(current) > 1 and current[-2].isalpha() and line[:1].islower()
        current = current[:-1] + line if hyphen else f"{current} {line}".strip()
        if not line or (line.endswith((".", "”", '"', "?", "!", ":")) and len(line) < 0.8 * width):
            joined.append(current)
            current = ""
    return "\n\n".join(one for one in (*joined, current) if one)
