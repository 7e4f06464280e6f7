"""The part of a scenario file that says who and what: parties, issues with their options, what holds now."""

import re
from typing import Any

from negotiable.scenario.formulas import FormulaError
from negotiable.scenario.lines import Entry
from negotiable.scenario.names import Names, slug
from negotiable.terms.scenario import Choice, OneWay, Option, Party

_ID = re.compile(r"[^\W_][\w-]*\Z")
_ONE_WAY: dict[str, OneWay] = {"on": "on", "off": "off"}


def read_parties(file: Entry, names: Names) -> None:
    """Enters the parties into `names`."""
    for node in file.items("parties"):
        identifier, name, _, line = _named(node, names, "party", "id name", "name")
        if names.once(line, identifier, names.parties, "party"):
            names.parties[identifier] = Party(identifier, name, line)
    if not names.parties:
        names.faults.add(file.at("parties"), "no parties; list at least one under 'parties:'")


def read_choices(file: Entry, names: Names) -> tuple[Choice, ...]:
    """The issues; their options are entered into `names`."""
    choices: dict[str, Choice] = {}
    for node in file.items("issues"):
        identifier, label, entry, line = _named(node, names, "issue", "id label choose by options", "label")
        if entry is None:
            names.faults.add(line, f"issue '{identifier}': needs fields such as 'options:'")
        elif names.once(line, identifier, choices, "issue"):
            choices[identifier] = _choice(identifier, label, entry, names)
    if not choices:
        names.faults.add(file.at("issues"), "no issues; list at least one with its options under 'issues:'")
    return tuple(choices.values())


def _choice(identifier: str, label: str, entry: Entry, names: Names) -> Choice:
    exclusive = entry.word("choose", ("one", "any"), "one") == "one"
    by = _by(entry, names, f"issue '{identifier}'")
    options: dict[str, Option] = {}
    for node in entry.items("options"):
        short, name, own, line = _named(node, names, f"option of '{identifier}'", "id label by one_way", "label")
        if not names.once(line, short, options, f"issue '{identifier}': option"):
            continue
        own_by = _by(own, names, f"option '{short}'") if own is not None and "by" in own else by
        if exclusive and own_by != by:
            one_by = f"one option of '{identifier}' holds at a time: give one 'by:' for all, on the issue"
            names.faults.add(line, f"option '{short}': {one_by}")
        one_way = own.word("one_way", ("on", "off", "no"), "no") if own is not None else "no"
        option = Option(f"{identifier}.{short}", name, own_by, _ONE_WAY.get(one_way), line)
        options[short] = option
        for known_as in (option.id, short):
            names.options.setdefault(known_as, []).append(option.id)
    if len(options) < (2 if exclusive else 1):
        few = "at least two options are" if exclusive else "an option is"
        names.faults.add(entry.at("options"), f"issue '{identifier}': {few} needed to choose from")
    return Choice(identifier, label, tuple(options.values()), exclusive, entry.line)


def _named(node: Any, names: Names, what: str, fields: str, label: str) -> tuple[str, str, Entry | None, int]:
    """Id, label, further fields and line; a plain text is both id and label."""
    line = node.start_mark.line + 1
    if node.id == "scalar":
        text = " ".join(str(node.value).split())
        return slug(text), text, None, line
    entry = Entry(node, names.faults, what, tuple(fields.split()))
    identifier = entry.text("id") or slug(entry.text(label))
    if not _ID.match(identifier):
        names.faults.add(entry.at("id"), f"{what}: '{identifier}' is no id; use letters, digits and '-'")
    return identifier, entry.text(label) or identifier, entry, line


def _by(entry: Entry, names: Names, what: str) -> tuple[str, ...]:
    named = entry.texts("by")
    if not named or [name for _, name in named] == ["all"]:
        return tuple(names.parties)
    return names.some_parties(named, what)


def read_now(file: Entry, names: Names, choices: tuple[Choice, ...]) -> tuple[str, ...] | None:
    """The options that hold now; None where the file does not say."""
    if "now" not in file:
        return None
    chosen: list[str] = []
    for line, name in file.texts("now"):
        try:
            chosen.append(names.option(name))
        except FormulaError as error:
            names.faults.add(line, f"now: {error}")
    for choice in choices:
        held = [option.id for option in choice.options if option.id in chosen]
        if choice.exclusive and len(held) != 1 and choice.options:
            said = f"{len(held)} options ({', '.join(held)})" if held else "no option"
            names.faults.add(file.at("now"), f"now: holds {said} of issue '{choice.id}'; exactly one holds at a time")
    return tuple(chosen)
