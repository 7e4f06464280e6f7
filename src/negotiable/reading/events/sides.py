"""Who acts in an event and who is acted on: those before and after its trigger, turned round in a passive."""

import re

from negotiable.reading.events.clauses import Clause
from negotiable.reading.events.signs import signs
from negotiable.reading.events.triggers import Hit

Marks = list[tuple[int, int, str]]
"""Start, end and id of mentions of actors, or of statements."""

_BE = signs("be")
_MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
_SCENE = re.compile(  # "in Velmora", "near Velmora and Tarsk": where, not whom
    r"\b(?:in|at|near|around|across|inside|outside|throughout)\s(?:the\s)?(?:[A-Z][\w-]{1,30}(?:,\s|\sand\s)){0,3}$"
)


def sides(text: str, clause: Clause, hit: Hit, mentions: Marks) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those who act and of those acted on, from the `mentions` in the clause, in their order.

    "was shelled by X" and "occupied by X" are turned round. Who is only where it happens is no side, save of an assault that
    names no other target. Talks and agreements have those they are between on both sides.
    """
    first, last = clause.words[hit.first], clause.words[hit.last]
    scene = {start for start, _, _ in mentions if _SCENE.search(text, max(clause.start, start - 60), start)}
    acting = [(start, actor) for start, _, actor in mentions if start not in scene]
    before = tuple(dict.fromkeys(actor for start, actor in acting if start < first.start))
    after = tuple(dict.fromkeys(actor for start, actor in acting if start >= last.end and actor not in before))
    if hit.trigger.type == "ASSAULT" and not after:
        after = tuple(dict.fromkeys(actor for start, _, actor in mentions if start in scene and actor not in before))
    follow = [w for w in clause.words[hit.last + 1 : hit.last + 7] if w.lower == "by"]
    lead = {w.lower for w in clause.words[max(0, hit.first - 3) : hit.first]}
    participle = not hit.trigger.noun and first.lower.endswith(("ed", "en", "t", "un"))
    if participle and (not _BE.isdisjoint(lead) or clause.words[hit.last + 1 : hit.last + 2] == tuple(follow[:1]) != ()):
        agents = tuple(dict.fromkeys(actor for start, actor in acting if follow and start > follow[0].start))
        return agents, tuple(actor for actor in before if actor not in agents)
    if hit.trigger.type in _MUTUAL and not before:
        return after[:1], after[1:]
    return before, after
