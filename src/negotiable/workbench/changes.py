"""What people changed, everywhere, the last first; undo and redo."""

import re
from urllib.parse import urlencode

from negotiable.errors import UsageError
from negotiable.record.deeds import deeds
from negotiable.record.steps import redo, statements_of, undo
from negotiable.workbench.chosen import chosen
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.forms import Form
from negotiable.workbench.told import told

_SHOWN = 25
_OURS = re.compile(r"/[a-z]+(?:/[0-9]{1,18})?")


def changes(ask: Ask) -> Page:
    """GET /changes."""
    who = ask.visitor.seen_as or (f"person:{ask.query.text('who')}" if ask.query.text("who") else None)
    found = deeds(ask.record.connection, coder=who, before=ask.query.number("before"), limit=_SHOWN + 1)
    people = ask.record.connection.execute("SELECT DISTINCT coder FROM step ORDER BY coder LIMIT 100").fetchall()
    return ask.page(
        "changes", "Changes", found=told(ask.record, found[:_SHOWN]), before=found[_SHOWN - 1].n if len(found) > _SHOWN else None,
        people=[] if ask.visitor.seen_as else [coder for (coder,) in people], who_only=who,
    )  # fmt: skip


def undo_last(ask: Ask) -> Away:
    """POST /undo: the visitor's last deed, whatever it changed."""
    done = undo(ask.record, ask.visitor.coder)
    if done is None:
        raise UsageError("you have changed nothing that is left to undo")
    return _back(ask, done)


def redo_last(ask: Ask) -> Away:
    """POST /redo."""
    done = redo(ask.record, ask.visitor.coder)
    if done is None:
        raise UsageError("there is nothing to do again")
    return _back(ask, done)


def _back(ask: Ask, done: int) -> Away:
    """The page that the form was on, with word of what was done; on the review page, at the statement."""
    path, _, query = ask.form.text("here").partition("?")
    if _OURS.fullmatch(path):
        return after(f"{path}?{query}", [done])
    statements, _ = statements_of(ask.record, done, ask.visitor.coder)
    here = chosen(Form(ask.form.text("back")), ask.visitor)
    return Away(here.address(s=statements[-1] if statements else None, done=str(done)))


def after(page: str, done: list[int]) -> Away:
    """One of our pages, with word of the deed that was done."""
    path, _, query = page.partition("?")
    fields = [(name, value) for name, value in Form(query).pairs if name != "done" and value]
    return Away(f"{path}?{urlencode([*fields, *(('done', n) for n in done[:1])])}".rstrip("?"))
