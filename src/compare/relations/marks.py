"""What a claim says of itself besides its content: negated, reserved, planned, in part.

Two claims may differ in these whatever their words are, so each is only counted here; whether it
is about the same thing the verdict judges from all it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.claims import cues
from compare.records import Claim
from compare.relations.negations import denials
from compare.relations.sides import Side

NAMES = (
    *("negated on one side", "denied on one side", "both negated"),
    *("reserved on one side", "no stand on one side", "confirmed beside no stand"),
    *("planned on one side", "both planned"),
    *("whole beside part", "part on one side", "only on one side", "bounded on one side"),
    *("roles exchanged", "opposites", "verbs alike"),
)
_RESERVED = frozenset({"hedged", "doubted", "conditional"})
_HEDGES = re.compile(
    r"\b(?:may|might|could|perhaps|possibl[ey]|probabl[ey]|likely|apparently|allegedly|alleged"
    r"|reportedly|supposed(?:ly)?|suspect(?:s|ed)?|unconfirmed|potential(?:ly)?|rumou?r\w*"
    r"|presumably|seem(?:s|ed)?|appear(?:s|ed)?|believed|thought|feared|assum\w+|presumed"
    r"|preliminary|provisional|unclear|whether|chance|possibility)\b",
    re.IGNORECASE,
)
# "was to convey", "will meet" and that it was done are no difference in what is said
_PLANS = re.compile(
    r"\b(?:plan\w*|propos\w+|prepar\w+|intend\w*|intention|aim(?:s|ed|ing)|consider\w*|expect\w*"
    r"|hop(?:es?|ed|ing)|wants?|wanted|seek\w*|sought|order(?:s|ed)|call(?:s|ed) for|draft"
    r"|pledg\w+|promis\w+|threaten\w*|weigh(?:s|ed|ing)|demand(?:s|ed))\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:all|every|everyone|everybody|whole|entire(?:ly)?|full(?:y)?|complete(?:ly)?|total(?:ly)?"
    r"|each|both|none|nationwide|throughout|always|unanimous(?:ly)?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:some|part(?:s|ly|ial|ially)?|several|most(?:ly)?|half|few|many|majority|minority"
    r"|certain|one of|two of|selected|mainly|largely|temporar\w+|initial(?:ly)?|among|includ\w+)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:only|alone|sole(?:ly)?|except|apart from|unless|provided|but not)\b", re.I
)
_BOUNDS = re.compile(
    r"\b(?:at least|more than|less than|fewer than|over|under|up to|no more than|nearly|almost"
    r"|about|around|some|dozens|hundreds|thousands|scores)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """What one claim is marked by."""

    negated: int
    reserved: bool
    confirms: bool
    planned: bool
    whole: bool
    part: bool
    only: bool
    bounded: bool


def marked(side: Side) -> Marked:
    """Look for the marks of one claim."""
    claim = side.claim
    text = _said(claim)
    found = [bool(p.search(text)) for p in (_HEDGES, _PLANS, _WHOLE, _PART, _ONLY, _BOUNDS)]
    return Marked(
        len(side.once(denials)) % 2 + (claim.stance == "denied"),
        found[0] or claim.stance in _RESERVED,
        _confirms(side),
        *found[1:],
    )


def marks(left: Side, right: Side, alike: float, opposites: int, exchanged: bool) -> list[float]:
    """Give a number for each of `NAMES`; the same whichever claim comes first.

    Args:
        alike: how alike the main verbs are.
        opposites: how many antonyms stand against each other.
        exchanged: whether who did it and to whom changed places.
    """
    one, two = left.once(marked), right.once(marked)
    stances = left.claim.stance, right.claim.stance
    silent = [stance == "uncommitted" for stance in stances]
    return [
        float(one.negated % 2 != two.negated % 2),
        float((stances[0] == "denied") != (stances[1] == "denied")),
        float(min(one.negated, two.negated) > 0),
        float(one.reserved != two.reserved),
        float(silent[0] != silent[1]),
        float((silent[0] and two.confirms) or (silent[1] and one.confirms)),
        float(one.planned != two.planned),
        float(one.planned and two.planned),
        float((one.whole and two.part) or (two.whole and one.part)),
        float(one.part != two.part),
        float(one.only != two.only),
        float(one.bounded != two.bounded),
        float(exchanged),
        float(min(opposites, 2)),
        alike,
    ]


def _said(claim: Claim) -> str:
    """Give the claim without the words of who says it and how."""
    text = claim.text
    for item in claim.attributions:
        for span in (item.source, item.cue):
            if span is not None and not item.carried:
                start, end = span.start - claim.start, span.end - claim.start
                if 0 <= start < end <= len(text):
                    text = text[:start] + " " * (end - start) + text[end:]
    return text


def _confirms(side: Side) -> bool:
    return any(word.key in cues.CONFIRMING or word.key in {"deny", "reject"} for word in side.words)


def spans(claim: Claim, slot: str) -> list[tuple[int, int]]:
    """Give the words that make a claim less certain, or narrow or widen it."""
    patterns = (_HEDGES, _PLANS) if slot == "certainty" else (_PART, _WHOLE, _ONLY, _BOUNDS)
    text = _said(claim)
    return next((hits for p in patterns if (hits := [m.span() for m in p.finditer(text)])), [])
