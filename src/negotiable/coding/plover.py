"""PLOVER's roots as data/plover.yaml has them, with the choices made where its sources disagree."""

from functools import lru_cache

from negotiable.coding.lexicon import read


@lru_cache(maxsize=1)
def roots() -> tuple[str, ...]:
    """The roots of PLOVER 1.3."""
    return tuple(read("plover")["roots"])


def root_of(name: str) -> str | None:
    """The root that `name` means: itself, or by an older name; None if it means none. YIELD, two roots in one, stays YIELD."""
    found = name.strip().upper()
    found = str(read("plover")["aliases"].get(found, found))
    return found if found in roots() or found in read("plover")["folds"].values() else None


def folded(root: str) -> str:
    """The class of `root` in CAMEO and the PLV data, which make one class of CONCEDE and RETREAT."""
    return str(read("plover")["folds"].get(root, root))


def quad(root: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Raises KeyError for no root."""
    given = read("plover")
    return int(given["plv_quads"][root] if root in given["plv_quads"] else given["roots"][root]["quad"])
