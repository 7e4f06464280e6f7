"""Measures how often statements and conflicts are right that the program is so sure of, for the model card.

    python training/sureness.py CODED --base DIR [--seen POLNEAR] [--write]

A statement said is right if its passage overlaps by half with one that a person marked and the speaker is the same; those marked
optional are left out. A conflict is right if a person lists one of the same two speakers. The stance weights have not seen the
report; the reader may have.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from cases import read_all, same_name, unseen_stances
from coded import coded_reports, folds_of
from tables import card, into_card

from negotiable.coding import code, leanings
from negotiable.terms import Actor, CodedReading


def spoke(actor: Actor | None, told: dict[str, Any]) -> bool:
    """Whether `actor` is the speaker of a statement that a person marked, or another name that counts."""
    names = [told.get("speaker"), *(told.get("speaker_aliases") or [])]
    return actor is not None and any(same_name(actor, str(name)) for name in names if name)


def conflict_rights(coded: CodedReading, gold: dict[str, Any]) -> list[tuple[bool, float]]:
    """Of each conflict whether a person lists one of its speakers, and its confidence."""
    actors, speakers = {one.id: one for one in coded.actors}, {one.id: one.speaker for one in coded.statements}
    told = [(gold["statements"][pair[0]], gold["statements"][pair[1]]) for pair in gold["conflicts"]]
    found = []
    for conflict in coded.conflicts:
        a, b = (actors.get(speakers[one] or "") for one in conflict.between)
        hit = any((spoke(a, x) and spoke(b, y)) or (spoke(a, y) and spoke(b, x)) for x, y in told)
        found.append((hit, conflict.confidence or 0.0))
    return found


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    found = coded_reports(wanted.coded)
    reports = read_all(found)
    folds = folds_of(report.name for report in reports)
    stances = unseen_stances(wanted.coded, wanted.base, wanted.seen, folds)
    said: list[tuple[bool, float]] = []
    against: list[tuple[bool, float]] = []
    for report, whole in zip(reports, found, strict=True):
        leanings.weights = lambda fold=folds[report.name]: stances[fold]
        coded = code(report.reading)
        actors = {one.id: one for one in coded.actors}
        for one in coded.statements:
            told = report.gold.get(one.id)
            if one.mode == "speech" and not (told and told.get("optional")):
                said.append((told is not None and spoke(actors.get(one.speaker or ""), told), one.confidence))
        against += conflict_rights(coded, whole.gold)
    rows = {"Statements, passage and speaker": said, "Conflicts": against}
    tables = [card(name, *(np.array(column, float) for column in zip(*pairs, strict=True))) for name, pairs in rows.items()]
    print("\n\n".join(tables))
    if wanted.write:
        into_card("training/sureness.py", tables)


if __name__ == "__main__":
    main()
