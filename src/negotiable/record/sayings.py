"""The same quotation in several reports: one saying, whose first statement counts and whose others bear witness."""

import re
import sqlite3
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{1,2000})[”\"»]")
_RUN, _KEPT = 4, 4  # words in a run that is hashed; hashes kept of a statement, the smallest
_LEAST, _LEAST_INDIRECT = 5, 8  # words: fewer are said by chance, and a paraphrase that agrees to the word is copied
_SHARED = 0.6  # runs of three words of the shorter one that the longer one must have
_MOST = 40  # candidates looked at


@dataclass(frozen=True, slots=True)
class _Wording:
    """What the words of one statement are compared by; `exact`: a paraphrase, which must agree word by word."""

    words: tuple[str, ...]
    exact: bool

    @property
    def hashes(self) -> list[int]:
        if self.exact:
            return [_hash(self.words)]
        runs = {_hash(self.words[k : k + _RUN]) for k in range(max(1, len(self.words) - _RUN + 1))}
        return sorted(runs)[:_KEPT]

    def same(self, other: "_Wording") -> bool:
        if self.exact or other.exact:
            return self.words == other.words
        runs, others = _threes(self.words), _threes(other.words)
        return len(runs & others) >= _SHARED * min(len(runs), len(others))


def group(connection: sqlite3.Connection, report: int) -> None:
    """Joins the statements of a report that belong to no saying yet to those of other reports, or makes sayings of their own."""
    rows = connection.execute(
        "SELECT n, kind, quote, actor, party FROM statement WHERE report = ? AND saying IS NULL ORDER BY n", (report,)
    ).fetchall()
    for n, kind, quote, actor, party in rows:
        wording = _wording(kind, quote)
        lead = _find(connection, report, wording, actor, party) if wording else None
        if wording:
            connection.executemany(
                "INSERT OR IGNORE INTO wording (hash, statement) VALUES (?, ?)", ((h, n) for h in wording.hashes)
            )
        (holds,) = connection.execute("SELECT live FROM statement WHERE n = ?", (lead,)).fetchone() if lead else (False,)
        connection.execute("UPDATE statement SET saying = ?, live = live AND ? WHERE n = ?", (lead or n, lead is None, n))
        if lead and not holds:  # else the new one only bears witness: no need to look at the others, however many
            settle(connection, lead)


def settle(connection: sqlite3.Connection, saying: int) -> None:
    """Makes the first statement of a saying that still holds the one that counts."""
    rows = connection.execute(
        "SELECT n, review <> 'rejected' AND withdrawn = 0 FROM statement WHERE saying = ? ORDER BY n", (saying,)
    ).fetchall()
    lead = next((n for n, holds in rows if holds), rows[0][0] if rows else None)
    connection.executemany(
        "UPDATE statement SET saying = ?, live = ? WHERE n = ?", ((lead, holds and n == lead, n) for n, holds in rows)
    )


def settle_all(connection: sqlite3.Connection, statements: Collection[int]) -> None:
    """Settles the sayings of statements that were withdrawn or found again."""
    for n in sorted(statements):
        saying, counts = connection.execute(
            "SELECT saying, withdrawn = 0 OR saying = n FROM statement WHERE n = ?", (n,)
        ).fetchone()
        if saying is not None and counts:  # a withdrawn one that only bore witness changes nothing
            settle(connection, saying)


def _find(connection: sqlite3.Connection, report: int, wording: _Wording, actor: int | None, party: str | None) -> int | None:
    """The saying that these words belong to."""
    # The oldest of each hash: some words stand in thousands of statements.
    oldest = " UNION ".join(
        [f"SELECT * FROM (SELECT statement FROM wording WHERE hash = ? ORDER BY statement LIMIT {_MOST})"] * len(wording.hashes)
    )
    rows = connection.execute(
        f"SELECT n, saying, kind, quote, actor, party FROM statement WHERE n IN ({oldest}) "
        f"AND report <> ? AND withdrawn = 0 AND review <> 'rejected' ORDER BY n LIMIT {_MOST}",
        (*wording.hashes, report),
    )
    for _, saying, kind, quote, other_actor, other_party in rows:
        other = _wording(kind, quote)
        compatible = actor == other_actor or None in (actor, other_actor) or (party is not None and party == other_party)
        if saying is not None and other and compatible and wording.same(other):
            return int(saying)
    return None


def _wording(kind: str, quote: str) -> _Wording | None:
    """None where there are too few words to tell."""
    if kind != "indirect":
        inside = " ".join(_QUOTED.findall(quote)) if kind == "mixed" else quote
        words = _words(inside)
        if len(words) >= _LEAST:
            return _Wording(words, False)
    words = _words(quote)
    return _Wording(words, True) if len(words) >= _LEAST_INDIRECT else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _threes(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + 3]) for k in range(max(1, len(words) - 2))}


def _hash(words: Sequence[str]) -> int:
    return zlib.crc32(" ".join(words).encode())
