"""The same event, as each outlet told it: read articles, match their claims, say how they differ.

Everything here is imported on first use, so that `import compare` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.claims.extract import extract_claims
    from compare.config import Settings
    from compare.errors import AsToldError
    from compare.events import group_events
    from compare.match import rank, score
    from compare.readers.registry import read
    from compare.records import Article, Claim, ReadResult, Relation
    from compare.relations.relate import relate
    from compare.store.db import Store

__version__ = "0.1.0"
__all__ = [
    "Article",
    "AsToldError",
    "Claim",
    "ReadResult",
    "Relation",
    "Settings",
    "Store",
    "extract_claims",
    "group_events",
    "rank",
    "read",
    "relate",
    "score",
]

_HOME = {
    "Article": "compare.records",
    "AsToldError": "compare.errors",
    "Claim": "compare.records",
    "ReadResult": "compare.records",
    "Relation": "compare.records",
    "Settings": "compare.config",
    "Store": "compare.store.db",
    "extract_claims": "compare.claims.extract",
    "group_events": "compare.events",
    "rank": "compare.match",
    "read": "compare.readers.registry",
    "relate": "compare.relations.relate",
    "score": "compare.match",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'compare' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
