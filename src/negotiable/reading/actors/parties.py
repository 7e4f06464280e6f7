"""Which side a person, a body or a group speaks for, as the report tells it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from negotiable.reading.actors.gazetteer import country_offices, longest_match, match_at, titles, word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.officials import Officials
from negotiable.reading.actors.owners import POSSESSIVES
from negotiable.reading.actors.phrases import read_phrase
from negotiable.reading.actors.revolt import Revolt
from negotiable.reading.actors.words import Words

_AT = frozenset(["of", "for", "at", "with", "from", "in", "by", "and", "'s", "’s"])
_HOME = 4  # signs that a report is about a state; the name that it begins with counts three
_OFFICE_LETTER = {"president": "p", "chancellor": "c", "pm": "m", "premier": "m", "king": "k", "queen": "k", "monarch": "k"}


class Sides:
    """Finds sides from the names of one report.

    `of_draft`: a name → the side of the actor it belongs to, asked where a role names one ("spokesman for X").
    """

    def __init__(
        self, words: Words, names: Sequence[Name], published: str | None, of_draft: Callable[[Name], str | None]
    ) -> None:
        self.words, self.names, self.officials, self.of_draft = words, names, Officials(published), of_draft
        self._firsts = [name.first for name in names]
        self.local: dict[str, str] = {}  # bodies of this report → side
        own = {name: found[0].offices for name, found in words.local.items() if found[0].kind == "country"}
        self.offices = country_offices() | own
        self.weight = self._weigh()
        self._opposite = self._met_there()
        self.present = {name.entry.party for name in names if name.entry} | set(self.signs)
        self.revolt = Revolt(words, names, self.offices, self.weight, self.home)

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
                weight[name.entry.party] += 1 if weight else 3  # a report begins with whom it is about
        for word in self.words.word[:4]:
            place = longest_match([word.title()], 0) if word.isupper() and len(word) > 3 else None
            if place and place[1][0].party:
                weight[place[1][0].party] += 2
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
        self.signs = +self.signs  # without those that were only looked for
        return weight

    def home(self, head: str = "", office: str = "") -> str | None:
        """The state whose affairs the report takes for granted; `head`, `office`: it has to have that office."""
        letter = _OFFICE_LETTER.get(head) or ("m" if "prime" in office else "")
        offices = self.offices
        scores: Counter[str] = Counter()
        for country, count in self.weight.items():
            if offices.get(country) and country not in self._opposite:
                scores[country] += count
        for country, count in self.signs.items():
            scores[country] += 3 * count
        if letter:
            scores = Counter({c: n for c, n in scores.items() if letter in offices.get(c, "")})
        ranked = scores.most_common(2)
        if not ranked or ranked[0][1] < _HOME or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _met_there(self) -> set[str]:
        """The states of "her Danish counterpart", "his French opposite number": not the one that the report takes for granted."""
        low = self.words.low
        return {
            name.entry.party
            for name in self.names
            if name.kind == "adjective" and name.entry and name.entry.party and name.first and low[name.first - 1] in POSSESSIVES
            if {"counterpart", "counterparts", "opposite"} & set(low[name.last : name.last + 3])
        }

    def two_sides(self) -> tuple[str, str] | None:
        """The two states that the report names most, if they stand out."""
        ranked = Counter({side: count for side, count in self.weight.items() if side in self.offices}).most_common(3)
        if len(ranked) < 2 or (len(ranked) == 3 and ranked[2][1] * 3 > ranked[1][1] * 2):
            return None
        return ranked[0][0], ranked[1][0]

    def of_name(self, name: Name) -> str | None:
        """The side of a name itself: a country's own, a body's state, else the name of the body."""
        if name.kind == "person":
            return self.of_draft(name)
        if name.entry:
            return name.entry.party or name.entry.name
        known = self.of_draft(name)
        if known:
            return known
        text = self.words.slice(name.first, name.last)
        if text in self.local:
            return self.local[text]
        return (self._state_of(name) if name.kind == "body" else None) or text

    def _state_of(self, name: Name) -> str | None:
        """A state's body tells its state by a name at its beginning: "Iranian Foreign Ministry", "Commons … Committee"."""
        match = match_at(self.words, name.first)
        if not match or match[0] >= name.last or not match[1][0].party:
            return None
        return match[1][0].party if set(self.words.low[name.first : name.last]) & word_set("state_bodies") else None

    def of_role(self, first: int, last: int) -> str | None:
        """The side that the words of a role or description name, None where they name none."""
        words = self.words
        phrase = read_phrase(words, first, last)
        head = phrase.head if phrase.head >= 0 else last - 1
        implied = self.implied(first, last)
        names = self.within(first, last)
        before = [n for n in names if n.first < head and n.kind != "person"]
        if implied and implied[1] > 2 and not any(self._of_nation(n) for n in before):
            return implied[0]  # "Secretary of State", but not "the Danish Secretary of State"
        after = [n for n in names if n.first > head and not self._away(n, head)]
        if words.low[head] in word_set("hands"):
            return None  # a nurse at a hospital, a cook of a casino does not speak for it
        if words.low[head] in word_set("independent"):
            before = [n for n in before if n.kind not in ("adjective", "country")]
            after.sort(key=lambda n: words.low[n.first - 1] not in ("at", "with"))
        if words.low[head] in word_set("for_or_against"):
            after = []  # "opponents of EU membership" do not speak for the EU
        opposition = self.revolt.of_opposition(first, last)
        if opposition:
            return opposition
        states = [n for n in before if n.kind not in ("unknown", "body")]
        bodies = [n for n in before if n.kind in ("unknown", "body") and self._tells(n)]
        if words.low[head] not in word_set("offices"):  # "German carmaker X's chief" speaks for X, a minister for the state
            states = [n for n in bodies if n.kind == "body"] + states
        if before and before[0].kind == "country" and words.low[before[0].last] in ("'s", "’s"):
            states = before[:1]  # "Iran's OPEC envoy" is Iran's
        if len(after) > 1 and after[0].kind == "adjective" and after[1].kind == "body" and after[1].first - after[0].last <= 2:
            after = after[1:]  # "the leader of the Syrian Kurdish X party"
        if words.low[first] == "state" and words.low[head] in word_set("outlets"):
            states = [n for n in names if n.kind in ("country", "adjective")]  # "state television in X" is X's
        chosen = states or bodies
        owners = [n for n in names if n.first < head and n.kind == "person"] if words.low[head] in word_set("agents") else []
        state = next((n.entry.party for n in states if n.entry and words.low[n.last] != "-"), None)  # not "U.S.-backed rebels"
        if not bodies and (rebels := self.revolt.of_rebels(first, last, head, state)):
            return rebels
        for name in (*chosen, *owners, *(n for n in after if self._tells(n))):
            side = self.of_name(name)
            if side:
                return self.revolt.as_state(side) if name.kind in ("country", "adjective", "seat") else side
        if any(words.low[k] in ("country", "nation") and words.low[k + 1] in ("'s", "’s") for k in range(first, last - 1)):
            return self.last_country(first)
        if any(words.low[k] == "bloc" for k in range(first, last)) and self.weight["European Union"]:
            return "European Union"
        return implied[0] if implied else None

    def _of_nation(self, name: Name) -> bool:
        """ "Danish …", "Denmark's …"."""
        return name.kind == "adjective" or (
            name.kind == "country" and self.words.low[name.last : name.last + 1] in (["'s"], ["’s"])
        )

    def _tells(self, name: Name) -> bool:
        """Whether a name says more than "Ministry" or "Foreign": something with a name of its own."""
        plain = word_set("modifiers") | word_set("heads") | word_set("never") | word_set("state_bodies") | word_set("state_nouns")
        owner = name.last < len(self.words) and self.words.low[name.last] in ("'s", "’s")
        if (
            name.last - name.first == 1
            and not owner
            and self.words.opens[name.first]
            and self.words.word[name.first] not in self.words.proper
        ):
            return name.entry is not None  # a capital only because it begins a sentence: "Aid workers"
        return (
            name.entry is not None
            or name.last - name.first > 2
            or any(low not in plain for low in self.words.low[name.first : name.last])
        )

    def _away(self, name: Name, head: int) -> bool:
        """Whether a name after the head is where someone is sent or what the work is about ("envoy to X")."""
        k = name.first - 1
        if name.kind in ("country", "capital", "unknown") and self.words.low[k] == "in":
            return True
        while k > head and (
            self.words.low[k] in ("the", "a", "an", "its", "their", "his", "her")
            or self.words.capital[k]
            or self.words.low[k] in word_set("modifiers")
        ):
            k -= 1
        return k <= head or self.words.low[k] not in _AT

    def last_country(self, before: int) -> str | None:
        end = bisect_left(self._firsts, before)
        for k in range(end - 1, max(-1, end - 200), -1):
            name = self.names[k]
            if name.kind in ("country", "adjective", "people") and name.entry:
                return name.entry.party
        return None

    def implied(self, first: int, last: int) -> tuple[str, int] | None:
        """The state, if the report names it, that a title belongs to ("Secretary of State"), and how many words say so."""
        text = " " + " ".join(self.words.low[first:last]) + " "
        found = [
            (side, len(key.split())) for key, side in titles()["implies"].items() if side in self.present and f" {key} " in text
        ]
        return max(found, key=lambda f: f[1]) if found else None

    def of_office(self, first: int, last: int) -> str | None:
        """The home state for a bare office ("the Prime Minister", "a spokesman for the government"), None for other roles."""
        words = self.words
        offices = word_set("offices")
        for k in range(last - 1, first - 1, -1):
            if words.low[k] in offices:
                if set(words.low[first:last]) & word_set("not_of_state") or (words.low[k] == "secretary" and k == first):
                    return None
                return self.home(words.low[k], " ".join(words.low[first:last]))
        return None
