"""Conflicts of a coded reading by the codes that it has now, so that a correction moves them, too."""

from collections.abc import Collection
from dataclasses import replace

from negotiable.coding.codebook import load, names
from negotiable.coding.conflicts import WINDOW, conflicts_of
from negotiable.coding.context import Context
from negotiable.coding.issue import Issues
from negotiable.terms import Actor, Attribution, CodedReading, Conflict, Reading, Report, Span, Spans, Statement

SHORT = 60_000
"""Characters of a text that is looked at as a whole: a few hundredths of a second."""
_MARGIN = 2_000  # characters kept around a piece of a longer one
_FOR = frozenset(("support", "offer"))


class _Coded:
    """Issues of statements by their codes alone, for a codebook that is not at hand."""

    def touched(self, one: Attribution) -> frozenset[str]:
        return frozenset([one.issue] if isinstance(one, Statement) and one.issue else ())


def conflicts_again(coded: CodedReading, around: Collection[str]) -> list[Conflict]:
    """The conflicts in which the statements `around` (ids) stand, by the rules of `conflicts_of`.

    Two that are both for one issue are none, however they are worded: their codes were looked at and say so.
    Of a long text only the part around them is looked at, so that what one correction costs does not grow with the text.
    """
    here = coded if len(coded.report.text) <= SHORT else _piece(coded, around)
    context = Context(Reading(here.report, here.actors, here.statements))
    name = coded.codebook.partition("@")[0]
    issues = Issues(context, load(name)) if name in names() else _Coded()
    said = {one.id: one for one in here.statements}
    found = conflicts_of(context, list(here.statements), issues)
    return [one for one in found if not set(one.between).isdisjoint(around) and not _agree(*(said[end] for end in one.between))]


def prepare() -> None:
    """Loads what the first call would load."""
    text = "Nothing was said."
    one = Statement("s0", (), (), ((0, len(text)),), stance="none")
    conflicts_again(CodedReading(Report("", text), load().name, (), (one, replace(one, id="s1"))), {"s0"})


def _agree(one: Statement, two: Statement) -> bool:
    return one.issue is not None and one.issue == two.issue and {one.stance, two.stance} <= _FOR


def _piece(coded: CodedReading, around: Collection[str]) -> CodedReading:
    """The part of a reading that can conflict with the statements `around`: offsets count from where it begins."""
    places = [n for n, one in enumerate(coded.statements) if one.id in around]
    if not places:
        return replace(coded, statements=())
    near = coded.statements[max(0, places[0] - WINDOW) : places[-1] + WINDOW + 1]
    held = [span for one in near for spans in (one.source, one.cue, one.content) for span in spans]
    begin = max(0, min((start for start, _ in held), default=0) - _MARGIN)
    end = max((end for _, end in held), default=0) + _MARGIN

    def moved(spans: Spans) -> Spans:
        return tuple((a - begin, b - begin) for a, b in spans)

    def inside(span: Span) -> bool:
        return begin <= span[0] and span[1] <= end

    def statement(one: Statement) -> Statement:
        return replace(one, source=moved(one.source), cue=moved(one.cue), content=moved(one.content))

    def actor(one: Actor) -> Actor:
        return replace(one, mentions=moved(tuple(span for span in one.mentions if inside(span))))

    report = Report(coded.report.location, coded.report.text[begin:end], title=coded.report.title)
    return replace(coded, report=report, actors=tuple(map(actor, coded.actors)), statements=tuple(map(statement, near)))
