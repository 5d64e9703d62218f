"""The fields of an article that a person can correct, before saving and after."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from compare.view import moment

if TYPE_CHECKING:
    from compare.records import Article

PRECISIONS: Final = {
    "time": "to the minute",
    "day": "the day is known",
    "approximate": "about that day",
}
COMPLETE: Final = {
    "full": "the whole report",
    "truncated": "a part of the report",
    "paywalled": "what stands before a paywall",
    "missing": "the text is missing",
}
KINDS: Final = {"verbatim": "the outlet's own words", "paraphrase": "a paraphrase"}
DATE_HELP: Final = "Like 2022-11-17 or 2022-11-17 10:37+03:00; empty when unknown"


def fields(article: Article, key: str) -> dict[str, Any]:
    """Show the fields and give their values; `published_at` is still text.

    Args:
        key: sets this form apart from others on the page.
    """
    one, two = st.columns(2)
    values: dict[str, Any] = {
        "outlet": one.text_input("Outlet", article.outlet, key=f"{key}-outlet"),
        "country": two.text_input(
            "Country", article.country or "", key=f"{key}-country", placeholder="RU, US, TR …"
        ),
        "title": st.text_input("Title", article.title, key=f"{key}-title"),
        "published_at": one.text_input(
            "Published", date_text(article.published_at), key=f"{key}-date", help=DATE_HELP
        ),
        "published_precision": two.selectbox(
            "How exactly",
            list(PRECISIONS),
            index=list(PRECISIONS).index(article.published_precision),
            format_func=PRECISIONS.__getitem__,
            key=f"{key}-precision",
        ),
        "author": one.text_input("Author", article.author or "", key=f"{key}-author"),
        "carries": two.text_input(
            "Carries the text of",
            article.carries or "",
            key=f"{key}-carries",
            placeholder="an agency or another outlet",
        ),
        "completeness": one.selectbox(
            "The text is",
            list(COMPLETE),
            index=list(COMPLETE).index(article.completeness),
            format_func=COMPLETE.__getitem__,
            key=f"{key}-complete",
            help="“Not reported” is only said of outlets whose whole reports are here",
        ),
        "kind": two.selectbox(
            "Its words are",
            list(KINDS),
            index=list(KINDS).index(article.kind),
            format_func=KINDS.__getitem__,
            key=f"{key}-kind",
        ),
    }
    return values


def checked(values: dict[str, Any], before: Article) -> tuple[dict[str, Any], list[str]]:
    """Turn what was typed into the fields of an article; `before` is how it stood.

    Returns:
        The fields, and what is wrong with them in the reader's words.
    """
    kept = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    wrong = [f"Give the {name}." for name in ("outlet", "title") if not kept[name]]
    for name in ("country", "author", "carries"):
        kept[name] = kept[name] or None
    text = kept["published_at"]
    kept["published_at"] = None
    if text:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            wrong.append(f"“{text}” is not a date. {DATE_HELP}.")
        else:
            # A zone that nobody named stays unknown; it only counts as UTC to compare.
            if moment(at) > datetime.now(UTC) and at != before.published_at:
                wrong.append(f"“{text}” lies in the future.")
            kept["published_at"] = at
            if ":" not in text and kept["published_precision"] == "time":
                kept["published_precision"] = "day"
    return kept, wrong


def date_text(at: datetime | None) -> str:
    """Write a date as the form takes it."""
    if at is None:
        return ""
    return at.isoformat(" ", "minutes")
