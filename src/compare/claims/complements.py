"""What a verb takes that is no clause: infinitives, gerunds, noun phrases, prepositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.phrases import Chars, children, content_span, end_of, subtree, text_of, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

_RELATIVES = {"that", "which", "who", "whom"}
# "the day he protested", "the reason he objected": no object, but when and why
_ADVERBIAL = {"time", "day", "moment", "way", "reason", "place", "year", "week", "month", "point"}
_OPENING = {"“", '"', "‘", "'", "``", "''"}
# Verbs that set their object beside something else: "compared it to a circus"
_LINKED = {
    "ascribe": frozenset({"to"}),
    "attribute": frozenset({"to"}),
    "compare": frozenset({"to", "with"}),
    "congratulate": frozenset({"on"}),
    "credit": frozenset({"to", "with"}),
    "equate": frozenset({"to", "with"}),
    "impute": frozenset({"to"}),
    "liken": frozenset({"to"}),
}
_TIMES = {"DATE", "TIME"}


def infinitive(verb: Word) -> Chars | None:
    """Give "to leave" of "promised to leave", "them to leave" of "urged them to leave"."""
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if verb.lemma_ == "call" and not children(verb, "prep", "prt"):
            return None  # "called a meeting to discuss it"
        if verb.lemma_ in {"decline", "refuse"} and _takes_clause(child):
            return None  # "declined to say whether …" is read at "say"
        if child.i < verb.i or child.tag_ not in {"VB", "VBG", "VBN"}:
            continue
        if child.dep_ == "advcl" and not any(item.lower_ == "to" for item in child.lefts):
            continue
        start, end = content_span(child)
        persons = [item for item in children(verb, "dobj") if verb.i < item.i < child.i]
        start = persons[0].left_edge.idx if persons else start
        return trimmed(text_of(verb), (max(start, end_of(verb)), end))
    return None


def _takes_clause(verb: Word) -> bool:
    return verb.lemma_.lower() in cues.SILENT and bool(children(verb, "ccomp", "dobj", "prep"))


def object_of(verb: Word) -> Chars | None:
    """Give the noun phrase that the verb takes, with what is predicated of it."""
    text = text_of(verb)
    if verb.lemma_ == "call" and not names(verb):
        return None
    if verb.lemma_ == "seek" and any(item.lemma_ == "comment" for item in children(verb, "dobj")):
        return None  # "did not return calls seeking comment"
    passive = _passive_subject(verb)
    if passive and children(verb, "agent"):
        return trimmed(text, subtree(passive[0]))
    for child in children(verb, "dobj", "ccomp"):
        if child.dep_ == "ccomp" and child.left_edge.tag_ not in {"WP", "WRB"}:
            continue
        if child.i < verb.i and (child.pos_ == "PRON" or child.lower_ in _RELATIVES):
            continue
        start, end = content_span(child)
        more = children(verb, "oprd", "acomp", "xcomp")
        led = {"as", "for", "of"} | cues.PREPOSITION_VERBS.get(verb.lemma_.lower(), frozenset())
        led |= _LINKED.get(verb.lemma_.lower(), frozenset())
        more += [item for item in children(verb, "prep") if item.lower_ in led]
        ends = [content_span(item)[1] for item in more if item.i > child.i]
        start = start if child.i < verb.i else max(start, end_of(verb))
        return trimmed(text, (start, max([end, *ends])))
    for child in children(verb, "oprd"):
        return trimmed(text, subtree(child))
    return None


def prepositional(verb: Word, prepositions: frozenset[str]) -> Chars | None:
    """Give "the plan" of "complained about the plan", "Lund to go" of "called for Lund to go"."""
    for child in children(verb, "prep", "prt"):
        if child.lower_ in prepositions and child.i > verb.i and child.dep_ == "prep":
            return trimmed(text_of(verb), (end_of(child), content_span(child)[1]))
        if child.lower_ in prepositions and child.dep_ == "prt":
            return object_of(verb)  # taken for a particle: "called on them"
    for child in children(verb, "advcl", "xcomp", "ccomp"):
        if child.i > verb.i and any(
            mark.lower_ == "for" and mark.dep_ in {"mark", "prep"} and "for" in prepositions
            for mark in child.lefts
        ):
            return trimmed(text_of(verb), content_span(child))  # "called for Lund to resign"
    return None


def names(verb: Word) -> bool:
    """Tell whether "called" gives a name: "called it a farce", not "called a meeting"."""
    if children(verb, "oprd", "ccomp", "acomp", "prt") or verb.dep_ == "relcl":
        return True
    last = max((item.right_edge.i for item in children(verb, "dobj")), default=verb.i)
    quoted = any(word.text in _OPENING for word in verb.doc[verb.i + 1 : last + 2])
    return quoted or len(children(verb, "dobj", "dative")) > 1


def statement(verb: Word) -> Chars | None:
    """Give "her plan" of "unveiled her plan": a verb that only carries what somebody says."""
    for child in children(verb, "dobj"):
        if child.i > verb.i and child.pos_ == "NOUN" and child.lemma_.lower() in cues.NOUNS:
            return trimmed(text_of(verb), content_span(child))
    return None


def with_particle(verb: Word) -> bool:
    """Tell whether `verb` speaks by its particle: "pointed out", "ruled out", "laid out"."""
    particles = cues.PARTICLES.get(verb.lemma_.lower(), frozenset())
    return any(item.lower_ in particles for item in children(verb, "prt"))


def gerund(verb: Word) -> Chars | None:
    """Give "taking bribes" of "denied taking bribes"."""
    for child in children(verb, "xcomp", "ccomp"):
        helpers = children(child, "aux", "auxpass")
        first = helpers[0] if helpers else child
        if first.tag_ == "VBG" and child.i > verb.i and not children(child, "nsubj"):
            return trimmed(
                text_of(verb), (max(end_of(verb), child.left_edge.idx), content_span(child)[1])
            )
    return None


def portrayed(verb: Word) -> Chars | None:
    """Give "Hill as a fool" of "painted Hill as a fool"."""
    for child in children(verb, "prep"):
        if child.lower_ != "as" or child.i < verb.i:
            continue
        persons = [item for item in children(verb, "dobj") if verb.i < item.i < child.i]
        if persons:
            return trimmed(text_of(verb), (persons[0].left_edge.idx, content_span(child)[1]))
    return None


def noun_before(verb: Word) -> Chars | None:
    """Give "the plan" of "the plan that Lund rejected" and "the plan rejected by Lund"."""
    noun = verb.head
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        fits = bool(children(verb, "agent"))
    elif verb.dep_ == "relcl":
        subjects = children(verb, "nsubj")
        objects = [item for item in children(verb, "dobj") if item.lower_ not in _RELATIVES]
        fits = bool(subjects) and subjects[0].lower_ not in _RELATIVES and not objects
        fits = fits and noun.lemma_ not in _ADVERBIAL and noun.ent_type_ not in _TIMES
        fits = fits and not any(
            item.tag_ in {"WRB", "WP$"} for item in verb.subtree if item.i < verb.i
        )
    else:
        fits = False
    if not fits:
        return None
    return trimmed(text_of(verb), (noun.left_edge.idx, verb.left_edge.idx))


def judged(verb: Word) -> list[Chars]:
    """Give "The bridge" and "a risk" of "The bridge is considered a risk": by whom stays open."""
    subjects = children(verb, "nsubjpass")
    if not subjects or children(verb, "agent", "neg") or subjects[0].lower_ == "there":
        return []
    last = None
    for child in children(verb, "oprd", "acomp", "attr", "prep"):
        if child.i > verb.i and (child.dep_ != "prep" or child.lower_ in {"as", "for"}):
            last = child
            break
    if last is None:
        return []
    spans = [subtree(subjects[0]), (end_of(verb), content_span(last)[1])]
    text = text_of(verb)
    return [span for span in (trimmed(text, item) for item in spans) if span]


def cleft(verb: Word) -> Chars | None:
    """Give "a new vote" of "What Lund wants is a new vote"."""
    above = verb.head
    asked, subjects = verb.left_edge, children(verb, "nsubj")
    if (
        asked.lower_ != "what"
        or asked in subjects
        or not subjects
        or verb.dep_ not in {"csubj", "csubjpass"}
        or above.lemma_ != "be"
    ):
        return None
    for child in children(above, "attr", "ccomp", "xcomp", "acomp"):
        if child.i > above.i:
            return trimmed(text_of(verb), content_span(child))
    return None


def _passive_subject(verb: Word) -> list[Word]:
    """Give what is done to in the passive: of "condemned" in "was hailed and condemned" too."""
    found = children(verb, "nsubjpass")
    if not found and verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj"):
        found = children(verb.head, "nsubjpass")
    return found
