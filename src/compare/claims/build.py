"""Puts together one claim from what was found in its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.dates import dates_of
from compare.claims.names import Names
from compare.claims.people import People
from compare.claims.phrases import Chars, Found
from compare.claims.quantities import quantities_of
from compare.claims.quotes import Quote, quoted_share, quotes_in
from compare.claims.speakers import speakers_in
from compare.claims.stance import (
    content_stance,
    cue_stance,
    is_silent,
    main_verb,
    settled_by_phrase,
)
from compare.claims.words import frames_of, is_negated, tokens_of
from compare.records import Attribution, Claim, Form, Stance, content_id
from compare.records import Span as TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.tokens import Token as Word


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in an article as a whole, in article offsets."""

    text: str
    found: Sequence[Found]
    quotes: list[Quote]
    names: Names
    day: date | None


def read(
    text: str, docs: Sequence[tuple[int, Doc]], aliases: Mapping[str, str], day: date | None
) -> Reading:
    """Find persons, quotations and attributions of a parsed article."""
    people = People(aliases)
    people.learn(docs)
    quotes = quotes_in(text)
    found = speakers_in(text, docs, quotes, people)
    return Reading(text, found, quotes, Names(text, docs, people), day)


def build(
    reading: Reading,
    offset: int,
    piece: Span,
    article_id: str,
    position: int,
    apart: int | None = None,
) -> Claim:
    """Make the claim that `piece` of the paragraph at `offset` is.

    Args:
        apart: from this place in the paragraph on, speakers before `piece` don't speak it.
    """
    start = offset + piece.start_char
    text = reading.text[start : offset + piece.end_char].rstrip()
    end = start + len(text)
    tokens = tokens_of(piece)
    dates = dates_of(text, tokens, reading.day)
    attributions, stance, negated = _voices(
        reading, offset, piece, (start, end), None if apart is None else offset + apart
    )
    return Claim(
        content_id(article_id, str(start), text),
        article_id,
        text,
        start,
        end,
        position,
        stance,
        negated,
        attributions,
        quantities_of(text, tokens, [(item.start, item.end) for item in dates]),
        dates,
        reading.names.entities(piece, offset, _last_speaker(reading, start)),
        frames_of(piece),
        tokens,
    )


def _last_speaker(reading: Reading, place: int) -> str | None:
    """Give who spoke last, in the outlet's own text, before `place`."""
    for item in reversed(reading.found):
        if item.depth == 0 and item.source_name and item.cue and item.cue[0] < place:
            if item.in_passing:
                continue
            return item.source_name
    return None


def _voices(
    reading: Reading, offset: int, piece: Span, claim: Chars, apart: int | None
) -> tuple[tuple[Attribution, ...], Stance, bool]:
    """Give the attributions of a claim, outermost first, its stance and its negation."""
    root = main_verb(piece) if len(piece) else None
    place = offset + root.idx if root is not None else claim[0]
    ranked = []
    for item in reading.found:
        content = _clip(item, claim)
        if content is not None and not _before(item, claim, apart):
            partial = not _governs(item, content, claim, place, root)
            ranked.append((partial, item.depth, item.cue or item.hull, item, content))
    ranked.sort(key=lambda entry: entry[:3])
    made = tuple(
        _attribution(reading, item, content, claim, partial)
        for partial, _, _, item, content in ranked
    )
    outer = next((entry for entry in ranked if not entry[0]), None)
    if outer is None:
        negated = root is not None and is_negated(root) and not settled_by_phrase(piece.text)
        return made, content_stance(piece), negated
    item, content = outer[3], outer[4]
    inner = piece.doc.char_span(content[0] - offset, content[1] - offset, alignment_mode="contract")
    if _carried_on(item, claim):
        stance = content_stance(inner)
    else:
        stance = cue_stance(item, inner, reading.text[claim[0] : claim[1]])
    verb = main_verb(inner) if inner is not None and len(inner) else None
    if verb is None or inner is None or settled_by_phrase(inner.text):
        return made, stance, False
    return made, stance, is_negated(verb, inner)


def _carried_on(item: Found, claim: Chars) -> bool:
    """Tell whether the claim is a further quotation of a speaker whose cue had its content.

    'Lund denied the leak. "We live in peace."': the second sentence she asserts.
    """
    if item.cue is None or claim[0] <= item.cue[0] < claim[1] or len(item.parts) < 2:
        return False
    nearest = min(item.parts, key=lambda part: abs(part[0] - item.cue[0]) if item.cue else 0)
    return not (nearest[0] < claim[1] and claim[0] < nearest[1])


def _before(item: Found, claim: Chars, apart: int | None) -> bool:
    """Tell whether the cue stands before the claim in a sentence whose parts are in contrast."""
    return apart is not None and item.cue is not None and apart <= item.cue[0] < claim[0]


def _clip(item: Found, claim: Chars) -> Chars | None:
    """Give the stretch of the content that stands in the claim."""
    inside = [
        (max(start, claim[0]), min(end, claim[1]))
        for start, end in item.parts
        if start < claim[1] and claim[0] < end
    ]
    inside = [span for span in inside if span[1] - span[0] > 1]
    return (inside[0][0], inside[-1][1]) if inside else None


def _governs(item: Found, content: Chars, claim: Chars, place: int, root: Word | None) -> bool:
    """Tell whether the attribution holds for the claim as a whole, not for a part of it.

    Args:
        place: where the main verb of the claim, `root`, stands in the article.
    """
    if item.source is None and item.object_only:
        return False  # "is considered a risk": nobody is said to think so
    if content[0] <= place < content[1]:
        return True
    if item.cue is None or not claim[0] <= item.cue[0] < claim[1]:
        return True
    verb = item.verb
    speaks = item.lemma in cues.SPEAKING or (verb is not None and is_silent(verb, item.lemma, ""))
    if not speaks or (verb is not None and verb.pos_ == "NOUN"):
        return False
    if item.cue[0] <= place < item.cue[1]:
        return True
    # "neither confirmed nor denied": the second verb carries what both take
    return (
        verb is not None
        and root is not None
        and verb.dep_ == "conj"
        and verb.head == root
        and any(child.lower_ in {"neither", "nor", "or"} for child in root.children)
    )


def _attribution(
    reading: Reading, item: Found, content: Chars, claim: Chars, partial: bool
) -> Attribution:
    def span(chars: Chars | None) -> TextSpan | None:
        return TextSpan(*chars, reading.text[slice(*chars)]) if chars else None

    share = quoted_share(reading.quotes, *content)
    form: Form = "direct" if share > 0.85 else "mixed" if share > 0 else "indirect"
    made = span(content)
    assert made is not None
    place = item.source or item.cue
    outside = place is not None and not claim[0] <= place[0] < claim[1]
    return Attribution(
        made, span(item.source), span(item.cue), form, item.source_name, outside, partial
    )
