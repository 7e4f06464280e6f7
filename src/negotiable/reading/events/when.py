"""When an event is told to take place: by a date of its clause or sentence, or by reference to what was told before."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from negotiable.reading.events.clauses import Clause
from negotiable.reading.events.dates import DateMention
from negotiable.reading.events.happenings import Candidate, Ground
from negotiable.reading.events.retold import is_again, keys
from negotiable.reading.events.signs import signs
from negotiable.reading.events.tense import verdict
from negotiable.terms import Report

_APART = frozenset(("after", "before", "since", "despite", "following"))  # what these clauses tell has a time of its own
_LATER = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?)\s$")
_LONG_AFTER = re.compile(r"\b(?:weeks?|months?|years?|decades?)\s$")
_CARRY = 2  # sentences over which a date is kept
_STORY = 6  # sentences over which the day of the story is
_WEEK = 7  # days
_REACH = 200  # characters between an event and a date in which a verb is looked for
_AT_ONE_TIME = frozenset(("ASSAULT", "CONSULT", "PROTEST", "REJECT", "RETREAT", "COERCE", "CONCEDE"))  # a treaty or aid goes on
_NEWS = frozenset(("ASSAULT", "CONSULT", "PROTEST", "REJECT", "RETREAT", "CONCEDE", "MOBILIZE"))
_HISTORY = signs("history")
_LEFT_OPEN = frozenset(("to", "must"))
_NOW = signs("now")
_TIMELESS = signs("timeless")
_DETERMINERS = signs("determiners")
_AUXILIARY = signs("auxiliary-of-what-comes")
_NEXT = signs("next")
_ARRANGED = signs("arranged")
_INTENT = signs("coming") | signs("intent")


class When:
    """Dates of the events of one report; ask in the order of the text, as an answer may rest on those before."""

    def __init__(self, report: Report, ground: Ground) -> None:
        self._text, self._ground = report.text, ground
        self._published = _day(report.published)
        self._dated: dict[tuple[str, str], str] = {}  # by type and word
        self._last_date: tuple[int, int, str] | None = None  # sentence, position, value

    def date(self, candidate: Candidate) -> str | None:
        """The nearest date of the clause, then of the sentence ("today's call" is of the call alone); for "the talks" the date
        they had before; for an event told on in the past tense the date before it; else the day of the story; else, for news,
        the week up to publication."""
        value = self._date(candidate) or self._of_the_story(candidate) or self._in_the_news(candidate)
        if value:
            self._dated |= dict.fromkeys(keys(candidate), value)
        return value

    def _date(self, candidate: Candidate) -> str | None:
        clause, hit = candidate.clause, candidate.hit
        trigger, opening = clause.words[hit.last], clause.words[0].lower
        here = self._fitting(candidate, self._ground.dates_in(clause.start, clause.end))
        if not here and not self._has_its_own_time(clause):
            around = self._ground.dates_in(*clause.sentence)
            here = self._fitting(candidate, [d for d in around if not self._text.startswith(("'s ", "’s "), d.end)])
        if here:
            value = min(
                here, key=lambda d: (d.start - trigger.end) if d.start >= trigger.end else (trigger.start - d.start) * 1.5
            ).value
            self._last_date = (clause.number, clause.start, value or "")
            return value
        if is_again(candidate) and (known := self._dated.get((hit.trigger.type, trigger.lower))):
            return known
        if not self._last_date or hit.trigger.noun or opening in _APART:
            return None
        number, start, value = self._last_date
        near = 0 < clause.number - number <= _CARRY and "\n" not in self._text[start : clause.start]
        return value if near else None

    def _has_its_own_time(self, clause: Clause) -> bool:
        """ "before …", "two days after …": not when the rest of the sentence takes place."""
        opening = clause.words[0].lower
        if opening in ("after", "following"):
            return _LATER.search(self._text, max(0, clause.start - 12), clause.start) is not None
        return opening in _APART

    def _fitting(self, candidate: Candidate, dates: Sequence[DateMention]) -> list[DateMention]:
        """The dates that can be its own, each as what is past or to come: by the verbs between, else by the event's tense."""
        if not self._published:
            return [d for d in dates if d.value]
        words, hit = candidate.clause.words, candidate.hit
        first, last = words[hit.first], words[hit.last]
        (ahead, certain), today = _tense(candidate), self._published.isoformat()
        found = []
        for mention in dates:
            value = mention.value
            if ahead is not None and value:
                low, high = (last.end, mention.start) if mention.start >= last.end else (mention.end, first.start)
                between = verdict(self._text, low, min(high, low + _REACH))
                if between is None and mention.last != mention.coming:
                    value = mention.coming if ahead else mention.last
                day = value and value.split("/")[-1 if ahead else 0]
                if certain and day and (day < today[: len(day)] if ahead else day > today[: len(day)]):
                    continue
            if value:
                found.append(replace(mention, value=value))
        return found

    def _of_the_story(self, candidate: Candidate) -> str | None:
        """The day of the story: that of publication for "is visiting"; for what took place at one time, the day named last, if
        that is a day of the week up to publication and stands close by."""
        clause, hit = candidate.clause, candidate.hit
        words = [w.lower for w in clause.words]
        if not self._published:
            return None
        if (
            not hit.trigger.noun
            and words[hit.first].endswith("ing")
            and not _NOW.isdisjoint(words[max(0, hit.first - 1) : hit.first])
        ):
            return self._published.isoformat()
        around = words[max(0, hit.first - 8) : hit.last + 6]
        if (
            hit.trigger.type not in _AT_ONE_TIME
            or not _TIMELESS.isdisjoint(around)
            or "to" in words[max(0, hit.first - 3) : hit.first]
        ):
            return None
        dates = self._ground.dates
        index = bisect_left(dates, clause.sentence[0], key=lambda d: d.start)
        now = "/" + self._published.isoformat()  # "in recent days", "since Monday": what else goes on
        last = next((d for d in reversed(dates[max(0, index - 5) : index]) if d.value and not d.value.endswith(now)), None)
        if last is None or clause.number - self._sentence(last.start) > _STORY:
            return None
        return last.value if _in_week_before(last.value, self._published) else None

    def _in_the_news(self, candidate: Candidate) -> str | None:
        """The week up to publication for what is told undated, by a verb, as done at one time: "Rebels shelled the port"."""
        clause, hit = candidate.clause, candidate.hit
        words = [w.lower for w in clause.words]
        if not self._published or hit.trigger.noun or hit.trigger.type not in _NEWS or not _HISTORY.isdisjoint(words):
            return None
        if words[hit.first].endswith("s") or words[0] == "since":
            return None
        if _LONG_AFTER.search(self._text, max(0, clause.start - 12), clause.start):
            return None
        if not _TIMELESS.isdisjoint(words[max(0, hit.first - 8) : hit.last + 6]) or not _LEFT_OPEN.isdisjoint(
            words[max(0, hit.first - 3) : hit.first]
        ):
            return None
        first = date.fromordinal(max(1, self._published.toordinal() - _WEEK + 1))
        return f"{first.isoformat()}/{self._published.isoformat()}"

    def _sentence(self, position: int) -> int:
        outline = self._ground.outline
        return outline.number[min(bisect_left(outline.end, position), len(outline.end) - 1)]


def _tense(candidate: Candidate) -> tuple[bool | None, bool]:
    """Whether the words at a trigger tell of what is to come (True) or past, None where they do not tell; and whether that is
    certain: "agreed to hold talks" may be past."""
    words, hit = candidate.clause.words, candidate.hit
    lead, word = [w.lower for w in words[max(0, hit.first - 6) : hit.first]], words[hit.first].lower
    base = word == hit.trigger.lemma.split()[0]
    if hit.trigger.noun or (base and not _DETERMINERS.isdisjoint(lead[-1:])):
        return (True, True) if not _NEXT.isdisjoint(lead[-3:]) else (True if not _ARRANGED.isdisjoint(lead[-4:]) else None, False)
    if not _AUXILIARY.isdisjoint(lead[-4:]):
        return True, True
    if "to" in lead[-2:]:
        return (True if not _INTENT.isdisjoint(lead) else None), False
    return None if base or word.endswith(("ing", "s")) else False, True


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _in_week_before(value: str | None, published: date) -> bool:
    day = _day(value)
    return day is not None and 0 <= (published - day).days <= _WEEK
