"""The pieces of work that engines hand out: functions of one argument that can be pickled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compare.config import Settings
from compare.embed import Vectors
from compare.event_match import EventOutcome, EventTask, match_event
from compare.records import Article, Claim

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from compare.relations.shelf import Places, Shelf


def extract(articles: Sequence[Article]) -> list[tuple[str, list[Claim]]]:
    """Give id and claims of a few articles."""
    from compare.claims.extract import extract_chunk

    return list(zip([one.id for one in articles], extract_chunk(articles), strict=True))


def encode(batch: tuple[str, Sequence[str]]) -> Vectors:
    """Embed a batch: the name of the model, and the texts."""
    from compare.embed.registry import load

    model, texts = batch
    return load(model).encode(texts)


def match(task: tuple[EventTask, Settings]) -> EventOutcome:
    """Match one event."""
    return match_event(*task)


def encode_for_matching(model: str, batch: Sequence[str], shelf: Shelf | None) -> Vectors:
    """Embed, and set the words aside where it is the judge's own network that reads them."""
    from compare.embed import minilm

    if shelf is None or model != minilm.NAME:
        return encode((model, batch))
    from compare.relations.reader import LONGEST, blas, set_aside

    put = shelf.put

    def note(text: str, words: NDArray[float32]) -> None:
        if len(words) + 2 <= LONGEST:  # of longer texts the judge reads the beginning alone
            put(text, set_aside(words))

    with blas().limit(limits=1, user_api="blas"):
        return minilm.quantised().encode(batch, note)


def match_with_words(task: tuple[EventTask, Settings, Places | None]) -> EventOutcome:
    """Match one event with what embedding has set aside."""
    event, settings, places = task
    if places is None or not places.at:
        return match_event(event, settings)
    from compare.relations.reader import lent

    with lent(places):
        return match_event(event, settings)
