"""How firm a statement is, and which PLOVER root its speech act falls under: None where nothing fits, never forced."""

from typing import Literal, cast

from negotiable.coding.context import Context
from negotiable.coding.leanings import STANCES, Floats
from negotiable.coding.lexicon import phrases
from negotiable.coding.weighing import weighing
from negotiable.terms import Attribution
from negotiable.terms.codes import Firmness

Variable = Literal["firmness", "act"]


def signs_of(context: Context, one: Attribution, variable: Variable, chances: Floats, condition: str | None) -> dict[str, float]:
    """What speaks for a firmness or an act, by name; `chances`: of each stance; `condition`: the kind of conditional it holds."""
    found = {"always": 1.0, one.kind: 1.0, one.mode: 1.0}
    found |= {name: 2 * float(chance) for name, chance in zip(STANCES, chances, strict=True)}
    if condition:
        found[f"if: {condition}"] = 1.0
    table, words = phrases("firmness", variable), context.words
    for where, spans in (("said", one.content), ("cue", one.cue)):
        for first, last in words.over(spans):
            found |= {f"{where}: {hit.payload}": 1.0 for hit in table.find(words.words, first, last)}
    return found


def firmness_of(context: Context, one: Attribution, chances: Floats, condition: str | None) -> tuple[Firmness | None, float]:
    """red-line: its own side will never; demand; wish; None for what asks or refuses nothing. And how likely that is right."""
    value, sure = weighing("firmness").choose(signs_of(context, one, "firmness", chances, condition))
    return cast(Firmness | None, value), sure


def act_of(context: Context, one: Attribution, chances: Floats, condition: str | None) -> tuple[str | None, float]:
    """A PLOVER root, or None: assessments, plain reports and denials have none. And how likely that is right."""
    return weighing("act").choose(signs_of(context, one, "act", chances, condition))
