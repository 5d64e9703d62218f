"""Date: days, periods and times that do not overlap."""

from __future__ import annotations

import re

from compare.records import Claim, DateMention, Slot
from compare.relations import lexicon
from compare.relations.slots import DOUBTFUL, RULED_OUT, Finding, SlotContext, difference, unclaimed
from compare.relations.slots import word_span as span

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_YEAR = re.compile(r"\b(1[0-9]{3}|20[0-9]{2})\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!:)")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?(?!\w)", re.IGNORECASE)


class Date:
    """Compares the dates that stand in the same place, or are the only ones."""

    name: Slot = "date"
    order = 5

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report each date that has counterparts but agrees with none of them."""
        free_left = [d for d in left.dates if not any(agree(d, other) for other in right.dates)]
        free_right = [d for d in right.dates if not any(agree(d, other) for other in left.dates)]
        found, only = [], len(left.dates) == len(right.dates) == 1
        for first in free_left:
            placed = [d for d in free_right if _in_place(first, d, context)]
            options = [d for d in placed or (free_right if only else []) if conflict(first, d)]
            if not options:
                continue
            second = options[0]
            free_right.remove(second)
            spans = [(first.start, first.end)], [(second.start, second.end)]
            made = difference(self.name, left, right, *spans)
            found.append(Finding(made, RULED_OUT if placed else DOUBTFUL))
        return found + self._words(left, right, context)

    def _words(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report words of time that the dates don't hold ("March", "morning", "before")."""
        found, sides = [], context.alignment
        for place, rival, _ in unclaimed(context):
            word, other = sides.left.words[place], sides.right.words[rival]
            if "date" in (word.kind, other.kind) and word.kind != other.kind:
                continue
            timely = all(
                item.key in MONTHS
                or item.key in DAYS
                or (item.kind == "" and lexicon.category(item.key, item.pos) == lexicon.TIME)
                for item in (word, other)
            )
            if not timely or word.kind == "date":
                continue
            context.claimed.add((place, rival))
            sure = lexicon.kin(word.key, other.key, "NOUN") or lexicon.opposite(word.key, other.key)
            made = difference(
                self.name, left, right, [span(sides.left, place)], [span(sides.right, rival)]
            )
            found.append(Finding(made, RULED_OUT if sure else DOUBTFUL))
        return found


def agree(first: DateMention, second: DateMention) -> bool:
    """Tell whether two dates are or can be the same: by their days, else by what both name."""
    if first.first and first.last and second.first and second.last:
        overlap = first.first <= second.last and second.first <= first.last
        return overlap and not (first.grain == second.grain == "time" and _clocks(first, second))
    return bool(_shared(first, second)) and not conflict(first, second)


def conflict(first: DateMention, second: DateMention) -> bool:
    """Tell whether two dates can't be the same; two that can't be compared are no conflict."""
    if first.first and first.last and second.first and second.last:
        return not agree(first, second)
    return any(one != other for one, other in _shared(first, second))


def _shared(first: DateMention, second: DateMention) -> list[tuple[str, str]]:
    parts, others = _parts(first.text), _parts(second.text)
    return [(parts[name], others[name]) for name in parts if name in others]


def _clocks(first: DateMention, second: DateMention) -> bool:
    """Tell whether both name a time of day, and not the same."""
    one, other = _CLOCK.search(first.text), _CLOCK.search(second.text)
    return bool(one and other and one.groups() != other.groups())


def _parts(text: str) -> dict[str, str]:
    """Give the year, month, day of the month and weekday that a text names."""
    low = text.lower()
    found = {}
    year = _YEAR.search(low)
    if year:
        found["year"] = year[0]
        low = low.replace(year[0], " ")
    for name, words in (("month", MONTHS), ("weekday", DAYS)):
        hit = next((w for w in words if re.search(rf"\b{w[:3]}(?:{w[3:]})?\b", low)), None)
        if hit:
            found[name] = hit
    day = _DAY.search(low)
    if day and "month" in found:
        found["day"] = day[1].lstrip("0")
    return found


def _in_place(first: DateMention, second: DateMention, context: SlotContext) -> bool:
    alignment = context.alignment
    return any(
        first.start <= alignment.left.words[place].start < first.end
        and second.start <= alignment.right.words[rival].start < second.end
        for place, rival, _ in alignment.instead
    )


PLUGIN = Date()
