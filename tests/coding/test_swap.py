"""The names of the two sides decide no code: changed over, a statement keeps its stance, firmness and act."""

import re

from reading.swap_reports import REPORTS
from reading.test_swap import SWAPS, changed, report

from negotiable.coding import code
from negotiable.reading import read
from negotiable.terms import Report, Statement

Codes = tuple[str, str | None, str | None]


def codes(text: str, pairs: dict[str, str]) -> dict[str, Codes]:
    """Stance, firmness and act by content; of statements with the same words the last. The names are changed by `pairs`."""
    coded = code(read(Report("sample", text, published="2031-01-01")))
    return {changed(words(text, s), pairs) if pairs else words(text, s): (s.stance, s.firmness, s.act) for s in coded.statements}


def words(text: str, one: Statement) -> str:
    return " … ".join(text[start:end] for start, end in one.content)


def test_at_most_one_code_in_a_hundred_hangs_on_names() -> None:
    samples = [(report(name).text, pairs) for name, pairs in SWAPS.items()]
    samples += [(re.sub(r"(?<!\n)\n(?!\n)", " ", text), pairs) for text, pairs in REPORTS.values()]
    pairs_of_codes, moved = 0, []
    for text, pairs in samples:
        there, back = codes(text, {}), codes(changed(text, pairs), pairs)
        for content in there.keys() & back.keys():
            for before, after in zip(there[content], back[content], strict=True):
                pairs_of_codes += 1
                if before != after:
                    moved.append((content, before, after))
    assert pairs_of_codes > 250
    assert len(moved) <= 0.01 * pairs_of_codes, moved
