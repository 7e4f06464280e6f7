"""Generates records of several sizes and measures them; writes the section "The record" of docs/benchmarks.md.

    python bench/record.py FOLDER [SIZE ...] [--write]

Text is drawn from a made-up vocabulary in which few words are frequent and most rare; nothing here is news.
"""

import os
import random
import re
import shutil
import statistics
import sys
import time
from pathlib import Path

from negotiable.record import Filters, Record
from negotiable.record.connection import transaction
from negotiable.record.store import add
from negotiable.terms import Actor, CodedReading, Report, Statement

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- record: begin -->", "<!-- record: end -->"
SIZES = (10_000, 100_000, 1_000_000)
EACH = 25  # statements a report
STANCES = ("support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none")
TARGETS = "search ≤ 50 ms, matrix ≤ 1 s, correction ≤ 20 ms, opening ≤ 0.2 s"


class Generator:
    """Readings of made-up talks: 40 sides, 400 speakers, 30 issues, 20,000 words."""

    def __init__(self, seed: int = 1) -> None:
        self.draw = random.Random(seed)
        sounds = [a + b for a in "b d f g k l m n p r s t v z br kr st tr".split() for b in "a e i o u an el or".split()]
        self.words = ["".join(self.draw.choice(sounds) for _ in range(self.draw.choice((1, 2, 2, 3)))) for _ in range(20_000)]
        self.weights = [1 / (n + 10) for n in range(len(self.words))]
        self.sides = [f"Side {n}" for n in range(40)]
        self.actors = [Actor(f"a{n}", f"Person {n} {self.words[n]}", "person", "envoy", self.sides[n % 40]) for n in range(400)]

    def reading(self, n: int) -> CodedReading:
        """One report of 25 statements of 18 words."""
        cast = self.draw.sample(self.actors, 6)
        text, statements = [f"Report {n}."], []
        at = len(text[0])
        for k in range(EACH):
            quote = " ".join(self.draw.choices(self.words, self.weights, k=18))
            text.append(quote)
            statements.append(
                Statement(
                    f"s{k}",
                    (),
                    (),
                    ((at + 1, at + 1 + len(quote)),),
                    kind=self.draw.choice(("direct", "indirect")),
                    speaker=self.draw.choice(cast).id,
                    confidence=self.draw.random(),
                    issue=f"issue-{self.draw.randrange(30)}",
                    stance=self.draw.choice(STANCES),
                    firmness=self.draw.choice((None, None, None, "demand", "red-line")),
                )
            )
            at += 1 + len(quote)
        day = f"20{31 + n % 3}-{1 + n % 12:02}-{1 + n % 28:02}"
        return CodedReading(Report(f"{n}.txt", " ".join(text), published=day), "talks@1.0", tuple(cast), tuple(statements))


def timed(what: object, times: int = 1) -> list[float]:
    """Seconds of each of `times` calls."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        what()  # type: ignore[operator]
        found.append(time.perf_counter() - start)
    return found


def fill(path: str, size: int) -> float:
    """Makes the record unless it is there; seconds a statement."""
    generator = Generator()
    start = time.perf_counter()
    with Record(path, create=True) as record:
        for n in range(size // EACH):
            with transaction(record.connection, path):
                add(record.connection, generator.reading(n), "bench")
    return (time.perf_counter() - start) / size


def multiply(one: str, many: str, times: int) -> None:
    """Makes a record `times` as large from another: its reports again under other ids, a tenth of the time that adding takes."""
    shutil.copy(one, many)
    with Record(many) as record:
        db = record.connection
        columns = {table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in _COPIED}
        for k in range(1, times):
            with transaction(db, many):
                for table, shifted in _COPIED.items():
                    values = []
                    for name in columns[table]:
                        if name in shifted:
                            values.append(f"{name} + {k * 10_000_000}")
                        else:
                            values.append(f"'{k}' || id" if name == "id" and table in ("report", "statement") else name)
                    db.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} WHERE n < 10000000")


_COPIED = {
    "report": ("n",),
    "cast": ("n", "report"),
    "statement": ("n", "report", "speaker", "relayed_by", "target", "saying"),
    "act": ("n", "statement"),
}


def measure(folder: str, size: int) -> dict[str, str]:
    """One line of the table."""
    path = os.path.join(folder, f"{size}.db")
    new = not os.path.exists(path)
    each = 0.0
    if new and size > 100_000:
        multiply(os.path.join(folder, "100000.db"), path, size // 100_000)
    elif new:
        each = fill(path, size)
    generator, draw = Generator(), random.Random(2)
    opening = timed(lambda: Record(path).close(), 5)
    with Record(path) as record:
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        asked = []
        for _ in range(60):
            words = " ".join(draw.choices(generator.words, generator.weights, k=draw.choice((1, 2, 2, 3))))
            wanted = draw.choice((None, Filters(party="Side 7"), Filters(since="2032-06-01")))
            asked += timed(lambda words=words, wanted=wanted: record.ask(words, wanted))
        matrix = timed(lambda: record.connection.execute("SELECT * FROM positions").fetchall(), 3)
        pages = timed(lambda: record.page(Filters(party="Side 3", issue="issue-4"), order="newest"), 5)
        unsure = timed(lambda: record.page(order="unsure"), 5)
        ids = [row[0] for row in record.connection.execute("SELECT id FROM statement ORDER BY id LIMIT 50")]
        stances = iter(STANCES * 20)
        corrected = [timed(lambda one=one: record.code(one, "person:bench", {"stance": next(stances)}))[0] for one in ids]
    bytes_each = os.path.getsize(path) / size
    ms = 1000
    return {
        "statements": f"{size:,}",
        "adding, ms a statement": f"{each * ms:.2f}" if each else "",
        "opening, ms": f"{statistics.median(opening) * ms:.1f}",
        "search, ms, median (worst)": f"{statistics.median(asked) * ms:.1f} ({max(asked) * ms:.0f})",
        "position matrix, ms": f"{statistics.median(matrix) * ms:.0f}",
        "a page of one cell, ms": f"{statistics.median(pages) * ms:.1f}",
        "least certain first, ms": f"{statistics.median(unsure) * ms:.1f}",
        "a correction, ms, median (worst)": f"{statistics.median(corrected) * ms:.1f} ({max(corrected) * ms:.0f})",
        "file, MB": f"{os.path.getsize(path) / 1e6:,.0f}",
        "bytes a statement": f"{bytes_each:,.0f}",
    }


def section(lines: list[dict[str, str]]) -> str:
    """The section as Markdown: a column a size."""
    heads = list(lines[0])
    rows = [f"| {head} | {' | '.join(line[head] for line in lines)} |" for head in heads]
    rows.insert(1, "|---" * (len(lines) + 1) + "|")
    told = (
        "Generated records (`python bench/record.py FOLDER --write`); that of a million is the one before ten times over, "
        "without the hashes by which copies and same quotations are found. "
        "Reports of 25 statements of 18 words; "
        f"bytes a statement with the report's text, the index of its words and all codings. Aims at a million: {TARGETS}. "
        "Times by the clock, on a machine that other programs used, too."
    )
    return f"{BEGIN}\n## The record\n\n{told}\n\n" + "\n".join(rows) + f"\n{END}"


def write(text: str) -> None:
    """Puts the section into the page, in place of the one before."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Benchmarks\n"
    found = re.search(f"{BEGIN}.*{END}", page, re.DOTALL)
    page = page[: found.start()] + text + page[found.end() :] if found else f"{page.rstrip()}\n\n{text}\n"
    PAGE.write_text(page, encoding="utf-8")


def main() -> None:
    """From the command line."""
    folder, *rest = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    sizes = [int(one) for one in rest if one.isdigit()] or SIZES
    lines = []
    for size in sizes:
        lines.append(measure(folder, size))
        print(lines[-1], flush=True)
    text = section(lines)
    print(text)
    if "--write" in rest:
        write(text)


if __name__ == "__main__":
    main()
