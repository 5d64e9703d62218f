"""What a line of a page looks like and stands among, as numbers for the line model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.readers.language import detect, function_words
from compare.readers.linerules import is_sentence, reason_to_cut, words

_RULES = (
    *("teaser", "sharing or account buttons", "menu", "legal or cookie notice"),
    *("picture credit", "sign-up or app notice"),
)
_WORD = re.compile(r"[^\W\d_]+")
_ENDERS = re.compile(r"[.!?…。！？؟](?=[\s\"'”’»)\]]|$)|[。！？]")
_QUOTES = re.compile(r"[\"“”„«»]")
_LINKISH = re.compile(r"https?://|www\.|@\w|#\w|\w\.(?:com|org|net)\b")
_GLUED = re.compile(
    r"[a-zß-öø-ÿа-я][.!?\d]?[A-ZÀ-ÖØ-ÞА-Я][a-zß-öø-ÿа-я]+ "
)  # a headline run into its text
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d:\d\d|\bago\b", re.IGNORECASE)
_COMMENTS = re.compile(
    r"\W*(?:\d+ )?(?:comments?|leave a (?:comment|reply)|join the (?:discussion|conversation)"
    r"|kommentare?|commentaires?|comentarios?|commenti|комментарии|yorumlar|reacties)\b.{0,30}",
    re.IGNORECASE,
)
_PAD = 4  # lines looked at on each side
_TYPICAL_STOPWORDS = 0.3  # where the language has no list


@dataclass(frozen=True, slots=True)
class Line:
    """The facts of one line that its own and its neighbours' features are made of."""

    words: int
    sentence: bool
    rule: str | None
    repeated: bool


def look(lines: Sequence[str]) -> list[Line]:
    """Take down the facts of each line."""
    counts = Counter(line.casefold() for line in lines)
    return [
        Line(words(line), is_sentence(line), reason_to_cut(line), counts[line.casefold()] > 1)
        for line in lines
    ]


def features(lines: Sequence[str], facts: Sequence[Line]) -> NDArray[np.float64]:
    """Describe each line by itself, its neighbours and its place.

    Args:
        lines: non-empty lines of a page in order.
        facts: `look(lines)`.

    Returns:
        One row a line, about 60 columns of the order of 1.
    """
    text = " ".join(
        line for line, fact in zip(lines, facts, strict=True) if fact.sentence
    ) or " ".join(lines)
    known = function_words(detect(text))
    own = np.array([_own(line, fact, known) for line, fact in zip(lines, facts, strict=True)])
    return np.hstack([own, _around(facts), _place(lines, facts), _cohesion(lines, facts, known)])


def _own(line: str, fact: Line, known: frozenset[str]) -> list[float]:
    tokens = _WORD.findall(line[:3000])
    size = max(1, len(tokens))
    length = max(1, len(line))
    stop = sum(token.lower() in known for token in tokens) / size
    return [
        np.log1p(fact.words) / 3,
        float(fact.sentence),
        min(len(_ENDERS.findall(line)), 4) / 4,
        min(line.count(",") + line.count("،") + line.count("，"), 6) / 6,
        stop if known else _TYPICAL_STOPWORDS * fact.sentence,
        sum(token[0].isupper() for token in tokens) / size,
        sum(token.isupper() and len(token) > 1 for token in tokens) / size,
        sum(char.isdigit() for char in line) / length,
        float(bool(_QUOTES.search(line))),
        float(bool(_LINKISH.search(line))),
        float(bool(_DATE.search(line)) and fact.words < 15),
        float("|" in line or "›" in line or "»" in line),
        float(fact.repeated),
        float(line.endswith(("...", "…"))),
        float(line[:1].islower()),
        float(line.endswith(("?", "!"))),
        float(line.endswith(":")),
        float(bool(_GLUED.search(line))),
        *(float(fact.rule == rule) for rule in _RULES),
    ]


def _around(facts: Sequence[Line]) -> NDArray[np.float64]:
    """Length, sentence, rule and repetition of the lines before and after, and of a window."""
    raw = np.array(
        [
            [np.log1p(f.words) / 3, float(f.sentence), float(f.rule is not None), float(f.repeated)]
            for f in facts
        ]
    )
    count = len(facts)
    padded = np.vstack([np.zeros((_PAD, 4)), raw, np.zeros((_PAD, 4))])
    parts = [
        padded[_PAD + step : _PAD + step + count]
        for step in range(-_PAD, _PAD + 1)
        if step and abs(step) <= 3
    ]
    sentence_words = np.array([min(f.words, 80) * f.sentence for f in facts], dtype=float)
    for reach in (4, 12):
        kernel = np.ones(2 * reach + 1)
        mass = np.convolve(sentence_words, kernel, "full")[reach : reach + count]
        parts.append((np.log1p(mass) / 6)[:, None])
    alternates = [
        float(f.sentence and _heading_like(facts, at - 1) and _heading_like(facts, at + 1))
        for at, f in enumerate(facts)
    ]
    parts.append(np.array(alternates)[:, None])
    return np.hstack(parts)


def _heading_like(facts: Sequence[Line], at: int) -> bool:
    return 0 <= at < len(facts) and not facts[at].sentence and 3 <= facts[at].words <= 20


def _place(lines: Sequence[str], facts: Sequence[Line]) -> NDArray[np.float64]:
    """Where the line stands, by lines and by words in sentences, and after which headings."""
    count = len(lines)
    at = np.arange(count) / max(1, count - 1)
    mass = np.cumsum([min(f.words, 80) * f.sentence for f in facts], dtype=float)
    share = mass / max(1.0, mass[-1])
    comments = np.cumsum([_COMMENTS.fullmatch(line) is not None for line in lines]) > 0
    teasers = np.cumsum([f.rule == "teaser" and f.words <= 6 for f in facts])
    legal = np.cumsum([f.rule == "legal or cookie notice" for f in facts])
    return np.column_stack(
        [
            *(at, at**2, share, share**2, comments & (share > 0.3)),
            *(np.minimum(teasers, 5) / 5, np.minimum(teasers[-1] - teasers, 5) / 5),
            *(np.minimum(legal, 2) / 2, np.minimum(legal[-1] - legal, 2) / 2),
            np.full(count, np.log1p(count) / 6),
            np.full(count, np.mean([f.sentence for f in facts])),
        ]
    )


def _cohesion(
    lines: Sequence[str], facts: Sequence[Line], known: frozenset[str]
) -> NDArray[np.float64]:
    """How far a line's content words occur in the sentences of the rest of the page."""
    bags = [
        {word for word in _WORD.findall(line.lower()[:3000]) if len(word) > 3 and word not in known}
        for line in lines
    ]
    frequency: Counter[str] = Counter()
    for bag, fact in zip(bags, facts, strict=True):
        if fact.sentence:
            frequency.update(bag)
    rows = []
    for at, (bag, fact) in enumerate(zip(bags, facts, strict=True)):
        less = int(fact.sentence)
        near: set[str] = set()
        for other in range(max(0, at - _PAD), min(len(bags), at + _PAD + 1)):
            if other != at and lines[other] != lines[at] and facts[other].sentence:
                near |= bags[other]
        others = [frequency[word] - less for word in bag]
        size = max(1, len(others))
        rows.append(
            [
                sum(other > 0 for other in others) / size,
                float(np.mean(np.log1p(np.maximum(others, 0)))) / 2 if others else 0.0,
                sum(word in near for word in bag) / size,
                min(sum(word in near for word in bag), 8) / 8,
            ]
        )
    return np.array(rows)
