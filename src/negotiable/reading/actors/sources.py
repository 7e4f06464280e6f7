"""From the words of a source to the actor who speaks: names, offices, descriptions, pronouns, continued quotations."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.gazetteer import short_forms, titles, word_set
from negotiable.reading.actors.names import Name
from negotiable.reading.actors.offices import UNNAMED, Offices
from negotiable.reading.actors.owners import POSSESSIVES, last_called, owned, side_of_owner
from negotiable.reading.actors.phrases import DEFINITE, INDEFINITE, PRONOUNS, Phrase, read_phrase
from negotiable.reading.actors.pronouns import antecedent, relative
from negotiable.reading.actors.relays import Relays
from negotiable.reading.actors.words import Words
from negotiable.terms import Attribution
from negotiable.terms.reading import ActorKind

Range = tuple[int, int]
Found = tuple[Draft | None, Draft | None]

_FOR = frozenset(["for", "of", "to", "by", "with", "from", "behind", "close"])
_OPEN = frozenset(["who", "which", "whose", "in", "of", "by", "at"])  # where a source was cut too late
_CLAUSES = frozenset(["who", "which", "that", "whose", ",", "set", "including", "such"])  # end the name of someone described
_EDGE = word_set("source_edges")
_STATE_NOUNS = word_set("state_nouns")


class Sources:
    """Resolves the sources of one report in reading order; `ranges`: attribution id → the words of its source."""

    def __init__(self, words: Words, cast: Cast, attributions: Sequence[Attribution], ranges: Mapping[str, Range | None]) -> None:
        self.words, self.cast, self.ranges = words, cast, ranges
        self.attributions = sorted(attributions, key=lambda a: self._position(a))
        self.spoken: list[tuple[int, Draft]] = []
        self.found: dict[str, Found] = {}
        self.beside = {first: d for d in cast.drafts if d.kind == "person" for first, _last in d.roles}
        self.relays = Relays(words, cast, self._one)
        self.offices = Offices(words, cast, self.spoken, sorted(r for r in ranges.values() if r))

    def _position(self, attribution: Attribution) -> int:
        found = self.ranges.get(attribution.id)
        if found:
            return found[0]
        return self.words.at(attribution.content[0][0]) if attribution.content and len(self.words) else 0

    def resolve(self) -> dict[str, Found]:
        """Attribution id → (speaker, relaying medium)."""
        if not len(self.words):
            return {}
        for attribution in self.attributions:
            at = self.ranges.get(attribution.id)
            if at:
                speaker, relay = self._source(*at, attribution)
                if speaker:
                    speaker.mention(*(at if at[1] - at[0] <= 12 else (at[0], at[0] + 1)))
                    self.spoken.append((at[0], speaker))
                self.found[attribution.id] = (speaker, relay)
        for attribution in self.attributions:
            if not self.ranges.get(attribution.id):
                self.found[attribution.id] = (self._continued(attribution), None)
        return self.found

    def _continued(self, attribution: Attribution) -> Draft | None:
        """The speaker of a quotation without a source: of the statement it goes on with, else the last one before it."""
        if attribution.continues in self.found:
            return self.found[attribution.continues][0]
        if not attribution.content:
            return None
        at = self.words.at(attribution.content[0][0])
        index = bisect_left(self.spoken, at, key=lambda spoken: spoken[0])
        if index == 0:
            return None
        position, draft = self.spoken[index - 1]
        if position < self.words.report_first(at):
            return None
        return draft if self.words.paragraph[at] - self.words.paragraph[position] <= 1 else None

    # one source

    def _source(self, first: int, last: int, attribution: Attribution) -> Found:
        words = self.words
        while first < last and words.low[first] in _EDGE:
            first += 1
        while last > first and (words.low[last - 1] in _EDGE or (last - first > 1 and words.low[last - 1] in _OPEN)):
            last -= 1
        if first >= last:
            return None, None
        return self.relays.read(first, last, attribution)

    def _one(self, first: int, last: int) -> Draft | None:
        words = self.words
        if first >= last:
            return None
        low = words.low[first]
        if last - first == 1 and low in PRONOUNS:
            return self._pronoun(first, low)
        pair = self._pair(first, last)
        if pair:
            return pair
        phrase = read_phrase(words, first, last)
        if all(words.low[k] in _ONE_OF_THEM for k in range(first, last)):
            return self._one_of_them(phrase)
        names = self.cast.sides.within(first, last)
        return self._named(phrase, names) or self._described(phrase, names)

    def _one_of_them(self, phrase: Phrase) -> Draft | None:
        """ "One", "a third", "others": of the group that spoke last; "both sides": the two sides that the report names most."""
        words, cast = self.words, self.cast
        many = _BOTH & set(words.low[phrase.first : phrase.last])
        if "sides" in many or (many and {"both", "two"} & set(words.low[phrase.first : phrase.last])):
            name = f"both {min(many)}"
            draft = cast.add(name, "group", (phrase.first, phrase.last), named=False, plural=True, head="sides")
            pair = cast.sides.two_sides()
            draft.party, draft.party_known = (" and ".join(pair) if pair else None), True
            return draft
        for position, draft in reversed(self.spoken[-6:]):
            if not draft.plural and words.low[phrase.first] in ("some", "others"):
                continue
            if draft.named or words.paragraph[phrase.first] - words.paragraph[position] > 3:
                continue
            said = words.slice(phrase.first, phrase.last).lower()
            name = f"{said} of the {draft.name}" if draft.plural else f"{said} {draft.head}"
            one = cast.add(name, "person", (phrase.first, phrase.last), named=False, head=draft.head)
            one.party, one.party_known = cast.party(draft), True
            return one
        return None

    def _pronoun(self, at: int, low: str) -> Draft | None:
        if low in ("who", "whom", "which"):
            return relative(self.words, self.cast, at)
        if low in ("i", "we", "you", "me", "us", "our", "my"):
            return (
                self.spoken[-1][1]
                if self.spoken
                and self.spoken[-1][0] >= self.words.report_first(at)
                and self.words.paragraph[at] - self.words.paragraph[self.spoken[-1][0]] <= 1
                else None
            )
        return antecedent(self.words, self.cast, at, low, self.spoken)

    def _pair(self, first: int, last: int) -> Draft | None:
        """ "A and B": one group of two or more."""
        words = self.words
        cuts = [k for k in range(first + 1, last - 1) if words.low[k] in ("and", "or")]
        if not cuts or last - first > 30:
            return None
        cut = cuts[-1]
        start = first + 1 if words.low[first] == "both" else first
        names = self.cast.sides.within(first, last)
        if any(n.first <= cut < n.last for n in names) or start >= cut:
            return None
        left_phrase, right_phrase = read_phrase(words, start, cut), read_phrase(words, cut + 1, last)
        left_names, right_names = self.cast.sides.within(start, cut), self.cast.sides.within(cut + 1, last)
        heads = word_set("groups") | word_set("heads")
        if not right_names and not (right_phrase.head >= 0 and words.low[right_phrase.head] in heads):
            return None
        if not left_names and not (left_phrase.head >= 0 and words.low[left_phrase.head] in heads):
            return None
        if (
            any(words.low[k] in ("of", "for", "between", "from", "with", "by", "to") for k in range(start, cut))
            and not right_names
        ):
            return None
        if any(words.low[k] in ("for", "between", "from", "with", "by", "to", "in") for k in range(start, cut)):
            return None
        if not all(n.entry for n in left_names) and is_appositive(words, start, cut):
            return None
        left, right = self._one(start, cut), self._one(cut + 1, last)
        if left is None or right is None or left is right:
            return None
        sides = list(dict.fromkeys(p for p in (self.cast.party(left), self.cast.party(right)) if p))
        draft = self.cast.add(f"{left.name} and {right.name}", "group", (first, last), plural=True)
        if not draft.party_known:
            draft.party, draft.party_known = (" and ".join(sides) or None), True
        return draft

    def _named(self, phrase: Phrase, names: list[Name]) -> Draft | None:
        """The named actor that the phrase is about, None if it describes someone else ("a spokesman for X")."""
        words = self.words
        for name in names:
            draft = self.cast.draft_of(name)
            if name.last - name.first == 1 and words.low[name.first] in titles()["calls"]:
                draft = last_called(self.cast, name.first, words.low[name.first]) or draft  # "The Observatory"
            whole = all(words.low[k] in DEFINITE for k in range(phrase.first, name.first)) and name.last >= phrase.last
            if draft is None and whole:
                draft = self.cast.country(name)
            if draft is None:
                continue
            before = words.low[name.first - 1] if name.first > phrase.first else ""
            k = name.first - 1
            while k > phrase.first and (
                words.low[k] == "the" or words.low[k].rstrip(".") in titles()["address"] or (name.title and name.title[0] <= k)
            ):
                k -= 1
            if k >= phrase.first:
                before = words.low[k]
            if before in _FOR and k >= phrase.first:
                if self._speech_noun(phrase.first, k):
                    return draft
                continue
            if name.last < phrase.last and words.low[name.last] in ("'s", "’s", "'", "’"):
                if name.last + 1 < phrase.last and self._speech_noun(name.last + 1, phrase.last):
                    return draft
                if name.last + 1 >= phrase.last:
                    return draft
                continue
            rest = range(name.last, phrase.last)
            if phrase.head >= name.last and any(words.low[i] in word_set("heads") | word_set("groups") for i in rest):
                if self._speech_noun(name.last, phrase.last):
                    return draft
                if not _stops_before(words, name.last, phrase.head):
                    continue
            if draft.kind == "person":
                return draft
            if all(
                words.low[i] in DEFINITE or words.low[i] in INDEFINITE or words.low[i] in word_set("modifiers")
                for i in range(phrase.first, name.first)
            ):
                return draft
            if name.first <= phrase.head < name.last or (
                phrase.head < name.first and not _prepositions(words, phrase.first, name.first)
            ):
                return draft
        return None

    def _speech_noun(self, first: int, last: int) -> bool:
        """Whether words [first, last) name words spoken or written, not a speaker."""
        phrase = read_phrase(self.words, first, last)
        return phrase.head >= 0 and self.words.low[phrase.head] in word_set("speech_nouns")

    def _described(self, phrase: Phrase, names: list[Name]) -> Draft | None:
        words = self.words
        if phrase.head < 0:
            return None
        head = words.low[phrase.head]
        beside = self.beside.get(phrase.first)
        if beside is not None:
            return beside  # the source is only the apposition of "X, a deputy minister, said"
        if words.low[phrase.first] in ("his", "her", "their", "its") and head in word_set("speech_nouns"):
            return antecedent(words, self.cast, phrase.first, words.low[phrase.first], self.spoken)
        if phrase.definite:
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
        return self._unnamed(phrase, head)

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
        return last - first < 5 and words.capital[last - 1] and self._proper(last - 1)

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

    def _side_of_called(self, phrase: Phrase) -> str | None:
        """The side of "a spokesman for the company", "an official at the ministry"."""
        words = self.words
        calls = titles()["calls"]
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
        if side and side != cast.sides.opposition() and (head in word_set("private") or self._of_industry(phrase)):
            side = text
        groups, heads = word_set("groups"), word_set("heads")
        person_head = head in heads
        state_noun = head in _STATE_NOUNS
        if side is None:
            side = self._side_of_called(phrase) or self._side_of_owner(phrase, head) or self._side_of_subject(phrase, head)
        if side is None and not mine:
            side = cast.sides.of_office(phrase.first, phrase.last) or (
                cast.sides.home(head, text) if state_noun and head != "police" else None
            )
            if (
                side
                and phrase.last - first == 1
                and head in ("government", "ministers", "officials", "lawmakers", "military", "army")
            ):
                text = f"{short_forms().get(side, side)} {text}"
        kind: ActorKind = "group" if head in groups and not person_head else "person" if person_head else "body"
        draft = cast.add(
            text,
            kind,
            (phrase.first, phrase.last),
            named=False,
            head=head,
            plural=kind == "group",
        )
        if not draft.party_known:
            draft.party, draft.party_known = side, True
            if side is None and kind != "person" and (self._is_side(head) or self._has_name(first, phrase.last)):
                draft.party = text
        gender = titles()["gender"].get(head, "")
        draft.gender = draft.gender or gender
        return draft


_BOTH = frozenset(["sides", "governments", "countries", "nations", "capitals", "parties"])
_ONE_OF_THEM = _BOTH | frozenset(
    ["one", "a", "another", "second", "third", "fourth", "other", "others", "some", "both", "sides", "the", "two"]
)


def _stops_before(words: Words, first: int, last: int) -> bool:
    return any(words.low[k] in (",", "of", "for", "in", "at", "(", "who", "that") for k in range(first, last))


def _prepositions(words: Words, first: int, last: int) -> bool:
    return any(words.low[k] in ("of", "for", "to", "from", "with", "by", "at", "in", "on", "close") for k in range(first, last))


def is_appositive(words: Words, first: int, last: int) -> bool:
    from negotiable.reading.actors.phrases import is_role

    comma = next((k for k in range(first, last) if words.low[k] == ","), last)
    return comma < last and is_role(words, comma + 1, last)
