"""Who the names, roles and pronouns of one article stand for, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compare.aliases import canonical, fold
from compare.claims.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span
    from spacy.tokens import Token as Word

_MALE, _FEMALE = words("male"), words("female")
_MALE_NAMES, _FEMALE_NAMES = words("male_name"), words("female_name")
_HONORIFICS = re.compile(
    r"^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Dame|Gen|Sen|Rep|Gov|President|Minister)\.?\s+"
)
# How far back, in characters, a pronoun or role looks for its person
_REACH = 1500


@dataclass(slots=True)
class Person:
    """A person of the article: full name, mentions, roles (head noun → the words around it).

    `stated` keeps, for each role, the words by which the article says that it is theirs.
    """

    name: str
    canonical: str = ""
    gender: str = ""
    places: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)
    roles: dict[str, set[str]] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)

    def evidence(self, role: str) -> str:
        """Give the words of the article that tie `role` to the person, or else the name."""
        return self.stated.get(role, self.name)


class People:
    """The persons of one article, filled paragraph by paragraph in order."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self.aliases = aliases
        self.persons: dict[str, Person] = {}
        self.last_names: dict[str, list[Person]] = {}

    def learn(self, docs: Sequence[tuple[int, Doc]]) -> None:
        """Collect names (the full ones first), then roles and mentions."""
        mentions = [
            (offset, item) for offset, doc in docs for item in doc.ents if item.label_ == "PERSON"
        ]
        for _, item in mentions:
            name = clean_name(item.text)
            if " " in name and name not in self.persons:
                self._add(name)
        for _, item in mentions:
            name = clean_name(item.text)
            if " " not in name and name[:1].isupper() and fold(name) not in self.last_names:
                self._add(name)
        for offset, item in mentions:
            person = self.by_name(item.text)
            if person is None:
                continue
            person.places.append(offset + item.start_char)
            if item.root.dep_ in {"nsubj", "nsubjpass"}:
                person.subjects.append(offset + item.start_char)
            self._learn_roles(person, item)
        for offset, doc in docs:
            self._learn_missed(offset, doc)

    def _learn_missed(self, offset: int, doc: Doc) -> None:
        """Collect the surnames that the name finder has passed over."""
        if not self.last_names:
            return
        for word in doc:
            if word.pos_ == "PROPN" and not word.ent_type_:
                person = self.by_name(word.text)
                if person is not None:
                    person.places.append(offset + word.idx)
                    if word.dep_ in {"nsubj", "nsubjpass"}:
                        person.subjects.append(offset + word.idx)

    def _add(self, name: str) -> Person:
        person = Person(name)
        first = name.split(maxsplit=1)[0].lower()
        person.gender = "m" if first in _MALE_NAMES else "f" if first in _FEMALE_NAMES else ""
        person.canonical = canonical(name, self.aliases)
        self.persons[name] = person
        self.last_names.setdefault(fold(name.rsplit(maxsplit=1)[-1]), []).append(person)
        return person

    def by_name(self, text: str) -> Person | None:
        """Give the person whom a full name or a surname names, if just one fits."""
        name = clean_name(text)
        if name in self.persons:
            return self.persons[name]
        same = self.last_names.get(fold(name.split()[-1]), []) if name else []
        if len({person.canonical for person in same}) == 1:
            same = same[:1]
        if " " not in name:
            return same[0] if len(same) == 1 else None
        return None

    def _learn_roles(self, person: Person, item: Span) -> None:
        head = item.root
        words = [child for child in head.lefts if child.dep_ in {"compound", "amod", "nmod"}]
        words = [child for child in words if child.i < item.start]
        if words:
            self._role(person, item, words[-1], words[:-1])
        nouns = [child for child in head.children if child.dep_ == "appos"]
        if head.dep_ == "appos":
            nouns.append(head.head)
        if head.dep_ == "nsubj" and head.head.lemma_ == "be":
            nouns += [child for child in head.head.children if child.dep_ == "attr"]
        for noun in nouns:
            if noun.pos_ in {"NOUN", "PROPN"} and noun.ent_type_ != "PERSON":
                self._role(person, item, noun, list(noun.subtree))
        if item.start > 0:
            self._gender(person, item.doc[item.start - 1].lower_.rstrip("."))
        self._gender(person, item[0].lower_.rstrip("."))

    def _role(self, person: Person, item: Span, noun: Word, around: Sequence[Word]) -> None:
        words = {word.lower_ for word in around if word.pos_ in {"NOUN", "PROPN", "ADJ"}}
        ends = sorted([noun.i, item.start, item.end - 1, *(word.i for word in around)])
        person.stated.setdefault(noun.lemma_.lower(), noun.doc[ends[0] : ends[-1] + 1].text)
        person.roles.setdefault(noun.lemma_.lower(), set()).update(words | {noun.lower_})
        self._gender(person, noun.lower_)

    @staticmethod
    def _gender(person: Person, word: str) -> None:
        if word in _MALE:
            person.gender = "m"
        elif word in _FEMALE:
            person.gender = "f"

    def by_role(self, noun: Word, place: int) -> Person | None:
        """Give the person whom "the minister" means before `place`, if just one can be meant."""
        lemma = noun.lemma_.lower()
        words = {
            child.lower_
            for child in noun.subtree
            if child.i != noun.i and child.pos_ in {"NOUN", "PROPN", "ADJ"} and child.i < noun.i
        }
        fitting = [
            person
            for person in self.persons.values()
            if lemma in person.roles
            and words <= person.roles[lemma]
            and person.places
            and person.places[0] < place
        ]
        return fitting[0] if len(fitting) == 1 else None

    def by_pronoun(self, pronoun: str, place: int, last_speaker: str | None) -> Person | None:
        """Give the person whom "he" or "she" at `place` most likely means.

        The last speaker comes first, then the latest subject, then the latest name; somebody
        of the other gender is left out, and nobody is given when two fit equally.
        """
        wanted = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(pronoun)
        if wanted is None:
            return None
        near = [
            person
            for person in self.persons.values()
            if person.gender in {wanted, ""}
            and any(place - _REACH < other < place for other in person.places)
        ]
        if len(near) <= 1:
            return near[0] if near else None

        def latest(places: list[int]) -> int:
            return max((other for other in places if other < place), default=-1)

        subject = max(near, key=lambda person: latest(person.subjects))
        speaker = next((item for item in near if item.canonical == last_speaker), None)
        if speaker is not None and latest(speaker.places) >= latest(subject.subjects) - 1:
            return speaker
        if latest(subject.subjects) >= 0:
            return subject
        return speaker

    def resolve(self, head: Word, offset: int, last_speaker: str | None) -> str | None:
        """Give the canonical name of the source headed by `head`, or None if it has none."""
        if head.lower_ in {"who", "which", "that"} and head.head.dep_ == "relcl":
            head = head.head.head
        if any(child.dep_ == "conj" for child in head.children):
            return None  # two sources have no single name
        for word in (head, *(child for child in head.children if child.dep_ == "appos")):
            if word.ent_type_ == "PERSON":
                return self._named(word)
        named = self._titled(head)
        if named is not None:
            return named
        if head.ent_type_ in {"ORG", "GPE", "NORP"} and head.pos_ != "PRON":
            item = next(e for e in head.doc.ents if e.start <= head.i < e.end)
            return canonical(clean_name(item.text), self.aliases)
        person, place = None, offset + head.idx
        if head.pos_ == "PRON":
            person = self.by_pronoun(head.lower_, place, last_speaker)
        elif head.pos_ == "NOUN" and _definite(head):
            person = self.by_role(head, place)
        elif head.pos_ == "PROPN":
            person = self.by_name(head.text)
        return person.canonical if person else None

    def _titled(self, head: Word) -> str | None:
        """Give the name in "ambassador to the United Nations Ada Grant", title before name."""
        if head.pos_ != "NOUN":
            return None
        for item in head.doc.ents:
            if item.label_ != "PERSON" or not head.i < item.start <= head.right_edge.i:
                continue
            before, after = head.doc[item.start - 1], head.doc[item.end : item.end + 1].text
            if before.pos_ in {"PROPN", "NOUN"} and after not in {"'s", "’s"}:
                return self._named(item.root)
            return None
        return None

    def _named(self, word: Word) -> str:
        item = next(e for e in word.doc.ents if e.start <= word.i < e.end)
        person = self.by_name(item.text)
        return person.canonical if person else canonical(clean_name(item.text), self.aliases)


def _definite(noun: Word) -> bool:
    return any(child.lower_ in {"the", "this", "that"} for child in noun.lefts)


def clean_name(text: str) -> str:
    """Strip articles, titles and the possessive from a name."""
    name = re.sub(r"['’]s?$", "", re.sub(r"[\[\]()\"“”]", "", text).strip())
    name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", _HONORIFICS.sub("", name)) or text.strip()
