"""Tells statements from headings, bylines, questions and calls, and gives them as claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from compare.claims.clauses import clauses
from compare.claims.sentences import ENDED, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.tokens import Token as Word

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}
_PAIRS = {"“": "”", "«": "»", '"': '"', "‘": "’", "(": ")", "[": "]"}
# What pages say about themselves, in general newspaper English
_CALLS = re.compile(
    r"^\W*(?:read (?:more|the (?:full|rest|original)|also|next)|see also|watch(?: more| now|:)"
    r"|listen|subscribe|sign up|follow (?:us|our|@)|click|tap here|share (?:this|on)|join our"
    r"|download (?:the|our)|advertisement|photo(?:graph)?s?:|image:|credit:|copyright|©"
    r"|all rights reserved|this (?:article|story) (?:was|is|has been) (?:originally |first )?"
    r"(?:published|updated|corrected|amended)|(?:additional |with )?reporting by|edit(?:ed|ing) by"
    r"|writ(?:ten|ing) by|compiled by|by [A-Z]\w+ [A-Z]\w+$|our standards|have a (?:news )?tip"
    r"|contact (?:us|the (?:author|reporter))|email (?:us|the)"
    r"|you can (?:read|follow|sign|unsubscribe))"
    r"|contributed to this (?:report|story|article)|all rights reserved|your inbox"
    r"|privacy policy|terms of (?:use|service)|(?:our|the|free|daily|weekly) newsletter",
    re.IGNORECASE,
)

# “Why now?” Lund asked.
_ASKED = re.compile(
    r"^[\"“‘'][^\"”]*\?[\"”’'] (?:[^\s.,]+ ){1,6}?(?:asked|wondered)[^,.;]{0,30}\.$"
)


def claims_in(doc: Doc) -> Iterator[tuple[Span, int | None]]:
    """Give the claims of a parsed paragraph as spans that don't overlap, in order.

    Each comes with the place in the paragraph from where on earlier speakers don't speak it
    (the beginning of its sentence, for a clause in contrast to the one before), or None.
    """
    for sentence in sentences(doc):
        if not is_statement(sentence):
            continue
        for piece, apart in clauses(sentence):
            trimmed = trim(piece)
            if trimmed is not None:
                yield trimmed, sentence.start_char if apart else None


def is_statement(sentence: Span) -> bool:
    """Tell whether a sentence states something: full stop, finite main verb, no call."""
    text = sentence.text.strip()
    if not ENDED.search(text) or _CALLS.search(text):
        return False
    if _is_question(text) or sum(word.is_alpha or word.like_num for word in sentence) < 3:
        return False
    return any(
        word.pos_ in {"VERB", "AUX"} and _main(word) and _has_subject(word) for word in sentence
    )


def _is_question(text: str) -> bool:
    bare = text.rstrip("\"'”’»)]")
    return bare.endswith("?") or bool(_ASKED.search(text))


def _main(verb: Word) -> bool:
    """Tell whether `verb` is finite and heads a clause that is no attribute of a noun."""
    if verb.dep_ in {"aux", "auxpass"}:
        return False
    if verb.dep_ in {"relcl", "acl"} and not _taken_for_attribute(verb):
        return False
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if verb.tag_ == "VBN" and verb.dep_ == "ROOT" and not helpers:
        return any(child.dep_ == "nsubj" for child in verb.lefts)  # taken for a participle
    helpers += [child for helper in helpers for child in helper.children if child.dep_ == "aux"]
    return verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in helpers)


def _taken_for_attribute(verb: Word) -> bool:
    """Tell whether the parser hung the main verb on the noun before it.

    It does so where an unknown name follows a common noun ("The ferry Aurelia hit a pier"):
    then that noun is the root of the sentence, and no relative pronoun stands between.
    """
    head = verb.head
    return (
        verb.tag_ in {"VBD", "VBZ", "VBP"}
        and head.dep_ == "ROOT"
        and head.pos_ in {"NOUN", "PROPN"}
        and not any(
            child.tag_ in {"WDT", "WP", "WRB", "IN"} for child in verb.children if child.i < verb.i
        )
    )


def _has_subject(verb: Word) -> bool:
    """Tell whether `verb`, or the verb that it is coordinated with, has a subject."""
    for _ in range(4):
        if any(child.dep_ in _SUBJECTS for child in verb.children):
            return True
        if verb.dep_ != "conj":
            return False
        verb = verb.head
    return False


# "OSLO, May 3 (Agency) —"
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][A-ZÀ-Ý.’'-]+(?: [A-ZÀ-Ý.’'-]+)*(?:, (?:[A-Z][\w.]+ ?){1,3}\d{0,2})? ?)?"
    r"(?:\([\w .&/-]{2,40}\) ?)?(?:[—–―-]|--) "
)


def trim(piece: Span) -> Span | None:
    """Take the dateline, blanks, joints and marks without partner off the ends of `piece`."""
    start, end, doc = piece.start, piece.end, piece.doc
    dateline = _DATELINE.match(piece.text) if piece.start == 0 else None
    if dateline:
        while start < end and doc[start].idx < piece.start_char + dateline.end():
            start += 1
    while start < end:
        first, last = doc[start], doc[end - 1]
        inner = doc[start:end].text
        if first.is_space or first.text in {
            ",",
            ";",
            ":",
            "—",
            "–",
            "-",
            "•",
            "*",
            "·",
            "…",
            "...",
        }:
            start += 1
        elif last.is_space or last.text in {",", ";", ":", "—", "–", "-"}:
            end -= 1
        elif first.text in _PAIRS and _alone(inner, first.text):
            start += 1
        elif last.text in _PAIRS.values() and _alone(inner, last.text):
            end -= 1
        else:
            return doc[start:end]
    return None


def _alone(text: str, mark: str) -> bool:
    """Tell whether a mark at an end of `text` has no partner in it."""
    if mark in {'"'}:
        return text.count('"') % 2 == 1
    opening = mark if mark in _PAIRS else next(o for o, c in _PAIRS.items() if c == mark)
    closing = _PAIRS[opening]
    if mark == "’":
        return opening not in text
    return text.count(opening) != text.count(closing)
