"""The judge that comes with the installation: a small network over MiniLM's word vectors.

Both sentences are read by the packaged MiniLM, which is left as it is; a head of 0.3 million
weights lets each word look for its counterpart and compares the two (decomposable attention,
Parikh et al. 2016, https://aclanthology.org/D16-1244). How it was trained stands in
`docs/model-card-relations.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights" / "reader.npz"
LAYERS = (3, 6)
LONGEST = 192  # word pieces
BATCH = 64


class Words:
    """The packaged MiniLM, read for the vectors of its word pieces."""

    def __init__(self) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        from compare.embed.batching import has_bfloat16, quiet_hub
        from compare.embed.minilm import folder

        quiet_hub()
        logging.disable_progress_bar()
        home = str(folder())
        kind = torch.bfloat16 if has_bfloat16() else torch.float32
        self._tokens = AutoTokenizer.from_pretrained(home)
        self._model = AutoModel.from_pretrained(home, dtype=kind).eval()

    def read(self, texts: Sequence[str]) -> list[Any]:
        """Give for each text an array (word pieces, 768) of two layers side by side."""
        import torch

        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        found: list[Any] = [None] * len(texts)
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            given = self._tokens(
                [texts[i] for i in rows],
                truncation=True,
                max_length=LONGEST,
                padding=True,
                return_tensors="pt",
            )
            layers = self._model(**given, output_hidden_states=True).hidden_states
            joined = torch.cat([layers[at] for at in LAYERS], -1).float()
            for row, i in enumerate(rows):
                # without the marks of beginning and end
                length = max(1, int(given["attention_mask"][row].sum()) - 2)
                found[i] = joined[row, 1 : 1 + length]
        return found


def padded(items: Sequence[Any]) -> tuple[Any, Any]:
    """Stack arrays of unequal length: (items, longest, 768) and where there is something."""
    import torch

    size = max(len(item) for item in items)
    out = torch.zeros(len(items), size, items[0].shape[1])
    mask = torch.zeros(len(items), size, dtype=torch.bool)
    for row, item in enumerate(items):
        out[row, : len(item)], mask[row, : len(item)] = item, True
    return out, mask


class Reader:
    """Loads MiniLM and the head; use `reader()`, which loads once a process."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        import torch

        self._torch, self._words = torch, Words()
        with np.load(weights) as stored:
            self._head = {name: torch.from_numpy(stored[name]).float() for name in stored.files}

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """See `Judge.probabilities`; each text is read once, however often it occurs."""
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        with self._torch.inference_mode():
            vectors = dict(zip(texts, self._words.read(texts), strict=True))
            order = sorted(range(len(pairs)), key=lambda i: sum(map(len, pairs[i])))
            found = np.zeros((len(pairs), 3))
            for start in range(0, len(order), BATCH):
                rows = order[start : start + BATCH]
                left = padded([vectors[pairs[i][0]] for i in rows])
                right = padded([vectors[pairs[i][1]] for i in rows])
                found[rows] = self._compare(*left, *right).softmax(-1).numpy()
        return found

    def _linear(self, name: str, given: Any) -> Any:
        bias = self._head.get(f"{name}.bias")
        return self._torch.nn.functional.linear(given, self._head[f"{name}.weight"], bias)

    def _compare(self, left: Any, left_mask: Any, right: Any, right_mask: Any) -> Any:
        """Give the logits of contradiction, entailment and neither, shape (pairs, 3)."""
        torch, functional = self._torch, self._torch.nn.functional
        norm = self._head["norm.weight"], self._head["norm.bias"]
        left = functional.layer_norm(left, left.shape[-1:], *norm)
        right = functional.layer_norm(right, right.shape[-1:], *norm)
        first, second = (torch.relu(self._linear("proj", item)) for item in (left, right))
        keys = [functional.normalize(self._linear("att", item), dim=-1) for item in (left, right)]
        scores = self._head["scale"] * keys[0] @ keys[1].transpose(1, 2)
        for_left = scores.masked_fill(~right_mask[:, None, :], -1e4).softmax(2) @ second
        for_right = scores.masked_fill(~left_mask[:, :, None], -1e4).softmax(1)
        sides = (
            self._side(first, for_left, left_mask),
            self._side(second, for_right.transpose(1, 2) @ first, right_mask),
        )
        return self._linear("out", torch.relu(self._linear("hid", torch.cat(sides, -1))))

    def _side(self, own: Any, other: Any, mask: Any) -> Any:
        torch = self._torch
        joined = torch.cat([own, other, (own - other).abs(), own * other], -1)
        compared = torch.relu(self._linear("cmp", joined)) * mask[..., None]
        mean = compared.sum(1) / mask.sum(1, keepdim=True).clamp(min=1) * 3
        return torch.cat([mean, compared.max(1).values], -1)


@cache
def reader() -> Reader:
    """Give the packaged judge, loaded once a process.

    Raises:
        ModelError: the packaged MiniLM is not installed.
    """
    return Reader()
