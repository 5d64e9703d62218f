"""No page loads a model or a heavy library only to be shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "spacy", "sentence_transformers", "transformers", "trafilatura", "sklearn")
VISIT = """
import json, sys
from streamlit.testing.v1 import AppTest
from compare.ui.page import views
for view in views():
    app = AppTest.from_file("app.py", default_timeout=60)
    if view.name != "events":
        app.switch_page(f"src/compare/ui/views/{view.name}.py")
    app.query_params.update(json.loads(sys.argv[1]).get(view.name, {"id": "ferry"}))
    app.run()
    assert not app.exception and not app.error, view.name
print(json.dumps(sorted(sys.modules)))
"""


def test_showing_every_page_imports_no_heavy_library(filled, store_path):
    match = filled.matches("ferry")[0]
    article = filled.article_ids()[0]
    params = {"pair": {"left": match.left, "right": match.right}, "article": {"id": article}}
    done = subprocess.run(
        [sys.executable, "-c", VISIT, json.dumps(params)],
        cwd=ROOT,
        env=os.environ | {"ASTOLD_STORE": str(store_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded.intersection(HEAVY)
