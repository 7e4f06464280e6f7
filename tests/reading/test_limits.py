"""Odd and large texts: time grows with the length, memory too and by little, nothing raises. The encoders are stand-ins."""

import time
import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from negotiable.brief.html import pieces
from negotiable.coding import code
from negotiable.coding.closer import Closer, passage
from negotiable.coding.context import Context
from negotiable.reading import read
from negotiable.reading.encoder.tagger import Tagger
from negotiable.reading.encoder.windows import LENGTH, Window, windows
from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations
from negotiable.terms import Attribution, Report

_TAGS = [1, 3, 5, 6, 6, 6, 6, 6, 0, 0]  # a source, a cue, a content, nothing: over and over


def _stand_in(self: Tagger, window: Window) -> list[np.ndarray]:
    """Logits by position: every tenth piece is a source, followed by a cue and a content that points to both."""
    n = len(window.ids) + 2
    at = np.arange(n)
    tags = np.zeros((n, 7), np.float32)
    tags[at, np.resize(_TAGS, n)] = 9
    pointers = np.zeros((2, n, n), np.float32)
    for role in (0, 1):
        pointers[role, at, np.minimum(at // 10 * 10 + role, n - 1)] = 9
    return [tags, np.zeros((n, 2), np.float32), pointers, np.zeros((n, 384), np.float32)]


def _no_look(self: Closer, context: Context, one: Attribution, signs: list[float]) -> np.ndarray:
    """Says nothing of what it is given."""
    passage(context, one, self.cutter)
    return np.zeros(8, np.float32)


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tagger, "_encode", _stand_in)
        patch.setattr(Closer, "logits", _no_look)
        seconds(people(600))  # loads the word lists
        yield


def seconds(text: str) -> float:
    """CPU time from the text to the page."""
    begin = time.process_time()
    coded = code(read(Report("odd.txt", text, published="2031-05-12")))
    for _ in pieces([coded]):
        pass
    return time.process_time() - begin


def names() -> Iterator[str]:
    """Names that all differ: "Baro Keni", "Baro Lodu", …"""
    syllables = [a + b for a in "bdgklmnrstvz" for b in "aeiou"]
    for n in range(100_000):
        yield "".join(syllables[n // 60**k % 60] for k in (2, 1, 0)).capitalize()


def people(size: int) -> str:
    each = names()
    return " ".join(
        f"{next(each)} {next(each)}, the president of {next(each)}, said the deal was off." for _ in range(size // 66)
    )


UNITS = {
    "marks": '"',
    "quotations": "“We will not sign,” said Minister Bo Lang. ",
    "left open": "“We will not sign. ",
    "apostrophes": "the workers' demands ",
    "one word": "a",
    "one name": "Ab-",
    "capitals": "A. ",
    "names": "Bo Lang and ",
    "short lines": "He said no.\n",
    "blank lines": " \n",
    "blanks": "\u00a0",
    "conditions": "If he goes, we will strike unless they stop. ",
    "conditions left open": "“If we pay, ",
    "words of an issue": "Toll ",
    "dates": "on Monday, March 3, 2025 and ",
    "attacks": "Rebels killed 12 soldiers in Marov on Monday. ",
    "opposites": "The union opposes the pay offer. The company supports the pay offer. ",
    "dashes": "-",
    "brackets": "([{",
    "emoji": "😀 ",
    "right to left": "\u202ehe “said” \u200fno\u2069 ",
    "surrogates": "Jo\ud800hn said \udfff ",
    "control characters": "no \x1b[31m \x07\x00",
    "braces": "{{ 7*7 }} {% raw %} ",
}
TEXTS = {name: lambda size, unit=unit: unit * (size // len(unit)) for name, unit in UNITS.items()} | {"people": people}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_four_times_the_text_takes_about_four_times_as_long(text: Callable[[int], str]) -> None:
    size = 4_000
    while (once := seconds(text(size))) < 0.06:  # long enough to tell four times from sixteen
        size *= 3
    assert any(seconds(text(4 * size)) < 8 * once + 0.3 for _ in range(2))


def test_memory_grows_by_little_with_the_text() -> None:
    """A text of 5 MB has to fit into 400 MB, of which the program and the encoder take 110."""
    lines = [f"Envoy Bo Lang of the port said on Monday that line {n} was open.\n" for n in range(120)]
    texts = "".join(lines[:60]), "".join(lines)
    peaks = []
    for text in texts:
        tracemalloc.start()
        try:
            seconds(text)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] - peaks[0] < 200 * (len(texts[1]) - len(texts[0]))


def test_windows_of_a_long_line_lose_nothing_and_know_the_quotation_around_them() -> None:
    text = "He said: “" + "no deal is near " * 6000 + "”"
    spans = paragraphs(text)
    at, letters = 0, 0
    for window in windows(text, spans, quotations(text, spans), Tagger()._cutter):
        assert 0 < len(window.ids) <= LENGTH
        assert window.starts[0] >= at
        at = window.ends[-1]
        letters += sum(end - start for start, end in zip(window.starts, window.ends, strict=True))
        inside = [feature >= 3 for start, feature in zip(window.starts, window.features, strict=True) if start > text.index("“")]
        assert all(inside)
    assert letters == sum(not c.isspace() for c in text)


def test_endless_words_are_one_piece_and_are_not_kept() -> None:
    cutter = Tagger()._cutter
    for n in range(100, 140):
        word = "ab" * n
        assert cutter.pieces(word, 0, len(word)) == [(cutter.unknown, 0, len(word))]
    assert cutter._cut.cache_info().currsize == 0
