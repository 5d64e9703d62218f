"""Makes articles of invented outlets in any number, the same ones for the same seed.

    python benchmarks/make_claims.py 10000 [--seed 7] [--out FILE.jsonl]

The shapes are those of real news collections: events of one to forty reports (half of them
have up to five), reports of 4 to 90 sentences (half up to 18), sentences of 21 words on
average; facts that many outlets tell in their own words, now and then with another number or
denied; facts that one outlet has alone; quotations word for word; and reports that carry the
text of an agency, whole or shortened. A smaller collection is the beginning of a larger one.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import claim_words as words
from claim_telling import Fact, Scene, capital, fill, sentence

from compare.records import Article, Claim, Entity, Quantity, Token, content_id

EVENTS_A_DAY = 6
SHARED_FACTS = 28
REPRINTS = 0.1
PLAIN = 0.1  # of what a report has alone
SHARED = 0.35  # of a report's sentences tell what others tell too
CLAIMS_A_SENTENCE = 1.23  # as extract_claims divides them
FIRST_DAY = datetime(2031, 3, 3, 6, tzinfo=UTC)
_WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_NUMBER = re.compile(r"\b\d[\d,]*\b(?: (\w+))?")
_FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "for",
        "by",
        "with",
        "at",
        "and",
        "or",
        "that",
        "who",
        "which",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "it",
        "as",
        "from",
        "not",
        "no",
        "will",
        "would",
        "be",
        "been",
        "after",
        "about",
        "into",
        "than",
        "before",
        "until",
        "since",
    ]
)


def generate(n_claims: int, seed: int = 7) -> list[Article]:
    """Make articles whose text has about `n_claims` claims."""
    return [article for article, _, _ in _take(round(n_claims / CLAIMS_A_SENTENCE), seed)]


def generate_claims(n: int, seed: int = 7) -> tuple[list[Article], dict[str, list[Claim]]]:
    """Make articles with exactly `n` claims, one a sentence, without any linguistics.

    The claims are verbatim and have names, numbers and plain tokens, but neither speakers nor
    frames: enough to fill a store; to measure matching, extract the claims of `generate`.
    """
    articles, claims = [], {}
    for article, spans, scene in _take(n, seed):
        articles.append(article)
        names = scene.names()
        claims[article.id] = [
            _claim(article, position, start, end, names)
            for position, (start, end) in enumerate(spans)
        ]
    return articles, claims


def _take(sentences: int, seed: int) -> Iterator[tuple[Article, list[tuple[int, int]], Scene]]:
    left, number = sentences, 0
    while left > 0:
        random = Random(f"{seed} {number}")
        scene = _scene(random, number)
        for article, spans in _reports(random, scene, left):
            if left <= 0:
                break
            left -= len(spans)
            yield article, spans, scene
        number += 1


def _scene(random: Random, number: int) -> Scene:
    place = random.choice(words.PLACE_STARTS) + random.choice(words.PLACE_ENDS)
    people = [_person(random) for _ in range(7)]
    bodies = [f"{place} {one}" for one in random.sample(words.BODIES, 4)]
    hours = 24 * number / EVENTS_A_DAY + random.uniform(0, 12)
    date = FIRST_DAY + timedelta(minutes=round(hours * 60))
    themes = random.sample(list(words.THEMES), 4)
    scene = Scene(themes[0], place, people, bodies, date)
    # No two facts of an event are about the same thing, as they would be told as one.
    targets = [target for theme in themes for target in words.THEMES[theme]]
    random.shuffle(targets)
    scene.facts = [_fact(random, scene, target) for target in targets[:SHARED_FACTS]]
    scene.asides = [_fact(random, scene, target) for target in targets[SHARED_FACTS:]]
    return scene


def _fact(random: Random, scene: Scene, target: str = "") -> Fact:
    """Make a fact; one without a target is a report's own, about anything and anybody."""
    cast = scene.people + [f"the {one}" for one in scene.bodies]
    return Fact(
        subject=random.choice(cast) if target else _person(random),
        verb=random.randrange(len(words.VERBS)),
        target=target or random.choice(words.THEMES[random.choice(list(words.THEMES))]),
        extra=random.choice(words.EXTRAS) if random.random() < 0.7 else "",
        day=random.choice(words.DAYS),
        quote=random.choice(words.QUOTES) if target and random.random() < 0.1 else None,
        numbers={
            "n": random.choice([random.randint(11, 99), random.randint(1, 99) * 100]),
            "m": random.randint(2, 900),
            "s": random.randint(2, 12),
            "p": random.randint(2, 60),
        },
    )


def _person(random: Random) -> str:
    family = random.choice(words.FAMILY_STARTS) + random.choice(words.FAMILY_ENDS)
    return f"{random.choice(words.ROLES)} {random.choice(words.GIVEN)} {family}"


def _reports(
    random: Random, scene: Scene, left: int
) -> Iterator[tuple[Article, list[tuple[int, int]]]]:
    size = min(40, max(1, round(random.lognormvariate(1.6, 0.75))))
    outlets = [_outlet(random) for _ in range(size)]
    earlier: list[list[str]] = []
    for outlet in outlets:
        length = min(90, max(4, round(random.lognormvariate(2.95, 0.7))))
        carried = bool(earlier) and random.random() < REPRINTS
        sentences = list(earlier[0]) if carried else _told(random, scene, length)
        if carried and random.random() < 0.5:
            sentences = sentences[: max(3, round(len(sentences) * random.uniform(0.4, 0.9)))]
        earlier.append(sentences)
        scene.date += timedelta(minutes=random.randint(5, 240))
        sentences = sentences[:left]
        left -= len(sentences)
        if sentences:
            yield _article(random, scene, outlet, sentences)


def _outlet(random: Random) -> str:
    return f"{random.choice(words.OUTLET_STARTS)} {random.choice(words.OUTLET_ENDS)}"


def _told(random: Random, scene: Scene, length: int) -> list[str]:
    """Write a report: what others tell too comes in the same rough order, most told first."""
    places = sorted(
        {min(len(scene.facts) - 1, int(random.expovariate(1 / 9))) for _ in range(length)}
    )[: max(1, round(SHARED * length))]
    shared = [sentence(random, scene, scene.facts[i]) for i in places]
    own = []
    for _ in range(length - len(shared)):
        if random.random() < PLAIN:
            own.append(fill(random.choice(words.PLAIN), random, scene, _fact(random, scene)))
        else:
            own.append(sentence(random, scene, _fact(random, scene)))
    at = sorted(random.randint(1, len(shared)) for _ in own)
    found = list(shared)
    for back, place in enumerate(reversed(at)):
        found.insert(place, own[len(own) - 1 - back])
    return list(dict.fromkeys(found))


def _article(
    random: Random, scene: Scene, outlet: str, sentences: list[str]
) -> tuple[Article, list[tuple[int, int]]]:
    text, spans = "", []
    room = 0
    for told in map(capital, sentences):
        if text:
            text += " " if room else "\n\n"
        room = room - 1 if room else random.randint(0, 3)
        spans.append((len(text), len(text) + len(told)))
        text += told
    lead = scene.facts[0]
    _, active, _ = words.VERBS[lead.verb]
    title = f"{lead.subject} {random.choice(active)} {random.choice(lead.target.split('|'))}"
    title = capital(fill(f"{title} in {scene.place}", random, scene, lead))
    slug = content_id(outlet, title, text)
    article = Article(
        outlet=outlet,
        title=title,
        text=text,
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{slug}",
        published_at=scene.date,
        language="en",
        source_name="make_claims",
    )
    return article, spans


def _claim(article: Article, position: int, start: int, end: int, names: dict[str, str]) -> Claim:
    text = article.text[start:end]
    return Claim(
        id=content_id(article.id, str(start), str(end)),
        article_id=article.id,
        text=text,
        start=start,
        end=end,
        position=position,
        quantities=tuple(_quantity(found) for found in _NUMBER.finditer(text)),
        entities=tuple(
            Entity(at, at + len(name), name, kind, name)  # type: ignore[arg-type]
            for name, kind in names.items()
            if (at := text.find(name)) >= 0
        ),
        tokens=tuple(
            Token(found.start(), found.end(), found.group().lower(), _pos(found.group()), "", "", 0)
            for found in _WORD.finditer(text)
        ),
    )


def _quantity(found: re.Match[str]) -> Quantity:
    digits = found.group().split()[0].rstrip(",")
    value = float(digits.replace(",", ""))
    start = found.start()
    return Quantity(start, start + len(digits), digits, value, value, (found[1] or "").rstrip("s"))


def _pos(word: str) -> str:
    if not word[0].isalnum():
        return "PUNCT"
    if word[0].isdigit():
        return "NUM"
    if word.lower() in _FUNCTION:
        return "ADP"
    return "PROPN" if word[0].isupper() else "NOUN"


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes articles of invented outlets as JSONL.")
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=Path("made.jsonl"))
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as out:
        for one in generate(args.claims, args.seed):
            row = {name: getattr(one, name) for name in ("outlet", "title", "text", "url")}
            row["published_at"] = one.published_at.isoformat() if one.published_at else None
            out.write(json.dumps(row | {"language": "en"}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
