"""Finds who says what in a parsed paragraph: source, cue and content, by dependency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compare.claims import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

Chars = tuple[int, int]
_SUBJECTS = {"nsubj", "nsubjpass"}
_BOUND = " \t,;:—–-"


@dataclass(slots=True)
class Found:
    """An attribution; character spans count in the paragraph until they are moved.

    Attributes:
        parts: the stretches of content, in order.
        head: head word of the source, for resolving it.
        verb: the cue's head word.
    """

    parts: list[Chars]
    cue: Chars | None
    source: Chars | None
    lemma: str
    head: Word | None = None
    verb: Word | None = None
    infinitive: bool = False
    object_only: bool = False
    carried: bool = False
    source_name: str | None = None
    depth: int = 0
    children: list[Found] = field(default_factory=list)

    @property
    def hull(self) -> Chars:
        """From the first part's beginning to the last part's end."""
        return self.parts[0][0], self.parts[-1][1]

    def moved(self, offset: int) -> Found:
        """Shift all spans by `offset` characters, in place."""
        self.parts = [(a + offset, b + offset) for a, b in self.parts]
        self.cue = (self.cue[0] + offset, self.cue[1] + offset) if self.cue else None
        self.source = (self.source[0] + offset, self.source[1] + offset) if self.source else None
        return self


def attributions_in(doc: Doc) -> Iterator[Found]:
    """Give the attributions that the parse of `doc` shows, in order of their cues."""
    for word in doc:
        if word.tag_.startswith("VB") and word.lemma_.lower() in cues.ALL_VERBS:
            found = _verb(word)
        elif word.lower_ == "according":
            found = _according(word)
        elif word.pos_ == "NOUN" and word.lemma_.lower() in cues.NOUNS:
            found = _noun(word)
        else:
            found = None
        if found is not None:
            yield found


def subtree(word: Word) -> Chars:
    """Give the characters from the first to the last word below `word`."""
    first, last = word.left_edge, word.right_edge
    return first.idx, last.idx + len(last.text)


def _trim(text: str, span: Chars) -> Chars | None:
    start, end = span
    while start < end and text[start] in _BOUND:
        start += 1
    while end > start and text[end - 1] in _BOUND:
        end -= 1
    return (start, end) if end > start else None


def phrase(word: Word) -> Chars:
    """Give the noun phrase of `word`, with its apposition, without what modifies the verb."""
    start, end = word.left_edge.idx, word.idx + len(word.text)
    for child in word.rights:
        if child.dep_ in {"punct"} and child.lower_ not in {"-", "'s", "’s", ")", "("}:
            continue
        if child.dep_ in {"advcl", "ccomp", "parataxis"}:
            break
        end = subtree(child)[1]
    return start, end


# --- verbs -------------------------------------------------------------------------------


def _verb(verb: Word) -> Found | None:
    lemma = verb.lemma_.lower()
    if verb.dep_ in {"amod", "compound"}:
        return None
    subject = _subject(verb)
    parts, kind = _content(verb, lemma, subject)
    if not parts:
        return None
    head, source = _source(verb, subject, parts)
    if source is None and kind != "clause":
        return None
    return Found(
        parts,
        cue_span(verb),
        source,
        lemma,
        head,
        verb,
        infinitive=kind == "infinitive",
        object_only=kind == "object",
    )


def _children(word: Word, *deps: str) -> list[Word]:
    return [child for child in word.children if child.dep_ in deps]


def _subject(verb: Word, depth: int = 0) -> Word | None:
    """Give the word that does `verb`: its subject, or that of the verb it hangs on."""
    own = _children(verb, "nsubj")
    if own:
        return own[0]
    if _children(verb, "nsubjpass"):
        agents = _children(verb, "agent")
        return next(iter(_children(agents[0], "pobj")), None) if agents else None
    if depth > 4 or verb.head == verb:
        return None
    if verb.dep_ == "acl":
        if verb.tag_ == "VBN":
            agents = _children(verb, "agent")
            return next(iter(_children(agents[0], "pobj")), None) if agents else None
        return verb.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "dep", "parataxis", "ccomp"}:
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
            return None
        head = verb.head
        if verb.dep_ == "xcomp":
            persons = _children(head, "dobj")
            if persons and head.lemma_ in cues.INFINITIVE_VERBS:
                return persons[0]
        if head.pos_ in {"VERB", "AUX"}:
            return _subject(head, depth + 1)
        if head.dep_ in {"prep", "pcomp"} and head.head.pos_ in {"VERB", "AUX"}:
            return _subject(head.head, depth + 1)
    return None


def _source(
    verb: Word, subject: Word | None, parts: list[Chars]
) -> tuple[Word | None, Chars | None]:
    if subject is None or (subject.lower_ in {"it", "there"} and verb.tag_ == "VBN"):
        return None, None
    span = phrase(subject)
    # A mistaken parse may put what is said inside the source
    if any(start < span[1] and span[0] < end for start, end in parts):
        span = subject.left_edge.idx, subject.idx + len(subject.text)
        if any(start < span[1] and span[0] < end for start, end in parts):
            span = subject.idx, subject.idx + len(subject.text)
    return subject, _trim(verb.doc.text, span)


def cue_span(verb: Word) -> Chars:
    """Give the verb with the auxiliaries, negations, adverbs and particles around it."""
    first = last = verb
    for child in sorted(verb.lefts, key=lambda item: -item.i):
        gap = first.i - child.i
        if child.dep_ not in {"aux", "auxpass", "neg", "advmod", "preconj"} or gap > 1:
            break
        if child.left_edge.i != child.i:
            break
        first = child
    for child in verb.rights:
        if child.dep_ in {"prt"} and child.i == last.i + 1:
            last = child
        else:
            break
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"decline", "refuse", "fail"}:
        first = verb.head
        for child in sorted(first.lefts, key=lambda item: -item.i):
            if child.dep_ in {"aux", "neg", "advmod"} and child.i == first.i - 1:
                first = child
    return first.idx, last.idx + len(last.text)


def _content(verb: Word, lemma: str, subject: Word | None) -> tuple[list[Chars], str]:
    """Give what the verb takes and how: a clause, an infinitive, an object."""
    if lemma in cues.CLAUSE_VERBS:
        parts = _clause(verb, subject)
        if parts:
            return parts, "clause"
    if lemma in cues.INFINITIVE_VERBS:
        parts = _infinitive(verb)
        if parts:
            return parts, "infinitive"
    if lemma in cues.OBJECT_VERBS:
        parts = _object(verb)
        if parts:
            return parts, "object"
    if lemma in cues.PREPOSITION_VERBS:
        parts = _prepositional(verb, cues.PREPOSITION_VERBS[lemma])
        if parts:
            return parts, "object"
    return [], ""


def _clause(verb: Word, subject: Word | None) -> list[Chars]:
    text, doc = verb.doc.text, verb.doc
    found: list[Chars] = []
    for child in _children(verb, "ccomp"):
        span = subtree(child)
        if child.i < verb.i:
            limit = min(verb.idx, subject.left_edge.idx if subject else verb.idx)
            span = span[0], min(span[1], max(limit, span[0]))
        else:
            span = max(span[0], verb.idx + len(verb.text)), span[1]
        trimmed = _trim(text, span)
        if trimmed:
            found.append(trimmed)
    if not found and verb.dep_ in {"parataxis", "advcl"} and verb.head.i != verb.i:
        found = _interrupted(verb, subject)
    if found:
        return sorted(found)
    # "X said to have fled": the content is the rest of the clause
    if verb.tag_ == "VBN" and _children(verb, "nsubjpass"):
        for child in _children(verb, "xcomp"):
            trimmed = _trim(text, subtree(child))
            return [trimmed] if trimmed else []
    del doc
    return []


def _interrupted(verb: Word, subject: Word | None) -> list[Chars]:
    """Give the clause that "X said" or "as X said" stands in or beside."""
    own, whole = subtree(verb), verb.sent
    if verb.dep_ == "advcl" and not any(
        child.dep_ == "mark" and child.lower_ == "as" for child in verb.children
    ):
        return []
    del subject
    text = verb.doc.text
    pieces = [
        _trim(text, (whole.start_char, own[0])),
        _trim(text, (own[1], whole.end_char)),
    ]
    return [piece for piece in pieces if piece and any(c.isalnum() for c in text[slice(*piece)])]


def _infinitive(verb: Word) -> list[Chars]:
    text = verb.doc.text
    for child in [*_children(verb, "xcomp"), *_children(verb, "ccomp"), *_children(verb, "advcl")]:
        if child.i < verb.i or child.tag_ not in {"VB", "VBG", "VBN"}:
            continue
        if child.dep_ == "advcl" and not any(c.lower_ == "to" for c in child.lefts):
            continue
        span = subtree(child)
        persons = [item for item in _children(verb, "dobj") if verb.i < item.i < child.i]
        start = persons[0].left_edge.idx if persons else span[0]
        trimmed = _trim(text, (max(start, verb.idx + len(verb.text)), span[1]))
        return [trimmed] if trimmed else []
    return []


def _object(verb: Word) -> list[Chars]:
    text = verb.doc.text
    passive = _children(verb, "nsubjpass")
    if passive and _children(verb, "agent"):
        trimmed = _trim(text, subtree(passive[0]))
        return [trimmed] if trimmed else []
    for child in _children(verb, "dobj"):
        if child.i < verb.i and child.pos_ == "PRON":
            continue
        span = subtree(child)
        ends = [subtree(item)[1] for item in _children(verb, "oprd", "acomp", "xcomp")]
        ends += [
            subtree(item)[1]
            for item in _children(verb, "prep")
            if item.lower_ in {"as", "for", "of"}
        ]
        start = span[0] if child.i < verb.i else max(span[0], verb.idx + len(verb.text))
        trimmed = _trim(text, (start, max([span[1], *[end for end in ends if end > span[1]]])))
        return [trimmed] if trimmed else []
    for child in _children(verb, "oprd"):
        trimmed = _trim(text, subtree(child))
        return [trimmed] if trimmed else []
    return []


def _prepositional(verb: Word, prepositions: frozenset[str]) -> list[Chars]:
    for child in _children(verb, "prep"):
        if child.lower_ in prepositions and child.i > verb.i:
            start, end = child.idx + len(child.text), subtree(child)[1]
            trimmed = _trim(verb.doc.text, (start, end))
            return [trimmed] if trimmed else []
    return []


# --- other cues --------------------------------------------------------------------------


def _according(word: Word) -> Found | None:
    if word.i + 1 >= len(word.doc) or word.nbor().lower_ != "to":
        return None
    to = word.nbor()
    objects = [item for item in (*to.children, *word.children) if item.dep_ == "pobj"]
    if not objects:
        return None
    span = phrase(objects[0])
    sentence, text = word.sent, word.doc.text
    end = max(span[1], to.idx + 2)
    pieces = [_trim(text, (sentence.start_char, word.idx)), _trim(text, (end, sentence.end_char))]
    parts = [piece for piece in pieces if piece and len(text[slice(*piece)].split()) > 1]
    if not parts:
        return None
    source = _trim(text, span)
    return Found(parts, (word.idx, to.idx + 2), source, "according", objects[0], word)


def _noun(noun: Word) -> Found | None:
    """Read "X's claim that …", "the claim by X that …", "his plan to …", "fears of …"."""
    owners = [item for item in _children(noun, "poss") if item.ent_type_ != "DATE"]
    by = [item for item in _children(noun, "prep") if item.lower_ in {"by", "from"}]
    agents = [pobj for item in by for pobj in _children(item, "pobj")]
    head = (owners or agents or [None])[0]
    parts = []
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(
            item.dep_ in {"mark", "aux"} and item.lower_ in {"that", "to", "whether"}
            for item in child.lefts
        ):
            trimmed = _trim(noun.doc.text, subtree(child))
            parts = [trimmed] if trimmed else []
            break
        if (
            head is not None
            and child.dep_ == "prep"
            and child.lower_ in {"about", "of", "for", "on", "against", "over"}
        ):
            trimmed = _trim(noun.doc.text, subtree(child))
            parts = [trimmed] if trimmed else []
            break
    if not parts or (head is None and not _clausal(noun)):
        return None
    source = None
    if head is not None:
        end = head.idx + len(head.text)
        source = head.left_edge.idx, end
    return Found(
        parts,
        (noun.idx, noun.idx + len(noun.text)),
        source,
        noun.lemma_.lower(),
        head,
        noun,
        object_only=not _clausal(noun),
    )


def _clausal(noun: Word) -> bool:
    return any(
        child.dep_ in {"acl", "ccomp"} and any(item.lower_ == "that" for item in child.lefts)
        for child in noun.rights
    )
