"""Changing one line of the scenario: saved, only looked at, or taken out; what is wrong stands beside its field."""

import json
from dataclasses import dataclass, field

from negotiable.errors import UsageError
from negotiable.record import Filters, scenarios
from negotiable.record.steps import step
from negotiable.scenario.plain import Plain, key_of, mended, plain, read_plain
from negotiable.terms.scenario import Scenario
from negotiable.workbench.changes import after
from negotiable.workbench.condition import JOINS, condition_of
from negotiable.workbench.desk import Ask, Away
from negotiable.workbench.scenario_entry import (
    BLANK,
    KINDS,
    MOST_OPTIONS,
    NEW,
    entered,
    entry_of,
    errors_of,
    lines_lost,
    missing,
    placed,
    removed,
)

_OFFERED = 40  # statements of the record that a line can cite at once
_ROWS = 3
_MEANWHILE = "Somebody changed this line meanwhile. What you typed is kept here: saved now, it takes the place of theirs."


@dataclass
class Editor:
    """The form on one line.

    `errors`: by field, "" for the whole. `lost`: lines that would go with it. `typed`: a quotation to be added. `now`: its key
    once it is saved.
    """

    kind: str
    key: str
    entry: Plain
    was: Plain
    errors: dict[str, list[str]] = field(default_factory=dict)
    lost: list[str] | None = None
    rows: int = _ROWS
    removing: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    now: str = ""

    @property
    def name(self) -> str:
        """What the form is on."""
        return KINDS[self.kind]

    @property
    def stood(self) -> str:
        """The line as the form found it."""
        return json.dumps(self.was, ensure_ascii=False, sort_keys=True)

    condition = staticmethod(condition_of)
    joins = JOINS


def editor_of(found: Scenario, kind: str, key: str) -> Editor | None:
    """The form on a line of the scenario; None where there is none."""
    entry = entry_of(plain(found), kind, key)
    return Editor(kind, key, entry, entry) if entry is not None else None


def offered(ask: Ask) -> list[tuple[str, str]]:
    """Statements of the record that a line can cite: ids and words."""
    shown = ask.record.page(Filters(), limit=_OFFERED).statements
    return [(one.id, f"{one.party or one.speaker or '?'}: {' '.join(one.quote.split())[:80]}") for one in shown]


def change(ask: Ask, found: Scenario) -> tuple[Editor, Scenario | None]:
    """The form as it was sent, and the scenario as it would be then; None where something is to be put right first."""
    form, before = ask.form, plain(found)
    kind, key = form.text("what"), form.text("line") or NEW
    was = entry_of(before, kind, key)
    if was is None:
        raise UsageError("this line of the scenario is gone: somebody took it out meanwhile")
    editor = Editor(kind, key, entered(form, kind, was), was, removing=form.text("do") == "remove")
    editor.typed = {name: form.text(f"new.{name}") for name in ("words", "who", "date", "statement")}
    editor.rows = min(form.number("more") or _ROWS, MOST_OPTIONS) + (_ROWS if form.text("do") == "more" else 0)
    if form.text("do") == "more":
        return editor, None
    if form.text("stood") and form.text("stood") != editor.stood:
        editor.errors[""] = [
            "Somebody changed this line meanwhile. What you typed is kept here: saved now, it takes their place."
        ]
        return editor, None
    if editor.removing and kind in ("about", "now"):
        raise UsageError(f"{KINDS[kind]} can be changed, not taken out")
    if editor.removing:
        data, editor.now = removed(before, kind, key), key
    else:
        editor.errors = missing(kind, editor.entry)
        data, editor.now = placed(_with_quotation(ask, before, editor), kind, key, editor.entry)
    return editor, _sound(editor, before, data, found, with_lines=form.text("too") == "yes")


def _sound(editor: Editor, before: Plain, data: Plain, found: Scenario, *, with_lines: bool) -> Scenario | None:
    """The scenario of `data`. What names something that was taken out goes with it, lines only if told to."""
    known = {fault.message for fault in read_plain(before)[1]}  # what was wrong before can be put right one by one
    read, faults = read_plain(data)
    faults = [fault for fault in faults if fault.message not in known]
    at = next(
        (n for n, one in enumerate(() if editor.kind in ("about", "now") else data[editor.kind]) if key_of(one, n) == editor.now),
        -1,
    )
    errors = errors_of(faults, editor.kind, at, editor.entry, editor.now)
    if set(errors) == {""} and not editor.errors and (editor.removing or editor.kind == "issues"):
        kept = mended(data)
        read, faults = read_plain(kept)
        faults = [fault for fault in faults if fault.message not in known]
        own = lines_lost(before, data, found) if editor.removing else []
        lost = [line for line in lines_lost(before, kept, found) if line not in own]
        if editor.removing and editor.kind == "parties":
            alone = [option.label for option in found.options if option.by == (editor.key,)]
            lost += [f"“{label}” is decided by it: then all would decide together" for label in alone]
        if lost and not with_lines and not faults:
            editor.lost = lost
            return None
        errors = errors_of(faults, editor.kind, at, editor.entry, editor.now)
    for name, told in errors.items():
        editor.errors.setdefault(name, told)  # that it is empty was told already
    return None if editor.errors else read


def _with_quotation(ask: Ask, data: Plain, editor: Editor) -> Plain:
    """The scenario with the quotation that was typed or chosen beside a line, which cites it."""
    typed = editor.typed
    if "cites" not in editor.entry or not any(typed.values()):
        return data
    fields = {"words": typed["words"], "who": typed["who"], "date": typed["date"]}
    if typed["statement"]:
        fields = _from_record(ask, typed["statement"]) or fields
    if not fields["words"]:
        editor.errors["new.words"] = ["A quotation needs its words."]
        return data
    known = next((one["id"] for one in data["quotations"] if one["words"] == fields["words"]), None)
    if known is None:
        data, known = placed(data, "quotations", NEW, {**BLANK["quotations"], **fields})
    editor.entry["cites"] = list(dict.fromkeys([*editor.entry["cites"], known]))
    return data


def _from_record(ask: Ask, statement: str) -> dict[str, str] | None:
    """A statement of the record as a quotation."""
    row = ask.record.connection.execute(
        "SELECT quote, speaker, role, said_on, day, title, report FROM statements WHERE id = ?", (statement,)
    ).fetchone()
    if row is None:
        return None
    quote, speaker, role, said_on, day, title, report = row
    who = ", ".join(part for part in (speaker, role) if part)
    words = " ".join(quote.split())
    return {"words": words, "who": who, "date": said_on or day or "", "report": title or report, "statement": statement}


def saved(ask: Ask, editor: Editor, found: Scenario) -> Away:
    """Keeps the changed scenario; the way back to its page, at the line."""
    from negotiable.scenario.parse import parse
    from negotiable.scenario.write import write

    text = write(found)
    if parse(text)[1]:
        raise UsageError("this cannot be written to a file: take unusual characters out of what you typed")
    with step(ask.record, ask.visitor.coder) as done:
        scenarios.save(ask.record, text, ask.visitor.coder)
    at = "" if editor.removing or editor.kind in ("about", "now") else f"-{editor.now}"
    return Away(f"{after('/scenario?work=yes', done).to}#{editor.kind}{at}")
