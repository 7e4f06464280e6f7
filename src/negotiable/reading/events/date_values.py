"""What day, month, year or range the words of a date mean, counted from the day of publication."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one",
            "two couple",
            "three few several recent",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}

_YEAR_NAMED = timedelta(240)  # a day so long past is written with its year
_SOON = timedelta(120)

Resolver = Callable[[re.Match[str], date | None, bool | None], str | None]
"""(match, day of publication, whether the clause speaks of what is to come) → ISO value."""


def _iso(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    return date.fromisoformat(match.group("iso")).isoformat()


def _day_of_month(prefix: str) -> Resolver:
    def resolve(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
        month = _month_number(match.group(prefix + "_m"))
        first, last = (_digits(match.group(prefix + part)) for part in ("_a", "_b"))
        year = match.group(prefix + "_y")
        if year:
            days = [date(int(year), month, day) for day in (first, last) if day]
        elif base:
            days = [_nearest(base, month, day, future) for day in (first, last) if day]
        else:
            return None
        return "/".join(day.isoformat() for day in days)

    return resolve


def _month_of_year(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    year = match.group("my_y")
    if not year.isdigit():
        if not base:
            return None
        year = str(base.year + {"last": -1, "this": 0, "next": 1}[year.split()[0]])
    return f"{year}-{_month_number(match.group('my_m')):02d}"


def _bare_month(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    month = _month_number(match.group("m_m"))
    if future is None:
        future = 0 < (month - base.month) % 12 < 5
    return _month_near(base, month, 1 if future else 0)


def _relative_month(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    month, word = _month_number(match.group("rel_m_m")), match.group("rel_m_w")
    if word == "this":
        return f"{base.year}-{month:02d}"
    return _month_near(base, month, -1 if word == "last" else 2)


def _ago(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    number, unit = _number(match.group("ago_n")), match.group("ago_u")
    return _shifted(base, unit, -number) if base else None


def _past_or_coming(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    """ "in the last two weeks": from then to the day of publication."""
    if not base:
        return None
    ahead = match.group("span_w") in ("next", "coming")
    few = "few" if match.group("span_w") == "recent" else "one"
    number, unit = _number(match.group("span_n") or few), match.group("span_u")
    other = _moved(base, unit, number if ahead else -number)
    first, last = (base, other) if ahead else (other, base)
    return f"{first.isoformat()}/{last.isoformat()}"


def _weekend(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    words = match.group("weekend")
    saturday = base - timedelta((base.weekday() - 5) % 7)
    if "next" in words or "coming" in words or (future and base.weekday() < 5):
        saturday += timedelta(7)
    elif base.weekday() >= 5 and "last" in words:
        saturday -= timedelta(7)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def _season(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    first, last = _SEASONS[match.group("season_s")]
    year, word = base.year, match.group("season_w")
    if word == "last" and base.month <= last:
        year -= 1
    elif word == "next" and base.month >= first:
        year += 1
    end_year, end_month = (year + 1, last - 12) if last > 12 else (year, last)
    return f"{year}-{first:02d}/{end_year}-{end_month:02d}"


def _relative(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    word, unit = match.group("rel_w"), match.group("rel_u")
    if unit in ("morning", "afternoon", "evening"):
        return base.isoformat()
    if unit == "night":
        return (base - timedelta(word == "last")).isoformat()
    return _shifted(base, unit, {"next": 1, "this": 0}.get(word, -1))


def _in_week(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    return _shifted(base, "week", 0) if base else None


def _end_of(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    return _shifted(base, match.group("end_u"), 0) if base else None


def _weekday(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    day, word = _WEEKDAYS.index(match.group("wd_d").lower()[:3]), match.group("wd_w")
    if word == "next" or (word != "last" and future):
        ahead = (day - base.weekday()) % 7
        return (base + timedelta(ahead or (7 if word == "next" else 0))).isoformat()
    back = (base.weekday() - day) % 7
    return (base - timedelta(back or (7 if word == "last" else 0))).isoformat()


def _near(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    if not base:
        return None
    word = match.group("near")
    if word == "overnight":
        return f"{(base - timedelta(1)).isoformat()}/{base.isoformat()}"
    return (base + timedelta({"yesterday": -1, "tomorrow": 1}.get(word, 0))).isoformat()


def _year(match: re.Match[str], base: date | None, future: bool | None) -> str | None:
    return match.group("y")


RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "dm": _day_of_month("dm"),
    "md": _day_of_month("md"),
    "my": _month_of_year,
    "rel_m": _relative_month,
    "ago": _ago,
    "span": _past_or_coming,
    "weekend": _weekend,
    "season": _season,
    "rel": _relative,
    "in_week": _in_week,
    "end_of": _end_of,
    "wd": _weekday,
    "near": _near,
    "m": _bare_month,
    "y": _year,
}


def _month_number(word: str) -> int:
    return _MONTHS.index(word.lower()[:3]) + 1


def _digits(word: str | None) -> int:
    return int(re.sub(r"\D", "", word)) if word else 0


def _number(word: str) -> int:
    return int(word) if word.isdigit() else next((n for w, n in _NUMBERS.items() if w and w in word.split()[:2][-1:]), 2)


def _nearest(base: date, month: int, day: int, future: bool | None) -> date:
    """The last such day up to `base`, or the next one; the nearer of the two where the clause does not tell."""
    here = date(base.year, month, min(day, calendar.monthrange(base.year, month)[1]))
    if day != here.day:
        raise ValueError(f"no day {day} in month {month}")
    last = here if here <= base else _of_year(here, base.year - 1)
    coming = here if here >= base else _of_year(here, base.year + 1)
    if future is None or (not future and base - last > _YEAR_NAMED and coming - base < _SOON):
        return coming if coming - base < base - last else last
    return coming if future else last


def _of_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _month_near(base: date, month: int, direction: int) -> str:
    """direction: -1 before this month, 0 up to this month, 1 from this month, 2 after it."""
    year = base.year
    if direction <= 0 and (month > base.month or (direction < 0 and month == base.month)):
        year -= 1
    elif direction > 0 and (month < base.month or (direction == 2 and month == base.month)):
        year += 1
    return f"{year}-{month:02d}"


def _moved(base: date, unit: str, number: int) -> date:
    if unit in ("day", "night"):
        return base + timedelta(number)
    if unit in ("week", "weekend"):
        return base + timedelta(7 * number)
    months = number * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    total = base.year * 12 + base.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def _shifted(base: date, unit: str, number: int) -> str:
    """The day, week (Monday/Sunday), month or year that lies `number` units from `base`."""
    moved = _moved(base, unit, number)
    if unit in ("day", "night"):
        return moved.isoformat()
    if unit in ("week", "weekend"):
        monday = moved - timedelta(moved.weekday())
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    if unit == "month":
        return moved.isoformat()[:7]
    if unit == "quarter":
        first = 3 * ((moved.month - 1) // 3) + 1
        return f"{moved.year}-{first:02d}/{moved.year}-{first + 2:02d}"
    return moved.isoformat()[:4]
