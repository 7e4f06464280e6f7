"""Tries a codebook out on its own examples: what is read as another issue than the one it stands under."""

from collections.abc import Iterator

from negotiable.coding.context import Context
from negotiable.coding.issue import Issues
from negotiable.coding.phrases import WEAK
from negotiable.terms import Attribution, Codebook, Issue, Reading, Report


def remarks(book: Codebook) -> Iterator[str]:
    """What could be better about a codebook that can be used, one remark a line."""
    yield from _shared_terms(book)
    for issue in book.codes:
        if len(issue.examples) == 1:
            yield f"{issue.id}: only one example; two or more tell the issue better"
        for example in issue.examples:
            found = read_as(book, example)
            if found not in _family(book, issue):
                yield f"{issue.id}: the example {example!r} is read as {found or 'no issue'}"


def read_as(book: Codebook, sentence: str) -> str | None:
    """The issue of a sentence that stands alone."""
    one = Attribution("s0", (), (), ((0, len(sentence)),))
    return Issues(Context(Reading(Report("example", sentence), (), (one,))), book).of(one)


def _family(book: Codebook, issue: Issue) -> set[str]:
    """The issue, those above it and those below: a coarser or finer code is no mistake."""
    above: set[str] = set()
    up: str | None = issue.id
    parents = {one.id: one.parent for one in book.issues}
    while up is not None:
        above.add(up)
        up = parents[up]
    below = {issue.id}
    for one in book.issues:
        if one.parent in below:
            below.add(one.id)
    return above | below


def _shared_terms(book: Codebook) -> Iterator[str]:
    holders: dict[str, Issue] = {}
    for issue in book.codes:
        for term in issue.terms:
            if term.endswith(WEAK):
                continue
            first = holders.setdefault(term, issue)
            if issue.id not in _family(book, first):
                yield f"{issue.id}: the term {term!r} also stands under {first.id}; a '?' after it makes it a weak one"
