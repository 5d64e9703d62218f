"""A process that reads as usual but breaks over files with certain words."""

from __future__ import annotations

import sys

PLANT = """
import os, sys, time
from compare.readers import txt, worker
usual = txt.PLUGIN.parse
def parse(data, name, now):
    if b"DIE" in data:
        os._exit(9)
    if b"HANG" in data:
        time.sleep(600)
    if b"FILL" in data:
        kept = []
        while True:
            kept.append(bytes(2**28))
    return usual(data, name, now)
object.__setattr__(txt.PLUGIN, "parse", parse)
worker.main()
"""


def command(memory_mb: int) -> list[str]:
    """Takes the place of `compare.readers.worker.command`."""
    return [sys.executable, "-c", PLANT, str(memory_mb)]
