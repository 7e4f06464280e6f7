"""The lines of a brief: one statement, speaker, condition, conflict, event or doubt each, ready to be shown, with its place."""

from dataclasses import dataclass, field

from negotiable.brief.excerpts import Word, excerpt
from negotiable.brief.passages import Cite
from negotiable.brief.words import RED_LINE, STANCE_MARKS, STANCE_ORDER, is_whole, own_words

_ROUND = ("thousand", "million", "billion", "trillion")  # where these stand, so does the number
_PRONOUNS = ("it", "he", "she", "they", "we", "its", "his", "her", "their")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. `speaker` is None where nobody was found, `side` None where unknown; `word`: its stance in a word.

    `topic`: the issue above its issue, or the same. `guessed`: the program is unsure of the issue. `also`: how other reports
    word it, in words.
    """

    cite: Cite
    speaker: str | None
    short: str
    role: str | None
    side: str | None
    stance: str
    word: str
    red_line: bool
    attitude: bool
    unsure: bool
    issue: str | None
    topic: str | None
    guessed: bool
    target: str | None
    relayed_by: str | None
    said_on: str | None
    continues: str | None
    words: list[Word] = field(repr=False)
    also: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The mark of its stance."""
        return STANCE_MARKS.get(self.stance, "□")

    @property
    def by(self) -> str | None:
        """The speaker for short, None where it is the side itself."""
        return None if is_whole(self.speaker or "", self.side) else self.short

    @property
    def takes_position(self) -> bool:
        """Whether it is more than a judgement of chances or a bare report."""
        return self.stance not in ("assessment", "none")

    @property
    def quoted(self) -> bool:
        """Whether any of it stands in quotation marks."""
        return any(word.quoted for word in self.words)

    @property
    def rank(self) -> tuple[bool, int, bool, bool, bool, int]:
        """Sorts the statement that says most about a position first."""
        order = STANCE_ORDER.index(self.stance) if self.stance in STANCE_ORDER else len(STANCE_ORDER)
        return (not self.red_line, order, self.attitude, self.unsure, not self.quoted, self.cite.first)

    def excerpt(self, width: int) -> str:
        """At most about `width` characters of it."""
        return excerpt(self.words, width)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one side stands on one issue: its statements, the most telling first."""

    side: str
    issue: str
    said: tuple[Said, ...]

    @property
    def first(self) -> Said:
        return self.said[0]

    @property
    def stances(self) -> list[tuple[Said, list[Said]]]:
        """The statements by stance word, most telling stance first: its first statement and all of them."""
        groups: dict[tuple[str, str], list[Said]] = {}
        for said in self.said:
            groups.setdefault((said.mark, RED_LINE if said.red_line else said.word), []).append(said)
        return [(group[0], group) for group in groups.values()]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One row of the position matrix: cells by the name of the side. `unsure`: no statement in it is surely on this issue."""

    label: str
    cells: dict[str, Cell]
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who speaks, with all their statements."""

    name: str
    role: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A party with its speakers; `slot`: its colour, from 1, 0 for those beyond the palette."""

    name: str
    slot: int
    speakers: tuple[Speaker, ...]

    @property
    def count(self) -> int:
        return sum(len(speaker.said) for speaker in self.speakers)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where the sides of one set of talks stand. `labels`: its reports ("r1"); `sides`: those with a cell, the fullest first.

    `taking`: how many of them take a stance or are spoken to; they come before those that only judge and forecast.
    """

    labels: tuple[str, ...]
    sides: tuple[Side, ...]
    rows: tuple[IssueRow, ...]
    taking: int


@dataclass(frozen=True, slots=True)
class IfThen:
    """A threat, offer or prediction; `said` is None in the reporter's own words."""

    cite: Cite
    kind: str
    said: Said | None
    target: str | None
    condition: list[Word] = field(repr=False)
    consequence: list[Word] = field(repr=False)

    @property
    def who(self) -> str:
        """The side, else the speaker; the reporter where nobody says it."""
        return (self.said.side or self.said.short) if self.said else "reporter’s words"

    def excerpts(self, width: int) -> tuple[str, str]:
        """The condition and the consequence in `width` characters together."""
        consequence = excerpt(self.consequence, max(width * 3 // 5, width - len(excerpt(self.condition, width))))
        return excerpt(self.condition, max(12, width - len(consequence))), consequence


@dataclass(frozen=True, slots=True)
class Pair:
    """Statements, `these`, that are held against one other or beside it; `whys`: the coder's reasons, without the issue.

    `sure`: 0 to 1, of the surest of them; `unsure`: more likely than not a person does not see it so.
    """

    issue: str | None
    these: tuple[Said, ...]
    other: Said
    whys: tuple[str, ...]
    sure: float = 1.0
    unsure: bool = False

    @property
    def told(self) -> Said:
        """The one of `these` that is shown in words: quoted words before a paraphrase."""
        return min(self.these, key=lambda one: (one.unsure, not one.quoted))


@dataclass(frozen=True, slots=True)
class Linked:
    """Two conditions that wait for each other."""

    one: IfThen
    other: IfThen
    why: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An event; `date` in words; `claim`: the statement that claims it, None where the reporter tells it as fact."""

    cite: Cite
    type: str
    date: str
    sort: str
    status: str
    actor: str | None
    count: int | None
    places: tuple[str, ...]
    claim: Said | None
    words: list[Word] = field(repr=False)

    def told(self, width: int) -> str:
        """The event in the report's words; one that begins with a pronoun gets the name of who acts before it."""
        pronoun = bool(self.words) and self.words[0].text.lower() in _PRONOUNS
        prefix = f"[{self.actor}] " if pronoun and self.actor else ""
        return prefix + excerpt(self.words[own_words([word.text for word in self.words])], width - len(prefix))

    def untold(self, told: str) -> tuple[str, ...]:
        """The count and places that `told` leaves out."""
        digits = told.replace(",", "")
        shown = self.count is None or str(self.count) in digits or any(word in told for word in _ROUND)
        count = () if shown else (f"number {self.count:,}",)
        return count + tuple(place for place in self.places if place not in told)


@dataclass(frozen=True, slots=True)
class Query:
    """A doubt about the report itself, with the words it is about."""

    cite: Cite
    why: str
    refs: tuple[str, ...]
