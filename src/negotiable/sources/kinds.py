"""Which kind of file some bytes are, by how they begin: for standard input, addresses and odd endings."""

import re

from negotiable.sources.html import looks_like_html

_FEED = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,500}-->\s{0,200})?<(?:rss|feed|rdf:RDF)[\s>]"
)
_WORD = b"word/document.xml"
_EDGE = 65_536  # bytes at the end of a zip file where its names stand


def kind_of(data: bytes) -> str:
    """The ending that a file with these bytes would have: ".pdf", ".docx", ".rss", ".html", ".eml" or ".txt"."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04") and (_WORD in data[:_EDGE] or _WORD in data[-_EDGE:]):
        return ".docx"
    if _FEED.match(data):
        return ".rss"
    if looks_like_html(data):
        return ".html"
    return ".eml" if _is_mail(data) else ".txt"


def _is_mail(data: bytes) -> bool:
    """Whether there is the head of a message that has a sender and a date."""
    head = b"\n" + data[:20_000].partition(b"\n\n")[0].partition(b"\r\n\r\n")[0].lower()
    return b"\nfrom:" in head and b"\ndate:" in head and (b"\nsubject:" in head or b"\nmessage-id:" in head)
