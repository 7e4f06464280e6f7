"""Exports trained weights: python training/export.py --weights FILE --base DIR --out DIR (reader.onnx int8, vocab.txt)."""

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from model import Reader, from_base
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


def save(model: nn.Module, inputs: dict[str, Tensor], outputs: list[str], axes: dict[str, dict[int, str]], out: Path) -> None:
    """Writes `model` as ONNX, weights in int8; `axes`: the names of the axes whose length may differ from that of `inputs`."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model.eval(),
            tuple(inputs.values()),
            str(plain),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, out, weight_type=QuantType.QInt8, reduce_range=True, per_channel=True)
    onnx.checker.check_model(str(out))


def export(model: Reader, out: Path) -> None:
    """Writes reader.onnx; inputs ids, features, mask [batch, length]; outputs tags, modes, pointers, middle."""
    ids = torch.ones((2, 16), dtype=torch.long)
    inputs = {"ids": ids, "features": torch.zeros_like(ids), "mask": torch.ones_like(ids)}
    axes = {name: {0: "batch", 1: "length"} for name in (*inputs, "tags", "modes", "middle")}
    axes["pointers"] = {0: "batch", 2: "length", 3: "length"}
    save(model, inputs, ["tags", "modes", "pointers", "middle"], axes, out / "reader.onnx")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with config.json, vocab.txt, model.safetensors")
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    model = from_base(a.base)
    model.load_state_dict(torch.load(a.weights, map_location="cpu"))
    a.out.mkdir(parents=True, exist_ok=True)
    export(model, a.out)
    shutil.copy(a.base / "vocab.txt", a.out / "vocab.txt")


if __name__ == "__main__":
    main()
