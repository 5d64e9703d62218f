"""Two verbs of saying side by side that say opposite things: "denied A and confirmed B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.words import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

_SPEAKING = cues.CLAUSE_VERBS | cues.DENYING | cues.DOUBTING | cues.SILENT
_FINITE = {"VBD", "VBZ", "VBP"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}
_TAKEN = {"ccomp", "dobj", "xcomp"}
_LIGHT = {"decline", "refuse"}
_BELOW = {"xcomp", "acomp", "advcl", "pcomp", "prep", "acl"}
_PERSONS = {"he", "she", "it", "they", "we", "i"}
_NOBODY = {"it", "this", "that", "anyone", "anybody", "anything", "nobody", "nothing", "there"}


def partner(verb: Word) -> Word | None:
    """Give the verb of saying whose subject also says what `verb` takes.

    The parser often hangs the second verb on what the first one takes: in "Lund denied that
    the ferry sank and confirmed that the crew is safe" on "sank". It is Lund's where the first
    verb withholds and the second does not, or "but" joins them, and nobody named or "he" could
    be the one who confirmed. ("Lund said the director resigned and denied …" stays open.)
    """
    if verb.dep_ != "conj" or not _speaks(verb) or _subject(verb) is not None:
        return None
    head = verb.head
    joints = {child.lower_ for child in head.children if child.dep_ == "cc" and child.i < verb.i}
    if not joints:
        return None
    if _speaks(head) and head.dep_ != "ccomp":
        return head
    first = head.head
    if head.dep_ != "ccomp" or head.i < first.i or not _speaks(first):
        return None
    subject = _subject(head)
    personal = subject is not None and (
        subject.pos_ in {"PRON", "PROPN"} or subject.ent_type_ == "PERSON"
    )
    if _tense(first) != _tense(verb) or (personal and not _indefinite(subject)):
        return None
    return first if "but" in joints or (withholds(first) and not withholds(verb)) else None


def companion(verb: Word) -> Word | None:
    """Give the verb of saying whose subject says too what `verb` takes, hung elsewhere.

    In "Lund said the ferry would sail and warned captains" the parser hangs "warned" on "sail";
    but "would sail" and "warned" are no forms to join. After "was" only a pronoun tells.
    """
    if verb.dep_ != "conj" or verb.tag_ not in _FINITE or _subject(verb) is not None:
        return None
    head = _finite_above(verb.head)
    first = head.head
    if head.dep_ != "ccomp" or head.i < first.i or first.lemma_.lower() not in cues.CLAUSE_VERBS:
        return None
    if verb.lemma_.lower() not in cues.SAYING or _subject(first) is None:
        return None
    if not any(child.dep_ == "cc" and child.i < verb.i for child in verb.head.children):
        return None
    helpers = {child.lemma_ for child in head.children if child.dep_ in {"aux", "auxpass"}}
    modal = any(child.tag_ == "MD" for child in head.children if child.dep_ == "aux")
    subject = _subject(head)
    told = verb.tag_ == _tense(first)
    if (
        told
        and _tense(head)
        and _tense(head) != verb.tag_
        and "VBP" not in {verb.tag_, _tense(head)}
    ):
        return first  # "says the ferry sank and warns captains"
    same = told and subject is not None and subject.lower_ in _PERSONS
    return first if modal or (same and (head.lemma_ == "be" or helpers & {"be", "have"})) else None


def _finite_above(verb: Word) -> Word:
    """Give the finite verb over an infinitive or gerund: "was" in "was ready to fight"."""
    while verb.tag_ in {"VB", "VBG", "JJ", "IN"} and verb.dep_ in _BELOW:
        if any(child.tag_ in _FINITE or child.tag_ == "MD" for child in verb.lefts):
            break
        verb = verb.head
    return verb


def opposed(verb: Word) -> bool:
    """Tell whether `verb` stands beside a verb of saying that takes the opposite stand."""
    first = partner(verb)
    return first is not None and withholds(first) != withholds(verb)


def withholds(verb: Word) -> bool:
    """Tell whether a verb of saying denies, doubts or leaves open what it takes."""
    lemma = (verb.head if _light(verb) else verb).lemma_.lower()
    neither = any(child.lower_ == "neither" for child in verb.children)
    if lemma in _LIGHT or neither:
        return True
    return (lemma in cues.DENYING or lemma in cues.DOUBTING) != is_negated(verb)


def _speaks(verb: Word) -> bool:
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in _SPEAKING or not _tense(verb):
        return False
    taken = [child for child in verb.children if child.dep_ in _TAKEN and child.i > verb.i]
    # "neither confirmed nor denied the report": the second verb has what both take
    taken += [item for child in verb.children if child.dep_ == "conj" for item in child.children]
    return any(child.dep_ in _TAKEN for child in taken)


def _light(verb: Word) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _LIGHT


def _tense(verb: Word) -> str:
    """Give the tag of the finite verb: its own, of "did", or of "declined to"; "" for none."""
    if _light(verb):
        return _tense(verb.head)
    if verb.tag_ in _FINITE:
        return str(verb.tag_)
    return next((str(c.tag_) for c in verb.children if c.dep_ == "aux" and c.lemma_ == "do"), "")


def _indefinite(subject: Word | None) -> bool:
    return subject is not None and subject.lower_ in _NOBODY


def _subject(verb: Word) -> Word | None:
    return next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
