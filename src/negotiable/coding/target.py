"""Whom a statement is aimed at: the addressee after its cue, or the other side that its content names first."""

from negotiable.coding.context import Context
from negotiable.terms import Attribution
from negotiable.terms.codes import Stance

_AIMED = frozenset(["oppose", "demand", "conditional", "refuse", "offer", "support"])


def target_of(context: Context, one: Attribution, stance: Stance) -> str | None:
    """An actor id; None for an assessment, a bare report, or where no other side is named."""
    if stance not in _AIMED:
        return None
    named = [m for start, end in one.content for m in context.named_in(start, end)]
    others = [m for m in named if not context.same_side(m[2], one.speaker)]
    if others:
        return others[0][2]
    if one.cue and one.content:
        after = context.named_in(min(s for s, _ in one.cue), one.content[0][0])
        addressed = [m for m in after if not context.same_side(m[2], one.speaker) and not _is_source(one, m)]
        if addressed:
            return addressed[-1][2]
    if stance == "demand" and named:
        return named[0][2]
    return None


def _is_source(one: Attribution, mention: tuple[int, int, str]) -> bool:
    return any(start < mention[1] and mention[0] < end for start, end in one.source)
