"""One statement with all that a person needs to judge it: its report, its codes and where they come from."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from negotiable.errors import BadRecord
from negotiable.record import Change, Record, conditions
from negotiable.record.conditions import CONDITION
from negotiable.record.current import REVIEW, SURE, Act, current, spans_of
from negotiable.record.notes import noted
from negotiable.record.statements import Shelf, acts_of, shelf
from negotiable.terms import Spans
from negotiable.workbench.passages import on_one_line

CODES = ("content", "speaker", "party", "issue", "stance", "firmness", "target", CONDITION, "act", "said_on")
"""Variables of the form, in its order."""

_LONGEST = 100  # characters of a passage in a history

LABELS = {
    "content": "passage",
    "party": "side",
    "target": "directed at",
    "said_on": "said on",
    "relayed_by": "relayed by",
    "confidence": "how sure the program is",
}
"""Variables in words, where their names are none."""


@dataclass(frozen=True, slots=True)
class Report:
    """The report that a page shows; `title` is where it was read from if it is `untitled`."""

    n: int
    id: str
    text: str
    title: str
    outlet: str | None
    published: str | None
    codebook: str
    untitled: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of a report's cast; `label` tells it from the others."""

    id: str
    name: str
    role: str | None
    party: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The next statement of the report: its words and its speaker's name, but for one who works alone."""

    id: str
    words: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """`values`: the codes as this visitor sees them; `programs`: the program's; `own`: without other people's."""

    n: int
    id: str
    report: Report
    cast: tuple[Member, ...]
    acts: tuple[Act, ...]
    values: Mapping[str, Any]
    programs: Mapping[str, Any]
    own: Mapping[str, Any]
    withdrawn: bool
    next: Neighbour | None

    @property
    def review(self) -> str:
        """proposed, accepted, corrected or rejected."""
        return str(self.values[REVIEW])

    @property
    def last(self) -> int:
        """The number of the last act that the page tells of."""
        return self.acts[-1].n if self.acts else 0

    @property
    def content(self) -> Spans:
        return spans_of(self.values.get("content"))

    def spans(self, name: str) -> Spans:
        """The spans of source, cue or content."""
        return spans_of(self.values.get(name))

    def named(self, identifier: str | None) -> str:
        """An actor of the cast in words, "" for none."""
        return next((one.label for one in self.cast if one.id == identifier), identifier or "")

    @property
    def next_by(self) -> str:
        """The speaker of the next statement where it is somebody else, with whose words these are not joined; else ""."""
        own = next((one.name for one in self.cast if one.id == self.values.get("speaker")), None)
        return self.next.speaker if own and self.next and self.next.speaker and self.next.speaker != own else ""

    def sure(self, name: str) -> float | None:
        """How sure the program is of its value of a variable."""
        found = self.programs.get(SURE, {}).get(name)
        return float(found) if found is not None else None

    def told(self, name: str, value: Any) -> str:
        """A value in words."""
        if name in ("speaker", "target", "relayed_by"):
            return self.named(value) or "nobody"
        if name in ("content", "source", "cue"):
            return _shortened(on_one_line(self.report.text, spans_of(value))) or "none"
        if name == CONDITION:
            if not value:
                return "none"
            words, then = (
                _shortened(on_one_line(self.report.text, spans_of(value.get(k)))) for k in ("condition", "consequence")
            )
            return f"{value['kind']}: {words}" + (f"; then {then}" if then else "")
        return str(value) if value not in (None, "") else "none"


def detail(record: Record, identifier: str, seen_as: str | None, coder: str | None, upto: int | None = None) -> Detail:
    """The statement with this id, as it was after the act `upto`. Raises `BadRecord`.

    `seen_as`: a coder who sees nobody else's codes; `coder`: who sits there.
    """
    row = record.connection.execute("SELECT n, report, withdrawn, position FROM statement WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        raise BadRecord(f"no statement {identifier[:40]} in this record: go back to the list")
    n, number, withdrawn, position = row
    here = shelf(record.connection, number)
    acts = [act for act in acts_of(record.connection, n) if upto is None or act.n <= upto]
    programs = [act for act in acts if not act.by_person]
    mine = [act for act in acts if not act.by_person or act.coder == coder]
    conditional = conditions.read(record.connection, n)
    following = record.connection.execute(
        "SELECT s.id, s.quote, lead.name FROM statement s LEFT JOIN actor lead ON lead.n = s.actor WHERE s.report = ? "
        "AND (s.position, s.n) > (?, ?) AND s.withdrawn = 0 AND s.review <> 'rejected' ORDER BY s.position, s.n LIMIT 1",
        (number, position, n),
    ).fetchone()
    return Detail(
        n,
        identifier,
        report(record, here.id),
        cast(record.connection, number),
        tuple(acts),
        _filled(here, current(mine if seen_as else acts), conditional),
        _filled(here, current(programs), conditional),
        _filled(here, current(mine), conditional),
        bool(withdrawn),
        Neighbour(*(following if seen_as is None else (following[0], "", None))) if following else None,
    )


def _shortened(words: str) -> str:
    """Beginning and end, so that a moved end can be seen."""
    if len(words) <= _LONGEST:
        return words
    return f"{words[: _LONGEST // 2].rpartition(' ')[0]} […] {words[-_LONGEST // 2 :].partition(' ')[2]}"


def report(record: Record, identifier: str) -> Report:
    """The report with this id. Raises `BadRecord`."""
    row = record.connection.execute(
        "SELECT n, id, text, coalesce(title, (SELECT location FROM place WHERE report = r.n ORDER BY added_at, location "
        "LIMIT 1), id), outlet, published, coalesce(codebook, ''), title IS NULL FROM report r WHERE id = ?",
        (identifier,),
    ).fetchone()
    if row is None:
        raise BadRecord(f"no report {identifier[:40]} in this record: go back to the list")
    return Report(*row)


def cast(connection: sqlite3.Connection, report: int) -> tuple[Member, ...]:
    """Those whom a report names, by the names they go by, each with a label of its own."""
    rows = connection.execute(
        "SELECT c.id, lead.name, c.role, c.party FROM cast c JOIN actor own ON own.n = c.actor "
        "JOIN actor lead ON lead.n = own.lead WHERE c.report = ? ORDER BY c.n",
        (report,),
    ).fetchall()
    names = Counter(name for _, name, _, _ in rows)
    seen: Counter[str] = Counter()
    found = []
    for identifier, name, role, party in rows:
        label = name if names[name] == 1 else f"{name} ({role or party or identifier})"
        seen[label] += 1
        found.append(Member(identifier, name, role, party, label if seen[label] == 1 else f"{label} [{seen[label]}]"))
    return tuple(found)


def history(record: Record, shown: Detail, seen_as: str | None) -> list[Change]:
    """What people said of the statement, the last first; of one who sees nobody else's codes, their own."""
    changes = [one for one in record.history(shown.id) if one.coder.startswith("person:")] + noted(record.connection, shown.id)
    told = [one for one in reversed(changes) if seen_as is None or one.coder == seen_as]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _filled(here: Shelf, values: Mapping[str, Any], conditional: dict[str, Any] | None) -> dict[str, Any]:
    """With the side and the condition that hold where nobody coded any."""
    player = here.cast.get(values.get("speaker") or "")
    filled = {"party": player.party if player else None, CONDITION: conditional, "stance": "none"}
    return {**filled, **values}
