"""Writes all-MiniLM-L6-v2 as an ONNX graph of fused operators, in float32 or in 8 bits.

The graph is put together operator by operator from the weights of the packaged model, so that
nothing depends on what an exporter makes of a library's code. It takes one sentence at a time
(`ids`, shape (1, word pieces)): then there is no padding, no mask, and the range of each
8-bit activation is that of its own sentence, so that a sentence's vector doesn't depend on
what else was embedded with it.

Outputs: `vector` (1, 384), the mean over the word pieces, not yet of length 1; `middle` and
`last` (1, word pieces, 384), the states after half of the layers and after all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

LAYERS, WIDTH, HEADS, LONGEST = 6, 384, 12, 256
EPSILON = 1e-12
FUSED = "com.microsoft"  # ONNX Runtime's own operators
# Weights of 7 bits: a processor that adds two products in 16 bits (AVX2 without VNNI) can't
# overflow then, since 2 * 255 * 63 < 2**15. All processors give the same sums.
WEIGHT_TOP = 63
WORD_TOP = 127

Array = NDArray[np.float32]
Scales = Mapping[str, Array]


def quantised(matrix: Array, top: int, axis: int) -> tuple[NDArray[np.int8], Array]:
    """Give integers from -top to top and the scale of each slice along the other axis."""
    scale = np.abs(matrix).max(axis=axis, keepdims=True) / top
    scale[scale == 0] = 1
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Collects the nodes and constants of one graph.

    Args:
        weights: the model's tensors by name.
        scales: for 8 bits: divisors of the inputs of each product, by its name; the weights
            are multiplied by them (Xiao et al. 2023, SmoothQuant,
            https://arxiv.org/abs/2211.10438). None: write float32.
    """

    def __init__(self, weights: Mapping[str, Array], scales: Scales | None = None) -> None:
        self._weights, self._scales = weights, scales
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self, extra_outputs: tuple[str, ...] = ()) -> Any:
        """Write the model; `extra_outputs` are inner values to be given out too."""
        state = self._embeddings()
        for layer in range(LAYERS):
            out = {LAYERS // 2 - 1: "middle", LAYERS - 1: "last"}.get(layer, f"state{layer}")
            state = self._layer(layer, state, out)
        self._node(
            "ReduceMean", [state, self._constant("one", np.array([1]))], "vector", keepdims=0
        )
        shapes: dict[str, Any] = {"vector": [1, WIDTH]}
        for name in ("middle", "last"):
            shapes[name] = [1, "pieces", WIDTH]
        shapes |= dict.fromkeys(extra_outputs)
        graph = helper.make_graph(
            self._nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
                for name, shape in shapes.items()
            ],
            self._constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, given: list[str], out: str, domain: str = "", **fields: Any) -> str:
        self._nodes.append(helper.make_node(kind, given, [out], domain=domain, **fields))
        return out

    def _embeddings(self) -> str:
        table = self._weights["embeddings.word_embeddings.weight"]
        if self._scales is None:
            words = self._node("Gather", [self._constant("words", table), "ids"], "word")
        else:
            integers, scale = quantised(table, WORD_TOP, axis=1)
            found = self._node("Gather", [self._constant("words", integers), "ids"], "word8")
            found = self._node("Cast", [found], "word_float", to=TensorProto.FLOAT)
            factor = self._node("Gather", [self._constant("word_scale", scale), "ids"], "factor")
            words = self._node("Mul", [found, factor], "word")
        places = (
            self._weights["embeddings.position_embeddings.weight"][:LONGEST]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        zero = self._constant("zero", np.array([0]))
        length = self._node("Shape", ["ids"], "length", start=1, end=2)
        place = self._node("Slice", [self._constant("places", places), zero, length], "place")
        both = self._node("Add", [words, place], "embedded")
        norm = self._norm("embeddings.LayerNorm")
        return self._node("LayerNormalization", [both, *norm], "start", axis=-1, epsilon=EPSILON)

    def _norm(self, name: str) -> list[str]:
        return [
            self._constant(f"{name}.{part}", self._weights[f"{name}.{part}"])
            for part in ("weight", "bias")
        ]

    def _layer(self, number: int, state: str, out: str) -> str:
        home = f"encoder.layer.{number}"
        near = self._attention(home, state, f"{number}.read")
        near = self._product(f"{home}.attention.output.dense", near, f"{number}.o")
        near = self._joined(f"{home}.attention.output.LayerNorm", near, state, f"{number}.near")
        far = self._product(f"{home}.intermediate.dense", near, f"{number}.f")
        far = self._node("Gelu", [far], f"{number}.gelu", FUSED)
        far = self._product(f"{home}.output.dense", far, f"{number}.d")
        return self._joined(f"{home}.output.LayerNorm", far, near, out)

    def _joined(self, norm: str, new: str, old: str, out: str) -> str:
        """Add and normalise: apart, for ONNX Runtime's SkipLayerNormalization is slower."""
        both = self._node("Add", [new, old], f"{out}.sum")
        given = [both, *self._norm(norm)]
        return self._node("LayerNormalization", given, out, axis=-1, epsilon=EPSILON)

    def _attention(self, home: str, state: str, out: str) -> str:
        parts = [f"{home}.attention.self.{one}" for one in ("query", "key", "value")]
        matrix = np.concatenate([self._weights[f"{one}.weight"].T for one in parts], axis=1)
        bias = np.concatenate([self._weights[f"{one}.bias"] for one in parts])
        name = f"{home}.qkv"
        if self._scales is None:
            given = [state, self._constant(name, matrix), self._constant(f"{name}.bias", bias)]
            return self._node("Attention", given, out, FUSED, num_heads=HEADS)
        state, (integers, scale, zero) = self._smoothed(name, state, matrix)
        value, low, base = (f"{name}.{one}" for one in ("input8", "input_scale", "input_zero"))
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [state], [value, low, base]))
        bias_name = self._constant(f"{name}.bias", bias)
        given = [value, integers, bias_name, low, scale, "", base, zero]
        return self._node("QAttention", given, out, FUSED, num_heads=HEADS)

    def _product(self, name: str, given: str, out: str) -> str:
        matrix = self._weights[f"{name}.weight"].T
        bias = self._constant(f"{name}.bias", self._weights[f"{name}.bias"])
        if self._scales is None:
            product = self._node("MatMul", [given, self._constant(name, matrix)], f"{out}.product")
            return self._node("Add", [product, bias], out)
        given, parts = self._smoothed(name, given, matrix)
        return self._node("DynamicQuantizeMatMul", [given, *parts, bias], out, FUSED)

    def _smoothed(self, name: str, given: str, matrix: Array) -> tuple[str, list[str]]:
        """Move what is large in a few channels of the input over to the weights."""
        assert self._scales is not None
        by = self._scales.get(name)
        if by is not None:
            divisor = self._constant(f"{name}.smooth", (1 / by).astype(np.float32))
            given = self._node("Mul", [given, divisor], f"{name}.input")
            matrix = matrix * by[:, None]
        integers, scale = quantised(matrix, WEIGHT_TOP, axis=0)
        zero = np.zeros(matrix.shape[1], dtype=np.int8)
        return given, [
            self._constant(name, integers),
            self._constant(f"{name}.scale", scale[0]),
            self._constant(f"{name}.zero", zero),
        ]


def save(model: Any, path: str) -> None:
    """Write `model` to a file after a check of its form."""
    onnx.checker.check_model(model, full_check=False)
    onnx.save(model, path)
