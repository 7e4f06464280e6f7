"""Bodies that speak for a trade or for business as a whole: "British Chambers of Commerce (British business)"."""

from collections.abc import Iterable

from negotiable.reading.actors.gazetteer import match_at, short_forms, word_set
from negotiable.reading.actors.words import Words

_TELLING = 10  # words after a name that may say what the body is
_ENDS = word_set("verbs") | frozenset([".", ";", ":"])
_MENTIONS = 5  # mentions that are looked at


def interest(words: Words, mentions: Iterable[tuple[int, int]]) -> str | None:
    """Whom a body of these mentions represents, "US business" or "business", None if it is no such body.

    Its name says so ("Chamber of Commerce", "Trade Council"), or what stands beside it ("…, an industry association,").
    The country is the one in the name, before the description, or where the body is based.
    """
    first_ones = sorted(mentions)[:_MENTIONS]
    if not any(_named_so(words.low[first:last]) or _called_so(words, last) for first, last in first_ones):
        return None
    country = next((c for first, last in first_ones if (c := _country(words, first, last))), None)
    return f"{country} business" if country else "business"


def _named_so(low: list[str]) -> bool:
    return (bool(word_set("business_names") & set(low[:-1])) and bool(word_set("business_bodies") & set(low[1:]))) or (
        "commerce" in low[2:] and low[-1] == "commerce" and bool({"chamber", "chambers"} & set(low))
    )


def _called_so(words: Words, last: int) -> bool:
    """ "…, the employers' group," "(BFT) trade body": beside the name, before any verb."""
    end = _segment(words, last)
    return any(
        words.low[k] in word_set("business_names") and words.low[k + 1] in word_set("business_bodies")
        for k in range(last, end - 1)
    )


def _segment(words: Words, last: int) -> int:
    k = last
    while k < len(words) and k - last < _TELLING and words.joined(k) and words.low[k] not in _ENDS:
        k += 1
    return k


def _country(words: Words, first: int, last: int) -> str | None:
    """ "British", "US": an adjective or letters for the country of a body whose name is in words [first, last)."""
    if words.low[first] == "the":
        first += 1
    own = match_at(words, first)
    if own and own[0] < last and own[1][0].kind != "body":
        country = own[1][0].party or ""
        adjective = any(entry.kind == "adjective" for entry in own[1])
        return words.slice(first, own[0]) if adjective else short_forms().get(country, country)
    end = _segment(words, last)
    for k in range(last, end):
        based = "based" in words.low[last:k] or words.low[k + 1 : k + 2] == ["'s"] or words.low[k + 1 : k + 2] == ["’s"]
        match = match_at(words, k) if words.capital[k] and based else None
        if match and match[1][0].kind != "body":
            country = match[1][0].party or ""
            return short_forms().get(country, country)
    return None
