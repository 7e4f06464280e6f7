"""Adding costs the same however often the same was said before."""

import random
from pathlib import Path

from brief.builder import Builder

from negotiable.record import Record
from negotiable.terms import CodedReading

SAID = "“not one boat will leave the harbour before the night shifts are paid in full”"


def bulletin(n: int) -> CodedReading:
    """A report that hardly differs from the one before."""
    words = " ".join(random.Random(1).choices(("ferry", "pier", "rope", "tide", "lamp", "oar"), k=60))
    b = Builder(f"Bulletin {n}. {SAID}, Odra Venn said. {words}.", location=f"{n}.txt")
    b.said(b.actor("Odra Venn", "Dock union"), SAID)
    return b.build()


def test_the_work_of_adding_does_not_grow_with_what_is_alike(tmp_path: Path) -> None:
    steps = [0]

    def count() -> int:
        steps[-1] += 1
        return 0

    with Record(str(tmp_path / "talks.db"), create=True) as record:
        record.connection.set_progress_handler(count, 100)  # SQLite's own steps: the same on any machine
        for n in range(400):
            record.add(bulletin(n), "r1")
            steps.append(0)
        record.connection.set_progress_handler(None, 0)
        (one,) = record.page().statements
        assert one.witnesses == 400
    assert sum(steps[350:400]) < 1.5 * sum(steps[50:100])
