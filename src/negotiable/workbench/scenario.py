"""The talks as a model: its assumptions as a form, and what follows from them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from typing import Any

from markupsafe import Markup

from negotiable.errors import NegotiableError, UsageError
from negotiable.record import Filters, scenarios
from negotiable.record.current import storable
from negotiable.record.steps import step
from negotiable.scenario.lines import Fault
from negotiable.scenario.names import CLASSES
from negotiable.scenario.page import Page as Told
from negotiable.scenario.page import Table
from negotiable.scenario.parse import parse
from negotiable.scenario.sentences import Words
from negotiable.terms import CodedReading
from negotiable.terms.scenario import Scenario
from negotiable.workbench.changes import after
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.forms import Form

_MOST = 400  # statements that a draft is made from
_START = (
    "scenario: 1\ntitle: The talks\nparties:\n  - {id: one, name: One side}\n  - {id: other, name: Other side}\n"
    "issues:\n  - id: ceasefire\n    label: Ceasefire\n    choose: one\n    by: [one, other]\n    options:\n"
    '      - {id: "yes", label: A ceasefire}\n      - {id: "no", label: No ceasefire}\n'
)


def scenario(ask: Ask) -> Page:
    """GET /scenario. `draft`: one from the record stands in the place of what was saved; `work`: with what follows."""
    fresh = ask.query.text("draft") == "yes"
    saved = scenarios.Saved(_drafted(ask), None, None) if fresh else scenarios.last(ask.record)
    if saved is None:
        return ask.page("scenario", "Scenario", saved=None, found=None, choices=ask.desk.choices(ask.record))
    found, faults = _parsed(saved.text)
    told, without, problem = None, None, ""
    try:
        if found and not faults and ask.query.text("work") == "yes":
            told = _worked_out(saved.text)
        if found and not faults and ask.query.text("without"):
            without = _without(saved.text, ask.query.text("without"))
    except NegotiableError as error:
        problem = str(error)
    return ask.page(
        "scenario",
        "Scenario",
        saved=saved,
        fresh=fresh,
        found=found,
        faults=faults,
        words=Words(found) if found else None,
        classes=CLASSES,
        told=told,
        drawn={section.title: Markup(section.svg) for section in told.sections} if told else {},  # names are escaped there
        is_table=lambda block: isinstance(block, Table),
        without=without,
        problem=problem,
        choices=ask.desk.choices(ask.record),
    )


def save(ask: Ask) -> Away:
    """POST /scenario: the text, or the form's answers put into it; each saving stays in the record."""
    text = storable(ask.form.text("text")).replace("\r", "\n")
    if ask.form.text("how") == "form":
        found, faults = _parsed(text)
        if found is None or faults:
            raise UsageError("the text of the scenario has mistakes: mend them first, they stand below it")
        from negotiable.scenario.write import write

        text = write(_answered(found, ask.form))
    with step(ask.record, ask.visitor.coder) as done:
        scenarios.save(ask.record, text, ask.visitor.coder)
    return after("/scenario?work=yes", done)


def _drafted(ask: Ask) -> str:
    from negotiable.scenario.draft import draft
    from negotiable.scenario.write import write

    filters = Filters(party=ask.query.text("party") or None, issue=ask.query.text("issue") or None)
    if ask.record.count(filters, most=_MOST + 1) > _MOST:
        raise UsageError(f"a draft is made from at most {_MOST} statements: choose a side or an issue")
    readings: list[CodedReading] = list(ask.record.readings(filters))
    return write(draft(readings)) if any(one.statements for one in readings) else _START


@lru_cache(maxsize=16)
def _parsed(text: str) -> tuple[Scenario | None, list[Fault]]:
    return parse(text)


@lru_cache(maxsize=16)
def _worked_out(text: str) -> Told:
    from negotiable.scenario.report import report

    found, _ = _parsed(text)
    assert found is not None
    return report(found)


@lru_cache(maxsize=64)
def _without(text: str, identifier: str) -> Sequence[str]:
    """What would follow otherwise, were one line not in the model."""
    from negotiable.scenario.report import difference_lines
    from negotiable.scenario.what_if import compare, without

    before, _ = _parsed(text)
    assert before is not None
    after = without(before, identifier)
    return difference_lines(before, after, compare(before, after))


def _answered(found: Scenario, form: Form) -> Scenario:
    """The scenario with the form's answers: what holds now, how firm each line is, which lines are left out."""
    from negotiable.scenario.what_if import without

    priorities = []
    for one in found.priorities:
        given: Any = form.text(f"firmness {one.id}")
        priorities.append(replace(one, firmness=given) if given in CLASSES else one)
    holding = tuple(option.id for option in found.options if option.id in form.all("now"))
    known = form.text("known") == "yes"
    changed = replace(found, priorities=tuple(priorities), status_quo=holding if known else None)
    dropped = {one.id for one in found.priorities} & set(form.all("drop"))
    return reduce(without, dropped, changed)
