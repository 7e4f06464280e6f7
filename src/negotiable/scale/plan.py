"""Cuts Parquet files into shards of so many rows, each with the file that it becomes."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from negotiable.errors import UnwritableOutput, UsageError

ROWS = 500
"""Rows of a shard unless told otherwise: about a minute's work of one core, which is what a stop costs at most."""

_ODD = re.compile(r"[^A-Za-z0-9_.]+")


@dataclass(frozen=True, slots=True)
class Shard:
    """Rows `first` to `stop` (from 0, half-open) of the file at `path`, and the file `output` that holds what they say.

    `source`: the path as it was given, by which locations are called. `of`: a hash of the file's footer and size.
    """

    source: str
    path: str
    first: int
    stop: int
    output: str
    of: str

    @property
    def rows(self) -> range:
        """The rows, counted from 0."""
        return range(self.first, self.stop)


def plan(inputs: Sequence[str], out: str, rows: int = ROWS) -> list[Shard]:
    """The shards of `inputs` in their order; the same files give the same shards. Makes the folder `out`.

    Raises `UsageError` for an input that is no Parquet file, `UnwritableOutput` where `out` cannot be made or written.
    """
    if not inputs:
        raise UsageError("no input given: name at least one Parquet file")
    folder = _folder(out)
    shards: dict[str, Shard] = {}
    for source in inputs:
        shards |= {shard.output: shard for shard in _of_file(source, folder, rows)}  # a file named twice is one
    return list(shards.values())


def _folder(out: str) -> str:
    folder = os.path.abspath(out)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UnwritableOutput(f"{out} cannot be made ({error.strerror}): name a folder") from error
    if not os.access(folder, os.W_OK):
        raise UnwritableOutput(f"{out} may not be written: name a folder that may")
    return folder


def _of_file(source: str, folder: str, rows: int) -> Iterator[Shard]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet files need pyarrow: pip install 'negotiable[scale]'") from error
    path = os.path.abspath(source)
    try:
        count, of = pq.read_metadata(path).num_rows, _footer(path)
    except FileNotFoundError as error:
        raise UsageError(f"{source}: no such file: check the path") from error
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UsageError(f"{source} is no Parquet file, or is damaged ({type(error).__name__}): name Parquet files") from error
    if os.path.dirname(path) == folder:
        raise UsageError(f"{source} lies in the folder of the outputs: name another folder with --out")
    name = f"{_ODD.sub('-', Path(path).stem)[:60]}-{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}"
    for n, first in enumerate(range(0, count, rows)):
        yield Shard(source, path, first, min(first + rows, count), os.path.join(folder, f"{name}-{n:06}.parquet"), of)


def _footer(path: str) -> str:
    """A hash of the footer, which holds the place, size and bounds of every column's pieces; fast for any size of file."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size - 8)
        file.seek(size - 8 - int.from_bytes(file.read(4), "little"))
        return hashlib.sha256(b"%d:" % size + file.read()).hexdigest()[:16]
