"""Finds codebooks: those that ship with the package, and people's own YAML files."""

from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from negotiable.coding.codebook_file import parse
from negotiable.errors import BadCodebook
from negotiable.terms import Codebook, Issue

DEFAULT = "talks"
_LARGEST = 4_000_000  # bytes of a codebook


def load(source: str | Path = DEFAULT) -> Codebook:
    """The codebook with this id that ships with the package, or the YAML file at this path.

    Raises BadCodebook, with all faults, on a missing file or one with mistakes.
    """
    name = str(source)
    if name in names():
        return _shipped(name)
    return parse(source_of(name), name, borrow)


def source_of(name: str) -> str:
    """The YAML text of a codebook, by id or path. Raises BadCodebook where it cannot be read."""
    try:
        if name in names():
            return (_folder() / f"{name}.yaml").read_text(encoding="utf-8")
        with Path(name).open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise BadCodebook(f"{name}: too large for a codebook (over {_LARGEST // 1_000_000} MB)")
        return data.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        known = ", ".join(names())
        raise BadCodebook(f"{name}: no codebook can be read there; give a YAML file in UTF-8 or one of: {known}") from error


def names() -> list[str]:
    """The ids of the codebooks that ship with the package, the general one first."""
    found = sorted(entry.name.removesuffix(".yaml") for entry in _folder().iterdir() if entry.name.endswith(".yaml"))
    return [DEFAULT, *(name for name in found if name != DEFAULT)]


def borrow(reference: str) -> tuple[Issue, ...]:
    """The issue that "codebook/issue" names among the shipped ones, and all below it. Raises KeyError if there is none."""
    name, _, wanted = reference.partition("/")
    if name not in names():
        raise KeyError(reference)
    taken: dict[str, Issue] = {}
    for issue in _shipped(name).issues:
        if issue.id == wanted or issue.parent in taken:
            taken[issue.id] = issue
    if not taken:
        raise KeyError(reference)
    return tuple(taken.values())


def _folder() -> Traversable:
    return resources.files("negotiable.coding") / "codebooks"


@lru_cache(maxsize=8)
def _shipped(name: str) -> Codebook:
    return parse(source_of(name), f"{name}.yaml", borrow)
