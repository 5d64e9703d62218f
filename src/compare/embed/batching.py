"""What every sentence-transformers model needs: equal texts once, unit rows, float32."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from compare.embed import Vectors

BATCH = 32


@cache
def has_bfloat16() -> bool:
    """Tell whether the processor multiplies bfloat16 by itself.

    Read from the system, not from torch: an id must be known without loading anything.
    """
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return False
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8", "replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def unit_rows(matrix: Vectors) -> Vectors:
    """Scale each row to Euclidean length 1; a row of zeros stays."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), dtype=np.float32)


class SentenceEncoder:
    """A loaded sentence-transformers model that embeds equal texts once.

    Args:
        model: a `SentenceTransformer`.
        model_id: see `Encoder.id`.
    """

    def __init__(self, model: Any, model_id: str) -> None:
        self.id = model_id
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give an array of shape (len(texts), dimension), rows of Euclidean length 1."""
        different = list(dict.fromkeys(texts))
        if not different:
            return np.zeros((0, self._dimension()), dtype=np.float32)
        # `SentenceTransformer.encode` sorts by length itself, so that padding costs little.
        found = self._model.encode(
            different, batch_size=BATCH, show_progress_bar=False, convert_to_tensor=True
        )
        rows = unit_rows(found.float().cpu().numpy())
        where = {text: row for row, text in enumerate(different)}
        return rows[[where[text] for text in texts]]

    def _dimension(self) -> int:
        return int(self._model.get_embedding_dimension())


def quiet_hub() -> None:
    """Keep the model libraries from drawing progress bars into a command's output."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
