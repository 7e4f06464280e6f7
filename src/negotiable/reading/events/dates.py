"""Which dates a text names, resolved from the day it was published: "on Sunday night", "last month", "since 2011"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from negotiable.reading.events.date_values import RESOLVERS
from negotiable.reading.events.tense import is_future

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?|July?|Aug(?:ust|\.)|"
    r"Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_UNIT = r"(?:day|night|week|weekend|month|quarter|year|decade)"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a\s)?couple\sof|few|several)"

_DATE = re.compile(
    rf"""\b(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)\b
  | (?P<dm>(?P<dm_a>{_DAY})(?:\s?(?:-|–|to|and)\s?(?P<dm_b>{_DAY}))?\s(?:of\s)?(?P<dm_m>{_MONTH})\b
        (?:,?\s(?P<dm_y>{_YEAR})\b)?)
  | (?P<md>(?P<md_m>{_MONTH})\s(?P<md_a>{_DAY})(?:\s?(?:-|–|to|and)\s?(?P<md_b>{_DAY}))?
        (?![\d:.,]?\d|\s?(?:percent|%|million|billion))
        (?:,?\s(?P<md_y>{_YEAR})\b)?)
  | (?P<my>(?P<my_m>{_MONTH}),?\s(?:of\s)?(?P<my_y>{_YEAR}|last\syear|this\syear|next\syear)\b)
  | (?P<rel_m>(?P<rel_m_w>last|next|this)\s(?P<rel_m_m>{_MONTH})\b(?!\s[A-Z]))
  | (?P<ago>(?P<ago_n>{_COUNT})\s(?P<ago_u>{_UNIT})s?\s(?:ago|earlier)\b)
  | (?P<span>(?:over|in|during|for|within)\s(?:the\s)?(?P<span_w>last|past|next|coming|recent)\s
        (?:(?P<span_n>{_COUNT})\s)?(?P<span_u>{_UNIT})s?\b)
  | (?P<weekend>(?:over|at|during|this|last|next)\s(?:the\s)?(?:last\s|past\s|coming\s)?weekend\b)
  | (?P<season>(?P<season_w>last|next|this)\s(?P<season_s>spring|summer|autumn|fall|winter)\b)
  | (?P<rel>(?P<rel_w>last|past|next|this|previous)\s(?P<rel_u>week|month|year|night|decade|quarter|afternoon|morning|evening)\b)
  | (?P<in_week>(?:earlier|later)\s(?:in\s)?the\sweek\b)
  | (?P<end_of>end\sof\s(?:the\s)?(?P<end_u>week|month|year)\b)
  | (?P<wd>(?:(?P<wd_w>last|next|this)\s)?(?P<wd_d>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
        (?:\s(?:night|morning|afternoon|evening)\b)?(?!\s(?:Times|Telegraph|Mirror|Mail|Express|Herald|Post)))
  | (?P<near>(?:yesterday|today|tonight|tomorrow|overnight)\b(?!'s\s(?:world|generation)))
  | (?P<m>(?<!\bMr\s)(?P<m_m>{_MONTH})\b)
  | (?P<y>(?<=\bin\s){_YEAR}\b|(?<=\bsince\s){_YEAR}\b|(?<=\bby\s){_YEAR}\b|(?<=\buntil\s){_YEAR}\b
        |(?<=\bfrom\s){_YEAR}\b|(?<=\bduring\s){_YEAR}\b|(?<=\bearly\s){_YEAR}\b|(?<=\blate\s){_YEAR}\b
        |(?<=\bmid-){_YEAR}\b|(?<=\bbefore\s){_YEAR}\b|(?<=\bafter\s){_YEAR}\b)
    )""",
    re.VERBOSE,
)
# A capital letter opens a sentence; the words of _DATE are written small
_CAPITAL = re.compile(
    r"\b(?:Last|Next|This|Over|During|In|Within|For|Since|By|Until|From|Early|Late|Before|After|Earlier|Later|Yesterday|Today|Tonight|Tomorrow"
    r"|Overnight|Two|Three|Four|Five|Six|A)\b"
)
_ISO_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_SINCE = re.compile(r"\bsince\s(?:at\sleast\s|the\s|early\s|late\s|mid-)?$")
_EITHER = frozenset(("wd", "m", "dm", "md", "weekend"))  # past or to come, as the clause tells
_AMBIGUOUS = {"may", "mar", "apr", "jun", "jan", "aug"}  # also a verb, a surname or a given name
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|during|of|early|late|mid|through|to|between|before|after|for|a|the|its|their|planned)\b[\s-])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `text[start:end]` names it; `value` is an ISO day, month or year, "a/b" for a range, or None where
    it cannot be resolved (a relative date with no day of publication, a day that does not exist). `last` and `coming`: what it
    would be of something past or to come, where that is not the same."""

    start: int
    end: int
    value: str | None
    last: str | None = None
    coming: str | None = None


@lru_cache(maxsize=1)  # asked for by the events, then by the codes
def find_dates(text: str, published: str | None) -> tuple[DateMention, ...]:
    """The dates that `text` names, in order. `published`: the ISO day that relative dates count from, None if unknown.

    A weekday, day or month without a year is the last one up to `published`, or the next one where the clause speaks of
    what is to come.
    """
    base = _day(published)
    small = _CAPITAL.sub(lambda m: m.group().lower(), text)
    found = []
    for match in _DATE.finditer(small):
        kind = next(name for name in RESOLVERS if match.group(name) is not None)
        if kind == "m" and not _is_month(small, match):
            continue
        value = _resolve(kind, match, base, is_future(small, match.start(), match.end()))
        if value and base and _SINCE.search(small, max(0, match.start() - 20), match.start()) and "/" not in value:
            value = f"{value}/{base.isoformat()}" if value <= base.isoformat() else value
        last, coming = (_resolve(kind, match, base, future) for future in (False, True)) if kind in _EITHER else (value, value)
        found.append(DateMention(*match.span(kind), value, last, coming))
    return tuple(found)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value and _ISO_DAY.match(value) else None
    except ValueError:
        return None


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a bare "May" or "March" is the month: the others are, unless another capital stands before them."""
    before = text[max(0, match.start() - 12) : match.start()]
    if _MONTH_BEFORE.search(before):
        return True
    named = re.search(r"[A-Z]\w+\s$", before) or re.match(r"\s[A-Z]", text[match.end() : match.end() + 2])
    return match.group("m_m").lower()[:3] not in _AMBIGUOUS and not named


def _resolve(kind: str, match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    try:
        return RESOLVERS[kind](match, base, future)
    except (ValueError, OverflowError):
        return None
