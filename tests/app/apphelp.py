"""What tests read of a page."""

from __future__ import annotations

from typing import Any


def html_of(app: Any) -> str:
    """All HTML of the page, the style sheet aside."""
    found = (item.body for item in app.get("html"))
    return "\n".join(body for body in found if not body.startswith("<style"))
