"""The graph of states as SVG for small models: circles in a ring, arrows where a party alone has the other state higher."""

from html import escape
from math import cos, pi, sin

from negotiable.scenario.graph import Graph
from negotiable.scenario.walks import Walks

MOST_DRAWN = 24
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4")
_SIZE, _RADIUS, _DOT = 520, 205, 15


def drawing(graph: Graph, walks: Walks, stable: set[int]) -> str:
    """An SVG element, "" for models too large to be told by eye; `stable`: numbers of the states drawn with a double ring."""
    count = len(graph.states)
    if not 1 < count <= MOST_DRAWN:
        return ""
    places = [
        (_SIZE / 2 + _RADIUS * sin(2 * pi * n / count), _SIZE / 2 - _RADIUS * cos(2 * pi * n / count)) for n in range(count)
    ]
    number = {int(index): n for n, index in enumerate(graph.states)}
    parts = []
    for k, party in enumerate(graph.scenario.parties):
        for index, n in number.items():
            for better in walks.improvements(party.id, index):
                parts.append(_arrow(places[n], places[number[better]], k, party.name))
    now = graph.scenario.status_quo
    held = number.get(graph.index(now)) if now is not None else None
    dots = [_dot(x, y, n + 1, n + 1 in stable, n == held) for n, (x, y) in enumerate(places)]
    legend = [
        f'<g class="p{k % 6}"><path d="M8 {16 + 18 * k}h36" stroke-dasharray="{_DASHES[k % 6]}"/></g>'
        f'<text x="50" y="{20 + 18 * k}" class="legend">{escape(party.name[:40])}</text>'
        for k, party in enumerate(graph.scenario.parties[:8])
    ]
    top = 18 * len(legend)
    return (
        f'<svg class="states" viewBox="0 {-top} {_SIZE} {_SIZE + top}" role="img" aria-label="Graph of states">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z"/></marker></defs><g transform="translate(0 {-top})">{"".join(legend)}</g>'
        f"{''.join(parts)}{''.join(dots)}</svg>"
    )


def _arrow(start: tuple[float, float], end: tuple[float, float], party: int, name: str) -> str:
    (x, y), (u, v) = start, end
    length = max(1.0, ((u - x) ** 2 + (v - y) ** 2) ** 0.5)
    dx, dy = (u - x) / length, (v - y) / length
    bend = 18 + 5 * party  # arrows there and back, and of several parties, keep apart
    mx, my = (x + u) / 2 - dy * bend, (y + v) / 2 + dx * bend
    a, b, c, d = x + dx * _DOT, y + dy * _DOT, u - dx * (_DOT + 3) - dy * 5, v - dy * (_DOT + 3) + dx * 5
    return (
        f'<g class="p{party % 6}"><path d="M{a:.1f} {b:.1f}Q{mx:.1f} {my:.1f} {c:.1f} {d:.1f}" '
        f'stroke-dasharray="{_DASHES[party % 6]}" marker-end="url(#tip)"><title>{escape(name)}</title></path></g>'
    )


def _dot(x: float, y: float, number: int, stable: bool, now: bool) -> str:
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT + 4}" class="ring"/>' if stable else ""
    kind = "now" if now else "state"
    return (
        f'{ring}<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}" class="{kind}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}" class="number">{number}</text>'
    )
