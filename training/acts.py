"""Trains the reader of acts: python training/acts.py --plv FILE --base DIR --out DIR [--folds N] [--limit N].

A copy of the base encoder, its two lowest layers kept as they are, is told which pieces are the one who acts and the one
acted on, and tells the PLOVER root. FILE has the columns `marked_sentence` (<s>…</s>, <t>…</t>) and `gold_root`; to it come
the sentences of training/acts/. With --folds, each fold is scored by a model that has not seen it (macro-F1) before the one
to ship, if --out is given, is trained on all.
"""

import argparse
import csv
import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import yaml
from export import save
from loop import learn
from model import Reader, from_base, mean
from numpy.typing import NDArray
from torch import Tensor, nn

from negotiable.coding.sentence_acts import ROOTS, Marked, pieces
from negotiable.reading.encoder.wordpiece import WordPiece

KEPT = 2  # lowest layers that are not trained
OWN = Path(__file__).with_name("acts")
_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True)
class Row:
    """A sentence with its marks, the number of its root and how much it counts."""

    marked: Marked
    root: int
    weight: float = 1.0


class Acts(nn.Module):
    """(ids, features, roles, mask), each [batch, length] -> logits of the roots [batch, 15].

    roles: 0 none, 1 source, 2 target.
    """

    def __init__(self, encoder: Reader, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.norm.weight.shape[0]
        self.encoder = encoder
        self.roles = nn.Embedding(3, width)
        nn.init.normal_(self.roles.weight, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.look = nn.Linear(width, 1)
        self.join, self.roots = (
            nn.Linear(4 * width, width),
            nn.Linear(width, len(ROOTS)),
        )

    def forward(self, ids: Tensor, features: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        encoder = self.encoder
        places = torch.arange(ids.shape[1], device=ids.device)
        x = encoder.norm(encoder.words(ids) + encoder.positions(places)[None] + encoder.features(features))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for number, layer in enumerate(encoder.layers):
            if number == KEPT:
                x = self.drop(x + self.roles(roles))
            x = layer(x, bias)
        scores = self.look(x)[..., 0].float() + (1.0 - mask.float()) * -1e4
        parts = [mean(x, part) for part in (mask, roles == 1, roles == 2)] + [mean(x, scores.softmax(-1))]
        logits: Tensor = self.roots(self.drop(torch.tanh(self.join(self.drop(torch.cat(parts, -1))))))
        return logits


def corpus(path: Path) -> list[Row]:
    """The rows of a file in the form of PLV (Hu et al., ACL 2024)."""
    with path.open(newline="", encoding="utf-8") as file:
        return [Row(unmarked(r["marked_sentence"]), ROOTS.index(r["gold_root"])) for r in csv.DictReader(file, delimiter="\t")]


def unmarked(text: str) -> Marked:
    """The sentence without its marks, and where they stood."""
    spans: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    plain, at, opened = "", 0, {"s": 0, "t": 0}
    for m in _MARK.finditer(text):
        plain, at = plain + text[at : m.start()], m.end()
        if m[1]:
            spans[m[2]].append((opened[m[2]], len(plain)))
        else:
            opened[m[2]] = len(plain)
    return Marked(plain + text[at:], tuple(spans["s"]), tuple(spans["t"]))


def own(draw: random.Random, weight: float, times: int = 1) -> list[Row]:
    """The sentences written for this project, S and T filled with invented names."""
    names = yaml.safe_load((OWN / "names.yaml").read_text(encoding="utf-8"))
    rows = []
    for root, sentences in yaml.safe_load((OWN / "sentences.yaml").read_text(encoding="utf-8")).items():
        for sentence in sentences * times:
            s, t = draw.sample(names["actors"], 2)
            marked = re.sub(
                r"\bT\b",
                f"<t>{t}</t>",
                sentence.replace("[", "<t>").replace("]", "</t>"),
            )
            marked = re.sub(r"\bS\b", f"<s>{s}</s>", marked)
            marked = draw.choice(names["openings"]) + marked + draw.choice(names["closings"]) + "."
            rows.append(
                Row(
                    unmarked(marked[0].upper() + marked[1:] if marked[0] != "<" else marked),
                    ROOTS.index(root),
                    weight,
                )
            )
    return rows


def tensors(batch: list[Marked], cutter: WordPiece, hide: float, draw: random.Random) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """ids, features, roles, mask [batch, length]; with chance `hide` the names of a side become mask pieces."""
    cut = [pieces(marked, cutter) for marked in batch]
    length = max(len(ids) for ids, _, _ in cut)
    found = [torch.zeros((len(cut), length), dtype=torch.long) for _ in range(4)]
    found[0] += cutter.pad
    for row, (ids, features, roles) in enumerate(cut):
        hidden = {side for side in (1, 2) if draw.random() < hide}
        ids = [cutter.mask if role in hidden else i for i, role in zip(ids, roles, strict=True)]
        for tensor, values in zip(found, (ids, features, roles, [1] * len(ids)), strict=True):
            tensor[row, : len(ids)] = torch.tensor(values)
    return found[0], found[1], found[2], found[3]


def train(rows: list[Row], base: Path, epochs: int, rate: float, seed: int) -> Acts:
    """AdamW, linear decay, a lower rate for lower layers."""
    torch.manual_seed(seed)
    draw, cutter = random.Random(seed), WordPiece(base / "vocab.txt")
    model = Acts(from_base(base, 0.1))
    layers = list(model.encoder.layers)[KEPT:]
    for parameter in model.encoder.parameters():
        parameter.requires_grad_(False)
    for layer in layers:
        layer.requires_grad_(True)
    heads = [model.roles, model.look, model.join, model.roots]
    parts = [(layer, rate * 0.85 ** (len(layers) - 1 - k)) for k, layer in enumerate(layers)] + [
        (head, 2 * rate) for head in heads
    ]
    groups = [{"params": list(part.parameters()), "full": full} for part, full in parts]

    def loss_of(pack: list[Row]) -> Tensor:
        weight = torch.tensor([row.weight for row in pack])
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(*tensors([row.marked for row in pack], cutter, 0.1, draw)).float()
        gold = torch.tensor([row.root for row in pack])
        return nn.functional.cross_entropy(logits, gold, label_smoothing=0.05, reduction="none") @ weight / weight.sum()

    def length(row: Row) -> float:
        return len(row.marked.text) + draw.random() * 40

    return learn(model, groups, rows, loss_of, epochs=epochs, size=32, length=length, draw=draw)


def predict(model: Acts, rows: list[Row], cutter: WordPiece) -> NDArray[np.float32]:
    """Probabilities of the roots [rows, 15]."""
    found = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(rows), 32):
            batch = tensors([row.marked for row in rows[i : i + 32]], cutter, 0.0, random.Random(0))
            found.append(model(*batch).float().softmax(-1).numpy())
    return np.concatenate(found)


def folds(rows: list[Row], count: int) -> NDArray[np.int64]:
    """The fold of each row, every root spread evenly over them."""
    draw, found, dealt = random.Random(0), np.zeros(len(rows), np.int64), 0
    for root in sorted(range(len(ROOTS)), key=lambda k: ROOTS[k]):
        members = [i for i, row in enumerate(rows) if row.root == root]
        draw.shuffle(members)
        for i in members:
            found[i], dealt = dealt % count, dealt + 1
    return found


def macro_f1(gold: list[int], told: list[int]) -> float:
    """Macro-F1 (0 to 100) over the roots in `gold` or `told`."""
    figures = []
    for root in set(gold) | set(told):
        both = sum(g == t == root for g, t in zip(gold, told, strict=True))
        figures.append(2 * both / (gold.count(root) + told.count(root)))
    return 100 * sum(figures) / len(figures)


def export(model: Acts, out: Path) -> None:
    """Writes acts.onnx, weights in int8."""
    ids = torch.ones((2, 16), dtype=torch.long)
    names = ["ids", "features", "roles", "mask"]
    inputs = dict(zip(names, (ids, torch.zeros_like(ids), torch.zeros_like(ids), torch.ones_like(ids)), strict=True))
    axes = {name: {0: "batch", 1: "length"} for name in names} | {"roots": {0: "batch"}}
    save(model, inputs, ["roots"], axes, out / "acts.onnx")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plv", type=Path, required=True)
    parser.add_argument(
        "--base",
        type=Path,
        required=True,
        help="folder with config.json, vocab.txt, model.safetensors",
    )
    parser.add_argument("--out", type=Path, help="folder to write acts.onnx to")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, nargs="*", help="these folds only")
    parser.add_argument(
        "--keep",
        type=Path,
        help="file to keep the probabilities of the folds in (.npy)",
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--own-weight", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, help="train on this many rows only, to try the command out")
    a = parser.parse_args()
    torch.set_num_threads(1)
    rows, cutter = corpus(a.plv), WordPiece(a.base / "vocab.txt")
    written = own(random.Random(a.seed), a.own_weight) if a.own_weight else []
    if a.limit:
        rows, written = random.Random(0).sample(rows, a.limit), written[: a.limit]
    fold = folds(rows, max(1, a.folds))
    told = np.zeros((len(rows), len(ROOTS)), np.float32)
    gold = [row.root for row in rows]
    figures = []
    for number in a.only if a.only is not None else range(a.folds):
        others = [row for row, k in zip(rows, fold, strict=True) if k != number]
        model = train(others + written, a.base, a.epochs, a.rate, a.seed)
        here = np.flatnonzero(fold == number)
        told[here] = predict(model, [rows[i] for i in here], cutter)
        figures.append(macro_f1([gold[i] for i in here], [int(k) for k in told[here].argmax(-1)]))
        print(f"fold {number + 1}: macro-F1 {figures[-1]:.1f}", flush=True)
        if a.keep:
            np.save(a.keep, told)
    if len(figures) == a.folds > 0:
        together = macro_f1(gold, [int(k) for k in told.argmax(-1)])
        print(f"mean {np.mean(figures):.1f}, standard deviation {np.std(figures):.1f}; all rows together {together:.1f}")
    if a.out:
        a.out.mkdir(parents=True, exist_ok=True)
        export(train(rows + written, a.base, a.epochs, a.rate, a.seed), a.out)


if __name__ == "__main__":
    main()
