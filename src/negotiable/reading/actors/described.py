"""Sources without a name: "a senior official", "the union's lawyers", each with the side that its description tells."""

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.gazetteer import short_forms, titles, word_set
from negotiable.reading.actors.offices import UNNAMED, Offices
from negotiable.reading.actors.owners import POSSESSIVES, is_called, last_called, owned, side_of_owner
from negotiable.reading.actors.phrases import Phrase, read_phrase
from negotiable.reading.actors.pronouns import antecedent
from negotiable.reading.actors.words import Words
from negotiable.terms.reading import ActorKind

_CLAUSES = frozenset(
    ["holding", "carrying", "waving", "chanting", "who", "which", "that", "whose", ",", "(", "set", "including", "such"]
)  # end the name of someone described
_STATE_NOUNS = word_set("state_nouns")


class Descriptions:
    """Resolves descriptions in one report; `spoken`: (word number, speaker) so far."""

    def __init__(self, words: Words, cast: Cast, spoken: list[tuple[int, Draft]], offices: Offices) -> None:
        self.words, self.cast, self.spoken, self.offices = words, cast, spoken, offices
        self.beside = {first: d for d in cast.drafts if d.kind == "person" for first, _last in d.roles}

    def resolve(self, phrase: Phrase) -> Draft | None:
        words = self.words
        if phrase.head < 0:
            return None
        head = words.low[phrase.head]
        beside = self.beside.get(phrase.first)
        if beside is not None:
            return beside  # the source is only the apposition of "X, a deputy minister, said"
        if words.low[phrase.first] in ("his", "her", "their", "its") and head in word_set("speech_nouns"):
            return antecedent(words, self.cast, phrase.first, words.low[phrase.first], self.spoken)
        if head in word_set("issued") and words.low[phrase.first] == "the" and phrase.last - phrase.first == 2:
            return self._issuer(phrase, head) or self._unnamed(phrase, head)
        headline = phrase.definite is None and phrase.last - phrase.first == 1 and head in word_set("heads_of_state")
        if phrase.definite or headline:  # "PM tells rebels …"
            known = self.offices.same_head(phrase, head) if head in UNNAMED else None
            known = (
                known
                or self.offices.holder(phrase, head)
                or self.offices.same_head(phrase, head)
                or self.offices.called(phrase, head)
            )
            known = known or self.offices.without_role(phrase, head)
            if known:
                return known
        if phrase.definite is not True or head in ("spokesman", "representative") or phrase.first < 60:
            later = self.offices.named_later(phrase, head)
            if later:
                return later
        return self._watching(phrase, head) or self._unnamed(phrase, head)

    def _issuer(self, phrase: Phrase, head: str) -> Draft | None:
        """ "The statement": of whom the last sentence that tells of a statement names after it, or of who speaks there."""
        words = self.words
        here, earliest = words.sentence[phrase.first], words.sentence[words.report_first(phrase.first)]
        for number in range(here - 1, max(earliest, here - 6) - 1, -1):
            first, last = words.sentence_span(number)
            at = next((k for k in range(first, last) if words.low[k] == head and not words.quoted[k]), -1)
            if at < 0:
                continue
            if words.low[at + 1] in ("from", "by", "of"):
                named = [draft for first, _last, draft in self.cast.between(at + 2, last) if draft.named]
                return named[0] if named else None
            return next((draft for position, draft in reversed(self.spoken[-4:]) if first <= position < last), None)
        return None

    def _watching(self, phrase: Phrase, head: str) -> Draft | None:
        """ "A monitoring group", "a human rights monitor": the one body of that kind that the report names anywhere."""
        if head != "monitor" and "monitoring" not in self.words.low[phrase.first : phrase.head]:
            return None
        fits: list[str] = titles()["calls"]["monitor"]
        bodies = [d for d in self.cast.drafts if d.kind == "body" and d.named and d.mentions and is_called(self.cast, d, fits)]
        return bodies[0] if len(bodies) == 1 else None

    def _side_of_owner(self, phrase: Phrase, head: str) -> str | None:
        """The side of "a spokeswoman for his office", "her lawyers"."""
        for k in range(phrase.first, phrase.last - 1):
            if self.words.low[k] in POSSESSIVES and head != "counterpart":
                owner = antecedent(self.words, self.cast, phrase.first, self.words.low[k], self.spoken)
                return self.cast.party(owner) if owner else None
        return None

    def _of_industry(self, phrase: Phrase) -> bool:
        """ "A U.S. industry source": someone from a trade, not from the state named with it."""
        return any(self.words.low[k] in ("industry", "business") for k in range(phrase.first, phrase.head))

    def _has_name(self, first: int, last: int) -> bool:
        """Whether a name that was not recognised stands in words [first, last)."""
        words = self.words
        return last - first < 5 and bool(words.capital[last - 1]) and self._proper(last - 1)

    def _proper(self, at: int) -> bool:
        return self.words.word[at] in self.words.proper and self.words.low[at] not in word_set("never")

    def _is_side(self, head: str) -> bool:
        """Whether a group or body known by description only is a side of its own: workers, rebels, a union; not "analysts"."""
        return head in (word_set("private") - word_set("onlookers")) | word_set("own_sides") or head in titles()["calls"]

    def _side_of_subject(self, phrase: Phrase, head: str) -> str | None:
        """The side of a bare "a spokeswoman": that of the body which the same paragraph speaks of just before."""
        words = self.words
        if not head.startswith("spokes") or phrase.last - phrase.head > 1 or phrase.head - phrase.first > 2:
            return None
        owner = antecedent(words, self.cast, phrase.first, "it", self.spoken)
        if owner is None:
            return None
        near = any(
            words.paragraph[first] == words.paragraph[phrase.first] and draft is owner
            for first, _last, draft in self.cast.before(phrase.first)[:30]
        )
        near = near or any(
            draft is owner and words.paragraph[at] == words.paragraph[phrase.first] for at, draft in self.spoken[-3:]
        )
        return self.cast.party(owner) if near else None

    def _own_plans(self, phrase: Phrase) -> str | None:
        """The state whose plans a bare official tells: "Denmark will lift the ban, a foreign ministry official said"."""
        words = self.words
        if not word_set("state_nouns") & set(words.low[phrase.first : phrase.last]):
            return None
        first, last = words.sentence_span(words.sentence[phrase.first])
        for name in self.cast.sides.within(first, min(first + 6, phrase.first)):
            if name.kind == "country" and name.entry and words.low[name.last] in word_set("plans"):
                return name.entry.party
            ready = words.low[name.last] in ("is", "was") and words.low[name.last + 1] in word_set("ready")
            if name.kind == "country" and name.entry and ready and name.last + 1 < last:
                return name.entry.party
        return None

    def _side_of_called(self, phrase: Phrase) -> str | None:
        """The side of "a spokesman for the company", "an official at the ministry", "a company spokeswoman"."""
        words = self.words
        calls = titles()["calls"]
        owned_by = words.low[phrase.head - 1] if phrase.head > phrase.first and not words.capital[phrase.head - 1] else ""
        if owned_by in calls and words.low[phrase.head] != "diplomat":  # diplomats of a council speak for their states
            body = last_called(self.cast, phrase.first, owned_by)
            return self.cast.party(body) if body else None
        for k in range(phrase.head + 1, phrase.last - 1):
            if words.low[k] == "the" and words.low[k + 1] in calls:
                body = self.offices.called(read_phrase(words, k, min(phrase.last, k + 2)), words.low[k + 1])
                return self.cast.party(body) if body else None
        return None

    def _unnamed(self, phrase: Phrase, head: str) -> Draft | None:
        """An actor known by description only, with the side that the description names."""
        words, cast = self.words, self.cast
        first = phrase.first
        while first < phrase.last - 1 and (words.low[first] in ("the", "a", "an", "this", "that", "these", "those")):
            first += 1
        last = next((k for k in range(phrase.head + 1, phrase.last) if words.low[k] in _CLAUSES), phrase.last)
        text = words.slice(first, last).rstrip(" ,.;:'’\"”")
        if not text or not any(c.isalpha() for c in text):
            return None
        if (text[0].isupper() and not words.capital[first]) or (words.opens[first] and not cast.sides.within(first, first + 1)):
            text = text[0].lower() + text[1:] if not text[:2].isupper() else text
        if head == "government" and text[0] == "G" and phrase.last - first == 1:
            text = "government"
        if head == "bloc" and phrase.definite and cast.sides.weight["European Union"]:
            return cast.add("European Union", "country", (phrase.first, phrase.last), party="European Union", party_known=True)
        mine = owned(cast, phrase.first, phrase.last)
        side = None if mine else cast.sides.of_role(phrase.first, phrase.last)
        if mine and head != "counterpart":
            side = side_of_owner(cast, phrase.first, phrase.last, self.spoken)
        if side and side != cast.sides.revolt.opposition() and (head in word_set("private") or self._of_industry(phrase)):
            side = text
        groups, heads = word_set("groups"), word_set("heads")
        person_head = head in heads
        state_noun = head in _STATE_NOUNS
        if side is None:
            side = self._side_of_called(phrase) or self._side_of_owner(phrase, head) or self._side_of_subject(phrase, head)
        if side is None and head == "capitals" and "European Union" in dict(cast.sides.weight.most_common(2)):
            side = "European Union"
        if side is None and not mine:
            state = (
                self._own_plans(phrase)
                or cast.sides.of_office(phrase.first, phrase.last)
                or (cast.sides.home(head, text) if state_noun and head != "police" else None)
            )
            side = cast.sides.revolt.as_state(state) if state else None
            if (
                state
                and phrase.last - first == 1
                and head in ("government", "ministers", "officials", "lawmakers", "military", "army")
            ):
                text = f"{short_forms().get(state, state)} {text}"
        kind: ActorKind = "group" if head in groups and not person_head else "person" if person_head else "body"
        if side is None and kind != "person" and (self._is_side(head) or self._has_name(first, phrase.last)):
            side = text
        draft = cast.describe(text, side, phrase.definite is True, kind, (phrase.first, phrase.last), head)
        gender = titles()["gender"].get(head, "")
        draft.gender = draft.gender or gender
        return draft
