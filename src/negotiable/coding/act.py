"""How firm a statement is, and which PLOVER root its speech act falls under: None where nothing fits, never forced."""

from typing import Literal, cast

from negotiable.coding.context import Context
from negotiable.coding.leanings import STANCES, Floats
from negotiable.coding.lexicon import phrases
from negotiable.coding.weighing import weighing
from negotiable.terms import Attribution, Conditional
from negotiable.terms.codes import Firmness

Variable = Literal["firmness", "act"]


def signs_of(
    context: Context, one: Attribution, variable: Variable, chances: Floats, held: Conditional | None
) -> dict[str, float]:
    """What speaks for a firmness or an act, by name; `chances`: of each stance; `held`: the conditional that it holds.

    Words of a condition ("if they refuse") count apart: they tell nothing of what the speaker does.
    """
    found = {"always": 1.0, one.kind: 1.0, one.mode: 1.0}
    found |= {name: 2 * float(chance) for name, chance in zip(STANCES, chances, strict=True)}
    if held:
        found[f"if: {held.kind}"] = 1.0
    table, words = phrases("firmness", variable), context.words
    supposed = {k for first, last in words.over(held.condition if held else ()) for k in range(first, last)}
    for where, spans in (("said", one.content), ("cue", one.cue)):
        for first, last in words.over(spans):
            for hit in table.find(words.words, first, last):
                found[f"{'supposed' if hit.first in supposed else where}: {hit.payload}"] = 1.0
    return found


def firmness_of(context: Context, one: Attribution, chances: Floats, held: Conditional | None) -> tuple[Firmness | None, float]:
    """red-line: its own side will never; demand; wish; None for what asks or refuses nothing. And how likely that is right."""
    value, sure = weighing("firmness").choose(signs_of(context, one, "firmness", chances, held))
    return cast(Firmness | None, value), sure


def act_of(context: Context, one: Attribution, chances: Floats, held: Conditional | None) -> tuple[str | None, float]:
    """A PLOVER root, or None: assessments, plain reports and denials have none. And how likely that is right."""
    return weighing("act").choose(signs_of(context, one, "act", chances, held))
