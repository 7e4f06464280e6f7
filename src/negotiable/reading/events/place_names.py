"""Places known by name: countries, capitals, seats of government, large cities and regions (data/countries.csv, places.csv)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BODIES = frozenset(("European Union", "United Nations"))


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """`names`: as written → the name to report. `adjectives`: "Syrian" → "Syria". `countries`: names reported of countries."""

    names: dict[str, str]
    adjectives: dict[str, str]
    countries: frozenset[str]


@cache
def place_names() -> PlaceNames:
    """The known places; built once."""
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    countries = set()
    for row in _rows("actors", "countries.csv")[1:]:
        country, aliases, words, people, capital, seats = (row + [""] * 6)[:6]
        if country in _BODIES:  # bodies of states act, and are no places; their seats are
            names |= {place: place for place in capital.split("|") if place}
            continue
        countries.add(country)
        names[country] = country
        names |= {alias: country for alias in aliases.split("|") if alias[:1].isupper()}
        adjectives |= {word: country for word in (*words.split("|"), *people.split("|")) if word and word not in names}
        names |= {place: place for place in (*capital.split("|"), *seats.split("|")) if place}
    for row in _rows("events", "places.csv"):
        names |= {name: name for name in row[1].split("|") if name}
    return PlaceNames(names, adjectives, frozenset(countries))


def _rows(room: str, file: str) -> list[list[str]]:
    text = files("negotiable.reading").joinpath(room, "data", file).read_text(encoding="utf-8")
    return [line.split(";") for line in text.splitlines() if line and not line.startswith("#")]
