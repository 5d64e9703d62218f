"""Splits a sentence that makes several statements into verbatim clauses that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.parallel import opposed

if TYPE_CHECKING:
    from spacy.tokens import Span
    from spacy.tokens import Token as Word

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_OWN_SUBJECT = {"nsubj", "nsubjpass", "expl", "csubj"}
_CONTRAST = {"while", "whereas", "whilst"}
# Clauses shorter than this many words are left in their sentence
_SHORTEST = 4
# With a pronoun as subject a clause has to say more to be worth being a claim
_SHORTEST_PRONOUN = 7
# More words than this between a conjunction and its subject belong to what comes before
_LEAD = 4
# "said that A and that B" is split only in sentences that are longer than this
_LONG = 24


def clauses(sentence: Span) -> list[tuple[Span, bool]]:
    """Give the statements of `sentence` as spans of it, in order; itself if it is just one.

    A conjunction, comma or semicolon between two statements belongs to neither.

    Returns:
        Each with whether it is set against what comes before ("while …", "with X saying …"),
        so that a speaker named there doesn't speak it.
    """
    cuts = sorted(set(_cuts(sentence)))
    pieces, start, apart = [], sentence.start, False
    for end, resume, contrast in [*cuts, (sentence.end, sentence.end, False)]:
        if end <= start:
            continue
        piece = sentence.doc[start:end]
        rest = sentence.doc[resume : sentence.end]
        if end < sentence.end and not (_stands(piece) and _stands(rest)):
            continue
        pieces.append((piece, apart))
        start, apart = resume, contrast
    return pieces


def _stands(piece: Span) -> bool:
    words = [word for word in piece if word.is_alpha or word.like_num]
    if len(words) < _SHORTEST:
        return False
    if any(word.dep_ == "conj" and opposed(word) for word in piece[:_LEAD]):
        return True  # "confirmed that …" after "denied that …": its speaker stands there
    return any(word.dep_ in _OWN_SUBJECT and word.head in piece for word in piece)


def _cuts(sentence: Span) -> Iterator[tuple[int, int, bool]]:
    """Give where a statement ends, where the next begins (token indices), and if in contrast."""
    open_marks = _quoted(sentence)
    for word in sentence:
        if word.i in open_marks:
            continue
        if word.text == ";":
            yield word.i, word.i + 1, False
        elif word.dep_ == "conj" and (_coordinated(word, sentence) or opposed(word)):
            yield from _before(word, sentence)
        elif word.dep_ == "advcl" and word.i > word.head.i and _contrasted(word):
            mark = next(child for child in word.lefts if child.lower_ in _CONTRAST)
            if mark.i > sentence.start and sentence.doc[mark.i - 1].text == ",":
                yield mark.i - 1, mark.i + 1, True
        elif word.dep_ == "pcomp" and word.head.lower_ == "with" and _says(word):
            comma = word.head.i - 1
            if comma > sentence.start and sentence.doc[comma].text == ",":
                yield comma, word.head.i + 1, True


def _quoted(sentence: Span) -> set[int]:
    """Give the indices of the words that stand in quotation marks."""
    found, inside = set(), False
    for word in sentence:
        if word.text in {"“", "«", "``"} or (word.text in {'"', "''"} and not inside):
            inside = True
        elif word.text in {"”", "»", "''", '"'}:
            inside = False
        if inside:
            found.add(word.i)
    return found


def _subject(verb: Word) -> Word | None:
    return next((child for child in verb.lefts if child.dep_ in _OWN_SUBJECT), None)


def _finite(verb: Word) -> bool:
    return verb.tag_ in _FINITE or any(
        child.tag_ in _FINITE for child in verb.children if child.dep_ in {"aux", "auxpass"}
    )


def _coordinated(verb: Word, sentence: Span) -> bool:
    """Tell whether `verb` heads a main clause of its own, coordinated with another."""
    subject = _subject(verb)
    if subject is None or verb.pos_ not in {"VERB", "AUX"} or not _finite(verb):
        return False
    words = verb.right_edge.i - verb.left_edge.i + 1
    if subject.pos_ == "PRON" and words < _SHORTEST_PRONOUN:
        return False
    if subject.tag_ in {"WP", "WDT"} or _interrupts(verb, subject):
        return False
    head = verb.head
    while head.dep_ == "conj":
        head = head.head
    if head.head == head or head.i < sentence.start:
        return not any(child.dep_ == "mark" for child in verb.lefts)
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.lefts)
    return head.dep_ == "ccomp" and marked and len(sentence) > _LONG


def _interrupts(verb: Word, subject: Word) -> bool:
    """Tell whether "X said" stands inside or behind its clause, or long words precede it."""
    if subject.left_edge.i - verb.left_edge.i > _LEAD:
        return True
    after = verb.doc[verb.i + 1].text if verb.i + 1 < len(verb.doc) else "."
    return verb.lemma_.lower() in cues.QUOTING and after in {",", ".", "”", '"'}


def _before(verb: Word, sentence: Span) -> Iterator[tuple[int, int, bool]]:
    """Give the cut before the clause of `verb`, its conjunction and "that" left out."""
    begin = verb.left_edge.i
    for child in verb.lefts:
        if child.dep_ == "mark" and child.lower_ == "that":
            begin = max(begin, child.i + 1)
    end = begin
    while end - 1 > sentence.start and (
        sentence.doc[end - 1].dep_ in {"cc", "mark"}
        or sentence.doc[end - 1].text in {",", ";", "—"}
    ):
        end -= 1
    if end < begin:
        yield end, begin, False


def _contrasted(verb: Word) -> bool:
    marks = {child.lower_ for child in verb.lefts if child.dep_ in {"mark", "advmod"}}
    return bool(marks & _CONTRAST) and _subject(verb) is not None and _finite(verb)


def _says(verb: Word) -> bool:
    return verb.lemma_.lower() in cues.CLAUSE_VERBS and _subject(verb) is not None
