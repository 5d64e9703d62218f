"""More pairs for training the judge of relations, made by changing pairs of which one follows.

After FactCC (Kryscinski et al. 2020, https://aclanthology.org/2020.emnlp-main.750): a detail of
the hypothesis is exchanged, preferably for another of its kind in the premise, a word for one
that excludes it, a negation added or removed, or who did what to whom exchanged. Against learning
which hypotheses look changed, the same exchange is made in the premise as well, where it can be:
beside it the changed hypothesis follows, and the one as it was contradicts. Harmless changes are
made too.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import phrases
import sentence_changes as changes
import training_pairs as sources
from sentence_changes import Known
from training_pairs import CONTRADICTS, FOLLOWS, NEITHER, Row

from compare.relations.judge import tidy

SHARE = 0.46  # of what can be made: about 60,000 pairs, what the shipped head was trained with


def around(premise: Any, hypothesis: Any, known: Known, rng: random.Random) -> Iterator[Row]:
    """Give what can be made of one pair of which the second follows from the first."""
    first, second = premise.text, hypothesis.text
    content = {w.lemma_.lower() for w in hypothesis if w.pos_ not in {"DET", "ADP", "PUNCT"}}
    briefer = changes.shortened(premise, content, rng, 0.7)
    as_well = changes.harmless(hypothesis, known, rng)
    for exchange in (changes.exchange_detail, changes.exchange_word):
        made = exchange(premise, hypothesis, known, rng)
        if made is None or made.text == second:
            continue
        yield (briefer if briefer and rng.random() < 0.3 else first), made.text, CONTRADICTS
        other = changes.in_both(first, made)
        if other and other != first:
            yield other, made.text, FOLLOWS
            yield other, second, CONTRADICTS
        elif as_well:
            yield first, as_well, FOLLOWS
    denied = changes.denial_changed(hypothesis, rng) if rng.random() < 0.35 else None
    if denied:
        yield first, denied, CONTRADICTS
        yield first, as_well or second, FOLLOWS
    exchanged = sources.roles_exchanged(hypothesis)
    if exchanged:
        yield first, exchanged, CONTRADICTS
        yield first, changes.turned(hypothesis, known) or second, FOLLOWS
    if briefer:
        yield briefer, second, FOLLOWS
    # what a long sentence adds to a short one does not contradict it
    if len(first) > 1.5 * len(second) and rng.random() < 0.5:
        yield second, first, NEITHER
    if as_well and rng.random() < 0.5:
        yield first, as_well, FOLLOWS


def leads(docs: Iterable[Any], rng: random.Random) -> list[Row]:
    """Give long sentences with a shorter one that follows from them."""
    made: list[Row] = []
    for doc in docs:
        if 14 <= len(doc) <= 60 and doc.text[-1:] in '."':
            text = changes.shortened(doc, set(), rng, 0.8)
            if text and len(text.split()) >= 5:
                made.append((doc.text, text, FOLLOWS))
    return made


def elsewhere(rows: Sequence[Row], pages: Mapping[str, list[str]], rng: random.Random) -> list[Row]:
    """Give hypotheses, changed or not, beside another sentence of the same page: neither."""
    at = {text: page for page, texts in pages.items() for text in texts}
    made: list[Row] = []
    for premise, hypothesis, _ in rows:
        others = [text for text in pages.get(at.get(premise, ""), []) if text != premise]
        if others:
            made.append((rng.choice(others), hypothesis, NEITHER))
    return made


def changed(rows: Sequence[Row], seed: int = 3) -> list[Row]:
    """Give additional pairs from the pairs that are trained on anyway.

    Args:
        rows: see `training_pairs.gathered`.
    """
    from compare.claims.nlp import pipeline

    rng, nlp = random.Random(seed), pipeline()
    banned = sources.measured()
    conflicting = sources.table("relation/ficle_train.tsv")[sources.HELD_OUT :]
    following = list(dict.fromkeys(row for row in rows if row[2] == FOLLOWS and row[0] != row[1]))
    to_change = [tidy(text) for text in sources.sentences_to_change(held_out=False)]
    texts = dict.fromkeys([t for r in rows for t in r[:2] if r[2] != NEITHER] + to_change)
    docs = {doc.text: doc for doc in nlp.pipe(texts, batch_size=256)}
    known = Known()
    known.learn(docs.values())
    starts = dict.fromkeys([row[0] for row in following] + to_change)
    own = leads((docs[text] for text in starts), rng)
    docs |= {doc.text: doc for doc in nlp.pipe([r[1] for r in own], batch_size=256)}
    made: list[Row] = []
    for premise, hypothesis, label in following + own:
        if rng.random() < SHARE:
            made.append((premise, hypothesis, label))
            made += around(docs[premise], docs[hypothesis], known, rng)
    pages: dict[str, list[str]] = defaultdict(list)
    for row in conflicting:
        context = tidy(row["Context"])
        if context not in pages[row["Source"]]:
            pages[row["Source"]].append(context)
    made += elsewhere([row for row in made if row[2] != NEITHER], pages, rng)
    made += sources.repaired_contexts(conflicting, banned)
    # of verbs of two words the lexicon knows nothing, so that the judge alone can tell
    made += phrases.phrased(list(docs.values()), known, rng)
    kept = dict.fromkeys(row for row in made if not {row[0].lower(), row[1].lower()} & banned)
    there = set(rows)
    return [row for row in kept if row not in there]
