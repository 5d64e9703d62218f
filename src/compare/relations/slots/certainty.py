"""Certainty: one claim says it outright, the other with a reserve or without taking a stand."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations.align import Side
from compare.relations.slots import RESERVED, RULED_OUT, Finding, SlotContext, difference

HEDGES = frozenset(
    [
        "may",
        "might",
        "could",
        "perhaps",
        "possibly",
        "probably",
        "likely",
        "apparently",
        "allegedly",
        "reportedly",
        "supposedly",
        "seemingly",
        "suspected",
        "alleged",
        "unconfirmed",
        "potential",
        "possible",
        "purported",
        "rumoured",
        "rumored",
        "presumably",
        "seem",
    ]
)
_SURE = frozenset({"asserted", "denied"})


class Certainty:
    """Compares hedges and stances."""

    name: Slot = "certainty"
    order = 2

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report a hedge, or a refusal to commit, that one side has and the other has not."""
        alignment = context.alignment
        first, second = _hedges(alignment.left), _hedges(alignment.right)
        stances = {left.stance, right.stance}
        if len(stances) == 2 and "uncommitted" in stances and stances & {"asserted", "denied"}:
            made = difference(self.name, left, right, first, second, "takes no stand")
            return [Finding(made, RULED_OUT - 0.15)]
        unsure = left.stance not in _SURE or bool(first), right.stance not in _SURE or bool(second)
        if unsure[0] == unsure[1] or not (first or second):
            return []
        return [Finding(difference(self.name, left, right, first, second), RESERVED)]


def _hedges(side: Side) -> list[tuple[int, int]]:
    return [
        (word.start, word.end) for word in side.words if word.key in HEDGES and word.pos != "PROPN"
    ]


PLUGIN = Certainty()
