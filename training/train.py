"""Trains the reader: python training/train.py --polnear DIR --reports DIR --base DIR --out FILE [--epochs N]."""

import argparse
import random
import time
from pathlib import Path

import torch
from corpora import Document, polnear, reports
from examples import Example, examples
from model import TAGS, Reader, from_base
from torch import Tensor

from negotiable.reading.wordpiece import WordPiece


def batches(items: list[Example], pieces: int, draw: random.Random) -> list[list[Example]]:
    """Batches of about `pieces` pieces, windows of like length together, in random order."""
    items = sorted(items, key=lambda e: len(e.ids) + draw.random() * 20)
    found: list[list[Example]] = [[]]
    for item in items:
        if found[-1] and (len(found[-1]) + 1) * (len(item.ids) + 2) > pieces:
            found.append([])
        found[-1].append(item)
    draw.shuffle(found)
    return found


def tensors(batch: list[Example], cutter: WordPiece, mask_rate: float, draw: random.Random) -> tuple[Tensor, ...]:
    """ids, features, mask, allowed [batch, length, 7], modes; markers and padding allow every tag."""
    length = max(len(e.ids) for e in batch) + 2
    ids = torch.full((len(batch), length), cutter.pad)
    features = torch.zeros((len(batch), length), dtype=torch.long)
    mask = torch.zeros((len(batch), length))
    allowed = torch.full((len(batch), length), (1 << len(TAGS)) - 1)
    modes = torch.full((len(batch), length), -1)
    for row, e in enumerate(batch):
        n = len(e.ids)
        hidden = [cutter.mask if draw.random() < mask_rate else i for i in e.ids]
        ids[row, : n + 2] = torch.tensor([cutter.start, *hidden, cutter.stop])
        features[row, 1 : n + 1] = torch.tensor(e.features)
        mask[row, : n + 2] = 1
        allowed[row, 1 : n + 1] = torch.tensor(e.allowed)
        modes[row, 1 : n + 1] = torch.tensor(e.modes)
    bits = (allowed[..., None] >> torch.arange(len(TAGS))) & 1
    return ids, features, mask, bits.float(), modes


def loss_of(model: Reader, batch: tuple[Tensor, ...], mode_weight: float) -> Tensor:
    """Negative log of the probability of the allowed tags, plus the weighted mode loss."""
    ids, features, mask, allowed, modes = batch
    with torch.autocast(ids.device.type, torch.bfloat16):
        tags, mode = (logits.float() for logits in model(ids, features, mask))
    known = allowed.sum(-1) < len(TAGS)
    log = tags.log_softmax(-1)
    masked = log.masked_fill(allowed == 0, -1e4)
    loss = -torch.logsumexp(masked, -1)[known].mean()
    coded = modes >= 0
    if coded.any():
        loss = loss + mode_weight * torch.nn.functional.cross_entropy(mode[coded], modes[coded])
    return loss


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with text/ and attributions/ to train on")
    parser.add_argument("--reports", type=Path, help="folder with texts/ and gold/ to train on")
    parser.add_argument("--base", type=Path, required=True, help="folder with config.json, vocab.txt, model.safetensors")
    parser.add_argument("--out", type=Path, required=True, help="the weights to write (.pt)")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--length", type=int, default=254)
    parser.add_argument("--pieces", type=int, default=2048, help="pieces a batch")
    parser.add_argument("--repeat-reports", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, help="train on this many documents only, to try the command out")
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    draw = random.Random(a.seed)
    cutter = WordPiece(a.base / "vocab.txt")
    documents: list[Document] = polnear(a.polnear)
    if a.reports:
        documents += reports(a.reports) * a.repeat_reports
    if a.limit:
        documents = draw.sample(documents, a.limit)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = from_base(a.base).to(device)
    model.words.weight.requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=a.rate, weight_decay=0.01)
    planned, step = None, 0
    for epoch in range(a.epochs):
        began, total = time.time(), 0.0
        items = [e for d in documents for e in examples(d, cutter, draw, a.length)]
        packs = batches(items, a.pieces, draw)
        planned = planned or len(packs) * a.epochs
        model.train()
        for i, pack in enumerate(packs):
            step += 1
            share = step / planned
            rate = a.rate * min(1.0, step / 200) * max(0.02, 1 - share)
            for group in optimiser.param_groups:
                group["lr"] = rate
            batch = tuple(t.to(device) for t in tensors(pack, cutter, 0.06, draw))
            loss = loss_of(model, batch, mode_weight=0.15)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            total += loss.item()
            if i % 50 == 49:
                print(f"epoch {epoch + 1} batch {i + 1}/{len(packs)} loss {total / (i + 1):.4f} {time.time() - began:.0f} s", flush=True)
        torch.save(model.state_dict(), a.out)


if __name__ == "__main__":
    main()
