"""Reads one report: paragraphs, quotations, tags, links, attributions, then speakers and events."""

from functools import cache

from negotiable.reading.actors.speakers import resolve
from negotiable.reading.attribution.attributions import attributions
from negotiable.reading.attribution.contents import mend
from negotiable.reading.attribution.link import link
from negotiable.reading.attribution.turns import with_turns
from negotiable.reading.encoder.tagger import Tagger
from negotiable.reading.events.events import find_events
from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations
from negotiable.terms import Attribution, Reading, Report


@cache
def _tagger() -> Tagger:
    return Tagger()


def attributed(text: str, tagger: Tagger | None = None) -> tuple[Attribution, ...]:
    """The attributions of `text`, speakers not yet named; `tagger` is the shipped one unless given."""
    spans = paragraphs(text)
    quoted = quotations(text, spans)
    tags = mend(text, (tagger or _tagger()).tag(text, spans, quoted), spans, quoted)
    tags = with_turns(text, tags, spans, quoted)
    return attributions(text, link(text, tags, spans), spans, quoted)


def read(report: Report) -> Reading:
    """Every attributed statement of `report` with its speaker, the actors and the events."""
    actors, found = resolve(report, attributed(report.text))
    return Reading(report, actors, found, find_events(report, found, actors))
