"""Facts that were revised: each as the line of its versions, earliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.ui.versions import badge
from compare.ui.words import esc, href, when
from compare.view import moment, told_by

if TYPE_CHECKING:
    from compare.records import Claim, Row, SideBySide


def revisions(view: SideBySide) -> str:
    """Write the revised facts; "" when there are none."""
    found = "".join(_fact(view, row) for row in view.rows if row.update)
    return f'<div class="told"><div class="cards">{found}</div></div>' if found else ""


def _fact(view: SideBySide, row: Row) -> str:
    claims = sorted((view.claims[one] for one in told_by(row)), key=lambda one: _at(view, one))
    items = "".join(_item(view, claim) for claim in claims)
    return (
        f'<article class="card {row.label}">{badge(row.label, row.slots)}'
        f'<ol class="versions">{items}</ol></article>'
    )


def _item(view: SideBySide, claim: Claim) -> str:
    article = view.articles[claim.article_id]
    address = href("article", id=article.id, claim=claim.id)
    return (
        f'<li><span class="quiet">{esc(when(article))}</span> '
        f'<span class="outlet">{esc(article.outlet)}</span><br>'
        f'<a class="plain" href="{address}" target="_self">{esc(claim.text)}</a></li>'
    )


def _at(view: SideBySide, claim: Claim) -> tuple[object, int]:
    return moment(view.articles[claim.article_id].published_at), claim.position
