"""`astold doctor`: looks for damage in the store and for what is missing around it."""

from __future__ import annotations

import argparse
import json
from importlib import metadata

from compare.commands import settings_of, store_of

LIBRARIES = ("duckdb", "rapidfuzz", "sentence-transformers", "spacy", "streamlit", "torch")


class _Doctor:
    name = "doctor"
    help = "check the store and the installation; repairs nothing"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def run(self, args: argparse.Namespace) -> int:
        from compare.embed.registry import model_id

        settings = settings_of(args)
        store = store_of(settings)
        outside = store.condition()
        damage = list(outside.damage)
        usable = outside.version is not None and not outside.is_older and not damage
        damage += store.check() if usable else []
        report = {
            "store": settings.store,
            "notes": list(outside.notes),
            "damage": damage,
            "holds": store.stats() if usable and not damage else {},
            "model": model_id(settings.model),
            "versions": {name: metadata.version(name) for name in LIBRARIES},
        }
        if args.json:
            print(json.dumps(report))
        else:
            for name, value in report.items():
                for line in value if isinstance(value, list) and value else [value or "none"]:
                    print(f"{name}: {line}")
        return 1 if damage else 0


PLUGIN = _Doctor()
