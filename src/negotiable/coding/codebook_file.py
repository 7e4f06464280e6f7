"""Reads the YAML of a codebook and lists every mistake in it with its line."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from negotiable.coding.phrases import WEAK, Phrases
from negotiable.errors import BadCodebook
from negotiable.terms import Codebook, Issue

_BOOK_FIELDS = ("id", "version", "title", "issues")
_LISTS = ("terms", "examples", "include", "exclude")
_ISSUE_FIELDS = ("id", "use", "label", "definition", *_LISTS, "crosswalk", "issues")
_CROSSWALK = ("plover", "pax")
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}\Z")
_DEEPEST = 8
_MOST = 5000  # issues
_Borrow = Callable[[str], tuple[Issue, ...]]


def parse(text: str, where: str, borrow: _Borrow) -> Codebook:
    """A codebook from YAML text; `where` names the file in errors, `borrow` finds what `use: codebook/issue` names.

    Raises BadCodebook with all faults.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise BadCodebook(f"{where}{line}: not valid YAML: {getattr(error, 'problem', None) or error}") from error
    except RecursionError as error:
        raise BadCodebook(f"{where}: nested too deeply for a codebook") from error
    return _File(where, borrow).book(root)


class _File:
    """One codebook file while it is read: the issues so far, and what is wrong with it."""

    def __init__(self, where: str, borrow: _Borrow) -> None:
        self._where = where
        self._borrow = borrow
        self._faults: list[tuple[int, str]] = []
        self._issues: list[Issue] = []
        self._lines: dict[str, int] = {}

    def book(self, root: Any) -> Codebook:
        fields = self._fields(root, _BOOK_FIELDS, needed=("id", "version", "issues"))
        book_id = self._id(fields.get("id"))
        version = self._text(fields.get("version"), "version")
        title = self._text(fields.get("title"), "title") or book_id
        if "issues" in fields:
            self._tree(fields["issues"], None, 1)
            if not self._issues and not self._faults:
                self._fault(fields["issues"], "no issues; list at least one")
        if self._faults:
            found = sorted(dict.fromkeys(self._faults))
            raise BadCodebook(*(f"{self._where}:{line}: {what}" for line, what in found))
        return Codebook(book_id, version, title, tuple(self._issues))

    def _tree(self, node: Any, parent: str | None, depth: int) -> None:
        if node.id != "sequence":
            self._fault(node, "'issues' is not a list")
        elif depth > _DEEPEST:
            self._fault(node, f"issues are nested more than {_DEEPEST} deep")
        else:
            for item in node.value:
                self._issue(item, parent, depth)

    def _issue(self, node: Any, parent: str | None, depth: int) -> None:
        if len(self._issues) >= _MOST:  # aliases of aliases can make many out of a few lines
            self._fault(node, f"more than {_MOST} issues")
            return
        fields = self._fields(node, _ISSUE_FIELDS, needed=())
        if not fields:
            return
        if "use" in fields:
            issue, below = self._borrowed(fields["use"])
            if "id" in fields:
                self._fault(fields["id"], "an issue with 'use' keeps its id: leave out 'id'")
        else:
            if "id" not in fields:
                self._fault(node, "missing field: id")
            issue, below = Issue(self._id(fields.get("id")), ""), ()
        if issue.id:
            self._new(issue.id, node)
        issue = replace(self._filled(issue, fields), parent=parent)
        if "issues" in fields and not issue.examples and not issue.terms:
            issue = replace(issue, heading=True)
        elif "issues" not in fields and not issue.examples and not issue.heading:
            self._fault(node, f"the issue '{issue.id}' has no example; give at least one sentence under 'examples'")
        self._issues.append(issue)
        for one in below:
            self._new(one.id, node)
            self._issues.append(one)
        if "issues" in fields:
            self._tree(fields["issues"], issue.id, depth + 1)

    def _filled(self, issue: Issue, fields: dict[str, Any]) -> Issue:
        """`issue` with the fields given: texts take the place of its own, lists are added to them."""
        lists = {name: self._texts(fields[name], name) for name in _LISTS if name in fields}
        lists |= self._crosswalk(fields.get("crosswalk"))
        if "terms" in lists:
            lists["terms"] = tuple(term.lower() for term in self._searchable(fields["terms"], lists["terms"]))
        changed: dict[str, Any] = {name: (*getattr(issue, name), *given) for name, given in lists.items()}
        changed |= {name: self._text(fields[name], name) for name in ("label", "definition") if name in fields}
        changed.setdefault("label", issue.label or issue.id.replace("-", " ").replace("_", " ").capitalize())
        return replace(issue, **changed)

    def _borrowed(self, node: Any) -> tuple[Issue, tuple[Issue, ...]]:
        reference = self._text(node, "use")
        try:
            issue, *below = self._borrow(reference)
        except KeyError:
            if reference:
                self._fault(node, f"'use' names no issue of a shipped codebook: {reference!r}; write codebook/issue")
            return Issue("", "", examples=("?",)), ()
        return issue, tuple(below)

    def _new(self, issue_id: str, node: Any) -> None:
        if issue_id in self._lines:
            self._fault(node, f"the id '{issue_id}' is already used on line {self._lines[issue_id]}")
        self._lines.setdefault(issue_id, node.start_mark.line + 1)

    def _fields(self, node: Any, allowed: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Any]:
        if node is None or node.id != "mapping":
            self._fault(node, f"expected fields ({', '.join(allowed)}), found something else")
            return {}
        fields: dict[str, Any] = {}
        for key, value in node.value:
            if key.value not in allowed:
                self._fault(key, f"unknown field '{_short(key.value)}'; known are: {', '.join(allowed)}")
            elif key.value in fields:
                self._fault(key, f"the field '{key.value}' is given twice")
            else:
                fields[key.value] = value
        missing = [name for name in needed if name not in fields]
        if missing:
            self._fault(node, f"missing field: {', '.join(missing)}")
        return fields

    def _crosswalk(self, node: Any) -> dict[str, tuple[str, ...]]:
        if node is None:
            return {}
        fields = self._fields(node, _CROSSWALK, needed=())
        return {name: self._texts(value, name) for name, value in fields.items()}

    def _searchable(self, node: Any, terms: Iterable[str]) -> Iterable[str]:
        for k, term in enumerate(terms):
            try:
                Phrases([(term.rstrip(WEAK), None)])
                yield term
            except ValueError:
                what = "cannot be searched for; give a word, a phrase or a stem of three letters and more with '*'"
                self._fault(node.value[k], f"the term {_short(term)!r} {what}")

    def _id(self, node: Any) -> str:
        text = self._text(node, "id")
        if text and not _ID.match(text):
            self._fault(node, f"the id '{_short(text)}' is not made of small letters, digits, '-', '_' and '.' (64 at most)")
        return text

    def _text(self, node: Any, field: str) -> str:
        if node is None:
            return ""
        text = " ".join(str(node.value).split()) if node.id == "scalar" else ""
        if not text:
            self._fault(node, f"'{field}' is not a text")
        return text

    def _texts(self, node: Any, field: str) -> tuple[str, ...]:
        if node.id != "sequence":
            self._fault(node, f"'{field}' is not a list")
            return ()
        return tuple(self._text(item, field) for item in node.value)

    def _fault(self, node: Any, what: str) -> None:
        self._faults.append((node.start_mark.line + 1 if node is not None else 1, what))


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
