"""The statements of hand-coded reports with all that speaks for their codes, as training/codes.py weighs it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import stance as stances
from coded import FOLDS, Coded

from negotiable.coding import leanings
from negotiable.coding.act import Variable, signs_of
from negotiable.coding.conditionals import conditionals_of
from negotiable.coding.context import Context
from negotiable.coding.stance import chances_of
from negotiable.coding.target import Targets
from negotiable.reading import read
from negotiable.terms import Actor, Reading

Signs = dict[str, float]
Looks = dict[tuple[str, str], Any]
Aim = Callable[[str, list[tuple[str | None, Signs]], list[bool]], str | None]


@dataclass
class Read:
    """A report as read, and what a person coded of each statement found, by its id."""

    name: str
    reading: Reading
    gold: dict[str, dict[str, Any]]


@dataclass
class Case:
    """A statement: the options of its target with their signs, which are right, its other signs, and a person's codes."""

    report: str
    options: list[Signs]
    right: list[bool]
    signs: dict[str, Signs]  # by variable
    gold: dict[str, Any]


def read_all(reports: list[Coded]) -> list[Read]:
    """The reports, with what a person coded of the statements that the reader finds."""
    found = []
    for coded in reports:
        reading = read(coded.report)
        gold = {one.id: told for one in reading.attributions if (told := coded.statement(one.content))}
        found.append(Read(coded.report.location, reading, gold))
    return found


def unseen_stances(folder: Path, base: Path, seen: Path | None, folds: dict[str, int]) -> list[Any]:
    """For each fold of reports the stance's weights fitted to the others, as the program holds them."""
    texts = [p.read_text(encoding="utf-8") for d in (folder / "texts", seen) if d for p in sorted(d.glob("*.txt"))]
    rows = stances.examples(folder) + stances.own()
    words = stances.vectors(base, rows, texts)
    x, width, shipped, found = stances.matrix(rows, words), words.table.shape[1], leanings.weights(), []
    for fold in range(FOLDS):
        kept = [k for k, row in enumerate(rows) if folds.get(row.report) != fold]
        w, bias = stances.fit(x[kept], [rows[k] for k in kept])
        contents, cues = (words.table @ part for part in (w[-2 * width : -width], w[-width:]))
        found.append(leanings.Weights(w[: -2 * width], contents, cues, words.rows, bias, shipped.certainty, leanings.NO_LOOK))
    return found


def looks_of(folder: Path | None, reports: list[Read], folds: dict[str, int]) -> Looks:
    """What the closer look, trained on the other folds, tells of each statement that a person coded."""
    found: Looks = {}
    for fold in range(FOLDS if folder else 0):
        names = [(report.name, one) for report in reports if folds[report.name] == fold for one in report.gold]
        found |= dict(zip(names, np.load(f"{folder}/fold-{fold}.npy"), strict=True))
    return found


def cases(reports: list[Read], stance_weights: Callable[[str], Any], looks: Looks, aim: Aim) -> list[Case]:
    """All statements; `aim` says whom each counts as aimed at when later ones are looked at."""
    found, shipped = [], leanings.weights
    for coded in reports:
        leanings.weights = lambda name=coded.name: stance_weights(name)
        context = Context(coded.reading)
        targets, held = Targets(context), {c.statement: c for c in reversed(conditionals_of(context))}
        for one in coded.reading.attributions:
            condition, gold = held.get(one.id), coded.gold.get(one.id)
            chances = chances_of(context, one, condition.kind if condition else None)
            if (coded.name, one.id) in looks and chances.max() < stances.DOUBT:
                chances = leanings.mixed(chances, looks[coded.name, one.id], stances.LOOK)
            possible = targets.candidates(one, leanings.likeliest(chances)[0]) if one.content else [(None, {})]
            right = [gold is not None and _meant(context, actor, gold.get("target")) for actor, _ in possible]
            targets.remember(one, aim(coded.name, possible, right))
            if gold:
                named: tuple[Variable, ...] = get_args(Variable)
                signs: dict[str, Signs] = {v: signs_of(context, one, v, chances, condition) for v in named}
                found.append(Case(coded.name, [row for _, row in possible], right, signs, gold))
    leanings.weights = shipped
    return found


def _meant(context: Context, actor: str | None, wanted: str | None) -> bool:
    if actor is None or wanted is None:
        return actor == wanted
    return same_name(context.actors[actor], wanted)


def same_name(actor: Actor, wanted: str) -> bool:
    """Whether a person named this actor: its name, or the surname of a person."""
    have, want = (re.findall(r"[a-z]+", name.lower().replace(".", "")) for name in (actor.name, wanted))
    return have == want or (actor.kind == "person" and have[-1:] == want[-1:])


def people(report: str, possible: list[tuple[str | None, Signs]], right: list[bool]) -> str | None:
    """Whom people named."""
    return next((actor for (actor, _), hit in zip(possible, right, strict=True) if hit), None)
