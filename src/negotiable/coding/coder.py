"""Who gives codes: the program, people, plug-ins; what they give is checked against the codebook and laid over the draft."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import entry_points
from typing import Any, Protocol, get_args

from negotiable.coding.plover import roots
from negotiable.errors import UnknownCoder
from negotiable.terms import BUILT_IN, VARIABLES, Codebook, CodedReading, Coding, Statement
from negotiable.terms.codes import Firmness, Stance

GROUP = "negotiable.coders"
"""Entry points of this group are callables without arguments that make a `Coder`."""


class Coder(Protocol):
    """Gives codes to the statements of a report that the program has coded already."""

    @property
    def name(self) -> str:
        """What its codings name as their coder: "person:ana", "llm:some-model", the name of a plug-in."""
        ...

    def code(self, draft: CodedReading, codebook: Codebook) -> Iterable[Coding]:
        """Codings of the statements of `draft`; a statement or variable that is left out keeps its code. Must not raise."""
        ...


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """The program itself: the codes that the draft has."""

    name: str = BUILT_IN

    def code(self, draft: CodedReading, codebook: Codebook) -> Iterable[Coding]:
        """The codings of the draft."""
        return draft.codings


@dataclass(frozen=True, slots=True)
class Person:
    """A person's codings, kept by the id of the report."""

    name: str
    given: Mapping[str, tuple[Coding, ...]] = field(default_factory=dict)

    def code(self, draft: CodedReading, codebook: Codebook) -> Iterable[Coding]:
        """What this person said about this report."""
        return self.given.get(draft.report.id, ())


def installed() -> dict[str, Callable[[], Coder]]:
    """The coders that can be named: the built-in one, and those that installed packages bring."""
    return {BUILT_IN: BuiltIn} | {found.name: _Late(found) for found in entry_points(group=GROUP)}


def find(name: str) -> Coder:
    """The coder of this name. Raises UnknownCoder if there is none, or if the package that brings it fails."""
    known = installed()
    if name not in known:
        raise UnknownCoder(f"no coder is called {name!r}: give one of {', '.join(known)}")
    return known[name]()


@dataclass(frozen=True, slots=True)
class _Late:
    """An entry point that is loaded when its coder is asked for: listing names runs nobody's code."""

    entry: Any

    def __call__(self) -> Coder:
        try:
            coder: Coder = self.entry.load()()
        except Exception as error:  # whatever somebody else's package does wrong
            raise UnknownCoder(f"the coder {self.entry.name!r} ({self.entry.value}) cannot be started: {error}") from error
        return coder


def laid_over(draft: CodedReading, coder: Coder, codebook: Codebook) -> CodedReading:
    """The draft with what `coder` says of it; what it gets wrong, or a coder that fails, changes nothing."""
    try:
        given = [replace(coding, coder=coder.name, codebook=codebook.name) for coding in coder.code(draft, codebook)]
        return overlay(draft, given, codebook)[0]
    except Exception:  # a plug-in: whatever it does, the report is read
        return draft


def overlay(draft: CodedReading, codings: Iterable[Coding], codebook: Codebook) -> tuple[CodedReading, list[str]]:
    """The draft with `codings` laid over its codes, the later over the earlier, and why others were refused.

    Refused are statements that the draft does not have, values that the codebook or the terms do not know, confidences
    outside 0 to 1 and passages outside the text.
    """
    places = {s.id: k for k, s in enumerate(draft.statements)}
    statements = list(draft.statements)
    current = {(c.statement, c.variable): c for c in draft.codings}
    refused = []
    for coding in codings:
        fault = "no such statement" if coding.statement not in places else _fault(coding, draft, codebook)
        if fault:
            refused.append(f"{coding.statement} {coding.variable}: {fault}")
            continue
        k = places[coding.statement]
        statements[k] = replace(statements[k], **_changed(coding))
        current[coding.statement, coding.variable] = coding
    return replace(draft, statements=tuple(statements), codings=tuple(current.values())), refused


def _changed(coding: Coding) -> dict[str, Any]:
    return {coding.variable: "none" if coding.variable == "stance" and coding.value is None else coding.value}


def _fault(coding: Coding, draft: CodedReading, codebook: Codebook) -> str | None:
    if coding.variable not in VARIABLES:
        return "no such variable"
    if coding.value is not None and coding.value not in allowed(coding.variable, draft, codebook):
        return f"{coding.value!r} is not one of its codes"
    if coding.confidence is not None and not 0 <= coding.confidence <= 1:
        return f"the confidence {coding.confidence} is not between 0 and 1"
    if any(not 0 <= start < end <= len(draft.report.text) for start, end in coding.passages):
        return "points outside the text"
    return None


def allowed(variable: str, draft: CodedReading, codebook: Codebook) -> Iterable[str]:
    """The codes that a variable can have in this report."""
    codes: dict[str, Iterable[str]] = {
        "issue": [issue.id for issue in codebook.codes],
        "stance": get_args(Stance),
        "firmness": get_args(Firmness),
        "act": roots(),
        "target": [actor.id for actor in draft.actors],
    }
    return codes[variable]


def built_in_codings(
    statements: Iterable[Statement], book: str, sure: Callable[[Statement, str], float | None]
) -> Iterable[Coding]:
    """One coding for each variable of each statement; `sure` says how sure the program is of it."""
    for one in statements:
        for variable in VARIABLES:
            yield Coding(one.id, variable, getattr(one, variable), BUILT_IN, book, sure(one, variable))
