"""Which embedding model a setting means, and the one loaded model of the process."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from compare.embed import Encoder, EncoderPlugin
from compare.errors import ModelError
from compare.plugins import discover

FALLBACK = "sentence-transformers"


def plugins() -> dict[str, EncoderPlugin]:
    """Give the plugins by name; the one that takes any name comes last."""
    found = cast("dict[str, EncoderPlugin]", dict(discover("compare.embed")))
    last = found.pop(FALLBACK, None)
    if last is not None:
        found[FALLBACK] = last
    return found


def model_id(model: str) -> str:
    """Give the id under which vectors of `model` are kept; loads nothing.

    Raises:
        ModelError: no plugin knows the name.
    """
    return _plugin(model).model_id(model)


@lru_cache(maxsize=2)
def load(model: str) -> Encoder:
    """Load `model`, or give the one that this process has loaded already.

    Raises:
        ModelError: it can't be loaded, with a hint what to do.
    """
    return _plugin(model).load(model)


def _plugin(model: str) -> EncoderPlugin:
    for plugin in plugins().values():
        if plugin.accepts(model):
            return plugin
    raise ModelError(
        "no embedding model has this name",
        where=model or "model",
        hint=f"Known are {', '.join(plugins())}, and any sentence-transformers name or folder",
    )
