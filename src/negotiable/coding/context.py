"""A reading laid out for coding: words, sentences, who is named where, and whose side each word belongs to."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

from negotiable.coding.lexicon import word_set
from negotiable.coding.phrases import Words, sentences, words_of
from negotiable.reading.text.paragraphs import paragraphs
from negotiable.reading.text.quotations import quotations
from negotiable.terms import Actor, Attribution, Reading, Span

Side = Literal["own", "other"]

_CLAUSE_STOP = frozenset('.!?;:"')
LOOK_BACK = 12  # words between a subject and its verb, at most


class Context:
    """What the rules ask about a reading. Built once a report; every answer is a look-up."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.report.text
        self.words: Words = words_of(self.text)
        self.paragraphs: list[Span] = paragraphs(self.text)
        self.sentences: list[Span] = sentences(self.text, self.words, self.paragraphs, word_set("titles"))
        self.actors: dict[str, Actor] = {actor.id: actor for actor in reading.actors}
        self._sentence_starts = [start for start, _ in self.sentences]
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        named = sorted((start, end, actor.id) for actor in reading.actors for start, end in actor.mentions)
        self._named = named
        self._own, self._you, self._third = word_set("own"), word_set("you"), word_set("third")
        self._named_starts = [start for start, _, _ in named]

    @cached_property
    def quoted(self) -> list[Span]:
        """The quotations of the report, in order."""
        return [(q.start, q.end) for q in quotations(self.text, self.paragraphs)]

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [start for start, _ in self.quoted]

    def in_quotation(self, at: int) -> bool:
        """Whether the code point `at` stands inside quotation marks."""
        k = bisect_right(self._quoted_starts, at) - 1
        return k >= 0 and at < self.quoted[k][1]

    def sentence(self, at: int) -> Span:
        """The sentence around the code point `at`."""
        return _around(self.sentences, self._sentence_starts, at)

    def paragraph(self, at: int) -> Span:
        """The paragraph around the code point `at`."""
        return _around(self.paragraphs, self._paragraph_starts, at)

    def paragraph_number(self, at: int) -> int:
        """The number of the paragraph around `at`, from 0."""
        return max(0, bisect_right(self._paragraph_starts, at) - 1)

    def named_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Mentions that begin in `text[start:end]`: start, end, actor id; the longest one at a place only."""
        found: list[tuple[int, int, str]] = []
        for k in range(bisect_left(self._named_starts, start), bisect_left(self._named_starts, end)):
            mention = self._named[k]
            if found and mention[0] < found[-1][1]:
                if mention[1] - mention[0] > found[-1][1] - found[-1][0]:
                    found[-1] = mention
                continue
            found.append(mention)
        return found

    def party(self, actor_id: str | None) -> str | None:
        """The side an actor speaks for, in lower case; a country or body without one is its own side."""
        actor = self.actors.get(actor_id or "")
        if actor is None:
            return None
        if actor.party:
            return actor.party.lower()
        return actor.name.lower() if actor.kind != "person" else None

    def same_side(self, one: str | None, two: str | None) -> bool:
        """Whether two actors are one, or speak for one side, or one is the other's side."""
        if one is None or two is None:
            return False
        if one == two:
            return True
        a, b = self.party(one), self.party(two)
        if a is not None and a == b:
            return True
        return self._name(one) == b or self._name(two) == a

    def _name(self, actor_id: str) -> str:
        actor = self.actors.get(actor_id)
        return actor.name.lower() if actor else ""

    def root_of(self, attributions: dict[str, Attribution], one: Attribution) -> str:
        """The id of the first piece of the quotation that `one` belongs to."""
        seen = {one.id}
        while one.continues and one.continues in attributions and one.continues not in seen:
            one = attributions[one.continues]
            seen.add(one.id)
        return one.id

    def side_at(self, i: int, speaker: str | None) -> Side | None:
        """Whose side the word number `i` names, seen from `speaker`: "own", "other", None where it names nobody."""
        word, at = self.words.words[i], self.words.starts[i]
        if word in self._own:
            return "own"
        if word in self._you:
            return "other"
        if word in self._third:
            return "other" if self.in_quotation(at) else "own"
        k = bisect_right(self._named_starts, at) - 1
        while k >= 0 and at - self._named[k][0] < 60:
            if at < self._named[k][1]:
                return "own" if self.same_side(self._named[k][2], speaker) else "other"
            k -= 1
        return None

    def subject_side(self, i: int, first: int, speaker: str | None) -> Side | None:
        """The side of the nearest one named before word `i` in its clause; `first` is where the content begins."""
        for k in range(i - 1, max(first, i - LOOK_BACK) - 1, -1):
            if self.words.words[k] in _CLAUSE_STOP:
                return None
            side = self.side_at(k, speaker)
            if side:
                return side
        return None


def _around(spans: list[Span], starts: list[int], at: int) -> Span:
    k = bisect_right(starts, at) - 1
    return spans[k] if k >= 0 else (0, 0)
