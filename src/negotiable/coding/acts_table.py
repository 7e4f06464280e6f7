"""Tables of coded sentences (sentence, source, target, PLOVER root), and how well other roots agree with theirs."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from negotiable.coding.plover import folded, quad, root_of
from negotiable.errors import BadTable

_NEEDED = ("sentence", "source", "target")
_LARGEST = 200_000_000  # bytes


@dataclass(frozen=True, slots=True)
class ActRow:
    """One sentence, who acts in it and who is acted on; `root` is the coded one, None where the table has none."""

    uid: str
    sentence: str
    source: str
    target: str
    root: str | None = None


def read_rows(path: str | Path) -> list[ActRow]:
    """The rows of a tab-separated file with a header; without a column `uid`, a row's is its number, from 0.

    Raises BadTable, with the line.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise BadTable(f"{path}: over {_LARGEST // 1_000_000} MB; split the file")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise BadTable(f"{path}: cannot be read ({error.strerror}); give a tab-separated file") from error
    except UnicodeDecodeError as error:
        raise BadTable(f"{path}: not in UTF-8; give a tab-separated text file") from error
    csv.field_size_limit(_LARGEST)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        missing = [name for name in _NEEDED if name not in (table.fieldnames or ())]
        if missing:
            raise BadTable(f"{path}:1: no column {', '.join(missing)}; the header needs {', '.join(_NEEDED)}, between tabs")
        rows = list(_rows(table, str(path)))
    except csv.Error as error:
        raise BadTable(f"{path}:{table.line_num}: {error}; give a tab-separated file") from error
    if not rows:
        raise BadTable(f"{path}: no rows below the header")
    return rows


def _rows(table: "csv.DictReader[str]", path: str) -> Iterator[ActRow]:
    seen: dict[str, int] = {}
    for number, row in enumerate(table):
        line = table.line_num
        if None in row or None in row.values():
            raise BadTable(f"{path}:{line}: not as many fields as the header has")
        uid = row.get("uid", str(number))
        if uid in seen:
            raise BadTable(f"{path}:{line}: the uid {uid!r} is already used on line {seen[uid]}")
        seen[uid] = line
        root = row.get("gold_root") or None
        if root is not None and root_of(root) is None:
            raise BadTable(f"{path}:{line}: {root!r} in gold_root is no PLOVER root")
        yield ActRow(uid, row["sentence"], row["source"], row["target"], root)


def macro_f1(coded: Sequence[str], given: Sequence[str | None], level: Callable[[str], object] = folded) -> float:
    """The mean F1 of the classes that occur in either, 0 to 1; None is wrong and no class of its own.

    `level` makes classes of roots: `folded`, `quad`, `conflict`.
    """
    truth, told = [level(_class(root)) for root in coded], [level(_class(root)) if root else None for root in given]
    right = Counter(a for a, b in zip(truth, told, strict=True) if a == b)
    in_truth, in_told = Counter(truth), Counter(one for one in told if one is not None)
    classes = in_truth.keys() | in_told.keys()
    return sum(2 * right[one] / (in_truth[one] + in_told[one]) for one in classes) / len(classes)


def conflict(root: str) -> bool:
    """Whether a root is of conflict, not of cooperation."""
    return quad(root) > 2


def _class(root: str) -> str:
    found = root_of(root)
    if found is None:
        raise ValueError(f"not a PLOVER root: {root!r}")
    return folded(found)
