"""Trains the judge of relations and the decision that rests on it; writes their weights.

    python benchmarks/train_relations.py [--epochs 2] [--decision-only]

First every training sentence is read once by the packaged MiniLM, whose weights stay as they
are; then the head (0.3 million weights) is trained on the pairs, and last a logistic
regression over `relations.features` on pairs that the head has not seen. About 30 minutes of
processor time, 5 GB of memory. What came of it stands in docs/model-card-relations.md.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import training_changes
import training_pairs as sources
from torch import nn
from training_pairs import CONTRADICTS, FOLLOWS, Row

from compare.claims.extract import claims_from_texts
from compare.relations import decide, features, reader
from compare.relations.judge import both_ways
from compare.relations.level import levelled
from compare.relations.relate import findings

BASE = Path(__file__).parent / "teller_base.npz"  # what `train_verdict.py` goes on from
BATCH, WIDTH, DROPOUT, RATE = 96, 96, 0.2, 1.8e-3
TURNED = 0.3  # share of contradicting pairs read in the other order: it holds both ways
SMOOTHING = 0.03


class Head(nn.Module):
    """The network of `reader.Reader`, with dropout.

    The words of a batch come one after another and normalised, so that no time goes into the
    padding and nothing has to be learned before the first product.
    """

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.width = width
        self.proj, self.att = nn.Linear(768, width), nn.Linear(768, width)
        self.cmp, self.hid = nn.Linear(4 * width, width), nn.Linear(4 * width, width)
        self.out, self.drop = nn.Linear(width, 3), nn.Dropout(DROPOUT)
        self.scale = nn.Parameter(torch.tensor(10.0))

    def forward(self, left: Any, left_mask: Any, right: Any, right_mask: Any) -> Any:
        """Give logits; words are of shape (real words, 768), masks of (batch, longest)."""
        return self.out(self.hidden(self.compared(left, left_mask, right, right_mask)))

    def hidden(self, sides: Sequence[Any]) -> Any:
        """Give what the outputs are made of, with the first of `sides` as the premise."""
        return self.drop(torch.relu(self.hid(torch.cat(list(sides), -1))))

    def compared(self, left: Any, left_mask: Any, right: Any, right_mask: Any) -> list[Any]:
        """Give what comes of laying the words of each side beside their counterparts."""
        if self.training:  # the same numbers of all words
            kept = (torch.rand(768) > DROPOUT).float() / (1 - DROPOUT)
            left, right = left * kept, right * kept
        first, first_all, first_key = self._meant(left, left_mask)
        second, second_all, second_key = self._meant(right, right_mask)
        scores = self.scale * first_key @ second_key.transpose(1, 2)
        for_left = scores.masked_fill(~right_mask[:, None, :], -1e4).softmax(2) @ second_all
        back = scores.masked_fill(~left_mask[:, :, None], -1e4).softmax(1).transpose(1, 2)
        return [
            self._side(first, for_left[left_mask], left_mask),
            self._side(second, (back @ first_all)[right_mask], right_mask),
        ]

    def _meant(self, words: Any, mask: Any) -> tuple[Any, Any, Any]:
        value = torch.relu(self.proj(words))
        key = nn.functional.normalize(self.att(words), dim=-1)
        both = spread(torch.cat([value, key], 1), mask)
        return value, both[..., : self.width], both[..., self.width :]

    def _side(self, own: Any, other: Any, mask: Any) -> Any:
        joined = torch.cat([own, other, (own - other).abs(), own * other], -1)
        compared = spread(torch.relu(self.cmp(self.drop(joined))), mask)
        mean = compared.sum(1) / mask.sum(1, keepdim=True).clamp(min=1) * 3
        return torch.cat([mean, compared.max(1).values], -1)

    def stored(self) -> dict[str, np.ndarray]:
        """Give the weights as `reader.Reader` has them, where the keys have no bias.

        It is brought in by a bias of the words that gives it, and taken out of the values again.
        """
        given = {name: value.detach().double() for name, value in self.state_dict().items()}
        bias = given.pop("att.bias")
        of_words = torch.linalg.lstsq(given["att.weight"], bias[:, None]).solution[:, 0]
        given["proj.bias"] = given["proj.bias"] - given["proj.weight"] @ of_words
        given |= {"norm.weight": torch.ones(768), "norm.bias": of_words}
        return {name: value.half().numpy() for name, value in given.items()}


def spread(rows: Any, mask: Any) -> Any:
    """Put rows to where the mask has something: shape (batch, longest, width)."""
    out = rows.new_zeros(*mask.shape, rows.shape[1])
    out[mask] = rows
    return out


class Read:
    """Sentences as the packaged MiniLM reads them, kept in half precision."""

    def __init__(self, texts: Sequence[str]) -> None:
        order = sorted(dict.fromkeys(texts), key=len)
        self._kept: dict[str, Any] = {}
        for start in range(0, len(order), BATCH):
            chunk = order[start : start + BATCH]
            kept = zip(chunk, reader.words_of(chunk), strict=True)
            self._kept |= {text: item.astype(np.float16) for text, item in kept}

    def batch(self, texts: Sequence[str]) -> tuple[Any, Any]:
        """Give the words of all, normalised, and where they stand."""
        items = [self._kept[text] for text in texts]
        words = np.concatenate(items).astype(np.float32)
        words -= words.mean(1, keepdims=True)
        words /= np.sqrt(np.einsum("ij,ij->i", words, words) / words.shape[1] + 1e-5)[:, None]
        sizes = np.array([len(item) for item in items])
        mask = np.arange(sizes.max())[None] < sizes[:, None]
        return torch.from_numpy(words), torch.from_numpy(mask)


def batches(rows: Sequence[Any], size: int, rng: random.Random) -> Iterator[Sequence[Any]]:
    """Give shuffled batches of pairs of about one length; a row begins with its two texts."""
    mixed = list(rows)
    rng.shuffle(mixed)
    for start in range(0, len(mixed), size * 40):
        chunk = sorted(mixed[start : start + size * 40], key=lambda r: len(r[0]) + len(r[1]))
        parts = [chunk[at : at + size] for at in range(0, len(chunk), size)]
        rng.shuffle(parts)
        yield from parts


def practise(
    head: nn.Module,
    epochs: Sequence[Sequence[Any]],
    loss_of: Callable[[Sequence[Any]], Any],
    rng: random.Random,
    *,
    size: int,
    rate: float,
    decay: float,
) -> None:
    """Train a head on the rows of each epoch, by AdamW at a rate that falls to a fiftieth."""
    steps = sum(map(len, epochs)) // size
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    for number, rows in enumerate(epochs, 1):
        total = 0.0
        for part in batches(rows, size, rng):
            loss = loss_of(part)
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += loss.item() * len(part)
        print(f"epoch {number}: loss {total / len(rows):.3f}", flush=True)
    head.eval()


def train_head(rows: Sequence[Row], epochs: int) -> Head:
    """Train a head on pairs of inference."""
    rng, head, read = random.Random(0), Head(), Read([text for row in rows for text in row[:2]])

    def loss_of(part: Sequence[Row]) -> Any:
        turned = [
            (b, a, label) if label == CONTRADICTS and rng.random() < TURNED else (a, b, label)
            for a, b, label in part
        ]
        left, right, labels = zip(*turned, strict=True)
        return nn.functional.cross_entropy(
            head(*read.batch(left), *read.batch(right)),
            torch.tensor(labels),
            label_smoothing=SMOOTHING,
        )

    practise(head, [rows] * epochs, loss_of, rng, size=BATCH, rate=RATE, decay=0.01)
    return head


def save_head(head: Head) -> None:
    np.savez_compressed(BASE, **head.stored())


def described(rows: Sequence[Row]) -> np.ndarray:
    """Give the features of pairs, shape (rows, features)."""
    texts = list(dict.fromkeys(text for row in rows for text in row[:2]))
    claims = dict(zip(texts, claims_from_texts(texts), strict=True))
    ordered = [sorted((claims[row[0]], claims[row[1]]), key=lambda c: c.text) for row in rows]
    judged = both_ways(reader.teller(), [levelled(left, right) for left, right in ordered])
    given = []
    for (left, right), opinion in zip(ordered, judged, strict=True):
        context, found = findings(left, right)
        given.append(features.features(context.alignment, found, opinion))
    return np.array(given)


def fit_decision(rows: Sequence[Row]) -> None:
    """Fit the logistic regression and its thresholds by five-fold predictions."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    given, truth = described(rows), np.array([row[2] == CONTRADICTS for row in rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    chance = cross_val_predict(model, given, truth, cv=5, method="predict_proba")[:, 1]
    model.fit(given, truth)
    scaler, logistic = model[0], model[1]
    weights = logistic.coef_[0] / scaler.scale_
    bias = float(logistic.intercept_[0] - weights @ scaler.mean_)
    follows = np.array([row[2] == FOLLOWS for row in rows])
    stored = {
        "bias": round(bias, 4),
        # five in two hundred of the pairs that agree may be called contradicting
        "contradict": round(float(np.quantile(chance[follows], 0.975)), 3),
        "differ": round(float(np.quantile(chance[follows], 0.935)), 3),
        "related": 0.34,
        "weights": {n: round(float(w), 4) for n, w in zip(features.NAMES, weights, strict=True)},
    }
    decide.WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    print(f"decision: {((chance > 0.5) == truth).mean():.3f} of {len(rows)} held-out pairs right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--decision-only", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(0)
    if not args.decision_only:
        rows = sources.gathered()
        rows += training_changes.changed(rows)
        print(f"{len(rows)} pairs", flush=True)
        save_head(train_head(rows, args.epochs))
    fit_decision(sources.kept_back())


if __name__ == "__main__":
    main()
