"""Records to rows and back; nested parts become JSON arrays in the order of their fields."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from compare.records import (
    Attribution,
    Claim,
    Cut,
    DateMention,
    Difference,
    Entity,
    Frame,
    Quantity,
    Span,
    Token,
    content_id,
)


def text_hash(text: str) -> str:
    """Give the key under which the vector of `text` is kept."""
    return content_id(text)


def dumps(value: object) -> str:
    """Write compact JSON; infinite numbers as `Infinity`, which `json.loads` reads."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def iso(value: datetime | None) -> str | None:
    """Write a time so that its zone, or that it has none, is kept."""
    return None if value is None else value.isoformat()


def from_iso(text: str | None) -> datetime | None:
    """Read what `iso` wrote."""
    return None if text is None else datetime.fromisoformat(text)


def utc(value: datetime | None) -> datetime | None:
    """Give the time in UTC without a zone, for ordering; one without a zone counts as UTC."""
    if value is None or value.tzinfo is None:
        return value
    try:
        return value.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:  # within a day of year 1 or 9999
        return value.replace(tzinfo=None)


def dump_cuts(cuts: tuple[Cut, ...]) -> str:
    """Write what was cut from a page."""
    return dumps([[cut.text, cut.reason] for cut in cuts])


def load_cuts(text: str) -> tuple[Cut, ...]:
    """Read what `dump_cuts` wrote."""
    return tuple(Cut(*values) for values in json.loads(text))


def dump_parts(claim: Claim) -> str:
    """Write all that was found in a claim, but for its tokens."""
    return dumps(
        [
            [
                [
                    *(_span(a.content), _span(a.source), _span(a.cue)),
                    *(a.form, a.source_name, a.carried, a.partial),
                ]
                for a in claim.attributions
            ],
            [
                [q.start, q.end, q.text, q.low, q.high, q.unit, q.approximate, q.ordinal]
                for q in claim.quantities
            ],
            [[d.start, d.end, d.text, _day(d.first), _day(d.last), d.grain] for d in claim.dates],
            [[e.start, e.end, e.text, e.kind, e.name, e.resolved_from] for e in claim.entities],
            [
                [_span(f.predicate), f.lemma, _span(f.agent), _span(f.patient), f.negated]
                for f in claim.frames
            ],
        ]
    )


def dump_tokens(claim: Claim) -> str:
    """Write the tokens of a claim."""
    return dumps([[t.start, t.end, t.lemma, t.pos, t.tag, t.dep, t.head] for t in claim.tokens])


def load_claim(row: tuple[Any, ...]) -> Claim:
    """Read a claim from id, article, text, start, end, position, stance, negated, parts, tokens."""
    id_, article_id, text, start, end, position, stance, negated, parts, tokens = row
    attributions, quantities, dates, entities, frames = json.loads(parts)
    return Claim(
        id_,
        article_id,
        text,
        start,
        end,
        position,
        stance,
        negated,
        attributions=tuple(
            Attribution(Span(*content), _unspan(source), _unspan(cue), *rest)
            for content, source, cue, *rest in attributions
        ),
        quantities=tuple(Quantity(*values) for values in quantities),
        dates=tuple(
            DateMention(start, end, words, _unday(first), _unday(last), *rest)
            for start, end, words, first, last, *rest in dates
        ),
        entities=tuple(Entity(*values) for values in entities),
        frames=tuple(
            Frame(Span(*predicate), lemma, _unspan(agent), _unspan(patient), *rest)
            for predicate, lemma, agent, patient, *rest in frames
        ),
        tokens=tuple(Token(*values) for values in json.loads(tokens)),
    )


def dump_differences(differences: tuple[Difference, ...]) -> str:
    """Write in what two claims differ."""
    return dumps(
        [[d.slot, d.left, d.right, d.left_spans, d.right_spans, d.note] for d in differences]
    )


def load_differences(text: str) -> tuple[Difference, ...]:
    """Read what `dump_differences` wrote."""
    return tuple(
        Difference(
            slot,
            left,
            right,
            tuple((start, end) for start, end in left_spans),
            tuple((start, end) for start, end in right_spans),
            *rest,
        )
        for slot, left, right, left_spans, right_spans, *rest in json.loads(text)
    )


def _span(span: Span | None) -> list[object] | None:
    return None if span is None else [span.start, span.end, span.text]


def _unspan(values: list[Any] | None) -> Span | None:
    return None if values is None else Span(*values)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _unday(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
