"""A PDF file → `Report`, by PDFium in a process of its own: a file made to harm ends that process, not the program."""

import json
import os
import subprocess
import sys

from negotiable.errors import UnreadableInput
from negotiable.terms import Report

_SECONDS, _MEMORY = 25, 500_000_000  # of the other process: time, bytes
_PAGES, _CHARACTERS = 2_000, 5_000_000
_COPY_TEXT = "copy its text into a .txt file and read that"


def read_pdf(data: bytes, location: str) -> Report:
    """Raises `UnreadableInput` for a damaged, locked or too large file and for pages without text (scans)."""
    command = [sys.executable, "-c", "from negotiable.sources.pdf import _answer; _answer()"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS + 3, env=environment, check=False)
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnreadableInput(f"this PDF takes over {_SECONDS} s to read: {_COPY_TEXT}") from error
    except ValueError as error:  # the process ended without an answer
        raise UnreadableInput(f"this PDF is damaged, or too large to be read: {_COPY_TEXT}") from error
    if "reason" in found:
        raise UnreadableInput(f"{found['reason']}: {_COPY_TEXT}")
    return Report(location=location, text=found["text"], title=found["title"])


def _answer() -> None:
    """In the other process: the PDF from standard input, its text or the reason why there is none to standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        found = _extract(data)
    except MemoryError:
        found = {"reason": "this PDF is too large to be read"}
    sys.stdout.write(json.dumps(found))


def _extract(data: bytes) -> dict[str, str | None]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"reason": "this PDF is locked with a password" if locked else "this PDF is damaged"}
    if len(document) > _PAGES:
        return {"reason": f"this PDF has {len(document):,} pages, {_PAGES:,} at most"}
    pages, length = [], 0
    for page in document:
        text = page.get_textpage().get_text_bounded()
        page.close()
        length += len(text)
        if length > _CHARACTERS:
            return {"reason": f"this PDF has over {_CHARACTERS:,} characters of text"}
        pages.append(text.strip())
    text = "\n\n".join(page for page in pages if page).replace("\r\n", "\n")
    text = text.replace("\ufffe", "").replace("\x02", "")  # PDFium's mark for a hyphen that only broke a line
    if not text:
        return {"reason": "this PDF has no text, only pictures"}
    return {"text": _paragraphs(text), "title": document.get_metadata_dict().get("Title") or None}


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


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there, too
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
