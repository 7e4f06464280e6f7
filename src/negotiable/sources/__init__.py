"""Anything that a report may come as → `Report`; what cannot be read is a `Rejection` with a reason, never a crash."""

from negotiable.sources.dates import parse_date
from negotiable.sources.reader import LARGEST, STANDARD_INPUT, count_sources, read_sources

__all__ = ["LARGEST", "STANDARD_INPUT", "count_sources", "parse_date", "read_sources"]
