"""How a speaker, or the outlet itself, stands to what is said; whether its verb is negated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.words import is_negated
from compare.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Span
    from spacy.tokens import Token as Word

    from compare.claims.phrases import Found

_HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently|presumably|possibly|perhaps"
    r"|probably|likely|maybe|seemingly|potentially|ostensibly|alleged|purported|suspected"
    r"|rumou?red|unconfirmed)\b",
    re.IGNORECASE,
)
_SILENCE = re.compile(
    r"\bneither confirm\w* (?:n?or) den\w+|\bno comment\b|\bnot (?:immediately )?be reached\b"
    r"|\b(?:declin|refus)\w+ to (?:comment|say|confirm|answer|discuss|elaborate|respond|speculate)"
    r"|\b(?:not|n[o']t|n’t|unable to|never)(?: \w+){0,3} (?:confirm|comment|respond|verify|verified"
    r"|confirmed|commented|responded)\b|\bneither confirmed nor denied\b"
    r"|\b(?:unclear|unknown|not (?:yet |immediately |entirely )?(?:clear|known|certain))"
    r" (?:whether|if|how|why|what|who)"
    r"|\bremains? (?:unclear|unknown)"
    # who says of himself that he knows nothing of it neither confirms nor denies it
    r"|\b(?:they|he|she|it|we|i) (?:\w+ )?(?:know|knows|knew) nothing (?:of|about)\b"
    r"|\b(?:they|he|she|it|we|i) (?:\w+ ){1,3}(?:(?<=not )aware|unaware"
    r"|no (?:knowledge|information|word)) (?:of|about|on|that)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:no|little|without) evidence (?:that|of|for|to)\b|\bdoubtful\b|\bcast\w* doubt\b"
    r"|\bunlikely\b|\bquestionable\b|\bsceptical|\bskeptical",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not true|untrue|false|no truth|baseless|unfounded|groundless|fabricated|a lie) "
    r"(?:that|to|in)\b|\b(?:ruled|rules|ruling|rule) out\b"
    r"|\b(?:claims?|allegations?|accusations?|reports?|rumou?rs?|charges) (?:[\w’']+ ){0,6}?"
    r"(?:is|are|was|were) (?:\w+ )?"
    r"(?:untrue|false|baseless|unfounded|groundless|fabricated|denied)\b",
    re.IGNORECASE,
)
_NOT_OUT = re.compile(r"\b(?:not|n[o']t|n’t|cannot) rule out", re.IGNORECASE)
_MAY = {"may", "might", "could"}
_WILL = {"will", "would", "shall", "'ll", "’ll", "wo", "ll"}
# What its subject only hopes, or thinks of doing, is not so yet
_WISHING = {"hope", "pray", "wish"}
_WEIGHING = {"consider", "contemplate", "debate", "discuss", "envisage", "envision", "imagine"}
_CERTAIN = {"certain", "confident", "convinced", "hopeful", "optimistic", "persuaded", "sure"}
_SEEMING = {"xcomp", "ccomp", "acomp", "oprd"}
_BELIEVED = {"say", "believe", "think", "understand", "report", "allege", "rumour", "suppose"}


def cue_stance(found: Found, content: Span | None, quoted: str) -> Stance:
    """Tell how the source of `found` stands to its content.

    Args:
        content: the part of the content that stands in the claim, parsed.
        quoted: the claim's text, for fixed phrases.
    """
    verb = found.verb
    if verb is None or found.lemma == "according":
        return content_stance(content)
    if is_silent(verb, found.lemma, quoted):
        return "uncommitted"
    unsure = _negated_adjective(verb)
    if unsure is not None:
        return unsure
    negated = verb.pos_ != "NOUN" and is_negated(verb)
    fixed = _negated_stance(found, verb) if negated else _plain_stance(found, verb, content)
    return fixed or content_stance(content)


def _negated_adjective(verb: Word) -> Stance | None:
    """Give the stance of "is not sure that …", "is not willing to …"; None for other cues."""
    if verb.dep_ not in {"acomp", "oprd"} or verb.head.pos_ not in {"VERB", "AUX"}:
        return None
    if not is_negated(verb.head):
        return None
    if verb.lower_ in _CERTAIN:
        return "doubted"
    return "denied" if verb.lower_ in cues.PLANNING else None


def _negated_stance(found: Found, verb: Word) -> Stance:
    """Give the stance of a negated cue: "did not deny", "does not believe"."""
    if found.lemma == "rule":
        return "hedged"
    stance = cues.attitude(found.lemma)
    if stance == "denied":
        return "uncommitted"
    return "asserted" if stance == "doubted" else "denied"


def _plain_stance(found: Found, verb: Word, content: Span | None) -> Stance | None:
    """Give the stance that the cue fixes; None when the content's own words decide."""
    lemma = found.lemma
    doubtful = any(_HEDGES.fullmatch(child.text) for child in verb.lefts)
    if doubtful or (found.source is None and _hearsay(verb)):
        return "hedged"
    light = verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline", "fail"}
    if lemma == "rule" or light or (found.infinitive and lemma in {"refuse", "decline"}):
        return "denied"
    if lemma in cues.ASKING and content is not None and _opens_question(content):
        return "uncommitted"
    stance = cues.attitude(lemma)
    if stance != "asserted":
        return stance
    first = content[0] if content is not None and len(content) else None
    # "is expected to leave", "called for them to leave", "recommended leaving"
    bare = first is not None and (first.lower_ in {"to", "for"} or first.tag_ == "VBG")
    asks = any(child.lower_ == "for" and child.dep_ == "prep" for child in verb.rights)
    wants = found.infinitive or bare or asks or lemma in {"demand", "propose", "urge"}
    if lemma in cues.PLANNING and wants:
        return "planned"
    weighs = lemma in _WEIGHING and first is not None and first.tag_ == "VBG"
    return "hedged" if weighs or lemma in _WISHING else None


def settled_by_phrase(text: str) -> bool:
    """Tell whether fixed words of `text`, not its verb, make its stance ("no evidence that")."""
    return _fixed_stance(text) is not None


def is_silent(verb: Word, lemma: str, quoted: str) -> bool:
    """Tell whether the source leaves it open ("neither confirmed nor denied", "won't say")."""
    if lemma in {"decline", "refuse"}:
        return bool(_SILENCE.search(quoted))
    if lemma == "rule" or (lemma not in cues.SILENT and lemma != "know"):
        return False
    head = verb.head
    if verb.dep_ == "conj" and lemma == "deny" and head.lemma_ in {"confirm", "acknowledge"}:
        return is_negated(head) or any(child.lower_ == "neither" for child in head.children)
    if verb.dep_ == "xcomp" and head.lemma_ in {"decline", "refuse", "able", "unable"}:
        return head.lemma_ != "able" or is_negated(head.head) or is_negated(head)
    if lemma in cues.TALKING and not _modal(verb):
        return False
    neither = any(child.dep_ == "preconj" and child.lower_ == "neither" for child in verb.children)
    return neither or is_negated(verb)


def _modal(verb: Word) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)


def _hearsay(verb: Word) -> bool:
    """Tell whether the cue is a passive without a speaker ("it was reported that")."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return passive and verb.lemma_ in _BELIEVED


def _opens_question(content: Span) -> bool:
    return content[0].lower_ in {"whether", "if", "why", "how", "who", "what", "when", "where"}


def content_stance(content: Span | None) -> Stance:
    """Tell the stance that a clause shows by itself, from its main verb and adverbs."""
    if content is None or not len(content):
        return "asserted"
    text, root = content.text, main_verb(content)
    fixed = _fixed_stance(text)
    if fixed is not None:
        return fixed
    if root is None:
        return "hedged" if _HEDGES.search(text) else "asserted"
    helpers = {child.lower_ for child in root.children if child.dep_ == "aux"}
    if any(
        child.dep_ == "advcl" and any(mark.lower_ in {"if", "unless"} for mark in child.lefts)
        for child in root.children
    ):
        return "conditional"
    if helpers & _MAY or _hedged(root):
        return "hedged"
    return "planned" if helpers & _WILL or _planned(root) else "asserted"


def _fixed_stance(text: str) -> Stance | None:
    """Give the stance of fixed words ("remains unclear", "not true that", "no evidence that")."""
    if _SILENCE.search(text):
        return "uncommitted"
    if _DENIAL.search(text):
        return "hedged" if _NOT_OUT.search(text) else "denied"
    return "doubted" if _DOUBT.search(text) else None


def _hedged(root: Word) -> bool:
    for child in root.children:
        if child.dep_ == "advmod" and _HEDGES.fullmatch(child.text):
            return True
    # "appeared to leave", not "appeared in court"
    if root.lemma_ in {"seem", "appear"}:
        return any(child.dep_ in _SEEMING for child in root.children)
    passive = any(child.dep_ == "auxpass" for child in root.children)
    return passive and root.lemma_ in _BELIEVED


def _planned(root: Word) -> bool:
    infinitives = [
        child
        for child in root.children
        if child.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
        and child.i > root.i
        and any(item.lower_ == "to" for item in child.lefts)
    ]
    if not infinitives:
        return False
    if root.lemma_ in {"set", "due", "expect", "schedule"} and root.tag_ in {"VBN", "VBD"}:
        return root.tag_ == "VBN" and any(child.lemma_ == "be" for child in root.children)
    if root.lemma_ in {"plan", "intend", "expect", "prepare", "go", "aim", "due"}:
        return True
    # "was to meet", not "was ready to meet" or "is a plan to meet"
    return bool(root.lemma_ == "be") and not any(
        child.dep_ in {"acomp", "attr", "expl"} for child in root.children
    )


def main_verb(content: Span) -> Word | None:
    """Give the verb that `content` hangs on, or None when it is no clause."""
    outer, roots = [], []
    start, end = content.start, content.end
    for word in content:
        place = word.head.i
        if not start <= place < end:
            outer.append(word)
        elif place == word.i:
            roots.append(word)
    heads = outer + roots
    for word in heads:
        if word.pos_ in {"VERB", "AUX"}:
            return word
    for word in heads:
        for child in word.children:
            if child.pos_ in {"VERB", "AUX"} and start <= child.i < end:
                if child.dep_ in {"relcl", "acl", "aux"}:
                    continue
                return child
    return None
