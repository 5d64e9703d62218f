"""Any other sentence-transformers model: a name on the model hub, or a folder."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import getproxies

from compare.embed import Encoder
from compare.embed.batching import SentenceEncoder, quiet_hub
from compare.errors import ModelError
from compare.records import content_id

REACH_SECONDS = 5.0


class SentenceTransformersModel:
    """Takes every name that no other plugin takes; the registry asks it last."""

    name = "sentence-transformers"

    def accepts(self, model: str) -> bool:
        """Any name but an empty one."""
        return bool(model.strip())

    def model_id(self, model: str) -> str:
        """The name; for a folder also a hash of its settings and of the size of its weights.

        So a model that is replaced in its folder never meets vectors of the one before.
        """
        home = Path(model).expanduser()
        if not home.is_dir():
            return f"st-{model}"
        marks = [
            f"{path.relative_to(home)} {path.stat().st_size} {path.stat().st_mtime_ns}"
            for path in sorted(home.rglob("*"))
            if path.suffix in {".safetensors", ".bin", ".json", ".onnx"}
        ]
        return f"st-{home.name}-{content_id(*marks)}"

    def load(self, model: str) -> Encoder:
        """Load a folder, a model in the local cache, or, with a network, one from the hub.

        Raises:
            ModelError: it is not there, can't be fetched, or is no sentence-transformers model.
        """
        home = Path(model).expanduser()
        quiet_hub()
        try:
            loaded = _folder(home) if home.is_dir() else _named(model)
        except Exception as error:  # what it raises depends on the hub client and the file
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"the embedding model can't be loaded ({reason.rstrip('.')})",
                where=model,
                hint="Give the folder of a sentence-transformers model, connect to a network "
                'for a model of the hub, or set model = "minilm", which comes with AsTold',
            ) from error
        return SentenceEncoder(loaded, self.model_id(model))


def _folder(home: Path) -> Any:
    if not any(home.glob("*.json")):  # else it would be taken for the name of a hub model
        raise FileNotFoundError("the folder holds no model")
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(home), device="cpu", local_files_only=True)


def _named(model: str) -> Any:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(model, device="cpu", local_files_only=True)
    except (OSError, ValueError):
        _reach_hub()
        return SentenceTransformer(model, device="cpu")


def _reach_hub() -> None:
    """Fail within seconds where there is no network; the hub client would try for a minute."""
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        raise ConnectionError("it is not in the local cache, and the hub is switched off")
    if getproxies():
        return
    host = urlparse(constants.ENDPOINT).hostname or ""
    try:
        socket.create_connection((host, 443), timeout=REACH_SECONDS).close()
    except OSError:
        raise ConnectionError("it is not in the local cache, and the hub isn't reached") from None


PLUGIN = SentenceTransformersModel()
