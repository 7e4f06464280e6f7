"""A `Scenario` as the YAML text that a person edits; `parse` reads it back as the same scenario."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from negotiable.scenario.names import slug
from negotiable.scenario.plain import Plain, plain
from negotiable.terms.scenario import Choice, Option, Scenario

_PLAIN = re.compile(r"[^\W_](?:[\w .,;()/’-]*[\w.)])?\Z")

_UNREADABLE = re.compile("[\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")  # as they are, YAML does not take them

_HEAD = """\
# A scenario: the talks as they were reported, for editing. Nothing follows from it but what stands in it.
# "negotiable scenario check FILE" tells what is wrong with it and on which line.
"""
_NOTES = {
    "issues": "by: who changes it, one party alone or several only together. one_way: on (once it holds it stays), off.",
    "statements": "class: red-line before demand before wish; inside one the order is unknown unless 'above:' or 'listed:' says.",
    "undertakings": "what a party said it would do if something else holds.",
    "quotations": "the words that the lines above cite.",
    "assumed": "what is assumed here and nobody said.",
    "unplaced": "what was reported and has no place above.",
}


def write(scenario: Scenario) -> str:
    """The file, with comments on how to read it."""
    return _HEAD + "\n".join(_lines(scenario)) + "\n"


def comments_lost(text: str, scenario: Scenario) -> list[str]:
    """The comments of a file with this scenario in it that `write` does not write."""
    written = set(_comments(write(scenario)))
    return [one for one in _comments(text) if one not in written]


def _comments(text: str) -> Iterator[str]:
    """What stands between the tokens but blanks."""
    import yaml

    end = 0
    with suppress(yaml.YAMLError):  # the loader in C takes characters that this one does not
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            yield from (line.strip() for line in text[end : token.start_mark.index].splitlines() if "#" in line)
            end = max(end, token.end_mark.index)


def names_of(scenario: Scenario) -> Callable[[str], str]:
    """Spells option ids: the part after the point where that is enough."""
    short: dict[str, int] = {}
    for option in scenario.options:
        name = option.id.partition(".")[2]
        short[name] = short.get(name, 0) + 1
    words = ("and", "or", "not", "if", "then")

    def spelled(identifier: str) -> str:
        own = identifier.partition(".")[2]
        return own if short.get(own) == 1 and own not in words and len(scenario.choices) == 1 else identifier

    return spelled


def _lines(scenario: Scenario) -> Iterator[str]:
    data = plain(scenario, names_of(scenario))
    for key in ("scenario", "title", "as_of"):
        if data[key]:
            yield f"{key}: {_scalar(data[key])}"
    yield from _entries(data, "parties")
    yield from _section("issues", (_choice(scenario, choice) for choice in scenario.choices))
    if data["now"] is not None:
        yield f"\nnow: {_list(data['now'])}"
    yield from _entries(data, "impossible")
    yield from _entries(data, "statements")
    if scenario.listed:
        yield f"\n# whose statements are listed in the order of their weight\nlisted: {_list(scenario.listed)}"
    if scenario.rankings:
        yield "\n# states by number, best first, equals in brackets; a ranking goes before the statements\nrankings:"
        for party, groups in scenario.rankings:
            shown = (str(group[0]) if len(group) == 1 else f"[{', '.join(map(str, group))}]" for group in groups)
            yield f"  {party}: [{', '.join(shown)}]"
    yield from _entries(data, "undertakings")
    yield from _entries(data, "quotations")
    for key in ("assumed", "unplaced"):
        yield from _section(key, ([f"- {_scalar(text)}"] for text in data[key]))


def _entries(data: Plain, key: str) -> Iterator[str]:
    yield from _section(key, (_item(**one) for one in data[key]))


def _section(key: str, items: Iterable[list[str]]) -> Iterator[str]:
    found = list(items)
    if found:
        note = _NOTES.get(key)
        yield f"\n{key}:" + (f" # {note}" if note else "")
        for lines in found:
            yield from (f"  {line}" for line in lines)


def _item(**fields: str | Sequence[str] | None) -> list[str]:
    """Fields as the lines of one list entry; what is empty is left out."""
    kept = [f"{key}: {_scalar(value) if isinstance(value, str) else _list(value)}" for key, value in fields.items() if value]
    return [("- " if n == 0 else "  ") + line for n, line in enumerate(kept)]


def _choice(scenario: Scenario, choice: Choice) -> list[str]:
    everyone = tuple(party.id for party in scenario.parties)
    shared = {option.by for option in choice.options}
    by = next(iter(shared)) if len(shared) == 1 else None
    lines = _item(id=choice.id, label=choice.label, choose=None if choice.exclusive else "any")
    if by and by != everyone:
        lines.append(f"  by: {_list(by)}")
    lines.append("  options:")
    for option in choice.options:
        lines.append(f"    - {_option(option, None if by is not None else option.by)}")
    return lines


def _option(option: Option, by: tuple[str, ...] | None) -> str:
    short = option.id.partition(".")[2]
    if by is None and option.one_way is None and slug(option.label) == short:
        return _scalar(option.label)
    fields = [f"id: {short}"]
    if option.label != short:
        fields.append(f"label: {_scalar(option.label, flow=True)}")
    if by is not None:
        fields.append(f"by: {_list(by)}")
    if option.one_way:
        fields.append(f"one_way: {option.one_way}")
    return "{" + ", ".join(fields) + "}"


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(_scalar(value, flow=True) for value in values)}]"


def _scalar(text: str, *, flow: bool = False) -> str:
    if _PLAIN.match(text) and "  " not in text and not (flow and "," in text):
        return text
    return _UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
