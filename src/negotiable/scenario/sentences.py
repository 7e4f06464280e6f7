"""Plain words for formulas, states and moves, and for why a move would not last; what was said is said to have been said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from negotiable.scenario.formulas import holds
from negotiable.scenario.graph import Graph
from negotiable.scenario.preferences import listed_order
from negotiable.scenario.walks import Walks, path
from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not, Priority, Scenario

_MOST_NAMED = 3
_SHORT = 40  # characters of a label that is repeated as it is; a longer one is named by its issue and a letter


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the quotations it rests on."""

    text: str
    cites: tuple[str, ...] = ()


class Words:
    """The words of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.parties = {party.id: party.name for party in scenario.parties}
        self._choice = {option.id: choice for choice in scenario.choices for option in choice.options}
        self._label = {option.id: option.label for option in scenario.options}
        self.statements = {one.id: one for one in scenario.priorities}

    def option(self, identifier: str) -> str:
        """ "Coast road: open"; "Coast road b" where the label is long."""
        return f"“{self.name(identifier)}”"

    def name(self, identifier: str) -> str:
        """As `option`, without quotation marks."""
        choice, label = self._choice[identifier], self._label[identifier]
        if len(label) > _SHORT:
            return f"{choice.label} {self.letter(identifier)}"
        return f"{choice.label}: {label}" if choice.exclusive else label

    def is_long(self, identifier: str) -> bool:
        """Whether an option is named by its issue and a letter."""
        return len(self._label[identifier]) > _SHORT

    def letter(self, identifier: str) -> str:
        """What tells an option from the others of its issue: a, b, …"""
        n = [option.id for option in self._choice[identifier].options].index(identifier)
        return chr(ord("a") + n) if n < 26 else str(n + 1)

    def full(self, identifier: str) -> str:
        """As `option`, with the whole label."""
        label = self._label[identifier]
        return f"“{self.name(identifier)}: {label}”" if len(label) > _SHORT else self.option(identifier)

    def formula(self, formula: Formula, *, full: bool = False) -> str:
        """What is to be the case."""
        match formula:
            case Holds(option):
                return self.full(option) if full else self.option(option)
            case AnyOf((Not(condition), consequence)):
                return f"if {self.formula(condition, full=full)}, then {self.formula(consequence, full=full)}"
            case Not(part):
                inside = self.formula(part, full=full)
                return f"not {inside}" if isinstance(part, Holds) else f"not ({inside})"
            case AllOf(parts) | AnyOf(parts):
                word = " and " if isinstance(formula, AllOf) else " or "
                told = ((self.formula(p, full=full), isinstance(p, AllOf | AnyOf)) for p in parts)
                return word.join(f"({text})" if joined else text for text, joined in told)

    def state(self, chosen: Sequence[str]) -> str:
        """What holds in a state."""
        return "; ".join(self.option(option) for option in chosen) or "nothing of what is listed"

    def change(self, before: Iterable[str], after: Iterable[str]) -> str:
        """What a move changes: "so that A holds and B does not"."""
        old, new = list(before), list(after)
        on = [self.option(option) for option in new if option not in old]
        off = [self.option(o) for o in old if o not in new and not (self._choice[o].exclusive and self._entered(o, new, old))]
        parts = []
        if on:
            parts.append(f"{_and(on)} {'holds' if len(on) == 1 else 'hold'}")
        if off:
            parts.append(f"{_and(off)} no longer {'holds' if len(off) == 1 else 'hold'}")
        return " and ".join(parts) or "nothing changes"

    def _entered(self, option: str, new: list[str], old: list[str]) -> bool:
        issue = self._choice[option].id
        return any(self._choice[other].id == issue and other not in old for other in new)

    def wants(self, one: Priority) -> str:
        """A statement in words: "Orvane (red line): not “Coast road: closed”"."""
        return f"{self.parties[one.party]} ({_kind(one)}): {self.formula(one.wants, full=True)}"

    def names(self, parties: Iterable[str]) -> str:
        """Parties in a row."""
        if len(self.parties) > 2 and set(parties := tuple(parties)) == set(self.parties):
            return "all parties"
        return _and([self.parties[party] for party in parties])


class Narrator:
    """Tells why a state is left or kept, from the moves out of it and the answers to them (SEQ)."""

    def __init__(self, graph: Graph, walks: Walks) -> None:
        self._graph, self._walks = graph, walks
        self.words = Words(graph.scenario)

    @cached_property
    def _orders(self) -> dict[str, list[Priority]]:
        return {party: listed_order(self._graph.scenario, party) for party in self.words.parties}

    def about(self, state: int) -> list[Sentence]:
        """One sentence or more a party on the state at this dense index; one for all where nobody has a move."""
        if not any(self._walks.improvements(party, state) for party in self.words.parties):
            return [Sentence("Nobody has a move to a state that its own statements put higher.")]
        found: list[Sentence] = []
        for party, name in self.words.parties.items():
            improvements = self._walks.improvements(party, state)
            if not self._graph.owned(party):
                found.append(Sentence(f"{name} controls nothing alone here."))
            elif not improvements:
                found.append(Sentence(f"{name} has no move to a state that its statements put higher."))
            for better in improvements[:_MOST_NAMED]:
                found.append(self._move(party, state, better))
            if len(improvements) > _MOST_NAMED:
                found.append(Sentence(f"{name} has {len(improvements) - _MOST_NAMED} more such moves."))
        return found

    def _move(self, party: str, state: int, better: int) -> Sentence:
        name = self.words.parties[party]
        because, cites = self._because(party, state, better)
        text = f"{name} could move so that {self._change(state, better)}{because}."
        others = [other for other in self.words.parties if other != party]
        answers = self._walks.improved(others, better)
        limit = self._walks.payoff(party, state)
        hurting = [end for end in answers if self._walks.payoff(party, end) <= limit]
        if not hurting:
            return Sentence(f"{text} No answer that the others’ own statements put higher takes that away from it.", cites)
        steps = min((path(answers, end) for end in hurting), key=len)
        at, told = better, []
        for step in steps:
            mover = step.parties[0]
            why, more = self._because(mover, at, step.to)
            told.append(f"{self.words.parties[mover]} could make it that {self._change(at, step.to)}{why}")
            cites = (*cites, *more)
            at = step.to
        answer = "; then ".join(told)
        end = f"which leaves {name}, by its own statements, no better than before the move"
        return Sentence(f"{text} In answer {answer}: {end}.", tuple(dict.fromkeys(cites)))

    def _change(self, before: int, after: int) -> str:
        return self.words.change(self._graph.chosen(before), self._graph.chosen(after))

    def _because(self, party: str, before: int, after: int) -> tuple[str, tuple[str, ...]]:
        """The weightiest statement that tells the two states apart."""
        if party in dict(self._graph.scenario.rankings):
            return ", which it ranks higher", ()
        old, new = self._graph.chosen(before), self._graph.chosen(after)
        for one in self._orders[party]:
            if holds(one.wants, new) and not holds(one.wants, old):
                return f" (its {_kind(one)}: {self.words.formula(one.wants)})", one.cites
        return "", ()


def _kind(one: Priority) -> str:
    return {"red-line": "red line", "demand": "demand", "wish": "wish"}[one.firmness]


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"
