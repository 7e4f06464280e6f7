"""Reads many reports at once, in processes of their own; the answers come in the order of the reports."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from negotiable.errors import UnreadableInput
from negotiable.scale.processes import end, set_up
from negotiable.terms import CodedReading, Rejection, Report

_AHEAD = 2  # reports on their way for each process: none waits for work, and no folder is held in memory

Read = Callable[[Report], CodedReading]
Answer = CodedReading | Exception | None


def read_in_processes(
    found: Iterable[Report | Rejection], read: Read, workers: int
) -> Iterator[tuple[Report | Rejection, Answer]]:
    """Each of `found` in order, a report with its reading or with the error that reading it raised.

    `read` must be importable by name, for the other processes. A report that ends its process (for want of memory) costs
    itself only. Ending the iteration early ends the processes.
    """
    pool = _Pool(read, workers)
    waiting: deque[tuple[Report | Rejection, Future[CodedReading] | None]] = deque()
    try:
        for one in found:
            waiting.append((one, pool.submit(one) if isinstance(one, Report) else None))
            if len(waiting) > _AHEAD * workers:
                yield _answered(pool, *waiting.popleft())
        while waiting:
            yield _answered(pool, *waiting.popleft())
    finally:
        pool.end()


def _answered(
    pool: "_Pool", one: Report | Rejection, future: Future[CodedReading] | None
) -> tuple[Report | Rejection, CodedReading | Exception | None]:
    if future is None or isinstance(one, Rejection):
        return one, None
    try:
        return one, future.result()
    except BrokenProcessPool:  # this report's process has ended, or a neighbour's
        return one, pool.alone(one)
    except Exception as error:
        return one, error


class _Pool:
    """Processes that read; made anew where one of them has ended."""

    def __init__(self, read: Read, workers: int) -> None:
        self._read, self._workers = read, workers
        self._pool = self._new(workers)

    def _new(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, initializer=set_up)

    def submit(self, report: Report) -> Future[CodedReading]:
        try:
            return self._pool.submit(self._read, report)
        except BrokenProcessPool:
            end(self._pool)
            self._pool = self._new(self._workers)
            return self._pool.submit(self._read, report)

    def alone(self, report: Report) -> CodedReading | Exception:
        """Reads `report` where nothing but itself can end the process."""
        with self._new(1) as pool:
            try:
                return pool.submit(self._read, report).result()
            except BrokenProcessPool:
                return UnreadableInput("the process that read it was ended, perhaps for want of memory: read it on its own")
            except Exception as error:
                return error

    def end(self) -> None:
        """Ends the processes, whatever they are doing."""
        end(self._pool)
