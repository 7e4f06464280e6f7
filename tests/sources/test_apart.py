"""A page that takes too much is given up, in a process of its own, and says so."""

import time

import pytest

from negotiable.errors import UnreadableInput
from negotiable.sources import apart, html

SENTENCE = "The envoy said that the two sides would meet again in Port Ansel on Friday."


def test_a_large_page_is_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><article><p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE}</p></article></body></html>".encode()
    here = html.read_html(page, "a.html")
    monkeypatch.setattr(html, "_APART", 10)
    assert html.read_html(page, "a.html") == here
    with pytest.raises(UnreadableInput, match="no article"):
        html.read_html(b"<html><body></body></html>", "a.html")


def test_time_and_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0.5)
    start = time.monotonic()
    with pytest.raises(UnreadableInput, match="too long"):
        apart.read_apart("html:read_here", b"<html>" + b'<a href="x">y</a>' * 300_000, "x", "this page")
    assert time.monotonic() - start < 10
    monkeypatch.setattr(apart, "_SECONDS", 20)
    with pytest.raises(UnreadableInput, match="damaged, or too large"):
        apart.read_apart("html:no_such_reader", b"", "x", "this page")
