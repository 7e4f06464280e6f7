"""The talks as a model: its assumptions as forms, and what follows from them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from negotiable.errors import NegotiableError, UsageError
from negotiable.record import Filters, scenarios
from negotiable.record.current import storable
from negotiable.record.steps import step
from negotiable.scenario.check import faults_of
from negotiable.scenario.lines import Fault
from negotiable.scenario.names import CLASSES
from negotiable.scenario.page import Page as Told
from negotiable.scenario.page import Table
from negotiable.scenario.parse import parse
from negotiable.scenario.plain import LINES, plain, read_plain, without_lines
from negotiable.scenario.report import BESIDE
from negotiable.scenario.sentences import Words
from negotiable.scenario.told import MOVING
from negotiable.terms import CodedReading
from negotiable.terms.scenario import Scenario
from negotiable.workbench.changes import after
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.scenario_change import Editor, change, editor_of, offered, saved
from negotiable.workbench.scenario_if import shown, switched_off

_MOST = 400  # statements that a draft is made from
_START = (
    "scenario: 1\ntitle: The talks\nparties:\n  - {id: one, name: One side}\n  - {id: other, name: Other side}\n"
    "issues:\n  - id: ceasefire\n    label: Ceasefire\n    choose: one\n    by: [one, other]\n    options:\n"
    '      - {id: "yes", label: A ceasefire}\n      - {id: "no", label: No ceasefire}\n'
)


def scenario(ask: Ask) -> Page:
    """GET /scenario. `draft`: one from the record, or an empty one, in the place of what was saved; `work`: with what follows;
    `edit`: the form on a line is open; `off`: lines that are left out to see what differs.
    """
    fresh = ask.query.text("draft")
    kept = scenarios.Saved(_drafted(ask, fresh), None, None) if fresh else scenarios.last(ask.record)
    if kept is None:
        return ask.page("scenario", "Scenario", saved=None, choices=ask.desk.choices(ask.record))
    found, faults = _read(kept.text)
    editor = None
    kind, _, key = ask.query.text("edit").partition("/")
    if found and not faults and kind and ask.visitor.name and not fresh:
        editor = editor_of(found, kind, key)
    return _page(ask, kept, found, faults, editor=editor)


def alter(ask: Ask) -> Page | Away:
    """POST /scenario/line: one line as the form has it is saved, taken out, or only looked at (`do`)."""
    kept, found = _sound(ask)
    editor, altered = change(ask, found)
    if altered is None:
        return _page(ask, kept, found, [], editor=editor, status=422 if editor.errors or editor.lost else 200)
    if ask.form.text("do") == "see":
        return _page(ask, kept, found, [], editor=editor, tried=altered)
    return saved(ask, editor, altered)


def leave_out(ask: Ask) -> Away:
    """POST /scenario/off: the lines that were switched off are taken out."""
    _, found = _sound(ask)
    read, faults = read_plain(without_lines(plain(found), ask.form.all("off")))
    if faults:
        raise UsageError(f"these lines cannot be left out: {faults[0].message}")
    return saved(ask, Editor("about", "", {}, {}), read)


def save(ask: Ask) -> Away:
    """POST /scenario: the text, with or without mistakes; each saving stays in the record."""
    text = storable(ask.form.text("text")).replace("\r", "\n")
    with step(ask.record, ask.visitor.coder) as done:
        scenarios.save(ask.record, text, ask.visitor.coder)
    return after("/scenario?work=yes", done)


def _sound(ask: Ask) -> tuple[scenarios.Saved, Scenario]:
    kept = scenarios.last(ask.record)
    found, faults = _read(kept.text) if kept else (None, [])
    if kept is None or found is None or faults:
        raise UsageError("the text of the scenario has mistakes, or nothing is saved yet: mend and save the text first")
    return kept, found


def _page(
    ask: Ask, kept: scenarios.Saved, found: Scenario | None, faults: list[Fault], *,
    editor: Editor | None = None, tried: Scenario | None = None, status: int = 200,
) -> Page:  # fmt: skip
    sound = found if found and not faults else None
    # Who gives no name only looks.
    state = _State(ask, sound, editable=bool(ask.visitor.name) and not ask.query.text("draft"))
    wrong, remarks = _checked(kept.text) if sound else (faults, [])
    told, what_if, problem = None, None, ""
    try:
        if wrong:
            pass
        elif sound and state.work:
            told = _worked_out(kept.text, state.only)
        if sound and tried and not wrong:
            what_if = shown(sound, tried)
        elif sound and state.off and not wrong:
            what_if = switched_off(kept.text, state.off)[1]
    except NegotiableError as error:
        problem = str(error)
    page = ask.page(
        "scenario",
        "Scenario",
        address=ask.address if ask.address.startswith("/scenario?") else "/scenario?work=yes",
        saved=kept,
        fresh=bool(ask.query.text("draft")),
        found=sound,
        comments=_comments(kept.text) if sound and state.editable and (editor or state.off) else [],
        faults=wrong,
        remarks=remarks,
        words=Words(sound) if sound else None,
        classes=CLASSES,
        state=state,
        editor=editor,
        tried=tried is not None,
        offered=offered(ask) if editor and "cites" in editor.entry else (),
        what_if=what_if,
        told=told,
        drawn={section.title: Markup(section.svg) for section in told.sections} if told else {},  # names are escaped there
        short=_short(sound) if sound else {},
        moving=MOVING,
        beside=BESIDE,
        is_table=lambda block: isinstance(block, Table),
        problem=problem,
        choices=ask.desk.choices(ask.record),
    )
    return Page(page.template, page.context, status)


def _short(found: Scenario) -> dict[str, str]:
    """Quotations by their ids, or by number where those are a record's."""
    return {one.id: one.id if len(one.id) < 8 else str(n) for n, one in enumerate(found.quotations, 1)}


class _State:
    """Which lines are switched off and whether what follows is shown: kept in the addresses of the page's links."""

    def __init__(self, ask: Ask, found: Scenario | None, *, editable: bool) -> None:
        data: Mapping[str, Any] = plain(found) if found else dict.fromkeys(LINES, ())
        known = [f"{kind}/{one.get('id', n)}" for kind in LINES for n, one in enumerate(data[kind])]
        self.editable = editable
        self.off = tuple(line for line in known if line in set(ask.query.all("off")))
        issues = [choice.id for choice in found.choices] if found and found.status_quo is not None else []
        self.only = tuple(issue for issue in issues if issue in set(ask.query.all("only")))
        self.work = bool(ask.query.text("work")) or ask.form.text("work") == "yes"

    def toggled(self, line: str) -> str:
        """The address of the page with one more line switched off, or on again."""
        off = [one for one in self.off if one != line] if line in self.off else [*self.off, line]
        return self._address([("off", one) for one in off]) + "#what-if"

    def editing(self, line: str) -> str:
        """The address of the page with the form on a line."""
        return self._address([("edit", line)]) + "#editor"

    def _address(self, fields: list[tuple[str, str]]) -> str:
        return "/scenario?" + urlencode([*fields, *([("work", "yes")] if self.work else [])])


def _drafted(ask: Ask, how: str) -> str:
    from negotiable.scenario.draft import draft
    from negotiable.scenario.write import write

    if how == "empty":
        return _START
    filters = Filters(party=ask.query.text("party") or None, issue=ask.query.text("issue") or None)
    if ask.record.count(filters, most=_MOST + 1) > _MOST:
        raise UsageError(f"a draft is made from at most {_MOST} statements: choose a side or an issue")
    readings: list[CodedReading] = list(ask.record.readings(filters))
    return write(draft(readings)) if any(one.statements for one in readings) else _START


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[Scenario | None, list[Fault]]:
    return parse(text)


@lru_cache(maxsize=16)
def _comments(text: str) -> list[str]:
    """Those of a person, which a change by a form does not keep."""
    from negotiable.scenario.write import comments_lost

    found, _ = _read(text)
    return comments_lost(text, found) if found else []


@lru_cache(maxsize=16)
def _checked(text: str) -> tuple[list[Fault], list[Fault]]:
    """What keeps a scenario without faults in its lines from being worked out, and remarks."""
    found, _ = _read(text)
    return faults_of(found) if found else ([], [])


@lru_cache(maxsize=16)
def _worked_out(text: str, only: tuple[str, ...]) -> Told:
    from negotiable.scenario.report import report

    found, _ = _read(text)
    assert found is not None
    return report(found, only or None)
