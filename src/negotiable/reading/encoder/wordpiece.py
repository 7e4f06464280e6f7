"""Word-piece tokens of a text with their offsets, as the uncased BERT vocabulary cuts them."""

import unicodedata
from functools import lru_cache
from pathlib import Path

UNKNOWN, START, STOP, PAD, MASK = "[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"
_LETTER, _ALONE, _BLANK = range(3)
_LONGEST_WORD = 100  # characters; a longer one becomes one unknown piece
_KEPT, _KEPT_LENGTH = 20_000, 25  # words whose pieces are kept, and their length: bounds the memory that odd text takes


class WordPiece:
    """Cuts text into word pieces with a given vocabulary (one piece a line)."""

    def __init__(self, vocabulary: Path) -> None:
        pieces = vocabulary.read_text(encoding="utf-8").splitlines()
        self.ids = {piece: i for i, piece in enumerate(pieces)}
        self.start, self.stop, self.pad, self.unknown, self.mask = (
            self.ids[piece] for piece in (START, STOP, PAD, UNKNOWN, MASK)
        )
        self._cut = lru_cache(maxsize=_KEPT)(self._cut_word)

    def pieces(self, text: str, start: int, end: int) -> list[tuple[int, int, int]]:
        """(piece id, start, end) for each piece of text[start:end]; offsets count in `text`."""
        found: list[tuple[int, int, int]] = []
        word_start = -1
        for position in range(start, end):
            kind = _kind(text[position])
            if kind == _LETTER:
                if word_start < 0:
                    word_start = position
                continue
            if word_start >= 0:
                self._word(text, word_start, position, found)
                word_start = -1
            if kind == _ALONE:
                self._word(text, position, position + 1, found)
        if word_start >= 0:
            self._word(text, word_start, end, found)
        return found

    def _word(self, text: str, start: int, end: int, found: list[tuple[int, int, int]]) -> None:
        cut = self._cut if end - start <= _KEPT_LENGTH else self._cut_word
        for piece, a, b in cut(text[start:end]):
            found.append((piece, start + a, start + b))

    def _cut_word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        plain, origin = _fold(word) if len(word) <= _LONGEST_WORD else (word, [])
        if not plain:
            return ()
        if len(plain) > _LONGEST_WORD:
            return ((self.unknown, 0, len(word)),)
        cuts: list[tuple[int, int, int]] = []
        at = 0
        while at < len(plain):
            stop = len(plain)
            while stop > at:
                piece = self.ids.get(plain[at:stop] if at == 0 else "##" + plain[at:stop])
                if piece is not None:
                    break
                stop -= 1
            else:
                return ((self.unknown, 0, len(word)),)
            assert piece is not None
            cuts.append((piece, origin[at], origin[stop] if stop < len(plain) else len(word)))
            at = stop
        return tuple(cuts)


def _fold(word: str) -> tuple[str, list[int]]:
    """`word` in lower case without accents, and for each character of it the position it came from."""
    plain: list[str] = []
    origin: list[int] = []
    for position, char in enumerate(word):
        for part in unicodedata.normalize("NFD", char.lower()):
            if unicodedata.category(part) not in ("Mn", "Cc", "Cf", "Co", "Cs"):
                plain.append(part)
                origin.append(position)
    return "".join(plain), origin


@lru_cache(maxsize=5000)
def _kind(char: str) -> int:
    """Whether a character belongs to a word, stands alone (punctuation, ideographs) or parts words (white space)."""
    if char.isalnum():
        return _ALONE if _ideograph(char) else _LETTER
    if char.isspace():
        return _BLANK
    return _ALONE if char.isascii() or unicodedata.category(char)[0] == "P" else _LETTER


def _ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0002fa1f"
