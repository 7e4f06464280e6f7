"""Where names stand in a report and what each is: a country, a body, a person with a title, or unknown."""

from dataclasses import dataclass
from typing import Literal

from negotiable.reading.actors.gazetteer import Entry, genders, match_at, titles, word_set
from negotiable.reading.actors.words import Words

NameKind = Literal["person", "country", "body", "adjective", "people", "capital", "unknown"]

_PARTICLES = word_set("particles")
_CONNECTORS = frozenset(["of", "for", "on", "the", "and"])
_SPLITTERS = frozenset({"and", "the"})
_LONGEST = 14  # words in one name; longer runs of capitals are headlines


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
        if not words.capital[i]:
            i += 1
            continue
        last = _run_end(words, i)
        _read_run(words, i, last, found)
        i = last
    return found


def _run_end(words: Words, first: int) -> int:
    """The end of the run of capitalised words from `first`, with particles and the connectors inside names of bodies."""
    i, has_body = first, False
    body_words = word_set("body_words")
    while i < len(words) and i - first < _LONGEST:
        if i > first and not words.joined(i):
            break
        if i > first and words.opens[i]:
            break
        match = match_at(words, i)
        numbered = i > first and words.word[i].isdigit() and words.low[i - 1] in ("local", "number", "group")
        if words.capital[i] or match or numbered:
            end = match[0] if match else i + 1
            has_body |= any(
                words.low[k] in body_words or words.low[k] in ("secretary", "minister", "head") for k in range(i, end)
            )
            i = end
            continue
        if (
            words.low[i] in ("'s", "’s")
            and words.low[i - 1] in word_set("own_names")
            and i + 1 < len(words)
            and words.capital[i + 1]
        ):
            i += 1  # "People's Party"
            continue
        following = _next_capital(words, i, has_body)
        if following < 0 and has_body and words.low[i] == "and" and _one_body(words, first, i):
            following = i + 1
        if following < 0:
            break
        i = following
    return max(i, first + 1)


def _next_capital(words: Words, i: int, has_body: bool) -> int:
    """Where the run goes on after a particle or connector at `i`, or -1."""
    low = words.low[i]
    if low in _PARTICLES:
        k = i
        while k < len(words) and words.low[k] in _PARTICLES and k - i < 3:
            k += 1
        return k if k < len(words) and words.capital[k] and words.joined(k) else -1
    if low in _CONNECTORS and has_body and low not in _SPLITTERS:
        k = i + 1
        if k < len(words) and words.low[k] == "the":
            k += 1
        return k if k < len(words) and words.capital[k] and words.joined(k) and not words.opens[k] else -1
    return -1


def _one_body(words: Words, first: int, at: int) -> bool:
    """Whether the "and" at word `at` is part of the name from `first` on: "Union of Rail | and | Ferry Staff (URFS)".

    Letters in brackets say so; else the name is a ministry's, a union's or the like "of" two things, and what follows
    stands nowhere else in the text by itself.
    """
    if at + 1 >= len(words) or not words.capital[at + 1] or not words.joined(at + 1) or words.opens[at + 1]:
        return False
    if words.low[first] in word_set("never"):
        first += 1
    k = at + 1
    while k < len(words) and k - at < 9 and (words.capital[k] or words.low[k] in _CONNECTORS):
        k += 1
    if k + 1 < len(words) and words.low[k] == "(" and words.word[k + 1].isupper() and len(words.word[k + 1]) > 2:
        initials = "".join(words.word[i][0] for i in range(first, k) if words.capital[i])
        return initials.startswith(words.word[k + 1][:3])
    if words.low[first] not in word_set("body_words") or words.low[first + 1] not in ("of", "for"):
        return False
    following, closing = words.word[at + 1], words.word[k - 1]
    titled = words.low[at + 1] in word_set("heads") or words.low[at + 1].rstrip(".") in titles()["address"]
    known = following in genders() or match_at(words, at + 1) is not None
    return not titled and not known and following not in words.alone and (closing == following or closing not in words.alone)


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
    if first == last - 1 and words.low[first] in heads | never:
        return
    whole = match_at(words, first)
    if whole and whole[0] >= last:
        _add_entry(words, first, whole[0], whole[1], found)
        return
    head = _last_head(words, first, last)
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
    if low in word_set("never"):
        return words.opens[first] or low not in word_set("also_names")
    if not words.opens[first] or last - first < 2 or low in word_set("modifiers") or words.word[first] in genders():
        return False
    return low.endswith("ing") or low in words.common


def _last_head(words: Words, first: int, last: int) -> int:
    """The end of the title inside a run ("U.S. Secretary of State | John Kerry"), or -1 where there is none."""
    heads, address = word_set("heads"), titles()["address"]
    for i in range(last - 1, first - 1, -1):
        low = words.low[i].rstrip(".")
        if i == last - 1 > first and (words.word[i - 1] in genders() or words.low[i - 1].rstrip(".") in address):
            continue  # a surname that is also a rank: "Sir John Major"
        if low in heads or low in address:
            end = i + 1
            if (
                end + 1 < last
                and words.low[end] == "of"
                and words.low[end + 1] in ("state", "staff", "commons", "defence", "defense")
            ):
                end += 2
            return end
    return -1


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
    while end < last and words.low[end] not in _CONNECTORS:
        end += 1
    found.append(Name(head, end, "person", title=_title_span(words, first, start), address=called))
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


def _mission(words: Words, first: int) -> int:
    """Where "Ambassador to | France" begins before a name at word `first`, -1 if nothing of the kind stands there."""
    k = first
    while k > 0 and first - k < 4 and words.joined(k) and words.capital[k - 1]:
        k -= 1
    if (
        first - k in (1, 2, 3)
        and k >= 2
        and words.low[k - 1] in ("to", "for", "of", "in")
        and words.low[k - 2] in word_set("heads")
    ):
        return k - 1
    return -1


def _title_span(words: Words, first: int, last: int) -> tuple[int, int] | None:
    """The title that ends before word `last`, begun in capitals at `first` and taken back over lower-case words of titles."""
    heads, modifiers = word_set("heads"), word_set("modifiers")
    i, seen = first, first < last
    if not seen and (mission := _mission(words, first)) >= 0:
        i, seen = mission, True
    elif not seen and (first == 0 or words.low[first - 1] not in heads or not words.joined(first) or words.opens[first]):
        return None
    while i > 0 and first - i < 12 and words.joined(i) and not words.opens[i]:
        low = words.low[i - 1]
        if (
            low in heads
            or low in modifiers
            or low in ("'s", "’s", "-")
            or (low in ("'", "’") and i - 2 >= 0 and words.capital[i - 2] and words.low[i - 2].endswith("s"))
        ):
            seen = True
        elif words.opens[i - 1] and (low in word_set("never") or low in words.common or low.endswith("ing")):
            break
        elif not (words.capital[i - 1] and seen) and match_at(words, i - 1) is None:
            inside = low in ("of", "for") and i - 2 >= 0 and words.low[i - 2] in heads
            if not inside or any(words.low[k] in heads for k in range(i, last)):
                break  # "a spokesman for | Chancellor X" is not X's title
        i -= 1
    return (i, last) if i < last and any(words.low[k] in heads for k in range(i, last)) else None


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
    while start < last and words.low[start] in _CONNECTORS:
        start += 1
    if start < last:
        titled = _title_span(words, start, start)
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
