"""Person: people who stand in the same place."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations.names import compare_names, other_doers
from compare.relations.slots import Finding, SlotContext


class Person:
    """People who stand in the same place."""

    name: Slot = "person"
    order = 20

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report the names of this kind that differ."""
        return compare_names(self.name, left, right, context) + other_doers(left, right, context)


PLUGIN = Person()
