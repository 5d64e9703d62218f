"""How well bodies are found: in HTML, and in the text of a page as a browser saves it.

Usage: python benchmarks/readers.py [--worst N]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime

from article_pages import Page, overlap, pages, score

from compare.readers.decoding import decode
from compare.readers.inner_text import inner_text, parse_tree
from compare.readers.registry import read, read_pasted

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def html_ours(page: Page) -> str:
    return "\n".join(article.text for article in read(page.data, "page.html", now=NOW).articles)


def html_trafilatura(page: Page) -> str:
    import trafilatura

    return trafilatura.extract(page.data) or ""


def pasted_text(page: Page) -> str:
    return inner_text(parse_tree(decode(page.data, markup=True)))


def pasted_ours(page: Page) -> str:
    found = read_pasted(pasted_text(page), now=NOW)
    return "\n".join(article.text for article in found.articles)


def pasted_as_it_is(page: Page) -> str:
    return pasted_text(page)


WAYS: dict[str, Callable[[Page], str]] = {
    "HTML, this reader": html_ours,
    "HTML, trafilatura's defaults": html_trafilatura,
    "page text, this reader": pasted_ours,
    "page text, nothing cut": pasted_as_it_is,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, help="show the N worst pages of each way")
    parser.add_argument("--only", default="", help="only ways whose name contains this")
    args = parser.parse_args()
    all_pages = list(pages())
    print(f"{'way':30} {'half':8} {'pages':>5} {'prec.':>6} {'recall':>6} {'F1':>6} {'s':>6}")
    for name, way in WAYS.items():
        if args.only not in name:
            continue
        start = time.perf_counter()
        results = {page.key: overlap(page.body, way(page)) for page in all_pages}
        seconds = time.perf_counter() - start
        for half in ("tuning", "held out", "all"):
            chosen = [
                results[page.key]
                for page in all_pages
                if half == "all" or page.tuning == (half == "tuning")
            ]
            found = score(chosen)
            print(
                f"{name:30} {half:8} {len(chosen):5} {found.precision:6.3f} {found.recall:6.3f} "
                f"{found.f1:6.3f} {seconds:6.1f}"
            )
        show_worst(results, {page.key for page in all_pages if page.tuning}, args.worst)


def show_worst(
    results: dict[str, tuple[float, float, float]], tuning: set[str], count: int
) -> None:
    """Only pages of the tuning half are shown, so that the other half stays unseen."""
    order = sorted(tuning, key=lambda key: results[key][0] / (sum(results[key]) or 1))
    for key in order[:count]:
        common, extra, missing = results[key]
        print(f"    {key[:12]} common {common:.0f} superfluous {extra:.0f} missing {missing:.0f}")


if __name__ == "__main__":
    main()
