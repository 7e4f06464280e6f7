"""The door: who are you? A name, under which changes are kept; no account."""

from starlette.responses import RedirectResponse, Response

from negotiable.errors import UsageError
from negotiable.workbench.desk import Ask, Page
from negotiable.workbench.visitor import COOKIE, Visitor, cleaned

_YEAR = 365 * 24 * 3600


def door(ask: Ask) -> Page:
    """GET /door."""
    rows = ask.record.connection.execute(
        "SELECT DISTINCT coder FROM act WHERE coder LIKE 'person:%' AND coder NOT LIKE '%)' ORDER BY coder LIMIT 50"
    )
    return ask.page("door", "Who are you?", known=[str(coder).removeprefix("person:") for (coder,) in rows])


def enter(ask: Ask) -> Response:
    """POST /door."""
    name = cleaned(ask.form.text("name"))
    if not name and ask.form.text("name"):
        raise UsageError("this name has no letters that can be shown: give another")
    response = RedirectResponse("/review", 303)
    keep(response, Visitor(name, ask.form.text("blind") == "yes", ask.visitor.key))
    return response


def keep(response: Response, visitor: Visitor) -> None:
    """Has the browser remember who sits there."""
    response.set_cookie(COOKIE, visitor.packed(), max_age=_YEAR, httponly=True, samesite="strict")
