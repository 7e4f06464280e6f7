"""Which places a text names: after a locative preposition, in a list of regions, or by a name that is known."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from negotiable.reading.events.place_names import place_names
from negotiable.reading.events.signs import signs

Role = Literal["where", "named", "adjective"]

_PART = r"[A-Z][\w'’-]{0,29}(?<![-'’])"
_JOINED = rf" (?:(?:al|el|ez|de|del|la|of|upon|the)[- ])?{_PART}"
_NAME = rf"(?:(?:al|el|as|ash|ar|az)[- ])?{_PART}(?:{_JOINED}){{0,3}}"
_LIST = rf"{_NAME}(?:,? (?:and|or) {_NAME}|, {_NAME}){{0,12}}"
_KIND = (
    r"(?:village|town|city|province|region|district|islands?|state|port|suburb|area|county|camp|governorate|oblast|"
    r"peninsula|resort)"
)
_WHERE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Oo]utside|[Ii]nside|[Aa]cross|[Tt]hroughout|[Oo]ff|[Ww]ithin|[Oo]ver|[Tt]o|"
    rf"[Ff]rom|[Ii]nto|[Tt]owards?|"
    rf"[Oo]n|of|against|hit|hits|leave|enter|entered|visit|visited|visiting|left)\s"
    rf"(?:(?:the|a|its|their|an|both|ancient|besieged|strategic|nearby|central|key|major|rebel-held|government-held|war-torn|occupied|"
    rf"northern|southern|eastern|western|north-eastern|northeastern|northwestern|southeastern|southwestern|downtown|capital|neighbou?ring|"
    rf"[A-Z]\w+(?:ian|ish|ese|an|i|'s|’s)|{_KIND},?|of)\s){{0,5}}(?P<names>{_LIST})(?P<kind>\s{_KIND}s?\b)?"
)
_REGIONS = re.compile(
    rf"\b(?:[Tt]he\s)?(?P<names>{_LIST})\s"
    r"(?:regions|provinces|districts|villages|towns|cities|states|islands|oblasts|areas)\b"
)
_WEAK = re.compile(r"(?:from|From|against)\s")  # "help from Tarsk": who, more often than where
_STRONG = re.compile(r"(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Ii]nside|[Aa]cross|[Tt]hroughout)\s")
_SPLIT = re.compile(r",? (?:and|or) |, ")
_CAPITALS = re.compile(r"\b[A-Z][\w’'.-]{0,39}(?: (?:of |al-|the )?[A-Z][\w-]{0,39}){0,3}")
_NOT_PLACES = signs("not-places")
_OFFICE = re.compile(r"\s?(?:'s|’s)?\s(?:President|Prime|Foreign|Minister|[a-z]+ minister|envoy)|\s[A-Z]")

_GROUND = re.compile(  # "on Turkish soil", "the Aleppo front", "Iranian universities": there, whoever acts
    r"(?:'s|’s)?\s(?:(?:northern|southern|eastern|western|long|brutal|bloody|ongoing|latest)\s)?"
    r"(?:(?:civil\s)?war|conflict|uprising|soil|territory|front|peninsula|islands?|coast|border|waters|airspace|ports?|universities|"
    r"cit(?:y|ies)|towns?|villages?|province|countryside|streets|air\sbase)\b"
)
_SEAT = re.compile(r"\s(?:peace\s|climate\s|trade\s)?(?:talks|meeting|summit|conference)\b")  # "the Geneva talks", of cities


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in a text. `role`: where = after a preposition of place or in a list of places; named = known, but no such
    sign; adjective = "Syrian" for Syria."""

    start: int
    end: int
    name: str
    role: Role


def find_places(text: str, avoid: frozenset[str] = frozenset()) -> tuple[PlaceMention, ...]:
    """The places that `text` names, in order. `avoid`: words that are known to name persons or bodies."""
    found: dict[int, PlaceMention] = {}
    known = place_names().names
    for pattern in (_REGIONS, _WHERE):
        for match in pattern.finditer(text):
            strong = pattern is _REGIONS or bool(_STRONG.match(match.group())) or bool(match.group("kind"))
            strong = (
                strong
                or re.search(rf"\b{_KIND},?\s(?:of\s)?$", text[max(0, match.start() - 20) : match.start("names")]) is not None
            )
            at = match.start("names")
            for piece in _SPLIT.split(match.group("names")):
                start = text.find(piece, at)
                at = start + len(piece)
                mention = _mention(piece, start, strong, known, avoid)
                if mention and not strong and _WEAK.match(match.group()) and mention.name in place_names().countries:
                    mention = replace(mention, role="named")
                if mention and mention.start not in found:
                    found[mention.start] = mention
    for match in _CAPITALS.finditer(text):
        _known(match, found)
    return tuple(found[start] for start in sorted(found))


def _mention(piece: str, start: int, strong: bool, known: dict[str, str], avoid: frozenset[str]) -> PlaceMention | None:
    name = re.sub(r"(?:'s|’s|['’-])$", "", piece)
    possessive = len(name) < len(piece)
    if name in known and (strong or not possessive):
        return PlaceMention(start, start + len(name), known[name], "where")
    words = name.split()
    while len(words) > 1 and (" ".join(words) not in known):
        if words[-1] in _NOT_PLACES or " ".join(words[:-1]) in known:
            words.pop()
        else:
            break
    name = " ".join(words)
    if name in known:
        return PlaceMention(start, start + len(name), known[name], "where")
    plain = (
        strong and not possessive and len(words) <= 3 and len(name) > 2 and not any(w in _NOT_PLACES or w in avoid for w in words)
    )
    if not plain or name.isupper() or name in avoid or words[0] in place_names().adjectives:
        return None
    return PlaceMention(start, start + len(name), name, "where")


def _known(match: re.Match[str], found: dict[int, PlaceMention]) -> None:
    """Known names and adjectives inside a run of capitals."""
    places = place_names()
    text, base = match.group(), match.start()
    starts = [m.start() for m in re.finditer(r"(?<![\w.’'-])\w", text)]
    position = 0
    for start in starts:
        if start < position or base + start in found:
            continue
        ends = [m.end() for m in re.finditer(r"[\w.]+(?=\b|$|\s|[’'-])", text[start:])]
        for end in reversed(ends[:4]):
            name = text[start : start + end]
            here = places.names.get(name) or places.adjectives.get(name)
            if here is None:
                continue
            role: Role = "named" if name in places.names else "adjective"
            seat = role == "named" and here not in places.countries and _SEAT.match(match.string, base + start + end)
            if seat or _GROUND.match(match.string, base + start + end):
                role = "where"
            found[base + start] = PlaceMention(base + start, base + start + end, here, role)
            position = start + end
            break
