"""A news feed (RSS, Atom) → one `Report` an entry, by feedparser: the entry's own text; its link is never followed."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

from negotiable.errors import UnreadableInput
from negotiable.sources.apart import SMALL, read_all_apart
from negotiable.terms import Rejection, Report

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML and its relatives
_BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote")
_MOST = 5_000  # entries


def read_feed(data: bytes, location: str) -> Iterator[Report | Rejection]:
    """Raises `UnreadableInput` for what is no feed, takes too much, or declares entities (by which bytes become gigabytes)."""
    if len(data) > SMALL:
        yield from read_all_apart("feeds:read_here", data, location, "this feed")
    else:
        yield from read_here(data, location)


def read_here(data: bytes, location: str) -> Iterator[Report | Rejection]:
    """`read_feed` in this process."""
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data:
        raise UnreadableInput("this feed declares entities of its own, which none needs: refused")
    import feedparser

    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # whatever it trips over
        raise UnreadableInput(f"this feed cannot be parsed ({type(error).__name__})") from error
    if not feed.entries:
        raise UnreadableInput("no entries found in this feed")
    outlet = _line(feed.feed.get("title"))
    for n, entry in enumerate(feed.entries[:_MOST], 1):
        yield _entry(entry, f"{location}#{n}", outlet)
    if len(feed.entries) > _MOST:
        yield Rejection(f"{location}#{_MOST + 1}", f"this feed has {len(feed.entries):,} entries, {_MOST:,} were read")


def _entry(entry: Any, location: str, outlet: str | None) -> Report | Rejection:
    contents = [one.get("value", "") for one in entry.get("content", [])] + [entry.get("summary", "")]
    text = plain(max(contents, key=len))
    if not text:
        return Rejection(location, "this entry has no text of its own: open its link, save the page, and read that")
    return Report(location, text, _line(entry.get("title")), outlet, entry.get("link") or None, _day(entry))


def plain(markup: str) -> str:
    """The text of a piece of HTML: paragraphs apart, tags, scripts and character references gone."""
    if "<" in markup:
        from lxml import html

        root = html.fromstring(f"<div>{_ILLEGAL.sub(' ', markup)}</div>")
        for element in list(root.iter("script", "style")):
            element.drop_tree()
        for element in root.iter(*_BLOCKS):
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
        text = str(root.text_content())
    else:
        text = unescape(markup)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def _line(value: str | None) -> str | None:
    return plain(value or "").replace("\n\n", " ")[:500] or None


def _day(entry: Any) -> str | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return date(*moment[:3]).isoformat() if moment else None
    except (TypeError, ValueError):
        return None
