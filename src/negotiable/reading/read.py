"""Reads one report: paragraphs, quotations, tags, links, attributions, then speakers and events."""

from functools import cache

from negotiable.reading.actors.speakers import resolve
from negotiable.reading.attribution.attributions import attributions
from negotiable.reading.attribution.contents import mend
from negotiable.reading.attribution.link import link
from negotiable.reading.attribution.turns import with_turns
from negotiable.reading.encoder.evidence import Evidence
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
    return _marked(text, tagger or _tagger())[0]


def _marked(text: str, tagger: Tagger) -> tuple[tuple[Attribution, ...], Evidence]:
    spans = paragraphs(text)
    quoted = quotations(text, spans)
    tags, evidence = tagger.tag(text, spans, quoted)
    tags = with_turns(text, mend(text, tags, spans, quoted), spans, quoted)
    return attributions(text, link(text, tags, spans), spans, quoted), evidence


def read(report: Report) -> Reading:
    """Every attributed statement of `report` with its speaker, the actors and the events."""
    said, evidence = _marked(report.text, _tagger())
    actors, found = resolve(report, said)
    return Reading(report, actors, found, find_events(report, found, actors, evidence))
