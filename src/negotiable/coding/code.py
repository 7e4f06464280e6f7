"""Codes a reading: issue, stance, firmness, act, target, date of a statement; conditionals, conflicts, agreement, doubts."""

from collections.abc import Collection, Iterator
from dataclasses import fields, replace

from negotiable.coding.act import act_of, firmness_of
from negotiable.coding.codebook import load
from negotiable.coding.coder import Coder, built_in_codings, laid_over
from negotiable.coding.conditionals import conditionals_of
from negotiable.coding.conflicts import conflicts_of
from negotiable.coding.context import Context
from negotiable.coding.dating import Dates
from negotiable.coding.doubts import doubts_of
from negotiable.coding.issue import Issues
from negotiable.coding.leanings import likeliest
from negotiable.coding.parting import leant, parted
from negotiable.coding.stance import chances_of
from negotiable.coding.target import Targets
from negotiable.coding.ties import tied
from negotiable.terms import Actor, Attribution, Codebook, CodedReading, Conditional, IssueLabel, Reading, Statement

_ATTRIBUTION_FIELDS = [f.name for f in fields(Attribution)]


def code(reading: Reading, codebook: Codebook | None = None, coder: Coder | None = None) -> CodedReading:
    """The reading with its codes by `codebook` (the general one for talks if None). Same input, same output.

    The codings of `coder` are laid over those of the program before statements are held against each other.
    """
    book = codebook or load()
    context = Context(reading)
    apart, leaning = parted(context, book)
    if apart is not reading:
        reading, context = apart, Context(apart)
    conditionals = conditionals_of(context)
    issues = Issues(context, book)
    statements, sure = _statements(context, issues, conditionals)
    statements = leant(statements, leaning)
    sure |= {last: sure[first] for last, first in leaning.items()}

    def certain(one: Statement, name: str) -> float:
        return issues.confidence(one) if name == "issue" else sure[one.id][name]

    coded = CodedReading(
        report=reading.report,
        codebook=book.name,
        actors=_used(reading, statements),
        statements=tuple(statements),
        conditionals=tuple(conditionals),
        events=reading.events,
        codings=tuple(built_in_codings(statements, book.name, certain)),
    )
    if coder is not None:
        coded = laid_over(coded, coder, book)
    told = list(coded.statements)
    unknown = [s.content[0] for s in told if s.speaker is None and s.kind == "direct" and s.mode == "speech" and s.content]
    conflicts, doubts = conflicts_of(context, told, issues), doubts_of(context, unknown)
    labels = tuple(labels_of(book, {one.issue for one in told} | {one.issue for one in conflicts}))
    return tied(replace(coded, conflicts=tuple(conflicts), doubts=tuple(doubts), issues=labels))


def labels_of(book: Codebook, used: Collection[str | None]) -> Iterator[IssueLabel]:
    """What `book` calls the issues of `used`, in its order."""
    named = {issue.id: issue for issue in book.issues}
    for issue in book.codes:
        if issue.id in used:
            above = named.get(issue.parent or "")
            yield IssueLabel(issue.id, issue.label, above.label if above and not above.heading else None)


def _statements(
    context: Context, issues: Issues, conditionals: list[Conditional]
) -> tuple[list[Statement], dict[str, dict[str, float]]]:
    """The statements, and for each how likely its codes are right, the issue's aside."""
    dates, targets = Dates(context), Targets(context)
    held = {c.statement: c for c in reversed(conditionals)}
    coded: dict[str, Statement] = {}
    sure: dict[str, dict[str, float]] = {}
    for one in context.reading.attributions:
        condition = held.get(one.id)
        chances = chances_of(context, one, condition.kind if condition else None)
        stance, stance_sure = likeliest(chances)
        target, target_sure = targets.of(one, stance)
        firmness, firmness_sure = firmness_of(context, one, chances, condition)
        act, act_sure = act_of(context, one, chances, condition)
        sure[one.id] = {"stance": stance_sure, "target": target_sure, "firmness": firmness_sure, "act": act_sure}
        root = coded.get(one.continues or "")
        coded[one.id] = Statement(
            **{name: getattr(one, name) for name in _ATTRIBUTION_FIELDS},
            issue=issues.of(one),
            stance=stance,
            target=target,
            firmness=firmness,
            act=act,
            said_on=dates.said_on(one) or (root.said_on if root else None),
        )
    return list(coded.values()), sure


def _used(reading: Reading, statements: list[Statement]) -> tuple[Actor, ...]:
    """The actors that speak, relay, are aimed at, act or are acted on."""
    used = {actor for s in statements for actor in (s.speaker, s.relayed_by, s.target) if actor}
    used.update(actor for event in reading.events for actor in (*event.actors, *event.targets))
    return tuple(actor for actor in reading.actors if actor.id in used)
