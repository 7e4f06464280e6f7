"""What takes too much is given up, in a process of its own, and says so."""

import time
from pathlib import Path

import pytest
from sources.files import run, zipped

from negotiable.errors import UnreadableInput
from negotiable.sources import apart, feeds, html, mail, read_sources
from negotiable.terms import Rejection, Report

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday."


def test_a_large_page_is_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><article><p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE}</p></article></body></html>".encode()
    here = html.read_html(page, "a.html")
    monkeypatch.setattr(html, "_APART", 10)
    assert html.read_html(page, "a.html") == here
    with pytest.raises(UnreadableInput, match="no article"):
        html.read_html(b"<html><body></body></html>", "a.html")


def test_a_large_feed_or_message_is_read_apart() -> None:
    items = f"<item><title>One</title><description>{SENTENCE}</description></item><item><title>Two</title></item>"
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}<!--{'x' * apart.SMALL}--></channel></rss>".encode()
    found = list(feeds.read_feed(feed, "a.rss"))
    assert [type(one) for one in found] == [Report, Rejection] and found == list(feeds.read_here(feed, "a.rss"))
    message = f"From: Courier\r\nSubject: Talks\r\n\r\n{SENTENCE * 1000}\r\n".encode()
    assert mail.read_mail(message, "a.eml") == mail.read_here(message, "a.eml")
    with pytest.raises(UnreadableInput, match="no text"):
        mail.read_mail(b"Content-Type: image/png\r\n\r\n" + b"x" * apart.SMALL, "b.eml")


def packed_deep(depth: int, words: int) -> bytes:
    """A Word file of paragraphs within paragraphs, around many words: few bytes, and much to go through."""
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    inside = "<w:p>" * depth + run("a") * words + "</w:p>" * depth
    return zipped({"word/document.xml": f"<w:document {space}>{inside}</w:document>"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.eml", b"From: " + b"a@courier.example, " * 200_000 + b"\r\n\r\nx"),
        ("b.eml", b"Content-Type: text/plain; " + b"a=b; " * 200_000 + b"\r\n\r\nx"),
        ("c.docx", packed_deep(200, 200_000)),
        ("d.rss", b"<rss><channel><item " + b" ".join(b"a%d='x'" % n for n in range(200_000)) + b"/></channel></rss>"),
    ],
)
def test_what_costs_more_than_its_length(name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 1)
    (tmp_path / name).write_bytes(data)
    (found,) = read_sources([str(tmp_path / name)])
    assert isinstance(found, Rejection) and "takes too long to read: copy its text" in found.reason


def test_time_and_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.5)
    start = time.monotonic()
    with pytest.raises(UnreadableInput, match="too long"):
        apart.read_apart("html:read_here", b"<html>" + b'<a href="x">y</a>' * 300_000, "x", "this page")
    assert time.monotonic() - start < 10
    monkeypatch.setattr(apart, "_SECONDS", 20)
    with pytest.raises(UnreadableInput, match="damaged, or too large"):
        apart.read_apart("html:no_such_reader", b"", "x", "this page")
