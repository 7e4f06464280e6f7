"""Word pieces: offsets into the text, whatever is folded away."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiable.reading.encoder.wordpiece import WordPiece

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "port", "##s", "cafe", ",", "£", "18", "##bn", "i", "##stanbul", "a"]


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> WordPiece:
    path: Path = tmp_path_factory.mktemp("words") / "vocab.txt"
    path.write_text("\n".join(PIECES), encoding="utf-8")
    return WordPiece(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ports, café", ["Port", "s", ",", "café"]),
        ("18bn", ["18", "bn"]),
        ("İstanbul", ["İ", "stanbul"]),
        ("a\u200b  a", ["a\u200b", "a"]),
        ("zzz a", ["zzz", "a"]),
        ("", []),
    ],
)
def test_pieces_keep_their_place(cutter: WordPiece, text: str, expected: list[str]) -> None:
    assert [text[start:end] for _, start, end in cutter.pieces(text, 0, len(text))] == expected


@given(text=st.text(max_size=80))
def test_offsets_grow_inside_the_text(cutter: WordPiece, text: str) -> None:
    at = 0
    for _, start, end in cutter.pieces(text, 0, len(text)):
        assert at <= start < end <= len(text)
        at = end
