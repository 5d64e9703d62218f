"""Feeds: found, pulled politely, the whole articles fetched where a feed has only teasers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from compare.errors import AsToldError
from compare.intake import Intake
from compare.readers.address import OFF, shown
from compare.readers.base import Unreadable
from compare.readers.fetch import fetch, fetch_changed
from compare.readers.outlets import UNKNOWN
from compare.readers.visits import DELAY, Visits
from compare.readers.worker import Worker
from compare.records import Article, ReadResult, Reject, content_id

if TYPE_CHECKING:
    from compare.config import Settings
    from compare.progress import Progress
    from compare.store.db import Store
    from compare.store.feeds import Feed

MAX_ITEMS = 100  # new items of one feed that are fetched in one pull; the rest wait for the next
MAX_TRIES = 3  # pulls in which an item is tried before its teaser alone is taken
_HINT = "Give the address of an RSS or Atom feed"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What became of one feed in a pull.

    Attributes:
        new: items that were taken in.
        problem: why the feed itself could not be read, if it could not.
    """

    address: str
    new: int = 0
    unchanged: bool = False
    problem: str | None = None


def add_feed(
    store: Store, settings: Settings, address: str, *, visits: Visits | None = None
) -> tuple[str, str]:
    """Add a feed; the address of a page that names its feed will do.

    Returns:
        The address of the feed, and its title.

    Raises:
        AsToldError: it can't be fetched, is no feed, or is there already.
    """
    if not settings.fetch:
        raise AsToldError(OFF.reason, where=shown(address), hint=OFF.hint)
    visits = visits or Visits(DELAY)
    with Worker() as worker:
        try:
            page = fetch(address.strip(), visits=visits)
            if links := worker.feed_links(page):
                page = fetch(links[0], visits=visits)
        except Unreadable as error:
            raise AsToldError(error.reason, where=shown(address), hint=error.hint) from None
        found = worker.read_feed(page)
    if not found.articles:
        told = found.rejects[0].reason if found.rejects else "it has no entries"
        raise AsToldError(f"it is no feed that can be read ({told})", where=page.url, hint=_HINT)
    title = found.articles[0].outlet
    store.add_feed(page.url, title, settings.person)
    return page.url, title


def pull(
    store: Store,
    settings: Settings,
    *,
    progress: Progress | None = None,
    visits: Visits | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[list[Pulled], Intake]:
    """Take in what is new in all feeds; one that fails is named, and the others go on.

    An item counts as seen once it was taken in or refused for good. Where its page can't be
    fetched for a passing reason it is tried again in the next pulls; after `MAX_TRIES`, or when
    the outlet doesn't let programs in, the feed's teaser is taken, marked as truncated.
    """
    visits = visits or Visits(DELAY)
    intake = Intake(store, settings.person)
    done: list[Pulled] = []
    feeds = store.feeds()
    with Worker() as worker:
        for number, feed in enumerate(feeds):
            if stopped():
                break
            if progress:
                progress("feeds", number, len(feeds))
            done.append(_pull(_Puller(store, settings, worker, visits, intake), feed))
    if progress:
        progress("feeds", len(feeds), len(feeds))
    return done, intake


@dataclass(frozen=True, slots=True)
class _Puller:
    """What the pull of one feed needs."""

    store: Store
    settings: Settings
    worker: Worker
    visits: Visits
    intake: Intake


def _pull(at: _Puller, feed: Feed) -> Pulled:
    try:
        if not at.settings.fetch:
            raise OFF
        page = fetch_changed(feed.address, etag=feed.etag, modified=feed.modified, visits=at.visits)
    except Unreadable as error:
        return _failed(at, feed, error.reject(feed.address))
    seen = at.store.feed_items(feed.address)
    waiting = any(not done for _, done in seen.values())
    if page is None and not waiting:
        told = {"etag": feed.etag, "modified": feed.modified}
        at.store.save_pull(feed.address, {}, **told)
        return Pulled(feed.address, unchanged=True)
    if page is None:  # it is as it was, but some of its items are to be tried again
        try:
            page = fetch(feed.address, visits=at.visits)
        except Unreadable as error:
            return _failed(at, feed, error.reject(feed.address))
    found = at.worker.read_feed(page)
    if not found.articles and found.rejects:
        return _failed(at, feed, found.rejects[0])
    items = _take_items(at, feed, found, seen)
    at.store.save_pull(
        feed.address,
        items,
        title=next((a.outlet for a in found.articles), None),
        etag=page.etag,
        modified=page.modified,
    )
    return Pulled(feed.address, sum(done for _, done in items.values()))


def _failed(at: _Puller, feed: Feed, reject: Reject) -> Pulled:
    at.intake.take(ReadResult(rejects=(reject,)))
    at.intake.save()
    told = {"etag": feed.etag, "modified": feed.modified}
    at.store.save_pull(feed.address, {}, problem=reject.reason, **told)
    return Pulled(feed.address, problem=reject.reason)


def _take_items(
    at: _Puller, feed: Feed, found: ReadResult, seen: dict[str, tuple[int, bool]]
) -> dict[str, tuple[int, bool]]:
    """Take the items that are new; saved one by one with what they came to, nothing is lost."""
    items: dict[str, tuple[int, bool]] = {}
    for article in found.articles:
        key = item_key(article)
        tries, done = seen.get(key, (0, False))
        if done or key in items:
            continue
        if len(items) >= MAX_ITEMS:
            break
        items[key] = (tries + 1, _take_item(at, feed, article, tries + 1))
    at.intake.save()
    return items


def _take_item(at: _Puller, feed: Feed, article: Article, tries: int) -> bool:
    """Take one item, whole where that can be had; False when it is to be tried again."""
    article = replace(article, source_name=feed.address)
    if article.completeness == "full" or article.url is None:
        at.intake.take(ReadResult((article,)))
        return True
    try:
        page = fetch(article.url, visits=at.visits)
    except Unreadable as error:
        again = error.passing and tries < MAX_TRIES
        refused = (error.reject(shown(article.url)),)
        at.intake.take(ReadResult(() if again else (article,), refused))
        return not again
    result = at.worker.read_page(page)
    whole = tuple(_filled(one, article) for one in result.articles)
    at.intake.take(ReadResult(whole or (article,), result.rejects), page if whole else None)
    return True


def _filled(article: Article, item: Article) -> Article:
    """What the page doesn't say of itself is taken from the feed."""
    return replace(
        article,
        outlet=item.outlet if article.outlet.startswith(UNKNOWN) else article.outlet,
        published_at=article.published_at or item.published_at,
        published_precision=(article if article.published_at else item).published_precision,
        author=article.author or item.author,
    )


def item_key(article: Article) -> str:
    """Give what an item of a feed is recognised by: its address, else what it says."""
    return article.url or content_id("item", article.title, article.text)
