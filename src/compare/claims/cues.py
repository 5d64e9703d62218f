"""The words that attribute: verbs by what they take and how their subject stands to it, nouns."""

from __future__ import annotations

from compare.claims.lexicon import words
from compare.records import Stance

# verb → prepositions that lead to what is said or meant
_PREPOSITIONS: dict[str, frozenset[str]] = {
    "call": frozenset({"for", "on"}),
    "complain": frozenset({"about", "of"}),
    "speak": frozenset({"of", "about", "against"}),
    "talk": frozenset({"about", "of"}),
    "warn": frozenset({"of", "about", "against"}),
    "accuse": frozenset({"of"}),
    "blame": frozenset({"for", "on"}),
    "charge": frozenset({"with"}),
    "agree": frozenset({"with", "on", "to"}),
    "disagree": frozenset({"with", "on"}),
    "comment": frozenset({"on", "about"}),
    "respond": frozenset({"to", "by"}),
    "reply": frozenset({"to"}),
    "react": frozenset({"to"}),
    "refer": frozenset({"to"}),
    "allude": frozenset({"to"}),
    "point": frozenset({"to"}),
    "object": frozenset({"to"}),
    "boast": frozenset({"of", "about"}),
    "brag": frozenset({"about"}),
    "joke": frozenset({"about"}),
    "argue": frozenset({"for", "against"}),
    "push": frozenset({"for"}),
    "press": frozenset({"for"}),
    "lobby": frozenset({"for", "against"}),
    "campaign": frozenset({"for", "against"}),
    "ask": frozenset({"for", "about"}),
    "appeal": frozenset({"for", "to"}),
    "hope": frozenset({"for"}),
    "long": frozenset({"for"}),
    "wish": frozenset({"for"}),
    "worry": frozenset({"about", "over"}),
    "care": frozenset({"about"}),
    "think": frozenset({"about", "of"}),
    "dream": frozenset({"of", "about"}),
    "know": frozenset({"about", "of"}),
    "learn": frozenset({"of", "about"}),
    "hear": frozenset({"of", "about"}),
    "believe": frozenset({"in"}),
    "insist": frozenset({"on"}),
    "focus": frozenset({"on"}),
    "elaborate": frozenset({"on"}),
    "dwell": frozenset({"on"}),
    "rail": frozenset({"against", "at"}),
    "protest": frozenset({"against"}),
    "vote": frozenset({"for", "against"}),
    "inquire": frozenset({"about"}),
    "testify": frozenset({"about"}),
    "lie": frozenset({"about"}),
    "vouch": frozenset({"for"}),
    "apologize": frozenset({"for"}),
    "apologise": frozenset({"for"}),
    "approve": frozenset({"of"}),
    "disapprove": frozenset({"of"}),
    "consist": frozenset(),
    "describe": frozenset({"as"}),
    "opt": frozenset({"for"}),
    "plan": frozenset({"for", "on"}),
    "go": frozenset({"after"}),
    "lash": frozenset({"out", "at"}),
}

CLAUSE_VERBS = words("clause")
INFINITIVE_VERBS = words("infinitive")
OBJECT_VERBS = words("object")
PREPOSITION_VERBS = _PREPOSITIONS
ALL_VERBS = CLAUSE_VERBS | INFINITIVE_VERBS | OBJECT_VERBS | frozenset(_PREPOSITIONS)
# Verbs that can carry a quotation on their own ("…," X said)
QUOTING = CLAUSE_VERBS - words("not_quoting")
NOUNS = words("noun")
ADJECTIVES = words("adjective")
LIGHT_VERBS = words("light")
NOUN_PREPOSITIONS = words("noun_preposition")
DENYING = words("denying")
DOUBTING = words("doubting")
HEDGING = words("hedging")
PLANNING = words("planning")
ASKING = words("asking")
SILENT = words("silent")
# Cues that speak of something that was said or asked before
CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "concede", "verify", "corroborate"})


# Cues whose source vouches for, wants or denies what is said; with others ("criticised the
# plan", "allowed them to leave") it is the outlet that says it
# What "they did not discuss" tells is what happened, no refusal to speak
TALKING = frozenset({"discuss", "address"})
SPEAKING = (
    CLAUSE_VERBS | PLANNING | DENYING | DOUBTING | SILENT | NOUNS | ADJECTIVES | {"according"}
) - TALKING


def attitude(lemma: str) -> Stance:
    """Tell how the subject of a cue stands to what it takes, the cue not being negated."""
    if lemma in DENYING:
        return "denied"
    if lemma in DOUBTING:
        return "doubted"
    if lemma in HEDGING:
        return "hedged"
    return "asserted"
