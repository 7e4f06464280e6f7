"""The brief as one self-contained HTML page, the report's text beside it; nothing is fetched, nothing in a report is obeyed."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from negotiable.brief.contents import Contents, Source, build
from negotiable.brief.passages import Cite, Segment
from negotiable.brief.said import Said
from negotiable.brief.words import (
    ATTITUDE_LEGEND,
    STANCE_MARKS,
    STANCE_MEANINGS,
    STANCE_WORDS,
    UNSURE_LEGEND,
    counted,
    day,
    is_whole,
)
from negotiable.terms import CodedReading

_TEMPLATES = Path(__file__).parent / "templates"
_COLUMNS = 5  # sides with a column of their own in the matrix; the others stand below the row
_BUFFER = 2000  # bits of text that make a piece
_MOST_RULES = 1500  # passages that are marked without JavaScript too; a page with more keeps only the jump
# Characters that no HTML file may hold, or that UTF-8 cannot: shown as the replacement character, one for one.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that can be marked: its address, whose it is (`who`, the label beside it), its colour `slot`."""

    cite: Cite
    who: str
    slot: int
    kind: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph as segments."""

    number: int
    segments: list[Segment]


@dataclass(frozen=True, slots=True)
class Text:
    """One report's text as numbered paragraphs; `adrift`: addresses in a report without text."""

    source: Source
    paragraphs: list[Paragraph]
    adrift: list[str]


def page(coded: Sequence[CodedReading] | Contents) -> str:
    """The brief of `coded` as one HTML file: style and script inside, allowed by their hashes and nothing else."""
    return "".join(pieces(coded))


def pieces(coded: Sequence[CodedReading] | Contents) -> Iterator[str]:
    """`page` in pieces, to be written one by one: the page on a long text is several times as long."""
    contents = coded if isinstance(coded, Contents) else build(coded)
    marks = _marks(contents)
    style = _read("brief.css") + _rules(marks)
    script = _read("brief.js")
    stream = _template().stream(
        c=contents,
        marks={mark.cite.key: mark for mark in marks},
        texts=_texts(contents, marks),
        columns=_COLUMNS,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        stances=_used(contents),
        attitude_legend=ATTITUDE_LEGEND if any(s.attitude for s in contents.said) else "",
        unsure_legend=UNSURE_LEGEND if contents.unsure else "",
        several=len(contents.sources) > 1,
        counted=counted,
        day=day,
        is_whole=is_whole,
        shown=_shown,
        speaks=_speaks,
        by_paragraph=_by_paragraph,
    )
    stream.enable_buffering(_BUFFER)
    for piece in stream:
        yield _UNSHOWABLE.sub("\ufffd", piece)


def _marks(contents: Contents) -> list[Mark]:
    """Everything with an address, statements first."""
    found = [Mark(s.cite, _label(s), contents.slot(s.side), "s") for s in contents.said]
    found += [Mark(c.cite, c.kind, contents.slot(c.said.side) if c.said else 0, "c") for c in contents.if_then]
    found += [Mark(e.cite, "event", 0, "e") for e in contents.happened]
    found += [Mark(d.cite, "doubt", 0, "d") for d in contents.doubts]
    return found


def _label(said: Said) -> str:
    return f"{said.short}, {said.side}" if said.side and said.by else said.short


def _texts(contents: Contents, marks: list[Mark]) -> list[Text]:
    found = []
    for source in contents.sources:
        cites = [mark.cite for mark in marks if mark.cite.source == source.label]
        paragraphs = [Paragraph(n, segments) for n, segments in enumerate(source.passages.segments(cites), 1)]
        opened = {key for paragraph in paragraphs for segment in paragraph.segments for key in segment.opens}
        # What has an address but no words of its own is found where its paragraph begins.
        adrift = [cite for cite in cites if cite.key not in opened]
        for cite in adrift if paragraphs else ():
            paragraphs[cite.first - 1].segments.insert(0, Segment("", (), (cite.key,), 0))
        found.append(Text(source, paragraphs, [] if paragraphs else [cite.key for cite in adrift]))
    return found


def _rules(marks: list[Mark]) -> str:
    """Style that marks the passage an address points to where there is no JavaScript."""
    if len(marks) > _MOST_RULES:
        return ""
    rules = [f"html:not(.js):has(#{m.cite.key}:target) mark.{m.cite.key}{{background:var(--t{m.slot})}}\n" for m in marks]
    return "".join(rules)


def _used(contents: Contents) -> list[tuple[str, str, str]]:
    used = {said.stance for said in contents.said}
    return [(STANCE_MARKS[s], STANCE_WORDS[s], STANCE_MEANINGS[s]) for s in STANCE_MARKS if s in used]


def _shown(said: Sequence[Said]) -> str:
    """Addresses of statements, for the script."""
    return " ".join(dict.fromkeys(one.cite.key for one in said))


def _by_paragraph(said: Sequence[Said]) -> dict[str, list[Said]]:
    """Statements by the paragraphs they stand in, in the order of the reports."""
    found: dict[str, list[Said]] = {}
    for one in sorted(said, key=lambda one: one.cite.order):
        found.setdefault(one.cite.ref, []).append(one)
    return found


def _speaks(said: Said) -> str:
    """Speaker and side in words."""
    return said.speaker + (f", {said.side}" if said.side and said.by else "") if said.speaker else "Speaker unknown"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("brief.html.j2")
