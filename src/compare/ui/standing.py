"""Who confirmed, denied or would not say, speaker by speaker, and the ways into the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.ui.versions import article_link, words_of
from compare.ui.words import count, esc, when
from compare.vocabulary import STANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compare.records import SideBySide
    from compare.stands import Stand, Turn
NAMED = 6  # outlets of one turn that are named
SPEAKERS = 6  # names over one card


def standing(view: SideBySide, stands: Sequence[Stand], most: int) -> str:
    """Write the first `most` speakers as cards, the rest folded; "" without any."""
    if not stands:
        return ""
    written = [_stand(view, one) for one in stands]
    rest = written[most:]
    more = (
        f"<details><summary>{count(len(rest), 'more speaker')}</summary>"
        f'<div class="cards">{"".join(rest)}</div></details>'
        if rest
        else ""
    )
    return f'<div class="told"><div class="cards">{"".join(written[:most])}</div>{more}</div>'


def _stand(view: SideBySide, stand: Stand) -> str:
    names = " · ".join(stand.speakers[:SPEAKERS])
    moved = ' <span class="badge">reported differently</span>' if stand.moved else ""
    turns = "".join(_turn(view, one, alone=len(stand.speakers) == 1) for one in stand.turns)
    return (
        f'<article class="card stand"><h3 dir="auto">{esc(names)}</h3>{moved}'
        f'<ol class="versions">{turns}</ol></article>'
    )


def _turn(view: SideBySide, turn: Turn, *, alone: bool) -> str:
    claims = [view.claims[one] for one in turn.claim_ids]
    articles = [view.articles[one.article_id] for one in claims]
    outlets: dict[str, str] = {}
    for claim, article in zip(claims, articles, strict=True):
        outlets.setdefault(article.outlet, article_link(claim))
    named = [
        f'<a href="{link}" target="_self">{esc(outlet)}</a>'
        for outlet, link in list(outlets.items())[:NAMED]
    ]
    more = f" and {count(len(outlets) - NAMED, 'more outlet')}" if len(outlets) > NAMED else ""
    speaker = "" if alone else f" · {esc(turn.speaker)}"
    return (
        f'<li><span class="badge">{esc(STANDS[turn.kind])}</span> '
        f'<span class="quiet">{esc(when(articles[0]))}{speaker}</span>'
        f"<p>{words_of(view, claims[0], [])}</p>"
        f'<span class="quiet">in {", ".join(named)}{more}</span></li>'
    )
