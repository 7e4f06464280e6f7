"""Charts as SVG: the position of sides on one issue over time, and a network; no script, every text escaped."""

import math
import re
from datetime import date
from xml.sax.saxutils import escape

from negotiable.findings.finding import Cited
from negotiable.findings.networks import Network

_COLOURS = ("#1f77b4", "#d95f02", "#1b7837", "#7b3294", "#00797a", "#b8860b", "#5e3c99", "#c0392b")
_HEIGHTS = {"offer": 0.15, "support": 0.15, "demand": 0.35, "conditional": 0.5, "oppose": 0.75, "refuse": 0.9}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = "font-family='sans-serif' font-size='12'"


def positions_chart(issue: str, tracks: dict[str, list[Cited]], *, width: int = 760) -> str:
    """One band a side, a mark a statement: above the middle for, below it against; squares are red lines. Only what has a day."""
    dated = {party: [one for one in those if len(one.day) == 10] for party, those in tracks.items()}
    dated = {party: those for party, those in dated.items() if those}
    days = [date.fromisoformat(one.day) for those in dated.values() for one in those]
    first, last = (min(days), max(days)) if days else (date(1970, 1, 1), date(1970, 1, 1))
    span = max(1, (last - first).days)
    band, left = 60, 160
    parts = [f"<text x='10' y='20' font-weight='bold' {_FONT}>{_text(issue)}</text>"]
    for n, (party, those) in enumerate(dated.items()):
        top = 30 + n * band
        colour = _COLOURS[n % len(_COLOURS)]
        middle = top + band / 2
        parts.append(f"<line x1='{left}' y1='{middle}' x2='{width - 20}' y2='{middle}' stroke='#bbb'/>")
        parts.append(f"<text x='10' y='{middle + 4}' {_FONT}>{_text(party[:24])}</text>")
        for one in those:
            x = left + 10 + (date.fromisoformat(one.day) - first).days / span * (width - left - 40)
            y = top + _HEIGHTS.get(one.stance, 0.5) * band
            title = f"<title>{_text(f'{one.day} {party}: {one.stance} {one.quote[:200]}')}</title>"
            if one.firmness == "red-line":
                parts.append(f"<rect x='{x - 5:.1f}' y='{y - 5:.1f}' width='10' height='10' fill='{colour}'>{title}</rect>")
            else:
                parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='5' fill='{colour}' fill-opacity='0.7'>{title}</circle>")
    height = 60 + len(dated) * band
    if days:
        parts.append(f"<text x='{left}' y='{height - 8}' {_FONT}>{first.isoformat()}</text>")
        parts.append(f"<text x='{width - 20}' y='{height - 8}' text-anchor='end' {_FONT}>{last.isoformat()}</text>")
    return _svg(width, height, f"Positions on {issue} over time", parts)


def network_chart(network: Network, *, size: int = 640, most: int = 40) -> str:
    """Labels in a circle, a line a tie, the wider the heavier, dashed below zero; the `most` heaviest labels."""
    weights: dict[str, float] = {}
    edges = list(network.edges())
    for one, other, weight in edges:
        weights[one] = weights.get(one, 0.0) + abs(weight)
        weights[other] = weights.get(other, 0.0) + abs(weight)
    labels = sorted(sorted(weights, key=lambda label: (-weights[label], label))[:most])
    angle = {label: 2 * math.pi * n / max(1, len(labels)) for n, label in enumerate(labels)}
    radius, middle = size * 0.33, size / 2
    at = {label: (middle + radius * math.cos(a), middle + radius * math.sin(a)) for label, a in angle.items()}
    heaviest = max((abs(weight) for *_, weight in edges), default=1.0)
    parts = []
    for one, other, weight in edges:
        if one in at and other in at:
            (x, y), (u, v) = at[one], at[other]
            dashed = " stroke-dasharray='5 4'" if weight < 0 else ""
            wide = 0.5 + 5 * abs(weight) / heaviest
            parts.append(
                f"<line x1='{x:.1f}' y1='{y:.1f}' x2='{u:.1f}' y2='{v:.1f}' stroke='#888' stroke-width='{wide:.1f}'{dashed}>"
                f"<title>{_text(f'{one} and {other}: {weight:g}')}</title></line>"
            )
    for label, (x, y) in at.items():
        anchor = "start" if math.cos(angle[label]) >= 0 else "end"
        shift = 9 if anchor == "start" else -9
        parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='6' fill='{_COLOURS[0]}'/>")
        parts.append(f"<text x='{x + shift:.1f}' y='{y + 4:.1f}' text-anchor='{anchor}' {_FONT}>{_text(label[:28])}</text>")
    return _svg(size, size, "Network", parts)


def _svg(width: int, height: int, title: str, parts: list[str]) -> str:
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' role='img'>"
    return "\n".join(
        (head, f"<title>{_text(title)}</title>", "<rect width='100%' height='100%' fill='white'/>", *parts, "</svg>\n")
    )


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text), {"'": "&#39;", '"': "&quot;"})
