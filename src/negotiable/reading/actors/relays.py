"""Who speaks and who passes it on: "state television, citing the ministry", "the paper quoted X as saying", "X told Reuters"."""

from collections.abc import Callable

from negotiable.reading.actors.cast import Cast
from negotiable.reading.actors.drafts import Draft
from negotiable.reading.actors.gazetteer import word_set
from negotiable.reading.actors.words import Words
from negotiable.terms import Attribution

Found = tuple[Draft | None, Draft | None]

_CITES = frozenset(["citing", "quoting"])
_QUOTES = frozenset(["quoted", "cited", "quotes", "cites"])
_ENDS = frozenset([",", ".", ";", ":", "said", "says", "reported", "reports", "that", "as", "“", '"', "‘", ")", "who", "which"])
_TIMES = frozenset(["in", "on", "at", "after", "before", "during", "when", "late", "early", "earlier", "last", "this", "with"])
_TOLD = frozenset(["told", "tells", "tell", "telling"])
_REACH = 12  # words of one source after "citing"


class Relays:
    """Finds the medium that passes a statement on; `one`: words [first, last) → the actor they name."""

    def __init__(self, words: Words, cast: Cast, one: Callable[[int, int], Draft | None]) -> None:
        self.words, self.cast, self._one = words, cast, one

    def read(self, first: int, last: int, attribution: Attribution) -> Found:
        """(speaker, medium) of the source in words [first, last)."""
        words = self.words
        for k in range(first + 1, last - 1):
            if words.low[k] in _CITES and self._outlet(first, k):
                return self._cited(k + 1, last, first, k)
        teller = self._teller(first)
        if teller:
            heard = self._one(first, last)
            return teller, heard if heard and heard is not teller and self._outlet(first, last) else None
        k = last + 1 if last < len(words) and words.low[last] == "," else last
        if self._outlet(first, last) and k + 1 < len(words) and words.joined(k):
            if words.low[k] in _QUOTES and self._as_saying(k, attribution):
                return self._cited(k + 1, self._end(k + 1), first, last)
            if words.low[k] in _CITES and not self._document(k + 1):
                return self._cited(k + 1, self._end(k + 1), first, last)
        within = self._reported(first, attribution) if self._outlet(first, last) else None
        if within:
            return within, self._one(first, last)
        k = self._cited_after(attribution) if self._outlet(first, last) else -1
        if k >= 0 and not self._document(k):
            return self._cited(k, self._end(k), first, last)
        speaker = self._one(first, last)
        return speaker, self._medium(first, last, attribution) if speaker else None

    def _teller(self, first: int) -> Draft | None:
        """X where the source is the one who was told: "…", X told | the Harbour Courier |."""
        words = self.words
        at = first - 2 if first > 1 and words.low[first - 1] == "the" else first - 1
        if at < 1 or words.low[at] not in ("told", "tells") or not words.joined(first):
            return None
        start = at
        while (
            start > 0
            and words.joined(start)
            and at - start < 6
            and words.low[start - 1] not in _ENDS
            and words.word[start - 1] != "”"
        ):
            start -= 1
        return self._one(start, at) if start < at else None

    def _cited(self, first: int, last: int, medium_first: int, medium_last: int) -> Found:
        while medium_last > medium_first + 1 and self.words.low[medium_last - 1] == ",":
            medium_last -= 1
        medium = self._one(medium_first, medium_last)
        cited = self._one(first, last) if first < last else None
        if cited is None or medium is None or cited is medium:
            return medium, None
        cited.mention(first, last)
        medium.mention(medium_first, medium_last)
        side = self.cast.party(medium)
        if not cited.named and side in self.cast.sides.offices and self._state_word(first, last):
            cited.party = side  # the ministry that a state's television cites
        return cited, medium

    def _state_word(self, first: int, last: int) -> bool:
        """Whether words [first, last) are an arm of the state without a name: "the defence ministry", "military officials"."""
        nouns = word_set("state_nouns") | frozenset(["officials", "official", "ministry"])
        return not self.cast.sides.within(first, last) and any(self.words.low[k] in nouns for k in range(first, last))

    def _end(self, first: int, more: frozenset[str] = frozenset()) -> int:
        """Where the source that begins after "citing" or "quoted" ends; `more`: words that end it too."""
        words, k = self.words, first
        while (
            k < len(words) and k - first < _REACH and words.joined(k) and words.low[k] not in _ENDS and words.low[k] not in more
        ):
            k += 1
        return k

    def _reported(self, first: int, attribution: Attribution) -> Draft | None:
        """X in "X said on Saturday | the talks went on |, the newspaper reported"."""
        words = self.words
        if not attribution.content:
            return None
        begin, _ = words.range_of(*attribution.content[0])
        if begin >= first or begin >= len(words):
            return None
        start, _ = words.sentence_span(words.sentence[begin])
        for k in range(begin - 1, max(start, begin - 5), -1):
            if words.low[k] in ("said", "says") and k - start <= _REACH:
                return self._one(start, k)
        return None

    def _cited_after(self, attribution: Attribution) -> int:
        """The first word of X in "the agency said the road was open, citing X", -1 if nothing is cited there."""
        words = self.words
        if not attribution.content:
            return -1
        _, end = words.range_of(*attribution.content[-1])
        for k in range(max(0, end - 15), min(end + 2, len(words) - 1)):
            if words.low[k] in _CITES and words.low[k - 1] == "," and not words.quoted[k]:
                return k + 1
        return -1

    def _document(self, first: int) -> bool:
        """ "citing a letter": words on paper, no speaker."""
        end = self._end(first)
        return end > first and self.words.low[end - 1] in word_set("speech_nouns") | word_set("reasons")

    def _as_saying(self, k: int, attribution: Attribution) -> bool:
        """Whether "quoted" at word `k` goes on "… as saying", or its quotation follows."""
        words = self.words
        window = words.low[k + 1 : k + 2 + _REACH]
        return "saying" in window or "telling" in window or (bool(attribution.content) and words.low[k].startswith("quot"))

    def _outlet(self, first: int, last: int) -> bool:
        """Whether words [first, last) are a paper, a broadcaster or an agency of news."""
        words, nouns = self.words, word_set("outlets")
        if any(words.low[k] in nouns for k in range(first, min(last, first + 6))):
            return True
        return any(name.entry and name.entry.word in _OUTLET_WORDS for name in self.cast.sides.within(first, last))

    def _medium(self, first: int, last: int, attribution: Attribution) -> Draft | None:
        """The outlet in "X told Reuters", "X was quoted as saying by Y", "Y quoted X as saying", "in an interview with Y"."""
        words = self.words
        if first > 0 and words.low[first - 1] in _QUOTES and words.joined(first):
            start = first - 1
            while start > 0 and words.joined(start) and first - start < 6 and words.low[start - 1] not in _ENDS:
                start -= 1
            return self._named_outlet(start, first - 1)
        if not attribution.cue:
            return None
        cue_first, cue_last = words.range_of(*attribution.cue[0])
        begin = min(cue_first, max(last, cue_first - 1))
        for k in range(begin, min(len(words), cue_last + 10)):
            low, following = words.low[k], words.low[k + 1] if k + 1 < len(words) else ""
            if k >= cue_last and (low in (".", ";", "“", '"', ":") or not words.joined(k)):
                break
            told = low in _TOLD and k < cue_last
            interview = low == "interview" and following in ("with", "on", "to", "published")
            quoted = low == "by" and any(words.low[i] in _QUOTES for i in range(max(begin, k - 5), k))
            if told or interview or quoted:
                start = k + 1 if told or quoted else k + 2
                found = self._named_outlet(start, self._end(start, _TIMES))
                if found:
                    return found
        return None

    def _named_outlet(self, first: int, last: int) -> Draft | None:
        words = self.words
        if first >= last or not self._outlet(first, last) or words.low[last - 1] in ("conference", "briefing", "outlets"):
            return None
        if not any(words.capital[k] for k in range(first, last)) and "state" not in words.low[first:last]:
            return None
        found = self._one(first, last)
        if found and found.kind == "person":  # "told CNBC host X"
            outlets = [name for name in self.cast.sides.within(first, last) if name.entry and name.entry.word in _OUTLET_WORDS]
            found = self.cast.draft_of(outlets[0]) if outlets else None
        if found and found.kind == "body":
            found.mention(first, last)
            return found
        return None


_OUTLET_WORDS = frozenset(["newspaper", "news agency", "broadcaster", "outlet", "magazine"])
