"""The actors of one report: names brought together into persons, bodies and countries, with roles, gender and side."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from negotiable.reading.gazetteer import genders, titles, word_set
from negotiable.reading.names import Name, bare
from negotiable.reading.parties import Sides
from negotiable.reading.phrases import apposition_after, apposition_before, institution_after, read_phrase
from negotiable.reading.words import Words
from negotiable.terms.reading import ActorKind

_SAME_SPELLING = 0.88
_PLACES = word_set("place_prepositions")
_PRONOUN_GENDER = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_PARTICLES = word_set("particles")


@dataclass(slots=True, eq=False)
class Draft:
    """An actor in the making; `mentions` and `roles` are ranges of word numbers, half-open."""

    name: str
    kind: ActorKind
    named: bool = True
    gender: str = ""
    plural: bool = False
    head: str = ""
    party: str | None = None
    party_known: bool = False
    tokens: tuple[str, ...] = ()
    roles: list[tuple[int, int]] = field(default_factory=list)
    institutions: list[tuple[int, int]] = field(default_factory=list)
    mentions: set[tuple[int, int]] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        return min(self.mentions)[0] if self.mentions else 1 << 60


def slug(name: str) -> str:
    """A name as an id: lower case ASCII letters and digits, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-") or "actor"


def _key(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", " ".join(name.lower().replace("’", "'").split()))


class Cast:
    """All actors of a report. Persons are found first over the whole text, so a surname may stand before the full name."""

    def __init__(self, words: Words, names: list[Name], sources: list[tuple[int, int]], published: str | None) -> None:
        self.words, self.names = words, names
        self.drafts: list[Draft] = []
        self.by_key: dict[str, Draft] = {}
        self.by_token: dict[str, list[Draft]] = {}
        self.by_prefix: dict[str, list[Draft]] = {}  # first three letters of the surname
        self.first_name: dict[int, Name] = {}
        self.of_name: dict[int, Draft] = {}
        self._sources = sources
        self.sides = Sides(words, names, published, self._party_at)
        self._acronyms()
        self._persons()
        self._others()
        for draft in self.drafts:
            draft.gender = draft.gender or self._gender(draft)
        self.refresh()

    def refresh(self) -> None:
        """Put the mentions in reading order again, after some were added."""
        self.line = sorted((first, last, i) for i, draft in enumerate(self.drafts) for first, last in draft.mentions)
        self._line_firsts = [entry[0] for entry in self.line]

    # building

    def add(self, name: str, kind: ActorKind, mention: tuple[int, int] | None = None, **known: object) -> Draft:
        """The actor of that name, made if new, with one more mention."""
        key = _key(name)
        draft = self.by_key.get(key)
        if draft is None:
            draft = Draft(name, kind)
            for attribute, value in known.items():
                setattr(draft, attribute, value)
            self.drafts.append(draft)
            self.by_key[key] = draft
        if mention:
            draft.mentions.add(mention)
        return draft

    def _acronyms(self) -> None:
        """ "Communications Workers of America (CWA)": the letters are another name of the body."""
        words = self.words
        self.acronyms: dict[str, str] = {}
        for at, name in enumerate(self.names[:-1]):
            following = self.names[at + 1]
            k = name.last
            if following.first - k > 2 or k >= len(words) or words.low[k] != "(" or following.first <= k:
                continue
            letters = words.word[following.first]
            closing = following.last
            if closing < len(words) and words.low[closing] in ('"', "”"):
                closing += 1
            if letters.upper() == letters and 1 < len(letters) <= 8 and closing < len(words) and words.low[closing] == ")":
                full = words.slice(name.first, name.last)
                initials = "".join(w[0] for w in words.word[name.first : name.last] if w[0].isalnum()).upper()
                if initials[:1] == letters[0] and name.last - name.first > 1 and name.kind in ("unknown", "body"):
                    self.acronyms[letters] = full
                    name.kind = "body"
                    self.sides.local[letters] = self.sides.local[full] = f"{full} ({letters})"

        self._initials()

    def _initials(self) -> None:
        """ "BRC" after "British Retail Consortium": letters that are the initials of one name of the text only."""
        full: dict[str, set[str]] = {}
        for name in self.names:
            if name.kind in ("unknown", "body") and name.last - name.first > 1 and (name.entry is None):
                parts = [w for w in self.words.word[name.first : name.last] if w[0].isupper()]
                if len(parts) > 1:
                    full.setdefault("".join(w[0] for w in parts), set()).add(self.words.slice(name.first, name.last))
        for name in self.names:
            text = self.words.slice(name.first, name.last)
            if name.kind not in ("unknown", "body") or not text.isupper() or not 2 < len(text) < 7:
                continue
            if len(full.get(text, ())) == 1:
                name.kind, name.entries = "unknown", ()  # what the report itself abbreviates comes before the gazetteer
                self.acronyms.setdefault(text, next(iter(full[text])))
                side = f"{self.acronyms[text]} ({text})"
                self.sides.local.setdefault(text, side)
                self.sides.local.setdefault(self.acronyms[text], side)

    def _persons(self) -> None:
        tokens = [name for name in self.names if name.kind in ("person", "unknown")]
        self.alone = Counter(self.words.word[n.first] for n in tokens if n.last - n.first == 1)
        addressed = {self.words.low[n.last - 1] for n in tokens if n.address}
        for name in tokens:
            if name.last - name.first > 1 and self._is_person(name, addressed):
                name.kind = "person"
                self._add_person(name)
        for name in tokens:
            if id(name) not in self.of_name:
                self._link_short(name)

    def _is_person(self, name: Name, addressed: set[str]) -> bool:
        words = self.words
        parts = words.word[name.first : name.last]
        text = words.slice(name.first, name.last)
        if text in self.acronyms.values() or any(
            len(p) > 1 and p.isupper() and p.isalpha() and p not in ("JD", "JB", "II", "III", "IV") for p in parts
        ):
            return False
        if name.kind == "person" or name.address:
            return True
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
        draft = self._same_person(parts, text, name.address)
        if draft is None:
            draft = Draft(text, "person", tokens=parts)
            if self.by_key.get(_key(text)):
                text = text + " (2)"
            self.drafts.append(draft)
            self.by_key[_key(text)] = draft
            for part in parts:
                if part not in _PARTICLES:
                    self.by_token.setdefault(part, []).append(draft)
            self.by_prefix.setdefault(parts[-1][:3], []).append(draft)
        elif len(parts) > len(draft.tokens):
            draft.name, draft.tokens = text, parts
        self._note(draft, name)

    def _same_person(self, parts: tuple[str, ...], text: str, address: str) -> Draft | None:
        exact = self.by_key.get(_key(text))
        if exact and exact.kind == "person":
            return exact
        for part in (parts[-1], parts[0]):
            for draft in self.by_token.get(part, ()):
                if len(draft.tokens) < 2:
                    continue
                small, large = sorted((draft.tokens, parts), key=len)
                if set(small) <= set(large):
                    return draft
                if draft.tokens[-1] == parts[-1] and _nearly(draft.tokens[0], parts[0]):
                    return draft
                if draft.tokens[0] == parts[0] and _nearly(draft.tokens[-1], parts[-1]):
                    return draft
        return None

    def _note(self, draft: Draft, name: Name) -> None:
        """Keep what stands beside a person's name: roles, institution, address."""
        draft.mentions.add((name.first, name.last))
        self.of_name[id(name)] = draft
        gender = titles()["address"].get(name.address, "")
        draft.gender = draft.gender or gender
        for role in (name.title, apposition_before(self.words, name), apposition_after(self.words, name)):
            if role and role[0] < role[1]:
                draft.roles.append(role)
        if name.address in ("lord", "baroness", "dame") and not name.title:
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
        part = bare(words.word[name.last - 1])
        if name.last - name.first > 1 and name.kind != "person":
            part = bare(words.word[name.first]) if name.last - name.first == 1 else ""
            if not part or words.low[name.first] in _PARTICLES:
                part = bare(words.word[name.last - 1])
        known = [d for d in self.by_token.get(part, ()) if d.kind == "person"] if part else []
        if not known and name.last - name.first == 1 and len(part) > 5:
            known = [d for d in self.by_prefix.get(part[:3], ())[:50] if _nearly(d.tokens[-1], part)]
        chosen = self._choose(known, name)
        if chosen is not None and not (words.word[name.first].isupper() and len(part) < 4 and not name.address):
            name.kind = "person"
            self._note(chosen, name)
        elif (name.kind == "person" or (self._in_source(name) and self.sides.of_surname(part))) and words.low[
            name.first
        ] not in word_set("never"):
            if words.word[name.first].isupper() and len(part) > 1:
                name.kind = "unknown"
                return
            self._add_person(name)

    def _choose(self, known: list[Draft], name: Name) -> Draft | None:
        if len(known) < 2:
            return known[0] if known else None
        gender = titles()["address"].get(name.address, "")
        if gender:
            fitting = [d for d in known if (d.gender or self._gender(d)) in (gender, "")]
            known = fitting or known
        part = bare(self.words.word[name.last - 1])
        known = [d for d in known if d.tokens[-1] == part] or known
        before = [d for d in known if d.mentions and d.first < name.first]
        return max(
            before or known,
            key=lambda d: max((m for m in d.mentions if m[0] < name.first), default=(-1, 0)) if before else -d.first,
        )

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

    def _others(self) -> None:
        counts: Counter[str] = Counter()
        for name in self.names:
            if name.kind == "unknown":
                placed = name.first > 0 and self.words.low[name.first - 1] in ("in", "at", "near", "outside", "around", "across")
                counts[self.words.slice(name.first, name.last)] += -100 if placed else 1
        for name in self.names:
            if id(name) in self.of_name or name.kind == "person":
                continue
            text = self.words.slice(name.first, name.last)
            span = (name.first, name.last)
            if name.entry and name.kind in ("country", "people", "capital", "body"):
                if name.kind == "capital" and self._placed(name):
                    continue
                self._add_known(name, text, span)
            elif name.kind == "body" or (name.kind == "unknown" and self._is_body(name, text, counts)):
                full = self.acronyms.get(text, text)
                draft = self.add(full, "body", span)
                self.of_name[id(name)] = draft
                self.first_name.setdefault(id(draft), name)

    def _add_known(self, name: Name, text: str, span: tuple[int, int]) -> None:
        entry = name.entry
        assert entry is not None
        if name.kind == "body":
            draft = self.add(entry.name, "body", span)
            draft.party, draft.party_known = entry.party or entry.name, True
            draft.calls.add(entry.word)
        else:
            party = entry.party or entry.name
            draft = self.add(party, "country" if party not in ("United Nations", "NATO") else "body", span)
            draft.party, draft.party_known = party, True
        self.of_name[id(name)] = draft

    def _placed(self, name: Name) -> bool:
        before = self.words.low[name.first - 1] if name.first else ""
        following = self.words.low[name.last] if name.last < len(self.words) else ""
        return (
            before in _PLACES
            or (name.kind == "capital" and following in ("region", "province", "airport", "("))
            or (self.words.word[name.first].isupper() and name.kind == "capital")
        )

    def _is_body(self, name: Name, text: str, counts: Counter[str]) -> bool:
        words = self.words
        if text in self.acronyms or self._in_source(name):
            alone = name.last - name.first == 1
            return not (alone and words.low[name.first] in word_set("never") | word_set("groups") | word_set("state_nouns"))
        if words.opens[name.first] and words.low[name.first] in words.common and name.last - name.first == 1:
            return False
        if words.low[name.first] in word_set("never") or words.low[name.first] in word_set("other_words"):
            return False
        if words.low[name.first] in word_set("modifiers") | word_set("heads") | word_set("groups") | word_set("body_words"):
            return False
        return counts[text] >= 2 and not self._placed(name) and not words.word[name.first].isupper()

    # reading

    def draft_of(self, name: Name) -> Draft | None:
        return self.of_name.get(id(name))

    def _party_at(self, name: Name) -> str | None:
        draft = self.of_name.get(id(name))
        return self.party(draft) if draft else None

    def party(self, draft: Draft) -> str | None:
        """The side of an actor, found once."""
        if not draft.party_known:
            draft.party_known = True  # set first: roles may name each other
            draft.party = self._find_party(draft)
        return draft.party

    def _find_party(self, draft: Draft) -> str | None:
        sides = self.sides
        if draft.kind == "body":
            name = self.first_name.get(id(draft))
            return (self._opposing(draft) or sides.of_name(name)) if name else draft.name
        if draft.kind == "country":
            return draft.name
        for first, last in draft.roles:
            found = sides.of_role(first, last)
            if found:
                return found
        for first, last in draft.institutions:
            named = sides.within(first, last)
            if named and named[0].kind != "person":
                return sides.of_opposition(first, last) or sides.of_name(named[0])
        if any(call in draft.calls for call in ("lord", "baroness", "dame")):
            return "United Kingdom"
        listed = sides.of_official(draft.name) or (sides.of_surname(draft.tokens[-1]) if len(draft.tokens) == 1 else None)
        if listed:
            return sides.as_state(listed)
        for first, last in draft.roles:
            found = sides.of_office(first, last) or self._with_fellow(first)
            if found:
                return found
        return None

    def _with_fellow(self, at: int) -> str | None:
        """The side of the person named just before with "and": "union head Jane Roe and chief negotiator John Doe"."""
        if at < 2 or self.words.low[at - 1] != "and":
            return None
        fellows = [n for n in self.sides.within(max(0, at - 7), at - 1) if n.last == at - 1 and n.kind == "person"]
        return self._party_at(fellows[-1]) if fellows and fellows[-1].title else None

    def _opposing(self, draft: Draft) -> str | None:
        """The opposition's side for a body that the report says is of it: "the opposition's Peace Council"."""
        words, opposition = self.words, self.sides.opposition()
        assembly = {"council", "committee", "coalition", "front", "army", "delegation", "bloc", "alliance", "movement"}
        if opposition is None or not assembly & set(draft.name.lower().split()):
            return None
        for first, _last in sorted(draft.mentions)[:20]:
            sentence = words.sentence_span(words.sentence[first])
            if any(words.low[k] in ("opposition", "rebel", "rebels") and not words.quoted[k] for k in range(*sentence)):
                return opposition
        return None

    def country(self, name: Name) -> Draft | None:
        """The state that a name stands for in the place of a speaker ("Brussels said"), as an actor."""
        if name.entry is None or name.kind == "body":
            return None
        if id(name) not in self.of_name:
            self._add_known(name, "", (name.first, name.last))
        return self.of_name[id(name)]

    def role(self, draft: Draft) -> str | None:
        """A person's role as the text first words it, without article."""
        for first, last in draft.roles:
            text = re.sub(r"^(?:the|a|an|one) ", "", self.words.slice(first, last), flags=re.IGNORECASE)
            if text:
                return text[:120]
        return None

    def before(self, at: int) -> list[tuple[int, int, Draft]]:
        """Mentions that begin before word `at`, nearest first, at most 200."""
        end = bisect_left(self._line_firsts, at)
        return [(first, last, self.drafts[i]) for first, last, i in reversed(self.line[max(0, end - 200) : end])]

    def between(self, first: int, last: int) -> list[tuple[int, int, Draft]]:
        """Mentions that begin in words [first, last), in order."""
        low, high = bisect_left(self._line_firsts, first), bisect_left(self._line_firsts, last)
        return [(a, b, self.drafts[i]) for a, b, i in self.line[low:high]]


def _nearly(a: str, b: str) -> bool:
    """Spellings of one name: Zelensky, Zelenskyy."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b).ratio() >= _SAME_SPELLING
