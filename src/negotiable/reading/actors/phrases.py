"""What a noun phrase says: its head, whether it is definite, plural, a pronoun; the roles that stand beside a name."""

from dataclasses import dataclass

from negotiable.reading.actors.gazetteer import word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.words import Words

DEFINITE = word_set("definite")
INDEFINITE = word_set("indefinite")
PRONOUNS = word_set("pronouns")
_STOPS = word_set("phrase_ends")
_VERBS = word_set("verbs")
_PARTICIPLES = frozenset(
    ["citing", "quoting", "accusing", "telling", "calling", "urging", "saying", "including", "backed", "flanked"]
)
_MANY = frozenset(["thousands", "hundreds", "dozens", "scores", "millions", "tens", "number", "handful", "crowd"])
_REACH = 28  # words that an apposition may have


@dataclass(slots=True)
class Phrase:
    """A noun phrase in word numbers. `head`: number of its head word, -1 if none; `definite`: None where no article tells."""

    first: int
    last: int
    head: int
    definite: bool | None
    plural: bool
    capital: bool = False


def read_phrase(words: Words, first: int, last: int) -> Phrase:
    """The head and article of words [first, last)."""
    low = words.low
    start, definite = first, None
    while start < last and (low[start] in DEFINITE or low[start] in INDEFINITE) and (start + 1 < last or low[start] in DEFINITE):
        definite = low[start] in DEFINITE if definite is None else definite
        start += 1
    if start + 2 < last and low[start] in _MANY and low[start + 1] == "of":
        start += 2  # "thousands of protesters" are protesters
    end = start
    while end < last and (low[end] not in _STOPS or (end > start and low[end] == "-")):
        end += 1
    if end + 1 < last and low[end] == "of" and low[end + 1] == "state":
        end += 2
    head = _head(words, start, end)
    named = last - 1 > start and low[last - 1] in word_set("heads") and words.capital[last - 1]
    if named and all(words.capital[k] or low[k] in ("of", "the", "'s", "’s") for k in range(start, last)):
        head = last - 1  # "the House of Commons Speaker": the preposition belongs to a name
    if definite is None and any(low[k] in ("'s", "’s") for k in range(start, max(start, head))):
        definite = True
    plural = head >= 0 and low[head] in word_set("groups") and low[head] not in word_set("heads")
    return Phrase(first, last, head, definite, plural)


def _head(words: Words, start: int, end: int) -> int:
    heads, groups = word_set("heads"), word_set("groups")
    if end > start and words.low[end - 1] in word_set("speech_nouns"):
        return end - 1
    for k in range(end - 1, start - 1, -1):
        if words.low[k] in heads or words.low[k] in groups:
            if words.low[k] == "state" and k >= start + 2 and words.low[k - 1] == "of":
                continue
            return k
    return end - 1 if end > start else -1


def is_role(words: Words, first: int, last: int) -> bool:
    """Whether words [first, last) read as a role: a head of a title before any preposition."""
    if first >= last or words.low[first] in _PARTICIPLES or words.low[first] in ("through", "via"):
        return False  # "X, through a spokesman, said"
    phrase = read_phrase(words, first, last)
    if phrase.head < 0 or words.low[phrase.head] not in word_set("heads"):
        return False
    heads, modifiers = word_set("heads"), word_set("modifiers")
    for k in range(first, min(phrase.head + 1, last - 1)):
        following = words.low[k + 1]
        if words.low[k] in heads and words.capital[k + 1] and following not in heads and following not in modifiers:
            return False  # the next in a list of persons: "…, President Jane Roe and …"
    return not any(words.low[k] in _VERBS for k in range(first, phrase.head))


def is_speech(words: Words, first: int, last: int) -> bool:
    """Whether words [first, last) name words spoken or written ("X's comments"), not a speaker."""
    phrase = read_phrase(words, first, last)
    return phrase.head >= 0 and words.low[phrase.head] in word_set("speech_nouns")


def apposition_after(words: Words, name: Name) -> tuple[int, int] | None:
    """The role after a person's name: "X, chair of the committee,", "X, who is chair of …", "X (chair)"."""
    k = name.last
    if k >= len(words) or not words.joined(k) or words.low[k] not in (",", "(", "–", "—", "-"):
        return None
    first = k + 1
    if first + 2 < len(words) and words.low[first] == "who" and words.low[first + 1] in ("is", "was", "heads", "leads", "chairs"):
        first += 2
    last = _segment_end(words, first)
    if not is_role(words, first, last):
        return None
    return first, _with_institution(words, last)


def _segment_end(words: Words, first: int) -> int:
    last = first
    while last < len(words) and last - first < _REACH and words.paragraph[last] == words.paragraph[first - 1]:
        low = words.low[last]
        if low in (",", ".", ";", ":", ")", "–", "—", "“", '"', "”", "?", "!") or low in _VERBS:
            break
        if low in ("'", "‘") and last + 1 < len(words) and words.start[last + 1] == words.end[last]:
            break
        last += 1
    return last


def _with_institution(words: Words, last: int) -> int:
    """Take in ", Asia-Pacific, at the bank" after a role."""
    end = last
    for _ in range(2):
        if end + 1 >= len(words) or words.low[end] != ",":
            break
        following = _segment_end(words, end + 1)
        if words.low[end + 1] in ("at", "of", "for", "with", "from") and following - end < 12:
            return following
        if not words.capital[end + 1] or following - end > 4 or following >= len(words) or words.low[following] != ",":
            break
        end = following
    return last


def apposition_before(words: Words, name: Name) -> tuple[int, int] | None:
    """The role before a person's name: "the union's chief negotiator, X," with nothing but a comma between."""
    k = name.title[0] if name.title else name.first
    if k < 3 or words.low[k - 1] != "," or words.sentence[k - 1] != words.sentence[k]:
        return None
    if (
        name.last < len(words)
        and words.low[name.last] not in (",", ".", "”", '"', "'", "’", ":", ")")
        and words.low[name.last] not in _VERBS
    ):
        return None
    last = k - 1
    first = last
    while first > 0 and last - first < _REACH and words.sentence[first - 1] == words.sentence[last]:
        low = words.low[first - 1]
        if (
            low in (",", ";", ":", "“", '"', "”", "(", ")")
            or low in _VERBS
            or low in ("by", "and", "but", "when", "while", "with")
            or (low == "to" and words.low[first - 2] not in word_set("heads"))  # but "ambassador to Oman, X,"
        ):
            break
        first -= 1
    if first < last and words.low[first] in ("that", "as"):
        first += 1
    if first + 1 < last and words.low[first].endswith("ed") and words.low[first + 1] in INDEFINITE | DEFINITE:
        first += 1  # "joked | a driver, X"
    return (first, last) if is_role(words, first, last) else None


def institution_after(words: Words, name: Name) -> tuple[int, int] | None:
    """The body beside a name: "X of the union", "X, of the union", "X at the bank", "X from the ministry"."""
    k = name.last
    if k < len(words) and words.low[k] == ",":
        k += 1
        if (
            k + 2 < len(words)
            and words.low[k] == "who"
            and words.low[k + 1] in ("chairs", "heads", "leads", "runs", "represents")
        ):
            return k + 2, _segment_end(words, k + 2)
        if k < len(words) and words.low[k] == "who":
            return _works_now(words, k)
    if k + 1 >= len(words) or not words.joined(k) or words.low[k] not in ("of", "at", "from", "with"):
        return None
    first = k + 1
    last = _segment_end(words, first)
    return (first, last) if any(words.capital[i] for i in range(first, min(first + 2, last))) else None


def _works_now(words: Words, who: int) -> tuple[int, int] | None:
    """The body in "X, who led the talks in 2014 and is now a partner at Y"."""
    _, last = words.sentence_span(words.sentence[who])
    for k in range(who, min(last - 1, who + 2 * _REACH)):
        if words.low[k] == "is" and words.low[k + 1] == "now":
            end = _segment_end(words, k + 2)
            at = next((i for i in range(k + 2, end) if words.low[i] in ("at", "of", "with")), end)
            return (at + 1, end) if at + 1 < end else None
    return None
