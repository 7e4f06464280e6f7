"""How far a run of capitalised words goes: with particles inside names, and with "of" and "and" inside those of bodies."""

from negotiable.reading.actors.gazetteer import genders, match_at, titles, word_set
from negotiable.reading.actors.words import Words

CONNECTORS = frozenset(["of", "for", "on", "the", "and"])
_PARTICLES = word_set("particles")
_SPLITTERS = frozenset({"and", "the"})
_LONGEST = 14  # words in one name; longer runs of capitals are headlines


def run_end(words: Words, first: int) -> int:
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
    if low in CONNECTORS and has_body and low not in _SPLITTERS:
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
    while k < len(words) and k - at < 9 and (words.capital[k] or words.low[k] in CONNECTORS):
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
