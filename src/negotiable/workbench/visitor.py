"""Who sits at the workbench: a name given at the door, kept in a cookie; there are no accounts."""

import base64
import hmac
import json
import re
import secrets
from dataclasses import dataclass

from negotiable.errors import UsageError
from negotiable.record.current import PERSON

COOKIE = "negotiable-visitor"

_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff()<>]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Visitor:
    """`name`: "" for somebody who only looks. `blind`: other coders' codes are hidden. `key`: goes with every form."""

    name: str = ""
    blind: bool = False
    key: str = ""

    @property
    def coder(self) -> str:
        """As the record names it. Raises `UsageError` for somebody without a name."""
        if not self.name:
            raise UsageError(
                "nobody is named yet: say who you are at the top of the page, so that the change can be kept under it"
            )
        return PERSON + self.name

    @property
    def seen_as(self) -> str | None:
        """The coder whose own view of the codes is wanted, None for the record's."""
        return self.coder if self.blind and self.name else None

    def kept_from(self, address: str) -> bool:
        """Whether a page tells what everybody's codes together say, to somebody who codes alone."""
        return self.seen_as is not None and address.startswith(("/positions", "/actors", "/scenario", "/out"))

    def owns(self, key: str) -> bool:
        """Whether a form came from a page that was made for this visitor."""
        return bool(self.key) and hmac.compare_digest(self.key.encode(), key.encode("utf-8", "replace"))

    def packed(self) -> str:
        """For the cookie."""
        text = json.dumps([self.name, self.blind, self.key], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def visitor_of(cookie: str | None) -> Visitor:
    """The visitor that a cookie tells of; a new one without a name where it tells of none."""
    try:
        name, blind, key = json.loads(base64.urlsafe_b64decode((cookie or "") + "=="))
        if all(isinstance(one, str) for one in (name, key)) and len(key) >= 20:
            return Visitor(cleaned(name), bool(blind), key)
    except (ValueError, TypeError):
        pass
    return Visitor(key=secrets.token_urlsafe(24))


def cleaned(name: str) -> str:
    """A name on one line, without characters that would make it look like another."""
    return " ".join(_UNWANTED.sub(" ", name).split())[:_LONGEST]
