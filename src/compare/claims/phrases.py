"""Spans of a parse: subtrees, noun phrases, and the shape of an attribution found in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.parallel import companion, partner

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

Chars = tuple[int, int]
_BOUND = " \t,;:—–-―"
_REPORTS = cues.CLAUSE_VERBS - {"see", "hold", "begin", "continue"}


@dataclass(slots=True)
class Found:
    """An attribution; character spans count in the paragraph until they are moved.

    Attributes:
        parts: the stretches of content, in order.
        lemma: of the cue.
        head: head word of the source, for resolving it.
        verb: the cue's head word.
        infinitive: the content is what the source wants done.
        object_only: the content is a noun phrase, no clause or quotation.
        depth: how many others have its cue in their content.
    """

    parts: list[Chars]
    cue: Chars | None
    source: Chars | None
    lemma: str
    head: Word | None = None
    verb: Word | None = None
    infinitive: bool = False
    object_only: bool = False
    source_name: str | None = None
    depth: int = 0

    @property
    def hull(self) -> Chars:
        """From the first part's beginning to the last part's end."""
        return self.parts[0][0], self.parts[-1][1]

    @property
    def in_passing(self) -> bool:
        """Whether it only describes a noun ("the plan that Lund rejected"): nobody spoke there."""
        return self.object_only and self.verb is not None and self.verb.dep_ in {"relcl", "acl"}

    def moved(self, offset: int) -> Found:
        """Shift all spans by `offset` characters, in place."""
        self.parts = [(a + offset, b + offset) for a, b in self.parts]
        self.cue = (self.cue[0] + offset, self.cue[1] + offset) if self.cue else None
        self.source = (self.source[0] + offset, self.source[1] + offset) if self.source else None
        return self


def text_of(word: Word) -> str:
    """Give the text of the paragraph that `word` stands in; spaCy builds it anew each time."""
    kept: dict[str, str] = word.doc.user_data
    if "text" not in kept:
        kept["text"] = word.doc.text
    return kept["text"]


def children(word: Word, *deps: str) -> list[Word]:
    """Give the words that hang on `word` in one of the relations `deps`, in order."""
    return [child for child in word.children if child.dep_ in deps]


def end_of(word: Word) -> int:
    """Give the place after the last character of `word`."""
    return int(word.idx + len(word.text))


def subtree(word: Word) -> Chars:
    """Give the characters from the first to the last word below `word`."""
    return word.left_edge.idx, end_of(word.right_edge)


def trimmed(text: str, span: Chars) -> Chars | None:
    """Take blanks, commas and dashes off the ends of `span`; None when nothing is left."""
    start, end = span
    while start < end and text[start] in _BOUND:
        start += 1
    while end > start and text[end - 1] in _BOUND:
        end -= 1
    return (start, end) if end > start else None


def phrase(word: Word) -> Chars:
    """Give the noun phrase of `word`, with its apposition, without what modifies the verb."""
    start, end = word.left_edge.idx, end_of(word)
    for child in word.rights:
        if child.dep_ == "punct" and child.lower_ not in {"-", "'s", "’s", ")", "("}:
            continue
        if child.dep_ in {"advcl", "ccomp", "parataxis"}:
            break
        if child.tag_ == "VBG" and child.nbor(-1).text == ",":
            break  # "Haley, speaking in New York, said"
        end = subtree(child)[1]
    return start, end


def content_span(head: Word) -> Chars:
    """Give the characters of what hangs on `head` as somebody's content.

    What the parser often hangs there by mistake is left out: a participle after a comma that
    reports something itself ("…, citing officials"), a coordinated clause with a speaker of
    its own ("…, but others said"), and for a noun a relative clause after a comma.
    """
    start, end = subtree(head)
    is_noun = head.pos_ not in {"VERB", "AUX"}
    for word in head.subtree:
        if word.i <= head.i:
            continue
        left = word.left_edge
        if left.i == 0 or left.idx >= end:
            continue
        before = word.doc[left.i - 1]
        if word.lower_ == "according" and before.text == "," and _ends(word):
            end = min(end, before.idx)  # it holds for all that stands before it
            continue
        after_comma = before.text in {",", "—", "–", "--", ";"}
        if after_comma and (_reports_on(word) or (is_noun and word.dep_ == "relcl")):
            end = min(end, before.idx)
        elif _speaks_too(word) or _says_beside(word, head) or _unlike(word, head):
            joint = before
            while joint.i > head.i and (joint.dep_ == "cc" or joint.text in {",", ";"}):
                end = min(end, joint.idx)
                joint = joint.nbor(-1)
    return start, end


def _ends(word: Word) -> bool:
    """Tell whether nothing but marks follows what hangs on `word` in its sentence."""
    rest = word.doc[word.right_edge.i + 1 : word.sent.end]
    return all(item.is_punct or item.is_space for item in rest)


def _reports_on(word: Word) -> bool:
    return (
        word.dep_ in {"advcl", "acl"}
        and word.tag_ == "VBG"
        and word.lemma_.lower() in _REPORTS
        and bool(children(word, "ccomp", "dobj"))
    )


def _says_beside(word: Word, head: Word) -> bool:
    """Tell whether `word` is a second verb of the speaker, hung on what the first one takes."""
    first = (partner(word) or companion(word)) if word.dep_ == "conj" else None
    return first is not None and first == head.head


def _unlike(word: Word, head: Word) -> bool:
    """Tell whether a finite verb is joined to an infinitive that is somebody's content.

    "told them to pay and left": what is finite goes on from "told".
    """
    return (
        word.dep_ == "conj"
        and word.tag_ in {"VBD", "VBZ"}
        and word.head == head
        and head.tag_ == "VB"
        and any(child.lower_ == "to" for child in head.lefts)
        and not any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in word.lefts)
    )


def _speaks_too(word: Word) -> bool:
    """Tell whether a coordinated verb reports with a subject and without "that" before it."""
    return (
        word.dep_ == "conj"
        and word.pos_ == "VERB"
        and word.lemma_.lower() in _REPORTS
        and any(child.dep_ == "nsubj" and child.pos_ != "PRON" for child in word.lefts)
        and not any(child.lower_ == "that" and child.dep_ == "mark" for child in word.lefts)
    )
