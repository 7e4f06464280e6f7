"""Runs an encoder on one thread."""

from pathlib import Path
from typing import Any


def session(model: Path) -> Any:
    """An ONNX Runtime session of the file `model`, on one thread of the CPU; the library is loaded at the first call."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
