"""The loop by which the small encoders of acts and stances learn: rows of like length together, a warm start, linear decay."""

import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

Row = TypeVar("Row")
Net = TypeVar("Net", bound=nn.Module)


def learn(
    model: Net,
    groups: list[dict[str, Any]],
    rows: Sequence[Row],
    loss_of: Callable[[list[Row]], Tensor],
    *,
    epochs: int,
    size: int,
    length: Callable[[Row], float],
    draw: random.Random,
) -> Net:
    """AdamW over `groups`, each with its `full` rate; packs of `size` rows, sorted by `length` (with some chance in it)."""
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    step, began = 0, time.time()
    for epoch in range(epochs):
        model.train()
        ordered = sorted(rows, key=length)
        packs = [ordered[i : i + size] for i in range(0, len(ordered), size)]
        draw.shuffle(packs)
        total = 0.0
        for pack in packs:
            step += 1
            share = step / (epochs * len(packs))
            for group in optimiser.param_groups:
                group["lr"] = group["full"] * min(1.0, share / 0.1) * max(0.01, 1 - share)
            loss = loss_of(pack)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            total += loss.item()
        print(f"epoch {epoch + 1} loss {total / len(packs):.3f} {time.time() - began:.0f} s", file=sys.stderr, flush=True)
    return model.eval()
