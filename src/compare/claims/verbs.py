"""Attributions by a verb: what it takes, who is its subject, where its cue begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.claims import complements, cues
from compare.claims.parallel import companion, partner
from compare.claims.phrases import (
    Chars,
    Found,
    children,
    content_span,
    end_of,
    phrase,
    subtree,
    text_of,
    trimmed,
)

if TYPE_CHECKING:
    from spacy.tokens import Token as Word

_VERBAL = {"VERB", "AUX"}
_INHERITING = {"conj", "xcomp", "advcl", "pcomp", "dep", "parataxis", "ccomp"}
_UNSPOKEN = {"ROOT", "xcomp", "conj", "advcl", "ccomp", "parataxis", "dep"}
# Verbs whose passive takes an infinitive: "is said to have fled"
_RAISING = {
    "allege",
    "assume",
    "believe",
    "claim",
    "consider",
    "estimate",
    "expect",
    "find",
    "know",
    "presume",
    "report",
    "rumor",
    "rumour",
    "say",
    "see",
    "suppose",
    "think",
    "understand",
}
# Verbs whose subject, not their object, does what the infinitive says
_SUBJECT_CONTROL = {"have", "need", "promise", "spend", "take", "use", "waste"}
# Verbs whose object does what a participle after it says
_LEAVING = {"catch", "find", "keep", "leave"}
# Verbs with somebody spoken to as object: "warned Oslo against the sale"
_ADDRESSING = {"warn"}
# Nouns that somebody has to do what the infinitive after them says: "efforts to enact"
_MEANS = {
    "ability",
    "attempt",
    "authority",
    "bid",
    "chance",
    "drive",
    "effort",
    "failure",
    "move",
    "need",
    "opportunity",
    "power",
    "push",
    "reason",
    "right",
    "time",
    "way",
}
_CLOSING = {"”", '"', "''"}
_NOBODY = {"it", "there"}
_ANYONE = {"anyone", "anybody", "'s", "’s"}
_SUBORDINATING = {
    "after",
    "although",
    "as",
    "because",
    "before",
    "since",
    "though",
    "when",
    "while",
}
_BEFORE_CUE = {"aux", "auxpass", "neg", "advmod", "preconj"}
# How many words may stand between a verb and its "that", or between "as" and its verb
_REACH = 9


def by_verb(verb: Word) -> Found | None:
    """Read the attribution whose cue is `verb`, if it is one."""
    lemma = verb.lemma_.lower()
    if verb.dep_ in {"amod", "compound"}:
        return None
    subject = subject_of(verb) or _lost_subject(verb)
    parts, kind = _content(verb, lemma, subject)
    if not parts:
        return None
    head, source = source_of(verb, subject, parts)
    if source is None and lemma in cues.ASKING and _passive_aside(verb):
        kind = "judged"  # "Asked about the plan, Lund said": by whom stays open
    if source is None and kind != "judged" and (kind != "clause" or _unspoken(verb, subject)):
        return None
    return Found(
        parts,
        cue_span(verb),
        source,
        lemma,
        head,
        verb,
        infinitive=kind == "infinitive",
        object_only=kind in {"object", "judged"},
    )


def _unspoken(verb: Word, subject: Word | None) -> bool:
    """Tell whether nobody is meant to speak: "it is worth noting that", "imagine that"."""
    if subject is not None:
        return _lets(subject)
    if verb.tag_ in {"VB", "VBG"}:
        return verb.dep_ in _UNSPOKEN
    helpers = children(verb, "aux", "auxpass")
    if any(item.tag_ == "VBG" for item in helpers):
        return True  # "having said that"
    taken = children(verb, "ccomp", "xcomp", "advcl")
    return verb.tag_ == "VBN" and not taken


def _lets(subject: Word | None) -> bool:
    return (
        subject is not None
        and subject.lower_ in {"'s", "’s"}
        and subject.i > 0
        and (subject.nbor(-1).lower_ == "let")
    )


def subject_of(verb: Word, depth: int = 0) -> Word | None:
    """Give the word that does `verb`: its subject, or that of the verb it hangs on."""
    own = children(verb, "nsubj")
    if own:
        # "“It will rain,” said Lund": the parser may give "said" two subjects
        return next((item for item in own[1:] if item.left_edge.i == verb.i + 1), own[0])
    joined = verb.tag_ == "VBN" and verb.dep_ == "conj" and children(verb, "agent")
    if joined or children(verb, "nsubjpass") or _passive_aside(verb):
        agents = [item for agent in children(verb, "agent") for item in children(agent, "pobj")]
        return agents[0] if agents else None
    if verb.dep_ == "acl":
        return _of_noun(verb, depth)
    beside = partner(verb) or companion(verb) if depth < 1 else None
    if beside is not None and beside != verb.head:
        return subject_of(beside, depth + 1)
    finite = verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}
    if depth > 4 or verb.head == verb or verb.dep_ not in _INHERITING or finite:
        return None
    return _inherited(verb, depth)


def _of_noun(verb: Word, depth: int) -> Word | None:
    """Give who does the verb that describes a noun: in "the right to know" not the right."""
    noun = verb.head
    infinitive = verb.tag_ == "VB" and any(item.lower_ == "to" for item in verb.lefts)
    if not infinitive or noun.pos_ != "NOUN" or children(noun, "amod", "nummod"):
        return noun
    owners = children(noun, "poss")
    if owners:
        return owners[0]
    if noun.dep_ == "dobj" and depth < 3:
        return subject_of(noun.head, depth + 1)
    return None if noun.lemma_ in _MEANS else noun


def _passive_aside(verb: Word) -> bool:
    """Tell whether `verb` is a participle to which something is done: "Asked why, Lund said"."""
    bare = verb.tag_ == "VBN" and not children(verb, "aux", "auxpass")
    return bare and verb.dep_ in {"acl", "advcl"}


def _lost_subject(verb: Word) -> Word | None:
    """Give the first noun phrase of the sentence as subject of a finite verb that lacks one."""
    if verb.tag_ not in {"VBD", "VBZ"} or verb.dep_ not in {"ROOT", "ccomp", "dep"}:
        return None
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    if before.head == verb and before.is_title and before.dep_ in {"amod", "compound", "nmod"}:
        return before  # an unknown name, taken for an adjective
    for child in children(verb, "dobj"):  # "“…,” tweeted the mayor"
        if child.left_edge.i == verb.i + 1 and before.text in {",", *_CLOSING}:
            return child if verb.lemma_.lower() in cues.QUOTING else None
    for chunk in verb.sent.noun_chunks:
        if chunk.end > verb.i:
            return None
        if chunk.root.dep_ not in {"pobj", "npadvmod", "nsubj"} and chunk.root.pos_ != "NUM":
            return chunk.root
    return None


def _inherited(verb: Word, depth: int) -> Word | None:
    head = verb.head
    left = verb.dep_ == "advcl" and verb.tag_ == "VBG" and head.lemma_ in _LEAVING
    if left or (verb.dep_ == "xcomp" and head.lemma_ not in _SUBJECT_CONTROL):
        # in "urged them to say" they are to say it, in "left them fearing" they fear
        persons = [item for item in children(head, "dobj") if head.i < item.i < verb.i]
        if persons and not (left and verb.nbor(-1).text == ","):
            return persons[0]
    if _of_outer_speaker(verb):
        return subject_of(head.head, depth + 1)
    if head.pos_ in _VERBAL:
        return subject_of(head, depth + 1)
    if head.dep_ in {"acomp", "oprd"} and verb.dep_ == "xcomp":  # "was quick to blame them"
        subject = subject_of(head.head, depth + 1)
        return None if subject is not None and subject.lower_ in _NOBODY else subject
    if head.dep_ in {"prep", "pcomp"} and head.head.pos_ in _VERBAL:
        return subject_of(head.head, depth + 1)
    return None


def _of_outer_speaker(verb: Word) -> bool:
    """Tell whether a participle after a comma goes on from the verb of saying above its head.

    In "The bank said it would lend more, citing the crisis" the parser hangs "citing" on "lend".
    """
    head, comma = verb.head, verb.left_edge
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and head.dep_ == "ccomp"
        and head.head.i < head.i < verb.i
        and comma.i > 0
        and comma.nbor(-1).text in {",", "”", '"', "''"}
        and head.head.lemma_.lower() in cues.CLAUSE_VERBS
    )


def source_of(
    verb: Word, subject: Word | None, parts: list[Chars]
) -> tuple[Word | None, Chars | None]:
    """Give the head and the span of the source, which never overlaps the content."""
    if subject is None or (subject.lower_ in _NOBODY and verb.tag_ == "VBN"):
        return None, None
    if subject.lower_ in _ANYONE or _expletive(verb, subject):
        return None, None
    if subject.left_edge.lower_ == "what" and subject.left_edge != subject:
        return subject, (subject.left_edge.nbor().idx, end_of(subject))  # "What Lund wants is …"
    spans = (
        phrase(subject),
        (subject.left_edge.idx, end_of(subject)),
        (subject.idx, end_of(subject)),
    )
    # A mistaken parse may put what is said inside the source
    for span in spans:
        if not any(start < span[1] and span[0] < end for start, end in parts):
            return subject, trimmed(text_of(verb), span)
    return subject, None


def _expletive(verb: Word, subject: Word) -> bool:
    """Tell whether "it" stands for an infinitive: "it is hard to know"."""
    copula = subject.head
    return (
        subject.lower_ in _NOBODY
        and copula != verb
        and (copula.lemma_ == "be" or copula.lower_ in {"'s", "’s"})
        and any(child.dep_ in {"acomp", "attr"} for child in copula.children)
    )


def cue_span(verb: Word) -> Chars:
    """Give the verb with the auxiliaries, negations, adverbs and particles around it."""
    first, last = _helpers(verb), verb
    for child in verb.rights:
        if child.dep_ == "prt" and child.i == last.i + 1:
            last = child
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"decline", "refuse", "fail"}:
        first = _helpers(verb.head)
    return first.idx, end_of(last)


def _helpers(verb: Word) -> Word:
    first = verb
    for child in sorted(verb.lefts, key=lambda item: -item.i):
        single = child.left_edge == child and child.i == first.i - 1
        if child.dep_ not in _BEFORE_CUE or not single or (child.lower_ == "as"):
            break
        first = child
    return first


def _content(verb: Word, lemma: str, subject: Word | None) -> tuple[list[Chars], str]:
    """Give what the verb takes and how: a clause, an infinitive, an object."""
    if lemma in cues.CLAUSE_VERBS:
        parts = _clause(verb, subject)
        if parts:
            return parts, "clause"
    if lemma in cues.INFINITIVE_VERBS:
        span = complements.infinitive(verb)
        if span:
            return [span], "infinitive"
    if lemma in cues.JUDGED_VERBS:
        parts = complements.judged(verb)
        if parts:
            return parts, "judged"
    span = complements.cleft(verb) or _object_like(verb, lemma)
    if span:
        return [span], "object"
    if lemma in cues.QUOTING and verb.tag_ in {"VBD", "VBN", "VBZ", "VBP"}:
        span = _that_clause(verb) or _bare_clause(verb, lemma)
        if span:
            return [span], "clause"
    return [], ""


def _object_like(verb: Word, lemma: str) -> Chars | None:
    """Give the noun phrase, gerund or prepositional phrase that `verb` takes, if it may."""
    takes = lemma in cues.OBJECT_VERBS
    span = complements.gerund(verb) if lemma in cues.GERUND_VERBS else None
    if span is None and lemma in cues.AS_VERBS:
        span = complements.portrayed(verb)
    if span is None and takes and children(verb, "dobj") and lemma in _ADDRESSING:
        span = complements.prepositional(verb, cues.PREPOSITION_VERBS[lemma])
    if span is None and (takes or complements.with_particle(verb)):
        span = complements.object_of(verb)
    if span is None and lemma in cues.PREPOSITION_VERBS:
        span = complements.prepositional(verb, cues.PREPOSITION_VERBS[lemma])
    if span is None and takes:
        span = complements.noun_before(verb)
    if span is None and lemma in cues.PUBLISHING_VERBS:
        span = complements.statement(verb)
    return span


def _clause(verb: Word, subject: Word | None) -> list[Chars]:
    """Give the clauses that the verb takes: complements, or what "X said" interrupts."""
    text = text_of(verb)
    found: list[Chars] = []
    taken = children(verb, "ccomp")
    for child in taken:
        start, end = content_span(child)
        if child.i < verb.i:
            if _closed_off(verb, child, taken[-1]):
                continue
            limit = min(verb.idx, subject.left_edge.idx if subject else verb.idx)
            span = trimmed(text, (start, min(end, max(limit, start))))
        else:
            span = trimmed(text, (max(start, end_of(verb)), end))
        if span:
            found.append(span)
    if found:
        more = [item for item in children(verb, "conj", "advcl") if _that_too(item)]
        spans = [trimmed(text, content_span(item)) for item in more]
        return sorted([*found, *(span for span in spans if span)])
    return _clause_elsewhere(verb, subject)


def _clause_elsewhere(verb: Word, subject: Word | None) -> list[Chars]:
    """Give what somebody says that the parser has not hung on `verb` as its complement."""
    text = text_of(verb)
    for child in children(verb, "advcl"):
        if child.i > verb.i and any(item.lower_ == "that" for item in child.lefts):
            span = trimmed(text, content_span(child))
            return [span] if span else []
    if verb.dep_ == "parataxis" or _after_as(verb):
        return _around(verb)
    if subject is not None and _parenthetical(verb, subject):
        begin = verb.sent.start_char if _introduces(verb, subject) else subject.left_edge.idx
        return _around(verb, (begin, end_of(verb)))
    raising = verb.lemma_.lower() in _RAISING
    if raising and verb.tag_ == "VBN" and children(verb, "nsubjpass"):  # "he is said to have fled"
        spans = [trimmed(text, content_span(child)) for child in children(verb, "xcomp")]
        return [span for span in spans if span][:1]
    return []


def _closed_off(verb: Word, clause: Word, last: Word) -> bool:
    """Tell whether `clause`, before its verb, is a statement of its own: "A said so; B said …"."""
    between = verb.doc[clause.i : verb.i]
    if any(word.text in {'"', "“", "”", "''"} for word in between):
        return False
    if any(word.text == ";" for word in between):
        return True
    return last.i > verb.i and any(item.lower_ == "that" for item in last.lefts)


def _that_too(word: Word) -> bool:
    """Tell whether `word` heads a further "and that …" that the parser hung on the cue."""
    return any(item.lower_ == "that" and item.dep_ == "mark" for item in word.lefts)


def _after_as(verb: Word) -> bool:
    """Tell whether the clause of `verb` is introduced by "as" ("as Lund said, …")."""
    if verb.dep_ == "advcl" and any(
        item.dep_ in {"mark", "advmod"} and item.lower_ == "as" for item in verb.lefts
    ):
        if verb.tag_ == "VBN" and not children(verb, "nsubj", "agent"):
            return False  # "as promised", "as expected": nobody says the rest
        if verb.left_edge.i > 0 and verb.left_edge.nbor(-1).lower_ in {"even", "just"}:
            return False
        if any(item.lower_ in {"even", "just"} for item in children(verb, "advmod")):
            return False
        return not children(verb, "dobj", "acomp", "attr")
    subject = next(iter(children(verb, "nsubj")), None)
    if subject is None or verb.dep_ == "ROOT" or verb.lemma_.lower() not in cues.QUOTING:
        return False
    left = subject.left_edge
    return bool(left.i > 0 and left.nbor(-1).lower_ == "as" and not children(verb, "dobj"))


def _parenthetical(verb: Word, subject: Word) -> bool:
    """Tell whether ", X said," stands between commas and so in what X said."""
    if verb.lemma_.lower() not in cues.QUOTING or subject.i > verb.i or subject.left_edge.i == 0:
        return False
    before = subject.left_edge.nbor(-1).text
    named = before in _CLOSING and verb.dep_ == "relcl" and subject.left_edge.i > 1
    if named and subject.left_edge.nbor(-2).text not in {",", ".", "!", "?"}:
        return False  # “a word” the authorities say: no quotation, but what they say
    after = verb.nbor().text if verb.i + 1 < len(verb.doc) else "."
    return before in {",", *_CLOSING} and after in {",", "."}


def _introduces(verb: Word, subject: Word) -> bool:
    """Tell whether all before `subject` tells how it came to `verb`: "Asked why, Lund said"."""
    words = verb.doc[verb.sent.start : subject.left_edge.i]
    adjuncts = [
        child
        for child in verb.lefts
        if child.dep_ in {"advcl", "prep", "npadvmod", "advmod", "punct", "cc"}
        and child.right_edge.i < subject.left_edge.i
    ]
    within = {item.i for child in adjuncts for item in child.subtree}
    return all(word.i in within for word in words)


def _around(verb: Word, clause: Chars | None = None) -> list[Chars]:
    """Give the sentence without the clause of `verb`, or without `clause`."""
    own, text = clause or subtree(verb), text_of(verb)
    start, end = verb.sent.start_char, verb.sent.end_char
    if clause is None and _after_as(verb):
        subject = next(iter(children(verb, "nsubj")), verb).left_edge
        own = min(own[0], subject.nbor(-1).idx if subject.i else own[0]), end_of(verb)
        if verb.dep_ == "advcl" and verb.head.dep_ in {"advcl", "relcl"}:
            # "If, as Lund says, taxes fall, …": what follows "if" she says, no more
            start, end = subtree(verb.head)
    pieces = [trimmed(text, (start, own[0])), trimmed(text, (own[1], end))]
    if pieces[0] and pieces[1] and _leads_in(verb):
        pieces = pieces[1:]
    return [piece for piece in pieces if piece and any(c.isalnum() for c in text[slice(*piece)])]


def _leads_in(verb: Word) -> bool:
    """Tell whether a clause of circumstance stands before "X said" and what X said after it.

    So in "While the port stayed shut, Lund said it would open": no comma follows the verb.
    """
    sentence, subject = verb.sent, next(iter(children(verb, "nsubj")), None)
    if subject is None or subject.i > verb.i or verb.i + 1 >= sentence.end:
        return False
    first = sentence[0]
    led = first.lower_ in _SUBORDINATING and first.tag_ in {"IN", "WRB", "RB"}
    return led and verb.nbor().text not in {",", ".", "”", '"', "''"}


def _that_clause(verb: Word) -> Chars | None:
    """Give "that …" after a verb of saying whose complement the parser has hung elsewhere."""
    sentence = verb.sent
    for place in range(verb.i + 1, min(verb.i + _REACH, sentence.end)):
        word = verb.doc[place]
        if word.lower_ == "that" and (word.tag_ == "IN" or verb.lemma_ == "tell"):
            return trimmed(text_of(verb), (word.idx, sentence.end_char))
        if word.text in {";", ".", "”", '"', "''"} or word.pos_ in _VERBAL:
            return None
    return None


def _bare_clause(verb: Word, lemma: str) -> Chars | None:
    """Give the clause without "that" after "said on Monday" where the parse missed it."""
    sentence = verb.sent
    if lemma not in {"say", "add"}:
        for word in verb.doc[verb.i + 1 : sentence.end]:
            clause = word.head
            if word.left_edge.i == verb.i + 1 and word.dep_ in {"nsubj", "nsubjpass"}:
                taken = clause.i > word.i and clause != verb and clause.pos_ in _VERBAL
                return (
                    trimmed(text_of(verb), (word.left_edge.idx, content_span(clause)[1]))
                    if taken
                    else None
                )
        return None
    for place in range(verb.i + 1, min(verb.i + _REACH, sentence.end)):
        word = verb.doc[place]
        if word.dep_ in {"nsubj", "nsubjpass"} and word.head.i > word.i and word.head != verb:
            return trimmed(text_of(verb), (word.left_edge.idx, sentence.end_char))
    return None
