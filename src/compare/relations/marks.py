"""What a claim says of itself besides its content: negated, reserved, planned, in part.

Two claims may differ in these whatever their words are, so each is only counted here; whether it
is about the same thing the verdict judges from all it is given.
"""

from __future__ import annotations

import re

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


def marks(left: Side, right: Side, alike: float, opposites: int, exchanged: bool) -> list[float]:
    """Give a number for each of `NAMES`; the same whichever claim comes first.

    Args:
        alike: how alike the main verbs are.
        opposites: how many antonyms stand against each other.
        exchanged: whether who did it and to whom changed places.
    """
    one, two = left.claim, right.claim
    negated = [len(denials(side)) % 2 + (side.claim.stance == "denied") for side in (left, right)]
    reserved = [
        bool(_HEDGES.search(_said(item))) or item.stance in _RESERVED for item in (one, two)
    ]
    open_ = [item.stance == "uncommitted" for item in (one, two)]
    sure = [_confirms(side) for side in (left, right)]
    planned = [bool(_PLANS.search(_said(item))) for item in (one, two)]
    whole, part = ([bool(p.search(_said(i))) for i in (one, two)] for p in (_WHOLE, _PART))
    only, bounded = ([bool(p.search(_said(i))) for i in (one, two)] for p in (_ONLY, _BOUNDS))
    return [
        float(negated[0] % 2 != negated[1] % 2),
        float((one.stance == "denied") != (two.stance == "denied")),
        float(min(negated) > 0),
        float(reserved[0] != reserved[1]),
        float(open_[0] != open_[1]),
        float((open_[0] and sure[1]) or (open_[1] and sure[0])),
        float(planned[0] != planned[1]),
        float(all(planned)),
        float((whole[0] and part[1]) or (whole[1] and part[0])),
        float(part[0] != part[1]),
        float(only[0] != only[1]),
        float(bounded[0] != bounded[1]),
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
