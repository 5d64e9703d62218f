"""Embedding models, one a file: texts → float32 matrix with rows of length 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """A loaded model.

    Attributes:
        id: names the model and the number format, so that vectors of two are never mixed.
    """

    id: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give an array of shape (len(texts), dimension), rows of Euclidean length 1."""
        ...


class EncoderPlugin(Protocol):
    """One file in this folder: `PLUGIN` says which names it knows and loads a model."""

    name: str

    def accepts(self, model: str) -> bool:
        """Tell whether `model`, as written in the settings, is for this plugin."""
        ...

    def model_id(self, model: str) -> str:
        """Give the id that the loaded encoder will have, without loading it."""
        ...

    def load(self, model: str) -> Encoder:
        """Load it; raises `ModelError` with a hint where that fails."""
        ...
