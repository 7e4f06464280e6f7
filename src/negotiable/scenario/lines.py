"""YAML read with line numbers, so that every complaint about a scenario file can say where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_DEEPEST = 60  # levels of a file; a scenario needs six


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file: its line from 1 (0: the file as a whole) and what to do about it."""

    line: int
    message: str


@dataclass(slots=True)
class Faults:
    """What is wrong, collected: a person who mends a file wants to see all of it."""

    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Notes one fault."""
        self.found.append(Fault(line, message))


class Entry:
    """One mapping of the file: fields by name, each with its line; what is missing or odd goes to the faults."""

    def __init__(self, node: Any, faults: Faults, what: str, allowed: tuple[str, ...]) -> None:
        self.line: int = node.start_mark.line + 1
        self._faults, self._what = faults, what
        self._fields: dict[str, Any] = {}
        if node.id != "mapping":
            faults.add(self.line, f"{what}: expected fields such as '{allowed[0]}:', found {_found(node)}")
            return
        for key, value in node.value:
            name = str(key.value) if key.id == "scalar" else ""
            line = key.start_mark.line + 1
            if name not in allowed:
                faults.add(line, f"{what}: unknown field '{name}'; known are: {', '.join(allowed)}")
            elif name in self._fields:
                faults.add(line, f"{what}: the field '{name}' is given twice")
            else:
                self._fields[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def at(self, name: str) -> int:
        """The line of a field, or of the entry where the field is missing."""
        node = self._fields.get(name)
        return node.start_mark.line + 1 if node is not None else self.line

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text on one line; "" where it is missing."""
        node = self._fields.get(name)
        if node is None:
            if needed:
                self._faults.add(self.line, f"{self._what}: the field '{name}' is missing")
            return ""
        if node.id != "scalar" or (needed and not str(node.value).strip()):
            self._faults.add(self.at(name), f"{self._what}: '{name}' is to be a text, found {_found(node)}")
            return ""
        return " ".join(str(node.value).split())

    def word(self, name: str, words: tuple[str, ...], default: str) -> str:
        """One of `words`."""
        found = self.text(name) or default
        if found not in words:
            self._faults.add(self.at(name), f"{self._what}: '{name}' is '{found}'; it can be: {', '.join(words)}")
            return default
        return found

    def texts(self, name: str) -> list[tuple[int, str]]:
        """A list of texts with their lines; one text alone is a list of one."""
        node = self._fields.get(name)
        if node is not None and node.id == "scalar":
            return [(self.at(name), " ".join(str(node.value).split()))] if str(node.value).strip() else []
        found = []
        for item in self.items(name):
            if item.id == "scalar":
                found.append((item.start_mark.line + 1, " ".join(str(item.value).split())))
            else:
                self._faults.add(item.start_mark.line + 1, f"{self._what}: '{name}' is to list texts, found {_found(item)}")
        return found

    def items(self, name: str) -> list[Any]:
        """The nodes of a list."""
        node = self._fields.get(name)
        if node is None or (node.id == "scalar" and not str(node.value).strip()):
            return []
        if node.id != "sequence":
            self._faults.add(self.at(name), f"{self._what}: '{name}' is to be a list (lines that begin with '- ')")
            return []
        return list(node.value)

    def pairs(self, name: str) -> Iterator[tuple[int, str, Any]]:
        """Line, key and node of each line of a mapping."""
        node = self._fields.get(name)
        if node is None or (node.id == "scalar" and not str(node.value).strip()):
            return
        if node.id != "mapping":
            self._faults.add(self.at(name), f"{self._what}: '{name}' is to hold lines such as 'name: value'")
            return
        for key, value in node.value:
            yield key.start_mark.line + 1, str(key.value) if key.id == "scalar" else "", value


def compose(text: str, faults: Faults) -> Any:
    """The root node of a YAML text, or None with a fault."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
                what = "lists inside lists without end" if depth > _DEEPEST else "a reference (*name)"
                mark = event.start_mark
                faults.add(mark.line + 1 if mark else 0, f"{what}: a scenario file does without")
                return None
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        faults.add(
            mark.line + 1 if mark else 0, f"not valid YAML: {problem}; a text with ': ' or '#' in it needs quotation marks"
        )
        return None
    if root is None:
        faults.add(0, "the file is empty; 'negotiable scenario draft REPORT' makes one to start from")
    return root


def _found(node: Any) -> str:
    if node.id == "scalar":
        value = " ".join(str(node.value).split())
        return f"'{value[:40]}'" if value else "nothing"
    return "a list" if node.id == "sequence" else "fields"
