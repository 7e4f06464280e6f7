"""Reads codebooks: YAML files with an id, a version, a title and a list of issues."""

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from negotiable.coding.phrases import WEAK, Phrases
from negotiable.errors import BadCodebook
from negotiable.terms import Codebook, Issue

_BOOK_FIELDS = ("id", "version", "title", "issues")
_ISSUE_FIELDS = ("id", "label", "definition", "terms", "examples")
DEFAULT = "talks"


def load(source: str | Path = DEFAULT) -> Codebook:
    """The codebook with this id that ships with the package, or the YAML file at this path.

    Raises BadCodebook on a missing file, a wrong or missing field, an id used twice, an issue without terms.
    """
    name = str(source)
    shipped = resources.files("negotiable.coding") / "codebooks" / f"{name}.yaml"
    if "/" not in name and "\\" not in name and shipped.is_file():
        return _shipped(name)
    path = Path(source)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(sorted(names()))
        raise BadCodebook(f"{name}: no codebook can be read there; give a YAML file in UTF-8 or one of: {known}") from error
    return parse(text, name)


def names() -> list[str]:
    """The ids of the codebooks that ship with the package."""
    folder = resources.files("negotiable.coding") / "codebooks"
    return [entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")]


@lru_cache(maxsize=8)
def _shipped(name: str) -> Codebook:
    file = resources.files("negotiable.coding") / "codebooks" / f"{name}.yaml"
    return parse(file.read_text(encoding="utf-8"), f"{name}.yaml")


def parse(text: str, where: str) -> Codebook:
    """A codebook from YAML text; `where` names the file in errors."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise BadCodebook(f"{where}{line}: not valid YAML: {getattr(error, 'problem', None) or error}") from error
    fields = _mapping(root, where, _BOOK_FIELDS, needed=_BOOK_FIELDS)
    issues: list[Issue] = []
    seen: dict[str, int] = {}
    if fields["issues"].id != "sequence":
        raise BadCodebook(f"{_at(where, fields['issues'])}: 'issues' is not a list")
    for node in fields["issues"].value:
        issue = _issue(node, where)
        if issue.id in seen:
            raise BadCodebook(f"{_at(where, node)}: the id '{issue.id}' is already used on line {seen[issue.id]}")
        seen[issue.id] = node.start_mark.line + 1
        issues.append(issue)
    if not issues:
        raise BadCodebook(f"{_at(where, fields['issues'])}: no issues; list at least one")
    book_id, version, title = (_text(fields[k], where, k) for k in ("id", "version", "title"))
    return Codebook(book_id, version, title, tuple(issues))


def _issue(node: Any, where: str) -> Issue:
    fields = _mapping(node, where, _ISSUE_FIELDS, needed=_ISSUE_FIELDS[:4])
    terms = _texts(fields["terms"], where, "terms")
    if not terms:
        raise BadCodebook(f"{_at(where, fields['terms'])}: an issue needs terms to search for; give at least one")
    for term in terms:
        try:
            Phrases([(term.rstrip(WEAK), None)])
        except ValueError as error:
            raise BadCodebook(
                f"{_at(where, fields['terms'])}: the term {term!r} cannot be searched for; give a word, "
                "a phrase or a stem of three letters and more with '*'"
            ) from error
    examples = _texts(fields["examples"], where, "examples") if "examples" in fields else ()
    issue_id, label, definition = (_text(fields[k], where, k) for k in ("id", "label", "definition"))
    return Issue(issue_id, label, definition, tuple(t.lower() for t in terms), examples)


def _mapping(node: Any, where: str, allowed: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Any]:
    if node is None or node.id != "mapping":
        raise BadCodebook(f"{_at(where, node)}: expected fields ({', '.join(allowed)}), found something else")
    fields: dict[str, Any] = {}
    for key, value in node.value:
        if key.value not in allowed:
            raise BadCodebook(f"{_at(where, key)}: unknown field '{key.value}'; known are: {', '.join(allowed)}")
        if key.value in fields:
            raise BadCodebook(f"{_at(where, key)}: the field '{key.value}' is given twice")
        fields[key.value] = value
    missing = [name for name in needed if name not in fields]
    if missing:
        raise BadCodebook(f"{_at(where, node)}: missing field: {', '.join(missing)}")
    return fields


def _text(node: Any, where: str, field: str) -> str:
    if node.id != "scalar" or not str(node.value).strip():
        raise BadCodebook(f"{_at(where, node)}: '{field}' is not a text")
    return " ".join(str(node.value).split())


def _texts(node: Any, where: str, field: str) -> tuple[str, ...]:
    if node.id != "sequence":
        raise BadCodebook(f"{_at(where, node)}: '{field}' is not a list")
    return tuple(_text(item, where, field) for item in node.value)


def _at(where: str, node: Any) -> str:
    return f"{where}:{node.start_mark.line + 1}" if node is not None else where
