"""A whole run on new articles loads neither torch nor what stands on it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json, sys
from datetime import UTC, datetime
from compare import Article, Store

day = datetime(2031, 5, 6, 12, tzinfo=UTC)
texts = {
    "Harbour Post": "Minister Eva Lund opened the new bridge at Harwick on Tuesday. It cost 12 "
    "million crowns. Seven people were hurt when a stand collapsed, the police said.",
    "Valley Wire": "The bridge at Harwick was opened by minister Eva Lund on Tuesday. Nine people "
    "were hurt when a stand collapsed, according to the police.",
}
store = Store(sys.argv[1])
store.add([Article(outlet=o, title="Bridge opened at Harwick", text=t, published_at=day)
           for o, t in texts.items()])
summary = store.run()
assert summary.matches, summary
heavy = ("torch", "transformers", "sentence_transformers", "streamlit")
print(json.dumps([one for one in heavy if one in sys.modules]))
import torch
print(torch.__version__)
"""


@pytest.mark.model
def test_a_run_on_new_articles_loads_no_torch_and_leaves_it_importable(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "s.duckdb")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    loaded, version = done.stdout.splitlines()[-2:]
    assert json.loads(loaded) == []
    assert version[0].isdigit()
