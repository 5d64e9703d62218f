"""Place: places and nationalities, where neither lies within the other."""

from __future__ import annotations

from compare.records import Claim, Slot
from compare.relations.names import compare_names
from compare.relations.slots import Finding, SlotContext


class Place:
    """Places and nationalities, where neither lies within the other."""

    name: Slot = "place"
    order = 15

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report the names of this kind that differ."""
        return compare_names(self.name, left, right, context)


PLUGIN = Place()
