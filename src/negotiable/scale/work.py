"""What one task does, wherever it runs: reads the rows of one shard and writes the file that they become."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from negotiable.errors import NegotiableError, UnreadableInput
from negotiable.scale import outputs
from negotiable.scale.plan import Shard
from negotiable.sources import read_sources
from negotiable.terms import CodedReading, Rejection, Report

ENDED = "the process that read this shard was ended each time, perhaps for want of memory: the same command tries it again"


@dataclass(frozen=True, slots=True)
class Job:
    """How every shard of a run is read. `read` must be importable by name in other processes.

    `reader`: names the model and codebook, as a record keeps it. `fields`: the corpus's names for ours. `rows`: of a shard.
    """

    read: Callable[[Report], CodedReading]
    reader: str
    rows: int
    fields: Mapping[str, str] = field(default_factory=dict)
    any_language: bool = False

    def told(self, shard: Shard) -> dict[str, Any]:
        """What an output says of how it was made; one that says otherwise is of another run."""
        settings = {"fields": dict(self.fields), "any_language": self.any_language}
        return {"reader": self.reader, "rows": self.rows, "of": shard.of, "first": shard.first, "stop": shard.stop} | settings


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard; `known`: it was there already, and nothing was counted."""

    reports: int = 0
    rejected: int = 0
    statements: int = 0
    known: bool = False


def work(shard: Shard, job: Job) -> Done:
    """Makes the shard's output unless it is there. Does the same wherever and how often it is called.

    Raises `UnreadableInput` where the input has not the rows that it had when the run was planned.
    """
    if outputs.told_of(shard.output) == job.told(shard):
        return Done(known=True)
    counting = _Counting(_answers(shard, job))
    outputs.write(shard.output, job.told(shard), counting)
    outputs.sweep(shard.output)
    return Done(counting.reports, counting.rejected, counting.statements)


def _answers(shard: Shard, job: Job) -> Iterator[CodedReading | Rejection]:
    """One answer a row: a file that ends early must not become an output that looks whole."""
    found = read_sources([shard.path], fields=job.fields, any_language=job.any_language, rows=shard.rows)
    for row in shard.rows:
        one = next(found, None)
        if one is None or one.location != f"{shard.path}#{row + 1}":
            why = one.reason if isinstance(one, Rejection) else "has fewer rows than before"
            raise UnreadableInput(f"{shard.source}: {why}")
        yield _answer(replace(one, location=f"{shard.source}#{row + 1}"), job)


def _answer(one: Report | Rejection, job: Job) -> CodedReading | Rejection:
    if isinstance(one, Rejection):
        return one
    try:
        return job.read(one)
    except NegotiableError as error:
        return Rejection(one.location, str(error))
    except Exception as error:
        return Rejection(one.location, f"something unforeseen went wrong ({type(error).__name__}): please report this")


class _Counting:
    """Passes answers on and counts them."""

    def __init__(self, answers: Iterator[CodedReading | Rejection]) -> None:
        self._answers = answers
        self.reports = self.rejected = self.statements = 0

    def __iter__(self) -> Iterator[CodedReading | Rejection]:
        for answer in self._answers:
            if isinstance(answer, Rejection):
                self.rejected += 1
            else:
                self.reports += 1
                self.statements += len(answer.statements)
            yield answer
