"""The issues, what is impossible, and any formulas as a CP-SAT model (OR-tools); nothing is enumerated."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from negotiable.errors import UsageError
from negotiable.scenario.formulas import spell
from negotiable.terms.scenario import AllOf, AnyOf, Formula, Holds, Not, Scenario

_SECONDS = 20.0  # for one question; what is not answered then is told as not answered


def cp_model() -> Any:
    """The module of OR-tools. Raises UsageError where it is not installed."""
    try:
        from ortools.sat.python import cp_model as module
    except ImportError as error:
        raise UsageError("red lines need OR-tools: pip install 'negotiable[scenario]'") from error
    return module


class Packages:
    """The packages of `scenario`, as a solver sees them: one literal an option, one a formula."""

    def __init__(self, scenario: Scenario) -> None:
        self._cp = cp_model()
        self.scenario = scenario
        self.model = self._cp.CpModel()
        self.options: dict[str, Any] = {option.id: self.model.new_bool_var(option.id) for option in scenario.options}
        self._known: dict[str, Any] = {}
        for choice in scenario.choices:
            if choice.exclusive:
                self.model.add_exactly_one([self.options[option.id] for option in choice.options])
        for one in scenario.impossible:
            self.model.add_bool_and([self.literal(Not(one.that))])

    def literal(self, formula: Formula) -> Any:
        """A literal that is true exactly where `formula` is."""
        match formula:
            case Holds(option):
                return self.options[option]
            case Not(part):
                return ~self.literal(part)
            case AllOf(parts) | AnyOf(parts):
                key = spell(formula)
                if key not in self._known:
                    self._known[key] = self._joined([self.literal(part) for part in parts], isinstance(formula, AllOf))
                return self._known[key]

    def _joined(self, parts: Sequence[Any], every: bool) -> Any:
        found = self.model.new_bool_var("")
        signed = parts if every else [~part for part in parts]
        result = found if every else ~found
        self.model.add_bool_and(signed).only_enforce_if(result)
        self.model.add_bool_or([*(~part for part in signed), result])
        return found

    def switch(self, formula: Formula) -> Any:
        """A literal that, where true, makes `formula` hold."""
        found = self.model.new_bool_var("")
        self.model.add_implication(found, self.literal(formula))
        return found

    def solve(self, assuming: Iterable[Any] = ()) -> Any | None:
        """A solver that holds a package with every literal of `assuming` true; None where there is none."""
        self.model.clear_assumptions()
        self.model.add_assumptions(list(assuming))
        solver = self._solver()
        status = solver.solve(self.model)
        if status == self._cp.UNKNOWN:
            raise UsageError(f"the question was not answered in {_SECONDS:.0f} seconds: name fewer issues or red lines")
        return solver if status in (self._cp.OPTIMAL, self._cp.FEASIBLE) else None

    def conflicting(self, assuming: Sequence[Any]) -> list[Any] | None:
        """Some of the literals that cannot be true together, not yet the fewest; None where they can."""
        self.model.clear_assumptions()
        self.model.add_assumptions(list(assuming))
        solver = self._solver()
        status = solver.solve(self.model)
        if status in (self._cp.OPTIMAL, self._cp.FEASIBLE):
            return None
        core = set(solver.sufficient_assumptions_for_infeasibility())
        return [one for one in assuming if one.index in core]

    def chosen(self, solver: Any) -> tuple[str, ...]:
        """The options that hold in the package found."""
        return tuple(option for option, variable in self.options.items() if solver.boolean_value(variable))

    def exclude(self, chosen: Sequence[str]) -> None:
        """Takes one package out."""
        held = set(chosen)
        self.model.add_bool_or([~var if option in held else var for option, var in self.options.items()])

    def packages(self, assuming: Sequence[Any], most: int) -> Iterator[tuple[str, ...]]:
        """Different packages with every literal of `assuming` true, at most `most`; takes them out of the model."""
        for _ in range(most):
            solver = self.solve(assuming)
            if solver is None:
                return
            chosen = self.chosen(solver)
            yield chosen
            self.exclude(chosen)

    def _solver(self) -> Any:
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = _SECONDS
        return solver
