"""Finds who says what in a parsed paragraph: source, cue and content, by dependency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compare.claims import cues
from compare.claims.phrases import (
    Chars,
    Found,
    children,
    content_span,
    end_of,
    phrase,
    text_of,
    trimmed,
)
from compare.claims.verbs import by_verb, cue_span, source_of, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

_ADJECTIVE_PREPOSITIONS = cues.NOUN_PREPOSITIONS | {"by", "in"}
_COPULAS = {"be", "seem", "feel", "remain", "become", "sound", "look"}
# "she’s sure": with this apostrophe the lemmatizer doesn't know the verb
_CONTRACTED = {"'s", "’s", "'re", "’re", "'m", "’m"}
_COMPLEMENTS = ("dobj", "ccomp", "xcomp", "acomp", "attr", "oprd", "nsubjpass", "advmod")
_TIMES = {"DATE", "TIME", "MONEY", "CARDINAL"}  # "her remarks on Saturday"
# How many words may name a speaker before a colon
_LONGEST_LABEL = 12
_CLAUSE_MARKS = {"that", "to", "whether", "if"}


def attributions_in(doc: Doc) -> Iterator[Found]:
    """Give the attributions that the parse of `doc` shows, in order of their cues."""
    for word in doc:
        lemma = word.lemma_.lower()
        if word.lower_ in {"said", "says"} and word.is_sent_start:
            found = _said_first(word) or by_verb(word)
        elif word.text == ":":
            found = _label(word)
        elif word.lower_ == "according":
            found = _according(word)
        elif word.lower_ in cues.ACCOUNTS and word.dep_ == "prep":
            found = _by_account(word)
        elif word.tag_.startswith("VB"):
            found = _verb(word, lemma)
        elif word.pos_ == "NOUN" and lemma in cues.NOUNS:
            found = _noun(word)
        elif word.pos_ in {"ADJ", "VERB"} and _adjectival(word) in cues.ADJECTIVES:
            aside = word.dep_ in {"advcl", "acl", "amod"}
            found = _aside(word) if aside else _adjective(word)
        else:
            found = None
        if found is not None:
            yield found


def _verb(word: Word, lemma: str) -> Found | None:
    """Read the attribution by a verb, alone or with the words of an idiom."""
    found = None
    if word.tag_ == "VBN" and _adjectival(word) in cues.ADJECTIVES:
        # "is convinced that" like "is sure that", but "was convinced by Lund that" is a passive
        found = None if children(word, "agent") else _adjective(word)
    if found is None and lemma in cues.ALL_VERBS:
        found = by_verb(word)
    if found is None and lemma == "make":
        found = _made_clear(word)
    if found is None and _adjectival(word) in cues.ADJECTIVES:
        aside = word.dep_ in {"advcl", "acl", "amod"}
        if not aside:
            found = _adjective(word)
        elif lemma not in cues.ALL_VERBS:
            found = _aside(word)
    return found


def _according(word: Word) -> Found | None:
    """Read "according to X": its content is the rest of the sentence."""
    if word.i + 1 >= len(word.doc) or word.nbor().lower_ != "to":
        return None
    to = word.nbor()
    objects = [item for item in (*to.children, *word.children) if item.dep_ == "pobj"]
    if not objects:
        return None
    span = phrase(objects[0])
    text = text_of(word)
    end = max(span[1], end_of(to))
    parts = _rest(word, (word.idx, end))
    if not parts:
        return None
    cue = word.idx, end_of(to)
    return Found(parts, cue, trimmed(text, span), "according", objects[0], word)


def _by_account(word: Word) -> Found | None:
    """Read "By Lund's own account, …" and "In Lund's view, …" like "according to Lund"."""
    noun = next(iter(children(word, "pobj")), None)
    if noun is None or noun.lower_ not in cues.ACCOUNTS.get(word.lower_, frozenset()):
        return None
    if word.lower_ == "in" and any(item.lower_ == "the" for item in noun.lefts):
        return _in_words_of(word, noun)
    owners = children(noun, "poss")
    after = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    before = word.nbor(-1) if not word.is_sent_start else None
    apart = after is None or after.text in {",", "."}
    if not owners or not apart or (before is not None and before.text not in {",", "“", '"'}):
        return None
    owner = owners[0]
    parts = _rest(word, (word.idx, end_of(noun)))
    if not parts:
        return None
    source = trimmed(text_of(word), (owner.left_edge.idx, end_of(owner)))
    first = owner.nbor().idx if owner.nbor() == noun else noun.idx
    return Found(parts, (first, end_of(noun)), source, "according", owner, word)


def _in_words_of(word: Word, noun: Word) -> Found | None:
    """Read "In the words of Lund, …", at either end of its sentence."""
    of = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    owner = next(iter(children(of, "pobj")), None)
    if of.lower_ != "of" or owner is None:
        return None
    end = end_of(owner.right_edge)
    if not word.is_sent_start and word.nbor(-1).text not in {",", "”", '"'}:
        return None
    if owner.right_edge.i + 1 >= len(word.doc):
        return None
    if owner.right_edge.nbor().text not in {",", ".", "“", '"'}:
        return None
    parts = _rest(word, (word.idx, end))
    source = trimmed(text_of(word), (owner.left_edge.idx, end))
    if not parts:
        return None
    return Found(parts, (word.idx, end_of(of)), source, "according", owner, word)


def _rest(word: Word, apart: Chars) -> list[Chars]:
    """Give the sentence of `word` without the phrase `apart`."""
    sentence, text = word.sent, text_of(word)
    pieces = [
        trimmed(text, (sentence.start_char, apart[0])),
        trimmed(text, (apart[1], sentence.end_char)),
    ]
    return [piece for piece in pieces if piece and len(text[slice(*piece)].split()) > 1]


def _said_first(word: Word) -> Found | None:
    """Read "Said Lund: “…”", which the parser takes for a name."""
    sentence = word.sent
    name = list(word.doc[word.i + 1 : sentence.end])
    colon = next((item for item in name if item.tag_ not in {"NNP", "NN", "NNPS"}), None)
    if colon is None or colon.text != ":" or colon.i == word.i + 1:
        return None
    content = trimmed(text_of(word), (end_of(colon), sentence.end_char))
    if content is None:
        return None
    last = colon.nbor(-1)
    source = word.nbor().idx, end_of(last)
    # Without a head: "Said Lund" would be taken for a full name
    return Found([content], (word.idx, end_of(word)), source, "say", None, word)


def _label(colon: Word) -> Found | None:
    """Read "Eva Lund, minister: “…”" and the headline "Lund: taxes will rise"."""
    sentence = colon.sent
    begin = colon.i
    while (
        begin > 0 and colon.i - begin < _LONGEST_LABEL and colon.doc[begin - 1].i >= sentence.start
    ):
        begin -= 1
    label, rest = colon.doc[begin : colon.i], colon.doc[colon.i + 1 : sentence.end]
    if not label or begin != sentence.start or len(rest) < 3:
        return None
    if any(word.pos_ in {"VERB", "AUX", "ADP", "PUNCT"} and word.text != "," for word in label):
        return None
    first = next((word for word in label if word.text == ","), colon).nbor(-1)
    named = first.ent_type_ in {"PERSON", "ORG"} and first.pos_ == "PROPN"
    quoted = rest[0].text in {"“", '"', "``", "''", "«"}
    finite = any(word.tag_ in {"VBD", "VBZ", "VBP", "MD"} for word in rest)
    if not named or label[0].ent_type_ in {"DATE", "GPE"} or not (quoted or finite):
        return None
    text = text_of(colon)
    content = trimmed(text, (end_of(colon), sentence.end_char))
    if content is None:
        return None
    # Without a head but where a name is all there is: "Eva Lund, minister" is no full name
    return Found(
        [content],
        (colon.idx, end_of(colon)),
        (label[0].idx, end_of(label[-1])),
        "say",
        first if first.i + 1 == colon.i else None,
        colon,
    )


def _noun(noun: Word) -> Found | None:
    """Read "X's claim that …", "the claim by X that …", "X made the claim that …", "fears of …"."""
    head, first = _owner(noun)
    content, clausal = _noun_content(noun, head is not None)
    if content is None or (head is None and not clausal):
        return None
    source: Chars | None = None
    if head is not None:
        head, source = source_of(noun, head, [content])
        if head is not None and head.dep_ == "poss":
            source = head.left_edge.idx, end_of(head)
    cue = first.idx, end_of(noun)
    if cue[0] < content[1] and content[0] < cue[1]:
        cue = noun.idx, end_of(noun)
    return Found([content], cue, source, noun.lemma_.lower(), head, noun, object_only=not clausal)


def _owner(noun: Word) -> tuple[Word | None, Word]:
    """Give whose word it is, and where the cue begins: a possessor, "by X", or a subject."""
    owners = [item for item in children(noun, "poss") if item.ent_type_ != "DATE"]
    if owners:
        return owners[0], noun
    for preposition in children(noun, "prep"):
        if preposition.lower_ in {"by", "from"}:
            for item in children(preposition, "pobj"):
                return item, noun
    for item in children(noun, "amod"):
        if item.ent_type_ == "NORP":  # "Russian denials that …"
            return item, noun
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in cues.LIGHT_VERBS:
        return subject_of(verb), verb.doc[_index_at(verb, cue_span(verb)[0])]
    return None, noun


def _index_at(word: Word, place: int) -> int:
    index = int(word.i)
    while index > 0 and word.doc[index].idx > place:
        index -= 1
    return index


def _noun_content(noun: Word, owned: bool) -> tuple[Chars | None, bool]:
    text = text_of(noun)
    speakers = [item for prep in children(noun, "prep") for item in children(prep, "pobj")]
    for child in (*noun.rights, *(item for one in speakers if owned for item in one.rights)):
        if child.head != noun and not _that_clause(child):
            continue
        marks = {item.lower_ for item in child.lefts if item.dep_ in {"mark", "aux"}}
        if child.dep_ == "relcl" and "that" in marks and not children(child, *_COMPLEMENTS):
            continue  # "the respect that voters feel for her"
        if child.dep_ in {"acl", "ccomp", "relcl"} and marks & _CLAUSE_MARKS:
            return trimmed(text, content_span(child)), "that" in marks
        led = child.lower_ in cues.NOUN_PREPOSITIONS
        led = led and not any(item.ent_type_ in _TIMES for item in children(child, "pobj"))
        if owned and child.dep_ == "prep" and led:
            return trimmed(text, content_span(child)), False
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ == "be":  # "his argument is that …"
        for child in children(verb, "ccomp"):
            return trimmed(text, content_span(child)), True
    return None, False


def _that_clause(word: Word) -> bool:
    """Tell whether `word` heads a clause after "that" with a subject of its own."""
    marks = {item.lower_ for item in word.lefts if item.dep_ == "mark"}
    return "that" in marks and bool(children(word, "nsubj", "nsubjpass", "expl"))


def _made_clear(verb: Word) -> Found | None:
    """Read "X made clear that …", "X made it clear …"."""
    for word in children(verb, "ccomp", "oprd", "acomp"):
        if word.lower_ not in {"clear", "plain", "known"}:
            continue
        taken = (*children(word, "ccomp", "advcl"), *children(verb, "ccomp"))
        clauses = [item for item in taken if item.i > word.i]
        subject = subject_of(verb)
        if not clauses or subject is None:
            return None
        content = trimmed(text_of(verb), content_span(clauses[0]))
        if content is None:
            return None
        head, source = source_of(verb, subject, [content])
        if source is None:
            return None
        return Found([content], (cue_span(verb)[0], end_of(word)), source, "clarify", head, verb)
    return None


def _adjectival(word: Word) -> str:
    """Give the adjective, also where the parser takes it for a participle ("was surprised")."""
    return str(word.lower_ if word.tag_ in {"JJ", "VBN"} else word.lemma_.lower())


def _adjective(word: Word) -> Found | None:
    """Read "X is confident that …", "X is critical of …", "X was willing to …"."""
    verb = word.head
    if word.dep_ not in {"acomp", "oprd", "ROOT", "conj"} or word.tag_ in {"VBD", "VBZ"}:
        return None
    if word.dep_ == "conj":
        verb = verb.head
    own = children(word, "nsubj", "nsubjpass")
    if word.dep_ == "ROOT" and not own:
        return None
    if word.dep_ != "ROOT" and verb.lemma_ not in _COPULAS and verb.lower_ not in _CONTRACTED:
        return None
    subject = own[0] if own else subject_of(verb)
    if subject is None or subject.lower_ in {"it", "there"}:
        return None
    content = _adjective_content(word)
    if content is None:
        return None
    head, source = source_of(word, subject, [content])
    first = cue_span(verb)[0] if verb.i < word.i and word.dep_ != "ROOT" else word.idx
    if word.dep_ == "ROOT" and children(word, "auxpass"):
        first = cue_span(word)[0]
    if source is None or first < source[1]:
        first = word.idx
    return Found(
        [content], (first, end_of(word)), source, _adjectival(word), head, word, object_only=True
    )


def _aside(word: Word) -> Found | None:
    """Read "voters worried about …", "Worried that …, Lund …", "with Lund sure that …"."""
    if word.tag_ in {"VBD", "VBZ", "VBG"}:
        return None
    content = _adjective_content(word)
    if word.dep_ == "advcl":
        own = children(word, "nsubj", "nsubjpass")
        subject = own[0] if own else subject_of(word.head)
    else:
        subject = word.head if word.head.i < word.i else None
    if content is None or subject is None or subject.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    source = trimmed(text_of(word), (subject.left_edge.idx, end_of(subject)))
    cue = word.idx, end_of(word)
    if source is None or any(a < content[1] and content[0] < b for a, b in (source, cue)):
        return None
    return Found([content], cue, source, _adjectival(word), subject, word, object_only=True)


def _adjective_content(word: Word) -> Chars | None:
    content = None
    beside = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    # "is bearish on the bank": the parser may hang what follows on "is"
    astray = [beside] if word.dep_ == "acomp" and beside.head == word.head else []
    for child in (*word.rights, *astray):
        marks = {item.lower_ for item in child.lefts}
        if child.dep_ in {"ccomp", "xcomp"} and (marks & _CLAUSE_MARKS or child.dep_ == "ccomp"):
            content = trimmed(text_of(word), content_span(child))
        elif child.dep_ in {"prep", "agent"} and child.lower_ in _ADJECTIVE_PREPOSITIONS:
            content = trimmed(text_of(word), (end_of(child), content_span(child)[1]))
        if content is not None:
            break
    return content
