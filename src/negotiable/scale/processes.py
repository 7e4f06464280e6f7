"""A process of its own for work that the first process hands out, and the engine that runs shards in such processes."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection

from negotiable.errors import UnreadableInput
from negotiable.scale.plan import Shard
from negotiable.scale.work import ENDED, Done, Job, work


def set_up() -> None:
    """In a new process: Ctrl-C is the first process's affair, one thread computes, and none outlives the first process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def run_in_processes(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[tuple[Shard, Done | Exception]]:
    """Each shard with what became of it, as they end. Ending the iteration early ends the processes.

    A process that is ended costs the shards at hand a second try, each in a process of its own.
    """
    left = deque(shards)
    while left:
        suspects: list[Shard] = []
        pool = _pool(workers)
        try:
            yield from _until_broken(pool, left, suspects, job, workers)
        finally:
            end(pool)
        for shard in suspects:
            alone = _pool(1)
            try:
                yield shard, _outcome(alone.submit(work, shard, job)) or UnreadableInput(ENDED)
            finally:
                end(alone)


def _until_broken(
    pool: ProcessPoolExecutor, left: deque[Shard], suspects: list[Shard], job: Job, workers: int
) -> Iterator[tuple[Shard, Done | Exception]]:
    """Works `left` off; where a process ends, the shards at hand become `suspects`."""
    at_hand: dict[Future[Done], Shard] = {}
    while (left or at_hand) and not suspects:
        while left and len(at_hand) < workers:
            shard = left.popleft()
            try:
                at_hand[pool.submit(work, shard, job)] = shard
            except BrokenProcessPool:
                suspects.append(shard)
                break
        for future in wait(at_hand, return_when=FIRST_COMPLETED).done:
            shard, outcome = at_hand.pop(future), _outcome(future)
            if outcome is None:
                suspects.append(shard)
            else:
                yield shard, outcome
    suspects += at_hand.values()


def _outcome(future: Future[Done]) -> Done | Exception | None:
    """None where the process was ended."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None
    except Exception as error:
        return error


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork copies the locks of threads that it does not copy.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=set_up)


def end(pool: ProcessPoolExecutor) -> None:
    """Ends the processes of `pool`, whatever they are doing, and waits until nothing of it is left.

    Left to itself, the pool's thread closes the pipe that the interpreter writes to as it exits; and while anybody can
    write to the pipe of results, that thread waits for the rest of an answer that a process was ended in.
    """
    pool._result_queue._writer.close()  # type: ignore[attr-defined]
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(cancel_futures=True)
