"""Texts changed at random, and what must hold of their readings: python tests/mutations.py 10000 [SEED] tries that many."""

import json
import random
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from negotiable.coding import code
from negotiable.export.jsonl import to_line
from negotiable.reading import read
from negotiable.terms import CodedReading, Report

EXAMPLES = Path(__file__).parent.parent / "examples"
ODD = [
    *("“", "”", '"', "'", "‘", "’", "«", "»", "„", "—", "…", ".", ",", ":", ";", "(", "]", "{{", "<b>", "-----"),
    *("\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\ufeff", "\u202e", "\u0000", "\u001b[31m", "\ud800"),
    *("😀", "é", "e\u0301", "ß", "İ", "中文", "العربية", "12,000", "-1", "2031-02-30", "on Monday"),
    *("said", "that", "if", "according to", "he", "Mr", "U.S.", "not", "who", "'s"),
]  # fmt: skip


def paragraphs() -> list[str]:
    """The paragraphs of the sample reports."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    return [part for text in texts for part in text.split("\n") if part.strip()]


def _cut(text: str, rng: random.Random) -> str:
    a, b = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    return text[:a] + text[b:] if b - a < 60 else text[a:b]


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(("", " ")) + rng.choice(ODD) * rng.choice((1, 1, 1, 2, 30)) + rng.choice(("", " ")) + text[at:]


def _repeat(text: str, rng: random.Random) -> str:
    a, b = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    return text[:b] + text[a:b][:80] * rng.choice((1, 2, 5)) + text[b:]


def _shuffle(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def _spelling(text: str, rng: random.Random) -> str:
    ways: list[Callable[[str], str]] = [
        str.upper,
        str.lower,
        str.title,
        str.swapcase,
        lambda t: t[::-1],
        lambda t: t.replace(" ", ""),
    ]
    return rng.choice(ways)(text)


def _marks(text: str, rng: random.Random) -> str:
    old = rng.choice("“”’.,\n")
    return text.replace(old, rng.choice(ODD), rng.choice((1, 3, -1)))


WAYS = (_cut, _cut, _insert, _insert, _insert, _repeat, _shuffle, _spelling, _marks, _marks)


def mutated(rng: random.Random, source: list[str]) -> str:
    """One to three paragraphs with one to six changes."""
    at = rng.randrange(len(source))
    text = rng.choice(("\n", "\n\n", "\r\n")).join(source[at : at + rng.choice((1, 1, 2, 3))])
    for _ in range(rng.randint(1, 6)):
        text = rng.choice(WAYS)(text, rng)[:1500]
    return text


def faults(coded: CodedReading) -> list[str]:
    """What does not hold of a reading: spans outside the text or out of order, ids that lead nowhere, JSON that differs."""
    found: list[str] = []
    text = coded.report.text
    actors = {actor.id for actor in coded.actors}
    statements = {one.id for one in coded.statements}

    def spans(what: str, *lists: tuple[tuple[int, int], ...]) -> None:
        found.extend(f"{what}: {a}:{b} outside the text" for one in lists for a, b in one if not 0 <= a < b <= len(text))
        found.extend(f"{what}: spans out of order" for one in lists for before, after in pairwise(one) if before[1] > after[0])

    def known(what: str, ids: set[str], *asked: str | None) -> None:
        found.extend(f"{what}: no {one}" for one in asked if one is not None and one not in ids)

    for one in coded.statements:
        spans(one.id, one.source, one.cue, one.content)
        known(one.id, actors, one.speaker, one.relayed_by, one.target)
        known(one.id, statements - {one.id}, one.continues)
        found += [f"{one.id}: nothing said"] if not any(c.isalnum() for a, b in one.content for c in text[a:b]) else []
        found += [f"{one.id}: confidence {one.confidence}"] if not 0 <= one.confidence <= 1 else []
    for actor in coded.actors:
        spans(actor.id, *((mention,) for mention in actor.mentions))
        found += [f"{actor.id}: no name"] if not actor.name.strip() else []
    for event in coded.events:
        spans(event.id, event.span)
        known(event.id, actors, *event.actors, *event.targets)
        known(event.id, statements, event.according_to)
    for conditional in coded.conditionals:
        spans("conditional", conditional.condition, conditional.consequence)
        known("conditional", statements, conditional.statement)
    for conflict in coded.conflicts:
        known("conflict", statements, *conflict.between)
    for doubt in coded.doubts:
        spans("doubt", *((span,) for span in doubt.spans))
    written = json.loads(to_line(coded))
    found += ["JSON: another text"] if written["report"]["text"] != text else []
    return found


def tried(text: str) -> list[str]:
    """The faults of reading `text`, which must come out the same twice."""
    report = Report("invented", text, published="2031-05-12")
    once = code(read(report))
    return faults(once) + (["read twice, two readings"] if code(read(report)) != once else [])


def main(number: int, seed: int = 1) -> None:
    """Tries `number` texts; prints each that fails and how many did."""
    rng, source, failed = random.Random(seed), paragraphs(), 0
    for n in range(number):
        text = mutated(rng, source)
        try:
            wrong = tried(text)
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
        if wrong:
            failed += 1
            print(n, ascii(text), wrong[:3], flush=True)
        if n % 500 == 499:
            print(f"{n + 1} tried, {failed} failed", file=sys.stderr, flush=True)
    print(f"{number} texts, {failed} failed")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
