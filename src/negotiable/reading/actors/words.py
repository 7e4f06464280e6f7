"""The words of a report with what finding names needs: capitals, paragraphs, sentences, quotation marks."""

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from sys import intern
from typing import TYPE_CHECKING

from negotiable.reading.text.paragraphs import Span, paragraphs
from negotiable.reading.text.quotations import Quotation, quotations

if TYPE_CHECKING:
    from negotiable.reading.actors.gazetteer import Entry

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}+|(?:[A-Z]\.)+[A-Z](?!\w)"  # U.S.  U.N
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Lt|Col|Gov|St|Prof|Adm|Capt|Maj|Sgt|Rev|Hon|Jr|Sr|Bros|Inc|Co|Corp|Ltd|No)\."
    r"|[A-Z]\.(?=\s[A-Z])"  # an initial
    r"|['’]s(?!\w)"
    r"|[^\W_]++(?:(?!['’]s(?!\w))[-'’&.\u2011][^\W_]++)*+"
    r"|[^\w\s]"
)
_ENDS = frozenset(".!?:;…")
_BULLETS = frozenset("•·▪◦‣●■*–—-")  # before a paragraph, whose first word follows
_MARKS = frozenset("\"“”„‘’'«»`")
_DATELINE = re.compile(
    r"[A-Z]{2}[A-Z.'’-]*(?:[ /][A-Z]{2}[A-Z.'’-]*){0,3}(?:, (?:[A-Z][\w.]+ ?){1,2}?)?(?:, [A-Z][a-z]+\.? \d{1,2},?)?\s*"
    r"(?:\((?:Reuters|AFP|AP|Agencies)\)\s*)?"
    r"(?:[-–—:]\s*|(?=(?:The|A|An|In|U\.S\.|[A-Z][a-z'’]+)\s))"
)
_RULE = re.compile(r"(?:[-–—*=_#~+]\s*+){3,}+")  # a line that parts two reports in one file
_FULL_DATELINE = re.compile(r"[A-Z][A-Z .,'’/-]{3,30}(?:, [A-Z][a-z]+\.? \d{1,2},?)? ?\([A-Z][\w ]{1,20}\) ?[-–—]")
_PLACED = ("-based", "-led", "-backed", "-born", "-controlled", "-held", "-trained", "-funded", "-owned", "-run", "-style")
_ARTICLE_NAME = re.compile(r"(?:al|el|ad|as|an|ar|ash|at|d['’])[-'’]?[A-Z]")


def split_words(text: str) -> list[str]:
    """The words and marks of `text`, as `Words` counts them."""
    return [m.group() for m in _WORD.finditer(text)]


def _numbers() -> "array[int]":
    return array("i")


@dataclass(slots=True)
class Words:
    """Parallel lists over the words and marks of a text (small ones: a text may be megabytes); spans are code points, half-open.

    `opens[i]`: the word begins a sentence or a quotation. `sentence[i]`, `paragraph[i]`: their numbers. `quoted[i]`: it
    stands inside quotation marks. `common`: the words that the text has in lower case; `proper`: those with a
    capital that no beginning of a sentence explains. `alone`: words with a capital that stand somewhere without "and"
    before them. `report`: by paragraph, the first word of its report. `local`: countries that only this report knows.
    """

    text: str
    start: "array[int]" = field(default_factory=_numbers)
    end: "array[int]" = field(default_factory=_numbers)
    word: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    capital: bytearray = field(default_factory=bytearray)
    opens: bytearray = field(default_factory=bytearray)
    sentence: "array[int]" = field(default_factory=_numbers)
    paragraph: "array[int]" = field(default_factory=_numbers)
    quoted: bytearray = field(default_factory=bytearray)
    sentence_first: "array[int]" = field(default_factory=_numbers)
    quotes: tuple[Quotation, ...] = ()
    common: set[str] = field(default_factory=set)
    proper: set[str] = field(default_factory=set)
    report: list[int] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)
    local: "dict[str, tuple[Entry, ...]]" = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.word)

    def range_of(self, start: int, end: int) -> Span:
        """The words that lie in the code points [start, end), as word numbers [first, last)."""
        return bisect_left(self.start, start), max(bisect_left(self.start, start), bisect_left(self.start, end))

    def at(self, position: int) -> int:
        """The number of the word at or before a code point."""
        return max(0, bisect_right(self.start, position) - 1)

    def slice(self, first: int, last: int) -> str:
        """The text of words [first, last) with white space made plain."""
        return " ".join(self.text[self.start[first] : self.end[last - 1]].split()) if first < last else ""

    def joined(self, i: int) -> bool:
        """Whether word `i` follows the word before it with nothing but white space of the same paragraph between."""
        return 0 < i < len(self.word) and self.paragraph[i] == self.paragraph[i - 1]

    def dash(self, i: int) -> bool:
        """Whether word `i` is a dash between words, and no hyphen: not that of "U.S.-backed"."""
        return self.low[i] in ("–", "—", "-") and self.start[i] > self.end[i - 1]

    def report_first(self, i: int) -> int:
        """The first word of the report that word `i` belongs to, where a file holds several."""
        return self.report[self.paragraph[i]] if i < len(self.word) else 0

    def sentence_span(self, number: int) -> Span:
        """The words of a sentence, as word numbers [first, last)."""
        following = self.sentence_first[number + 1] if number + 1 < len(self.sentence_first) else len(self.word)
        return self.sentence_first[number], following


def read_words(text: str) -> Words:
    """Split `text` into words with paragraph, sentence and quotation marked."""
    words = Words(text)
    spans = paragraphs(text)
    words.quotes = tuple(quotations(text, spans))
    begins, datelines = 0, 0
    for number, (start, end) in enumerate(spans):
        dateline = _FULL_DATELINE.match(text, start, min(end, start + 90)) is not None
        if (dateline and datelines) or _RULE.fullmatch(text, start, end):
            begins = len(words.word)
        datelines += dateline
        words.report.append(begins)
        _read_paragraph(words, number, start, end)
    _mark_quoted(words)
    words.common = {word for word in words.word if word[0].islower()}
    words.proper = {
        word for word, capital, opens in zip(words.word, words.capital, words.opens, strict=True) if capital and not opens
    }
    words.alone = {word for word, before in zip(words.word[1:], words.low, strict=False) if word[0].isupper() and before != "and"}
    return words


def _read_paragraph(words: Words, number: int, start: int, end: int) -> None:
    fresh, ended = True, True
    dateline = _DATELINE.match(words.text, start, min(end, start + 90))
    begins = dateline.end() if dateline and len(dateline.group().split()[0]) > 3 else start
    for match in _WORD.finditer(words.text, start, end):
        token = intern(match.group())
        is_mark = token in _MARKS
        new_sentence = fresh or (ended and not is_mark and (token[0].isupper() or token[0].isdigit()))
        if new_sentence:
            words.sentence_first.append(len(words.word))
        words.start.append(match.start())
        words.end.append(match.end())
        words.word.append(token)
        words.low.append(intern(token.lower()))
        low = words.low[-1]
        words.capital.append((token[0].isupper() and not low.endswith(_PLACED)) or _ARTICLE_NAME.match(token) is not None)
        words.opens.append(new_sentence or match.start() == begins or ended or _after_opening_mark(words))
        words.sentence.append(len(words.sentence_first) - 1)
        words.paragraph.append(number)
        if not is_mark:
            ended = token in _ENDS
        fresh = fresh and token in _BULLETS


def _after_opening_mark(words: Words) -> bool:
    """Whether the mark before the last word opens a quotation, unlike the apostrophe of "the workers' union"."""
    if len(words.word) < 2 or words.word[-2] not in _MARKS:
        return False
    at = words.start[-2]
    return at == 0 or not words.text[at - 1].isalnum()


def _mark_quoted(words: Words) -> None:
    words.quoted = bytearray(len(words.word))
    for quote in words.quotes:
        first, last = words.range_of(quote.start, quote.end)
        words.quoted[first:last] = b"\x01" * (last - first)
