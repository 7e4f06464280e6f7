"""The part of a scenario file that says what was said: quotations, statements, undertakings, rankings, what is impossible."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from negotiable.scenario.lines import Entry
from negotiable.scenario.names import CLASSES, Names, nearest
from negotiable.terms.codes import Firmness
from negotiable.terms.scenario import Impossible, Priority, Quotation, Undertaking, UndertakingKind

_KINDS: tuple[UndertakingKind, ...] = ("threat", "offer")


def read_quotations(file: Entry, names: Names) -> None:
    """Enters the quotations into `names`."""
    for node in file.items("quotations"):
        entry = _entry(node, names, "quotation", "id words who party date report statement")
        identifier = entry.text("id", needed=True)
        if identifier and names.once(entry.line, identifier, names.quotations, "quotation"):
            rest = {name: entry.text(name) or None for name in ("who", "party", "date", "report", "statement")}
            names.quotations[identifier] = Quotation(identifier, entry.text("words"), line=entry.line, **rest)


def read_impossible(file: Entry, names: Names) -> Iterable[Impossible]:
    """The combinations that cannot be."""
    for node in file.items("impossible"):
        plain = node.id == "scalar"
        entry = _entry(_as_mapping(node, "that") if plain else node, names, "impossible", "that" if plain else "that why cites")
        that = names.formula(entry, "that", "impossible")
        yield Impossible(that, entry.text("why") or None, names.cites(entry, "impossible"), entry.line)


def read_priorities(file: Entry, names: Names) -> tuple[Priority, ...]:
    """What each party is reported to want."""
    found: dict[str, Priority] = {}
    above: dict[str, list[tuple[int, str]]] = {}
    for number, node in enumerate(file.items("statements"), 1):
        entry = _entry(node, names, "statement", "id party class wants above cites")
        identifier = entry.text("id") or f"s{number}"
        what = f"statement '{identifier}'"
        party = entry.text("party", needed=True)
        known = bool(party) and names.party(entry.at("party"), party, what)
        firmness: Firmness = entry.word("class", CLASSES, "wish")  # type: ignore[assignment]  # one of CLASSES
        wants = names.formula(entry, "wants", what)
        if known and names.once(entry.line, identifier, found, "statement"):
            above[identifier] = entry.texts("above")
            found[identifier] = Priority(identifier, party, firmness, wants, (), names.cites(entry, what), entry.line)
    return tuple(_compared(one, above[one.id], found, names) for one in found.values())


def _compared(one: Priority, above: list[tuple[int, str]], known: dict[str, Priority], names: Names) -> Priority:
    kept = []
    for line, name in above:
        other = known.get(name)
        if other is None:
            problem = f"no such statement{nearest(name, known)}"
        elif other.party != one.party:
            problem = f"that is a statement of '{other.party}'; a party orders its own"
        elif CLASSES.index(other.firmness) < CLASSES.index(one.firmness):
            problem = f"a {one.firmness} comes after every {other.firmness}; change the class of one of them"
        else:
            kept.append(name)
            continue
        names.faults.add(line, f"statement '{one.id}': 'above: {name}': {problem}")
    return replace(one, above=tuple(kept))


def read_undertakings(file: Entry, names: Names) -> Iterable[Undertaking]:
    """What parties said they would do if something else holds."""
    seen: set[str] = set()
    for number, node in enumerate(file.items("undertakings"), 1):
        entry = _entry(node, names, "undertaking", "id party kind if then cites")
        identifier = entry.text("id") or f"u{number}"
        what = f"undertaking '{identifier}'"
        party = entry.text("party", needed=True)
        kind: UndertakingKind = entry.word("kind", _KINDS, "threat")  # type: ignore[assignment]  # one of _KINDS
        condition, consequence = names.formula(entry, "if", what), names.formula(entry, "then", what)
        known = bool(party) and names.party(entry.at("party"), party, what)
        if known and names.once(entry.line, identifier, seen, "undertaking"):
            seen.add(identifier)
            yield Undertaking(identifier, party, kind, condition, consequence, names.cites(entry, what), entry.line)


def read_rankings(file: Entry, names: Names) -> Iterable[tuple[str, tuple[tuple[int, ...], ...]]]:
    """States by number, best first in groups of equals, for a party."""
    for line, party, node in file.pairs("rankings"):
        if not names.party(line, party, "rankings"):
            continue
        try:
            groups = [item.value if item.id == "sequence" else [item] for item in _listed(node)]
            yield party, tuple(tuple(int(number.value) for number in group) for group in groups)
        except (TypeError, ValueError):
            equals = "; equals as a list in the list" if node.id == "sequence" else ""
            names.faults.add(line, f"rankings: '{party}' is to list state numbers, best first{equals}")


def _listed(node: Any) -> list[Any]:
    if node.id != "sequence":
        raise ValueError
    return list(node.value)


def _entry(node: Any, names: Names, what: str, fields: str) -> Entry:
    return Entry(node, names.faults, what, tuple(fields.split()))


def _as_mapping(node: Any, key: str) -> Any:
    """A plain text where fields were possible: the text is the field `key`."""
    import yaml

    return yaml.MappingNode("", [(yaml.ScalarNode("", key, node.start_mark), node)], node.start_mark)
