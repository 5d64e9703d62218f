"""Certainty: one claim says it outright, the other with a reserve or without taking a stand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from compare.claims import cues
from compare.records import Claim, Slot
from compare.relations import lexicon
from compare.relations.sides import Side
from compare.relations.slots import (
    APART,
    RESERVED,
    RULED_OUT,
    SHARED,
    Finding,
    SlotContext,
    difference,
    stand,
)

HEDGES = frozenset(
    [
        *("may", "might", "could", "perhaps", "possibly", "probably", "likely", "apparently"),
        *("allegedly", "reportedly", "supposedly", "seemingly", "suspected", "alleged"),
        *("unconfirmed", "potential", "possible", "purported", "rumoured", "rumored"),
        *("presumably", "seem"),
    ]
)
_ANSWERING = cues.CONFIRMING | {"announce", "deny", "reject"}
_SURE = frozenset({"asserted", "denied"})
_UNCOMMITTED = "uncommitted"
# The whole phrase: "deny" alone, out of "neither confirm nor deny", would say the opposite
_NO_STAND = re.compile(
    r"(?:\b(?:neither|not|unable|declin\w+|refus\w+)|n[’']t)\b[^.;]{0,40}?"
    r"\b(?:comment\w*|confirm\w*)(?: (?:n?or|and) \w+)?"
    r"|\b(?:knows?|knew) nothing\b|\bnot aware\b|\bunaware\b"
    r"|\bno (?:knowledge|information|word)\b",
    re.IGNORECASE,
)


class Certainty:
    """Compares hedges and stances."""

    name: Slot = "certainty"
    order = 2

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report a hedge, or a refusal to commit, that one side has and the other has not."""
        sides = context.alignment
        stances = {left.stance, right.stance}
        if _UNCOMMITTED in stances and stances & _SURE:
            return [self._no_stand(left, right, context)]
        first = _spans(sides.left, sides.same)
        second = _spans(sides.right, sides.back)
        on_it = sides.coverage >= SHARED
        kept = [
            {side.low[place] for place, _ in side.once(_hedges)}
            for side in (sides.left, sides.right)
        ]
        if kept[0] & kept[1]:
            return []  # both have the same reserve, wherever it stands
        # a plan, and that it was carried out, are no difference in certainty
        if _reserved(left, first, on_it) == _reserved(right, second, on_it):
            return []
        made = difference(
            self.name, left, right, first or stand(sides.left), second or stand(sides.right)
        )
        return [Finding(made, RESERVED)]

    def _no_stand(self, left: Claim, right: Claim, context: SlotContext) -> Finding:
        """Report "neither confirmed nor denied" beside a plain statement.

        It rules out that the same speaker confirmed (or denied) it; beside the statement of
        somebody else it is a difference in certainty alone.
        """
        sides = context.alignment
        spans = _stand(left, sides.left), _stand(right, sides.right)
        made = difference(self.name, left, right, *spans, "takes no stand")
        told = sides.right if left.stance == _UNCOMMITTED else sides.left
        committed = any(
            word.source and word.key in _ANSWERING and word.pos == "VERB" for word in told.words
        )
        settled = committed and _one_speaker(sides.left, sides.right)
        return Finding(made, RULED_OUT if settled else APART, settled)


def _stand(claim: Claim, side: Side) -> list[tuple[int, int]]:
    found = _NO_STAND.search(claim.text) if claim.stance == _UNCOMMITTED else None
    return [found.span()] if found else stand(side)


def _reserved(claim: Claim, hedges: list[tuple[int, int]], on_it: bool) -> bool:
    """Tell whether the claim says with a reserve what the other says too.

    Args:
        hedges: its words of reserve that belong to something said on both sides.
        on_it: whether the claims share so much that the stance of the whole is about it.
    """
    return bool(hedges) or (on_it and claim.stance not in {*_SURE, "planned"})


def _spans(side: Side, across: Mapping[int, int]) -> list[tuple[int, int]]:
    """Give the words of reserve about something that the other side says too.

    A "could" somewhere in a long sentence takes back nothing of what another report shares.
    """
    return [
        (side.words[place].start, side.words[place].end)
        for place, reserved in side.once(_hedges)
        if any(one in across for one in reserved)
    ]


def _hedges(side: Side) -> list[tuple[int, list[int]]]:
    """Give the places of words of reserve, each with the places of what it is said of."""
    found = []
    for place, word in enumerate(side.words):
        if word.key not in HEDGES or word.pos == "PROPN":
            continue
        below = [at for at, other in enumerate(side.words) if other.head == place and at != place]
        said = [at for at in below if side.words[at].dep in {"xcomp", "ccomp", "oprd", "acomp"}]
        found.append((place, said or [word.head]))
    return found


def _one_speaker(left: Side, right: Side) -> bool:
    """Tell whether both sources can be one: not two people, nor two places or bodies."""
    names = [
        {
            (word.kind, lexicon.lexicon().home.get(word.key, word.key))
            for word in side.words
            if word.source and word.pos == "PROPN"
        }
        for side in (left, right)
    ]
    words = [{key for _, key in items} for items in names]
    if not words[0] or not words[1] or words[0] & words[1]:
        return True
    people = ["person" in {kind for kind, _ in items} for items in names]
    return people[0] != people[1]


PLUGIN = Certainty()
