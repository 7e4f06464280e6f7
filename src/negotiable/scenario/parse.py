"""A scenario file becomes a `Scenario`; every fault in it is told with its line."""

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from negotiable.errors import BadScenario
from negotiable.scenario.formulas import FormulaError, parse_formula
from negotiable.scenario.lines import Entry, Fault, Faults, compose
from negotiable.terms.codes import Firmness
from negotiable.terms.scenario import (
    AllOf,
    Choice,
    Formula,
    Impossible,
    OneWay,
    Option,
    Party,
    Priority,
    Quotation,
    Scenario,
    Undertaking,
    UndertakingKind,
)

VERSION = "1"
CLASSES: tuple[Firmness, ...] = ("red-line", "demand", "wish")
_KINDS: tuple[UndertakingKind, ...] = ("threat", "offer")
_FIELDS = (
    "scenario title as_of parties issues now impossible statements listed rankings undertakings quotations assumed unplaced"
).split()
_ID = re.compile(r"[^\W_][\w-]*\Z")
_LARGEST = 5_000_000  # characters of a file that a person edits


def load(path: str | Path) -> Scenario:
    """The scenario in the file at `path`. Raises BadScenario on the first fault and says how many more there are."""
    scenario, faults = read(path)
    if scenario is None or faults:
        first = faults[0]
        more = f" ({len(faults) - 1} more: negotiable scenario check {path})" if len(faults) > 1 else ""
        raise BadScenario(f"{path}{f':{first.line}' if first.line else ''}: {first.message}{more}")
    return scenario


def read(path: str | Path) -> tuple[Scenario | None, list[Fault]]:
    """The scenario and what is wrong with the file, in the order of its lines; no scenario where there is nothing to keep."""
    try:
        data = Path(path).read_bytes()
        if len(data) > _LARGEST:
            raise BadScenario(f"{path}: more than {_LARGEST // 1_000_000} MB; a scenario is a file that a person edits")
        return parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadScenario(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise BadScenario(f"{path}: cannot be read ({error.strerror or error}); give a scenario file") from error


def parse(text: str) -> tuple[Scenario | None, list[Fault]]:
    """The scenario that YAML `text` describes, and its faults."""
    faults = Faults()
    root = compose(text, faults)
    scenario = _Reader(Entry(root, faults, "scenario", tuple(_FIELDS)), faults).scenario() if root is not None else None
    return scenario, sorted(set(faults.found))


class _Reader:
    """Reads the parts in the order in which they refer to each other."""

    def __init__(self, file: Entry, faults: Faults) -> None:
        self._file, self._faults = file, faults
        self._parties: dict[str, Party] = {}
        self._quotations: dict[str, Quotation] = {}
        self._names: dict[str, list[str]] = {}
        self._exclusive: dict[str, str] = {}

    def scenario(self) -> Scenario:
        if self._file.text("scenario", needed=True) not in ("", VERSION):
            self._faults.add(
                self._file.at("scenario"), f"'scenario: {self._file.text('scenario')}': this program reads version {VERSION}"
            )
        self._read_parties()
        self._read_quotations()
        choices = self._choices()
        priorities = self._priorities()
        return Scenario(
            title=self._file.text("title") or "Untitled",
            as_of=self._file.text("as_of") or None,
            parties=tuple(self._parties.values()),
            choices=choices,
            impossible=tuple(self._impossible()),
            priorities=priorities,
            undertakings=tuple(self._undertakings()),
            quotations=tuple(self._quotations.values()),
            status_quo=self._now(choices),
            listed=tuple(self._known_parties(self._file.texts("listed"), "listed")),
            rankings=tuple(self._rankings()),
            assumed=tuple(text for _, text in self._file.texts("assumed")),
            unplaced=tuple(text for _, text in self._file.texts("unplaced")),
        )

    def _entry(self, node: Any, what: str, fields: str) -> Entry:
        return Entry(node, self._faults, what, tuple(fields.split()))

    def _named(self, node: Any, what: str, fields: str, label: str) -> tuple[str, str, Entry | None, int]:
        """Id, label, further fields and line; a plain text is both id and label."""
        line = node.start_mark.line + 1
        if node.id == "scalar":
            text = " ".join(str(node.value).split())
            return slug(text), text, None, line
        entry = self._entry(node, what, fields)
        identifier = entry.text("id") or slug(entry.text(label))
        if not _ID.match(identifier):
            self._faults.add(entry.at("id"), f"{what}: '{identifier}' is no id; use letters, digits and '-'")
        return identifier, entry.text(label) or identifier, entry, line

    def _once(self, line: int, identifier: str, seen: Iterable[str], what: str) -> bool:
        if identifier in seen:
            self._faults.add(line, f"{what}: the id '{identifier}' is used twice")
            return False
        return True

    def _read_parties(self) -> None:
        for node in self._file.items("parties"):
            identifier, name, _, line = self._named(node, "party", "id name", "name")
            if self._once(line, identifier, self._parties, "party"):
                self._parties[identifier] = Party(identifier, name, line)
        if not self._parties:
            self._faults.add(self._file.at("parties"), "no parties; list at least one under 'parties:'")

    def _read_quotations(self) -> None:
        for node in self._file.items("quotations"):
            entry = self._entry(node, "quotation", "id words who party date report statement")
            identifier = entry.text("id", needed=True)
            if identifier and self._once(entry.line, identifier, self._quotations, "quotation"):
                rest = {name: entry.text(name) or None for name in ("who", "party", "date", "report", "statement")}
                self._quotations[identifier] = Quotation(identifier, entry.text("words"), line=entry.line, **rest)

    def _choices(self) -> tuple[Choice, ...]:
        choices: dict[str, Choice] = {}
        for node in self._file.items("issues"):
            identifier, label, entry, line = self._named(node, "issue", "id label choose by options", "label")
            if entry is None:
                self._faults.add(line, f"issue '{identifier}': needs fields such as 'options:'")
            elif self._once(line, identifier, choices, "issue"):
                choices[identifier] = self._choice(identifier, label, entry)
        if not choices:
            self._faults.add(self._file.at("issues"), "no issues; list at least one with its options under 'issues:'")
        return tuple(choices.values())

    def _choice(self, identifier: str, label: str, entry: Entry) -> Choice:
        exclusive = entry.word("choose", ("one", "any"), "one") == "one"
        by = self._by(entry, f"issue '{identifier}'")
        options: dict[str, Option] = {}
        for node in entry.items("options"):
            short, name, own, line = self._named(node, f"option of '{identifier}'", "id label by one_way", "label")
            if not self._once(line, short, options, f"issue '{identifier}': option"):
                continue
            own_by = self._by(own, f"option '{short}'") if own is not None and "by" in own else by
            if exclusive and own_by != by:
                self._faults.add(
                    line,
                    f"option '{short}': one option of '{identifier}' holds at a time: give one 'by:' for all, on the issue",
                )
            one_way = own.word("one_way", ("on", "off", "no"), "no") if own is not None else "no"
            option = Option(f"{identifier}.{short}", name, own_by, _one_way(one_way), line)
            options[short] = option
            self._names.setdefault(option.id, []).append(option.id)
            self._names.setdefault(short, []).append(option.id)
            if exclusive:
                self._exclusive[option.id] = identifier
        if len(options) < (2 if exclusive else 1):
            self._faults.add(
                entry.at("options"),
                f"issue '{identifier}': {'at least two options are' if exclusive else 'an option is'} needed to choose from",
            )
        return Choice(identifier, label, tuple(options.values()), exclusive, entry.line)

    def _by(self, entry: Entry, what: str) -> tuple[str, ...]:
        named = entry.texts("by")
        if not named or [name for _, name in named] == ["all"]:
            return tuple(self._parties)
        return tuple(dict.fromkeys(self._known_parties(named, what)))

    def _known_parties(self, named: Iterable[tuple[int, str]], what: str) -> Iterable[str]:
        for line, name in named:
            if self._is_party(line, name, what):
                yield name

    def _is_party(self, line: int, name: str, what: str) -> bool:
        if name in self._parties:
            return True
        self._faults.add(line, f"{what}: no party '{name}'{_nearest(name, self._parties)}")
        return False

    def _option(self, name: str) -> str:
        found = self._names.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise FormulaError(f"names '{name}', which could be {' or '.join(found)}")
        raise FormulaError(f"names '{name}', which is no option{_nearest(name, self._names)}")

    def _formula(self, entry: Entry, name: str, what: str) -> Formula:
        text = entry.text(name, needed=True)
        try:
            return parse_formula(text, self._option) if text else AllOf()
        except FormulaError as error:
            self._faults.add(entry.at(name), f"{what}: '{name}: {text[:60]}' {error}")
            return AllOf()

    def _cites(self, entry: Entry, what: str) -> tuple[str, ...]:
        found = []
        for line, name in entry.texts("cites"):
            if name in self._quotations:
                found.append(name)
            else:
                self._faults.add(line, f"{what}: cites '{name}', which is no quotation{_nearest(name, self._quotations)}")
        return tuple(dict.fromkeys(found))

    def _impossible(self) -> Iterable[Impossible]:
        for node in self._file.items("impossible"):
            if node.id == "scalar":
                entry = self._entry(_as_mapping(node, "that"), "impossible", "that")
            else:
                entry = self._entry(node, "impossible", "that why cites")
            yield Impossible(
                self._formula(entry, "that", "impossible"),
                entry.text("why") or None,
                self._cites(entry, "impossible"),
                entry.line,
            )

    def _priorities(self) -> tuple[Priority, ...]:
        found: dict[str, Priority] = {}
        above: dict[str, list[tuple[int, str]]] = {}
        for number, node in enumerate(self._file.items("statements"), 1):
            entry = self._entry(node, "statement", "id party class wants above cites")
            identifier = entry.text("id") or f"s{number}"
            what = f"statement '{identifier}'"
            party = entry.text("party", needed=True)
            known = bool(party) and self._is_party(entry.at("party"), party, what)
            firmness: Firmness = entry.word("class", CLASSES, "wish")  # type: ignore[assignment]  # one of CLASSES
            wants = self._formula(entry, "wants", what)
            if known and self._once(entry.line, identifier, found, "statement"):
                above[identifier] = entry.texts("above")
                found[identifier] = Priority(identifier, party, firmness, wants, cites=self._cites(entry, what), line=entry.line)
        return tuple(self._compared(one, above[one.id], found) for one in found.values())

    def _compared(self, one: Priority, above: list[tuple[int, str]], known: dict[str, Priority]) -> Priority:
        kept = []
        for line, name in above:
            other = known.get(name)
            what = f"statement '{one.id}': 'above: {name}'"
            if other is None:
                self._faults.add(line, f"{what}: no such statement{_nearest(name, known)}")
            elif other.party != one.party:
                self._faults.add(line, f"{what}: that is a statement of '{other.party}'; a party orders its own")
            elif CLASSES.index(other.firmness) < CLASSES.index(one.firmness):
                self._faults.add(
                    line, f"{what}: a {one.firmness} comes after every {other.firmness}; change the class of one of them"
                )
            else:
                kept.append(name)
        return Priority(one.id, one.party, one.firmness, one.wants, tuple(kept), one.cites, one.line)

    def _undertakings(self) -> Iterable[Undertaking]:
        seen: set[str] = set()
        for number, node in enumerate(self._file.items("undertakings"), 1):
            entry = self._entry(node, "undertaking", "id party kind if then cites")
            identifier = entry.text("id") or f"u{number}"
            what = f"undertaking '{identifier}'"
            party = entry.text("party", needed=True)
            kind: UndertakingKind = entry.word("kind", _KINDS, "threat")  # type: ignore[assignment]  # one of _KINDS
            condition, consequence = self._formula(entry, "if", what), self._formula(entry, "then", what)
            known = bool(party) and self._is_party(entry.at("party"), party, what)
            if known and self._once(entry.line, identifier, seen, "undertaking"):
                seen.add(identifier)
                yield Undertaking(identifier, party, kind, condition, consequence, self._cites(entry, what), entry.line)

    def _now(self, choices: tuple[Choice, ...]) -> tuple[str, ...] | None:
        if "now" not in self._file:
            return None
        chosen: list[str] = []
        for line, name in self._file.texts("now"):
            try:
                chosen.append(self._option(name))
            except FormulaError as error:
                self._faults.add(line, f"now: {error}")
        for choice in choices:
            held = [option.id for option in choice.options if option.id in chosen]
            if choice.exclusive and len(held) != 1 and choice.options:
                said = f"{len(held)} options ({', '.join(held)})" if held else "no option"
                self._faults.add(self._file.at("now"), f"now: holds {said} of issue '{choice.id}'; exactly one holds at a time")
        return tuple(chosen)

    def _rankings(self) -> Iterable[tuple[str, tuple[tuple[int, ...], ...]]]:
        for line, party, node in self._file.pairs("rankings"):
            if not self._is_party(line, party, "rankings"):
                continue
            if node.id != "sequence":
                self._faults.add(line, f"rankings: '{party}' is to list state numbers, best first")
                continue
            groups = [item.value if item.id == "sequence" else [item] for item in node.value]
            try:
                yield party, tuple(tuple(int(number.value) for number in group) for group in groups)
            except (TypeError, ValueError):
                self._faults.add(line, f"rankings: '{party}' is to list state numbers, best first; equals as a list in the list")


def slug(text: str) -> str:
    """An id made of a label: lower case, runs of other characters become '-'."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:60] or "x"


def _one_way(word: str) -> OneWay | None:
    return "on" if word == "on" else "off" if word == "off" else None


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(set(known))
    near = difflib.get_close_matches(name[:60], names[:2000], n=1)
    if near:
        return f"; did you mean '{near[0]}'?"
    return f"; there is: {', '.join(names[:8])}{', …' if len(names) > 8 else ''}" if names else "; there is none"


def _as_mapping(node: Any, key: str) -> Any:
    """A plain text where fields were possible: the text is the field `key`."""
    import yaml

    return yaml.MappingNode("", [(yaml.ScalarNode("", key, node.start_mark), node)], node.start_mark)
