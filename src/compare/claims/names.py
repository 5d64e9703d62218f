"""The names in a claim, with their kinds and canonical forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from compare.aliases import canonical
from compare.records import Entity, EntityKind

if TYPE_CHECKING:
    from spacy.tokens import Span

KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
    "EVENT": "other",
    "LAW": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LANGUAGE": "other",
}


def entities_of(piece: Span, aliases: Mapping[str, str]) -> tuple[Entity, ...]:
    """Give the names in `piece`; offsets count in its text."""
    found = []
    for item in piece.ents:
        kind = KINDS.get(item.label_)
        if kind is None:
            continue
        start, text = item.start_char - piece.start_char, item.text
        for article in ("the ", "The ", "a ", "A "):
            if text.startswith(article):
                start, text = start + len(article), text[len(article) :]
        for ending in ("'s", "’s"):
            text = text.removesuffix(ending)
        if text:
            found.append(Entity(start, start + len(text), text, kind, canonical(text, aliases)))
    return tuple(found)
