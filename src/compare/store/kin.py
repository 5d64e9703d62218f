"""Finds, for articles that come in, the ones they are versions of, and sets the newest on top."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from compare.records import Article
from compare.store.base import now
from compare.store.codec import from_iso, utc
from compare.store.sql import Connection, execute, fetch, insert_rows
from compare.versions import (
    DAYS,
    MAYBE,
    Hashes,
    address_key,
    estimate,
    kinship,
    outlet_key,
    sketch,
)

_SKETCH = "article_id outlet address sketch apart"
_COMMON = 200  # a hash that more articles of an outlet have is furniture and tells nothing
_SHORT = 12  # characters of a title that says too little
_TITLES = 80.0  # token_set_ratio from which two titles are alike


@dataclass(frozen=True, slots=True)
class Member:
    """What is known of an article while versions are looked for.

    Attributes:
        outlets: keys of its outlet, as it came and after a person's correction.
        rank: when it was changed or published, else when it came in; UTC without a zone.
        top: the version that counts in its place, itself where there is none.
    """

    id: str
    outlets: frozenset[str]
    title: str
    address: str | None
    hashes: Hashes
    published: datetime | None
    rank: datetime
    top: str


class Kin:
    """The articles that a batch may be versions of; grows as the batch is gone through.

    Args:
        con: a connection within a transaction.
        articles: the batch, without those that are there already.
    """

    def __init__(self, con: Connection, articles: Sequence[Article]) -> None:
        self._con = con
        self._members: dict[str, Member] = {}
        self._families: dict[str, list[str]] = defaultdict(list)  # top → its members
        self._arrived: dict[str, int] = {}
        self._tops: dict[str, str] = {}
        self._by_address: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_hash: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._texts: dict[str, str] = {}
        self._new: list[Member] = []
        self._changed: set[str] = set()
        self._at = datetime.now(UTC).replace(tzinfo=None)
        if articles:
            add_sketches(con)
            for row in fetch(con, "kin", **_bounds(articles)):
                self._join(_stored(row))

    def place(self, article: Article) -> str | None:
        """Find a place for an article among its versions.

        Returns:
            The id of an article that is the same; None: this one is to be added.
        """
        member = self._member(article)
        found = self._relatives(member, article.text)
        if isinstance(found, str):
            return found
        self._texts[member.id] = article.text
        self._new.append(member)
        self._join(member)
        for other in found:
            self._unite(member.id, other)
        return None

    def save(self) -> dict[str, str]:
        """Write down what was found, once the new articles are in their table.

        Returns:
            Id of each article that another one now counts for → id of that one.
        """
        rows = [
            (m.id, next(iter(m.outlets), None), m.address, m.hashes.tobytes(), False)
            for m in self._new
        ]
        insert_rows(self._con, "sketches", _SKETCH, rows)
        earlier: dict[str, str] = {}
        for top in sorted(self._changed & set(self._families)):
            family = self._families[top]
            execute(self._con, "supersede", top=top, family=family)
            earlier |= {id_: top for id_ in family if id_ != top}
        return earlier

    def _member(self, article: Article) -> Member:
        rank = utc(article.modified_at or article.published_at) or self._at
        outlet = outlet_key(article.outlet)
        return Member(
            article.id,
            frozenset() if outlet is None else frozenset({outlet}),
            article.title,
            address_key(article.url),
            sketch(article.text),
            utc(article.published_at),
            rank,
            article.id,
        )

    def _join(self, member: Member) -> None:
        self._members[member.id] = member
        self._arrived[member.id] = len(self._arrived)
        self._tops[member.id] = member.top
        self._families[member.top].append(member.id)
        for outlet in member.outlets:
            if member.address:
                self._by_address[outlet, member.address].append(member.id)
            for value in member.hashes.tolist():
                self._by_hash[outlet, value].append(member.id)

    def _relatives(self, member: Member, text: str) -> str | list[str]:
        """Ids of the versions of an article; or the id of the one that is the same."""
        versions = []
        candidates = self._candidates(member)
        self._load(candidates)
        for id_ in candidates:
            other = self._members[id_]
            kind = kinship(
                text,
                self._texts[id_],
                same_address=member.address is not None and member.address == other.address,
                near=_near(member.published, other.published),
                titles_alike=_titles_alike((member.title, text), (other.title, self._texts[id_])),
            )
            if kind == "same":
                return id_
            if kind == "version":
                versions.append(id_)
        return versions

    def _candidates(self, member: Member) -> list[str]:
        hits: Counter[str] = Counter()
        at_address: dict[str, None] = {}
        for outlet in member.outlets:
            if member.address:
                at_address |= dict.fromkeys(self._by_address.get((outlet, member.address), ()))
            for value in member.hashes.tolist():
                having = self._by_hash.get((outlet, value), ())
                if len(having) <= _COMMON:
                    hits.update(having)
        least = MAYBE * len(member.hashes) / 2
        alike = [
            id_
            for id_, shared in hits.most_common()
            if shared >= least
            and id_ not in at_address
            and estimate(member.hashes, self._members[id_].hashes) >= MAYBE
        ]
        return [*at_address, *alike]

    def _load(self, ids: Iterable[str]) -> None:
        missing = [id_ for id_ in ids if id_ not in self._texts]
        if missing:
            self._texts |= dict(fetch(self._con, "article_texts", ids=missing))

    def _unite(self, left: str, right: str) -> None:
        """Make one family of two; of members of one rank the one that came last is on top."""
        one, two = self._tops[left], self._tops[right]
        if one == two:
            return
        members = self._families.pop(one) + self._families.pop(two)
        top = max(members, key=lambda id_: (self._members[id_].rank, self._arrived[id_]))
        self._families[top] = members
        self._tops |= dict.fromkeys(members, top)
        self._changed.add(top)


def add_sketches(con: Connection) -> None:
    """Make the sketches that are missing: of articles from before there were any."""
    rows = [
        (id_, outlet_key(outlet), address_key(url), sketch(text).tobytes(), False)
        for id_, outlet, url, text in fetch(con, "without_sketch")
    ]
    insert_rows(con, "sketches", _SKETCH, rows)


def rerank(con: Connection, id: str) -> None:
    """Set the newest of an article's versions on top again, after one of them was corrected."""
    rows = fetch(con, "family", id=id)
    if len(rows) > 1:
        top = max(rows, key=lambda row: _rank(*row[1:]))[0]
        execute(con, "supersede", top=top, family=[row[0] for row in rows])


def leave(con: Connection, id: str) -> None:
    """Take an article out of its family for good; the rest of it gets another top if needed."""
    others = [row[0] for row in fetch(con, "family", id=id) if row[0] != id]
    execute(con, "forget_family", id=id)
    if others:
        execute(con, "supersede", top=others[0], family=others)
        rerank(con, others[0])


def _bounds(articles: Sequence[Article]) -> dict[str, Any]:
    """What narrows down which stored articles come into question."""
    times = [utc(article.published_at) for article in articles]
    known = [at for at in times if at is not None]
    first = last = None
    if len(known) == len(times) and datetime.min + timedelta(DAYS) < min(known):
        first = min(known) - timedelta(days=DAYS)
        last = max(known) + min(timedelta(days=DAYS), datetime.max - max(known))
    outlets = {outlet_key(article.outlet) for article in articles} - {None}
    addresses = {address_key(article.url) for article in articles} - {None}
    return {
        "outlets": sorted(map(str, outlets)),
        "addresses": sorted(map(str, addresses)),
        "first": first,
        "last": last,
    }


def _stored(row: tuple[Any, ...]) -> Member:
    id_, outlet, came, title, address, packed, published, top, *times = row
    return Member(
        id_,
        frozenset(filter(None, (outlet_key(outlet), came))),
        title,
        address,
        np.frombuffer(packed, dtype=np.uint32),
        published,
        _rank(*times),
        top or id_,
    )


def _rank(published: str | None, modified: str | None, added: str) -> datetime:
    found = utc(from_iso(modified or published or added or now()))
    assert found is not None
    return found


def _titles_alike(left: tuple[str, str], right: tuple[str, str]) -> bool:
    """Whether two titles are alike, each given with its text; the first words are no title."""
    for title, text in (left, right):
        if len(title) < _SHORT or text.startswith(title.rstrip("…")):
            return False
    return fuzz.token_set_ratio(left[0].lower(), right[0].lower()) >= _TITLES


def _near(left: datetime | None, right: datetime | None) -> bool:
    return left is None or right is None or abs(left - right) <= timedelta(days=DAYS)
