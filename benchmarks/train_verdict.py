"""Trains what tells how two versions of news stand to each other; writes its weights.

    python benchmarks/train_verdict.py [--epochs 5]

Goes on from the head of `train_relations.py` with what `told_pairs.py` gives: it learns to tell
four kinds (contradict, differ, agree, unrelated) beside the three ways of inference, which it
goes on practising on the pairs of `training_pairs.py`; pairs of ECB+ say which sentences are on
one matter at all. Then the regressions of `relations.verdict` are fitted: on a quarter of what
was written, judged by a head that was trained on the rest, and on rows of real news, where pairs
of reports hardly ever contradict. About 40 minutes of two processors after the sentences are
read, 5 GB of memory.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import told_pairs
import torch
import train_relations as relations
import training_changes
import training_pairs as sources
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from told_pairs import Pair
from torch import nn
from training_pairs import CONTRADICTS, FOLLOWS, Row

from compare.claims.extract import claims_from_texts
from compare.records import Article, Claim
from compare.relations import decide, reader, rivals, verdict
from compare.relations.contexts import Contexts
from compare.relations.judge import tidy
from compare.relations.level import levelled
from compare.relations.relate import findings
from compare.relations.rivals import Rivals
from compare.store.db import Store

BATCH, RATE, SMOOTHING = 64, 8e-4, 0.03
WIDTH, WEAK = 160, 0.3  # of the head; of what is added to the narrower one that it starts from
PRACTICE, LONGEST = 12_000, 70  # pairs of inference an epoch, words of both sentences
MOST = 50  # pairs of a cluster an epoch
FITTED = 45  # pairs of a cluster that the regressions are fitted on
MATTER = 8_000  # pairs of ECB+ an epoch
INFERENCE, UNSURE, ON_ONE = 0.7, 0.5, 0.5  # weights of the losses beside that of the kinds
NEWS, NEWS_WEIGHT = 100_000, 2.0  # number of the first event of news, weight of its pairs
WEIGHTS = {"contradict": 1.0, "differ": 1.3, "agree": 4.0, "unrelated": 1.5}
Sorted = tuple[str, str, int, str]  # left, right, label, sort of the pair
Array = np.ndarray


def news() -> list[Pair]:
    """Give pairs of claims that stand in one row of news and that nothing was found to differ in.

    Of half of the events of news_cluster. Hardly any pair of reports in a row contradicts, so
    that what the regressions would find in these is a false alarm nearly always.
    """
    versions = []
    lines = (sources.DATA / "events" / "news_cluster.jsonl").read_text("utf-8").splitlines()
    articles = [
        Article(
            row["outlet"],
            row["title"],
            row["text"],
            published_at=datetime.fromisoformat(row["date"]),
        )
        for row in map(json.loads, lines)
        if zlib.crc32(str(row["event"]).encode()) % 2 == 0
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "news.duckdb")
        store.add(articles)
        store.run()
        for number, event in enumerate(store.events()):
            view = store.view(event.id)
            for (left, right), relation in view.relations.items():
                if relation.label in {"agree", "unrelated"}:
                    texts = view.claims[left].text, view.claims[right].text
                    versions.append(Pair(NEWS + number, *texts, relation.label))
    return versions


class Teller(relations.Head):
    """The head of `train_relations` with a second output."""

    def __init__(self, stored: Path = relations.BASE) -> None:
        super().__init__(WIDTH)
        self.kinds = nn.Linear(WIDTH, len(verdict.LABELS))
        with np.load(stored) as file:
            given = {name: torch.tensor(file[name].astype(np.float32)) for name in file.files}
        bias, scale = given.pop("norm.bias"), given.pop("norm.weight")
        given["att.bias"] = given["att.weight"] @ bias
        given["proj.bias"] = given["proj.bias"] + given["proj.weight"] @ bias
        for name in ("att.weight", "proj.weight"):
            given[name] = given[name] * scale
        self.load_state_dict(self._widened(given))

    def _widened(self, given: dict[str, Any]) -> dict[str, Any]:
        """Put narrower weights among weak random ones."""
        wide = {name: value.clone() * WEAK for name, value in self.state_dict().items()}
        for name, value in given.items():
            if name in {"cmp.weight", "hid.weight"}:  # four blocks side by side
                for block, part in enumerate(value.split(len(value), 1)):
                    first = block * WIDTH
                    wide[name][: len(value), first : first + len(value)] = part
            elif value.ndim == 0:
                wide[name] = value
            else:
                wide[name][tuple(map(slice, value.shape))] = value
        return wide

    def both(self, *words: Any) -> tuple[Any, Any]:
        """Give what the outputs are made of, in both directions."""
        sides = self.compared(*words)
        return self.hidden(sides), self.hidden(sides[::-1])

    def told(self, *words: Any) -> Any:
        """Give logits of the ways and the kinds side by side, shape (pairs, 2, 7)."""
        return torch.stack(
            [torch.cat([self.out(h), self.kinds(h)], -1) for h in self.both(*words)], 1
        )


def loss_of(head: Teller, read: relations.Read, part: Sequence[Sorted]) -> Any:
    """Give the loss of a batch of pairs of versions, of inference, and of one matter or two."""
    left, right, labels, sorts = zip(*part, strict=True)
    one, two = head.both(*read.batch(left), *read.batch(right))
    truth = torch.tensor(labels)
    version, way, matter = (
        torch.tensor([sort == name for sort in sorts]) for name in ("version", "way", "matter")
    )
    kinds = (head.kinds(one) + head.kinds(two)) / 2
    loss = nn.functional.cross_entropy(
        kinds[version], truth[version], label_smoothing=SMOOTHING, reduction="sum"
    )
    loss = loss + INFERENCE * nn.functional.cross_entropy(
        head.out(one[way]), truth[way], label_smoothing=SMOOTHING, reduction="sum"
    )
    logs = torch.log_softmax(kinds, -1)
    apart, together = logs[:, 3], torch.logsumexp(logs[:, :3], -1)
    loss = loss - ON_ONE * torch.where(truth == 1, together, apart)[matter].sum()
    # what neither follows nor contradicts may differ or be something else
    said = torch.where(
        truth == CONTRADICTS,
        logs[:, 0],
        torch.where(truth == FOLLOWS, logs[:, 2], torch.logsumexp(logs[:, [1, 3]], -1)),
    )
    return (loss - UNSURE * said[way].sum()) / len(part)


def train(
    versions: Sequence[tuple[int, Row]],
    inference: Sequence[Row],
    read: relations.Read,
    epochs: int,
) -> Teller:
    """Train a head on pairs of versions and, so that it forgets nothing, of inference.

    Args:
        versions: number of the cluster, and the pair.
    """
    rng, head = random.Random(0), Teller()
    clusters: dict[int, list[Row]] = defaultdict(list)
    for number, row in versions:
        clusters[number].append(row)
    told = [row for number, row in told_pairs.inference() if number in clusters]
    matter, mixed = one_matter(), []
    for _ in range(epochs):
        epoch: list[Sorted] = []
        for number, rows in clusters.items():
            most = MOST if number < told_pairs.EVENTS else 10 * MOST
            epoch += [(*row, "version") for row in rng.sample(rows, min(most, len(rows)))]
        practice = rng.sample(inference, min(PRACTICE, len(inference)))
        epoch += [(*row, "way") for row in [*practice, *told]]
        epoch += [(*row, "matter") for row in rng.sample(matter, min(MATTER, len(matter)))]
        mixed.append(epoch)
    relations.practise(
        head, mixed, lambda part: loss_of(head, read, part), rng, size=BATCH, rate=RATE, decay=0.02
    )
    return head


def one_matter() -> list[Row]:
    """Give pairs of sentences of ECB+ that share an action (1), or share none (0)."""
    return [
        (tidy(row["a"]), tidy(row["b"]), int(row["label"]))
        for row in sources.table("pairing/ecb_train.tsv")
    ]


@torch.no_grad()
def judged(head: Teller, rows: Sequence[Row], read: relations.Read) -> Array:
    """Give the logits of pairs, shape (pairs, 2, 7)."""
    out = np.zeros((len(rows), 2, 3 + len(verdict.LABELS)))
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]) + len(rows[i][1]))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        texts = [[rows[i][side] for i in part] for side in (0, 1)]
        out[part] = head.told(*read.batch(texts[0]), *read.batch(texts[1])).numpy()
    return out


def save(head: Teller) -> None:
    np.savez_compressed(reader.TELLER, **head.stored())


def sampled(versions: Sequence[Pair]) -> list[int]:
    """Give the places of the pairs that the regressions are fitted on: some of each cluster."""
    rng, clusters = random.Random(1), defaultdict(list)
    for at, one in enumerate(versions):
        clusters[one.cluster].append(at)
    most = {number: FITTED if number < told_pairs.EVENTS else 5 * FITTED for number in clusters}
    return sorted(
        at
        for number, places in clusters.items()
        for at in rng.sample(places, min(most[number], len(places)))
    )


@dataclass
class Described:
    """Pairs in numbers.

    Attributes:
        given: a row for each pair, without what is told of rivals: `verdict.NAMES`.
        found: (number of the pair, rivals).
    """

    given: Array
    found: list[tuple[int, Rivals]]

    def with_rivals(self, chances: Array) -> Array:
        """Give the rows with the chances of the rivals in."""
        rows, first = self.given.copy(), len(verdict.NAMES) - len(verdict.VALUES) - 1
        for (row, one), chance in zip(self.found, chances, strict=True):
            for at in (first + verdict.VALUES.index(one.slot), -1):
                rows[row, at] = max(rows[row, at], chance)
        return rows


def ordered(versions: Sequence[Pair]) -> list[tuple[Claim, Claim]]:
    """Give the claims of each pair in the order in which `relate` takes them."""
    texts = list(dict.fromkeys(text for one in versions for text in (one.left, one.right)))
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    return [
        tuple(sorted((claims[one.left], claims[one.right]), key=lambda claim: claim.text))  # type: ignore[misc]
        for one in versions
    ]


def levelled_rows(versions: Sequence[Pair], claims: Sequence[tuple[Claim, Claim]]) -> list[Row]:
    found = []
    for one, (left, right) in zip(versions, claims, strict=True):
        texts = levelled(left, right)
        found.append((tidy(texts[0]), tidy(texts[1]), verdict.LABELS.index(one.label)))
    return found


def described(claims: Sequence[tuple[Claim, Claim]], logits: Array) -> Described:
    """Work out what the regressions are given."""
    contexts, found, rows = Contexts(reader.teller()), [], []
    for number, (left, right) in enumerate(claims):
        context, slots = findings(left, right)
        telling = verdict.Telling(
            reader.softmax(logits[number, :, :3], -1),
            reader.softmax(logits[number, :, 3:].mean(axis=0), -1),
        )
        words = contexts.of(context.alignment)
        rules = decide.rules(context, slots, telling.ways)
        found += [(number, one) for one in rivals.rivals(context.alignment, words, telling.ways)]
        rows.append(verdict.features(context, words, slots, telling, rules, ()))
    return Described(np.array(rows), found)


def which_are_rivals(
    versions: Sequence[Pair], found: Sequence[tuple[int, Rivals]]
) -> tuple[Array, Array]:
    """Say which values are rivals, and of which that is known.

    Of several pairs of one slot the closest is taken for the one that the label means.
    """
    by_slot: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at, (number, one) in enumerate(found):
        by_slot[number, one.slot].append(at)
    truth, known = np.zeros(len(found)), np.ones(len(found), dtype=bool)
    for (number, slot), places in by_slot.items():
        alike = {"role": {"person"}, "organisation": {"person"}, "person": {"organisation"}}
        if {slot, *alike.get(slot, ())} & set(versions[number].slots):
            best = max(places, key=lambda at: found[at][1].closeness)
            known[places], known[best], truth[best] = False, True, 1.0
    return truth, known


def fitted(strength: float, rows: Array, truth: Array, weights: Array) -> Any:
    """Fit a logistic regression to standardised rows."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000, C=strength))
    return model.fit(rows, truth, logisticregression__sample_weight=weights)


def stored(model: Any, names: Sequence[str], rows: Sequence[int] | None = None) -> dict[str, Any]:
    """Give a regression as `verdict.Regression` reads it, its scaling multiplied in."""
    scaler, logistic = model[0], model[1]
    weights = logistic.coef_ / scaler.scale_
    bias = logistic.intercept_ - weights @ scaler.mean_
    kept = list(range(len(weights))) if rows is None else rows
    return {
        "weights": [
            {name: round(float(v), 4) for name, v in zip(names, weights[row], strict=True)}
            for row in kept
        ],
        "bias": [round(float(bias[row]), 4) for row in kept],
    }


def fit(versions: Sequence[Pair], given: Described) -> None:
    """Fit the regressions of `relations.verdict` and write them."""
    clusters = np.array([one.cluster for one in versions])
    real = clusters >= NEWS
    rows = np.array([one.given for _, one in given.found])
    truth, known = which_are_rivals(versions, given.found)
    of_pair = np.array([number for number, _ in given.found])
    weights = np.where(real[of_pair], NEWS_WEIGHT, 1.0)
    chances = np.zeros(len(rows))
    for seen, unseen in GroupKFold(5).split(rows, groups=clusters[of_pair]):
        used = seen[known[seen]]
        model = fitted(0.1, rows[used], truth[used], weights[used])
        chances[unseen] = model.predict_proba(rows[unseen])[:, 1]
    whole, labels = given.with_rivals(chances), np.array([one.label for one in versions])
    each = np.where(real, NEWS_WEIGHT, [WEIGHTS[label] for label in labels])
    model = fitted(0.05, whole, labels, each / each.mean())
    places = [list(model.classes_).index(label) for label in verdict.LABELS]
    slots = [
        stored(
            fitted(
                0.03,
                whole,
                np.array([slot in one.slots for one in versions]),
                np.where(real, NEWS_WEIGHT, 1.0),
            ),
            verdict.NAMES,
        )
        for slot in verdict.TOLD
    ]
    made = {
        "rivals": stored(fitted(0.1, rows[known], truth[known], weights[known]), rivals.NAMES),
        "labels": stored(model, verdict.NAMES, places),
        "slots": {key: [one[key][0] for one in slots] for key in ("weights", "bias")},
    }
    verdict.WEIGHTS.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    torch.manual_seed(0)
    versions = told_pairs.pairs()
    claims = ordered(versions)
    rows = levelled_rows(versions, claims)
    known = sources.gathered()
    known += training_changes.changed(known)
    inference = [row for row in known if len(row[0].split()) + len(row[1].split()) < LONGEST]
    others = [*inference, *(row for _, row in told_pairs.inference()), *one_matter()]
    read = relations.Read([text for row in [*rows, *others] for text in row[:2]])
    numbered = [(one.cluster, row) for one, row in zip(versions, rows, strict=True)]
    unseen = np.array([zlib.crc32(str(one.cluster).encode()) % 4 == 0 for one in versions])
    chosen = np.array([at for at in sampled(versions) if unseen[at]])
    head = train([numbered[at] for at in np.flatnonzero(~unseen)], inference, read, args.epochs)
    logits = judged(head, [rows[at] for at in chosen], read)
    head = train(numbered, inference, read, args.epochs)
    save(head)
    more = news()
    more_claims = ordered(more)
    more_rows = levelled_rows(more, more_claims)
    read = relations.Read([text for row in more_rows for text in row[:2]])
    logits = np.concatenate([logits, judged(head, more_rows, read)])
    fitted_on = [versions[at] for at in chosen], [claims[at] for at in chosen]
    fit([*fitted_on[0], *more], described([*fitted_on[1], *more_claims], logits))


if __name__ == "__main__":
    main()
