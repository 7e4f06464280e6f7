"""Where the sides stand over the whole record, and what moved."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from negotiable.findings.finding import Finding
from negotiable.findings.positions import moved, tracks
from negotiable.record import Filters, Listed
from negotiable.sources import parse_date
from negotiable.workbench.chosen import NONE
from negotiable.workbench.desk import Ask, Page

_COLUMNS, _ROWS, _QUOTES, _PAIRS = 7, 40, 30, 30
_FOR, _AGAINST = ("support", "offer", "demand"), ("oppose", "refuse")
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Cell:
    """One side on one issue: how often each stance, the most frequent first; `dots`: where in time, and on which side."""

    stances: tuple[tuple[str, int], ...]
    red_lines: int
    count: int
    dots: tuple[tuple[int, str], ...]


def positions(ask: Ask) -> Page:
    """GET /positions; with `issue` and `party` the quotations of a cell, too."""
    since, until = (parse_date(ask.query.text(name)) if ask.query.text(name) else None for name in ("since", "until"))
    mark = parse_date(ask.query.text("mark")) if ask.query.text("mark") else None
    counts = _counts(ask, since, until)
    weight: dict[str, int] = defaultdict(int)
    for (_, name), count in counts.items():
        weight[name] += count
    parties = sorted(weight, key=lambda name: (-weight[name], name))
    chosen = [name for name in ask.query.all("side") if name in weight][: 2 * _COLUMNS] or parties[:_COLUMNS]
    rows: dict[str, int] = defaultdict(int)
    for (row, name), count in counts.items():
        rows[row] += count if name in chosen else 0
    issues = sorted((row for row in rows if rows[row]), key=lambda name: (-rows[name], name))
    cells, first, last = _cells(ask, since, until, chosen)
    issue, party = ask.query.text("issue"), ask.query.text("party")
    said = _quotes(ask, issue, party, since, until) if issue else []
    return ask.page(
        "positions",
        "Positions",
        cells=cells,
        parties=chosen,
        others=[name for name in parties if name not in chosen][:200],
        issues=issues[:_ROWS],
        more=max(0, len(issues) - _ROWS),
        first=first,
        last=last,
        since=since or "",
        until=until or "",
        open=(issue, party),
        said=said,
        moved=_moved(said) if party else None,
        mark=mark or "",
        moves=_moves(ask, chosen, mark) if mark else [],
        none=NONE,
        width=_WIDTH,
    )


# "+day": by the index of positions, which holds all that is asked for.
_WHERE = "live = 1 AND issue IS NOT NULL AND party IS NOT NULL AND +day >= ? AND +day <= ?"


def _counts(ask: Ask, since: str | None, until: str | None) -> dict[tuple[str, str], int]:
    """How many statements each side made on each issue."""
    rows = ask.record.connection.execute(
        f"SELECT issue, party, count(*) FROM statement WHERE {_WHERE} GROUP BY issue, party", (since or "", until or "9999")
    )
    return {(issue, party): count for issue, party, count in rows}


def _cells(
    ask: Ask, since: str | None, until: str | None, parties: Sequence[str]
) -> tuple[dict[tuple[str, str], Cell], str, str]:
    """The cells of these sides by issue and side; the first and last month that has a statement."""
    rows = ask.record.connection.execute(
        "SELECT issue, party, stance, coalesce(firmness, '') = 'red-line', substr(day, 1, 7), count(*) FROM statement "
        f"WHERE {_WHERE} AND party IN ({', '.join('?' * len(parties))}) GROUP BY 1, 2, 3, 4, 5",
        (since or "", until or "9999", *parties),
    ).fetchall()
    months = [month for *_, month, _ in rows if len(month) == 7]
    first, last = min(months, default=""), max(months, default="")
    span = max(1, _month(last) - _month(first))
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    red: dict[tuple[str, str], int] = defaultdict(int)
    dots: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    for issue, party, stance, red_line, month, count in rows:
        counts[issue, party][stance] += count
        red[issue, party] += count if red_line else 0
        if len(month) == 7:
            side = "for" if stance in _FOR else "against" if stance in _AGAINST else "neither"
            dots[issue, party].add((4 + (_month(month) - _month(first)) * (_WIDTH - 8) // span, side))
    found = {}
    for key, stances in counts.items():
        ordered = tuple(sorted(stances.items(), key=lambda item: (-item[1], item[0])))
        found[key] = Cell(ordered, red[key], sum(stances.values()), tuple(sorted(dots[key])))
    return found, first, last


def _month(month: str) -> int:
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        return 0
    return day.year * 12 + day.month


def _quotes(ask: Ask, issue: str, party: str, since: str | None, until: str | None) -> list[Listed]:
    filters = Filters(issue="" if issue == NONE else issue, party=party or None, since=since, until=until)
    return list(ask.record.page(filters, order="newest", limit=_QUOTES).statements)


def _moved(said: list[Listed]) -> tuple[Listed, Listed] | None:
    """The last two quotations between which a side's stance went from one direction to the other."""

    def way(one: Listed) -> str:
        return "for" if one.stance in _FOR else "against" if one.stance in _AGAINST else ""

    taking = [one for one in said if way(one) and one.day]
    for later, earlier in pairwise(taking):
        if way(later) != way(earlier) and later.day != earlier.day:
            return earlier, later
    return None


def _moves(ask: Ask, parties: Sequence[str], mark: str) -> list[Finding]:
    """What the last word of these sides before a day and from then on differs in, the latest first."""
    found = [one for party in parties for one in moved(tracks(ask.record, Filters(party=party)), mark)]
    return sorted(found, key=lambda one: one.cites[-1].day, reverse=True)[:_PAIRS]
