"""Organisation: organisations and other named things that stand in the same place."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations.names import compare_names
from compare.relations.slots import Finding, SlotContext


class Organisation:
    """Organisations and other named things that stand in the same place."""

    name: Slot = "organisation"
    order = 25

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report the names of this kind that differ."""
        return compare_names(self.name, left, right, context)


PLUGIN = Organisation()
