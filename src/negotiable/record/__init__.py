"""The record: many reports in one SQLite file; a correction is a new coding by another coder, never an overwrite."""

from negotiable.record.codings import Change
from negotiable.record.connection import is_record
from negotiable.record.filters import Filters
from negotiable.record.record import Record
from negotiable.record.search import Listed, Page
from negotiable.record.store import Outcome

__all__ = ["Change", "Filters", "Listed", "Outcome", "Page", "Record", "is_record"]
