"""Finds the plugins of a package: every module in it that defines `PLUGIN`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any


@cache
def discover(package: str) -> dict[str, Any]:
    """Import the modules of `package` and collect what they offer.

    A module offers a plugin by binding the name `PLUGIN` to an object with a `name`.
    A file dropped into the folder is therefore all that a new plugin needs.

    Args:
        package: a dotted name, say `"compare.readers"`.

    Returns:
        The plugins by their `name`, in the alphabetical order of their files.

    Raises:
        ValueError: two modules offer a plugin of the same name.
    """
    root = importlib.import_module(package)
    found: dict[str, Any] = {}
    for info in sorted(pkgutil.iter_modules(root.__path__), key=lambda item: item.name):
        module = importlib.import_module(f"{package}.{info.name}")
        plugin = getattr(module, "PLUGIN", None)
        if plugin is None:
            continue
        if plugin.name in found:
            raise ValueError(f"{package}.{info.name}: the name {plugin.name!r} is already taken")
        found[plugin.name] = plugin
    return found
