"""The file that a shard becomes: Parquet with a row for every row of the input, there whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from negotiable.errors import BadOutput
from negotiable.export.jsonl import to_line
from negotiable.record.current import storable
from negotiable.terms import CodedReading, Rejection

_KEY = b"negotiable.shard"
_GROUP = 16_000_000  # characters of readings held before they are written


@dataclass(frozen=True, slots=True)
class Output:
    """One row of an output: where it stood, and its reading or the reason why there is none."""

    location: str
    reading: CodedReading | None
    rejected: str | None = None


@cache
def schema() -> Any:
    """The columns of an output."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("location", pa.string(), nullable=False),
            pa.field("report", pa.string()),  # null for what was rejected
            pa.field("title", pa.string()),
            pa.field("outlet", pa.string()),
            pa.field("published", pa.string()),
            pa.field("statements", pa.int32()),
            pa.field("rejected", pa.string()),  # the reason
            pa.field("reading", pa.large_string()),  # the JSON line that `negotiable read` prints
        ]
    )


def write(path: str, told: Mapping[str, Any], answers: Iterable[CodedReading | Rejection]) -> None:
    """Makes the file at `path` under a name of its own, flushes it to the disk, and puts it in place in one step.

    `told`: how it was made, kept in the file. What is written does not depend on when or where.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kept = schema().with_metadata({_KEY: json.dumps(told, sort_keys=True).encode()})
    handle, beside = tempfile.mkstemp(prefix=f".{Path(path).name}.", suffix=".part", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            with pq.ParquetWriter(file, kept, compression="zstd") as writer:
                for group in _groups(answers):
                    writer.write_table(pa.Table.from_pylist(group, kept))
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _put_in_place(beside: str, path: str) -> None:
    mask = os.umask(0)
    os.umask(mask)
    try:
        os.chmod(beside, 0o666 & ~mask)
        os.replace(beside, path)
    except FileNotFoundError:  # swept away, as another had made the same shard meanwhile
        if not os.path.exists(path):
            raise


def sweep(path: str) -> None:
    """Removes what stopped attempts to make the file at `path` left behind; once it is in place, none is needed."""
    for left in Path(path).parent.glob(f".{Path(path).name}.*.part"):
        with suppress(OSError):
            left.unlink()


def _groups(answers: Iterable[CodedReading | Rejection]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    for answer in answers:
        group.append(_row(answer))
        size += len(group[-1].get("reading", ""))
        if size > _GROUP:
            yield group
            group, size = [], 0
    yield group


def _row(answer: CodedReading | Rejection) -> dict[str, Any]:
    if isinstance(answer, Rejection):
        return {"location": storable(answer.location), "rejected": storable(answer.reason)}
    report = answer.report
    row = {"location": report.location, "report": report.id, "title": report.title, "outlet": report.outlet}
    row |= {"published": report.published, "reading": to_line(answer)}
    return {name: storable(value) for name, value in row.items() if value is not None} | {"statements": len(answer.statements)}


def told_of(path: str) -> dict[str, Any] | None:
    """How the output at `path` was made; None where there is no whole output."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = (pq.read_schema(path).metadata or {}).get(_KEY)
        told = json.loads(found) if found else None
    except (FileNotFoundError, pa.ArrowException, ValueError):
        return None
    return told if isinstance(told, dict) else None


def read(path: str) -> Iterator[Output]:
    """The rows of an output, in order. Raises `BadOutput` for a file that is none or is damaged."""
    import msgspec
    import pyarrow as pa
    import pyarrow.parquet as pq

    decoder = msgspec.json.Decoder(CodedReading)
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=100, columns=["location", "report", "rejected", "reading"]):
                for row in batch.to_pylist():
                    reading = decoder.decode(row["reading"]) if row["reading"] is not None else None
                    if reading is not None and reading.report.id != row["report"]:
                        raise BadOutput(f"{path} is damaged (the text of {row['location']} has changed): run its shard again")
                    yield Output(row["location"], reading, row["rejected"])
    except (pa.ArrowException, msgspec.MsgspecError, OSError, ValueError, KeyError) as error:
        raise BadOutput(f"{path} is no output of `negotiable scale run`, or is damaged ({type(error).__name__})") from error
