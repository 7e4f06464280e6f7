"""Which side a person, a body or a group speaks for, as the report tells it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from negotiable.reading.gazetteer import country_offices, officials, titles, word_set
from negotiable.reading.names import Name
from negotiable.reading.phrases import read_phrase
from negotiable.reading.words import Words

_AWAY = frozenset(["to", "on", "in", "into", "against", "between", "about", "over", "towards", "toward", "near"])
_GRACE = 400  # days that an office may be mentioned before or after it was held
_OFFICE_LETTER = {"president": "p", "chancellor": "c", "pm": "m", "premier": "m", "king": "k", "queen": "k", "monarch": "k"}


class Sides:
    """Finds sides from the names of one report.

    `of_person`: word range of a person's name → that person's side, asked where a role names a person ("spokesman for X").
    """

    def __init__(
        self, words: Words, names: Sequence[Name], published: str | None, of_person: Callable[[Name], str | None]
    ) -> None:
        self.words, self.names, self.published, self.of_person = words, names, published, of_person
        self._firsts = [name.first for name in names]
        self.local: dict[str, str] = {}  # bodies of this report → side
        self.weight = self._weigh()

    def within(self, first: int, last: int) -> list[Name]:
        """The names that begin in words [first, last)."""
        found = []
        for k in range(bisect_left(self._firsts, first), len(self.names)):
            if self.names[k].first >= last:
                break
            found.append(self.names[k])
        return found

    def _weigh(self) -> Counter[str]:
        weight: Counter[str] = Counter()
        for name in self.names:
            if name.entry and name.entry.party and name.kind != "body":
                weight[name.entry.party] += 1
        signs = {word: country for country, found in titles()["domestic"].items() for word in found}
        self.signs: Counter[str] = Counter()
        single = {word: country for word, country in signs.items() if " " not in word}
        for word in self.words.word:
            if word in single:
                self.signs[single[word]] += 1
        for phrase, country in signs.items():
            if " " in phrase:
                self.signs[country] += self.words.text.count(phrase)
        if "£" in self.words.text:
            self.signs["United Kingdom"] += 1
        return weight

    def home(self, head: str = "", office: str = "") -> str | None:
        """The state whose affairs the report takes for granted; `head`, `office`: it has to have that office."""
        letter = _OFFICE_LETTER.get(head) or ("m" if "prime" in office else "")
        offices = country_offices()
        scores: Counter[str] = Counter()
        for country, count in self.weight.items():
            if offices.get(country):
                scores[country] += count
        for country, count in self.signs.items():
            scores[country] += 3 * count
        if letter:
            scores = Counter({c: n for c, n in scores.items() if letter in offices.get(c, "")})
        ranked = scores.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def of_name(self, name: Name) -> str | None:
        """The side of a name itself: a country's own, a body's state, else the name of the body."""
        if name.kind == "person":
            return self.of_person(name)
        if name.entry:
            return name.entry.party or name.entry.name
        text = self.words.slice(name.first, name.last)
        if name.kind == "body":
            inner = [n for n in self._inner(name) if n]
            return self.local.get(text) or (inner[0] if inner else text)
        return self.local.get(text) or text

    def _inner(self, name: Name) -> list[str | None]:
        """A state's body: "Iranian Foreign Ministry", "Department of X" tells its state by a name at its beginning."""
        from negotiable.reading.gazetteer import longest_match

        match = longest_match(self.words.word, name.first)
        state_words = {
            "ministry",
            "department",
            "government",
            "army",
            "navy",
            "military",
            "parliament",
            "embassy",
            "council",
            "agency",
            "court",
            "senate",
        }
        lows = set(self.words.low[name.first : name.last])
        if (
            match
            and match[0] < name.last
            and match[1][0].party
            and lows & (state_words | {"mission", "delegation", "commission", "police"})
        ):
            return [match[1][0].party]
        return []

    def of_role(self, first: int, last: int) -> str | None:
        """The side that the words of a role or description name, None where they name none."""
        words = self.words
        phrase = read_phrase(words, first, last)
        head = phrase.head if phrase.head >= 0 else last - 1
        independent = words.low[head] in word_set("independent")
        names = self.within(first, last)
        before = [n for n in names if n.first < head and n.kind != "person"]
        after = [n for n in names if n.first > head and not self._away(n, head)]
        if independent:
            before = [n for n in before if n.kind not in ("adjective", "country")]
        chosen = [n for n in before if n.kind not in ("unknown", "body")] or [n for n in before if self._tells(n)]
        for name in (*chosen, *after):
            side = self.of_name(name)
            if side:
                return side
        if any(words.low[k] in ("country", "nation") and words.low[k + 1] in ("'s", "’s") for k in range(first, head)):
            return self.last_country(first)
        return self.implied(first, last)

    def _tells(self, name: Name) -> bool:
        low = self.words.low[name.first]
        return name.kind == "body" or (
            low not in word_set("modifiers") and low not in word_set("heads") and low not in word_set("never")
        )

    def _away(self, name: Name, head: int) -> bool:
        """Whether a name after the head is where someone is sent or what the work is about ("envoy to X")."""
        k = name.first - 1
        while k > head and (self.words.low[k] == "the" or self.words.capital[k] or self.words.low[k] in word_set("modifiers")):
            k -= 1
        return k <= head or self.words.low[k] in _AWAY

    def last_country(self, before: int) -> str | None:
        for k in range(bisect_left(self._firsts, before) - 1, -1, -1):
            name = self.names[k]
            if name.kind in ("country", "adjective", "people") and name.entry:
                return name.entry.party
        return None

    def implied(self, first: int, last: int) -> str | None:
        text = " " + " ".join(self.words.low[first:last]) + " "
        for key, side in titles()["implies"].items():
            if f" {key} " in text:
                found: str = side
                return found
        return None

    def of_office(self, first: int, last: int) -> str | None:
        """The home state for a bare office ("the Prime Minister"), None for other roles."""
        words = self.words
        phrase = read_phrase(words, first, last)
        if phrase.head < 0 or words.low[phrase.head] not in word_set("offices"):
            return None
        return self.home(words.low[phrase.head], " ".join(words.low[first:last]))

    def of_official(self, name: str) -> str | None:
        """The side of a holder of public office, by the list, at the time of the report."""
        found = officials().get(name.lower())
        if not found:
            return None
        if not self.published:
            return found[-1].party if len({o.party for o in found}) == 1 else None
        fitting = [
            o
            for o in found
            if _days(o.since, self.published) > -_GRACE and (not o.until or _days(self.published, o.until) > -_GRACE)
        ]
        return fitting[-1].party if fitting else None


def _days(earlier: str, later: str) -> int:
    from datetime import date

    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return 0
