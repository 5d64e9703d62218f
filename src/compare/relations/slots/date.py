"""Date: days, periods and times that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from compare.records import Claim, DateMention, Slot
from compare.relations import lexicon
from compare.relations.sides import Side, correspond
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
# how often: "weekly", "biannually"
_OFTEN = re.compile(
    r"(?:bi|semi|tri)?-?(?:hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly"
    r"|annual(?:ly)?|ennial(?:ly)?)"
)
_GRAINS = ["time", "day", "week", "month", "year"]  # the finest first
_OPEN = {"before", "after"}


class Date:
    """Compares the dates that stand in the same place, or are the only ones."""

    name: Slot = "date"
    order = 5

    def compare(self, left: Claim, right: Claim, context: SlotContext) -> list[Finding]:
        """Report each date that has counterparts but agrees with none of them."""
        sides = context.alignment
        dates = sides.left.once(_dates), sides.right.once(_dates)
        free_left = [d for d in dates[0] if not _met(d, dates[1])]
        free_right = [d for d in dates[1] if not _met(d, dates[0])]
        found, only = [], len(dates[0]) == len(dates[1]) == 1
        for first in free_left:
            placed = [d for d in free_right if _in_place(first, d, context)]
            options = [d for d in placed or (free_right if only else []) if conflict(first, d)]
            if not options:
                continue
            second = options[0]
            free_right.remove(second)
            spans = [(first.start, first.end)], [(second.start, second.end)]
            made = difference(self.name, left, right, *spans)
            bounded = _OPEN & {first.grain, second.grain}
            found.append(Finding(made, RULED_OUT if placed and not bounded else DOUBTFUL))
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
                or _OFTEN.fullmatch(item.key)
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


def _dates(side: Side) -> list[DateMention]:
    """Give the dates of a claim, "before 1986" as all that lies before it."""
    return [_bounded(item, side) for item in side.claim.dates]


def _bounded(item: DateMention, side: Side) -> DateMention:
    head = _head(item, side)
    if head is None or item.first is None or item.last is None:
        return item
    how = side.words[side.words[head].head]
    if side.words[head].dep != "pobj" or how.end > item.start:
        return item
    day = timedelta(days=1)
    if how.key == "before" and item.first > date.min:
        return replace(item, first=date.min, last=item.first - day, grain="before")
    if how.key == "after" and item.last < date.max:
        return replace(item, first=item.last + day, last=date.max, grain="after")
    return item


def _head(item: DateMention, side: Side) -> int | None:
    """Give the place of the word that the others of a date hang on."""
    inside = [at for at, word in enumerate(side.words) if item.start <= word.start < item.end]
    return next((at for at in inside if side.words[at].head not in inside), None)


def _met(item: DateMention, others: Sequence[DateMention]) -> bool:
    """Tell whether another date says the same, and not merely the year or month of it."""
    fine = _fineness(item)
    return any(agree(item, other) and _fineness(other) <= fine for other in others)


def _fineness(item: DateMention) -> int:
    return _GRAINS.index(item.grain) if item.grain in _GRAINS else 0


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
    if any(
        first.start <= alignment.left.words[place].start < first.end
        and second.start <= alignment.right.words[rival].start < second.end
        for place, rival, _ in alignment.instead
    ):
        return True
    heads = _head(first, alignment.left), _head(second, alignment.right)
    if heads[0] is None or heads[1] is None:
        return False
    verbs = alignment.left.governor(heads[0])[0], alignment.right.governor(heads[1])[0]
    return alignment.left.words[verbs[0]].pos == "VERB" and correspond(alignment, *verbs)


PLUGIN = Date()
