"""How firm a statement is and which PLOVER root its speech act falls under, where one fits."""

from negotiable.coding.context import Context
from negotiable.coding.lexicon import phrases
from negotiable.terms import Attribution
from negotiable.terms.codes import Firmness, Stance


def _labels(context: Context, one: Attribution, section: str) -> set[str]:
    """The labels of data/firmness.yaml found in the cue and the content."""
    table, words = phrases("firmness", section), context.words
    return {
        hit.payload
        for spans in (one.cue, one.content)
        for first, last in words.over(spans)
        for hit in table.find(words.words, first, last)
    }


def firmness_of(context: Context, one: Attribution, stance: Stance) -> Firmness | None:
    """red-line: its own side will never; demand; wish; None for what asks or refuses nothing."""
    found = _labels(context, one, "firmness")
    if stance == "refuse":
        return "red-line" if "red-line" in found else None
    if stance == "demand":
        if _says_wish(context, one) or ("wish" in found and "demand" not in found):
            return "wish"
        return "demand"
    return None


def _says_wish(context: Context, one: Attribution) -> bool:
    words = context.words
    table = phrases("firmness", "firmness")
    return one.mode == "attitude" and any(
        hit.payload == "wish" for first, last in words.over(one.cue) for hit in table.find(words.words, first, last)
    )


def act_of(context: Context, one: Attribution, stance: Stance, threat: bool) -> str | None:
    """A PLOVER root, or None: assessments, plain reports and denials have none."""
    if stance in ("assessment", "none"):
        return None
    if stance == "demand":
        return "REQUEST"
    if stance == "refuse":
        return "REJECT"
    if stance == "conditional":
        return "THREATEN" if threat else None
    found = _labels(context, one, "acts")
    if stance == "offer":
        return "CONCEDE" if "CONCEDE" in found else "AGREE"
    if stance == "support":
        return "SUPPORT" if "SUPPORT" in found else None
    if stance == "oppose":
        return next((act for act in ("REJECT", "ACCUSE") if act in found), None)
    return None
