"""Trains the cross-encoder that reads both sentences of a pair at once; saves it as a folder.

    python benchmarks/train_cross.py OUT [--passes 3 | --minutes 70] [--threads 2]

It starts from the packaged MiniLM and learns the three labels of inference from the pairs of
`training_pairs.gathered`. The rate falls with the passes made or, where minutes are given, with
the time that has passed, so that it ends when it should on a busy machine too; a checkpoint is
kept every ten minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from training_pairs import CONTRADICTS, Row, gathered

from compare.embed.minilm import folder
from compare.relations.judge import LABELS

BATCH, POOL, LONGEST = 32, 60, 112  # pairs, batches sorted together, word pieces of a pair
RATE, WARM, DECAY = 1.2e-4, 0.06, 0.01
SMOOTHING = 0.05
TURNED = 0.3  # share of contradicting pairs read in the other order: it holds both ways
SAVED_EVERY = 600  # seconds


def network() -> Any:
    """Give the packaged MiniLM with a head for the labels of inference; word vectors stay."""
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(
        str(folder()),
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: at for at, label in enumerate(LABELS)},
        dtype=torch.float32,
        # a few passes of a small network: it learns too little rather than too much, and
        # random numbers cost a tenth of the time
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.1,
    )
    model.bert.embeddings.word_embeddings.weight.requires_grad = False
    return model


def encoded(rows: Sequence[Row], tokens: Any) -> list[tuple[list[int], list[int], int]]:
    """Give the word pieces of both sides and the label; pairs that are too long are left out."""
    texts = list(dict.fromkeys(text for row in rows for text in row[:2]))
    pieces = dict(zip(texts, tokens(texts, add_special_tokens=False)["input_ids"], strict=True))
    made = [(pieces[a], pieces[b], label) for a, b, label in rows]
    return [row for row in made if len(row[0]) + len(row[1]) + 3 <= LONGEST]


def batches(rows: Sequence[Any], rng: random.Random) -> Iterator[list[Any]]:
    """Give shuffled batches of pairs of about one length, for ever."""
    while True:
        mixed = list(rows)
        rng.shuffle(mixed)
        for start in range(0, len(mixed), BATCH * POOL):
            chunk = mixed[start : start + BATCH * POOL]
            chunk.sort(key=lambda row: len(row[0]) + len(row[1]))
            parts = [chunk[at : at + BATCH] for at in range(0, len(chunk), BATCH)]
            rng.shuffle(parts)
            yield from parts


def tensors(part: Sequence[Any], tokens: Any, rng: random.Random) -> tuple[dict[str, Any], Any]:
    """Lay a batch out as the network wants it."""
    start, end = tokens.cls_token_id, tokens.sep_token_id
    ids, kinds = [], []
    for first, second, label in part:
        turn = label == CONTRADICTS and rng.random() < TURNED
        left, right = (second, first) if turn else (first, second)
        ids.append([start, *left, end, *right, end])
        kinds.append([0] * (len(left) + 2) + [1] * (len(right) + 1))
    size = max(map(len, ids))
    given = {
        "input_ids": [row + [tokens.pad_token_id] * (size - len(row)) for row in ids],
        "token_type_ids": [row + [0] * (size - len(row)) for row in kinds],
        "attention_mask": [[1] * len(row) + [0] * (size - len(row)) for row in ids],
    }
    laid = {name: torch.tensor(value) for name, value in given.items()}
    return laid, torch.tensor([row[2] for row in part])


def train(
    rows: Sequence[Row], out: Path, *, passes: float, seconds: float = 0.0, seed: int = 0
) -> None:
    """Train and save the network with its tokens; `seconds`, if any, count and not `passes`."""
    from transformers import AutoTokenizer

    torch.manual_seed(seed)
    rng, tokens, model = (
        random.Random(seed),
        AutoTokenizer.from_pretrained(str(folder())),
        network(),
    )
    pairs = encoded(rows, tokens)
    changing = [item for item in model.parameters() if item.requires_grad]
    optimiser = torch.optim.AdamW(changing, lr=RATE, weight_decay=DECAY, fused=True)
    began, saved, seen, total = time.monotonic(), time.monotonic(), 0, 0.0
    model.train()
    print(f"{len(pairs)} pairs of {len(rows)}", flush=True)
    for step, part in enumerate(batches(pairs, rng)):
        spent = time.monotonic() - began
        share = spent / seconds if seconds else seen / len(pairs) / passes
        if share >= 1:
            break
        rate = RATE * min(1.0, share / WARM + 0.01) * max(0.01, 1 - share)
        for group in optimiser.param_groups:
            group["lr"] = rate
        given, labels = tensors(part, tokens, rng)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(**given).logits
        loss = nn.functional.cross_entropy(logits.float(), labels, label_smoothing=SMOOTHING)
        loss.backward()
        nn.utils.clip_grad_norm_(changing, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        seen, total = seen + len(part), total + loss.item()
        if step % 100 == 99:
            told = f"{share:.3f}: {seen / len(pairs):.2f} passes, loss {total / 100:.3f}"
            print(f"{told}, {seen / spent:.0f} pairs/s", flush=True)
            total = 0.0
        if time.monotonic() - saved > SAVED_EVERY:
            saved = time.monotonic()
            _save(model, tokens, out)
    _save(model, tokens, out)


def _save(model: Any, tokens: Any, out: Path) -> None:
    model.save_pretrained(str(out))
    tokens.save_pretrained(str(out))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--passes", type=float, default=3)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(gathered(), args.out, passes=args.passes, seconds=args.minutes * 60)


if __name__ == "__main__":
    main()
