"""Parts a statement of two clauses under one cue where each is about an issue of its own: no limits on A, or recognition of B."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from negotiable.coding.context import Context
from negotiable.coding.issue_tree import tree_of
from negotiable.coding.lexicon import read
from negotiable.terms import Attribution, Codebook, Event, Reading, Span, Statement
from negotiable.terms.reading import QuotationKind

_SHORTEST = 4  # words of a clause
_LONGEST = 200  # words of a statement that is looked at
_WHITE = " \t\r\n\u00a0"


def parted(context: Context, book: Codebook) -> tuple[Reading, dict[str, str]]:
    """The reading with such statements as two, the second with an id of its own; the same object where there is none.

    And the ids of those second clauses that lean on what governs the first ("would not"), each with the id of the first.
    """
    reading = context.reading
    told: list[Attribution] = []
    second: dict[str, Attribution] = {}
    leaning: dict[str, str] = {}
    for one in reading.attributions:
        found = _halves(context, one, book)
        if found is None:
            told.append(one)
            continue
        first, last, shared = found
        name = f"s{len(reading.attributions) + len(second)}"
        second[one.id] = replace(one, id=name, content=(last,), kind=_kind(context, one, last))
        told += replace(one, content=(first,), kind=_kind(context, one, first)), second[one.id]
        if shared:
            leaning[name] = one.id
    if not second:
        return reading, leaning
    return replace(reading, attributions=tuple(told), events=tuple(_claimed(event, second) for event in reading.events)), leaning


def leant(statements: list[Statement], leaning: dict[str, str]) -> list[Statement]:
    """Second clauses take the stance, firmness and act of the first ones that they lean on."""
    told = {one.id: one for one in statements}
    first = {one.id: told[leaning.get(one.id, one.id)] for one in statements}
    return [replace(s, stance=(f := first[s.id]).stance, firmness=f.firmness, act=f.act) for s in statements]


def _claimed(event: Event, second: dict[str, Attribution]) -> Event:
    """An event told in the second clause is claimed there."""
    claim = second.get(event.according_to or "")
    return replace(event, according_to=claim.id) if claim and event.span[0][0] >= claim.content[0][0] else event


def _halves(context: Context, one: Attribution, book: Codebook) -> tuple[Span, Span, bool] | None:
    """The two clauses of a content, and whether they share a verb; each has strong terms of issues that the other has none of."""
    if len(one.content) != 1 or one.kind == "direct":
        return None
    first, last = context.words.between(*one.content[0])
    if last - first > _LONGEST:
        return None
    for join, start, shared in _joins(context, first, last):
        before, after = _issues(context, first, join, book), _issues(context, start, last, book)
        if before and after and not before & after:
            head = context.text[one.content[0][0] : context.words.starts[join]].rstrip(f"{_WHITE},")
            return (one.content[0][0], one.content[0][0] + len(head)), (context.words.starts[start], one.content[0][1]), shared
    return None


def _joins(context: Context, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """Joins outside quotations where a second clause begins, where that does, and whether it leans on the verb of the first."""
    words = context.words.words
    lists = _lists()
    for k in range(first + _SHORTEST, last - _SHORTEST):
        if words[k] not in lists["joins"] or context.in_quotation(context.words.starts[k]):
            continue
        before, after = words[first:k], words[k + 1]
        if not lists["conditions"].isdisjoint(before):
            return
        verbal = "to" in before or not lists["auxiliaries"].isdisjoint(before)
        if after == "that":
            yield k, k + 2, False
        elif after in lists["auxiliaries"]:
            yield k, k + 1, False
        elif (after in lists["verbs"] and verbal) or (after == "no" and "no" in before):
            yield k, k + 1, True


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed.split()) for name, listed in read("parting").items()}


def _issues(context: Context, first: int, last: int, book: Codebook) -> set[int]:
    tree = tree_of(book)
    return {int(tree.top_of[hit.payload[0]]) for hit in tree.table.find(context.words.words, first, last) if not hit.payload[1]}


def _kind(context: Context, one: Attribution, half: Span) -> QuotationKind:
    """A half of a mixed statement without a quotation is told indirectly."""
    first, last = context.words.between(*half)
    return one.kind if any(context.in_quotation(at) for at in context.words.starts[first:last]) else "indirect"
