"""Tells whether a text is English, by script and frequent function words; made to let short and odd texts pass."""

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

UNDETERMINED = "und"

_WORD = re.compile(r"[^\W\d_]+")
_CHUNK, _CHUNKS = 8_000, 4  # characters looked at, at evenly spread places: a long text costs no more than a short one
_FEW_WORDS = 30
_OTHER_SHARE = 0.15  # of running words: another language's function words make 30 to 50 %, in English text below 10 %
_ENGLISH_SHARE = 0.06  # English news has 35 to 50 %
_DISTINCT = 60  # a made-up text that repeats a few words is no evidence of a language


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code`: ISO 639-1, or "und"; `english`: whether to read the text as English; `name`: the language or script, for people."""

    code: str
    english: bool
    name: str


def language_of(text: str) -> Verdict:
    """The language of `text` as far as function words tell; in doubt, English."""
    sample = _sample(text)
    script = _foreign_script(sample)
    if script:
        return Verdict(UNDETERMINED, False, f"text in {script} script")
    words = _WORD.findall(sample.lower())
    counts = Counter(words)
    hits = {code: sum(counts[word] for word in known) for code, (_, known) in _languages().items()}
    english = hits.pop("en")
    code = max(hits, key=hits.__getitem__)
    enough = _OTHER_SHARE if len(words) >= _FEW_WORDS else 2 * _OTHER_SHARE
    if hits[code] > 2 * english and hits[code] >= max(3, enough * len(words)):
        return Verdict(code, False, _languages()[code][0])
    if len(counts) >= _DISTINCT and english < _ENGLISH_SHARE * len(words):
        return Verdict(UNDETERMINED, False, "a language with none of the usual English words")
    return Verdict("en", True, "English")


def _sample(text: str) -> str:
    if len(text) <= _CHUNK * _CHUNKS:
        return text
    step = (len(text) - _CHUNK) // (_CHUNKS - 1)
    return " ".join(text[i * step : i * step + _CHUNK] for i in range(_CHUNKS))


def _foreign_script(sample: str) -> str | None:
    """The script that most letters are in, where that is not Latin."""
    odd = [letter for letter in sample if letter > "\u024f" and letter.isalpha()]
    letters = sum(map(str.isalpha, sample))
    if len(odd) < 10 or len(odd) <= letters // 2:
        return None
    scripts = Counter(unicodedata.name(letter, "UNKNOWN").split(maxsplit=1)[0] for letter in odd)
    scripts.pop("LATIN", None)
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    names = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "UNKNOWN": "an unknown"}
    return names.get(script, script.capitalize()) if count > letters // 4 else None


@cache
def _languages() -> dict[str, tuple[str, frozenset[str]]]:
    lines = (files("negotiable.sources") / "data" / "stopwords.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["code"]: (row["name"], frozenset(row["words"].split())) for row in rows}
