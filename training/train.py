"""Trains the reader: python training/train.py --polnear DIR --reports DIR --base DIR --out FILE [--epochs N]."""

import argparse
import random
import time
from pathlib import Path

import torch
from corpora import Document, polnear, reports
from examples import Example, examples
from model import POINTERS, TAGS, Reader, from_base
from torch import Tensor

from negotiable.reading.encoder.wordpiece import WordPiece

MODE_WEIGHT, POINTER_WEIGHT = 0.15, 0.4
AVERAGE = 0.998  # the shipped weights are a running average over about the last 500 steps


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
    """ids, features, mask, allowed [batch, length, 7], modes, points [batch, length, 4]; markers and padding allow every tag."""
    length = max(len(e.ids) for e in batch) + 2
    ids = torch.full((len(batch), length), cutter.pad)
    features = torch.zeros((len(batch), length), dtype=torch.long)
    mask = torch.zeros((len(batch), length))
    allowed = torch.full((len(batch), length), (1 << len(TAGS)) - 1)
    modes = torch.full((len(batch), length), -1)
    points = torch.full((len(batch), length, 4), -1)
    for row, e in enumerate(batch):
        n = len(e.ids)
        hidden = [cutter.mask if draw.random() < mask_rate else i for i in e.ids]
        ids[row, : n + 2] = torch.tensor([cutter.start, *hidden, cutter.stop])
        features[row, 1 : n + 1] = torch.tensor(e.features)
        mask[row, : n + 2] = 1
        allowed[row, 1 : n + 1] = torch.tensor(e.allowed)
        modes[row, 1 : n + 1] = torch.tensor(e.modes)
        points[row, 1 : n + 1] = torch.tensor(e.points)
    bits = (allowed[..., None] >> torch.arange(len(TAGS))) & 1
    return ids, features, mask, bits.float(), modes, points


def loss_of(model: Reader, batch: tuple[Tensor, ...]) -> Tensor:
    """Negative log of the probability of the allowed tags, plus the weighted losses of modes and pointers."""
    ids, features, mask, allowed, modes, points = batch
    with torch.autocast(ids.device.type, torch.bfloat16):
        tags, mode, pointed = (logits.float() for logits in model(ids, features, mask)[:3])
    known = allowed.sum(-1) < len(TAGS)
    masked = tags.log_softmax(-1).masked_fill(allowed == 0, -1e4)
    loss = -torch.logsumexp(masked, -1)[known].mean()
    coded = modes >= 0
    if coded.any():
        loss = loss + MODE_WEIGHT * torch.nn.functional.cross_entropy(mode[coded], modes[coded])
    places = torch.arange(ids.shape[1], device=ids.device)
    for head in range(len(POINTERS)):
        low, high = points[..., 2 * head], points[..., 2 * head + 1]
        led = low >= 0
        if led.any():
            rows = pointed[:, head][led].log_softmax(-1)
            right = (places >= low[led][:, None]) & (places < high[led][:, None])
            loss = loss - POINTER_WEIGHT * torch.logsumexp(rows.masked_fill(~right, -1e4), -1).mean()
    return loss


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="folder with text/ and attributions/ to train on")
    parser.add_argument("--reports", type=Path, help="folder with texts/ and gold/ to train on")
    parser.add_argument("--base", type=Path, required=True, help="folder with config.json, vocab.txt, model.safetensors")
    parser.add_argument("--out", type=Path, required=True, help="the weights to write (.pt)")
    parser.add_argument("--start", type=Path, help="weights to start from instead of the base (.pt)")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--length", type=int, default=254)
    parser.add_argument("--pieces", type=int, default=2048, help="pieces a batch")
    parser.add_argument("--repeat-reports", type=int, default=2)
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
    model = from_base(a.base, a.dropout).to(device)
    model.words.weight.requires_grad_(False)
    if a.start:
        model.load_state_dict(torch.load(a.start, map_location=device), strict=False)
    average = {name: value.clone() for name, value in model.state_dict().items()}
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
            loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            with torch.no_grad():
                kept = min(AVERAGE, step / (step + 10))
                for name, value in model.state_dict().items():
                    average[name].lerp_(value, 1 - kept)
            total += loss.item()
            if i % 50 == 49:
                seconds = time.time() - began
                print(f"epoch {epoch + 1} batch {i + 1}/{len(packs)} loss {total / (i + 1):.4f} {seconds:.0f} s", flush=True)
        torch.save(average, a.out)


if __name__ == "__main__":
    main()
