"""What can go wrong, as one small tree; each error says in one line what happened, where, and what to do.

NegotiableError            the program says no; exit status 1
├── UsageError             the command cannot be carried out as given; exit status 2
│   ├── BadDate            a date that is not YYYY-MM-DD
│   ├── BadCodebook        no codebook of that name, or one with mistakes in it
│   ├── BadEndpoint        an address that no model can be asked at
│   ├── BadTable           a table of coded sentences with something wrong in it
│   ├── UnknownCoder       no coder of that name, or one that cannot be started
│   ├── BadRecord          a file that is no record, or something that the record does not hold
│   ├── BadScenario        a scenario file with a mistake in it
│   ├── TooLarge           a model beyond what can be worked out exactly
│   └── UnwritableOutput   a file cannot be written where it is asked for
├── BadOutput              a shard's output that is none, or is damaged
├── NoAnswer               a model did not answer in time, or not in a form that can be read
└── UnreadableInput        one input is no readable report; it becomes a `Rejection` and the others are still read
"""


class NegotiableError(Exception):
    """`str(error)` is one line: what happened, where, what to do."""

    exit_status = 1


class UsageError(NegotiableError):
    """The command cannot be carried out as given."""

    exit_status = 2


class BadDate(UsageError):
    """A date that is not YYYY-MM-DD."""


class BadCodebook(UsageError):
    """No codebook of that name, or one with mistakes in it: `faults` lists all of them, "file:line: what is wrong"."""

    def __init__(self, *faults: str) -> None:
        more = f" (one of {len(faults)} faults: `negotiable codebook check FILE` lists them)" if len(faults) > 1 else ""
        super().__init__(faults[0] + more)
        self.faults = faults


class BadScenario(UsageError):
    """A scenario file with a mistake in it."""


class TooLarge(UsageError):
    """A model beyond what can be worked out exactly."""


class BadRecord(UsageError):
    """A file that is no record, or something that the record does not hold."""


class UnknownCoder(UsageError):
    """No coder of that name, or one that cannot be started."""


class BadEndpoint(UsageError):
    """An address that no model can be asked at."""


class BadTable(UsageError):
    """A table of coded sentences with something wrong in it."""


class UnwritableOutput(UsageError):
    """A file cannot be written where it is asked for."""


class UnreadableInput(NegotiableError):
    """One input is no readable report."""


class BadOutput(NegotiableError):
    """A shard's output that is none, or is damaged."""


class NoAnswer(NegotiableError):
    """A model did not answer in time, or not in a form that can be read."""
