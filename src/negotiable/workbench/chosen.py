"""Which statements a page lists: the filters in its address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from negotiable.errors import UsageError
from negotiable.record import Filters
from negotiable.record.search import Order
from negotiable.sources import parse_date
from negotiable.workbench.forms import Form
from negotiable.workbench.visitor import Visitor

NONE = "-"
"""Stands in an address for "none", where an empty field asks for nothing."""

_TEXTS = ("speaker", "outlet", "report")
_EXACT = ("party", "issue", "stance", "firmness")
_REVIEWS = ("proposed", "accepted", "corrected", "rejected")
ORDERS: dict[Order, str] = {
    "unsure": "least certain first",
    "newest": "newest first",
    "oldest": "oldest first",
    "text": "as in the text",
    "random": "by chance",
}
REVIEWS = {
    "todo": "to review",
    "any": "all but rejected",
    **{name: name for name in _REVIEWS},
    "unseen": "not yet coded by me",
}
KEYS = (*_TEXTS, *_EXACT, "since", "until", "below", "review", "order", "words", "after")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The address of a list. `given`: its fields that are filled in."""

    given: dict[str, str]
    filters: Filters
    order: Order

    @property
    def words(self) -> str:
        return self.given.get("words", "")

    @property
    def narrowed(self) -> bool:
        """Whether one of the filters that are folded away is filled in."""
        return bool(self.given.keys() - {"review", "words", "after", "report", "order"})

    @property
    def after(self) -> str | None:
        return self.given.get("after")

    def address(self, page: str = "/review", **changed: str | None) -> str:
        """The address of the list with some fields changed, None for left out."""
        fields = {name: value for name, value in {**self.given, **changed}.items() if value}
        return f"{page}?{urlencode(fields)}" if fields else page

    def query(self, **changed: str | None) -> str:
        """The part of `address` after the question mark."""
        return self.address("", **changed).lstrip("?")

    def get(self, name: str) -> str:
        """A field, "" where it is not filled in."""
        return self.given.get(name, "")


def chosen(query: Form, visitor: Visitor) -> Chosen:
    """What an address asks for. Raises `UsageError` for a field that cannot be understood."""
    given = {name: query.text(name) for name in KEYS if query.text(name)}
    order = given.get("order", "unsure")
    if order not in ORDERS:
        raise UsageError(f"{order!r} is no order of a list: one of {', '.join(ORDERS)}")
    review = given.get("review", "todo")
    if review not in REVIEWS:
        raise UsageError(f"{review!r} is no state of a statement: one of {', '.join(REVIEWS)}")
    unseen = review == "unseen" or (review == "todo" and visitor.seen_as is not None)
    asked: dict[str, Any] = {name: given[name] for name in _TEXTS if name in given}
    asked |= {name: "" if given[name] == NONE else given[name] for name in _EXACT if name in given}
    filters = Filters(
        **asked,
        since=parse_date(given["since"]) if "since" in given else None,
        until=parse_date(given["until"]) if "until" in given else None,
        unsurer=_share(given["below"]) if "below" in given else None,
        review=review if review in _REVIEWS else "proposed" if review == "todo" and not unseen else None,
        without=visitor.coder if unseen else None,
    )
    return Chosen(given, filters, order)


def _share(text: str) -> float:
    try:
        value = float(text.rstrip("% "))
    except ValueError as error:
        raise UsageError(f"{text!r} is no confidence: give a number from 0 to 100") from error
    return value / 100 if text.endswith("%") or value > 1 else value
