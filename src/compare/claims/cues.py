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
    "respond": frozenset({"to", "with", "by"}),
    "reply": frozenset({"to", "with"}),
    "react": frozenset({"to", "with"}),
    "refer": frozenset({"to"}),
    "allude": frozenset({"to"}),
    "point": frozenset({"to"}),
    "object": frozenset({"to"}),
    "boast": frozenset({"of", "about"}),
    "brag": frozenset({"about"}),
    "joke": frozenset({"about"}),
    "argue": frozenset({"about", "against", "for", "over", "with"}),
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
    "protest": frozenset({"about", "against", "over"}),
    "vote": frozenset({"for", "against"}),
    "inquire": frozenset({"about"}),
    "testify": frozenset({"about", "against", "to"}),
    "lie": frozenset({"about"}),
    "vouch": frozenset({"for"}),
    "apologize": frozenset({"for"}),
    "apologise": frozenset({"for"}),
    "approve": frozenset({"of"}),
    "disapprove": frozenset({"of"}),
    "describe": frozenset({"as"}),
    "opt": frozenset({"for"}),
    "plan": frozenset({"for", "on"}),
    "go": frozenset({"after"}),
    "advocate": frozenset({"for"}),
    "agonise": frozenset({"over", "about"}),
    "agonize": frozenset({"over", "about"}),
    "aspire": frozenset({"to"}),
    "advise": frozenset({"against", "on"}),
    "attest": frozenset({"to"}),
    "blog": frozenset({"about"}),
    "caution": frozenset({"about", "against"}),
    "clamor": frozenset({"for"}),
    "clamour": frozenset({"for"}),
    "concur": frozenset({"with"}),
    "consent": frozenset({"to"}),
    "converse": frozenset({"about"}),
    "counsel": frozenset({"against"}),
    "debate": frozenset({"about", "over"}),
    "dissent": frozenset({"from"}),
    "expand": frozenset({"on"}),
    "expound": frozenset({"on"}),
    "fantasise": frozenset({"about"}),
    "fantasize": frozenset({"about"}),
    "fear": frozenset({"for"}),
    "frown": frozenset({"on", "upon"}),
    "gossip": frozenset({"about"}),
    "guess": frozenset({"at"}),
    "harp": frozenset({"on"}),
    "hunger": frozenset({"for"}),
    "inform": frozenset({"about", "of"}),
    "lecture": frozenset({"about", "on"}),
    "nag": frozenset({"about"}),
    "notify": frozenset({"of"}),
    "pine": frozenset({"for"}),
    "plead": frozenset({"for"}),
    "pontificate": frozenset({"about", "on"}),
    "pray": frozenset({"for"}),
    "preach": frozenset({"about", "against"}),
    "quarrel": frozenset({"about", "over", "with"}),
    "quip": frozenset({"about"}),
    "recoil": frozenset({"at"}),
    "remark": frozenset({"on", "upon"}),
    "remind": frozenset({"about", "of"}),
    "report": frozenset({"about", "on"}),
    "root": frozenset({"for"}),
    "side": frozenset({"with"}),
    "spar": frozenset({"over"}),
    "squabble": frozenset({"about", "over"}),
    "subscribe": frozenset({"to"}),
    "tease": frozenset({"about"}),
    "theorise": frozenset({"about"}),
    "theorize": frozenset({"about"}),
    "touch": frozenset({"on"}),
    "tweet": frozenset({"about"}),
    "vent": frozenset({"about", "at", "over"}),
    "whisper": frozenset({"about"}),
    "write": frozenset({"about", "of"}),
    "balk": frozenset({"at"}),
    "baulk": frozenset({"at"}),
    "bristle": frozenset({"at"}),
    "brood": frozenset({"over", "about", "on"}),
    "chafe": frozenset({"at", "against"}),
    "despair": frozenset({"of", "over", "about"}),
    "fret": frozenset({"over", "about"}),
    "fume": frozenset({"at", "over", "about"}),
    "gloat": frozenset({"over", "about"}),
    "grieve": frozenset({"over", "for"}),
    "gripe": frozenset({"about"}),
    "grumble": frozenset({"about", "at"}),
    "gush": frozenset({"about", "over"}),
    "hint": frozenset({"at"}),
    "marvel": frozenset({"at"}),
    "moralise": frozenset({"about", "on"}),
    "moralize": frozenset({"about", "on"}),
    "muse": frozenset({"about", "on", "over"}),
    "obsess": frozenset({"over", "about"}),
    "ponder": frozenset({"on", "over"}),
    "quibble": frozenset({"with", "over", "about"}),
    "rage": frozenset({"at", "against", "about"}),
    "rant": frozenset({"about", "against", "at"}),
    "rave": frozenset({"about"}),
    "reflect": frozenset({"on"}),
    "rejoice": frozenset({"in", "at", "over"}),
    "reminisce": frozenset({"about"}),
    "scoff": frozenset({"at"}),
    "seethe": frozenset({"at", "over"}),
    "sneer": frozenset({"at"}),
    "speculate": frozenset({"about", "on"}),
    "sympathise": frozenset({"with"}),
    "sympathize": frozenset({"with"}),
    "whine": frozenset({"about"}),
    "wonder": frozenset({"about"}),
    "yearn": frozenset({"for"}),
}

# preposition → nouns with which it says whose word the sentence is ("by her own account")
ACCOUNTS: dict[str, frozenset[str]] = {
    "by": frozenset({"account", "admission", "estimate", "estimation", "reckoning"}),
    "in": frozenset({"estimation", "eyes", "judgement", "judgment", "opinion", "view", "words"}),
}

# verb → particles by which it speaks of what it takes as its object
PARTICLES: dict[str, frozenset[str]] = {
    "bring": frozenset({"up"}),
    "brush": frozenset({"aside", "off"}),
    "call": frozenset({"out"}),
    "lay": frozenset({"out"}),
    "play": frozenset({"down", "up"}),
    "point": frozenset({"out"}),
    "rule": frozenset({"out"}),
    "set": frozenset({"forth", "out"}),
    "shrug": frozenset({"off"}),
    "spell": frozenset({"out"}),
    "sum": frozenset({"up"}),
    "talk": frozenset({"down", "up"}),
    "wave": frozenset({"aside", "away", "off"}),
}

CLAUSE_VERBS = words("clause")
INFINITIVE_VERBS = words("infinitive")
OBJECT_VERBS = words("object")
GERUND_VERBS = words("gerund")
AS_VERBS = words("as")
PUBLISHING_VERBS = words("publishing")
JUDGED_VERBS = words("judged")
PREPOSITION_VERBS = _PREPOSITIONS
# What somebody does with words, not only thinks
SAYING = (
    (CLAUSE_VERBS - words("not_quoting")) | AS_VERBS | frozenset({"encourage", "invite"})
) - frozenset({"begin", "continue", "deliver", "expect", "find", "see", "show", "think"})
ALL_VERBS = (
    CLAUSE_VERBS
    | INFINITIVE_VERBS
    | OBJECT_VERBS
    | GERUND_VERBS
    | AS_VERBS
    | JUDGED_VERBS
    | frozenset(_PREPOSITIONS)
    | frozenset(PARTICLES)
    | PUBLISHING_VERBS
)
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
