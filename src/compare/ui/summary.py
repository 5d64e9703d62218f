"""The disagreements of an event as cards: two versions that stand against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.ui.versions import all_paraphrased, badge, marks_of, words_of
from compare.ui.words import PARAPHRASE, coverage, esc, href, voice, when
from compare.view import disagreeing_pairs, pair_key, summary

if TYPE_CHECKING:
    from compare.records import Row, SideBySide


def cards(view: SideBySide, most: int) -> str:
    """Write the `most` strongest disagreements, and the way to the rest; "" without any."""
    found = [card for row in summary(view) if (card := _card(view, row))]
    if not found:
        return ""
    more = ""
    if len(found) > most:
        address = href("event", id=view.event.id)
        address += "&amp;relation=contradict&amp;relation=differ"
        more = f'<p><a href="{address}" target="_self">All {len(found)} disagreements</a></p>'
    return f'<div class="told"><div class="cards">{"".join(found[:most])}</div>{more}</div>'


def _card(view: SideBySide, row: Row) -> str:
    pairs = disagreeing_pairs(view, row)
    if not pairs:
        return ""
    left, right = in_time(view, pairs[0])
    address = href("pair", left=left, right=right)
    return (
        f'<article class="card {row.label}">{badge(row.label, row.slots, update=row.update)}'
        f'<div class="sides">{side(view, left, right)}{side(view, right, left)}</div>'
        f'<span class="quiet">{esc(coverage(row, len(view.outlets)))} · '
        f'<a href="{address}" target="_self">compare the two</a></span></article>'
    )


def side(view: SideBySide, claim_id: str, other: str) -> str:
    """Write one claim of a pair under its outlet and date, differing words marked."""
    claim = view.claims[claim_id]
    article = view.articles[claim.article_id]
    pair = pair_key(claim_id, other)
    relation = view.relations.get(pair)
    text = words_of(view, claim, marks_of(relation, left=pair[0] == claim_id))
    voiced = voice(claim)
    said = f'<br><span class="quiet">{esc(voiced)}</span>' if voiced else ""
    kind = ""
    if article.kind == "paraphrase" and not all_paraphrased(view):
        kind = f' · <abbr title="{esc(PARAPHRASE)}">paraphrase</abbr>'
    return (
        f'<div><span class="outlet">{esc(article.outlet)}</span> '
        f'<span class="quiet">{esc(when(article))}{kind}</span><p>{text}{said}</p></div>'
    )


def in_time(view: SideBySide, pair: tuple[str, str]) -> tuple[str, str]:
    """Put the claim that was published first on the left."""
    from compare.view import moment

    def at(claim_id: str) -> tuple[object, str]:
        return moment(view.articles[view.claims[claim_id].article_id].published_at), claim_id

    left, right = sorted(pair, key=at)
    return left, right
