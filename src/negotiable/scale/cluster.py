# mypy: disable-error-code="no-untyped-call"
"""The engine that runs shards on Dask: processes of this machine, or the cluster behind a scheduler's address."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from negotiable.errors import UsageError
from negotiable.scale.plan import Shard
from negotiable.scale.work import Done, Job, work


def run_on_dask(
    shards: Sequence[Shard], job: Job, workers: int, scheduler: str | None = None
) -> Iterator[tuple[Shard, Done | Exception]]:
    """Each shard with what became of it, as they end; Dask gives the shards of a worker that is lost to another.

    `scheduler`: the address of a running cluster whose machines see the same folders; without it, `workers` processes here.
    """
    try:
        from dask.distributed import Client, LocalCluster, as_completed
    except ImportError as error:
        raise UsageError("this engine needs Dask: pip install 'negotiable[scale]'") from error
    with ExitStack() as stack:
        where = scheduler
        if where is None:
            where = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )
            )
        try:
            client = stack.enter_context(Client(where, timeout="30s"))
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {scheduler}: check the address") from error
        futures = client.map(work, shards, job=job, key=[shard.output for shard in shards], pure=False)
        by_key = {shard.output: shard for shard in shards}
        for future in as_completed(futures):
            failure = future.exception()
            yield by_key[future.key], failure if failure is not None else future.result()
