"""No page has a serious finding of axe-core: at a desk in light, on a phone in dark colours."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe import serious_findings
from playwright.sync_api import expect
from steps import main

import compare.ui.views

# Every page there is, so that a new one is checked without touching this file.
NAMES = sorted(
    path.stem
    for path in Path(next(iter(compare.ui.views.__path__))).glob("*.py")
    if path.stem != "__init__"
)


def address(name: str, store_path: Path) -> str:
    """The page with something on it: the example's event, its first claim, its surest pair."""
    from compare.store.db import Store

    if name == "events":
        return ""
    if name not in {"article", "pair"}:
        return f"{name}?id=ankara-2022"
    store = Store(store_path)
    best = max(store.matches(event_id="ankara-2022"), key=lambda one: one.probability)
    if name == "pair":
        return f"pair?{urlencode({'left': best.left, 'right': best.right})}"
    (claim,) = store.claims(ids=[best.left])
    return f"article?{urlencode({'id': claim.article_id, 'claim': claim.id})}"


@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_serious(new_page, dashboard, name, width, scheme):
    page = new_page(address(name, dashboard.store), width=width, scheme=scheme)
    expect(main(page).get_by_role("heading", level=1).first).to_be_visible()
    assert serious_findings(page) == []
