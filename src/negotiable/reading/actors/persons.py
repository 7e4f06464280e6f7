"""Which names are persons, and which of them are the same person: surnames, first names, spellings, titles of address."""

from bisect import bisect_right
from collections import Counter

from negotiable.reading.actors.acronyms import find_acronyms
from negotiable.reading.actors.drafts import Draft, key_of, nearly
from negotiable.reading.actors.gazetteer import genders, surnames, titles, word_set
from negotiable.reading.actors.names import Name, bare
from negotiable.reading.actors.parties import Sides
from negotiable.reading.actors.phrases import apposition_after, apposition_before, institution_after, read_phrase
from negotiable.reading.actors.words import Words
from negotiable.terms.reading import ActorKind

_PLACES = word_set("place_prepositions")
_PARTICLES = word_set("particles")
_CLOSE = word_set("verbs") | frozenset([",", ".", "of", "in", "which", "that"])


class Roster:
    """The persons of a report, found over the whole text first, so that a surname may stand before the full name."""

    def __init__(self, words: Words, names: list[Name], sources: list[tuple[int, int]], published: str | None) -> None:
        self.words, self.names = words, names
        self.drafts: list[Draft] = []
        self.by_key: dict[str, Draft] = {}
        self.by_token: dict[str, list[Draft]] = {}
        self.by_prefix: dict[str, list[Draft]] = {}  # first three letters of the surname
        self.first_name: dict[int, Name] = {}
        self.of_name: dict[int, Draft] = {}
        self.alone: Counter[str] = Counter()  # how often a word is a whole name
        self._sources = sources
        self.sides = Sides(words, names, published, self._party_at)
        self.acronyms = find_acronyms(words, names, self.sides.local)
        self.abbreviated = set(self.acronyms.values())
        self._persons()

    def _party_at(self, name: Name) -> str | None:
        """The side of the actor that a name belongs to; the cast of all actors knows it."""
        raise NotImplementedError

    def add(self, name: str, kind: ActorKind, mention: tuple[int, int] | None = None, **known: object) -> Draft:
        """The actor of that name, made if new, with one more mention."""
        key = key_of(name)
        draft = self.by_key.get(key)
        if draft is None:
            draft = Draft(name, kind)
            for attribute, value in known.items():
                setattr(draft, attribute, value)
            self.drafts.append(draft)
            self.by_key[key] = draft
        if mention:
            draft.mention(*mention)
        return draft

    def describe(self, text: str, side: str | None, definite: bool, kind: ActorKind, at: tuple[int, int], head: str) -> Draft:
        """The actor known by a description only; "a spokeswoman" of one side is not that of another."""
        key = key_of(text)
        known = self.by_key.get(key)
        if known and known.party_known and not known.named and known.party != side and not (definite and side is None):
            key = f"{key} | {side}"
        draft = self.by_key.get(key)
        if draft is None:
            draft = self.by_key[key] = Draft(text, kind, named=False, head=head, plural=kind == "group")
            self.drafts.append(draft)
        if not draft.party_known:
            draft.party, draft.party_known = side, True
        draft.mention(*at)
        return draft

    def _persons(self) -> None:
        tokens = [name for name in self.names if name.kind in ("person", "unknown")]
        self.begun = {  # "Unite Here" of "Unite Here Local 54"
            tuple(self.words.word[n.first : n.first + 2]) for n in self.names if n.kind == "body" and n.last - n.first > 2
        }
        self.alone = Counter(self.words.word[n.first] for n in tokens if n.last - n.first == 1)
        addressed = {self.words.low[n.last - 1] for n in tokens if n.address}
        headlines = self._headlines()
        for name in self.names:
            if self.words.paragraph[name.first] in headlines and not name.entries:
                name.last = self._end_in_source(name)
        for name in tokens:
            if (
                name.last - name.first > 1
                and self.words.paragraph[name.first] not in headlines
                and self._is_person(name, addressed)
            ):
                name.kind = "person"
                self._add_person(name)
        for name in tokens:
            if name.last - name.first > 1 and self.words.paragraph[name.first] in headlines:
                self._in_headline(name, addressed)
        for name in tokens:
            if id(name) not in self.of_name:
                self._link_short(name)

    def _headlines(self) -> set[int]:
        """The numbers of short paragraphs in which nearly every word has a capital: there a name ends where no one can tell."""
        words = self.words
        count: Counter[int] = Counter()
        capital: Counter[int] = Counter()
        for number, low, large in zip(words.paragraph, words.low, words.capital, strict=True):
            if len(low) > 3 and low[0].isalpha():
                count[number] += 1
                capital[number] += large
        return {number for number, all_words in count.items() if 4 <= all_words <= 20 and capital[number] >= 0.75 * all_words}

    def _end_in_source(self, name: Name) -> int:
        """Where a run of capitals in a headline ends: no later than the source that it begins in."""
        at = bisect_right(self._sources, (name.first, 1 << 60))
        return min([name.last, *(last for first, last in self._sources[max(0, at - 2) : at] if first <= name.first < last)])

    def _in_headline(self, name: Name, addressed: set[str]) -> None:
        """Of a run of capitals in a headline the first words are a person: one whom the text names too, else of two words."""
        words, first, last = self.words, name.first, name.last
        parts = tuple(bare(w) for w in words.word[first:last])
        for end in range(2, min(4, len(parts)) + 1):
            known = self._same_person(parts[:end], words.slice(first, first + end), name)
            if known and set(parts[:end]) == set(known.tokens):
                name.kind, name.last = "person", first + end
                self._note(known, name)
                return
        if len(parts) == 2 and self._is_person(name, addressed):
            name.kind = "person"
            self._add_person(name)

    def _is_person(self, name: Name, addressed: set[str]) -> bool:
        words = self.words
        parts = words.word[name.first : name.last]
        text = words.slice(name.first, name.last)
        if text in self.abbreviated or any(
            len(p) > 1 and p.isupper() and p.isalpha() and p not in ("JD", "JB", "II", "III", "IV") for p in parts
        ):
            return False
        if name.kind == "person" or name.address:
            return True
        if tuple(parts) in self.begun and parts[0] not in genders():
            return False
        if name.last - name.first > 6:
            return False
        if any(p.lower() in word_set("body_words") or p.lower() in word_set("other_words") for p in parts[1:]):
            return False
        if parts[0] in genders() and parts[0].lower() not in word_set("never"):
            return True
        if parts[-1].lower() in addressed or any(p in _PARTICLES or p[:3].lower() == "al-" for p in parts[1:]):
            return True
        if apposition_after(words, name) or apposition_before(words, name):
            return True
        before = words.low[name.first - 1] if name.first and words.joined(name.first) else ""
        if before == "the" or parts[0].lower() in word_set("never") or any(p[0].isdigit() for p in parts):
            return False
        if name.last < len(words) and words.low[name.last] == "who":
            return True
        if before in _PLACES or self.alone[parts[0]] > self.alone[parts[-1]]:
            return False  # "Paramount" for "Paramount Skydance": a company goes by its first word
        return self._in_source(name) and all(p.isalpha() or "-" in p or "'" in p or p in _PARTICLES for p in parts)

    def _in_source(self, name: Name) -> bool:
        at = bisect_right(self._sources, (name.first, 1 << 60))
        return any(first <= name.first and name.last <= last for first, last in self._sources[max(0, at - 2) : at])

    def _add_person(self, name: Name) -> None:
        words = self.words
        first = name.first
        parts = tuple(bare(w) for w in words.word[first : name.last])
        text = words.slice(first, name.last)
        draft = self._same_person(parts, text, name)
        if draft is None:
            draft = Draft(text, "person", tokens=parts)
            if self.by_key.get(key_of(text)):
                text = text + " (2)"
            self.drafts.append(draft)
            self.by_key[key_of(text)] = draft
            for part in parts:
                if part not in _PARTICLES:
                    self.by_token.setdefault(part, []).append(draft)
            self.by_prefix.setdefault(parts[-1][:3], []).append(draft)
        elif len(parts) > len(draft.tokens):
            draft.name, draft.tokens = text, parts
        self._note(draft, name)

    def _same_person(self, parts: tuple[str, ...], text: str, name: Name) -> Draft | None:
        exact = self.by_key.get(key_of(text))
        if exact and exact.kind == "person":
            return exact
        for part in (parts[-1], parts[0]):
            for draft in self.by_token.get(part, ())[:200]:
                if len(draft.tokens) < 2 or (len(parts) == 1 and self._another(draft, name.address, name.title)):
                    continue
                small, large = sorted((draft.tokens, parts), key=len)
                if set(small) <= set(large):
                    return draft
                if draft.tokens[-1] == parts[-1] and nearly(draft.tokens[0], parts[0]):
                    return draft
                if draft.tokens[0] == parts[0] and nearly(draft.tokens[-1], parts[-1]):
                    return draft
        return None

    def _another(self, draft: Draft, address: str, title: tuple[int, int] | None = None) -> bool:
        """Whether "Mr X" cannot be "Mary X", nor "President X" another X than those of the list."""
        called = titles()["address"].get(address, "")
        given = genders().get(draft.name.split()[0], "")
        if called and given and called != given:
            return True
        if not title or not word_set("heads_of_state") & set(self.words.low[slice(*title)]) or len(draft.tokens) < 2:
            return False
        listed = [name.split()[0] for name in surnames().get(draft.tokens[-1], ())]
        return bool(listed) and not any(nearly(first, draft.tokens[0]) for first in listed)

    def _note(self, draft: Draft, name: Name) -> None:
        """Keep what stands beside a person's name: roles, institution, address."""
        draft.mention(name.first, name.last)
        self.of_name[id(name)] = draft
        gender = titles()["address"].get(name.address, "")
        draft.gender = draft.gender or gender
        for role in (name.title, apposition_before(self.words, name), apposition_after(self.words, name)):
            if role and role[0] < role[1]:
                draft.roles.append(role)
        if name.address:
            draft.calls.add(name.address)
        institution = institution_after(self.words, name)
        if institution:
            draft.institutions.append(institution)
        at = name.first
        if not name.title and at >= 2 and self.words.low[at - 1] in ("'s", "’s"):
            owner = self._owner(at - 1)
            if owner:
                draft.institutions.append((owner.first, owner.last))

    def _owner(self, at: int) -> Name | None:
        found = self.sides.within(max(0, at - 6), at)
        return found[-1] if found and found[-1].last == at and found[-1].kind != "person" else None

    def _link_short(self, name: Name) -> None:
        """A surname or first name alone → the person; a new person only where a title or address says so."""
        words = self.words
        if not name.address and self._called_company(name):
            name.kind = "body"
            return
        part = bare(words.word[name.last - 1])
        if name.last - name.first > 1 and name.kind != "person":
            part = bare(words.word[name.first]) if name.last - name.first == 1 else ""
            if not part or words.low[name.first] in _PARTICLES:
                part = bare(words.word[name.last - 1])
        known = [d for d in self.by_token.get(part, ()) if d.kind == "person"] if part else []
        if not known and name.last - name.first == 1 and len(part) > 5:
            known = [d for d in self.by_prefix.get(part[:3], ())[:50] if nearly(d.tokens[-1], part)]
        chosen = self._choose(known, name)
        if chosen is not None and not (words.word[name.first].isupper() and len(part) < 4 and not name.address):
            name.kind = "person"
            self._note(chosen, name)
        elif (
            name.kind == "person"
            or apposition_before(words, name)
            or (self._in_source(name) and self.sides.officials.side_of_surname(part))
        ) and words.low[name.first] not in word_set("never"):
            if words.word[name.first].isupper() and len(part) > 1:
                name.kind = "unknown"
                return
            self._add_person(name)

    def _called_company(self, name: Name) -> bool:
        """Whether "…, the media conglomerate" stands after a name that may be a surname."""
        low = self.words.low
        if low[name.last : name.last + 1] != [","] or low[name.last + 1 : name.last + 2] not in (["the"], ["a"], ["an"]):
            return False
        following = low[name.last + 2 : name.last + 7]
        end = next((k for k, word in enumerate(following) if word in _CLOSE), len(following))
        return end > 0 and titles()["calls"].get(following[end - 1]) == ["*"]

    def _choose(self, known: list[Draft], name: Name) -> Draft | None:
        known = [d for d in known if not self._another(d, name.address, name.title)]
        if len(known) < 2:
            return known[0] if known else None
        gender = titles()["address"].get(name.address, "")
        if gender:
            fitting = [d for d in known if (d.gender or self._gender(d)) in (gender, "")]
            known = fitting or known
        part = bare(self.words.word[name.last - 1])
        known = [d for d in known if d.tokens[-1] == part] or known
        before = [d for d in known if d.first < name.first]
        return max(before, key=lambda d: d.latest) if before else min(known, key=lambda d: d.first)

    def _gender(self, draft: Draft) -> str:
        if draft.kind != "person":
            return ""
        by_head = titles()["gender"]
        for first, last in draft.roles:
            phrase = read_phrase(self.words, first, last)
            if phrase.head >= 0 and self.words.low[phrase.head] in by_head:
                found: str = by_head[self.words.low[phrase.head]]
                return found
        given = draft.name.split()[0]
        return genders().get(given, "") if len(draft.tokens) > 1 else ""
