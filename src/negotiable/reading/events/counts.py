"""The headline number of a clause: "174 drones", "at least twelve people", "£18bn", "two dozen arrests"."""

import re
from dataclasses import dataclass

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000,
}  # fmt: skip
_WORD = "|".join([*_UNITS, *_TENS])
_SCALE = "dozen|hundred|thousand|million|billion|trillion"
_NUMBER = re.compile(
    rf"""(?<![\w.,/:-])(?P<money>[£$€]|US\$)?
    (?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}})(?P<decimal>\.\d{{1,4}})?(?:\s?(?P<short>m|mn|bn|tn|k)\b|[\s-](?P<scale>{_SCALE})\b)?
      |\b(?P<quarter>a\squarter\sof\sa|half\sa)\s(?P<q_scale>million|billion|dozen)\b
      |\b(?P<words>(?:{_WORD})(?:[\s-](?:{_WORD}|and|{_SCALE})\b){{0,6}}|a\s(?:{_SCALE})\b)\b)
    (?P<percent>\s?%|\spercent\b|\sper\scent\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LARGE = 1_000_000  # a smaller sum is a price or a wage
_NOT_COUNTED = re.compile(
    r"[\s-](?:or\s\w+[\s-])?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|century|am|a\.m|pm|p\.m|km|kilomet\w+|miles?|"
    r"met(?:er|re)s?|feet|foot|degrees?|points?|times|G|rounds?\sof|th|st|nd|rd|ET|GMT|year-old|of the|sides?|side)\b"
    r"|(?:th|st|nd|rd)\b|-(?:year|month|week|day|hour|point|nation|party|way|member|foot|time|decade)|\sto\s\d",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?|\b(?:Section|Article|Resolution|No\.?|Number|Chapter|Route|page|aged?))\s$"
)
_TIME_BEFORE = re.compile(r"\b(?:in|since|until|by|last|past|next|first|for)\s$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s(?:\w+\s){0,2}(?:people|men|women|children|civilians|soldiers|officers|troops|police\w*|workers|prisoners|hostages|protesters|migrants|"
    r"refugees|killed|dead|wounded|injured|deaths|journalists|fighters|militants|drones|missiles|ships|vessels|tankers|aircraft|jets|reporters|detainees|sailors|pilots|rebels|nurses|doctors|teachers|"
    r"miners|drivers|residents|villagers|lawmakers|[A-Z][a-z]+(?:ans|is|ese))\b"
)
_HEDGE = re.compile(
    r"\b(at\s(?:least|most)|more\sthan|fewer\sthan|less\sthan|as\smany\sas|up\sto|close\sto|an\sestimated|about|around|some|nearly|almost|over"
    r"|under|roughly|approximately)\s(?:the\s)?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s((?:[^\W\d_][\w'’-]*\s){0,2}?(?:people|men|women|children|police|troops|staff|cattle|[a-z][\w-]*(?<!s)s))\b"
)
_NO_THING = frozenset("was is has its his this as others".split())
_CURRENCY = {"£": "GBP", "€": "EUR", "$": "USD", "US$": "USD"}
_MONTH_AFTER = re.compile(r"\s(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)")


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number that counts something; `kind`: count | money | percent. `of`: the thing counted or an ISO 4217 currency, as far as
    the words beside it tell; `hedge`: "at least", "about"."""

    start: int
    end: int
    value: int
    kind: str
    of: str | None = None
    hedge: str | None = None


def find_counts(text: str, start: int = 0, end: int | None = None) -> tuple[CountMention, ...]:
    """The numbers of `text[start:end]` that count things, money or percent, in order; dates, ages and durations are left out."""
    found = []
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        value = _value(match)
        if value is None or not match.group().strip():
            continue
        kind = "percent" if match.group("percent") else "money" if match.group("money") else "count"
        if kind == "count" and _is_other(text, match, value):
            continue
        found.append(CountMention(*match.span(), value, kind, _thing(text, match), _hedge(text, match.start())))
    return tuple(found)


def headline_count(text: str, start: int, end: int, near: int) -> CountMention | None:
    """The number that the clause `text[start:end]` reports, None if there is none: counted people and things before
    large sums of money, then the one closest to `near`."""
    found = find_counts(text, start, end)
    counts = [c for c in found if c.kind == "count"] or [c for c in found if c.kind == "money" and c.value >= _LARGE]
    return min(counts, key=lambda c: (c.value < 3, abs(c.start - near))) if counts else None


def only_people(text: str, start: int, end: int) -> CountMention | None:
    """The number of people that `text[start:end]` gives, None if it gives none or several."""
    values = {c.value: c for c in find_counts(text, start, end) if c.kind == "count" and _PEOPLE.match(text, c.end)}
    return next(iter(values.values())) if len(values) == 1 else None


def _thing(text: str, match: re.Match[str]) -> str | None:
    """What a number counts, by the words after it: "174 drones", "40 young dockers"; the currency of a sum."""
    if match.group("percent"):
        return None
    if money := match.group("money"):
        return _CURRENCY[money.upper()]
    after = _COUNTED.match(text, match.end(), match.end() + 60)
    return after[1] if after and _NO_THING.isdisjoint(after[1].lower().split()) else None


def _hedge(text: str, start: int) -> str | None:
    before = _HEDGE.search(text, max(0, start - 20), start)
    return " ".join(before[1].lower().split()) if before else None


def _value(match: re.Match[str]) -> int | None:
    if match.group("digits"):
        number = float(match.group("digits").replace(",", "") + (match.group("decimal") or ""))
        scale = (match.group("scale") or match.group("short") or "").lower()
        value = number * _SCALES.get(scale, 1)
        return round(value) if value == round(value) or scale else None
    if match.group("quarter"):
        share = 0.25 if "quarter" in match.group("quarter").lower() else 0.5
        return int(share * _SCALES[match.group("q_scale").lower()])
    return words_to_number(match.group("words"))


def words_to_number(words: str) -> int | None:
    """ "two hundred and five" → 205; None if it is no number."""
    total, current, seen = 0, 0, False
    for word in re.split(r"[\s-]+", words.lower()):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred" or word == "dozen":
            current = max(1, current) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(1, current) * _SCALES[word], 0
        elif word not in ("a", "and"):
            return None
        else:
            continue
        seen = True
    return total + current if seen else None


def _is_other(text: str, match: re.Match[str], value: int) -> bool:
    """Whether the number is a date, an age, a duration, a lone "one" or the like."""
    after, before = text[match.end() : match.end() + 16], text[max(0, match.start() - 12) : match.start()]
    if value < 2 or _NOT_COUNTED.match(after) or _MONTH_AFTER.match(after):
        return True
    year = match.group("digits") and 1900 <= value <= 2099 and "," not in match.group()
    if year or _LABEL_BEFORE.search(before) or (value == 2 and not _PEOPLE.match(text, match.end())):
        return True
    return bool(_TIME_BEFORE.search(before)) and not match.group("scale") and not re.match(r"\s[a-zA-Z]", after)
