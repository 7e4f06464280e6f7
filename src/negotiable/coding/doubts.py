"""What a careful reader would query in the report itself: days, counts, names and quotation marks that do not agree."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from negotiable.coding.context import Context
from negotiable.coding.lexicon import word_set
from negotiable.coding.phrases import stem
from negotiable.reading.text.quotations import quotations
from negotiable.terms import Doubt, Event, Span

_MOST = 8  # more than this is noise
_NEAR = 8  # words between a day and the event it dates, at most
_EVENTS = ("meeting", "talks", "vote", "strike", "deadline", "hearing", "visit", "truce")
_MARKS = "'\"“”‘.,;:!?()[]-–—"  # not part of a name
_LIKE = 3  # telling words in common of two accounts of one event, more than
_ALIKE = 0.8  # how like two spellings of one name are


def doubts_of(context: Context, unknown: list[Span]) -> list[Doubt]:
    """The doubts in the order of the text; `unknown`: quotations whose speaker was not found."""
    found = [*_days(context), *_counts(context), *_unclosed(context), *_spellings(context)]
    found += [Doubt((span,), "the report does not say clearly who speaks here") for span in unknown[:3]]
    return sorted(found, key=lambda d: d.spans[0])[:_MOST]


def _days(context: Context) -> list[Doubt]:
    """One kind of event on two days: "talks tomorrow" here, "today's call" there. Each pair of days once."""
    words = context.words
    seen: dict[str, dict[str, tuple[str, Span]]] = {}
    for k, word in enumerate(words.words):
        if word in word_set("days") and not context.in_quotation(words.starts[k]):
            named = _event_near(context, k)
            if named:
                kind, name = named
                seen.setdefault(kind, {}).setdefault(word, (name, (words.starts[k], words.ends[k])))
    found: list[Doubt] = []
    for days in seen.values():
        told = sorted((span, day, name) for day, (name, span) in days.items())
        for (span, day, name), (other_span, other_day, other_name) in pairwise(told):
            why = f"the report puts “{name}” on '{day}' and “{other_name}” on '{other_day}': it may be one event"
            found.append(Doubt((span, other_span), why))
    return found


def _event_near(context: Context, k: int) -> tuple[str, str] | None:
    """The event word nearest to word `k` in its sentence, with its kind."""
    words = context.words
    first, last = words.between(*context.sentence(words.starts[k]))
    places = sorted(range(max(first, k - _NEAR), min(last, k + _NEAR + 1)), key=lambda i: (abs(i - k), i))
    return next(((kind, words.words[i]) for i in places for kind in _EVENTS if words.words[i] in word_set(kind)), None)


def _counts(context: Context) -> Iterator[Doubt]:
    """One event with two counts: the same kind, day and place, the same thing counted, told in like words; three at most."""
    told: dict[tuple[str, str, str], list[tuple[Event, int, frozenset[str]]]] = {}
    for event in context.reading.events:
        counted = event.count_of
        if event.status == "past" and event.date and "/" not in event.date and event.places and counted:
            told.setdefault((event.type, event.date, counted), []).append((event, event.count or 0, _telling(context, event)))
    found = 0
    for (_, _, counted), those in told.items():
        for (one, first, words), (two, second, others) in pairwise(those):
            like = len(words & others) > _LIKE and set(one.places) == set(two.places) and one.actors == two.actors
            if first != second and like and found < 3:
                found += 1
                yield Doubt(
                    (*one.span, *two.span),
                    f"the report counts {first:,} {counted} here and {second:,} there: it may be one event",
                )


def _telling(context: Context, event: Event) -> frozenset[str]:
    words = [w for first, last in context.words.over(event.span) for w in context.words.words[first:last]]
    return frozenset(stem(w) for w in words if len(w) > 3 and w.isalpha() and w not in word_set("stop"))


def _unclosed(context: Context) -> Iterator[Doubt]:
    """Quotations opened and not closed, unless the next paragraph goes on with them; three at most."""
    found = quotations(context.text, context.paragraphs)
    told = 0
    for k, one in enumerate(found):
        goes_on = k + 1 < len(found) and found[k + 1].continues
        if not one.closed and not goes_on and told < 3:
            told += 1
            yield Doubt(((one.start, one.end),), "the quotation is opened and not closed")


def _spellings(context: Context) -> Iterator[Doubt]:
    """One person's surname spelt in two ways."""
    for actor in context.actors.values():
        if actor.kind != "person":
            continue
        forms: dict[str, Span] = {}
        for start, end in sorted(actor.mentions)[:50]:
            surname = context.text[start:end].split()[-1:] or [""]
            name = surname[0].replace("’", "'").strip(_MARKS).removesuffix("'s").strip(_MARKS)
            if len(name) > 4 and name[0].isupper() and not name.isupper():
                forms.setdefault(name, (start, end))
        names = list(forms)
        for k, one in enumerate(names):
            for two in names[k + 1 :]:
                a, b = one.lower(), two.lower()
                if a.endswith(b) or b.endswith(a):  # Al-Rashid, Rashid
                    continue
                if SequenceMatcher(None, a, b).ratio() >= _ALIKE:
                    yield Doubt((forms[one], forms[two]), f"the name is spelt “{one}” in one place and “{two}” in another")
