"""The reader's words for relations, slots and stances, the same on pages and in files."""

from __future__ import annotations

from typing import Final

LABELS: Final = {
    "contradict": "versions contradict",
    "differ": "versions differ",
    "agree": "versions agree",
    "single": "told by one outlet",
    "unrelated": "not the same fact",
}
SIGNS: Final = {"contradict": "≠", "differ": "≈", "agree": "=", "single": "1", "unrelated": "–"}
SLOTS: Final = {
    "number": "number",
    "date": "date",
    "place": "place",
    "person": "person",
    "organisation": "organisation",
    "role": "who did it",
    "action": "what was done",
    "polarity": "denied or confirmed",
    "certainty": "how certain",
    "scope": "how much is covered",
}
STANCES: Final = {
    "denied": "denies it",
    "doubted": "doubts it",
    "hedged": "with reservation",
    "conditional": "on a condition",
    "planned": "as a plan",
    "uncommitted": "neither confirms nor denies",
}
# What is reported of somebody who was asked, or who answers what others say
STANDS: Final = {
    "confirmed": "confirms it",
    "denied": STANCES["denied"],
    "doubted": STANCES["doubted"],
    "uncommitted": STANCES["uncommitted"],
}
# Who a bare pronoun means can't be told out of its paragraph
PRONOUNS: Final = frozenset(
    ["he", "she", "they", "it", "we", "i", "you", "who", "this", "that", "nobody", "none", "no one"]
)
LOOSE: Final = "perhaps another fact"
PARAPHRASE: Final = "paraphrase, not the outlet's own words"
# Embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX #9): one that is
# left open turns what stands beside it, so that an outlet or a date reads as another one.
TURNING: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
