"""From the words of a source to the actor who speaks: names, offices, descriptions, pronouns, continued quotations."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from negotiable.reading.actors.cast import Cast, Draft
from negotiable.reading.actors.described import Descriptions
from negotiable.reading.actors.gazetteer import word_set
from negotiable.reading.actors.named import named
from negotiable.reading.actors.offices import Offices
from negotiable.reading.actors.phrases import PRONOUNS, read_phrase
from negotiable.reading.actors.pronouns import antecedent, gender_of, relative, subject_of
from negotiable.reading.actors.relays import Relays
from negotiable.reading.actors.several import Several, is_count
from negotiable.reading.actors.words import Words
from negotiable.terms import Attribution

Range = tuple[int, int]
Found = tuple[Draft | None, Draft | None]

_OPEN = frozenset(["who", "which", "whose", "in", "of", "by", "at", "all", "both", "each"])  # where a source was cut too late
_EDGE = word_set("source_edges")
_ENDS = word_set("source_edges") | word_set("verbs") | frozenset(["who", "which", "speaking", "quoted"])


class Sources:
    """Resolves the sources of one report in reading order; `ranges`: attribution id → the words of its source."""

    def __init__(self, words: Words, cast: Cast, attributions: Sequence[Attribution], ranges: Mapping[str, Range | None]) -> None:
        self.words, self.cast, self.ranges = words, cast, ranges
        self.attributions = sorted(attributions, key=lambda a: self._position(a))
        self.spoken: list[tuple[int, Draft]] = []
        self.found: dict[str, Found] = {}
        self.spoken_of: list[Draft] = []  # in the quotation at hand
        offices = Offices(words, cast, self.spoken, sorted(r for r in ranges.values() if r))
        self.descriptions = Descriptions(words, cast, self.spoken, offices)
        self.several = Several(words, cast, self.spoken, self._one)
        self.relays = Relays(words, cast, self._one)

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
            self.spoken_of = self._spoken_of(attribution)
            if at:
                speaker, relay = self._source(*at, attribution)
                if speaker:
                    speaker.mention(*(at if at[1] - at[0] <= 12 else (at[0], at[0] + 1)))
                    self.spoken.append((at[0], speaker))
                self.found[attribution.id] = (speaker, relay)
        for attribution in self.attributions:
            self.spoken_of = self._spoken_of(attribution)
            if not self.ranges.get(attribution.id):
                self.found[attribution.id] = (self._continued(attribution), None)
        return self.found

    def _continued(self, attribution: Attribution) -> Draft | None:
        """The speaker of a quotation without a source: of the statement it goes on with, else the last one before it."""
        if attribution.continues in self.found:
            return self.found[attribution.continues][0]
        if not attribution.content or self._asked(attribution):
            return None
        at = self.words.at(attribution.content[0][0])
        leads = self._leading_to(at)
        if leads:
            return leads
        index = bisect_left(self.spoken, at, key=lambda spoken: spoken[0])
        if index == 0:
            return None
        position, draft = self.spoken[index - 1]
        if position < self.words.report_first(at):
            return None
        near = self.words.paragraph[at] - self.words.paragraph[position] <= 1
        return draft if near and draft not in self.spoken_of else None

    def _asked(self, attribution: Attribution) -> bool:
        """ "Asked whether …, she said": nobody knows who asked."""
        return any(self.words.low[self.words.at(start)] in ("asked", "questioned", "pressed") for start, _ in attribution.cue[:1])

    def _leading_to(self, at: int) -> Draft | None:
        """The subject of the clause before a quotation's colon: "X brushed the comment aside: “…”"."""
        words = self.words
        if at < 2 or words.low[at - 1] != ":" or words.quoted[at - 1] or not words.joined(at):
            return None
        first, _last = words.sentence_span(words.sentence[at - 1])
        named_there = [m for m in self.cast.between(first, at - 1) if m[2] not in self.spoken_of]
        return subject_of(words, first, named_there) if named_there else None

    def _spoken_of(self, attribution: Attribution) -> list[Draft]:
        """Whom a direct quotation names, and who is therefore not taken for the one behind a pronoun who speaks it."""
        if attribution.kind != "direct":
            return []
        ranges = (self.words.range_of(*span) for span in attribution.content)
        return [
            draft for first, last in ranges for _first, _last, draft in self.cast.between(first, last) if draft.kind == "person"
        ]

    # one source

    def _source(self, first: int, last: int, attribution: Attribution) -> Found:
        words = self.words
        last = self._whole(last)
        first = next(
            (k for k in range(last - 1, first, -1) if words.opens[k] and words.low[k - 1] not in _EDGE), first
        )  # a dateline
        while first < last and words.low[first] in _EDGE:
            first += 1
        while last > first and (words.low[last - 1] in _EDGE or (last - first > 1 and words.low[last - 1] in _OPEN)):
            last -= 1
        if first >= last:
            return None, None
        return self.relays.read(first, last, attribution)

    def _whole(self, last: int) -> int:
        """The end of a source that was cut after its preposition: "a spokeswoman for | his office"."""
        words = self.words
        if words.low[last - 1] not in ("for", "at", "from"):
            return last
        end = last
        while end < len(words) and end - last < 6 and words.joined(end) and words.low[end] not in _ENDS:
            end += 1
        return end

    def _one(self, first: int, last: int) -> Draft | None:
        words = self.words
        if first >= last:
            return None
        last = next((k for k in range(first + 1, last) if words.low[k] in ("including", "like") or words.dash(k)), last)
        while words.low[last - 1] == "," and last - 1 > first:
            last -= 1  # "ministers, including X" are the ministers
        low = words.low[first]
        if last - first == 1 and low.replace("’", "'").split("'")[0] in PRONOUNS:  # also "who've"
            return self._pronoun(first, low.replace("’", "'").split("'")[0])
        pair = self.several.pair(first, last)
        if pair:
            return pair
        phrase = read_phrase(words, first, last)
        if is_count(words, first, last):
            return self.several.one_of_them(phrase)
        return named(self.cast, phrase, self.cast.sides.within(first, last)) or self.descriptions.resolve(phrase)

    def _pronoun(self, at: int, low: str) -> Draft | None:
        if low in ("who", "whom", "which"):
            return relative(self.words, self.cast, at)
        if low == "you":
            return None
        if low in ("i", "we", "me", "us", "our", "my"):
            return (
                self.spoken[-1][1]
                if self.spoken
                and self.spoken[-1][0] >= self.words.report_first(at)
                and self.words.paragraph[at] - self.words.paragraph[self.spoken[-1][0]] <= 1
                else None
            )
        found = antecedent(self.words, self.cast, at, low, self.spoken, self.spoken_of)
        if found and found.kind == "person" and not found.gender:
            found.gender = gender_of(low)  # what the text calls "he" once it does not call "she" later
        return found
