"""The encoder in PyTorch: MiniLM-L6 with six token features, a tagging head, a mode head and two pointers."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
MODES = ("speech", "attitude")
POINTERS = ("source", "cue")
FEATURES, POINTER_WIDTH = 6, 64
MIDDLE = 2  # the third layer of six tells events best (measured), the last worst


class Layer(nn.Module):
    """One BERT layer, post-norm."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        size = width // self.heads
        q, k, v = (f(x).view(batch, length, self.heads, size).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """(ids, features, mask), each [batch, length] -> logits of tags [batch, length, 7], modes [batch, length, 2] and
    pointers [batch, 2, length, length]: from each piece of a content to a piece of its source and of its cue, or to the
    start marker where it has none; and the states of the middle layer [batch, length, width]."""

    def __init__(self, config: dict[str, int], dropout: float = 0.0) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.features = nn.Embedding(FEATURES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.tags = nn.Linear(width, len(TAGS))
        self.modes = nn.Linear(width, len(MODES))
        self.ask = nn.Linear(width, len(POINTERS) * POINTER_WIDTH)
        self.answer = nn.Linear(width, len(POINTERS) * POINTER_WIDTH)

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places)[None] + self.features(features)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for number, layer in enumerate(self.layers):
            x = layer(x, bias)
            if number == MIDDLE:
                middle = x
        return x, middle

    def point(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        shape = (batch, length, len(POINTERS), POINTER_WIDTH)
        ask, answer = (f(x).view(shape).transpose(1, 2) for f in (self.ask, self.answer))
        scores = torch.matmul(ask, answer.transpose(-1, -2)) / POINTER_WIDTH**0.5
        return scores + (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x, middle = self.encode(ids, features, mask)
        return self.tags(x), self.modes(x), self.point(x, mask), middle


def mean(x: Tensor, weight: Tensor) -> Tensor:
    """The mean of x [batch, length, width] by weight [batch, length]; zero where nothing weighs."""
    weight = weight.to(x.dtype)[..., None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1e-4)


def from_base(folder: Path, dropout: float = 0.0) -> Reader:
    """A Reader that starts from the base weights in `folder` (config.json, model.safetensors)."""
    config = json.loads((folder / "config.json").read_text())
    base = load_file(folder / "model.safetensors")
    model = Reader(config, dropout)
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for i in range(config["num_hidden_layers"]):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{i}.{ours}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
    state = {ours: base[theirs] for ours, theirs in names.items()}
    state["features.weight"] = base["embeddings.token_type_embeddings.weight"][:1].repeat(FEATURES, 1)
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not unexpected and all(name.startswith(("tags", "modes", "ask", "answer")) for name in missing), (missing, unexpected)
    return model
