"""The pieces of work that engines hand out: functions of one argument that can be pickled."""

from __future__ import annotations

from collections.abc import Sequence

from compare.config import Settings
from compare.embed import Vectors
from compare.event_match import EventOutcome, EventTask, match_event
from compare.records import Article, Claim


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
