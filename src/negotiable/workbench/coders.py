"""Several coders: how far they agree, what they disagree about, who decides; and how often the program was right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from negotiable.errors import UsageError
from negotiable.record import Record
from negotiable.record.current import DECIDING, REVIEW, spans_of
from negotiable.record.steps import step
from negotiable.workbench.changes import after
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.labels import issue_label
from negotiable.workbench.tally import ENOUGH, FEW, VARIABLES, Differing, agreement, differ, disagreements, trust

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One disagreement in words; `values`: by coder."""

    id: str
    quote: str
    variable: str
    decided: bool
    values: tuple[tuple[str, str], ...]


def coders(ask: Ask) -> Page:
    """GET /coders. `variable`: only what they disagree about there; `from`: how many to leave out before."""
    rows, names = agreement(ask.record)
    variable, start = ask.query.text("variable"), ask.query.number("from") or 0
    counts, apart = disagreements(ask.record, variable)
    wanted = [] if ask.visitor.seen_as else list(islice(apart, start, start + _SHOWN))
    shown = [_in_words(ask.record, one) for one in wanted]
    return ask.page(
        "coders", "Coders", rows=rows, names=names, apart=shown, counts=counts, variables=VARIABLES, variable=variable,
        start=start, total=counts.get(variable, sum(counts.values())), few=FEW, hidden=ask.visitor.seen_as is not None,
    )  # fmt: skip


def decide(ask: Ask) -> Away:
    """POST /statements/{id}/decide: one coder's value of one variable is taken; the coders' own stay as they are."""
    variable, chosen = ask.form.text("variable"), ask.form.text("coder")
    those, apart = differ(ask.record, ask.path["id"])
    if chosen not in {one.coder for one in those} or variable not in apart:
        raise UsageError("coders no longer disagree about this: open the page again")
    value = _value(ask.record, those[0].statement, chosen, variable)
    decider = ask.visitor.coder + DECIDING
    with step(ask.record, ask.visitor.coder, also=decider) as done:
        ask.record.code(ask.path["id"], decider, {REVIEW if variable == "statement" else variable: value})
    return Away(after(f"/coders?{ask.form.text('list')}", done).to + "#apart")


def trusted(ask: Ask) -> Page:
    """GET /trust."""
    by_chance, rows, missed, basis = trust(ask.record)
    return ask.page("trust", "Trust", by_chance=by_chance, rows=rows, missed=missed, basis=basis, enough=ENOUGH)


def _value(record: Record, statement: int, coder: str, variable: str) -> Any:
    """What a coder says, as the record's codes have it."""
    column = "rejected" if variable == "statement" else variable
    assert variable in VARIABLES
    (value,) = record.connection.execute(
        f"SELECT {column} FROM opinion WHERE statement = ? AND coder = ?", (statement, coder)
    ).fetchone()
    if variable == "statement":
        return "rejected" if value else "accepted"
    if variable in ("speaker", "target"):
        row = record.connection.execute("SELECT id FROM cast WHERE n = ?", (value,)).fetchone()
        return row[0] if row else None
    return json.loads(value) if variable in ("content", "condition") and value else value


def _in_words(record: Record, one: Differing) -> Shown:
    identifier, quote, text = record.connection.execute(
        "SELECT s.id, s.quote, r.text FROM statement s JOIN report r ON r.n = s.report WHERE s.n = ?", (one.statement,)
    ).fetchone()
    column = "o.rejected" if one.variable == "statement" else f"o.{one.variable}"
    if one.variable in ("speaker", "target"):
        column = f"(SELECT l.name FROM cast c JOIN actor a ON a.n = c.actor JOIN actor l ON l.n = a.lead WHERE c.n = {column})"
    rows = record.connection.execute(
        f"SELECT o.coder, {column} FROM opinion o WHERE o.statement = ? AND (o.rejected = 0 OR ?) ORDER BY o.coder",
        (one.statement, one.variable == "statement"),
    )
    values = tuple((coder, _told(one.variable, value, text)) for coder, value in rows)
    return Shown(identifier, quote, one.variable, one.decided, values)


def _told(variable: str, value: Any, text: str) -> str:
    if variable == "statement":
        return "no statement" if value else "a statement"
    if variable == "content":
        return _words(text, spans_of(value))
    if variable == "condition" and value:
        condition = json.loads(value)
        return f"{condition['kind']}: {_words(text, spans_of(condition['condition']))}"
    if variable == "issue" and value:
        return issue_label(value)
    return str(value).replace("red-line", "red line") if value else "nobody" if variable in ("speaker", "target") else "none"


def _words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in spans)
