"""Dates of publication that a person gives or a file name states."""

import re
from datetime import date
from pathlib import PurePath

from negotiable.errors import BadDate

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AT_START = re.compile(r"(\d{4}-\d{2}-\d{2})(?![0-9])(?!-\d{4}-)", re.ASCII)


def parse_date(given: str) -> str:
    """`given`, checked to be a day YYYY-MM-DD. Raises `BadDate`."""
    try:
        if _ISO.fullmatch(given):
            return date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise BadDate(f"{given!r} is not a date: give a day as YYYY-MM-DD, for example 2025-03-17")


def date_in_name(location: str) -> str | None:
    """The day that a file name begins with ("2025-03-17-talks.txt"), or None."""
    found = _AT_START.match(PurePath(location).name)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None
