"""Where each side stands on each issue over time, what moved, what became of red lines, and who is silent on what."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from negotiable.findings.finding import Cited, Finding, telling
from negotiable.record import Filters, Record

_TELLING = ("support", "oppose", "demand", "offer", "refuse", "conditional")
_SHARED = 2  # telling words of a red line that a statement shares that crosses it
_LINES = 20  # red lines of one side on one issue that are looked at: keeps large records linear

Track = dict[tuple[str, str], list[Cited]]
"""By side and issue: the statements that take a stance, in the order of days."""


def tracks(record: Record, filters: Filters | None = None) -> Track:
    """Statements that take a stance, by side and issue; those of unknown day come first."""
    where, values = (filters or Filters()).of_statements()
    marks = ", ".join("?" * len(_TELLING))
    rows = record.connection.execute(
        "SELECT s.id, s.day, lead.name, s.party, s.issue, s.stance, s.firmness, s.quote, r.id FROM statement s "
        "JOIN report r ON r.n = s.report LEFT JOIN actor lead ON lead.n = s.actor "
        f"WHERE {where} AND s.party IS NOT NULL AND s.issue IS NOT NULL AND s.stance IN ({marks}) "
        "ORDER BY s.party, s.issue, s.day, s.n",
        (*values, *_TELLING),
    )
    cited = (Cited(*row) for row in rows)
    return {key: list(those) for key, those in groupby(cited, key=lambda one: (one.party, one.issue))}


def moved(track: Track, since: str) -> Iterator[Finding]:
    """Sides whose last word on an issue before a day and whose last word from then on differ, with both quotations."""
    for (party, issue), those in track.items():
        before = [one for one in those if one.day and one.day < since]
        after = [one for one in those if one.day >= since]
        if before and after:
            was, now = before[-1], after[-1]
            if (was.sign, was.firmness == "red-line") != (now.sign, now.firmness == "red-line"):
                yield Finding("moved", f"{party} on {issue}: {_told(was)}, {_told(now)}", (was, now))


def red_lines(track: Track) -> Iterator[Finding]:
    """Each side's first red line on an issue and what became of it, told with the later statement.

    Crossed: the side offers or supports, in words that it shares, what any of its red lines excluded. Softened: the first later
    statement that is no red line and not of its sign. Else how often it was repeated.
    """
    for (party, issue), those in track.items():
        at = next((n for n, one in enumerate(those) if one.firmness == "red-line"), None)
        if at is None:
            continue
        if crossing := _crossing(those):
            line, crosses = crossing
            yield Finding("red line", f"{party} on {issue}: a red line, {_told(line)}; crossed by {_told(crosses)}", crossing)
            continue
        line = those[at]
        later = [one for one in those[at + 1 :] if one.day > line.day]
        softer = next((one for one in later if one.firmness != "red-line" and one.sign != line.sign), None)
        repeated = [one for one in later if one.firmness == "red-line"]
        if softer is not None:
            yield Finding("red line", f"{party} on {issue}: a red line, {_told(line)}; later {_told(softer)}", (line, softer))
        else:
            told = f"repeated {len(repeated)} times, last {repeated[-1].day}" if repeated else "not taken up again"
            yield Finding("red line", f"{party} on {issue}: a red line, {_told(line)}; {told}", (line, *repeated[-1:]))


def _crossing(those: list[Cited]) -> tuple[Cited, Cited] | None:
    """The first statement for what an earlier red line excluded, after that line; `those`: of one side on one issue, by day."""
    lines = [(one, telling(one.quote)) for one in those if one.firmness == "red-line" and one.sign < 0][:_LINES]
    for one in those if lines else ():
        if one.sign > 0 and one.stance != "demand" and one.firmness != "red-line":
            words = telling(one.quote)
            line = next((line for line, its in lines if "" < line.day < one.day and len(words & its) >= _SHARED), None)
            if line is not None:
                return line, one
    return None


def silent(track: Track, *, sides: int = 6, issues: int = 8) -> Iterator[Finding]:
    """Issues that most of the sides speak of and one does not; cited is the latest that another side says of it."""
    said = Counter(party for party, _ in track)
    spoken = Counter(issue for _, issue in track)
    for party, _ in said.most_common(sides):
        for issue, count in spoken.most_common(issues):
            if (party, issue) not in track and count >= 2:
                latest = max((those[-1] for (_, of), those in track.items() if of == issue), key=lambda one: one.day)
                yield Finding("silent", f"{party}: no stance reported on {issue}, which {count} others speak of", (latest,))


def speakers(record: Record) -> dict[str, list[tuple[str, str | None, int]]]:
    """Who speaks for each side: name, last role and number of statements, the most heard first."""
    rows = record.connection.execute(
        "SELECT s.party, lead.name, c.role, count(*) FROM statement s JOIN cast c ON c.n = s.speaker "
        "JOIN actor lead ON lead.n = s.actor WHERE s.live = 1 AND s.party IS NOT NULL GROUP BY s.party, lead.n "
        "ORDER BY s.party, count(*) DESC, lead.name"
    )
    return {party: [tuple(row[1:]) for row in those] for party, those in groupby(rows, key=lambda row: row[0])}


def timeline(record: Record, filters: Filters | None = None) -> list[tuple[str, str, str]]:
    """Days with what was reported of them: (day, "event" or "statement", words); red lines and offers are the statements."""
    chosen = filters or Filters()
    events = record.connection.execute(
        "SELECT e.date, 'event', e.quote FROM event e WHERE e.live = 1 AND e.date IS NOT NULL AND e.date >= ?",
        (chosen.since or "",),
    ).fetchall()
    where, values = chosen.of_statements()
    said = record.connection.execute(
        "SELECT s.day, 'statement', coalesce(s.party, lead.name, '') || ': ' || s.quote FROM statement s "
        f"LEFT JOIN actor lead ON lead.n = s.actor WHERE {where} AND s.day <> '' "
        "AND (s.firmness = 'red-line' OR s.stance = 'offer')",
        values,
    ).fetchall()
    return sorted({*events, *said})


def _told(one: Cited) -> str:
    firm = " as a red line" if one.firmness == "red-line" else ""
    return f"{one.stance}{firm} ({one.day or 'no date'})"
