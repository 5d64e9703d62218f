"""What tests read of a page."""

from __future__ import annotations

from typing import Any


def html_of(app: Any) -> str:
    """All HTML of the page."""
    return "\n".join(item.body for item in app.get("html"))
