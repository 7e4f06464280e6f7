"""What a brief says, section by section, before it is drawn: built from coded readings, every line with its place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath

from negotiable.brief.issues import Issues
from negotiable.brief.lines import Lines
from negotiable.brief.passages import Passages
from negotiable.brief.positions import matrices, ranked, talks
from negotiable.brief.said import Cell, Happened, IfThen, Linked, Matrix, Pair, Query, Said, Side, Speaker
from negotiable.brief.words import clean, counted, day
from negotiable.terms import CodedReading

PALETTE = 8  # sides with a colour and an underline of their own
_SAME_WORDS = 8  # of two events that are told in one line
_LEAST_AGAINST = 3  # conflicts that are shown where all are doubtful


@dataclass(frozen=True, slots=True)
class Source:
    """One report of the brief: its label in addresses ("r1"), and what a reader calls it."""

    label: str
    title: str
    opening: bool
    outlet: str | None
    published: str
    location: str
    passages: Passages
    language: str

    @property
    def headed(self) -> bool:
        """Whether it has a title that its text does not begin with."""
        text = self.passages.report.text
        return not self.opening and clean(text[: len(self.title) + 40]).casefold().find(self.title.casefold()) != 0


@dataclass(frozen=True, slots=True)
class Contents:
    """The sections of a brief. `sides` come in the order of how much they say; `no_side`: speakers whose side is unknown.

    `against`: the surer conflicts, the surest first, or the three surest where all are doubtful; `doubtful`: the others.
    """

    title: str
    sources: tuple[Source, ...]
    said: tuple[Said, ...]
    sides: tuple[Side, ...]
    matrices: tuple[Matrix, ...]
    red_lines: tuple[Cell, ...]
    if_then: tuple[IfThen, ...]
    linked: tuple[Linked, ...]
    against: tuple[Pair, ...]
    doubtful: tuple[Pair, ...]
    agreed: tuple[Pair, ...]
    divided: tuple[Pair, ...]
    happened: tuple[Happened, ...]
    doubts: tuple[Query, ...]
    no_issue: tuple[Said, ...]
    no_side: tuple[Speaker, ...]
    no_speaker: tuple[Said, ...]

    @property
    def counts(self) -> str:
        """ "1 report · 17 Mar 2025 · 26 statements · 16 speakers · 7 sides"."""
        dates = sorted({r.passages.report.published for r in self.sources if r.passages.report.published})
        span = "" if not dates else day(dates[0]) if len(dates) == 1 else day(f"{dates[0]}/{dates[-1]}")
        speakers = sum(len(side.speakers) for side in self.sides) + len(self.no_side)
        parts = [counted(len(self.sources), "report"), span, counted(len(self.said), "statement")]
        parts += [counted(speakers, "speaker"), counted(len(self.sides), "side")] if self.said else []
        return " · ".join(part for part in parts if part)

    @property
    def unsure(self) -> bool:
        """Whether anything is marked as such."""
        rows = (row for matrix in self.matrices for row in matrix.rows)
        return any(any(one.unsure for one in those) for those in (self.said, self.against, self.doubtful, rows))

    def slot(self, side: str | None) -> int:
        """The colour of a side, from 1; 0 for none."""
        return next((s.slot for s in self.sides if s.name == side), 0)


def build(coded: Sequence[CodedReading]) -> Contents:
    """One brief from all of `coded`; parties of the same name are one side."""
    sources: list[Source] = []
    said: list[Said] = []
    if_then: list[IfThen] = []
    linked: list[Linked] = []
    against: list[Pair] = []
    agreed: list[Pair] = []
    divided: list[Pair] = []
    happened: list[Happened] = []
    doubts: list[Query] = []
    names = _party_names(coded)
    for n, reading in enumerate(coded, 1):
        passages = Passages(reading.report, f"r{n}", several=len(coded) > 1)
        lines = Lines(reading, passages, names, Issues(reading))
        sources.append(_source(reading, passages))
        said += lines.said.values()
        conditions = list(lines.if_then())
        if_then += conditions
        linked += lines.linked(conditions)
        against += lines.against()
        agreed += lines.agreed()
        divided += lines.divided()
        happened += _each_once(lines.happened())
        doubts += lines.doubts()
    speakers = _speakers(said)
    sides = _sides(speakers, talks(said))
    against.sort(key=lambda pair: -pair.sure)
    surer = sum(not pair.unsure for pair in against) or _LEAST_AGAINST
    return Contents(
        title=_title(sources),
        sources=tuple(sources),
        said=tuple(said),
        sides=sides,
        matrices=matrices(said, sides),
        red_lines=_red_lines(said),
        if_then=tuple(sorted(if_then, key=lambda c: (c.kind == "prediction", c.said is None))),
        linked=tuple(linked),
        against=tuple(against[:surer]),
        doubtful=tuple(against[surer:]),
        agreed=tuple(agreed),
        divided=tuple(divided),
        happened=tuple(sorted(happened, key=lambda e: (not e.sort, e.status == "planned", e.sort))),
        doubts=tuple(doubts),
        no_issue=tuple(s for s in said if s.issue is None),
        no_side=tuple(speaker for (_, side), speaker in speakers.items() if side is None),
        no_speaker=tuple(s for s in said if s.speaker is None),
    )


def _party_names(coded: Iterable[CodedReading]) -> dict[str, str]:
    """One spelling for each party, the commonest, by the case-folded name."""
    spellings: dict[str, Counter[str]] = {}
    for reading in coded:
        for actor in reading.actors:
            name = clean(actor.party or "")
            if name:
                spellings.setdefault(name.casefold(), Counter())[name] += 1
    return {folded: counter.most_common(1)[0][0] for folded, counter in spellings.items()}


def _source(reading: CodedReading, passages: Passages) -> Source:
    report = reading.report
    title = clean(report.title or "")
    start, end = passages.paragraphs[0] if passages.paragraphs else (0, 0)
    words = clean(report.text[start : min(end, start + 400)]).split()
    opening = " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    location = clean(report.location)
    return Source(
        label=passages.label,
        title=title or opening or PurePath(location).name or "report",
        opening=not title and bool(opening),
        outlet=clean(report.outlet or "") or None,
        published=day(report.published),
        location=location,
        passages=passages,
        language=report.language if report.language.replace("-", "").isalnum() else "",
    )


def _title(sources: list[Source]) -> str:
    if not sources:
        return "No report"
    return sources[0].title if len(sources) == 1 else f"{len(sources)} reports"


def _speakers(said: Iterable[Said]) -> dict[tuple[str, str | None], Speaker]:
    """Speakers by name and side, in the order in which they speak; with the first role the reports give."""
    found: dict[tuple[str, str | None], list[Said]] = {}
    for one in said:
        if one.speaker is not None:
            found.setdefault((one.speaker, one.side), []).append(one)
    return {key: Speaker(key[0], next((s.role for s in those if s.role), None), tuple(those)) for key, those in found.items()}


def _sides(speakers: dict[tuple[str, str | None], Speaker], groups: Sequence[Sequence[str]]) -> tuple[Side, ...]:
    """Sides in the order of how many issues, then statements, they speak of; colours are counted anew in each set of talks."""
    found: dict[str, list[Speaker]] = {}
    for (_, side), speaker in speakers.items():
        if side is not None:
            found.setdefault(side, []).append(speaker)

    def weight(name: str) -> tuple[int, int]:
        said = [one for speaker in found[name] for one in speaker.said]
        return -len({one.issue for one in said if one.issue and one.takes_position}), -len(said)

    ordered = sorted(found, key=weight)
    group_of = {label: n for n, group in enumerate(groups) for label in group}
    colours = [count(1) for _ in groups]
    slots = {name: next(colours[group_of[found[name][0].said[0].cite.source]]) for name in ordered}
    return tuple(Side(name, slots[name] if slots[name] <= PALETTE else 0, tuple(found[name])) for name in ordered)


def _each_once(happened: Iterable[Happened]) -> list[Happened]:
    """Events that begin with the same words of a paragraph on the same day are one line, whatever their types."""

    def words(one: Happened) -> tuple[str, ...]:
        return tuple(word.text for word in one.words[:_SAME_WORDS])

    return list({(one.cite.first, words(one), one.date, one.status): one for one in reversed(list(happened))}.values())[::-1]


def _red_lines(said: Iterable[Said]) -> tuple[Cell, ...]:
    """Red lines by side, issue and speaker; a speaker without a side stands for itself."""
    found: dict[tuple[str, str | None, str | None], list[Said]] = {}
    for one in said:
        if one.red_line:
            found.setdefault((one.side or one.speaker or "somebody not named", one.issue, one.speaker), []).append(one)
    cells = [Cell(side, issue or "", ranked(those)) for (side, issue, _), those in found.items()]
    first_seen = {cell.side: n for n, cell in reversed(list(enumerate(cells)))}
    return tuple(sorted(cells, key=lambda cell: first_seen[cell.side]))
