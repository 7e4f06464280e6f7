"""Exports trained weights: python training/export.py --weights FILE --base DIR --out DIR (reader.onnx int8, vocab.txt)."""

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from model import Reader, from_base
from onnxruntime.quantization import QuantType, quantize_dynamic


def export(model: Reader, target: Path) -> None:
    """Writes `model` as float32 ONNX; inputs ids, features, mask [batch, length]; outputs tags, modes, pointers, middle."""
    ids = torch.ones((2, 16), dtype=torch.long)
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        model.eval(),
        (ids, torch.zeros_like(ids), torch.ones_like(ids)),
        str(target),
        input_names=["ids", "features", "mask"],
        output_names=["tags", "modes", "pointers", "middle"],
        dynamic_axes={name: axes for name in ("ids", "features", "mask", "tags", "modes", "middle")}
        | {"pointers": {0: "batch", 2: "length", 3: "length"}},
        opset_version=17,
        dynamo=False,
    )


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
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "reader.onnx"
        export(model, plain)
        quantize_dynamic(plain, a.out / "reader.onnx", weight_type=QuantType.QInt8, reduce_range=True, per_channel=True)
    onnx.checker.check_model(str(a.out / "reader.onnx"))
    shutil.copy(a.base / "vocab.txt", a.out / "vocab.txt")


if __name__ == "__main__":
    main()
