"""Titles before a person's name: where one ends inside a run of capitals, and how far it goes back before it."""

from negotiable.reading.actors.gazetteer import genders, match_at, titles, word_set
from negotiable.reading.actors.words import Words


def last_head(words: Words, first: int, last: int) -> int:
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


def title_span(words: Words, first: int, last: int) -> tuple[int, int] | None:
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
