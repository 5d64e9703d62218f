"""What matching an event asked about pairs of claims, kept so that it is asked once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import isnan

from compare.records import Article, Claim, PairRelation, Relation, content_id

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Answers about pairs of claims that depend on the two and their articles alone.

    Attributes:
        relations: (left id, right id), in the order asked, → how the two stand to each other.
        values: name of a costly signal → (left id, right id) → what it gave.
    """

    relations: dict[Ids, Relation] = field(default_factory=dict)
    values: dict[str, dict[Ids, float]] = field(default_factory=dict)

    def within(self, claims: Collection[str]) -> Known:
        """Give what is known of pairs both of whose claims are among `claims`."""
        return Known(
            {pair: one for pair, one in self.relations.items() if _both(pair, claims)},
            {
                name: {pair: value for pair, value in given.items() if _both(pair, claims)}
                for name, given in self.values.items()
            },
        )

    def without(self, relations: Iterable[PairRelation]) -> Known:
        """Leave out the relations that are kept elsewhere, and signals that said nothing."""
        there = {(one.left, one.right) for one in relations}
        return Known(
            {pair: one for pair, one in self.relations.items() if pair not in there},
            {
                name: {pair: value for pair, value in given.items() if not isnan(value)}
                for name, given in self.values.items()
            },
        )


def together(parts: Iterable[Known]) -> Known:
    """Put together what is known from several sides."""
    found = Known()
    for part in parts:
        found.relations.update(part.relations)
        for name, given in part.values.items():
            found.values.setdefault(name, {}).update(given)
    return found


def basis(article: Article, common: Collection[str]) -> str:
    """Name all that answers about an article's claims are worked out from, but for the claims.

    Args:
        common: what all articles of the run share: settings, model, version, aliases.
    """
    fields = (
        article.id,
        article.outlet,
        article.published_at,
        article.published_precision,
        article.language,
        article.carries,
    )
    return content_id(*common, repr(fields))


def unchanged(
    claims: Iterable[Claim], before: Mapping[str, str], now: Mapping[str, str]
) -> set[str]:
    """Give the ids of the claims whose articles have the same basis as before."""
    return {one.id for one in claims if before.get(one.article_id, "") == now[one.article_id]}


def _both(pair: Ids, claims: Collection[str]) -> bool:
    return pair[0] in claims and pair[1] in claims
