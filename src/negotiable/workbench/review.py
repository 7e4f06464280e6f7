"""The page on which statements are judged: a list, the report's text, and the codes of one statement."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from negotiable.record import Filters, Listed, Record
from negotiable.record.conditions import CONDITION
from negotiable.record.current import REVIEW, current, spans_of
from negotiable.record.deeds import deeds
from negotiable.record.notes import notes
from negotiable.record.statements import acts_of
from negotiable.record.steps import statements_of
from negotiable.terms import Spans
from negotiable.terms.codes import ConditionalKind, Firmness, Stance
from negotiable.workbench.chosen import NONE, ORDERS, REVIEWS, Chosen, chosen
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.labels import issues
from negotiable.workbench.passages import Mark, bare, offsets, on_one_line, pieces, quoted, short, window
from negotiable.workbench.statement import LABELS, Detail, Report, detail, history, report
from negotiable.workbench.told import Told, told_one

_ROWS = 40
_FOUND = 200  # statements that a search by words lists
_COUNTED = 1_000
_TOLD = 48  # characters of a value in the line that tells of a deed
_MARKED = 3_000  # statements marked in one window of text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `review`, `quote`: the state and the words as this visitor sees them."""

    one: Listed
    review: str
    quote: str
    href: str
    open: bool


def review(ask: Ask) -> Page:
    """GET /review."""
    wanted = chosen(ask.query, ask.visitor)
    record, seen_as = ask.record, ask.visitor.seen_as
    listed, after, loosened = _listed(record, wanted)
    open_id = ask.query.text("s") or (listed[0].id if listed and "report" not in ask.query else "")
    shown = detail(record, open_id, seen_as, ask.visitor.coder if ask.visitor.name else None) if open_id else None
    listed = _with_open(record, wanted, listed, shown)
    views = ((one, _view(record, one, seen_as)) for one in listed)
    rows = [Row(one, *view, wanted.address(s=one.id), one.id == open_id) for one, view in views if view]
    at = next((k for k, row in enumerate(rows) if row.open), None)
    following = rows[at + 1 : at + 2] if at is not None else rows[:1]
    text = shown.report if shown else report(record, ask.query.text("report")) if ask.query.text("report") else None
    return ask.page(
        "review",
        quoted(shown.report.text, shown.content)[:60] if shown else "Review",
        chosen=wanted,
        rows=rows,
        total=record.count(wanted.filters, most=_COUNTED) if not wanted.words else len(rows),
        most=_COUNTED,
        firmnesses=get_args(Firmness),
        firmness_label=lambda firmness: firmness.replace("-", " "),
        new=bool(ask.visitor.name) and not deeds(record.connection, coder=ask.visitor.coder, limit=1),
        more=wanted.address(after=after) if after else "",
        loosened=loosened,
        reviews=REVIEWS,
        orders={name: words for name, words in ORDERS.items() if name != "text" or _one_report(record, wanted)},
        none=NONE,
        choices=ask.desk.choices(record),
        shown=shown,
        text=_text(record, text, shown, ask.query.number("at"), seen_as) if text else None,
        progress=_progress(record),
        done=_done(record, ask, wanted, open_id),
        following=following[0].one.id if following else "",
        **(_form(record, shown, seen_as) if shown else {}),
    )


def _listed(record: Record, wanted: Chosen) -> tuple[Sequence[Listed], str | None, bool]:
    if wanted.words:
        found = record.ask(wanted.words, wanted.filters, limit=_FOUND)
    else:
        found = record.page(wanted.filters, order=wanted.order, after=wanted.after, limit=_ROWS)
    return found.statements, found.after, found.loosened


def _with_open(record: Record, wanted: Chosen, listed: Sequence[Listed], shown: Detail | None) -> Sequence[Listed]:
    """The list with the open statement where it stood before it was reviewed, so that one does not lose one's place."""
    if shown is None or wanted.words or wanted.get("review") not in ("", "todo") or shown.review == "proposed":
        return listed
    cursor = json.dumps([shown.content[0][0] if shown.content else 0, shown.n - 1])
    mine = Filters(report=shown.report.id, review=shown.review)
    own = [one for one in record.page(mine, order="text", after=cursor, limit=1).statements if one.id == shown.id]
    if not own or any(one.id == shown.id for one in listed):
        return listed
    places: dict[str, Callable[[Listed], Any]] = {
        "unsure": lambda one: (one.confidence, one.n),
        "oldest": lambda one: (one.day or "", one.n),
        "random": lambda one: one.id,
        "text": lambda one: (one.content[:1], one.n),
    }
    place = places.get(wanted.order, places["oldest"])
    return sorted([*listed, *own], key=place, reverse=wanted.order == "newest")


def _view(record: Record, one: Listed, seen_as: str | None) -> tuple[str, str] | None:
    """State and words of a statement; None where only other people have coded it, whom this visitor does not see."""
    if seen_as is None:
        return one.review, one.quote
    review, content = _own(record, one.n, seen_as)
    (text,) = record.connection.execute("SELECT text FROM report WHERE id = ?", (one.report,)).fetchone()
    return (review, quoted(text, content)) if content else None


def _own(record: Record, n: int, coder: str) -> tuple[str, Spans]:
    """State and passage of a statement by the program and one coder alone."""
    values = current([act for act in acts_of(record.connection, n) if not act.by_person or act.coder == coder])
    return str(values[REVIEW]), spans_of(values.get("content"))


def _one_report(record: Record, wanted: Chosen) -> bool:
    """Whether the list is of one report, so that places in its text are an order."""
    return bool(wanted.get("report")) or len(record.connection.execute("SELECT 1 FROM report LIMIT 2").fetchall()) < 2


def _progress(record: Record) -> dict[str, int]:
    """How many statements stand in each state, over the whole record."""
    rows = record.connection.execute(
        "SELECT review, count(*) FROM statement WHERE live = 1 OR (review = 'rejected' AND withdrawn = 0) GROUP BY review"
    )
    return {name: 0 for name in ("proposed", "accepted", "corrected", "rejected")} | dict(rows.fetchall())


def _text(record: Record, shown_report: Report, shown: Detail | None, at: int | None, seen_as: str | None) -> dict[str, Any]:
    """The report's text around the statement, with the passages of all its statements."""
    start = shown.content[0][0] if shown and shown.content else 0
    part = window(shown_report.text, start if at is None else min(at, len(shown_report.text)))
    rows = record.connection.execute(
        "SELECT n, id, content, review FROM statement WHERE report = ? AND withdrawn = 0 AND position >= ? AND position < ? "
        f"ORDER BY position LIMIT {_MARKED}",
        (shown_report.n, part.start - 5_000, part.end),
    )
    marks = []
    for n, identifier, content, state in rows.fetchall():
        seen, spans = _own(record, n, seen_as) if seen_as else (state, spans_of(content))
        marks.append(Mark(spans, f"said {seen}", identifier))
    if shown:
        # Those of the open statement as this visitor sees it.
        marks = [mark for mark in marks if mark.key != shown.id]
        marks.append(Mark(shown.content, f"said {shown.review} open", shown.id))
        marks += [Mark(shown.spans(name), name) for name in ("source", "cue")]
        condition = shown.values.get(CONDITION)
        marks += [Mark(spans_of(condition["condition"]), "condition")] if condition else []
    cut = pieces(shown_report.text, part, marks)
    return {
        "report": shown_report,
        "pieces": cut,
        "before": max(0, part.start - (part.end - part.start) // 2) if part.start else None,
        "behind": part.end + 1 if part.end < part.length else None,
    }


def _form(record: Record, shown: Detail, seen_as: str | None) -> dict[str, Any]:
    condition = shown.values.get(CONDITION) or {}
    known = issues(record, shown.report.codebook)
    return {
        "quote": quoted(shown.report.text, shown.content),
        "content": on_one_line(shown.report.text, shown.content),
        "content_at": offsets(shown.content),
        "condition": condition,
        "condition_words": on_one_line(shown.report.text, spans_of(condition.get("condition"))),
        "consequence_words": on_one_line(shown.report.text, spans_of(condition.get("consequence"))),
        "kinds": get_args(ConditionalKind),
        "stances": get_args(Stance),
        "issues": known,
        "strange": shown.values.get("issue") if shown.values.get("issue") not in {issue.id for issue in known} else None,
        "changes": history(record, shown, seen_as),
        "labels": LABELS,
        "slips": _slips(record, shown),
        "notes": {coder: text for coder, text in notes(record, shown.id).items() if seen_as in (None, coder)},
    }


def _slips(record: Record, shown: Detail) -> dict[str, str]:
    """What may be a slip in what a person entered, by the field: a name that is not in the text, a side that nobody else has."""
    found = {}
    speaker, side = shown.named(shown.values.get("speaker")), shown.values.get("party")
    name = speaker.partition(" (")[0].split() if shown.values.get("speaker") != shown.programs.get("speaker") else []
    if name and name[-1].casefold() not in shown.report.text.casefold():
        found["speaker"] = "not named in this report"
    if side and side != shown.programs.get("party"):
        others = "SELECT 1 FROM statement WHERE live = 1 AND party = ? AND n <> ? LIMIT 1"
        if record.connection.execute(others, (side, shown.n)).fetchone() is None:
            found["party"] = "a new side: no other statement has it"
    return found


def _done(record: Record, ask: Ask, wanted: Chosen, open_id: str) -> dict[str, Any] | None:
    """What the deed named in the address did, told from the record."""
    number = ask.query.number("done")
    if not ask.visitor.name or number is None:
        return None
    found = told_one(record, number, ask.visitor.coder)
    if found is None or not found.lines:
        return None
    statements, _ = statements_of(record, number, ask.visitor.coder)
    if not statements:  # something else than codes was changed
        line = found.lines[0]
        what = found.made or f"{line.about}: {line.what}: {line.old} → {line.new}"
        about, href = (short(line.new, _TOLD), wanted.address(s=open_id)) if found.made else ("", line.href)
    else:
        what = found.made or "; ".join(
            line.new if line.what == "state" else f"{line.what} changed{_apart(line)}" for line in found.lines
        )
        other = next((one for one in reversed(statements) if one != open_id), "")
        about = short(_words_of(record, other), _TOLD) if found.made != "joined" else ""
        if about and found.made == "split" and open_id == statements[0]:
            what = "split off from"
        href = wanted.address(s=other if about else open_id)
    return {"holds": found.deed.holds, "what": what, "about": about, "at": found.deed.at, "href": href}


def _apart(line: Told) -> str:
    """Old and new value, where they are short; passages are seen in the text and in the history."""
    return f": {line.old} → {line.new}" if max(len(line.old), len(line.new)) <= _TOLD else ""


def _words_of(record: Record, statement: str) -> str:
    """The words of a statement without the quotation marks around them."""
    row = record.connection.execute("SELECT quote FROM statement WHERE id = ?", (statement,)).fetchone()
    return bare(row[0]) if row else ""


def home(ask: Ask) -> Away:
    """GET /: to the door first, as a change needs a name."""
    return Away("/review" if ask.visitor.name else "/door")
