"""What every reader of news knows: countries, capitals, bodies, titles and given names, loaded once from the data files."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from negotiable.reading.actors.words import Words, split_words

EntryKind = Literal["country", "adjective", "people", "capital", "seat", "body"]

_STATE_BODIES = ("United Nations", "NATO", "European Union", "African Union", "Arab League")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the gazetteer. `party`: the side it stands for, None for a body that stands for itself."""

    kind: EntryKind
    name: str
    party: str | None
    word: str = ""
    offices: str = ""


@dataclass(frozen=True, slots=True)
class Official:
    """A holder of a public office, from `data/officials.csv`; `since`, `until`: ISO dates or empty."""

    name: str
    party: str
    since: str
    until: str


def _text(name: str) -> str:
    return files("negotiable.reading.actors").joinpath("data", name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (line for line in _text(name).splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter=";")


def _split(field: str | None) -> list[str]:
    return [part for part in (field or "").split("|") if part]


@cache
def titles() -> dict[str, Any]:
    """The word lists of `data/titles.yaml`; lists of words as frozen sets."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: dict[str, Any] = yaml.load(_text("titles.yaml"), Loader=loader)
    return {key: frozenset(value.lower().split()) if isinstance(value, str) else value for key, value in raw.items()}


@cache
def word_set(name: str) -> frozenset[str]:
    """One word list of `data/titles.yaml`, lower case."""
    return frozenset(titles()[name])


@cache
def genders() -> dict[str, str]:
    """Given name → "m" or "f"; names given to both are left out."""
    found: dict[str, str] = {}
    for line in _text("given_names.csv").splitlines():
        gender, _, names = line.partition(";")
        if gender in ("m", "f"):
            for name in names.split():
                found[name] = "" if found.get(name, gender) != gender else gender
    return found


@cache
def officials() -> dict[str, list[Official]]:
    """Full name, lower case → the offices held."""
    found: dict[str, list[Official]] = {}
    for row in _rows("officials.csv"):
        entry = Official(row["name"], row["party"], row["since"] or "", row["until"] or "")
        found.setdefault(row["name"].lower(), []).append(entry)
    return found


@cache
def surnames() -> dict[str, list[str]]:
    """Surname, lower case → full names in the list of officials."""
    found: dict[str, list[str]] = {}
    for name in officials():
        found.setdefault(name.split()[-1].removeprefix("al-"), []).append(name)
    return found


def _country_entries() -> Iterator[tuple[str, Entry]]:
    for row in _rows("countries.csv"):
        name, offices = row["name"], row["offices"] or ""
        for form in (name, *_split(row["aliases"])):
            yield form, Entry("country", name, name, offices=offices)
        for form in _split(row["capital"]):
            yield form, Entry("capital", name, name, offices=offices)
        for form in _split(row["seats"]):
            yield form, Entry("seat", form, name, offices=offices)
        for form in _split(row["people"]):
            yield form, Entry("people", name, name, offices=offices)
        for form in _split(row["adjectives"]):
            yield form, Entry("adjective", name, name, offices=offices)


def _body_entries() -> Iterator[tuple[str, Entry]]:
    for row in _rows("bodies.csv"):
        entry = Entry("body", row["name"], row["party"] or None, word=row["word"] or "")
        for form in (row["name"], *_split(row["aliases"])):
            yield form, entry


@cache
def entries() -> dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]]:
    """First word → (all words, entries), longest first: what `longest_match` looks up."""
    table: dict[tuple[str, ...], list[Entry]] = {}
    both: Iterable[tuple[str, Entry]] = (*_body_entries(), *_country_entries())
    for form, entry in both:
        key = tuple(split_words(form))
        known = table.setdefault(key, [])
        if entry.kind != "body" or not known:
            known.append(entry)
    index: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]] = {}
    for key, found in table.items():
        kinds = {e.kind for e in found}
        # "Downing Street" is listed as a seat and as a body: the body carries the name to show
        if "body" in kinds and "seat" in kinds:
            found = [e for e in found if e.kind != "seat"]
        index.setdefault(key[0], []).append((key, tuple(found)))
    for options in index.values():
        options.sort(key=lambda option: -len(option[0]))
    return index


def longest_match(words: list[str], at: int) -> tuple[int, tuple[Entry, ...]] | None:
    """The longest gazetteer name that begins at word `at`: (end, entries), or None."""
    for key, found in entries().get(words[at], ()):
        end = at + len(key)
        if end <= len(words) and (len(key) == 1 or tuple(words[at:end]) == key):
            return end, found
    return None


def match_at(words: Words, at: int) -> tuple[int, tuple[Entry, ...]] | None:
    """The longest name that begins at word `at`, of the gazetteer or of this report's own countries: (end, entries)."""
    known = words.local.get(words.word[at])
    return (at + 1, known) if known else longest_match(words.word, at)


@cache
def country_offices() -> dict[str, str]:
    """Country → letters of the offices it has (p president, m prime minister, c chancellor, k monarch)."""
    return {row["name"]: row["offices"] or "" for row in _rows("countries.csv")}


@cache
def _adjectives() -> dict[str, str]:
    found = {}
    for row in _rows("countries.csv"):
        forms = [form for form in _split(row["adjectives"]) if not form.isupper() or len(form) > 3]
        found[row["name"]] = (forms or [row["name"]])[0]
    return found


def adjective(country: str) -> str:
    """ "Syria" → "Syrian"; the name itself where the list has none."""
    return _adjectives().get(country, country)


@cache
def short_forms() -> dict[str, str]:
    """Country → its first adjective ("Syria" → "Syrian"); letters for the United Kingdom, United States, EU and UN."""
    found = {row["name"]: (_split(row["adjectives"]) or [row["name"]])[0] for row in _rows("countries.csv")}
    return found | {"United Kingdom": "UK", "United States": "US", "European Union": "EU", "United Nations": "UN"}
