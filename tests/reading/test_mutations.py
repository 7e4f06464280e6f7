"""Changed texts are read without an error, within bounds and twice the same; `python tests/mutations.py 10000` tries more."""

import random

from mutations import faults, mutated, paragraphs, tried

from negotiable.terms import CodedReading, Conflict, Report, Statement


def test_changed_texts_are_read() -> None:
    rng, source = random.Random(31), paragraphs()
    for _ in range(25):
        text = mutated(rng, source)
        assert tried(text) == [], ascii(text)


def test_what_does_not_hold_is_seen() -> None:
    statement = Statement("s0", source=(), cue=((0, 9),), content=((3, 5), (2, 3)), speaker="nobody", continues="s0")
    coded = CodedReading(Report("x", "a — b"), "talks", statements=(statement,), conflicts=(Conflict(("s0", "s9"), None, ""),))
    assert faults(coded) == [
        *("s0: 0:9 outside the text", "s0: spans out of order", "s0: no nobody", "s0: no s0"),
        "conflict: no s9",
    ]
