"""Who contradicts whom: pairs side by side, the surest first, those that no longer hold, and what people say of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from negotiable.brief.words import CONFLICT_UNSURE_BELOW
from negotiable.errors import UsageError
from negotiable.findings.contradictions import contradictions as across_reports
from negotiable.findings.finding import Finding
from negotiable.findings.positions import tracks
from negotiable.record import Filters, due
from negotiable.record.steps import step
from negotiable.workbench.changes import after
from negotiable.workbench.desk import Ask, Away, Page
from negotiable.workbench.labels import issue_label

_SHOWN = 30
_COMPARED = 2_000  # statements on one issue that are compared with each other
_SURE = "coalesce(c.confidence, 1)"
_ORDERS = {"sure": "the surest first", "new": "the last read first"}
_SAYS = {"yes": True, "no": False}
_SIDES = """
SELECT c.n, coalesce(c.confidence, 1), c.issue, c.why, c.found, c.gone, c.one, c.other,
    a.id, a.quote, a.party, p.name, nullif(a.day, ''), a.review, b.id, b.quote, b.party, q.name, nullif(b.day, ''), b.review
FROM conflict c CROSS JOIN statement a ON a.n = c.one CROSS JOIN statement b ON b.n = c.other
LEFT JOIN actor p ON p.n = a.actor LEFT JOIN actor q ON q.n = b.actor
"""


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two statements."""

    id: str
    quote: str
    party: str | None
    speaker: str | None
    day: str | None
    review: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair. `found`: reading, correction or person. `gone`: why it no longer holds. `says`: coders with what they say."""

    n: int
    sure: float
    issue: str | None
    why: str
    found: str
    gone: str | None
    halves: tuple[Half, Half]
    says: tuple[tuple[str, bool], ...]

    @property
    def perhaps(self) -> bool:
        return self.sure < CONFLICT_UNSURE_BELOW


def contradictions(ask: Ask) -> Page:
    """GET /contradictions."""
    issue, gone = ask.query.text("issue"), ask.query.text("show") == "gone"
    order = "new" if gone or ask.query.text("order") == "new" else "sure"
    pairs = _pairs(ask, issue, order, gone)
    shown, last = pairs[:_SHOWN], pairs[_SHOWN - 1] if len(pairs) > _SHOWN else None
    issues = ask.record.connection.execute("SELECT DISTINCT issue FROM conflict WHERE gone IS NULL AND issue IS NOT NULL")
    return ask.page(
        "contradictions",
        "Contradictions",
        pairs=shown,
        after=f"{last.sure!r}_{last.n}" if last else None,
        issue=issue,
        order=order,
        orders=_ORDERS,
        gone=gone,
        at=ask.query.text("after"),
        issues=sorted((one for (one,) in issues), key=issue_label),
        waiting=due.waiting(ask.record.connection),
        across=_across(ask, issue) if issue and not gone and "after" not in ask.query else [],
    )


def judge(ask: Ask) -> Away:
    """POST /pairs: the visitor says that two statements contradict each other (`says` yes), or do not (no)."""
    stands = _SAYS.get(ask.form.text("says"))
    if stands is None:
        raise UsageError("say whether the two contradict each other: yes or no")
    with step(ask.record, ask.visitor.coder) as done:
        ask.record.judge_pair(ask.form.text("one"), ask.form.text("other"), stands, ask.visitor.coder)
    to, place = after(f"/contradictions?{ask.form.text('list')}", done), ask.form.number("place")
    return to if place is None else Away(f"{to.to}#pair-{place}")  # where one was, though the pair may have left the list


def _pairs(ask: Ask, issue: str, order: str, gone: bool) -> list[Shown]:
    """One more than a page shows."""
    where, values = ["c.gone IS NOT NULL" if gone else "c.gone IS NULL AND a.live = 1 AND b.live = 1"], list[Any]()
    if issue:
        where.append("c.issue = ?")
        values.append(issue)
    if key := _key(ask.query.text("after")):
        where.append(f"({_SURE}, c.n) < (?, ?)" if order == "sure" else "c.n < ?")
        values += key if order == "sure" else key[1:]
    by = f"{_SURE} DESC, c.n DESC" if order == "sure" else "c.n DESC"
    rows = ask.record.connection.execute(
        f"{_SIDES} WHERE {' AND '.join(where)} ORDER BY {by} LIMIT ?", (*values, _SHOWN + 1)
    ).fetchall()
    says = _says(ask, ((row[6], row[7]) for row in rows))
    found = []
    for row in rows:
        n, sure, about, why, by_whom, why_gone, one, other, *halves = row
        sides = Half(*halves[:6]), Half(*halves[6:])
        found.append(Shown(n, sure, about, why, by_whom, why_gone, sides, says.get(frozenset((one, other)), ())))
    return found


def _key(given: str) -> tuple[float, int] | None:
    """How sure the last pair of a page was, and its number."""
    sure, _, n = given.partition("_")
    try:
        return (float(sure), int(n)) if n.isascii() and n.isdigit() and len(n) < 19 else None
    except ValueError:
        return None


def _says(ask: Ask, pairs: Iterable[tuple[int, int]]) -> Mapping[frozenset[int], tuple[tuple[str, bool], ...]]:
    """The last word of each coder on these pairs; for somebody who works alone only their own."""
    found: dict[frozenset[int], dict[str, bool]] = {}
    for one, other in pairs:
        rows = ask.record.connection.execute(
            "SELECT coder, stands FROM pairing WHERE one = ? AND other = ? AND back_at IS NULL ORDER BY n",
            (min(one, other), max(one, other)),
        )
        said = {coder: bool(stands) for coder, stands in rows if ask.visitor.seen_as in (None, coder)}
        if said:
            found[frozenset((one, other))] = said
    return {pair: tuple(said.items()) for pair, said in found.items()}


def _across(ask: Ask, issue: str) -> list[Finding]:
    """Contradictions on one issue between reports; none where too much was said of it to compare."""
    filters = Filters(issue=issue)
    if ask.record.count(filters, most=_COMPARED + 1) > _COMPARED:
        return []
    return list(islice(across_reports(tracks(ask.record, filters)), _SHOWN))
