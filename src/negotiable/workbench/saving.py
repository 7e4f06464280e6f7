"""What a person says of a statement, taken from a form into the record: each is one deed, saved at once."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from negotiable.errors import UsageError
from negotiable.record.conditions import CONDITION
from negotiable.record.current import REVIEW, spans_of
from negotiable.record.identity import name_key
from negotiable.record.notes import note
from negotiable.record.steps import step
from negotiable.sources import parse_date
from negotiable.terms import Actor, Spans
from negotiable.workbench.chosen import chosen
from negotiable.workbench.desk import Ask, Away
from negotiable.workbench.forms import Form
from negotiable.workbench.passages import meant, quoted, same_words, short, showable, typed
from negotiable.workbench.statement import CODES, Detail, cast, detail, report

_PLAIN = ("issue", "stance", "firmness", "act", "party")
_LONGEST = 200  # characters of a name
_LOOSE = " \t\r\n,;"
_OPENING = '“"‘„«‹(['


def accept(ask: Ask) -> Away:
    """POST /statements/{id}/accept: what the visitor sees is right; values of other people that they see become theirs, too."""
    shown = _shown(ask)
    seen = {name: shown.values.get(name) for name in CODES if not _same(shown.values.get(name), shown.own.get(name))}
    return _code(ask, shown, {**seen, REVIEW: "accepted"}, move=True)


def reject(ask: Ask) -> Away:
    """POST /statements/{id}/reject: it is no statement, or not this one's words."""
    return _code(ask, _shown(ask), {REVIEW: "rejected"}, move=True)


def correct(ask: Ask) -> Away:
    """POST /statements/{id}/correct: only what differs from what the visitor saw is said."""
    shown = _shown(ask)
    with step(ask.record, ask.visitor.coder) as done:
        codes = _changed(ask, shown)
        if shown.review == "rejected" and codes:
            codes[REVIEW] = "accepted"
        if codes:
            ask.record.code(shown.id, ask.visitor.coder, codes)
    if not codes:
        raise UsageError("nothing was changed: to confirm the statement as it is, accept it (key a)")
    return _away(ask, done, shown.id)


def take_note(ask: Ask) -> Away:
    """POST /statements/{id}/note: what the visitor notes on the statement, beside its codes."""
    with step(ask.record, ask.visitor.coder) as done:
        note(ask.record, ask.path["id"], ask.form.text("note"), ask.visitor.coder)
    if not done:
        raise UsageError("nothing was changed: the note stands as it is")
    return _away(ask, done, ask.path["id"])


def split(ask: Ask) -> Away:
    """POST /statements/{id}/split: in two, where the second part begins (`at`: an offset, or its words)."""
    shown = _shown(ask)
    at = ask.form.number("at")
    if at is None:
        at = typed(shown.report.text, ask.form.text("at"), shown.content[0][0] if shown.content else 0)[0][0]
    while 0 < at <= len(shown.report.text) and shown.report.text[at - 1] in _OPENING:  # goes with the words that it opens
        at -= 1
    before = tuple((a, min(b, at)) for a, b in shown.content if a < at)
    behind = tuple((max(a, at), b) for a, b in shown.content if b > at)
    parts = [_trimmed(shown.report.text, part) for part in (before, behind)]
    if not all(parts):
        raise UsageError("a statement is split within its passage: select the words that the second part begins with")
    with step(ask.record, ask.visitor.coder) as done:
        ids = ask.record.split(shown.id, ask.visitor.coder, parts)
    return _away(ask, done, ids[-1])


def join(ask: Ask) -> Away:
    """POST /statements/{id}/join: with the next one of its report."""
    shown = _shown(ask)
    if shown.next is None:
        raise UsageError("no statement follows this one in its report, so there is none to join it with")
    if shown.next_by:
        words = short(shown.next.words, 60)
        raise UsageError(f"the next statement, “{words}”, is by {shown.next_by}: only statements of one speaker are joined")
    with step(ask.record, ask.visitor.coder) as done:
        ask.record.join([shown.id, shown.next.id], ask.visitor.coder)
    return _away(ask, done, shown.id)


def add(ask: Ask) -> Away:
    """POST /reports/{id}/add: a statement that the program missed, by its passage."""
    here = report(ask.record, ask.path["id"])
    given = ask.form.text("content")
    if not given:
        raise UsageError("a statement needs its words: select them in the text, or type them")
    content = typed(here.text, given, ask.form.number("near") or 0)
    _check_quote(ask.form, here.text, content)
    with step(ask.record, ask.visitor.coder) as done:
        made = ask.record.add_statement(here.id, ask.visitor.coder, {"content": content, REVIEW: "accepted"})
    return _away(ask, done, made)


def _shown(ask: Ask) -> Detail:
    """The statement as the visitor saw it when the page was made: what others said since is not theirs."""
    return detail(ask.record, ask.path["id"], ask.visitor.seen_as, ask.visitor.coder, ask.form.number("seen"))


def _code(ask: Ask, shown: Detail, codes: Mapping[str, Any], *, move: bool) -> Away:
    with step(ask.record, ask.visitor.coder) as done:
        ask.record.code(shown.id, ask.visitor.coder, codes)
    return _away(ask, done, ask.form.text("next") if move else shown.id)


def _away(ask: Ask, done: list[int], statement: str) -> Away:
    """The list that the form was on, at a statement, with word of what was done."""
    here = chosen(Form(ask.form.text("back")), ask.visitor)
    return Away(here.address(s=statement or None, done=str(done[0]) if done else None))


def _changed(ask: Ask, shown: Detail) -> dict[str, Any]:
    """The codes of a form that differ from those on the page; makes actors that the report's cast does not have."""
    form, text = ask.form, shown.report.text
    codes: dict[str, Any] = {
        name: form.text(name)[:_LONGEST] or None for name in _PLAIN if _filled(form, name, shown.values.get(name))
    }
    for name in ("speaker", "target"):
        if _filled(form, name, shown.named(shown.values.get(name))):
            codes[name] = _member(ask, shown, name)
    if "said_on" in form:
        codes["said_on"] = _day(form.text("said_on")) if form.text("said_on") else None
    for name in ("content", "source", "cue"):
        if form.text(name):
            codes[name] = meant(text, form.text(name), shown.spans(name))
    if "content" in codes:
        _check_quote(form, text, codes["content"])
    if CONDITION in form:
        codes[CONDITION] = _condition(form, shown)
    return {name: value for name, value in codes.items() if not _same(value, shown.values.get(name))}


def _filled(form: Form, name: str, was: str | None) -> bool:
    """Whether somebody filled a field in: what stood there comes back without the characters that a page or field cannot hold."""
    return name in form and _held(form.text(name)) != _held(was or "")


def _held(text: str) -> str:
    return showable(text).replace("\r", "").replace("\n", "").strip()


def _day(given: str) -> str:
    """A day as the list writes it ("16 Mar 2025"), in full ("16 March 2025") or as YYYY-MM-DD."""
    for form in ("%d %b %Y", "%d %B %Y"):
        with suppress(ValueError):
            return datetime.strptime(given, form).date().isoformat()
    return parse_date(given)


def _condition(form: Form, shown: Detail) -> dict[str, Any] | None:
    if not form.text(CONDITION):
        return None
    text, was = shown.report.text, shown.values.get(CONDITION) or {}
    stood = spans_of(was.get("condition"))
    condition = meant(text, form.text(CONDITION), stood or shown.content)
    if condition != stood:
        condition = _trimmed(text, condition) or condition
    given = form.text("consequence")
    whole = _trimmed(text, _without(shown.content, condition)) or shown.content
    consequence = meant(text, given, spans_of(was.get("consequence")) or shown.content) if given else whole
    return {"kind": form.text("kind") or "prediction", "condition": condition, "consequence": consequence}


def _member(ask: Ask, shown: Detail, field: str) -> str | None:
    """The id in the report's cast of the actor that a field names, who is added where there is none."""
    name = ask.form.text(field)[:_LONGEST]
    if not name:
        return None
    for one in shown.cast:
        if name in (one.label, one.id):
            return one.id
    key = name_key(name)
    for one in shown.cast:
        if name_key(one.name) == key:
            return one.id
    taken = {one.id for one in cast(ask.record.connection, shown.report.n)}
    plain = identifier = key.replace(" ", "-")
    n = 2
    while identifier in taken:
        identifier, n = f"{plain}-{n}", n + 1
    side = ask.form.text("party")[:_LONGEST] if field == "speaker" else ""  # the side that stands beside the name
    return ask.record.add_actor(shown.report.id, Actor(identifier, name, "person", None, side or None))


def _check_quote(form: Form, text: str, content: Spans) -> None:
    """What was selected on the page must be what the offsets cover."""
    words = form.text("quote")
    if words and not same_words(words, quoted(text, content)):
        raise UsageError(f"the selection “{words[:60]}” does not stand at these offsets: select the words again")


def _same(one: Any, other: Any) -> bool:
    return bool(_comparable(one) == _comparable(other))


def _comparable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get("kind"), spans_of(value.get("condition")), spans_of(value.get("consequence"))
    return spans_of(value) if isinstance(value, list | tuple) else value or None


def _without(spans: Spans, taken: Spans) -> Spans:
    """The parts of `spans` outside `taken`."""
    for start, end in taken:
        spans = tuple((a, b) for one in spans for a, b in ((one[0], min(one[1], start)), (max(one[0], end), one[1])) if a < b)
    return spans


def _trimmed(text: str, spans: Spans) -> Spans:
    """Without white space and commas at the ends of each span; those with nothing else are left out."""
    found = []
    for start, end in spans:
        words = text[start:end]
        begin, finish = len(words) - len(words.lstrip(_LOOSE)), len(words.rstrip(_LOOSE))
        if begin < finish:
            found.append((start + begin, start + finish))
    return tuple(found)
