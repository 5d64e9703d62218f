"""Who confirmed it, who denied it, who would not say, and who came to say something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal, cast

from compare.claims import cues
from compare.claims.stance import settled_by_phrase
from compare.records import Attribution, Claim, SideBySide
from compare.view import moment
from compare.vocabulary import PRONOUNS

StandKind = Literal["confirmed", "denied", "doubted", "uncommitted"]
_KINDS: tuple[StandKind, ...] = ("uncommitted", "doubted", "denied", "confirmed")
_NAME = re.compile(r"[^\W\d_]\w+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker was reported to say, by one outlet or by several in a row.

    Attributes:
        speaker: as the first of the reports names it.
        claim_ids: in order of publication.
    """

    kind: StandKind
    speaker: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """The turns of one speaker, or of those who speak for one country, in order of time."""

    speakers: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def moved(self) -> bool:
        """Whether not all that was reported is of one kind."""
        return len({turn.kind for turn in self.turns}) > 1


def stands(view: SideBySide) -> list[Stand]:
    """Give who is reported to confirm, deny, doubt or leave open something, and in what order.

    Nothing is said of what they speak about, or of who is right: each turn is a list of
    sentences as they stand in the reports. A speaker is told by name; several names stand
    together where they are only that of one country ("Turkey", "Two Turkish officials"). On a day
    of which not every report has its hour, what was left open stands before what was doubted,
    denied and confirmed, as nobody can tell.

    Returns:
        First those of whom different things are reported, then those whom most outlets report.
    """
    told = sorted(
        (place, claim.id, kind, str(claim.speaker))
        for claim in view.claims.values()
        if (kind := stand_of(claim)) is not None
        for place in [_place(view, claim)]
    )
    found = [
        Stand(
            speakers=_names([speaker for *_, speaker in one]),
            turns=_turns(_by_day(view, one)),
        )
        for one in _by_speaker(told)
    ]

    def merit(stand: Stand) -> tuple[bool, int]:
        claims = [one for turn in stand.turns for one in turn.claim_ids]
        return not stand.moved, -len(
            {view.articles[view.claims[one].article_id].outlet for one in claims}
        )

    return sorted(found, key=merit)


def stand_of(claim: Claim) -> StandKind | None:
    """Tell whether somebody, by name or role, confirms, denies, doubts or leaves open what is said.

    Plain statements take no stand here, and neither does what an outlet says in its own name.
    """
    if not claim.speaker or claim.speaker.lower() in PRONOUNS:
        return None
    voiced = next((one for one in claim.attributions if not one.partial), None)
    if voiced is None:
        return None
    lemmas = _cue(claim, voiced)
    if claim.stance in {"uncommitted", "doubted"}:
        return None if lemmas & cues.ASKING else cast(StandKind, claim.stance)
    if claim.stance == "denied":
        meant = any(cues.attitude(one) == "denied" for one in lemmas)
        return "denied" if meant or settled_by_phrase(claim.text) else None
    return "confirmed" if claim.stance == "asserted" and lemmas & cues.CONFIRMING else None


def _cue(claim: Claim, voiced: Attribution) -> set[str]:
    """Give the lemmas of the words that attribute; none where they stand in another claim."""
    if voiced.cue is None:
        return set()
    start, end = voiced.cue.start - claim.start, voiced.cue.end - claim.start
    return {token.lemma.lower() for token in claim.tokens if start <= token.start < end}


def _place(view: SideBySide, claim: Claim) -> tuple[datetime, str, int]:
    return moment(view.articles[claim.article_id].published_at), claim.article_id, claim.position


Told = tuple[tuple[datetime, str, int], str, StandKind, str]


def _by_speaker(told: Iterable[Told]) -> list[list[Told]]:
    """Put together what speakers of one name said, and those who speak for one country."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        found[country(one[3]) or one[3].casefold()].append(one)
    return list(found.values())


def country(speaker: str) -> str | None:
    """Give the country of a speaker with no other name than that country's or its people's.

    "Turkey" and "Two Turkish officials" speak for Turkey, "Turkish Airlines" for itself.
    """
    from compare.relations.lexicon import lexicon

    home = lexicon().home
    names = [word.lower() for word in _NAME.findall(speaker) if word[0].isupper()]
    for phrase in (" ".join(names), " ".join(names[1:])):  # the first may only begin a sentence
        if phrase in home or phrase in home.values():
            return home.get(phrase, phrase)
    return None


def _names(speakers: Iterable[str]) -> tuple[str, ...]:
    """Give each name once, whether it began a sentence or not."""
    found: dict[str, str] = {}
    for one in speakers:
        found.setdefault(one.casefold(), one)
    return tuple(found.values())


def _by_day(view: SideBySide, told: Sequence[Told]) -> Iterator[Told]:
    """Order what was told on a day by kind, unless the hours of all its reports are known."""
    articles = {one[1]: view.articles[view.claims[one[1]].article_id] for one in told}
    for _, found in groupby(told, key=lambda one: one[0][0].date()):
        day = list(found)
        if any(articles[one[1]].published_precision != "time" for one in day):
            day.sort(key=lambda one: _KINDS.index(one[2]))
        yield from day


def _turns(told: Iterable[Told]) -> tuple[Turn, ...]:
    found: list[Turn] = []
    for _, claim_id, kind, speaker in told:
        last = found[-1] if found else None
        if last and (last.kind, last.speaker.casefold()) == (kind, speaker.casefold()):
            found[-1] = Turn(kind, last.speaker, (*last.claim_ids, claim_id))
        else:
            found.append(Turn(kind, speaker, (claim_id,)))
    return tuple(found)
