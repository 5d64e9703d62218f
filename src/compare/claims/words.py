"""Tokens and frames (who did what to whom) of a claim, taken from the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.records import Frame, Token
from compare.records import Span as TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Span
    from spacy.tokens import Token as Word

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither", "nobody", "nothing"})
_LIGHT = frozenset({"fail", "refuse", "decline", "cease"})
_ARGUMENTS = frozenset({"PRON", "PROPN", "NOUN", "NUM"})


def tokens_of(piece: Span) -> tuple[Token, ...]:
    """Give the tokens of `piece`; a head outside of it becomes the token itself."""
    base = piece.start_char
    found = []
    for word in piece:
        if word.is_space:
            continue
        found.append(word)
    index = {word.i: position for position, word in enumerate(found)}
    return tuple(
        Token(
            word.idx - base,
            word.idx - base + len(word.text),
            word.lemma_,
            word.pos_,
            word.tag_,
            word.dep_,
            index.get(word.head.i, position),
        )
        for position, word in enumerate(found)
    )


def is_negated(verb: Word, within: Span | None = None) -> bool:
    """Tell whether the clause of `verb` is negated ("not", "never", "no one", "failed to").

    Args:
        within: if given, a verb like "refused" counts only when it stands in it.
    """
    for child in verb.children:
        low = child.lower_
        if child.dep_ == "neg" or low in {"never", "neither", "nor"}:
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and (
            low in {"nobody", "nothing", "none", "neither"}
            or any(item.lower_ in {"no", "neither"} for item in child.lefts)
        ):
            return True
    if (
        verb.dep_ == "xcomp"
        and verb.head.lemma_ in _LIGHT
        and (within is None or verb.head in within)
    ):
        return True
    return any(
        child.dep_ == "xcomp" and verb.lemma_ in _LIGHT and child.pos_ in {"VERB", "AUX"}
        for child in verb.children
    )


def frames_of(piece: Span) -> tuple[Frame, ...]:
    """Give the predicates of `piece` with agent and patient, in order of their words."""
    found = []
    for word in piece:
        if word.pos_ not in {"VERB", "AUX"} or word.dep_ in {"aux", "auxpass", "amod", "compound"}:
            continue
        agent, patient = _arguments(word)
        if agent is None and patient is None:
            continue
        found.append(
            Frame(
                TextSpan(
                    word.idx - piece.start_char,
                    word.idx - piece.start_char + len(word.text),
                    word.text,
                ),
                word.lemma_.lower(),
                _within(agent, piece),
                _within(patient, piece),
                is_negated(word),
            )
        )
    return tuple(found)


def _arguments(verb: Word) -> tuple[Word | None, Word | None]:
    agent = patient = None
    for child in verb.children:
        if child.dep_ in {"nsubj", "csubj"}:
            agent = child
        elif child.dep_ == "nsubjpass" or (
            child.dep_ in {"dobj", "attr", "dative"} and patient is None
        ):
            patient = child
        elif child.dep_ == "agent":
            agent = next((item for item in child.children if item.dep_ == "pobj"), agent)
    if agent is None and patient is None and verb.dep_ == "conj":
        return _arguments(verb.head)[0], None
    if agent is None and verb.dep_ in {"conj", "xcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        agent = _arguments(verb.head)[0]
    return agent, patient


def _within(word: Word | None, piece: Span) -> TextSpan | None:
    """Give the whole phrase headed by `word`, without relative clauses, if inside `piece`."""
    if word is None or not piece.start <= word.i < piece.end:
        return None
    left, right = word.left_edge.i, word.i
    for child in word.rights:
        if child.dep_ in {"relcl", "acl", "appos", "punct", "cc", "conj"} and child.dep_ not in {
            "cc",
            "conj",
        }:
            break
        right = child.right_edge.i
    left, right = max(left, piece.start), min(right, piece.end - 1)
    span = piece.doc[left : right + 1]
    return TextSpan(span.start_char - piece.start_char, span.end_char - piece.start_char, span.text)
