"""What a careful reader would query in the report itself: a date, a count or a name that does not agree with another."""

from negotiable.coding.context import Context
from negotiable.coding.lexicon import word_set
from negotiable.terms import Doubt, Span

_MOST = 8  # more than this is noise


def doubts_of(context: Context, unknown: list[Span]) -> list[Doubt]:
    """The doubts in the order of the text; `unknown`: contents of quotations whose speaker was not found."""
    found = [*_days(context), *_unclosed(context)]
    if unknown:
        found += [Doubt((span,), "the report does not say clearly who speaks here") for span in unknown[:3]]
    return sorted(found, key=lambda d: d.spans[0])[:_MOST]


def _days(context: Context) -> list[Doubt]:
    """The same kind of event on differing days: "talks tomorrow" here, "today's talks" there."""
    seen: dict[str, list[tuple[str, Span]]] = {}
    words = context.words
    for k, word in enumerate(words.words):
        if word not in word_set("days") or context.in_quotation(words.starts[k]):
            continue
        for thing in _things_near(context, k):
            seen.setdefault(thing, []).append((word, (words.starts[k], words.ends[k])))
    found: list[Doubt] = []
    for thing, told in seen.items():
        days = {day for day, _ in told}
        if {"today", "tomorrow"} <= days or {"yesterday", "today"} <= days or {"yesterday", "tomorrow"} <= days:
            firsts = {day: next(span for d, span in told if d == day) for day in sorted(days)}
            order = sorted(firsts, key=lambda d: firsts[d])
            why = f"the {thing} is dated '{order[0]}' in one place and '{order[1]}' in another"
            found.append(Doubt(tuple(firsts[d] for d in order), why))
    return found


def _things_near(context: Context, k: int) -> set[str]:
    """The meetings and the like within eight words of word `k` and in its sentence."""
    words = context.words
    first, last = words.between(*context.sentence(words.starts[k]))
    return {w for w in words.words[max(first, k - 8) : min(last, k + 9)] if w in word_set("things")}


def _unclosed(context: Context) -> list[Doubt]:
    from negotiable.reading.quotations import quotations

    found = quotations(context.text, context.paragraphs)
    starts = {q.start for q in found if q.continues}
    result: list[Doubt] = []
    for k, q in enumerate(found):
        if q.closed:
            continue
        follows = found[k + 1].start if k + 1 < len(found) else -1
        if follows not in starts:
            result.append(Doubt(((q.start, q.end),), "the quotation is opened and not closed"))
    return result[:3]
