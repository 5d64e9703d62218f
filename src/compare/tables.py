"""The tables that leave the product: exactly what a side-by-side view shows, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from compare.exporters import Table, Value
from compare.exporters.joining import join_tables
from compare.records import Article, Claim, Difference, Match, Row, SideBySide
from compare.table_columns import LONG, OUTLET, PAIRS, WIDE
from compare.view import DISAGREEMENTS, pair_key, side_by_side, told_by

if TYPE_CHECKING:
    from compare.store.db import Store

SHAPES = ("long", "wide", "pairs")


def long_table(view: SideBySide, *, filters: str = "", now: datetime | None = None) -> Table:
    """Make a table of one row a claim, in the order of the view.

    Args:
        filters: what the reader narrowed the view to, in words, for the header.
        now: the moment that the header names; the present by default.
    """
    rows = [
        _long_row(view, number, row, view.claims[claim_id])
        for number, row in enumerate(view.rows, start=1)
        for claim_id in told_by(row)
    ]
    return Table("claims", dict(LONG), rows, header_of(view, filters=filters, now=now))


def wide_table(view: SideBySide, *, filters: str = "", now: datetime | None = None) -> Table:
    """Make a table of one row a fact and one column an outlet."""
    columns = dict(WIDE)
    for outlet in view.outlets:
        columns[_free(outlet, columns)] = OUTLET.format(outlet=outlet)
    rows = [_wide_row(view, number, row) for number, row in enumerate(view.rows, start=1)]
    return Table("side by side", columns, rows, header_of(view, filters=filters, now=now))


def pairs_table(view: SideBySide, *, filters: str = "", now: datetime | None = None) -> Table:
    """Make a table of the matched pairs among the claims that the view shows, surest first."""
    place = {
        claim_id: number
        for number, row in enumerate(view.rows, start=1)
        for claim_id in told_by(row)
    }
    matches = sorted(view.matches.values(), key=lambda one: (-one.probability, one.left, one.right))
    rows = [_pair_row(view, place, match) for match in matches]
    return Table("pairs", dict(PAIRS), rows, header_of(view, filters=filters, now=now))


def header_of(
    view: SideBySide, *, filters: str = "", now: datetime | None = None
) -> dict[str, str]:
    """Say when, from what and with which settings a table of `view` is made."""
    from compare import __version__

    header = {
        "exported_at": (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        "made_with": f"AsTold {__version__}",
        "event_id": view.event.id,
        "event": view.event.title,
        "articles": str(len(view.articles)),
        "outlets": str(len(view.outlets)),
    }
    if view.run:
        header |= {
            "matched_at": view.run.started_at.astimezone(UTC).isoformat(timespec="seconds"),
            "model": view.run.model_id,
            "settings": view.run.settings_hash,
        }
    return header | ({"filters": filters} if filters else {})


def tables_of(store: Store, event_id: str | None = None, shape: str = "long") -> list[Table]:
    """Make the table of one event, or of all events of the store in one.

    Args:
        shape: "long", "wide" or "pairs"; "all" gives one table of each.

    Raises:
        NotFoundError: there is no such event.
        ValueError: there is no such shape.
    """
    make = {"long": long_table, "wide": wide_table, "pairs": pairs_table}
    shapes = SHAPES if shape == "all" else (shape,)
    if not set(shapes) <= set(make):
        raise ValueError(f"{shape!r} is none of the shapes {', '.join(SHAPES)}, all")
    wanted = [event_id] if event_id is not None else [event.id for event in store.events()]
    views = [side_by_side(store, one) for one in wanted]
    empty = {"long": ("claims", LONG), "wide": ("side by side", WIDE), "pairs": ("pairs", PAIRS)}
    return [
        join_tables([make[one](view) for view in views]) if views else Table(*_copy(empty[one]), [])
        for one in shapes
    ]


def _long_row(view: SideBySide, number: int, row: Row, claim: Claim) -> tuple[Value, ...]:
    article = view.articles[claim.article_id]
    attribution = claim.attribution
    to_headline = view.matches.get(pair_key(claim.id, row.headline))
    spans = differing_spans(view, row, claim.id)
    values: dict[str, Value] = {
        "event_id": view.event.id,
        "event": view.event.title,
        "row": number,
        "group_id": row.group_id,
        "relation": row.label,
        "slots": ", ".join(row.slots),
        "updated": row.update,
        "outlets": row.outlets,
        "independent_origins": row.origins,
        "weakest_link": _rounded(row.weakest) if row.label != "single" else None,
        **_source(article),
        "claim_id": claim.id,
        "claim": claim.text,
        "start": claim.start,
        "end": claim.end,
        "speaker": claim.speaker,
        "cue": attribution.cue.text if attribution and attribution.cue else None,
        "form": attribution.form if attribution else None,
        "stance": claim.stance,
        "differing_words": _words([claim.text[start:end] for start, end in spans]),
        "differing_spans": " ".join(f"{start}-{end}" for start, end in spans),
        "headline": claim.id == row.headline,
        "loose": claim.id in row.loose,
        "origin": _origin(view, row, claim.id),
        **_decision(to_headline),
    }
    return tuple(values[name] for name in LONG)


def _wide_row(view: SideBySide, number: int, row: Row) -> tuple[Value, ...]:
    kinds = {view.articles[view.claims[one].article_id].kind for one in told_by(row)}
    values: dict[str, Value] = {
        "event_id": view.event.id,
        "event": view.event.title,
        "row": number,
        "group_id": row.group_id,
        "fact": view.claims[row.headline].text,
        "relation": row.label,
        "slots": ", ".join(row.slots),
        "updated": row.update,
        "outlets": row.outlets,
        "independent_origins": row.origins,
        "weakest_link": _rounded(row.weakest) if row.label != "single" else None,
        "first_published": row.first.isoformat() if row.first else None,
        "kind": ", ".join(sorted(kinds)),
    }
    cells = (
        "\n".join(view.claims[one].text for one in cell.claim_ids) or f"[{cell.status}]"
        for cell in row.cells
    )
    return (*(values[name] for name in WIDE), *cells)


def _pair_row(view: SideBySide, place: dict[str, int], match: Match) -> tuple[Value, ...]:
    relation = view.relations.get(pair_key(match.left, match.right))
    differences: tuple[Difference, ...] = relation.differences if relation else ()
    row = place.get(match.left)
    values: dict[str, Value] = {
        "event_id": view.event.id,
        "event": view.event.title,
        "row": row if row == place.get(match.right) else None,
        **_decision(match),
        "relation": relation.label if relation else None,
        "confidence": _rounded(relation.confidence) if relation else None,
        "slots": ", ".join(relation.slots) if relation else "",
        "updated": relation.update if relation else None,
        "left_words": _words([one.left for one in differences]),
        "right_words": _words([one.right for one in differences]),
        "notes": _words([one.note for one in differences]),
    }
    for side, claim_id in (("left", match.left), ("right", match.right)):
        claim = view.claims[claim_id]
        article = view.articles[claim.article_id]
        values |= {
            f"{side}_outlet": article.outlet,
            f"{side}_claim": claim.text,
            f"{side}_speaker": claim.speaker,
            f"{side}_kind": article.kind,
            f"{side}_address": article.url,
            f"{side}_start": claim.start,
            f"{side}_end": claim.end,
            f"{side}_claim_id": claim.id,
        }
    return tuple(values[name] for name in PAIRS)


def _source(article: Article) -> dict[str, Value]:
    return {
        "outlet": article.outlet,
        "country": article.country,
        "title": article.title,
        "author": article.author,
        "address": article.url,
        "carries": article.carries,
        "published": published(article),
        "published_precision": article.published_precision if article.published_at else None,
        "kind": article.kind,
        "completeness": article.completeness,
        "article_id": article.id,
    }


def _decision(match: Match | None) -> dict[str, Value]:
    decided_at = match.decided_at.isoformat() if match and match.decided_at else None
    return {
        "probability": _rounded(match.probability) if match else None,
        "status": match.state if match else None,
        "decided_by": match.decided_by if match else None,
        "decided_at": decided_at,
    }


def published(article: Article) -> str | None:
    """Write the publication time as ISO 8601, as precise as it is known."""
    if article.published_at is None:
        return None
    if article.published_precision == "time":
        return article.published_at.isoformat()
    return article.published_at.date().isoformat()


def differing_spans(view: SideBySide, row: Row, claim_id: str) -> list[tuple[int, int]]:
    """Give the spans (characters in the claim) in which it differs from the headline of `row`.

    For the headline itself: from any version. Spans don't overlap and are in order. Where two
    versions disagree in no words that could be named, all words count that only one has.
    """
    from compare.wording import mark

    others = told_by(row) if claim_id == row.headline else (row.headline,)
    found: set[tuple[int, int]] = set()
    for pair in (pair_key(claim_id, other) for other in others if other != claim_id):
        relation = view.relations.get(pair)
        if relation is None:
            continue
        named = [(item.left_spans, item.right_spans) for item in relation.differences]
        if relation.label in DISAGREEMENTS and not any(left or right for left, right in named):
            first, second = mark(view.claims[pair[0]], view.claims[pair[1]])
            named = [(tuple(first), tuple(second))]
        for left, right in named:
            found |= set(left if pair[0] == claim_id else right)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _origin(view: SideBySide, row: Row, claim_id: str) -> int:
    """Number the origins of a row from 1, in the order of its cells."""
    seen = list(dict.fromkeys(view.origins.get(one, one) for one in told_by(row)))
    return seen.index(view.origins.get(claim_id, claim_id)) + 1


def _free(name: str, taken: dict[str, str]) -> str:
    """Give an outlet's column a name that no other column has."""
    while name in taken:
        name += " (outlet)"
    return name


def _words(texts: Sequence[str]) -> str:
    return "; ".join(text for text in texts if text)


def _rounded(value: float) -> float:
    return round(float(value), 4)


def _copy(pair: tuple[str, dict[str, str]]) -> tuple[str, dict[str, str]]:
    return pair[0], dict(pair[1])
