"""Body text of real pages: HTML beside trafilatura's defaults, and pasted page text."""

from __future__ import annotations

from collections.abc import Callable

import readers
from article_pages import Page, overlap, pages, score


def rows() -> list[dict[str, object]]:
    """Measure the pages that nothing was trained on."""
    held_out = [page for page in pages() if not page.tuning]

    def f1(way: Callable[[Page], str]) -> float:
        return score([overlap(page.body, way(page)) for page in held_out]).f1

    ways = (
        ("HTML", readers.html_trafilatura, readers.html_ours, 0.958),
        ("page text", readers.pasted_as_it_is, readers.pasted_ours, 0.90),
    )
    return [
        {
            "set": "html/article_extraction_benchmark",
            "split": "held-out half",
            "metric": f"F1 of the body, from {what}",
            "obvious": f1(obvious),
            "ours": f1(ours),
            "target": target,
        }
        for what, obvious, ours, target in ways
    ]
