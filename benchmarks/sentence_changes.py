"""Changes to sentences for training the judge of relations: exchanged, denied, shortened, reworded.

The words come from the sets for training and from the lexicon; none of this is in the product.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import swaps
import training_pairs as sources

from compare.relations import lexicon

KINDS = {
    "PERSON": "person",
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
    "ORG": "group",
    "NORP": "people",
    **dict.fromkeys(("WORK_OF_ART", "EVENT", "PRODUCT"), "work"),
}
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
LISTS = {"month": swaps.MONTHS, "count": swaps.COUNTS, "ordinal": swaps.ORDINALS}
PATTERNS = {"year": YEAR, "number": NUMBER} | {
    kind: re.compile(rf"\b(?:{'|'.join(words)})\b") for kind, words in LISTS.items()
}
DROPPED = {"prep", "advcl", "relcl", "appos", "acl", "npadvmod", "advmod"}
DENIALS = frozenset(
    [*("not", "n't", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without")],
)
NARROW = DENIALS | {"only", "all", "every", "each", "few", "hardly", "if", "unless", "most", "any"}
WHEN = {"before", "after", "above", "below", "inside", "outside", "with", "without"}
SEEN = 12  # times that a word must occur in the sets before it is put in place of another
CLOSED = {"be", "have", "do", "go", "get", "make", "take", "one", "other", "more", "time"}


@dataclass(frozen=True)
class Detail:
    """A name, number or date in a sentence."""

    start: int
    end: int
    kind: str
    text: str


@dataclass
class Known:
    """What the sets hold.

    Attributes:
        pool: the details of a kind.
        seen: how often a word occurs, by lemma and part of speech.
        forms: (lemma, tag) → form.
        beside: noun → those directly under the same kind, by their first senses.
    """

    pool: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, docs: Iterable[Any]) -> None:
        """Read details and forms of words from parsed sentences."""
        forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for doc in docs:
            for one in details(doc):
                self.pool[one.kind].append(one.text)
            for word in doc:
                if word.is_alpha and word.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}:
                    forms[word.lemma_.lower(), word.tag_][word.lower_] += 1
                    self.seen[word.lemma_.lower(), word.pos_] += 1
        self.forms = {key: counts.most_common(1)[0][0] for key, counts in forms.items()}
        self._relate()

    def _relate(self) -> None:
        under: dict[str, list[str]] = defaultdict(list)
        for (lemma, pos), count in self.seen.items():
            if pos == "NOUN" and count >= SEEN and lemma not in CLOSED:
                for sense in lexicon.senses(lemma, pos)[:1]:
                    for above in lexicon.lexicon().up.get(sense, ()):
                        under[above].append(lemma)
        for group in under.values():
            for lemma in group:
                others = [o for o in group if o != lemma and not lexicon.same(o, lemma, "NOUN")]
                self.beside.setdefault(lemma, []).extend(others)

    def form(self, lemma: str, tag: str) -> str | None:
        """Give the form of a word that the sets have for a tag."""
        return self.forms.get((lemma, tag))


@dataclass(frozen=True)
class Exchange:
    """A hypothesis with something exchanged, and what was put in place of what."""

    text: str
    old: str
    new: str


def details(doc: Any) -> list[Detail]:
    """Give names, years, months and numbers of a parsed sentence."""
    text = doc.text
    found = [
        Detail(e.start_char, e.end_char, KINDS[e.label_], e.text)
        for e in doc.ents
        if e.label_ in KINDS and e.text[:1].isupper() and len(e.text) > 2
    ]
    found += [
        Detail(match.start(), match.end(), kind, match[0])
        for kind, pattern in PATTERNS.items()
        for match in pattern.finditer(text)
    ]
    apart: list[Detail] = []
    for one in sorted(found, key=lambda d: (d.start, -d.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _stems(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text) if len(word) > 2 or word.isdigit()}


def another(
    one: Detail, premise: Any, hypothesis: str, known: Known, rng: random.Random
) -> str | None:
    """Give another detail of the same kind: from the premise if it has one, else from the sets."""
    taken = _stems(one.text) | _stems(hypothesis)
    near = [
        other.text
        for other in details(premise)
        if other.kind == one.kind
        and not _stems(other.text) & taken
        and not _together(premise, one.text, other)
    ]
    if near and rng.random() < 0.75:
        return rng.choice(near)
    if one.kind == "year" and rng.random() < 0.7:
        return str(int(one.text) + rng.choice((-1, 1)) * rng.randint(1, 25))
    if one.kind == "number":
        changed = swaps.other_number(one.text, rng)
        return changed if changed != one.text else None
    if one.kind in LISTS:
        others = [word for word in LISTS[one.kind] if word.lower() not in taken]
        return rng.choice(others) if others else None
    pool = known.pool[one.kind]
    for _ in range(8):
        new = rng.choice(pool) if pool else one.text
        if not _stems(new) & (taken | _stems(premise.text)):
            return new
    return None


def _together(premise: Any, text: str, other: Detail) -> bool:
    """Tell whether both are named in one list, of which either may be said as well."""
    mine = premise.text.find(text)
    if mine < 0:
        return False
    first, last = sorted((mine, other.start))
    between = premise.text[first + len(text if mine < other.start else other.text) : last]
    return re.fullmatch(r"[\s,/()–-]*(?:and|or|&|,)?[\s,/()]*(?:the )?", between) is not None


def put(text: str, start: int, end: int, new: str) -> str:
    """Put words in place of others, with the article and capital that they need."""
    old = text[start:end]
    if old[:1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    before = text[:start]
    article = re.search(r"\b([Aa]n?) $", before)
    if article and new[:1].isalpha():
        wanted = (
            ("an" if article[1][0] == "a" else "An") if new[0] in "aeiouAEIO" else article[1][0]
        )
        before = before[: article.start()] + wanted + " "
    return before + new + text[end:]


def exchange_detail(
    premise: Any, hypothesis: Any, known: Known, rng: random.Random
) -> Exchange | None:
    """Exchange a name, number or date."""
    found = details(hypothesis)
    rng.shuffle(found)
    for one in found:
        new = another(one, premise, hypothesis.text, known, rng)
        if new:
            return Exchange(put(hypothesis.text, one.start, one.end, new), one.text, new)
    return None


def exchange_word(
    premise: Any, hypothesis: Any, known: Known, rng: random.Random
) -> Exchange | None:
    """Exchange a word for an opposite, or a noun for another of its kind; none of the premise's.

    Where there is no opposite, every other time nothing is done, or else most exchanges would be
    of nouns.
    """
    nearby = {word.lemma_.lower() for word in premise}
    words = [w for w in hypothesis if w.is_alpha and not w.ent_type_ and _exchangeable(w)]
    rng.shuffle(words)
    for others in (_opposites(), known.beside):
        for word in words:
            fit = []
            for other in others.get(word.lemma_.lower(), ()):
                form = other if word.pos_ == "ADP" else known.form(other, word.tag_)
                if form and other not in nearby and form != word.lower_:
                    fit.append(form)
            if fit and (word.pos_ == "NOUN" or others is not known.beside):
                new = rng.choice(fit)
                changed = put(hypothesis.text, word.idx, word.idx + len(word.text), new)
                return Exchange(changed, word.text, new)
        if rng.random() < 0.5:
            return None
    return None


def _exchangeable(word: Any) -> bool:
    lemma = word.lemma_.lower()
    if word.pos_ == "ADP":  # "on" and "off" mostly stand for something else
        return lemma in WHEN
    return word.pos_ in {"NOUN", "VERB", "ADJ", "ADV"} and lemma not in CLOSED


@cache
def _opposites() -> dict[str, list[str]]:
    return _partners(lexicon.lexicon().opposite)


@cache
def _alike() -> dict[str, list[str]]:
    return _partners(lexicon.lexicon().alike)


def _partners(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for left, right in sorted(pairs):
        found.setdefault(left, []).append(right)
    return found


def denial_changed(hypothesis: Any, rng: random.Random) -> str | None:
    """Add a negation, or remove the one that is there."""
    text = hypothesis.text
    for word in hypothesis:
        if word.lower_ in {"not", "n't", "never"} and word.dep_ == "neg":
            start = word.idx - (text[word.idx - 1 : word.idx] == " ")
            cut = str(text[:start] + text[word.idx + len(word.text) :])
            return cut[:1].upper() + cut[1:]
    if {word.lower_ for word in hypothesis} & DENIALS:
        return None
    return sources.negated(hypothesis, rng)


def turned(hypothesis: Any, known: Known) -> str | None:
    """Put an active sentence into the passive, which says the same."""
    for verb in hypothesis:
        parts = {child.dep_: child for child in verb.children}
        subject, thing = parts.get("nsubj"), parts.get("dobj")
        done = known.form(verb.lemma_.lower(), "VBN")
        if subject is None or thing is None or verb.dep_ != "ROOT":
            continue
        if (
            verb.tag_ not in {"VBD", "VBZ"}
            or not done
            or verb.lemma_ in {"have", "be"}
            or {"aux", "neg"} & set(parts)
        ):
            continue
        first = hypothesis[subject.left_edge.i : subject.right_edge.i + 1]
        second = hypothesis[thing.left_edge.i : thing.right_edge.i + 1]
        apart = first.end == verb.i and second.start == verb.i + 1
        if "PRON" in (subject.pos_, thing.pos_) or not apart or first.start:
            continue
        plural = thing.tag_ in {"NNS", "NNPS"} or "cc" in {c.dep_ for c in thing.children}
        be = {"VBD": ("was", "were"), "VBZ": ("is", "are")}[verb.tag_][plural]
        one = first.text if first[0].pos_ == "PROPN" else first.text[:1].lower() + first.text[1:]
        rest = hypothesis.text[second.end_char :]
        return f"{second.text[:1].upper()}{second.text[1:]} {be} {done} by {one}{rest}"
    return None


def shortened(doc: Any, kept: set[str], rng: random.Random, share: float = 1.0) -> str | None:
    """Leave out parts that only add to what is said, none with a lemma in `kept`."""
    if {word.lower_ for word in doc} & NARROW:
        return None
    gone: list[tuple[int, int]] = []
    for word in doc:
        first, last = word.left_edge.i, word.right_edge.i + 1
        part = doc[first:last]
        verbs = {"ROOT", "conj", "relcl", "advcl"}
        fits = word.dep_ in DROPPED and 2 <= len(part) < 0.7 * len(doc)
        if word.dep_ == "prep":
            fits = fits and word.head.dep_ in verbs and word.head.pos_ == "VERB"
        if word.dep_ in {"advmod", "npadvmod"}:
            fits = word.dep_ == "npadvmod" and part.text[:1].isdigit()
        if not fits or {w.lemma_.lower() for w in part} & kept or rng.random() > share:
            continue
        if not any(start < last and first < end for start, end in gone):
            gone.append((first, last))
    return _without(doc, gone) if gone else None


def _without(doc: Any, gone: Sequence[tuple[int, int]]) -> str:
    """Give the text without these words."""
    text = doc.text
    for first, last in sorted(gone, reverse=True):
        span = doc[first:last]
        text = text[: span.start_char] + text[span.end_char :]
    text = re.sub(r"\(\s*[;,]*\s*\)", "", text)
    text = re.sub(r"\s*,(?:\s*,)+", ",", text)
    text = re.sub(r"\s+([,.;:])", r"\1", text)
    text = re.sub(r",+\.", ".", " ".join(text.split()))
    text = text.lstrip(" ,;")
    return text[:1].upper() + text[1:]


def lead_moved(doc: Any) -> str | None:
    """Put "In 1980, …" behind the sentence, or "… in 1980." before it."""
    text = doc.text.rstrip(" .")
    lead = re.match(r"((?:In|On|During|After|Before|At) [^,]{3,40}), (\S.+)$", text)
    if lead:
        rest = lead[2][:1].upper() + lead[2][1:]
        return f"{rest} {lead[1][:1].lower()}{lead[1][1:]}."
    tail = re.match(r"(.+?) ((?:in|on|during) [^,]*\d{4})$", text)
    if tail and doc[0].pos_ != "PROPN":
        return f"{tail[2][:1].upper()}{tail[2][1:]}, {tail[1][:1].lower()}{tail[1][1:]}."
    return f"{tail[2][:1].upper()}{tail[2][1:]}, {tail[1]}." if tail else None


def other_words(doc: Any, known: Known, rng: random.Random) -> str | None:
    """Exchange words for ones that say the same, or write a number another way."""
    text, changed = doc.text, False
    for word in reversed(list(doc)):
        lemma = word.lemma_.lower()
        others = list(swaps.ALIKE.get(word.lower_, []))
        if word.ent_type_ == "CARDINAL" and word.lower_ in swaps.COUNTS[:9]:
            others = [str(swaps.COUNTS.index(word.lower_) + 2)]
        elif "," in word.text and NUMBER.fullmatch(word.text):
            others = [word.text.replace(",", "")]
        elif not others and not word.ent_type_ and word.pos_ in {"NOUN", "VERB", "ADJ", "ADV"}:
            alike = [o for o in _alike().get(lemma, []) if lexicon.same(lemma, o, word.pos_)]
            others = [form for o in alike if (form := known.form(o, word.tag_))]
        if others and word.pos_ not in {"PROPN", "ADP"} and rng.random() < 0.7:
            text = put(text, word.idx, word.idx + len(word.text), rng.choice(others))
            changed = True
    return text if changed else None


def name_shortened(doc: Any) -> str | None:
    """Call a person by the last name alone."""
    for one in doc.ents:
        if one.label_ == "PERSON" and swaps.NAME.fullmatch(one.text):
            last = one.text.split()[1]
            return str(doc.text[: one.start_char] + last + doc.text[one.end_char :])
    return None


def in_both(premise: str, made: Exchange) -> str | None:
    """Make the same exchange in the premise, if that leaves nothing of what was there before."""
    old = re.compile(rf"(?<!\w){re.escape(made.old)}(?!\w)")
    if not old.search(premise):
        return None
    swapped = re.compile(rf"(?<!\w)(?:{re.escape(made.old)}|{re.escape(made.new)})(?!\w)")
    changed = swapped.sub(lambda m: made.old if m[0] == made.new else made.new, premise)
    if made.new not in premise and _stems(made.old) & _stems(changed):
        return None
    return changed


def harmless(hypothesis: Any, known: Known, rng: random.Random) -> str | None:
    """Change a hypothesis so that it says the same, or less."""
    ways: list[Callable[[], str | None]] = [
        lambda: other_words(hypothesis, known, rng),
        lambda: shortened(hypothesis, set(), rng, 0.6),
        lambda: lead_moved(hypothesis),
        lambda: turned(hypothesis, known),
        lambda: name_shortened(hypothesis),
    ]
    rng.shuffle(ways)
    return next((text for way in ways if (text := way()) and text != hypothesis.text), None)
