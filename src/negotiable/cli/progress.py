"""How far a long command is, on a terminal: counts and rate; nothing where standard error is a file."""

import sys
import time
from types import TracebackType

_EVERY = 0.2  # seconds between two showings


class Progress:
    """A line on standard error that is written over; `total` sources where it is known."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.done = 0
        self._begun = self._shown = time.monotonic()
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def step(self, told: str) -> None:
        """One source more; `told`: the counts in words."""
        self.done += 1
        now = time.monotonic()
        if self._wanted and now - self._shown >= _EVERY:
            self._shown = now
            sys.stderr.write(f"\r\x1b[K{self.line(told, now - self._begun)}")
            sys.stderr.flush()

    def line(self, told: str, seconds: float) -> str:
        """ "12 of 500 · 11 added, 1 rejected · 4.1/s · 2 min left"."""
        rate = self.done / seconds if seconds > 0 else 0.0
        parts = [f"{self.done:,} of {self.total:,}" if self.total else f"{self.done:,}", told, f"{rate:.1f}/s"]
        if self.total and rate:
            parts.append(_left((self.total - self.done) / rate))
        return " · ".join(parts)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._wanted:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _left(seconds: float) -> str:
    if seconds < 90:
        return f"{max(0, round(seconds))} s left"
    return f"{round(seconds / 60)} min left" if seconds < 5400 else f"{seconds / 3600:.1f} h left"
