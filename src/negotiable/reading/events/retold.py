"""When an event is one told of before: "the talks", "these talks"."""

from negotiable.reading.events.happenings import Candidate

_OTHER = frozenset(("next", "new", "another", "latest", "first", "last", "second", "third"))


def keys(candidate: Candidate) -> list[tuple[str, str]]:
    """What an event may be called when it is told of again: the words of its trigger and the few after it."""
    hit = candidate.hit
    return [(hit.trigger.type, w.lower) for w in candidate.clause.words[hit.first : hit.last + 4] if len(w.text) > 3]


def is_again(candidate: Candidate) -> bool:
    """ "The talks", "these talks": those told of before."""
    clause, hit = candidate.clause, candidate.hit
    lead = {w.lower for w in clause.words[max(0, hit.first - 3) : hit.first]}
    return hit.trigger.noun and not lead.isdisjoint(("the", "those", "these")) and lead.isdisjoint(_OTHER)
