"""The actors of one report: persons, bodies and countries, each with its mentions and the side it speaks for."""

import re
from bisect import bisect_left
from collections import Counter

from negotiable.reading.actors.drafts import Draft, key_of, slug
from negotiable.reading.actors.gazetteer import country_offices, word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.owners import owned, side_of_owner
from negotiable.reading.actors.persons import Roster
from negotiable.reading.actors.phrases import read_phrase
from negotiable.reading.actors.trades import interest
from negotiable.reading.actors.words import Words

__all__ = ["Cast", "Draft", "slug"]

_PLACES = word_set("place_prepositions")
_NO_NAMES = word_set("never") | word_set("groups") | word_set("state_nouns") | word_set("modifiers")


class Cast(Roster):
    """All actors of a report, with their sides."""

    def __init__(self, words: Words, names: list[Name], sources: list[tuple[int, int]], published: str | None) -> None:
        self.list_trusted: bool | None = None
        self.line: list[tuple[int, int, int]] = []
        self._line_firsts: list[int] = []
        super().__init__(words, names, sources, published)
        self._others()
        for draft in self.drafts:
            draft.gender = draft.gender or self._gender(draft)
        self.refresh()

    def refresh(self) -> None:
        """Put the mentions in reading order again, after some were added."""
        self.line = sorted((first, last, i) for i, draft in enumerate(self.drafts) for first, last in draft.mentions)
        self._line_firsts = [entry[0] for entry in self.line]

    def _others(self) -> None:
        counts: Counter[str] = Counter()
        for name in self.names:
            if name.kind == "unknown":
                placed = name.first > 0 and self.words.low[name.first - 1] in ("in", "at", "near", "outside", "around", "across")
                counts[self.words.slice(name.first, name.last)] += -100 if placed else 1
        short = self._short_forms()
        longer: dict[str, str] = {}
        for name in self.names:
            if name.kind == "body" and name.last - name.first > 2 and not name.entry:
                full_name = self.words.slice(name.first, name.last)
                longer.setdefault(self.words.slice(name.first, name.first + 2), full_name)
                if self.words.word[name.last - 1].isdigit():
                    longer.setdefault(self.words.slice(name.last - 2, name.last), full_name)  # "Local 54"
        for name in self.names:
            if id(name) in self.of_name or name.kind == "person":
                continue
            whole = short.get(self.words.word[name.first]) if name.last - name.first == 1 and name.kind == "unknown" else None
            if whole is not None:
                self.of_name[id(name)] = self.add(whole, "body", (name.first, name.last))
                continue
            text = self.words.slice(name.first, name.last)
            span = (name.first, name.last)
            if name.entry and name.kind in ("country", "people", "capital", "body"):
                if name.kind == "capital" and self._placed(name):
                    continue
                self._add_known(name, span)
            elif name.kind == "body" or (name.kind == "unknown" and self._is_body(name, text, counts)):
                full = self.acronyms.get(text) or longer.get(text, text)
                draft = self.add(full, "body", span)
                self.of_name[id(name)] = draft
                self.first_name.setdefault(id(draft), name)

    def _short_forms(self) -> dict[str, str]:
        """ "Acme" for "Acme Holdings Inc": first word → name of the one body that begins with it.

        A company goes by the short form where the long one ends in a word for its legal form.
        """
        full: dict[str, set[str]] = {}
        for name in self.names:
            if id(name) in self.of_name or name.last - name.first < 2 or name.kind not in ("unknown", "body") or name.entry:
                continue
            if name.kind == "body" or self._in_source(name):
                full.setdefault(self.words.word[name.first], set()).add(self.words.slice(name.first, name.last))
        common = word_set("modifiers") | word_set("body_words") | word_set("never") | word_set("other_words")
        found: dict[str, str] = {}
        for first, names in full.items():
            if len(names) != 1 or not self.alone[first] or first.lower() in common or first in self.acronyms:
                continue
            text = next(iter(names))
            legal = text.lower().rstrip(".").split()[-1] in word_set("legal_forms")
            found[first] = first if legal else text
            if legal:
                self.sides.local.setdefault(text, first)
                draft = self.add(first, "body")
                self.by_key[key_of(text)] = draft
        return found

    def _add_known(self, name: Name, span: tuple[int, int]) -> None:
        entry = name.entry
        assert entry is not None
        if name.kind == "body":
            draft = self.add(entry.name, "body", span)
            draft.party, draft.party_known = entry.party or entry.name, True
            draft.calls.add(entry.word)
        else:
            party = entry.party or entry.name
            draft = self.add(party, "country" if party not in ("United Nations", "NATO") else "body", span)
            draft.party, draft.party_known = self.sides.revolt.as_state(party), True
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
        if tuple(words.word[name.first : name.last]) in self.begun:
            return True
        if name.last < len(words) and words.low[name.last] in word_set("lands"):
            return False  # "the Sell valley"
        if name.first > 1 and words.low[name.first - 1] == "of" and words.low[name.first - 2] in word_set("lands"):
            return False
        if text in self.acronyms or self._in_source(name):
            alone = name.last - name.first == 1
            return not (alone and words.low[name.first] in _NO_NAMES)
        if name.last - name.first == 1 and words.word[name.first] not in words.proper:
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
            side = (self._opposing(draft) or sides.of_name(name)) if name else draft.name
            stands_for = interest(self.words, draft.mentions) if name and name.entry is None and side else None
            return f"{draft.name} ({stands_for})" if stands_for else side
        if draft.kind == "country":
            return draft.name
        own = [role for role in draft.roles if owned(self, *role) and "counterpart" not in self.words.low[slice(*role)]]
        private = any(self._private(*role) for role in draft.roles)
        for first, last in draft.roles:
            found = side_of_owner(self, first, last, []) if (first, last) in own else sides.of_role(first, last)
            if private and found in sides.offices:
                continue  # a tycoon of influence in a country speaks for himself
            if found:
                return found
        alone = draft.tokens[-1] if len(draft.tokens) == 1 else ""
        by_surname = sides.officials.side_of_surname(alone)
        by_surname = by_surname if by_surname in sides.present else None  # else another of that name
        listed = (sides.officials.side(draft.name) or by_surname) if self._trusted() else None
        if listed:
            return sides.revolt.as_state(listed)
        for first, last in draft.institutions:
            named = sides.within(first, last)
            if named and named[0].kind != "person":
                return sides.revolt.of_opposition(first, last) or sides.of_name(named[0])
        if draft.calls & {"sir", "lord", "lady", "baroness", "dame"}:
            return "United Kingdom"
        for first, last in draft.roles if not own else ():
            state = sides.of_office(first, last)
            found = sides.revolt.as_state(state) if state else self._with_fellow(first)
            if found:
                return found
        return draft.name if private else None

    def _private(self, first: int, last: int) -> bool:
        """Whether a role is of someone who speaks for no one else: a tycoon, a historian."""
        head = read_phrase(self.words, first, last).head
        return bool(word_set("own_persons") & set(self.words.low[first : head + 1]))

    def _trusted(self) -> bool:
        """Whether the list of officials fits this report: no one in it has the office of another state by the report's words."""
        if self.list_trusted is None:
            self.list_trusted = True
            offices = country_offices()
            for draft in self.drafts:
                listed = self.sides.officials.side(draft.name) if draft.kind == "person" and draft.roles else None
                told = next((side for role in draft.roles if (side := self.sides.of_role(*role))), None) if listed else None
                if listed != told and offices.get(listed or "") and offices.get(told or ""):
                    self.list_trusted = False
        return self.list_trusted

    def _with_fellow(self, at: int) -> str | None:
        """The side of the person named just before with "and": "union head Jane Roe and chief negotiator John Doe"."""
        if at < 2 or self.words.low[at - 1] != "and":
            return None
        fellows = [n for n in self.sides.within(max(0, at - 7), at - 1) if n.last == at - 1 and n.kind == "person"]
        return self._party_at(fellows[-1]) if fellows and fellows[-1].title else None

    def _opposing(self, draft: Draft) -> str | None:
        """The opposition's side for a body that the report says is of it: "the opposition's Peace Council"."""
        words, opposition = self.words, self.sides.revolt.opposition()
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
            self._add_known(name, (name.first, name.last))
        return self.of_name[id(name)]

    def role(self, draft: Draft) -> str | None:
        """A person's role as the text first words it, without article; a rank alone gives way to what says more."""
        found = [text for first, last in draft.roles if (text := _role_text(self.words.slice(first, last)))]
        return next((text for text in found if " " in text), found[0] if found else None)

    def before(self, at: int) -> list[tuple[int, int, Draft]]:
        """Mentions in the same report that begin before word `at`, nearest first, at most 200."""
        end = bisect_left(self._line_firsts, at)
        begin = max(0, end - 200, bisect_left(self._line_firsts, self.words.report_first(at)))
        return [(first, last, self.drafts[i]) for first, last, i in reversed(self.line[begin:end])]

    def between(self, first: int, last: int) -> list[tuple[int, int, Draft]]:
        """Mentions that begin in words [first, last), in order."""
        low, high = bisect_left(self._line_firsts, first), bisect_left(self._line_firsts, last)
        return [(a, b, self.drafts[i]) for a, b, i in self.line[low:high]]


def _role_text(text: str) -> str:
    """A role without article or possessive before it, without an open bracket or a relative clause cut short after it."""
    text = re.sub(r"^(?:even |only |also )?(?:the|a|an|one|its|their|his|her|whose) ", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s+(?:who|which|that|whose|and|,)(?:\s+(?:is|was|has|had))?$", "", text)
    if text.count("(") > text.count(")"):
        text = text[: text.rindex("(")].rstrip()
    return text[:120].rstrip(" ,.;:")
