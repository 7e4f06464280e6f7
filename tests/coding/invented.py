"""Builds readings of invented talks between invented sides, without the tagger."""

import re

from negotiable.coding import code
from negotiable.terms import Actor, Attribution, Codebook, CodedReading, Reading, Report, Statement

SIDES = {
    "arrun": ("Arrun", "country", "Arrun"),
    "belmark": ("Belmark", "country", "Belmark"),
    "tovik": ("Ana Tovik", "person", "Arrun"),
    "ostrel": ("Jon Ostrel", "person", "Belmark"),
    "veld": ("Mara Veld", "person", None),
}


def reading(text: str, *told: tuple[str, str, str], published: str | None = "2031-05-06", marks: str = "\"“'‘") -> Reading:
    """`told`: speaker id, cue, content, in the order of `text`; contents that begin with a mark are direct."""
    found: list[Attribution] = []
    for k, (speaker, cue, content) in enumerate(told):
        start = text.index(content)
        at = text.rfind(cue, 0, start) if cue in text[:start] else text.index(cue, start)
        kind = "direct" if content[0] in marks else "mixed" if any(m in content for m in '"“') else "indirect"
        found.append(Attribution(f"s{k}", (), ((at, at + len(cue)),), ((start, start + len(content)),), kind, "speech", speaker))
    actors = tuple(
        Actor(
            key,
            name,
            kind,
            None,
            party,
            tuple(m.span() for m in re.finditer(rf"\b(?:{re.escape(name)}|{re.escape(name.split()[-1])})\b", text)),
        )
        for key, (name, kind, party) in SIDES.items()
    )
    return Reading(Report("invented.txt", text, published=published), actors, tuple(found))


def coded(text: str, *told: tuple[str, str, str], codebook: Codebook | None = None) -> CodedReading:
    return code(reading(text, *told), codebook)


def one(cue: str, content: str, speaker: str = "tovik") -> Statement:
    """The only statement of "Ana Tovik CUE CONTENT."."""
    return coded(f"{SIDES[speaker][0]} {cue} {content}.", (speaker, cue, content)).statements[0]
