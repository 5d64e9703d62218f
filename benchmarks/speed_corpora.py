"""The sentences, articles and claims that `speed.py` measures on; extracted claims are kept."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
import tempfile
from pathlib import Path

from accuracy_events import read_articles
from make_claims import generate

from compare.records import Article, Claim

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ASTOLD_EVAL_DATA", ROOT.parent / "shared" / "data"))
KEPT = Path(tempfile.gettempdir()) / "astold-speed"
SEED = 7

Corpus = tuple[list[Article], dict[str, list[Claim]]]


def news_sentences() -> list[str]:
    """Give the sentences of events/news_cluster and events/neus_val, in order."""
    from compare.claims.sentences import plain_claims

    found: list[str] = []
    for name in ("news_cluster", "neus_val"):
        path = DATA / "events" / f"{name}.jsonl"
        if not path.exists():
            raise SystemExit(f"{path} is missing; set ASTOLD_EVAL_DATA to the evaluation data")
        for line in path.read_text("utf-8").splitlines():
            found += [one.text for one in plain_claims(json.loads(line)["text"], "")]
    return found


def headlines() -> list[tuple[str, str, float]]:
    """Give the pairs of STS headlines with their likeness, 0 to 5."""
    lines = (DATA / "pairing" / "sts_headlines.tsv").read_text("utf-8").splitlines()[1:]
    return [(a, b, float(score)) for _, a, b, score in (line.split("\t") for line in lines)]


def extracted(claims: int) -> Corpus:
    """Give made articles and the claims extracted from them, as far as `claims`; 0: news_cluster.

    Extraction of a hundred thousand takes a quarter of an hour, so that it is kept in the
    folder for temporary files, under a name that changes with the programs that decide it.
    """
    from compare.claims.extract import extract_many

    path = KEPT / f"claims-{claims}-{_programs()}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())  # our own file, see above
    articles = generate(claims, SEED) if claims else read_articles("news_cluster")[0]
    found: dict[str, list[Claim]] = {}
    left = claims or sys.maxsize
    for article_id, ones in extract_many(articles):
        found[article_id] = ones[:left]
        left -= len(found[article_id])
    KEPT.mkdir(exist_ok=True, mode=0o700)
    path.write_bytes(pickle.dumps((articles, found)))
    return articles, found


def _programs() -> str:
    files = sorted((ROOT / "src" / "compare" / "claims").glob("*.py"))
    files += [ROOT / "benchmarks" / f"{name}.py" for name in ("make_claims", "claim_telling")]
    files += [ROOT / "benchmarks" / "claim_words.py", ROOT / "src" / "compare" / "records.py"]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]
