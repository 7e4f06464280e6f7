"""Statements as W3C Web Annotations (Recommendation of 23 February 2017): a position and a quotation for every span."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from negotiable.terms import Actor, CodedReading, Report, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters before and after a quotation, by which it is found in a text that has changed


def pieces(readings: Iterable[CodedReading]) -> Iterator[str]:
    """An AnnotationPage in pieces; positions count code points of the report's text."""
    yield json.dumps({"@context": CONTEXT, "type": "AnnotationPage", "id": "urn:negotiable:annotations"})[:-1] + ', "items": ['
    first = True
    for reading in readings:
        actors = {actor.id: actor for actor in reading.actors}
        for one in reading.statements:
            yield (
                ("\n" if first else ",\n")
                + json.dumps(annotation(reading.report, one, actors.get(one.speaker or "")), ensure_ascii=False)
            )
            first = False
    yield "]}\n"


def annotation(report: Report, one: Statement, speaker: Actor | None) -> dict[str, Any]:
    """One statement: its codes as tags, its spans as targets."""
    codes = {"speaker": speaker.name if speaker else None, "party": speaker.party if speaker else None}
    codes |= {"issue": one.issue, "stance": one.stance, "firmness": one.firmness, "act": one.act}
    return {
        "id": f"urn:negotiable:statement:{one.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"} for name, value in codes.items() if value
        ],
        "target": [
            {"source": report.url or f"urn:negotiable:report:{report.id}", "selector": _selectors(report.text, span)}
            for span in one.content
        ],
    }


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    start, end = span
    exact, before, after = text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after},
    ]
