"""The talks as a model: its assumptions to be edited, and what follows from them."""

from negotiable.errors import NegotiableError, UsageError
from negotiable.record import Filters
from negotiable.record.clock import now
from negotiable.record.connection import transaction
from negotiable.workbench.desk import Ask, Away, Page

_MOST = 400  # statements that a draft is made from
_LONGEST = 400_000


def scenario(ask: Ask) -> Page:
    """GET /scenario; with `draft=yes` a draft from the record in the place of what was saved."""
    return ask.page("scenario", "Scenario")


def save(ask: Ask) -> Away:
    """POST /scenario: keeps the text; each saving stays."""
    return Away("/scenario")


_ = (NegotiableError, UsageError, Filters, now, transaction, _MOST, _LONGEST)
