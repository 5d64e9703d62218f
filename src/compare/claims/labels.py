"""Parts of speech, forms and lemmas of a parsed paragraph: each kind of word worked out once.

The pipeline's own rules (its attribute ruler and its lemmatizer) match 180 patterns against every
word and take a fifth of the parse. All but a few patterns are of one word and look at its form,
tag and dependency alone, so that what they give is kept by these; the others are matched by
themselves, and the words that they cover go through the pipeline's own rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc

NAME = "astold_labels"
REPLACED = ("attribute_ruler", "lemmatizer")
_GIVEN = ["ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"]
_FOUND = ["TAG", "POS", "DEP", "MORPH", "LEMMA"]
_SEEN = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
_LEMMA = _FOUND.index("LEMMA")
_NO_FORM = 0
# More kinds of words than a large run has; the memory stays below 30 MB
_MOST = 100_000

Row = tuple[int, ...]


def quicken(nlp: Language) -> None:
    """Put `Labels` in the place of the rules in `nlp`, with the same result."""
    from spacy.language import Language

    if not all(name in nlp.pipe_names for name in REPLACED):
        return
    ruler, lemmatizer = (cast(Any, nlp.get_pipe(name)) for name in REPLACED)
    Language.component(NAME, func=Labels(ruler, lemmatizer))
    nlp.add_pipe(NAME, before=REPLACED[0])
    nlp.select_pipes(disable=list(REPLACED))


class Labels:
    """A component of the pipeline that stands for its attribute ruler and lemmatizer."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._labels: dict[Row, Row] = {}
        self._lemmas: dict[Row, int] = {}
        self._longer = Matcher(ruler.vocab)
        patterns = [one for rule in ruler.patterns for one in cast(Any, rule["patterns"])]
        for number, one in enumerate(patterns):
            if len(one) > 1:
                self._longer.add(str(number), [one])
        self._wanted = _forms(one[0] for one in patterns if len(one) == 1)
        self._forms: dict[int, int] = {}
        _by_set(lemmatizer)

    def __call__(self, doc: Doc) -> Doc:
        """Label the words of a parsed document, in place."""
        if not len(doc):
            return doc
        given = doc.to_array(_GIVEN).tolist()
        covered = self._covered(doc)
        before = doc.to_array(_FOUND)
        rows = self._by_kind(doc, given)
        for start, end in covered:
            rows[start:end] = before[start:end]
        doc.from_array(_FOUND, rows)
        for start, end in covered:
            self._by_rules(doc, start, end)
        self._lemmatize(doc, [row[0] for row in given])
        return doc

    def _by_kind(self, doc: Doc, given: Sequence[Sequence[int]]) -> NDArray[np.uint64]:
        """Give for each word what the patterns of one word give to its kind, shape (n, 5)."""
        known, forms = self._labels, self._forms
        if max(len(known), len(forms)) > _MOST:
            known.clear()
            forms.clear()
        for _, low, *_ in given:
            if low not in forms:
                forms[low] = low if self._counts(doc.vocab.strings[low]) else _NO_FORM
        keys = [(forms[low], tag, dep, space) for _, low, tag, dep, space in given]
        new = {key: place for place, key in enumerate(keys) if key not in known}
        for place in new.values():
            self._by_rules(doc, place, place + 1)
        if new:
            after = doc.to_array(_FOUND)
            for key, place in new.items():
                known[key] = tuple(after[place].tolist())
        return np.array([known[key] for key in keys], dtype=np.uint64)

    def _counts(self, form: str) -> bool:
        return self._wanted is None or self._wanted.search(form) is not None

    def _lemmatize(self, doc: Doc, forms: Sequence[int]) -> None:
        """Give a lemma to each word that the rules gave none."""
        known = self._lemmas
        if len(known) > _MOST:
            known.clear()
        rows = doc.to_array(_FOUND)
        for place, (_, pos, _, morph, lemma) in enumerate(rows.tolist()):
            if lemma:
                continue
            key = forms[place], pos, morph
            if key not in known:
                found = self._lemmatizer.lemmatize(doc[place])[0]
                known[key] = doc.vocab.strings.add(found)
            rows[place, _LEMMA] = known[key]
        doc.from_array(["LEMMA"], rows[:, _LEMMA])

    def _covered(self, doc: Doc) -> list[tuple[int, int]]:
        """Give the stretches of words that patterns of several words match, joined."""
        found: list[tuple[int, int]] = []
        matches = self._longer(doc, allow_missing=True, as_spans=False)
        for start, end in sorted((start, end) for _, start, end in matches):
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], max(end, found[-1][1])
            else:
                found.append((start, end))
        return found

    def _by_rules(self, doc: Doc, start: int, end: int) -> None:
        """Let the pipeline's own patterns label the words of one stretch."""
        matches = self._ruler.match(cast(Any, doc[start:end]))
        moved = [(rule, name, a + start, b + start) for rule, name, a, b in matches]
        self._ruler.set_annotations(doc, moved)


def _forms(patterns: Iterable[Mapping[str, Any]]) -> re.Pattern[str] | None:
    """Give what the forms match that patterns of one word ask for; None where all may count."""
    found: list[str] = []
    for pattern in patterns:
        wanted = pattern.get("LOWER", {})
        wanted = {"IN": [wanted]} if isinstance(wanted, str) else wanted
        if not pattern.keys() <= _SEEN or not wanted.keys() <= {"IN", "REGEX"}:
            return None
        found += [f"^{re.escape(form)}$" for form in wanted.get("IN", [])]
        found += [wanted["REGEX"]] if "REGEX" in wanted else []
    return re.compile("|".join(f"(?:{one})" for one in found) or r"(?!)")


def _by_set(lemmatizer: Any) -> None:
    """Let the lemmatizer look its words up in sets: it goes through lists of up to 57,000."""
    index = lemmatizer.lookups.get_table("lemma_index", {})
    for pos in list(index):
        index[pos] = frozenset(index[pos])
