"""A saved message (.eml) → `Report`: its text, the subject as title, the sender as outlet, its day."""

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from negotiable.errors import UnreadableInput
from negotiable.sources import html
from negotiable.sources.apart import SMALL, read_apart
from negotiable.terms import Report

_PARTS = 200  # of a message: more are no newsletter


def read_mail(data: bytes, location: str) -> Report:
    """Raises `UnreadableInput` for a message without text, or one that takes too much to read."""
    return read_apart("mail:read_here", data, location, "this message") if len(data) > SMALL else read_here(data, location)


def read_here(data: bytes, location: str) -> Report:
    """`read_mail` in this process."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        text = _text(message, location)
        title, sender = _header(message, "subject"), _header(message, "from")
    except UnreadableInput:
        raise
    except Exception as error:  # the library raises of every kind on what it did not foresee
        raise UnreadableInput(f"this message cannot be parsed ({type(error).__name__}): save its text as .txt") from error
    outlet = re.sub(r"\s*<[^<>]*>\s*\Z", "", sender or "").strip(' "') or sender
    return Report(location=location, text=text, title=title, outlet=outlet, published=_day(message))


def _text(message: EmailMessage, location: str) -> str:
    if sum(1 for _, _ in zip(range(_PARTS + 1), message.walk(), strict=False)) > _PARTS:
        raise UnreadableInput(f"this message has over {_PARTS} parts: save its text as .txt")
    body = message.get_body(("plain", "html"))
    content = body.get_content() if body is not None else None
    if body is None or not isinstance(content, str) or not content.strip():
        raise UnreadableInput("this message has no text: save what is attached to it, and read that")
    if body.get_content_type() == "text/html":
        return html.read_here(content.encode("utf-8", "replace"), location).text
    return content.replace("\r\n", "\n")


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split())[:500] or None if value is not None else None


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
