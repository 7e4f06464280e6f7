"""Several coders: how far they agree, what they disagree about, who decides; and how often the program was right."""

from itertools import islice
from typing import Any

from negotiable.errors import UsageError
from negotiable.record.current import REVIEW, spans_of
from negotiable.record.steps import step
from negotiable.workbench.changes import after
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.statement import Detail, detail
from negotiable.workbench.tally import agreement, trust
from negotiable.workbench.visitor import DECIDING

_SHOWN = 40


def coders(ask: Ask) -> Page:
    """GET /coders."""
    rows, apart, names = agreement(ask.desk.tally.reviews(ask.record))
    if ask.visitor.seen_as:
        return ask.page("coders", "Coders", rows=rows, apart=[], more=0, names=names, hidden=True)
    shown = []
    for one in islice(apart, _SHOWN):
        about = detail(ask.record, one.statement, None, None)
        values = [(coder, value, _told(about, one.variable, value)) for coder, value in one.values]
        text = about.report.text
        shown.append((one, values, " … ".join(text[start:end] for start, end in about.content)))
    return ask.page(
        "coders", "Coders", rows=rows, apart=shown, more=max(0, len(apart) - _SHOWN), names=names, hidden=False
    )  # fmt: skip


def _told(about: Detail, variable: str, value: str | None) -> str:
    if variable == "statement":
        return "a statement" if value == "yes" else "no statement"
    if variable == "content":
        spans = spans_of([part.split("-") for part in (value or "").split(", ") if part])
        return " … ".join(about.report.text[start:end] for start, end in spans)
    return str(about.told(variable, value))


def decide(ask: Ask) -> Away:
    """POST /statements/{id}/decide: one coder's value of one variable is taken; the coders' own stay as they are."""
    variable, chosen = ask.form.text("variable"), ask.form.text("coder")
    _, apart, _ = agreement(ask.desk.tally.reviews(ask.record))
    found = next((one for one in apart if one.statement == ask.path["id"] and one.variable == variable), None)
    if found is None or chosen not in dict(found.values):
        raise UsageError("coders no longer disagree about this: open the page again")
    decider = ask.visitor.coder + DECIDING
    views = detail(ask.record, found.statement, chosen, chosen)
    if variable == "statement":
        codes: dict[str, Any] = {REVIEW: "accepted" if dict(found.values)[chosen] == "yes" else "rejected"}
    else:
        codes = {variable: views.values.get(variable)}
    with step(ask.record, ask.visitor.coder, also=decider) as done:
        ask.record.code(found.statement, decider, codes)
    return after("/coders", done)


def trusted(ask: Ask) -> Page:
    """GET /trust."""
    rows, missed = trust(ask.desk.tally.reviews(ask.record))
    return ask.page("trust", "Trust", rows=rows, missed=missed)
