"""Measures how often the program's stance, firmness, act and target are those of people, for data/certainty.yaml.

    python training/certainty.py CODED [--write]     CODED: a folder with texts/, gold/ and meta.json

Each value's share of right codes among the statements found, drawn towards the variable's own share by ten statements.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from negotiable.coding import code
from negotiable.reading import read
from negotiable.terms import Actor, Report, Spans

OUT = Path(__file__).parents[1] / "src/negotiable/coding/data/certainty.yaml"
VARIABLES = ("stance", "firmness", "act", "target")
DRAW, OVERLAP = 10, 0.5


def agreement(folder: Path) -> dict[str, dict[str, list[bool]]]:
    """For each variable and value that the program gave, whether each was right."""
    about = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, list[bool]]] = {name: defaultdict(list) for name in VARIABLES}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["statements"]
        text = (folder / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        coded = code(read(Report(path.stem, text, published=about[path.stem]["published"])))
        actors = {actor.id: actor for actor in coded.actors}
        for one in coded.statements:
            told = max(gold, key=lambda g: _overlap(one.content, g), default=None)
            if told is None or _overlap(one.content, told) < OVERLAP:
                continue
            for name in VARIABLES:
                value = getattr(one, name)
                kind = ("some" if value else "none") if name == "target" else str(value or "none")
                found[name][kind].append(_right(name, value, told, actors))
    return found


def _overlap(spans: Spans, told: dict[str, Any]) -> float:
    shared = sum(max(0, min(end, told["end"]) - max(start, told["start"])) for start, end in spans)
    return 2 * shared / (sum(end - start for start, end in spans) + told["end"] - told["start"])


def _right(name: str, value: str | None, told: dict[str, Any], actors: dict[str, Actor]) -> bool:
    if name == "stance":
        return value in (told["stance"], *told.get("stance_alt", ()))
    wanted = told.get(name)
    if name != "target" or value is None or wanted is None:
        return value == wanted
    names = {actors[value].name.lower(), (actors[value].party or "").lower()} if value in actors else set()
    return wanted.lower() in names


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    lines = ["# How often each code is the one a person gives, on coded reports; made by training/certainty.py."]
    for name, values in agreement(wanted.coded).items():
        every = [hit for hits in values.values() for hit in hits]
        share = sum(every) / len(every)
        lines += [f"{name}:", f"  any: {share:.2f}  # {len(every)} statements"]
        for value, hits in sorted(values.items()):
            lines.append(f"  {value}: {(sum(hits) + DRAW * share) / (len(hits) + DRAW):.2f}  # {len(hits)}")
    print("\n".join(lines))
    if wanted.write:
        OUT.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
