# mypy: disable-error-code="no-untyped-call"
"""The engine that runs shards on Dask: processes of this machine, or the cluster behind a scheduler's address."""

import logging
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from negotiable.errors import UnreadableInput, UsageError
from negotiable.scale.plan import Shard
from negotiable.scale.work import ENDED, Done, Job, work


def run_on_dask(
    shards: Sequence[Shard], job: Job, workers: int, scheduler: str | None = None
) -> Iterator[tuple[Shard, Done | Exception]]:
    """Each shard with what became of it, as they end; Dask gives the shards of a worker that is lost to another.

    `scheduler`: the address of a running cluster whose machines see the same folders; without it, `workers` processes here.
    """
    try:
        from dask.distributed import Client, LocalCluster, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise UsageError("this engine needs Dask: pip install 'negotiable[scale]'") from error
    with ExitStack() as stack:
        where = scheduler
        if where is None:
            with _deaf():
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
            if isinstance(failure, KilledWorker):
                failure = UnreadableInput(ENDED)
            yield by_key[future.key], failure if failure is not None else future.result()


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started within do not hear Ctrl-C: to stop is this one's affair."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
