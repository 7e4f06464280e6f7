"""Where the sides stand: one matrix for each set of reports that share a side."""

from collections.abc import Collection, Iterable, Sequence

from negotiable.brief.said import Cell, IssueRow, Matrix, Said, Side

_TELLS = ("conditional", "assessment", "none")  # what onlookers say, whose "if" is a forecast


def matrices(said: Sequence[Said], sides: Sequence[Side]) -> tuple[Matrix, ...]:
    """Reports on the same talks share sides and come into one matrix; those on other talks get one of their own."""
    found = []
    for labels in talks(said):
        here = [one for one in said if one.cite.source in labels and one.side is not None]
        rows = _rows(here, sides)
        named = {name for row in rows for name in row.cells}
        if rows:
            aimed = {one.target for one in here}
            weighed = [(_weight(side, here, aimed), side) for side in sides if side.name in named]
            ordered = tuple(side for _, side in sorted(weighed, key=lambda pair: pair[0]))
            found.append(Matrix(tuple(labels), ordered, rows, sum(not weight[0] for weight, _ in weighed)))
    return tuple(found)


def ranked(said: Iterable[Said]) -> tuple[Said, ...]:
    """The statements that say most about a position first."""
    return tuple(sorted(said, key=lambda one: one.rank))


def talks(said: Iterable[Said]) -> list[list[str]]:
    """Labels of reports that are linked by a common side, directly or through others; in order."""
    leader: dict[str, str] = {}

    def find(node: str) -> str:
        while leader.setdefault(node, node) != node:
            node = leader[node]
        return node

    labels = dict.fromkeys(one.cite.source for one in said)
    for one in said:
        if one.side is not None:
            # A space begins the name of a side here, so that none is taken for a report's label.
            a, b = find(one.cite.source), find(f" {one.side}")
            leader[b] = a
    groups: dict[str, list[str]] = {}
    for label in labels:
        groups.setdefault(find(label), []).append(label)
    return list(groups.values())


def _weight(side: Side, said: Iterable[Said], aimed: Collection[str | None]) -> tuple[bool, int, int]:
    """First those who take a stance or whom others speak to, then those who only judge and forecast; the fullest first."""
    own = [one for one in said if one.side == side.name]
    addressed = not {side.name, *(one.name for one in side.speakers)}.isdisjoint(aimed)
    talks = addressed or any(one.stance not in _TELLS for one in own)
    return not talks, -len({one.issue for one in own if one.issue and one.takes_position}), -len(own)


def _rows(said: Iterable[Said], sides: Sequence[Side]) -> tuple[IssueRow, ...]:
    """Rows in the order of how many sides speak of the issue, then of first mention; cells only where a side does.

    Those whose issue is a guess come last. A finer issue stands with the one above it.
    """
    found: dict[str, dict[str, list[Said]]] = {}
    topic: dict[str, str] = {}
    for one in said:
        if one.issue is not None and one.side is not None:
            found.setdefault(one.issue, {}).setdefault(one.side, []).append(one)
            topic[one.issue] = one.topic or one.issue
    order = {side.name: n for n, side in enumerate(sides)}
    rows = []
    for label, cells in found.items():
        kept = (Cell(side, label, ranked(cells[side])) for side in sorted(cells, key=order.__getitem__))
        unsure = all(one.guessed for those in cells.values() for one in those)
        rows.append(IssueRow(label, {cell.side: cell for cell in kept}, unsure))
    rows.sort(key=_row_order)
    groups: dict[str, list[IssueRow]] = {}
    for row in rows:
        groups.setdefault(topic[row.label], []).append(row)
    return tuple(row for name, group in groups.items() for row in sorted(group, key=lambda row: row.label != name))


def _row_order(row: IssueRow) -> tuple[bool, int, int]:
    firm = sum(any(one.takes_position for one in cell.said) for cell in row.cells.values())
    return row.unsure, -len(row.cells), -firm
