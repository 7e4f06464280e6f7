"""What can go wrong, as one small tree; each error says in one line what happened, where, and what to do.

NegotiableError            the program says no; exit status 1
├── UsageError             the command cannot be carried out as given; exit status 2
│   ├── BadDate            a date that is not YYYY-MM-DD
│   ├── BadCodebook        no codebook of that name, or one with a mistake in it
│   └── UnwritableOutput   a file cannot be written where it is asked for
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
    """No codebook of that name, or one with a mistake in it."""


class UnwritableOutput(UsageError):
    """A file cannot be written where it is asked for."""


class UnreadableInput(NegotiableError):
    """One input is no readable report."""
