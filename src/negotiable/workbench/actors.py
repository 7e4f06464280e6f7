"""The actors of all reports: who is the same, what they are called, for whom they speak and when."""

from collections.abc import Sequence
from itertools import islice

from negotiable.errors import BadRecord
from negotiable.record.actors import Known, judgements
from negotiable.record.actors import actors as known_actors
from negotiable.record.descriptions import Description, assign, descriptions, rename
from negotiable.record.identity import name_key
from negotiable.record.steps import step
from negotiable.sources import parse_date
from negotiable.workbench.changes import after
from negotiable.workbench.desk import Ask, Away, Page

_SHOWN = 60
_OFFERED = 500


def actors(ask: Ask) -> Page:
    """GET /actors."""
    like = ask.query.text("like")
    found = list(islice(ask.record.actors(like or None), _SHOWN + 1))
    told = {one.n: _holding(descriptions(ask.record, one.n)) for one in found}
    return ask.page(
        "actors", "Actors", found=found[:_SHOWN], more=len(found) > _SHOWN, like=like, told=told, names=_names(ask)
    )  # fmt: skip


def actor(ask: Ask) -> Page:
    """GET /actors/{n}."""
    known = _known(ask)
    rows = ask.record.connection.execute(
        "SELECT s.id, nullif(s.day, ''), s.party, s.stance, s.firmness, s.issue, s.quote FROM statement s "
        "WHERE s.actor = ? AND s.live = 1 ORDER BY s.day DESC LIMIT 30",
        (known.n,),
    ).fetchall()
    reports = ask.record.connection.execute(
        "SELECT r.id, coalesce(r.title, (SELECT location FROM place WHERE report = r.n LIMIT 1), r.id), r.published, c.name, "
        "c.role, c.party FROM cast c JOIN report r ON r.n = c.report "
        "WHERE c.actor IN (SELECT n FROM actor WHERE lead = ?) ORDER BY r.published DESC LIMIT 30",
        (known.n,),
    ).fetchall()
    names = ask.record.connection.execute(
        "SELECT key, name FROM actor WHERE lead = ? ORDER BY n = lead DESC, name", (known.n,)
    ).fetchall()
    keys = {key for key, _ in names}
    judged = [one for one in reversed(judgements(ask.record.connection)) if {one.one, one.other} & keys]
    told = descriptions(ask.record, known.n)
    return ask.page(
        "actor", known.name, one=known, said=rows, reports=reports, judged=judged[:30], names=names,
        told=told, holding=_holding(told), others=_names(ask), choices=ask.desk.choices(ask.record),
    )  # fmt: skip


def merge(ask: Ask) -> Away:
    """POST /actors/merge: two names are of one actor, which goes by the first."""
    with step(ask.record, ask.visitor.coder) as done:
        ask.record.merge(_key(ask, "one"), _key(ask, "other"), ask.visitor.coder)
    return _back(ask, done)


def part(ask: Ask) -> Away:
    """POST /actors/part: two names are not of one actor, or one report means somebody else by a name."""
    report = ask.form.text("report") or None
    with step(ask.record, ask.visitor.coder) as done:
        ask.record.part(_key(ask, "one"), None if report else _key(ask, "other"), ask.visitor.coder, report=report)
    return _back(ask, done)


def rename_one(ask: Ask) -> Away:
    """POST /actors/{n}/rename."""
    with step(ask.record, ask.visitor.coder) as done:
        rename(ask.record, _number(ask), ask.form.text("name")[:200], ask.visitor.coder)
    return after(f"/actors/{_number(ask)}", done)


def assign_one(ask: Ask) -> Away:
    """POST /actors/{n}/assign: the side, with the days in which it holds."""
    since, until = (parse_date(day) if day else None for day in (ask.form.text("since"), ask.form.text("until")))
    with step(ask.record, ask.visitor.coder) as done:
        assign(ask.record, _number(ask), ask.form.text("party")[:200] or None, ask.visitor.coder, since=since, until=until)
    return after(f"/actors/{_number(ask)}", done)


def _holding(told: Sequence[Description]) -> list[Description]:
    """The sides that people gave an actor, the last first, without those that a later one covers."""
    found: list[Description] = []
    for one in told:
        if one.variable == "party" and one.back_at is None:
            found.append(one)
            if one.since is None and one.until is None:
                break
    return found


def _names(ask: Ask) -> list[str]:
    """Names to choose from while typing, those that speak most first."""
    rows = ask.record.connection.execute(
        "SELECT a.name FROM actor a LEFT JOIN (SELECT actor, count(*) AS many FROM statement WHERE live = 1 GROUP BY actor) s "
        "ON s.actor = a.n WHERE a.lead = a.n ORDER BY s.many DESC LIMIT ?",
        (_OFFERED,),
    )
    return [name for (name,) in rows]


def _number(ask: Ask) -> int:
    n = int(ask.path["n"])
    if n >= 1 << 62:
        raise BadRecord(f"no actor {n} in this record: see the page of actors")
    return n


def _known(ask: Ask) -> Known:
    row = ask.record.connection.execute("SELECT lead FROM actor WHERE n = ?", (_number(ask),)).fetchone()
    found = next(known_actors(ask.record.connection, only=row[0]), None) if row else None
    if found is None:
        raise BadRecord(f"no actor {_number(ask)} in this record: see the page of actors")
    return found


def _key(ask: Ask, field: str) -> str:
    """The key of the actor that a field names."""
    given = ask.form.text(field)
    row = ask.record.connection.execute(
        "SELECT key FROM actor WHERE key IN (?, ?) OR name = ? ORDER BY key = ? DESC LIMIT 1",
        (given, name_key(given), given, given),
    ).fetchone()
    if row is None:
        raise BadRecord(f"no actor is called “{given[:60]}” in this record: take a name from the list")
    return str(row[0])


def _back(ask: Ask, done: list[int]) -> Away:
    """The page of the first actor, if reports still name it."""
    row = ask.record.connection.execute(
        "SELECT own.lead FROM actor a JOIN actor own ON own.lead = a.lead JOIN cast c ON c.actor = own.n WHERE a.key = ? LIMIT 1",
        (_key(ask, "one"),),
    ).fetchone()
    return after(f"/actors/{row[0]}" if row else "/actors", done)
