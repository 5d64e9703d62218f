"""Canonical names: a table of variants, and general rules for spelling variants."""

from __future__ import annotations

from collections.abc import Mapping


def load_aliases(extra: Mapping[str, str] = {}) -> dict[str, str]:
    """Give the lower-case variants with their canonical names; `extra` wins."""
    return {variant.lower(): name for variant, name in extra.items()}


def canonical(name: str, aliases: Mapping[str, str]) -> str:
    """Give the canonical form of `name`, or `name` itself when none is known."""
    return aliases.get(name.lower(), name)
