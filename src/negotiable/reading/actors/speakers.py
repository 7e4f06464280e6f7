"""Who speaks: the actors of a report with their mentions, and each attribution's speaker by name."""

from collections.abc import Sequence
from dataclasses import replace

from negotiable.reading.actors.cast import Cast, slug
from negotiable.reading.actors.groups import add_groups
from negotiable.reading.actors.names import find_names
from negotiable.reading.actors.sources import Sources
from negotiable.reading.actors.states import add_local_states
from negotiable.reading.actors.words import Words, read_words
from negotiable.terms import Actor, Attribution, Report, Span


def resolve(report: Report, attributions: Sequence[Attribution]) -> tuple[tuple[Actor, ...], tuple[Attribution, ...]]:
    """All actors of the report with every mention, and the attributions with `speaker` and `relayed_by` where known."""
    words = read_words(report.text)
    add_local_states(words)
    names = find_names(words)
    ranges = sorted(r for r in (_range(words, a.source) for a in attributions) if r is not None)
    cast = Cast(words, names, ranges, report.published)
    add_groups(words, cast)
    found = Sources(words, cast, attributions, {a.id: _range(words, a.source) for a in attributions}).resolve()
    drafts = [d for d in cast.drafts if d.mentions]
    drafts.sort(key=lambda d: d.first)
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for draft in drafts:
        wanted = unique = slug(draft.name)
        count = 2
        while unique in taken:
            unique, count = f"{wanted}-{count}", count + 1
        taken.add(unique)
        ids[id(draft)] = unique
    actors = tuple(
        Actor(
            id=ids[id(d)],
            name=d.name,
            kind=d.kind,
            role=cast.role(d) if d.kind == "person" else None,
            party=cast.party(d),
            mentions=tuple(sorted((words.start[a], words.end[b - 1]) for a, b in d.mentions)),
        )
        for d in drafts
    )
    done = []
    for attribution in attributions:
        speaker, relay = found.get(attribution.id, (None, None))
        done.append(
            replace(
                attribution, speaker=ids.get(id(speaker)) if speaker else None, relayed_by=ids.get(id(relay)) if relay else None
            )
        )
    return actors, tuple(done)


def _range(words: Words, spans: Sequence[Span]) -> tuple[int, int] | None:
    """The words of a source, as word numbers; only its first piece where another stands far away."""
    if not spans:
        return None
    ordered = sorted(spans)
    start, end = ordered[0]
    for a, b in ordered[1:]:
        if a - end <= 3:
            end = max(end, b)
    first, last = words.range_of(start, end)
    return (first, last) if first < last else (last - 1, last) if last else None  # "9:52PMBush": a part of a word
