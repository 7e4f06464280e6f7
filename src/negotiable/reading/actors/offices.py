"""Whom a role or a general word stands for: the holder of an office, the last official, the union, one named later."""

from bisect import bisect_right

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.gazetteer import titles, word_set
from negotiable.reading.actors.owners import is_called
from negotiable.reading.actors.phrases import DEFINITE, INDEFINITE, PRONOUNS, Phrase, read_phrase
from negotiable.reading.actors.words import Words

_RANKS = frozenset(["deputy", "vice", "former", "shadow", "ex", "acting", "assistant", "under"])
_PARTIES = frozenset(["republican", "democratic", "conservative", "labour", "tory", "liberal", "socialist", "green"])
_SMALL = DEFINITE | INDEFINITE | frozenset(["of", "for", "at", "in", "to", "'s", "’s", ",", "and"])

UNNAMED = frozenset(
    [
        "official",
        "source",
        "person",
        "diplomat",
        "member",
        "man",
        "woman",
        "insider",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
    ]
)


class Offices:
    """Looks up descriptions in one report; `spoken`: (word number, speaker) so far; `order`: word ranges of the sources."""

    def __init__(self, words: Words, cast: Cast, spoken: list[tuple[int, Draft]], order: list[tuple[int, int]]) -> None:
        self.words, self.cast, self.spoken, self.order = words, cast, spoken, order
        self._by_word: dict[str, list[tuple[set[str], Draft]]] = {}

    def holder(self, phrase: Phrase, head: str) -> Draft | None:
        """The person who has the office that the phrase names, with the same side where it names one."""
        words = self.words
        asked = _role_words(words, phrase.first, phrase.last, phrase.head)
        if head not in word_set("heads") or (head in UNNAMED and "top" not in asked):
            return None
        options = [asked, *self._synonyms(asked)]
        side = self.cast.sides.of_role(phrase.first, phrase.last)
        fitting: dict[int, Draft] = {}
        for option in options:
            for held, draft in self._holders(option):
                if not option <= held or (held & _RANKS) - asked or self._other_party(phrase, draft):
                    continue
                party = self.cast.party(draft)
                if not (side and party and party != side and not _related(party, side)):
                    fitting[id(draft)] = draft
        if not fitting:
            return None
        last = self.spoken[-1][1] if self.spoken else None
        if last is not None and id(last) in fitting:
            return last
        if len(asked) == 1 and head not in word_set("heads_of_state"):
            for _first, _last, draft in self.cast.before(phrase.first):
                if id(draft) in fitting:
                    return draft  # "the minister": the one named last
        return max(fitting.values(), key=lambda d: (d.first < phrase.first, len(d.mentions)))

    def _other_party(self, phrase: Phrase, draft: Draft) -> bool:
        """Whether the phrase names one political party and the person's roles only another: "the Democratic nominee"."""
        asked = _PARTIES & set(self.words.low[phrase.first : phrase.last])
        held = _PARTIES & {self.words.low[k] for role in draft.roles for k in range(*role)}
        return bool(asked and held and not asked & held)

    def _holders(self, option: set[str]) -> list[tuple[set[str], Draft]]:
        """Persons whose role has the rarest word of `option`, at most 300."""
        if not self._by_word:
            for draft in self.cast.drafts:
                for first, last in draft.roles if draft.kind == "person" else ():
                    self._index_role(draft, first, last)
        lists = [self._by_word.get(word, []) for word in option]
        return min(lists, key=len)[-300:] if lists else []

    def _index_role(self, draft: Draft, first: int, last: int) -> None:
        held = _held_words(self.words, first, last)
        for word in held:
            self._by_word.setdefault(word, []).append((held, draft))

    def give_role(self, draft: Draft, first: int, last: int) -> None:
        """From here on this person has the role of words [first, last)."""
        draft.roles.append((first, last))
        self._index_role(draft, first, last)

    def without_role(self, phrase: Phrase, head: str) -> Draft | None:
        """A definite office that no name carries in the text: the person spoken of just before without any role.

        Only one such person, no more than three sentences back, and of no other side, will do.
        """
        words, cast = self.words, self.cast
        if head not in word_set("heads") or head in UNNAMED or phrase.plural or phrase.first == phrase.head:
            return None
        if _RANKS & set(words.low[phrase.first : phrase.last]):
            return None
        if words.low[phrase.first] not in ("the", "his", "her") and not any(
            words.low[k] in ("'s", "’s") for k in range(phrase.first, phrase.head)
        ):
            return None
        side = cast.sides.of_role(phrase.first, phrase.last) or cast.sides.of_office(phrase.first, phrase.last)
        sentence = words.sentence[phrase.first]
        candidates: list[Draft] = []
        for first, _last, draft in cast.before(phrase.first):
            if words.sentence[first] < sentence - 3:
                break
            if draft.kind == "person" and draft.named and not words.quoted[first] and draft not in candidates:
                candidates.append(draft)
        fitting = [d for d in candidates if not d.roles and side and cast.party(d) in (side, None)]
        strong = [d for d in fitting if cast.party(d) == side]
        spoke = [d for _position, d in self.spoken[-1:] if d in strong]
        chosen = strong if len(strong) == 1 else spoke
        if (
            not strong
            and len(fitting) == 1
            and head in word_set("offices")
            and all(d.roles for d in candidates if d is not fitting[0])
        ):
            chosen = fitting
        if not chosen:
            return None
        self.give_role(chosen[0], phrase.first, phrase.last)
        if not chosen[0].party:
            chosen[0].party = side
        return chosen[0]

    def _synonyms(self, asked: set[str]) -> list[set[str]]:
        found = []
        for key, options in titles()["synonyms"].items():
            if set(key.split()) <= asked:
                found += [asked - set(key.split()) | set(option) for option in options]
        return found

    def same_head(self, phrase: Phrase, head: str) -> Draft | None:
        """ "The official", "the source": the last unnamed one of that description, or a person whose role says so."""
        words = self.words
        if head not in word_set("heads") and head not in word_set("groups"):
            return None
        asked = _role_words(words, phrase.first, phrase.last, phrase.head)
        for _position, draft in reversed(self.spoken[-12:]):
            if not draft.named and draft.head == head and asked <= _name_words(draft.name):
                if draft.party is None:
                    draft.party = self.cast.sides.of_role(phrase.first, phrase.last)  # "the Turkish official" tells it later
                return draft
            if draft.kind == "person" and draft.named and len(asked) == 1:
                for first, last in draft.roles:
                    role = read_phrase(words, first, last)
                    if role.head >= 0 and words.low[role.head] == head:
                        return draft
        arm = head in word_set("state_nouns") and phrase.first + 1 == phrase.head
        for first, _last, draft in self.cast.before(phrase.first)[:60] if head in UNNAMED or arm else ():
            if words.paragraph[phrase.first] - words.paragraph[first] > 4:
                break
            if arm and (draft.head != head or draft.name == head):
                continue
            if not draft.named and draft.head == head and asked <= _name_words(draft.name):
                return draft
        return None

    def called(self, phrase: Phrase, head: str) -> Draft | None:
        """ "The union", "the company", "the newspaper": the last body that a report would call so."""
        words = self.words
        if phrase.last - phrase.first > 4:
            return None
        fits: list[str] | None = titles()["calls"].get(head)
        if fits is None or words.low[phrase.first] not in ("the", "that", "this"):
            return None
        spoken = [draft for position, draft in reversed(self.spoken[-8:])]
        mentioned = [draft for _a, _b, draft in self.cast.before(phrase.first)]
        for draft in (*spoken[:1], *mentioned):
            if draft.kind == "body" and is_called(self.cast, draft, fits):
                return draft
        return None

    def named_later(self, phrase: Phrase, head: str) -> Draft | None:
        """ "One Neverland politician said … . Peter Pan, chair of …, said": the person named in one of the next statements.

        The person is new, and has the role, or the same side and a role that is no other office, or (where the report
        opens with the description and gives no role to anyone else who speaks) no role at all.
        """
        words, cast = self.words, self.cast
        if words.low[phrase.first] in ("another", "second", "third"):
            return None
        if phrase.plural or head not in word_set("heads") or head in ("source", "person", "man", "woman"):
            return None
        here = words.sentence[phrase.first]
        side = cast.sides.of_role(phrase.first, phrase.last)
        for at in self.order[bisect_right(self.order, (phrase.first, 1 << 60)) :]:
            if words.sentence[at[0]] > here + 7 or words.paragraph[at[0]] > words.paragraph[phrase.first] + 5:
                break
            if at[1] - at[0] == 1 and words.low[at[0]] in PRONOUNS:
                continue
            person = next((d for n in cast.sides.within(*at) if (d := cast.draft_of(n)) and d.kind in ("person", "body")), None)
            if person is None or person.first < phrase.first:
                continue
            if person.kind == "body" and not self._may_be_person(person):
                continue
            if any(words.low[read_phrase(words, *role).head] == head for role in person.roles):
                return person if side is None or _related(cast.party(person) or side, side) else None
            party = cast.party(person) if person.kind == "person" else None
            if person.roles or person.institutions:
                general = head in ("politician", "lawmaker", "representative", "ally", "figure", "member")
                return person if side and party == side and general else None
            if phrase.first < 60 and party in (None, side) and head != "official":
                person.kind = "person"
                self.give_role(person, phrase.first, phrase.last)
                person.party, person.party_known = side, side is not None
                return person
            return None
        return None

    def _may_be_person(self, draft: Draft) -> bool:
        """A single word that nothing in the text shows to be a body: no article before it, no letters only."""
        if " " in draft.name or draft.name.isupper() or (draft.party_known and draft.party != draft.name):
            return False
        words = self.words
        inside = ("the", "in", "at", "of", "with")
        return not any(
            words.joined(first) and (words.low[first - 1] in inside or (words.capital[first - 1] and not words.opens[first - 1]))
            for first, _last in draft.mentions
        )  # also "the Danish | Star"


def _role_words(words: Words, first: int, last: int, head: int) -> set[str]:
    """The words of an office, without articles and names of sides (those are compared as sides)."""
    modifiers, heads = word_set("modifiers"), word_set("heads")
    found = set()
    for k in range(first, last if head < 0 else max(head + 1, min(last, head + 3))):
        low = words.low[k]
        if low not in _SMALL and (low in modifiers or low in heads or low in ("state", "commons", "council", "commission")):
            found.add(low)
    if "diplomat" not in found:
        found.discard("top")
    return found - {"senior", "us", "new", "european", "republican", "democratic"}


def _held_words(words: Words, first: int, last: int) -> set[str]:
    """The words of the office that a role gives its holder: neither a president's critic nor the president's aide is one."""
    head = read_phrase(words, first, last).head
    owners = [k for k in range(first, head) if words.low[k] in ("'s", "’s")]
    others = [k for k in range(head + 1, last) if words.low[k] in word_set("heads") - {"state"}]
    return _role_words(words, owners[-1] + 1 if owners else first, others[0] if head >= 0 and others else last, -1)


def _name_words(name: str) -> set[str]:
    return set(name.lower().split())


def _related(a: str, b: str) -> bool:
    x, y = set(a.lower().split()), set(b.lower().split())
    return x <= y or y <= x
