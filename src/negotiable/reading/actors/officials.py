"""The side of somebody who holds public office, by the list of officials, at the time of a report."""

from datetime import date

from negotiable.reading.actors.gazetteer import officials, surnames

_GRACE = 400  # days that an office may be mentioned before or after it was held


class Officials:
    """Those of the list on the day of publication; where it is unknown, those of whom all entries agree."""

    def __init__(self, published: str | None) -> None:
        self._published = published

    def side(self, name: str) -> str | None:
        """By the full name."""
        found = officials().get(name.lower())
        if not found:
            return None
        day = self._published
        if not day:
            return found[-1].party if len({one.party for one in found}) == 1 else None
        fitting = [one for one in found if _days(one.since, day) > -_GRACE and (not one.until or _days(day, one.until) > -_GRACE)]
        return fitting[-1].party if fitting else None

    def side_of_surname(self, surname: str) -> str | None:
        """Where the report gives the surname only, if one official alone fits; None where the day is unknown."""
        sides = {self.side(name) for name in surnames().get(surname.lower(), ())} - {None}
        return sides.pop() if len(sides) == 1 and self._published else None


def _days(earlier: str, later: str) -> int:
    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return 0
