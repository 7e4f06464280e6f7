"""From logits to tags: no span starts inside, contents point to tagged spans, quotations that nobody tagged are named."""

import numpy as np
import pytest

from negotiable.reading.encoder.decoding import decode
from negotiable.reading.encoder.windows import Window
from negotiable.reading.text.quotations import quotations

TEXT = 'Oru said no boat sails. "Never, ever, not so."'
WORDS = ["Oru", "said", "no", "boat", "sails", '"Never', "ever", "not", 'so."']
OUT, B_SOURCE, B_CUE, B_CONTENT, I_CONTENT = 0, 1, 3, 5, 6


def window() -> Window:
    starts = [TEXT.index(word) for word in WORDS]
    ends = [start + len(word) for start, word in zip(starts, WORDS, strict=True)]
    return Window([7] * len(WORDS), [0] * len(WORDS), starts, ends)


def logits(path: list[int], pointed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = len(WORDS) + 2
    tags = np.zeros((n, 7), np.float32)
    tags[np.arange(1, n - 1), path] = 9
    pointers = np.zeros((2, n, n), np.float32)
    pointers[:, :, pointed] = 9
    return tags, np.zeros((n, 2), np.float32), pointers


def test_a_content_points_to_its_source() -> None:
    path = [B_SOURCE, B_CUE, B_CONTENT, I_CONTENT, I_CONTENT, OUT, OUT, OUT, OUT]
    tags = decode(TEXT, window(), quotations(TEXT), *logits(path, pointed=1))
    content = next(tag for tag in tags if tag.role == "content")
    assert TEXT[content.start : content.end] == "no boat sails"
    assert content.sources[0, 3] > 0.9
    assert content.sources[None] < 0.1


def test_an_inside_without_a_begin_is_mended() -> None:
    path = [B_SOURCE, B_CUE, I_CONTENT, I_CONTENT, I_CONTENT, OUT, OUT, OUT, OUT]
    tags = decode(TEXT, window(), [], *logits(path, pointed=1))
    assert [tag.role for tag in tags].count("content") <= 1
    assert all(tag.start < tag.end for tag in tags)


def test_a_name_that_nobody_tagged_is_found_by_the_pointer() -> None:
    path = [OUT, B_CUE, B_CONTENT, I_CONTENT, I_CONTENT, OUT, OUT, OUT, OUT]
    content = next(tag for tag in decode(TEXT, window(), [], *logits(path, pointed=1)) if tag.role == "content")
    assert content.sources[0, 3] > 0.9


@pytest.mark.parametrize("pointed", [0, 4])
def test_an_untouched_quotation_is_named(pointed: int) -> None:
    path = [B_SOURCE, B_CUE, B_CONTENT, I_CONTENT, I_CONTENT, OUT, OUT, OUT, OUT]
    tags = decode(TEXT, window(), quotations(TEXT), *logits(path, pointed))
    assert [TEXT[tag.start : tag.end] for tag in tags if tag.role == "quotation"] == ['"Never, ever, not so."']
