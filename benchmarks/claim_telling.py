"""Tells a fact in one of many ways: other words, other order, another number, another voice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import claim_words as words

OTHER_NUMBER = 0.07
DENIED = 0.04
SECOND_CLAUSE = 0.3


@dataclass(frozen=True)
class Fact:
    """What happened: who did what to what, with its numbers; told in many ways."""

    subject: str
    verb: int
    target: str
    extra: str
    day: str
    quote: str | None
    numbers: dict[str, int]


@dataclass
class Scene:
    """The people, bodies and places of one event.

    Attributes:
        facts: what several outlets tell, each about something else.
        asides: what is mentioned beside it.
    """

    theme: str
    place: str
    people: list[str]
    bodies: list[str]
    date: datetime
    facts: list[Fact] = field(default_factory=list)
    asides: list[Fact] = field(default_factory=list)

    def names(self) -> dict[str, str]:
        """Give each name with its kind of entity."""
        people = {" ".join(one.split()[-2:]): "person" for one in self.people}
        return people | dict.fromkeys(self.bodies, "organisation") | {self.place: "place"}


def sentence(random: Random, scene: Scene, fact: Fact) -> str:
    """Tell a fact in one of many ways."""
    if fact.quote and random.random() < 0.7:
        quote = fill(fact.quote, random, scene, fact)
        return f"“{quote},” {_short(random, fact.subject)} {random.choice(words.CUES)}."
    numbers = dict(fact.numbers)
    if random.random() < OTHER_NUMBER:
        key = random.choice(sorted(numbers))
        numbers[key] += random.randint(1, max(1, numbers[key] // 3))
    told = Fact(**{**fact.__dict__, "numbers": numbers})
    lemma, active, participle = words.VERBS[fact.verb]
    target = random.choice(fact.target.split("|"))
    subject = _short(random, fact.subject)
    if random.random() < DENIED:
        body = f"{subject} did not {lemma} {target}"
    elif random.random() < 0.25 and not target.startswith(("opening", "counting", "shutting")):
        body = f"{target} was {participle} by {subject}"
    else:
        body = f"{subject} {random.choice(active)} {target}"
    if random.random() < 0.5:
        body += f" in {scene.place}"
    if random.random() < 0.4:
        body += f" on {fact.day}"
    if fact.extra and random.random() < 0.7:
        comma = "," if fact.extra.startswith(("a step", "although", "while", "which")) else ""
        body += f"{comma} {fact.extra}"
    if random.random() < SECOND_CLAUSE:
        other = random.choice(scene.asides)
        done = words.VERBS[other.verb][1][0]
        clause = f"{_short(random, other.subject)} {done} {other.target.split('|')[0]}"
        joint = random.choice([", and", ", but", ", while"])
        body += f"{joint} {fill(clause, random, scene, other)}"
    return _voiced(random, scene, fill(body, random, scene, told))


def _voiced(random: Random, scene: Scene, body: str) -> str:
    """Put a sentence into somebody's mouth, or leave it to the outlet."""
    choice = random.random()
    source = _short(random, random.choice(scene.people))
    if choice < 0.18:
        return f"{capital(source)} {random.choice(words.CUES[:3])} that {body}."
    if choice < 0.3:
        return f"{capital(body)}, {source} {random.choice(words.CUES)}."
    if choice < 0.4:
        return f"According to the {random.choice(scene.bodies)}, {body}."
    return f"{capital(body)}."


def _short(random: Random, name: str) -> str:
    """Name somebody in full or by the family name, as reports do."""
    if name.startswith("the ") or random.random() < 0.6:
        return name
    return name.rsplit(maxsplit=1)[-1]


def fill(pattern: str, random: Random, scene: Scene, fact: Fact) -> str:
    chosen = Random(f"{fact.subject} {fact.target} {fact.numbers['s']}")  # the same each time
    filled = pattern
    for key, value in fact.numbers.items():
        filled = filled.replace(f"{{{key}}}", f"{value:,}" if key == "n" else str(value))
    return (
        filled.replace("{body}", chosen.choice(scene.bodies))
        .replace("{person}", chosen.choice(scene.people))
        .replace("{place}", scene.place)
        .replace("{d}", fact.day)
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
