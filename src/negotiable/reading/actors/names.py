"""Where names stand in a report and what each is: a country, a body, a person with a title, or unknown."""

import re
from dataclasses import dataclass
from typing import Literal

from negotiable.reading.actors.gazetteer import Entry, genders, match_at, titles, word_set
from negotiable.reading.actors.runs import CONNECTORS, run_end
from negotiable.reading.actors.titled import last_head, title_span
from negotiable.reading.actors.words import Words

NameKind = Literal["person", "country", "body", "adjective", "people", "capital", "unknown"]
_TICKER = re.compile(r"[A-Z]{1,5}[a-z]?\.[A-Z]{1,2}")
_ONCE = frozenset(["former", "ex", "acting", "outgoing", "incoming", "senior", "top", "veteran", "leading"])
_COMPASS = frozenset(["northern", "southern", "eastern", "western"])


@dataclass(slots=True)
class Name:
    """A name in the text, in word numbers, half-open. `title`: the words of the title before a person's name.

    `address`: "Mr", "Lord" … before it, lower case without the dot. `entry`: what the gazetteer says.
    """

    first: int
    last: int
    kind: NameKind
    entries: tuple[Entry, ...] = ()
    title: tuple[int, int] | None = None
    address: str = ""

    @property
    def entry(self) -> Entry | None:
        return self.entries[0] if self.entries else None


def bare(word: str) -> str:
    """A word in lower case without the dot of an abbreviation or the article of an Arabic name."""
    low = word.lower().rstrip(".")
    return low[3:] if low[:3] in ("al-", "el-", "as-", "an-") and len(low) > 5 else low


def find_names(words: Words) -> list[Name]:
    """All names in reading order, not overlapping."""
    found: list[Name] = []
    i, count = 0, len(words)
    while i < count:
        if not words.capital[i] or _is_ticker(words, i):
            i += 1
            continue
        last = run_end(words, i)
        _read_run(words, i, last, found)
        i = last
    return found


def _is_ticker(words: Words, i: int) -> bool:
    """Whether word `i` is a share's code and nobody's name: "Kolmer Chief Executive (KOLMn.DE) told …"."""
    word = words.word[i]
    return "." in word and _TICKER.fullmatch(word) is not None and (word[1] != "." or (i > 0 and words.low[i - 1] == "("))


def _read_run(words: Words, first: int, last: int, found: list[Name]) -> None:
    """Cut one run of capitals into names."""
    never, heads = word_set("never"), word_set("heads")
    while first < last and _only_opens(words, first, last):
        first += 1
    while last > first and (words.low[last - 1] in word_set("times") or not words.capital[last - 1]):
        if words.word[last - 1].isdigit():
            break
        last -= 1
    if first >= last:
        return
    if first == last - 1 and words.low[first].removeprefix("ex-") in heads | never:
        return
    if words.low[first] in _ONCE and match_at(words, first + 1):
        first += 1  # "Former | UK ambassador"
    whole = match_at(words, first)
    if whole and whole[0] >= last:
        _add_entry(words, first, whole[0], whole[1], found)
        return
    head = last_head(words, first, last)
    body_words = word_set("body_words")
    if (
        head >= 0
        and words.word[min(head, last - 1)] not in genders()
        and any(words.low[k] in body_words for k in range(head, last))
    ) and words.low[head - 1].rstrip(".") not in titles()["address"]:
        head = -1  # "Justice Select Committee": the title's word belongs to the body's name
    if head >= 0:
        _read_titled(words, first, head, last, found)
        return
    person_follows = whole is not None and last - whole[0] >= 2 and words.word[whole[0]] in genders()
    if _is_body(words, first, last) and not person_follows:
        found.append(Name(first, last, "body"))
        return
    _read_plain(words, first, last, found)


def _only_opens(words: Words, first: int, last: int) -> bool:
    """Whether the word at `first` owes its capital to the beginning of a sentence ("Meanwhile", "Meeting Mr X")."""
    low = words.low[first]
    if low in word_set("heads") or match_at(words, first) is not None:
        return False
    if low in _COMPASS and not words.opens[first] and word_set("body_words") & set(words.low[first + 1 : last]):
        return False  # "the Northern Steel Association"
    if low in word_set("never"):
        return bool(words.opens[first]) or low not in word_set("also_names")
    if not words.opens[first] or last - first < 2 or low in word_set("modifiers") or words.word[first] in genders():
        return False
    return low.endswith("ing") or low in words.common


def _read_titled(words: Words, first: int, head: int, last: int, found: list[Name]) -> None:
    address = titles()["address"]
    start = head
    while start > first and words.low[start - 1].rstrip(".") in address:
        start -= 1
    called = words.low[head - 1].rstrip(".") if start < head else ""
    _names_in_title(words, first, start if called else head, found)
    if head >= last:
        return
    match = match_at(words, head)
    if words.low[head] in ("of", "for") or (match and match[0] >= last and not called):
        if match is None and head + 1 < last and words.low[head] in ("of", "for"):
            _read_run(words, head + 1, last, found)
        elif match:
            _add_entry(words, head, match[0], match[1], found)
        return
    end = head + 1
    while end < last and words.low[end] not in CONNECTORS and words.low[end] not in word_set("issued"):
        end += 1
    found.append(Name(head, end, "person", title=title_span(words, first, start), address=called))
    if end + 1 < last:
        _read_run(words, end + 1, last, found)


def _names_in_title(words: Words, first: int, last: int, found: list[Name]) -> None:
    """The names inside a title in capitals: "[Netflix] Chief Executive", "[European Commission] President"."""
    plain = (word_set("heads") | word_set("modifiers") | word_set("never") | frozenset(titles()["address"])) - {"new"}
    i = first
    while i < last:
        match = match_at(words, i)
        if match and match[0] <= last:
            _add_entry(words, i, match[0], match[1], found)
            i = match[0]
        elif (words.low[i] in plain and not (i + 1 < last and words.word[i + 1].isdigit())) or not words.capital[i]:
            i += 1
        else:
            end = i + 1
            while end < last and words.low[end] not in plain and not match_at(words, end):
                end += 1
            while end > i + 1 and not words.capital[end - 1] and not words.word[end - 1].isdigit():
                end -= 1
            found.append(Name(i, end, "body"))
            i = end


def _is_body(words: Words, first: int, last: int) -> bool:
    body_words = word_set("body_words")
    if last - first == 1:
        return False
    if words.low[last - 1] in word_set("other_words") and last - first < 5:
        return False
    if words.low[first] in body_words and words.low[first + 1] in ("of", "for", "on"):
        return True
    return any(words.low[k] in body_words for k in range(first + 1, last))


def _read_plain(words: Words, first: int, last: int, found: list[Name]) -> None:
    """A run without a title or a word for bodies: gazetteer names, then what is left."""
    match = match_at(words, first)
    if match and match[0] < last:
        if (
            match[1][0].kind in ("country", "adjective", "seat", "people", "body")
            and last - match[0] >= 2
            and words.word[match[0]] in genders()
        ):
            _add_entry(words, first, match[0], match[1], found)
            _read_plain(words, match[0], last, found)
            return
        if words.word[first] not in genders() or last - first == 1:
            _add_entry(words, first, match[0], match[1], found)
            _read_run(words, match[0], last, found)
            return
    other = word_set("other_words")
    if any(words.low[k] in other for k in range(first, last)) and words.word[first] not in genders():
        _gazetteer_names(words, first, last, found)
        return
    start = first
    while start < last and words.low[start] in CONNECTORS:
        start += 1
    if start < last:
        titled = title_span(words, start, start)
        kind: NameKind = "person" if titled else "unknown"
        found.append(Name(start, last, kind, title=titled))


def _gazetteer_names(words: Words, first: int, last: int, found: list[Name]) -> None:
    i = first
    while i < last:
        match = match_at(words, i)
        if match and match[0] <= last:
            _add_entry(words, i, match[0], match[1], found)
            i = match[0]
        else:
            i += 1


def _add_entry(words: Words, first: int, last: int, entries: tuple[Entry, ...], found: list[Name]) -> None:
    kinds = {entry.kind: entry for entry in entries}
    kind: NameKind
    if entries[0].word == "place":
        return
    if "body" in kinds or "seat" in kinds:
        kind = "body"
    elif "country" in kinds and ("adjective" not in kinds or not _before_noun(words, last)):
        kind = "country"
    elif "people" in kinds and ("adjective" not in kinds or not _before_noun(words, last)):
        kind = "people"
    elif "adjective" in kinds:
        kind = "adjective"
    else:
        kind = "capital"
    ordered = tuple(sorted(entries, key=lambda e: e.kind != kind))
    found.append(Name(first, last, kind, entries=ordered))


_NOT_NOUNS = word_set("after_names")


def _before_noun(words: Words, i: int) -> bool:
    """Whether the word at `i` goes on a noun phrase ("US | officials") rather than a verb or mark ("US | said")."""
    return i < len(words) and words.joined(i) and words.low[i] not in _NOT_NOUNS
