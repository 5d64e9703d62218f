"""Makes pairs of sentences that differ in one word, from real sentences.

    python benchmarks/swaps.py FILE.jsonl [--limit 200]     # prints what it makes

A swap of a number, ordinal, month, country, nationality, name or antonym changes what is said;
a harmless one exchanges a word for one that says the same there. The word lists here are this
program's own and are not read by the product.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def _words(text: str) -> list[str]:
    return text.split()


MONTHS = _words(
    """
    January February March April June July August September October November December
    """
)
ORDINALS = _words(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth
    """
)
COUNTS = _words(
    """
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty
    """
)
COUNTRIES = _words(
    """
    France Germany Spain Italy Poland Greece Sweden Norway Japan China India Pakistan Iran Iraq
    Israel Egypt Turkey Russia Ukraine Brazil Mexico Canada Australia Nigeria Kenya Vietnam
    Thailand Indonesia Malaysia Philippines Bangladesh Afghanistan Syria Lebanon Venezuela
    Argentina Chile Colombia Cuba Portugal Austria Hungary Belgium Denmark Finland
    """
)
NATIONALITIES = _words(
    """
    French German Spanish Italian Polish Greek Swedish Norwegian Japanese Chinese Indian
    Pakistani Iranian Iraqi Israeli Egyptian Turkish Russian Ukrainian Brazilian Mexican
    Canadian Australian Nigerian Vietnamese Thai Indonesian Malaysian Syrian Lebanese
    Venezuelan Argentine Chilean Colombian Cuban Portuguese Austrian Hungarian Belgian Danish
    American British
    """
)
ANTONYMS = """
increase decrease|increased decreased|increases decreases|rise fall|rose fell|rising falling
win lose|won lost|winning losing|accept reject|accepted rejected|allow forbid|allowed banned
open close|opened closed|begin end|began ended|start stop|started stopped|arrive depart
arrived departed|buy sell|bought sold|confirm deny|confirmed denied|support oppose
supported opposed|strengthen weaken|strengthened weakened|succeed fail|succeeded failed
arrested released|approved rejected|admitted denied|attacked defended|dead alive|large small
larger smaller|big small|high low|higher lower|highest lowest|long short|longer shorter
old young|older younger|strong weak|stronger weaker|early late|earlier later|north south
northern southern|east west|eastern western|before after|more fewer|most least|many few
positive negative|public private|legal illegal|safe dangerous|rich poor|male female|men women
man woman|boys girls|guilty innocent|military civilian|urban rural|hot cold|best worst
better worse|inside outside|above below|major minor|peaceful violent|deep shallow|heavy light
""".replace("\n", "|")
SYNONYMS = """
big large|huge enormous|killed slain|injured wounded|began started|begin start|start begin
ended finished|said stated|buy purchase|bought purchased|help assist|helped assisted|near close to
nearly almost|about approximately|around about|approximately roughly|quickly rapidly|fast quick
often frequently|also too|children kids|police officers|film movie|movie film|house home
country nation|countries nations|car automobile|cars vehicles|vehicle car|plane aircraft
aircraft plane|ship vessel|vessel ship|boat vessel|attack assault|attacks assaults|show demonstrate
shows demonstrates|showed demonstrated|important significant|difficult hard|find discover
found discovered|wanted sought|tried attempted|try attempt|trying attempting|end finish
choose select|chose selected|get obtain|got obtained|need require|needs requires
needed required|allow permit|allowed permitted|answer reply|asked requested|entire whole
whole entire|scared afraid
blast explosion|explosion blast|blaze fire|earthquake quake|quake earthquake|storm tempest
lawyer attorney|doctor physician|physician doctor|jail prison|prison jail|jailed imprisoned
agreement deal|deal agreement|accord agreement|meeting gathering|talks negotiations
residents inhabitants|people persons|soldiers troops|troops soldiers|border frontier
happened occurred|happen occur|occurred happened|gathered assembled|leader chief|leaders chiefs
destroyed demolished|build construct|built constructed|evident clear|obvious clear
probe investigation|investigation inquiry|huge massive|massive huge|total overall|main principal
annual yearly|wealthy rich|rapidly quickly|several various|pictures photos|photos pictures
pictures images|images pictures|shut closed|purchased bought|purchase buy|hurt injured
wounded injured|fatal deadly|deadly lethal|reveal disclose|revealed disclosed|declared announced
announced declared|fired launched|launched started|stopped halted|halted stopped|halt stop
return come back|returned came back|resigned quit|quit resigned|expected anticipated
worried concerned|angry furious|terrible awful|error mistake|mistake error|goal aim|seek look for
vital crucial|crucial vital|sufficient enough|enough sufficient|ill sick|sick ill|rescued saved
saved rescued|students pupils|town city|purpose aim|job post|jobs posts|wages pay|salary pay
""".replace("\n", "|")
NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
RIGHT = {
    "number": {"number"},
    "ordinal": {"number"},
    "month": {"date"},
    "country": {"place"},
    "nationality": {"place"},
    "name": {"person"},
    "antonym": {"action", "polarity", "scope", "role", "place", "date", "number"},
    "harmless": set(),
}


@dataclass(frozen=True)
class Swap:
    """A sentence, the same with one word exchanged, and of which kind that word is."""

    kind: str
    before: str
    after: str
    old: str
    new: str


def pairs(text: str) -> dict[str, list[str]]:
    """Read "a b|c d" as a → [b], c → [d]."""
    found: dict[str, list[str]] = {}
    for item in text.split("|"):
        if item.strip():
            old, new = item.strip().split(" ", 1)
            found.setdefault(old, []).append(new)
    return found


def both_ways(table: dict[str, list[str]]) -> dict[str, list[str]]:
    turned = {old: list(new) for old, new in table.items()}
    for old, news in table.items():
        for new in news:
            turned.setdefault(new, []).append(old)
    return turned


OPPOSITE, ALIKE = both_ways(pairs(ANTONYMS)), pairs(SYNONYMS)


def _cased(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def other_number(old: str, rng: random.Random) -> str:
    """Give another number of as many digits, at least a third off."""
    value = float(old.replace(",", ""))
    factor = rng.choice((0.4, 0.6, 1.5, 2.0, 3.0))
    if "." in old:
        return f"{max(value * factor, 0.1):.{len(old.split('.')[1])}f}"
    changed = max(1, round(value * factor))
    changed = changed if changed != value else changed + 1
    return f"{changed:,}" if "," in old else str(changed)


def _listed(kind: str, words: Sequence[str], text: str, rng: random.Random) -> Iterator[Swap]:
    for match in re.finditer(rf"\b(?:{'|'.join(words)})\b", text):
        new = rng.choice([word for word in words if word != match[0]])
        yield _made(kind, text, match.start(), match.end(), new)


def _made(kind: str, text: str, start: int, end: int, new: str) -> Swap:
    old = text[start:end]
    new = _cased(old, new)
    return Swap(kind, text, text[:start] + new + text[end:], old, new)


def swaps(text: str, names: Sequence[str], doc: Any, rng: random.Random) -> list[Swap]:
    """Make one swap of every kind that the sentence allows.

    Args:
        names: people's names to put in place of others.
        doc: the sentence parsed by spaCy, for its people.
    """
    made: list[Swap] = []
    for match in re.finditer(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)", text):
        before = rf"\b(?:{'|'.join(month[:3] for month in MONTHS)}|May)[a-z]*\.? $"
        if not re.search(before, text[: match.start()]):
            new = other_number(match[0], rng)
            if new != match[0]:
                made.append(_made("number", text, match.start(), match.end(), new))
    made += _listed("number", COUNTS, text, rng)
    made += _listed("ordinal", ORDINALS, text, rng)
    made += _listed("month", MONTHS, text, rng)
    made += _listed("country", COUNTRIES, text, rng)
    made += _listed("nationality", NATIONALITIES, text, rng)
    for entity in people(doc):
        others = [n for n in names if not set(n.split()) & set(entity.text.split())]
        if others:
            new = rng.choice(others)
            made.append(_made("name", text, entity.start_char, entity.end_char, new))
    for word in doc:
        for kind, table in (("antonym", OPPOSITE), ("harmless", ALIKE)):
            if word.lower_ in table and word.pos_ not in {"PROPN", "ADP"} and not word.ent_type_:
                new = rng.choice(table[word.lower_])
                made.append(_made(kind, text, word.idx, word.idx + len(word.text), new))
    rng.shuffle(made)
    return list({swap.kind: swap for swap in made}.values())


def sentences(texts: Iterable[str], nlp: Any) -> Iterator[Any]:
    """Give parsed sentences of 6 to 45 words, each once."""
    seen = set()
    for doc in nlp.pipe(texts):
        for sentence in doc.sents:
            text = sentence.text.strip()
            proper = 6 <= len(text.split()) <= 45 and "\n" not in text and text[-1] in '."”!?'
            if proper and text not in seen:
                seen.add(text)
                yield sentence.as_doc()


def build(texts: Sequence[str], limit: int, seed: int = 0, articles: int = 150) -> list[Swap]:
    """Make swaps of every kind, at most `limit` of each, harmless ones as many as all others.

    Args:
        texts: articles; the first 2,000 characters of `articles` of them are used.
    """
    from compare.claims.nlp import pipeline

    nlp, rng = pipeline(), random.Random(seed)
    chosen = rng.sample(list(texts), min(articles, len(texts)))
    docs = list(sentences((text[:2000] for text in chosen), nlp))
    rng.shuffle(docs)
    names = sorted({name.text for doc in docs for name in people(doc)})
    kept: dict[str, list[Swap]] = {}
    for doc in docs:
        for swap in swaps(doc.text, names, doc, rng):
            kept.setdefault(swap.kind, []).append(swap)
    changed = [s for kind in RIGHT if kind != "harmless" for s in kept.get(kind, [])[:limit]]
    return changed + kept.get("harmless", [])[: len(changed)]


def people(doc: Any) -> list[Any]:
    return [e for e in doc.ents if e.label_ == "PERSON" and NAME.fullmatch(e.text)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.file.read_text("utf-8").splitlines()]
    for swap in build([row["text"] for row in rows], args.limit):
        print(swap.kind, swap.old, swap.new, swap.before, sep="\t")


if __name__ == "__main__":
    main()
