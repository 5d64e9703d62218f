"""Accessibility findings of a page by axe-core."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")


def serious_findings(page: Page) -> list[str]:
    """Give the serious and critical findings of axe-core, a line for each element."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]
