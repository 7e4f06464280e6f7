"""Trains the closer look at statements whose stance is in doubt: python training/closer.py CODED --base DIR --out DIR [--fold K].

A copy of the base encoder reads the sentences of a statement, names masked, and tells its stance; its firmness and its act
are learned beside it. CODED: a folder with texts/, gold/ and meta.json; to it come the written statements of stances.yaml.
Writes stance.onnx (int8), or with --fold the log odds of the statements of one fifth of the reports, learned from the others,
as fold-K.npy: training/stance.py weighs them.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from export import save
from loop import learn
from model import Reader, from_base, mean
from stance import Example, dealt, examples, own, wanted
from torch import Tensor, nn

from negotiable.coding.closer import ROLES, closer
from negotiable.coding.leanings import STANCES

LAYERS = 4  # the lowest of the six: as right, a third faster
EPOCHS, RATE, SLOWER, SIZE = 8, 1e-4, 0.85, 24  # each layer learns 0.85 × as fast as the one above
DROP, HIDDEN, SMOOTH, BESIDE = 0.1, 0.05, 0.05, 0.3
FIRMNESSES = (None, "demand", "red-line", "wish")
ACTS = (None, "REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONSULT", "CONCEDE", "COOPERATE")
_UNTOLD = -100  # what the loss passes over


class Look(nn.Module):
    """(ids, features, roles, mask [batch, length], signs [batch, k]) -> logits of stance [batch, 8], firmness, act."""

    def __init__(self, encoder: Reader, signs: int) -> None:
        super().__init__()
        width = encoder.norm.weight.shape[0]
        encoder.layers = encoder.layers[:LAYERS]
        self.encoder = encoder
        self.roles = nn.Embedding(ROLES, width)
        nn.init.normal_(self.roles.weight, std=0.02)
        self.drop, self.look = nn.Dropout(DROP), nn.Linear(width, 1)
        self.join, self.signs = nn.Linear(4 * width, width), nn.Linear(signs, len(STANCES))
        self.stance, self.firmness, self.act = (nn.Linear(width, n) for n in (len(STANCES), len(FIRMNESSES), len(ACTS)))

    def forward(self, ids: Tensor, features: Tensor, roles: Tensor, mask: Tensor, signs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        encoder = self.encoder
        places = torch.arange(ids.shape[1], device=ids.device)
        x = encoder.norm(encoder.words(ids) + encoder.positions(places)[None] + encoder.features(features))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        x = self.drop(x + self.roles(roles))
        for layer in encoder.layers:
            x = layer(x, bias)
        scores = self.look(x)[..., 0].float() + (1.0 - mask.float()) * -1e4
        part = torch.div(roles, 3, rounding_mode="floor")
        parts = [mean(x, which) for which in (mask, part == 1, part == 2)] + [mean(x, scores.softmax(-1))]
        h = self.drop(torch.tanh(self.join(self.drop(torch.cat(parts, -1)))))
        return self.stance(h).float() + self.signs(signs).float(), self.firmness(h).float(), self.act(h).float()


def tensors(rows: list[Example], draw: random.Random | None = None) -> tuple[Tensor, ...]:
    """ids, features, roles, mask [batch, length], signs; with `draw`, a few pieces are masked."""
    cutter, length = closer().cutter, max(len(row.passage.ids) for row in rows)
    found = [torch.zeros((len(rows), length), dtype=torch.long) for _ in range(4)]
    found[0] += cutter.pad
    for k, row in enumerate(rows):
        look = row.passage
        ids = [cutter.mask if draw and draw.random() < HIDDEN else piece for piece in look.ids]
        for tensor, values in zip(found, (ids, look.features, look.roles, [1] * len(ids)), strict=True):
            tensor[k, : len(ids)] = torch.tensor(values)
    return (*found, torch.tensor([row.signs for row in rows]))


def loss_of(told: tuple[Tensor, Tensor, Tensor], rows: list[Example]) -> Tensor:
    """Cross entropy of the stance, and of firmness and act where a person coded them."""
    right = torch.from_numpy(wanted(rows)) * (1 - SMOOTH) + SMOOTH / len(STANCES)
    total = -(right * told[0].log_softmax(-1)).sum(-1).mean()
    firmness = [FIRMNESSES.index(row.firmness) if row.report else _UNTOLD for row in rows]
    act = [ACTS.index(row.act) if row.report and row.act in ACTS else _UNTOLD for row in rows]
    for logits, codes in ((told[1], firmness), (told[2], act)):
        if any(code != _UNTOLD for code in codes):
            total = total + BESIDE * nn.functional.cross_entropy(logits, torch.tensor(codes), ignore_index=_UNTOLD)
    return total


def train(rows: list[Example], base: Path) -> Look:
    """AdamW, linear decay; the embeddings of words stay as they are."""
    draw = random.Random(0)
    model = Look(from_base(base, DROP), len(rows[0].signs))
    layers = list(model.encoder.layers)
    for part in (model.encoder.words, model.encoder.positions, model.encoder.norm, model.encoder.features):
        part.requires_grad_(False)
    groups = [{"params": list(layer.parameters()), "full": RATE * SLOWER**k} for k, layer in enumerate(reversed(layers))]
    heads = [model.roles, model.look, model.join, model.stance, model.firmness, model.act]
    groups += [{"params": [p for head in heads for p in head.parameters()], "full": 2 * RATE}]
    groups += [{"params": list(model.signs.parameters()), "full": 20 * RATE}]

    def told(pack: list[Example]) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            return loss_of(model(*tensors(pack, draw)), pack)

    def length(row: Example) -> float:
        return len(row.passage.ids) + draw.random() * 12

    return learn(model, groups, rows, told, epochs=EPOCHS, size=SIZE, length=length, draw=draw)


def export(model: Look, out: Path) -> None:
    """Writes stance.onnx, int8; the program asks for its stance alone."""
    ids, signs = torch.ones((1, 16), dtype=torch.long), torch.zeros((1, model.signs.in_features))
    names = ["ids", "features", "roles", "mask"]
    inputs = dict(zip(names, (ids, torch.zeros_like(ids), torch.full_like(ids, 3), torch.ones_like(ids)), strict=True))
    axes = {name: {0: "batch", 1: "length"} for name in names} | {"signs": {0: "batch"}}
    save(model, inputs | {"signs": signs}, ["stance", "firmness", "act"], axes, out / "stance.onnx")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="folder with config.json, vocab.txt, model.safetensors")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, help="leave this fifth of the reports out and tell its statements")
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rows = examples(a.coded) + own()
    fold = dealt(rows)
    model = train([row for row, k in zip(rows, fold, strict=True) if k != a.fold], a.base)
    if a.fold is None:
        return export(model, a.out)
    left = [row for row, k in zip(rows, fold, strict=True) if k == a.fold]
    with torch.no_grad():
        np.save(a.out / f"fold-{a.fold}.npy", np.concatenate([model(*tensors([row]))[0].numpy() for row in left]))
    return None


if __name__ == "__main__":
    main()
