"""The names in a claim, with their kinds and canonical forms, as its article resolves them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compare.aliases import canonical, kind_of
from compare.claims.people import People, Person, clean_name
from compare.records import Entity, EntityKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.tokens import Token as Word

KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
    "EVENT": "other",
    "LAW": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LANGUAGE": "other",
}
_TABLE: dict[str, EntityKind] = {
    "country": "place",
    "city": "place",
    "organisation": "organisation",
}
_LONG = r"[A-Z][\w’'-]+(?:[ \t]+(?:(?:of|the|and|for|on|in|de|&)[ \t]+){0,2}[A-Z][\w’'-]+){1,7}"
_DEFINED = re.compile(
    rf"\b({_LONG})[ \t]*\([ \t]*(?:the[ \t]+)?([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\b[^()]{{0,20}}\)"
)
_DEFINED_AFTER = re.compile(rf"\b([A-Z]{{2,7}})\s*\(\s*(?:the\s+)?({_LONG})\s*\)")
# Endings that mark a family name in several languages of Eastern Europe and the Caucasus
_FAMILY = re.compile(r"\w(?:[oe]va?|sk(?:y|iy|yy|aya)|enko|shvili|adze|ovi[cć]|o[gğ]lu)$")
_AT = {"in", "at", "to", "near", "from", "around", "outside", "of"}
_TAIL = re.compile(r"['’]s?$")


def _initials(name: str) -> set[str]:
    return {word[0] for word in name.split() if word[0].isupper()}


_HEADS = {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss", "appos"}


def _is_name(word: Word) -> bool:
    """Tell whether a proper noun outside all entities is a name, not part of a longer phrase."""
    return (
        not word.ent_type_
        and len(word.text) > 2
        and not any(child.dep_ in {"compound", "det", "amod", "nummod"} for child in word.children)
    )


class Names:
    """What an article's names stand for.

    Args:
        text: the article's.
        docs: its parsed paragraphs.
        people: its persons.
    """

    def __init__(self, text: str, docs: Sequence[tuple[int, Doc]], people: People) -> None:
        self.people, self.aliases = people, people.aliases
        self.acronyms: dict[str, tuple[str, str]] = {}
        for match in _DEFINED.finditer(text):
            if _initials(match[1]) & {match[2][0]}:
                self.acronyms.setdefault(match[2], (match[1], match[0]))
        for match in _DEFINED_AFTER.finditer(text):
            if set(match[1]) <= _initials(match[2]):
                self.acronyms.setdefault(match[1], (match[2], match[0]))
        votes: dict[str, Counter[EntityKind]] = {}
        for _, doc in docs:
            for item in doc.ents:
                if item.label_ in KINDS:
                    votes.setdefault(item.text, Counter())[KINDS[item.label_]] += 1
        self.kinds = {name: count.most_common(1)[0][0] for name, count in votes.items()}

    def entities(self, piece: Span, offset: int, speaker: str | None) -> tuple[Entity, ...]:
        """Give the names in `piece`, pronouns and roles that the article resolves included.

        Args:
            piece: a claim in a paragraph.
            offset: where the paragraph begins in the article.
            speaker: who spoke last before the claim, for pronouns.
        """
        found = [*self._named(piece), *self._unnamed(piece, offset, speaker)]
        return tuple(sorted(found, key=lambda item: (item.start, item.end)))

    def _named(self, piece: Span) -> Iterator[Entity]:
        taken: set[int] = set()
        for item in piece.ents:
            if item.label_ not in KINDS:
                continue
            taken.update(range(item.start, item.end))
            start, text = item.start_char - piece.start_char, item.text
            begins = re.match(r"(?:the|a|an)\s+", text, re.IGNORECASE)
            if begins and kind_of(text) is None:
                start, text = start + begins.end(), text[begins.end() :]
            if "(" in text and ")" not in text:
                text = text[: text.index("(")]
            text = _TAIL.sub("", text).rstrip()
            if text:
                yield self._entity(start, text, KINDS[item.label_], item[-1])
        for word in piece:
            if word.pos_ != "PROPN" or word.i in taken or not word.text[:1].isupper():
                continue
            start, known = word.idx - piece.start_char, kind_of(word.text)
            if known in _TABLE:
                yield self._entity(start, word.text, _TABLE[str(known)], word)
            elif self.people.by_name(word.text) is not None:
                yield self._entity(start, word.text, "person", word)
            elif word.dep_ in _HEADS and known is None and _is_name(word):
                yield self._entity(start, word.text, "other", word)

    def _entity(self, start: int, text: str, kind: EntityKind, last: Word) -> Entity:
        kind, resolved = self._kind(text, kind, last), None
        name = canonical(clean_name(text) if kind == "person" else text, self.aliases)
        person = self.people.by_name(text) if kind in {"person", "organisation", "other"} else None
        if person is not None and (kind == "person" or " " not in text):
            kind = "person"
            if person.name != clean_name(text):
                resolved = person.name
            name = person.canonical
        elif text in self.acronyms:
            long, resolved = self.acronyms[text]
            name = name if name != text else canonical(long, self.aliases)
        return Entity(start, start + len(text), text, kind, name, resolved)

    def _kind(self, text: str, kind: EntityKind, last: Word) -> EntityKind:
        known = kind_of(text)
        if known == "country":
            is_people = kind == "nationality" or last.pos_ == "ADJ"
            return "nationality" if is_people else "place"
        if known in _TABLE:
            return _TABLE[known]
        placed = last.dep_ == "pobj" and last.head.lower_ in _AT
        if " " not in text and _FAMILY.search(text) and not placed:
            return "person"
        return self.kinds.get(text, kind)

    def _unnamed(self, piece: Span, offset: int, speaker: str | None) -> Iterator[Entity]:
        """Give the pronouns and roles in `piece` that stand for a person of the article."""
        for word in piece:
            place = offset + word.idx
            person: Person | None = None
            first = word
            if word.pos_ == "PRON" and word.lower_ in {"he", "she", "him", "his", "her"}:
                person = self.people.by_pronoun(word.lower_, place, speaker)
            elif word.pos_ == "NOUN" and not word.ent_type_:
                if any(child.lower_ in {"the", "this"} for child in word.lefts):
                    person = self.people.by_role(word, place)
                first = next(iter(word.lefts), word)
                if any(child.ent_type_ == "PERSON" for child in word.children):
                    person = None  # "the minister Eva Lund" names her itself
            if person is None or first.i < piece.start:
                continue
            start = first.idx - piece.start_char
            end = word.idx + len(word.text) - piece.start_char
            yield Entity(
                start,
                end,
                piece.text[start:end],
                "person",
                person.canonical,
                person.evidence(word.lemma_.lower()),
            )
