"""Sorts what a reader got wrong by kind of statement, and lists every case with its words, for people who mend the reader."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measures import KINDS, Attributed, Item, Spans, Text, matched, source_right

OUTCOMES = ("right", "wrong source", "badly cut", "missed")
SURPLUS = ("another piece", "false")
_COLUMNS = ("error", "quoted", "source kind", "cue kind", "document", "start", "source", "cue", "content", "found source",
            "found cue", "found content")  # fmt: skip
Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Errors:
    """`outcomes`: (kind, outcome) -> number of gold attributions; `surplus`: (kind, what) -> number of found ones that match
    none; `rows`: every case but the right ones, as in the listing."""

    outcomes: Counter[tuple[str, str]]
    surplus: Counter[tuple[str, str]]
    rows: list[Row]


def errors(documents: Iterable[tuple[str, str, Sequence[Attributed], Sequence[Attributed]]]) -> Errors:
    """Errors in `documents`: (name, text, gold, found).

    Badly cut: some of the content was found, too little or too much of it for a match. Missed: none of it was. Another piece:
    what was found belongs to a gold content, but does not match it or another one does. False: it belongs to none.
    """
    result = Errors(Counter(), Counter(), [])
    for name, text, gold, found in documents:
        _add(result, name, text, gold, found)
    return result


def _add(result: Errors, name: str, text: str, gold: Sequence[Attributed], found: Sequence[Attributed]) -> None:
    words = Text(text)
    wanted = [(one, item) for one in gold if (item := words.item(one)).content]
    items = [(one, item) for one in found if (item := words.item(one)).content]
    pairs = matched([item for _, item in wanted], [item for _, item in items])
    for g, (one, item) in enumerate(wanted):
        ours = items[pairs[g]] if g in pairs else _closest(item, items)
        outcome = _outcome(item, ours[1] if ours else None, g in pairs)
        result.outcomes.update((kind, outcome) for kind in item.kinds)
        if outcome != "right":
            start = one.content[0][0]
            result.rows.append((outcome, *item.kinds, name, start, *_words(text, one), *_words(text, ours[0] if ours else None)))
    for f, (other, item) in enumerate(items):
        if f in pairs.values():
            continue
        what = SURPLUS[0 if any(item.content & theirs.content for _, theirs in wanted) else 1]
        result.surplus.update((kind, what) for kind in item.kinds)
        result.rows.append((what, *item.kinds, name, other.content[0][0], *_words(text, None), *_words(text, other)))


def _closest(wanted: Item, items: list[tuple[Attributed, Item]]) -> tuple[Attributed, Item] | None:
    touching = [pair for pair in items if pair[1].content & wanted.content]
    return max(touching, key=lambda pair: len(pair[1].content & wanted.content), default=None)


def _outcome(wanted: Item, ours: Item | None, match: bool) -> str:
    if ours is None:
        return "missed"
    if not match:
        return "badly cut"
    return "right" if source_right(wanted, ours) else "wrong source"


def _words(text: str, one: Attributed | None) -> tuple[str, str, str]:
    def shown(spans: Spans) -> str:
        return " … ".join(" ".join(text[a:b].split()) for a, b in spans)

    return (shown(one.source), shown(one.cue), shown(one.content)) if one else ("", "", "")


def write_listing(path: Path, rows: Iterable[Row]) -> None:
    """All cases, tab-separated, by error and kind; it holds words of the corpus: not for passing on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, dialect="excel-tab")
        writer.writerow(_COLUMNS)
        writer.writerows(sorted(rows, key=lambda row: (row[0], row[1], row[3], row[4], row[5])))


def table(found: Errors) -> list[list[str]]:
    """A header and one row a kind: how many gold attributions fared how, and what was found too much."""
    rows = [["kind", "in the corpus", *OUTCOMES, *SURPLUS]]
    for kind in KINDS:
        fared = [found.outcomes[kind, outcome] for outcome in OUTCOMES]
        rows.append([kind, *map(str, (sum(fared), *fared, *(found.surplus[kind, what] for what in SURPLUS)))])
    return rows
