"""The graph of states as SVG for small models: circles in a ring, arrows where a party alone has the other state higher."""

from dataclasses import dataclass
from html import escape
from math import cos, pi, sin

from negotiable.scenario.graph import Graph
from negotiable.scenario.page import Table
from negotiable.scenario.sentences import Words
from negotiable.scenario.walks import Walks

MOST_DRAWN = 24
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4")
_SIZE, _RADIUS, _DOT, _LINE = 340, 138, 13, 18  # one to one on a narrow phone, larger elsewhere


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG element, and the same as a table; `why`: why there is none."""

    svg: str = ""
    table: Table | None = None
    why: str = ""


def drawing(graph: Graph, walks: Walks, stable: set[int]) -> Drawing:
    """States with the moves between them; `stable`: numbers of the states that get a ring."""
    count = len(graph.states)
    if not 1 < count <= MOST_DRAWN:
        many = f"a drawing can be told by eye up to {MOST_DRAWN} states, and there are {count}; fewer issues in play make fewer"
        return Drawing(why=f"Not drawn: {many if count > 1 else 'there is one state only'}.")
    places = [
        (_SIZE / 2 + _RADIUS * sin(2 * pi * n / count), _SIZE / 2 - _RADIUS * cos(2 * pi * n / count)) for n in range(count)
    ]
    number = {int(index): n for n, index in enumerate(graph.states)}
    now = graph.scenario.status_quo
    held = number.get(graph.index(now)) if now is not None else None
    top = 4 + _LINE * len(graph.scenario.parties)
    parties = ""
    for k, party in enumerate(graph.scenario.parties):
        moves = [(n, number[better]) for index, n in number.items() for better in walks.improvements(party.id, index)]
        arrows = "".join(_arrow(places[n], places[other], k) for n, other in moves)
        parties += f'<g class="p{k % 6}">{_legend(k, party.name, 16 + _LINE * k - top)}{arrows}</g>'
    dots = "".join(_dot(x, y, n + 1, n + 1 in stable, n == held) for n, (x, y) in enumerate(places))
    svg = (
        f'<svg class="states" viewBox="0 {-top} {_SIZE} {_SIZE + top}" role="img" '
        f'aria-label="States and moves; the table below says the same">{parties}{dots}</svg>'
    )
    return Drawing(svg, _table(graph, walks, stable, held))


def _legend(party: int, name: str, y: int) -> str:
    """The arrow's tip and the line with the name that tell a party's moves."""
    return (
        f'<marker id="tip{party}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path class="tip" d="M0 0L8 4L0 8z"/></marker><path d="M8 {y}h36" stroke-dasharray="{_DASHES[party % 6]}" '
        f'marker-end="url(#tip{party})"/><text x="54" y="{y + 4}">{escape(name[:40])}</text>'
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], party: int) -> str:
    (x, y), (u, v) = start, end
    length = max(1.0, ((u - x) ** 2 + (v - y) ** 2) ** 0.5)
    dx, dy = (u - x) / length, (v - y) / length
    bend = 14 + 5 * (party % 6)  # arrows there and back, and of several parties, keep apart
    mx, my = (x + u) / 2 - dy * bend, (y + v) / 2 + dx * bend
    a, b, c, d = x + dx * _DOT, y + dy * _DOT, u - dx * (_DOT + 3) - dy * 4, v - dy * (_DOT + 3) + dx * 4
    return (
        f'<path d="M{a:.1f} {b:.1f}Q{mx:.1f} {my:.1f} {c:.1f} {d:.1f}" '
        f'stroke-dasharray="{_DASHES[party % 6]}" marker-end="url(#tip{party})"/>'
    )


def _dot(x: float, y: float, number: int, stable: bool, now: bool) -> str:
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT + 4}" class="ring"/>' if stable else ""
    kind = "now" if now else "state"
    return (
        f'{ring}<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" class="{kind}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" class="number {kind}-number">{number}</text>'
    )


def _table(graph: Graph, walks: Walks, stable: set[int], held: int | None) -> Table:
    """State by state: what holds, who could move where, whether it lasts."""
    words = Words(graph.scenario)
    rows = []
    for n, index in enumerate(map(int, graph.states)):
        moves = [
            f"{name} to {', '.join(str(graph.number(better)) for better in sorted(found))}"
            for party, name in words.parties.items()
            if (found := walks.improvements(party, index))
        ]
        told = [word for word, so in (("now", n == held), ("lasts", n + 1 in stable)) if so]
        rows.append((str(n + 1), words.state(graph.chosen(index)), "; ".join(moves) or "nobody", ", ".join(told) or "–"))
    head = ("state", "what holds in it", "who could move, and where", "now; lasting (SEQ)")
    return Table(head, tuple(rows), ((),) * len(rows))
