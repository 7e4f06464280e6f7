"""Formulas over options as text: "road.open and not (troops.stay or fees.doubled)", "if road.open then troops.gone"."""

import re
from collections.abc import Callable, Iterable, Iterator

from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not

_TOKEN = re.compile(r"\s*(?:([()])|([^\s()]+))")
_WORDS = frozenset({"and", "or", "not", "if", "then"})
_DEEPEST = 60  # nested parentheses


class FormulaError(ValueError):
    """`str(error)` says what is wrong with the text."""


def parse_formula(text: str, resolve: Callable[[str], str]) -> Formula:
    """The formula that `text` spells; `resolve` turns a name into an option id or raises FormulaError.

    "not" binds closest, then "and", then "or"; "if A then B" is "not A or B".
    """
    return _Parser(text, resolve).whole()


class _Parser:
    def __init__(self, text: str, resolve: Callable[[str], str]) -> None:
        self._tokens = [one or other for one, other in _TOKEN.findall(text)]
        self._at, self._deep, self._resolve = 0, 0, resolve

    def whole(self) -> Formula:
        if not self._tokens:
            raise FormulaError("is empty; name an option, such as 'road.open'")
        found = self._rule()
        if self._at < len(self._tokens):
            raise FormulaError(f"goes on with '{self._tokens[self._at]}' where 'and', 'or' or the end was expected")
        return found

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, wanted: str) -> bool:
        if self._peek().lower() != wanted:
            return False
        self._at += 1
        return True

    def _rule(self) -> Formula:
        if not self._take("if"):
            return self._joined("or")
        condition = self._joined("or")
        if not self._take("then"):
            raise FormulaError("has an 'if' without a 'then'")
        return AnyOf((Not(condition), self._joined("or")))

    def _joined(self, word: str) -> Formula:
        parts = [self._part(word)]
        while self._take(word):
            parts.append(self._part(word))
        if len(parts) == 1:
            return parts[0]
        return AnyOf(tuple(parts)) if word == "or" else AllOf(tuple(parts))

    def _part(self, word: str) -> Formula:
        return self._joined("and") if word == "or" else self._single()

    def _single(self) -> Formula:
        negations = 0
        while self._take("not"):
            negations += 1
        found: Formula
        if self._take("("):
            self._deep += 1
            if self._deep > _DEEPEST:
                raise FormulaError(f"has more than {_DEEPEST} parentheses inside one another")
            found = self._rule()
            self._deep -= 1
            if not self._take(")"):
                raise FormulaError("has a '(' without its ')'")
        else:
            found = Holds(self._resolve(self._name()))
        return Not(found) if negations % 2 else found

    def _name(self) -> str:
        name = self._peek()
        if not name or name in "()" or name.lower() in _WORDS:
            raise FormulaError(f"has {name or 'its end'} where an option was expected")
        self._at += 1
        return name


def spell(formula: Formula, name: Callable[[str], str] = str) -> str:
    """The text of `formula`; `name` spells an option id. `parse_formula` reads it back."""
    match formula:
        case Holds(option):
            return name(option)
        case Not(part):
            return f"not {_bracketed(part, name)}"
        case AnyOf((Not(condition), consequence)):
            return f"if {_bracketed(condition, name)} then {_bracketed(consequence, name)}"
        case AllOf(parts) | AnyOf(parts):
            return (" and " if isinstance(formula, AllOf) else " or ").join(_bracketed(part, name) for part in parts)


def _bracketed(formula: Formula, name: Callable[[str], str]) -> str:
    text = spell(formula, name)
    return f"({text})" if isinstance(formula, AllOf | AnyOf) else text


def options_of(formula: Formula) -> Iterator[str]:
    """The ids of the options that `formula` names, with repetitions."""
    match formula:
        case Holds(option):
            yield option
        case Not(part):
            yield from options_of(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from options_of(part)


def holds(formula: Formula, chosen: Iterable[str]) -> bool:
    """Whether `formula` is true where exactly the options `chosen` hold."""
    return _true(formula, frozenset(chosen))


def _true(formula: Formula, chosen: frozenset[str]) -> bool:
    match formula:
        case Holds(option):
            return option in chosen
        case Not(part):
            return not _true(part, chosen)
        case AllOf(parts):
            return all(_true(part, chosen) for part in parts)
        case AnyOf(parts):
            return any(_true(part, chosen) for part in parts)
