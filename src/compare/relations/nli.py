"""Any cross-encoder for natural language inference, named in the settings, as the judge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compare.errors import ModelError
from compare.relations.judge import LABELS

BATCH = 32


class CrossEncoderJudge:
    """A sentence-transformers cross-encoder with the three labels of inference.

    Args:
        model: its name on a model hub, or a folder.

    Raises:
        ModelError: it can't be loaded, or has other labels.
    """

    def __init__(self, model: str) -> None:
        from compare.embed.batching import quiet_hub

        quiet_hub()
        try:
            from sentence_transformers import CrossEncoder

            self._model: Any = CrossEncoder(model, device="cpu")
        except Exception as error:
            # hub, file and format errors share no base class
            raise ModelError(
                f"the relation model can't be loaded: {error}",
                where=model,
                hint="Check the name and the network, or leave `nli_model` empty",
            ) from error
        self._order = _label_order(self._model.config.id2label, model)

    def probabilities(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """See `Judge.probabilities`."""
        if not pairs:
            return np.zeros((0, len(LABELS)))
        scores = self._model.predict(
            list(pairs), batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True
        )
        logits = np.asarray(scores, dtype=np.float64)[:, self._order]
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _label_order(names: dict[int, str], model: str) -> list[int]:
    """Find the columns of `LABELS` by what the model calls them."""
    columns = {str(name).lower(): int(column) for column, name in names.items()}
    order = [
        next((columns[name] for name in columns if name.startswith(label[:7])), None)
        for label in LABELS
    ]
    found = [column for column in order if column is not None]
    if len(found) != len(LABELS) or len(columns) != len(LABELS):
        raise ModelError(
            f"its labels are {', '.join(sorted(columns))}, not {', '.join(LABELS)}",
            where=model,
            hint="Name a model for natural language inference with three labels",
        )
    return found


@cache
def cross_encoder(model: str) -> CrossEncoderJudge:
    """Give the judge of that name, loaded once a process."""
    return CrossEncoderJudge(model)
