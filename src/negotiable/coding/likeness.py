"""How like other wordings a passage is: rare words and pieces of words that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from negotiable.coding.phrases import stem
from negotiable.reading.encoder.tagger import MODEL

Floats = NDArray[np.float64]

_WORD = re.compile(r"[a-z][a-z']+")
_GRAM, _GRAM_WEIGHT = 4, 0.3  # letters of a piece of a word; what it counts beside the whole word
_FIRST_WORD = 999  # where the vocabulary's words begin; after that the commonest come first
_COMMON, _RARE = 300, 20_000  # ranks below which a word tells nothing, and from which on all
_LONGEST, _KEPT = 40, 50_000  # letters of a word that is looked at; words remembered: odd text must not fill the memory


class Likeness:
    """Asks how like each of `wordings` a passage is, 0 to 1."""

    def __init__(self, wordings: Iterable[str]) -> None:
        told = [_features(plain_words(wording)) for wording in wordings]
        held = Counter(feature for one in told for feature in one)
        self._size = len(told)
        self._rarity = {feature: log((len(told) + 1) / n) for feature, n in held.items()}
        self._unknown = log(len(told) + 1)
        self._weights: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(self._size))
        for k, one in enumerate(told):
            length = sqrt(sum((value * self._rarity[f]) ** 2 for f, value in one.items())) or 1.0
            for feature, value in one.items():
                self._weights[feature][k] = value * self._rarity[feature] / length
        self._of_word = lru_cache(maxsize=_KEPT)(self._word)

    def of(self, words: Iterable[str]) -> Floats:
        """The likeness of a passage, given as its words in lower case, to each wording."""
        total, square = np.zeros(self._size), 0.0
        for word in set(words):
            if 2 < len(word) <= _LONGEST and (found := self._of_word(word)) is not None:
                total += found[0]
                square += found[1]
        return total / sqrt(square) if square else total

    def _word(self, word: str) -> tuple[Floats, float] | None:
        """What one word adds to the product with each wording, and to the squared length of the passage."""
        total, square = np.zeros(self._size), 0.0
        for feature, value in _features([word]).items():
            weight = value * self._rarity.get(feature, self._unknown)
            square += weight * weight
            if feature in self._rarity:
                total += weight * self._weights[feature]
        return (total, square) if square else None


def plain_words(*texts: str) -> list[str]:
    """The words of `texts` in lower case, numbers and marks left out."""
    return [word for text in texts for word in _WORD.findall(text.lower())]


def _features(words: Iterable[str]) -> dict[str, float]:
    """Stems and pieces of words, each as much as its word is rare."""
    found: dict[str, float] = {}
    for word in words:
        if len(word) > 2 and (rare := rarity(word)) > 0:
            short = stem(word)
            found[short] = max(found.get(short, 0.0), rare)
    pieces: dict[str, float] = {}
    for short, rare in found.items():
        for k in range(len(short) - _GRAM + 1):
            piece = f"#{short[k : k + _GRAM]}"
            pieces[piece] = max(pieces.get(piece, 0.0), rare * _GRAM_WEIGHT)
    return found | pieces


def rarity(word: str) -> float:
    """0 for a word that most texts have to 1 for one that few have."""
    rank = _ranks().get(word, _RARE)
    return min(1.0, max(0.0, log(max(rank, 1) / _COMMON) / log(_RARE / _COMMON)))


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    """From a word to its place among the words of the encoder's vocabulary, which lists them from common to rare."""
    lines = (MODEL / "vocab.txt").read_text(encoding="utf-8").splitlines()[_FIRST_WORD:]
    return {word: rank for rank, word in enumerate(lines) if word.isalpha()}
