"""Finds the report that another one is a copy of, cut or lightly edited: MinHash over runs of words (Broder 1997), in bands."""

import re
import sqlite3
import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_RUN = 3  # words
_BANDS, _ROWS = 32, 3  # finds half-shared texts 98 times in 100, unrelated ones hardly ever
_LEAST = 40  # words: shorter texts share runs by chance
_SHARED = 0.5  # of the shorter one's runs: from there on it is a copy
_ALIKE = 0.2  # of both together: a short text within a long one is a quotation from it, not a copy
_PRIME = (1 << 31) - 1
_MOST = 20  # candidates compared
_OLDEST = 40  # reports looked at a band: the first of many copies is among them
_CANDIDATES = (
    "SELECT report, count(*) FROM ("
    + " UNION ALL ".join([f"SELECT * FROM (SELECT report FROM band WHERE hash = ? ORDER BY report LIMIT {_OLDEST})"] * _BANDS)
    + f") WHERE report > ? GROUP BY report ORDER BY 2 DESC, 1 LIMIT {_MOST}"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a text before it is put in: its runs and bands, the report it copies, and the last report looked at."""

    runs: NDArray[np.int64] | None
    bands: tuple[int, ...]
    original: int | None
    last: int


def look(connection: sqlite3.Connection, text: str) -> Seen:
    """Looks for the report that a text copies; only reads, so that nobody waits for it."""
    (last,) = connection.execute("SELECT coalesce(max(n), 0) FROM report").fetchone()
    runs = shingles(text)
    if runs is None:
        return Seen(None, (), None, last)
    bands = tuple(signature(runs))
    return Seen(runs, bands, _original(connection, runs, bands, 0), last)


def find_original(connection: sqlite3.Connection, report: int, seen: Seen) -> int | None:
    """The number of the earlier report that this one, just put in, is a copy of; remembers its own signature.

    What came in since it was `seen` is looked at here.
    """
    if seen.runs is None:
        return None
    original = seen.original or (_original(connection, seen.runs, seen.bands, seen.last) if report > seen.last + 1 else None)
    connection.executemany("INSERT OR IGNORE INTO band (hash, report) VALUES (?, ?)", ((band, report) for band in seen.bands))
    return original


def _original(connection: sqlite3.Connection, runs: NDArray[np.int64], bands: tuple[int, ...], after: int) -> int | None:
    for other, _ in connection.execute(_CANDIDATES, (*bands, after)).fetchall():
        row = connection.execute("SELECT text, coalesce(copy_of, n) FROM report WHERE n = ?", (other,)).fetchone()
        others = shingles(row[0])
        if others is not None and is_copy(runs, others):
            return int(row[1])
    return None


def is_copy(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Whether two sets of runs are those of copies."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= _SHARED * min(len(one), len(other)) and shared >= _ALIKE * (len(one) + len(other) - shared)


def shingles(text: str) -> NDArray[np.int64] | None:
    """Hashes of the runs of three words, each once, sorted; None for a text too short to tell."""
    words = _WORD.findall(text.casefold())
    if len(words) < _LEAST:
        return None
    codes = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), np.int64, len(words)) % _PRIME
    runs = codes[:-2]
    for follower in (codes[1:-1], codes[2:]):
        runs = (runs * 1_000_003 + follower) % _PRIME
    return np.unique(runs)


def signature(runs: NDArray[np.int64]) -> list[int]:
    """One number a band; texts that share a number in any band are compared."""
    a, b = _permutations()
    least = np.full(_BANDS * _ROWS, _PRIME, np.int64)
    for start in range(0, len(runs), 4096):  # in pieces: a text of 50 MB has millions of runs
        least = np.minimum(least, ((runs[start : start + 4096, None] * a + b) % _PRIME).min(axis=0))
    found = []
    for band, rows in enumerate(least.reshape(_BANDS, _ROWS).tolist()):
        found.append(zlib.crc32(repr((band, rows)).encode()) | band << 32)
    return found


@cache
def _permutations() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    draw = np.random.default_rng(20310512)
    size = _BANDS * _ROWS
    return draw.integers(1, _PRIME, size), draw.integers(0, _PRIME, size)
