"""Exchanges verbs for ones of two words ("accepted", "turned down"), for training the judge.

The lexicon of the product has single words only, so of these the judge alone can tell that they
exclude, or say the same as, another verb. The lists are this program's own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Any

from sentence_changes import Known
from training_pairs import CONTRADICTS, FOLLOWS, Row

EXCLUDING = """
accept turn down|approve strike down,vote down,turn down|keep give up,hand over|hire lay off
continue break off,give up|hold call off,put off|join pull out of,drop out of|confirm rule out
begin break off,call off|start call off|open shut down|build tear down|form break up
uphold strike down|pass vote down|rise go down|increase go down|fall go up|decrease go up
support speak out against|welcome turn down|receive turn down,hand over|win give up
retain give up,hand over|employ lay off|maintain give up,break off|enter pull out of|allow rule out
adopt vote down,throw out|construct tear down,pull down|publish hold back|release hold back,lock up
"""
ALIKE = """
reject turn down,throw out|refuse turn down|abandon give up|surrender give up,hand over
cancel call off|postpone put off,push back|delay put off,hold up|dismiss lay off,throw out
demolish tear down,pull down|establish set up|found set up|create set up|investigate look into
conduct carry out|perform carry out|close shut down|exclude rule out|raise bring up
dissolve break up|continue carry on|rise go up|increase go up|decrease go down|fall go down
discover find out|overturn strike down|leave pull out of|represent stand for|imprison lock up
"""


def _read(text: str) -> dict[str, list[tuple[str, str]]]:
    """Read "accept turn down,…" as accept → [(turn, down), …]."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item in text.strip().replace("\n", "|").split("|"):
        verb, phrases = item.split(" ", 1)
        for phrase in phrases.split(","):
            first, rest = phrase.split(" ", 1)
            found.setdefault(verb, []).append((first, rest))
    return found


TABLES = {CONTRADICTS: _read(EXCLUDING), FOLLOWS: _read(ALIKE)}
VERBS = frozenset(verb for table in TABLES.values() for verb in table)


def phrased(docs: Iterable[Any], known: Known, rng: random.Random) -> Iterator[Row]:
    """Give sentences beside themselves with a verb exchanged, in either order."""
    for doc in docs:
        for word in doc:
            if word.pos_ != "VERB" or word.lemma_ not in VERBS:
                continue
            for label, table in TABLES.items():
                if word.lemma_ not in table:
                    continue
                first, rest = rng.choice(table[word.lemma_])
                form = known.form(first, word.tag_)
                if form:
                    end = word.idx + len(word.text)
                    text = f"{doc.text[: word.idx]}{form} {rest}{doc.text[end:]}"
                    yield (doc.text, text, label) if rng.random() < 0.5 else (text, doc.text, label)
