"""Settings that a person chose in the dashboard, kept in the store with who chose them and when.

They stand above the defaults and the settings file, since they were chosen for this store, and
below `ASTOLD_…` variables, with which whoever runs the program has the last word.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from compare.config import ENV_PREFIX, Settings
from compare.errors import StoreError

if TYPE_CHECKING:
    from compare.store.db import Store

CHOOSABLE: Final = ("suggested", "confirmed")


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that a person chose; `value` is written as in a settings file."""

    id: str
    name: str
    value: str
    person: str
    at: datetime


def check(name: str, value: str) -> None:
    """Raise `StoreError` where a setting can't be chosen in the dashboard, or not so."""
    try:
        fits = name in CHOOSABLE and 0 < float(value) <= 1
    except ValueError:
        fits = False
    if not fits:
        raise StoreError(
            f"{value!r} can't be chosen for it",
            where=name,
            hint=f"It takes a number above 0 and up to 1, for {' or '.join(CHOOSABLE)}",
        )


def fixed(name: str, env: Mapping[str, str] | None = None) -> bool:
    """Tell whether a variable sets it, so that no choice counts."""
    return ENV_PREFIX + name.upper() in (os.environ if env is None else env)


def with_choices(
    settings: Settings, choices: Iterable[Choice], env: Mapping[str, str] | None = None
) -> Settings:
    """Put what people chose, the last of a name, above what the file says.

    Where a threshold of the file has since overtaken a chosen one, `confirmed` gives way: it is
    never below `suggested`.
    """
    last = {one.name: float(one.value) for one in choices if not fixed(one.name, env)}
    suggested = last.get("suggested", settings.suggested)
    confirmed = max(suggested, last.get("confirmed", settings.confirmed))
    return replace(settings, suggested=suggested, confirmed=confirmed) if last else settings


def effective(store: Store, settings: Settings) -> Settings:
    """Give the settings that a run on this store works with."""
    return with_choices(settings, store.choices())
