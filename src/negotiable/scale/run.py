"""A run: the shards that are not there yet, worked off by an engine."""

import os
from collections.abc import Iterator, Sequence

from negotiable.errors import UsageError
from negotiable.scale import outputs
from negotiable.scale.engine import Engine
from negotiable.scale.plan import Shard
from negotiable.scale.work import Done, Job

_DIFFERENT = {
    "reader": "by another reader or codebook",
    "rows": "with another --rows",
    "of": "from another version of the input",
    "fields": "with other --fields",
    "any_language": "with another --language",
}


def missing(shards: Sequence[Shard], job: Job) -> list[Shard]:
    """The shards whose outputs are not there. Raises `UsageError` where the folder holds outputs of another run."""
    left = []
    for shard in shards:
        told, wanted = outputs.told_of(shard.output), job.told(shard)
        if told is None:
            left.append(shard)
        elif told != wanted:
            how = next((words for key, words in _DIFFERENT.items() if told.get(key) != wanted[key]), "in another way")
            folder, name = os.path.split(shard.output)
            raise UsageError(f"{folder}: {name} was made {how}: name another folder with --out")
    return left


def run(
    shards: Sequence[Shard], job: Job, engine: Engine = Engine.LOCAL, workers: int = 1, scheduler: str | None = None
) -> Iterator[tuple[Shard, Done | Exception]]:
    """Each shard with what became of it: those that are there at once, the others as they end."""
    left = missing(shards, job)
    wanted = set(left)
    for shard in shards:
        if shard not in wanted:
            yield shard, Done(known=True)
    if not left:
        return
    if engine is Engine.DASK:
        from negotiable.scale.cluster import run_on_dask

        yield from run_on_dask(left, job, workers, scheduler)
    else:
        from negotiable.scale.processes import run_in_processes

        yield from run_in_processes(left, job, workers)
