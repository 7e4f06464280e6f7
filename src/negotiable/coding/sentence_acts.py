"""The PLOVER root of single sentences whose sides are known: who acts, and who is acted on."""

from collections.abc import Iterable, Iterator

from negotiable.coding.code import code
from negotiable.terms import Actor, Attribution, Reading, Report, Spans

_CUE = 24  # characters after the one who acts in which the verb is looked for


def roots_of(rows: Iterable[tuple[str, str, str]]) -> Iterator[str | None]:
    """For each sentence, source and target a root, or None where the rules find none."""
    for sentence, source, target in rows:
        yield _root(sentence, source, target)


def _root(sentence: str, source: str, target: str) -> str | None:
    """The act that the statement would have that begins after the one who acts."""
    doer, other = _found(sentence, source), _found(sentence, target)
    start = doer[0][1] if doer else 0
    if start >= len(sentence):
        return None
    middle = sentence.find(" ", min(start + _CUE, len(sentence)))
    cut = middle if middle >= 0 else len(sentence)
    told = Attribution("s0", doer, ((start, cut),), ((start, len(sentence)),), speaker="source")
    actors = (Actor("source", source, "body", mentions=doer), Actor("target", target, "body", mentions=other))
    (statement,) = code(Reading(Report("row", sentence), actors, (told,))).statements
    return statement.act


def _found(text: str, name: str) -> Spans:
    at = text.find(name) if name else -1
    return ((at, at + len(name)),) if at >= 0 else ()
