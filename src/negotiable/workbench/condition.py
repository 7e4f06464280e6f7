"""A condition on options as rows of a form: some options, each holding or not, joined; anything more stays a text."""

from dataclasses import dataclass

from negotiable.scenario.formulas import FormulaError, parse_formula, spell
from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not
from negotiable.workbench.forms import Form

JOINS = {"all": "all of these", "any": "at least one of these", "if": "if the first, then the others"}
_MOST = 40  # rows that a form is read for


@dataclass(frozen=True, slots=True)
class Condition:
    """`parts`: whether an option is to hold, and its id; `text`: a formula that has no such rows."""

    join: str = "all"
    parts: tuple[tuple[bool, str], ...] = ()
    text: str = ""


def condition_of(text: str) -> Condition:
    """The rows that say what `text` says, where there are some."""
    try:
        return _rows(parse_formula(text, str)) or Condition(text=text)
    except FormulaError:
        return Condition(text=text)


def _rows(formula: Formula) -> Condition | None:
    match formula:
        case AnyOf((Not(condition), consequence)):
            first, rest = _part(condition), _parts(consequence.parts if isinstance(consequence, AllOf) else (consequence,))
            return Condition("if", (first, *rest)) if first and rest else None
        case AllOf(parts) | AnyOf(parts):
            found = _parts(parts)
            return Condition("all" if isinstance(formula, AllOf) else "any", found) if found else None
        case Holds() | Not():
            one = _part(formula)
            return Condition("all", (one,)) if one else None


def _parts(formulas: tuple[Formula, ...]) -> tuple[tuple[bool, str], ...] | None:
    found = [_part(one) for one in formulas]
    return tuple(one for one in found if one) if all(found) else None


def _part(formula: Formula) -> tuple[bool, str] | None:
    match formula:
        case Holds(option):
            return True, option
        case Not(Holds(option)):
            return False, option
    return None


def entered(form: Form, name: str) -> str:
    """The formula that was entered under `name`; "" where nothing was. What was written out goes before the rows."""
    written = " ".join(form.text(f"{name}.text").split())
    if written:
        return written
    rows = [(form.text(f"{name}.{n}.is"), form.text(f"{name}.{n}.option")) for n in range(_MOST)]
    parts: list[Formula] = [Not(Holds(option)) if holds == "no" else Holds(option) for holds, option in rows if option]
    if not parts:
        return ""
    join = form.text(f"{name}.join")
    if join == "if" and len(parts) > 1:
        return f"if {spell(parts[0])} then {' and '.join(map(spell, parts[1:]))}"
    return (" or " if join == "any" else " and ").join(map(spell, parts))
