"""Outputs of a run → a record: each reading once, however often it is loaded."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from negotiable.errors import BadOutput, UsageError
from negotiable.record import Outcome, Record
from negotiable.record.connection import transaction
from negotiable.scale import outputs
from negotiable.terms import Rejection

_AT_ONCE = 100  # rows a transaction


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many reports were new, read anew or known, and how many inputs had been rejected."""

    new: int = 0
    reread: int = 0
    known: int = 0
    rejected: int = 0


def load(record: Record, folder: str, progress: Callable[[Loaded], None] = lambda _: None) -> Loaded:
    """Puts the outputs in `folder` into the record, in the order of their names; run again, it goes on where it stopped.

    `progress` is called after every row. Raises `UsageError` for a folder without outputs, `BadOutput` for a damaged one:
    what was loaded before stays.
    """
    files = [path for path in sorted(Path(folder).glob("*.parquet")) if not path.name.startswith(".")]
    if not files:
        raise UsageError(f"{folder} holds no outputs: make them with: negotiable scale run IN.parquet --out {folder}")
    counts: Counter[str] = Counter()
    for path in files:
        told = outputs.told_of(str(path))
        if told is None or not isinstance(told.get("reader"), str):
            raise BadOutput(f"{path} is no output of `negotiable scale run`, or is damaged: take it away, or run its shard again")
        for some in _batches(outputs.read(str(path))):
            with transaction(record.connection, record.path):
                outcomes = [_put(record, one, told["reader"]) for one in some]
            for outcome in outcomes:
                counts[outcome] += 1
                progress(_loaded(counts))
    return _loaded(counts)


def _loaded(counts: Counter[str]) -> Loaded:
    return Loaded(counts[Outcome.NEW], counts[Outcome.REREAD], counts[Outcome.KNOWN], counts["rejected"])


def _put(record: Record, one: outputs.Output, reader: str) -> str:
    if one.reading is not None:
        return record.add(one.reading, reader)
    record.reject(Rejection(one.location, one.rejected or "no reason is kept"))
    return "rejected"


def _batches(rows: Iterator[outputs.Output]) -> Iterator[list[outputs.Output]]:
    batch: list[outputs.Output] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch
