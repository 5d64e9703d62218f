"""What people say: decisions about pairs, moved articles, names, countries; all of it logged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

from compare.errors import NotFoundError, StoreError
from compare.records import Decision, content_id
from compare.store.articles import require_article
from compare.store.base import Base, add_log, now
from compare.store.counts import recount, recount_of_outlet
from compare.store.sql import execute, fetch, insert_rows

VERDICTS = ("confirm", "reject", "unsure")
DECISION = (
    *("id", "left_id", "right_id", "verdict", "person", "made_at", "undone"),
    *("left_text", "right_text", "left_article", "right_article"),
)
_MAY_LACK = DECISION[-4:]


class People(Base):
    """The part of the store that keeps what people decided."""

    def decide(
        self, left: str, right: str, verdict: Literal["confirm", "reject", "unsure"], person: str
    ) -> Decision:
        """Keep what a person says of a pair; a stored match shows it at once.

        A pair that no run has suggested gets its match with the next run.

        Raises:
            NotFoundError: one of the claims is not there.
            StoreError: the verdict is none, or both claims are the same.
        """
        first, second = sorted((left, right))
        if verdict not in VERDICTS or first == second:
            raise StoreError(
                f"{verdict!r} can't be said of these claims",
                where=f"{left}, {right}",
                hint=f"Name two claims and one of {', '.join(VERDICTS)}",
            )
        at = datetime.now(UTC)
        id_ = content_id("decision", first, second, verdict, person, at.isoformat())
        decision = Decision(id_, first, second, verdict, person, at)
        with self._changing(person, verdict, f"{first} {second}", decision=id_) as con:
            words = {row[0]: row for row in fetch(con, "claim_texts", ids=[first, second])}
            for claim in (first, second):
                if claim not in words:
                    raise NotFoundError("there is no claim with this id", where=claim)
            texts = [words[claim][column] for column in (1, 2) for claim in (first, second)]
            row = (id_, first, second, verdict, person, _time(at), False, *texts)
            insert_rows(con, "decisions", " ".join(DECISION), [row])
            execute(con, "restore_rule", left=first, right=second)
            execute(con, "apply_decisions")
        return decision

    def undo(self, decision_id: str, person: str) -> None:
        """Take a decision back: the pair is again what an earlier one, or the rule, says.

        Raises:
            NotFoundError: there is no such decision, or it was taken back already.
        """
        with self._changing(person, "undo", decision_id) as con:
            rows = fetch(con, "open_decision", id=decision_id)
            if not rows:
                raise NotFoundError("there is no decision with this id to undo", where=decision_id)
            execute(con, "undo_decision", id=decision_id)
            execute(con, "restore_rule", left=rows[0][0], right=rows[0][1])
            execute(con, "apply_decisions")

    def decisions(self, include_undone: bool = False) -> list[Decision]:
        """Give the decisions, the earliest first."""
        with self._access.reading() as con:
            rows = fetch(con, "decisions", undone=include_undone)
        return [_decision(row) for row in rows]

    def move_article(self, article_id: str, event_id: str, person: str) -> None:
        """Put an article into an event, for the page at once and for every later run.

        An `event_id` that is not there yet makes a new event of this article. What was matched
        between the article and its old event goes; the next run matches both events anew.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._changing(person, "move article", article_id, event=event_id) as con:
            require_article(con, article_id)
            old = [row[0] for row in fetch(con, "event_of", article_id=article_id)]
            execute(con, "forget_move", article_id=article_id)
            names = "article_id event_id person made_at"
            insert_rows(con, "moves", names, [(article_id, event_id, person, now())])
            if old == [event_id]:
                return
            execute(con, "move_article", article_id=article_id, event_id=event_id)
            execute(con, "refresh_events", ids=[*old, event_id])
            execute(con, "prune")
            recount(con, [*old, event_id])

    def moves(self) -> dict[str, str]:
        """Give the articles that people moved: article id → event id."""
        return self._pairs("moves")

    def aliases(self) -> dict[str, str]:
        """Give people's names for name variants: lower-case variant → canonical name."""
        return self._pairs("aliases")

    def set_alias(self, variant: str, name: str, person: str) -> None:
        """Let `variant` stand for `name` from the next run on."""
        key = variant.strip().lower()
        if not key or not name.strip():
            raise StoreError("an alias needs a variant and a name", hint="Fill in both")
        with self._changing(person, "set alias", key, name=name.strip()) as con:
            execute(con, "forget_alias", variant=key)
            row = (key, name.strip(), person, now())
            insert_rows(con, "aliases", "variant name person made_at", [row])

    def remove_alias(self, variant: str, person: str) -> None:
        """Forget an alias; one that is not there changes nothing."""
        key = variant.strip().lower()
        if key in self.aliases():
            with self._changing(person, "remove alias", key) as con:
                execute(con, "forget_alias", variant=key)

    def outlet_info(self) -> dict[str, dict[str, str]]:
        """Give what people said of outlets: outlet → {"country": …}."""
        return {outlet: {"country": country} for outlet, country in self._pairs("outlets").items()}

    def set_outlet(self, outlet: str, country: str, person: str) -> None:
        """Say which country an outlet is of."""
        with self._changing(person, "set outlet", outlet, country=country) as con:
            execute(con, "forget_outlet", outlet=outlet)
            row = (outlet, country.strip(), person, now())
            insert_rows(con, "outlets", "outlet country person made_at", [row])
            recount_of_outlet(con, outlet)

    def decisions_export(self) -> list[dict[str, Any]]:
        """Give all decisions, undone ones too, with the words that were judged.

        They can be put into a rebuilt store with `decisions_import`.
        """
        with self._access.reading() as con:
            rows = fetch(con, "decisions", undone=True)
        return [dict(zip(DECISION, row, strict=True)) for row in rows]

    def decisions_import(self, rows: list[dict[str, Any]], person: str = "") -> int:
        """Take decisions of `decisions_export` in; those already there change nothing.

        A pair is found by the ids of its claims or, in a store that was built anew with other
        ids, by their words, within the same article where that is there. A decision whose
        claims are not there is kept for when they come.

        Args:
            person: who takes them in, for the log; "" writes no line there.

        Returns:
            How many were new.

        Raises:
            StoreError: a row lacks a field or has a malformed one; nothing is taken in then.
        """
        given = [_imported(row, number) for number, row in enumerate(rows, start=1)]
        if not given:
            return 0
        with self._access.writing() as con:
            known = {row[0] for row in fetch(con, "decisions", undone=True)}
            new = {row[0]: _relinked(con, row) for row in given if row[0] not in known}
            if new:
                insert_rows(con, "decisions", " ".join(DECISION), list(new.values()))
                execute(con, "apply_decisions")
                execute(con, "raise_revision")
                if person:
                    add_log(con, person, "take decisions in", f"{len(new)}")
        return len(new)

    def log(self, limit: int = 200) -> list[dict[str, Any]]:
        """Give who changed what, the latest first.

        Keys: at (ISO 8601, UTC), person, action, subject (an id or name), details (JSON).
        """
        names = ("at", "person", "action", "subject", "details")
        with self._access.reading() as con:
            rows = fetch(con, "log", limit=limit)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _pairs(self, name: str) -> dict[str, str]:
        with self._access.reading() as con:
            return dict(fetch(con, name))


def _time(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _decision(row: tuple[Any, ...]) -> Decision:
    id_, left, right, verdict, person, at, undone, *_ = row
    return Decision(id_, left, right, verdict, person, datetime.fromisoformat(at), undone)


def _imported(row: dict[str, Any], number: int) -> tuple[Any, ...]:
    """Check a row from outside and put it in the order of the table."""
    try:
        values = {name: row[name] for name in DECISION}
        for name, value in values.items():
            if name != "undone" and not (value is None and name in _MAY_LACK):
                value.encode("utf-8")
        at = datetime.fromisoformat(values["made_at"])
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        values["made_at"] = _time(at.astimezone(UTC))
        if values["verdict"] not in VERDICTS or values["undone"] not in (True, False):
            raise ValueError(f"verdict {values['verdict']!r}, undone {values['undone']!r}")
        if values["left_id"] == values["right_id"]:
            raise ValueError("both claims are the same")
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise StoreError(
            f"is no decision ({error})",
            where=f"row {number}",
            hint="Take the rows as they were exported",
        ) from error
    values["undone"] = bool(values["undone"])
    return tuple(values.values())


def _relinked(con: Any, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Point a decision at the claims that say now what was judged then."""
    id_, left, right, *middle, left_text, right_text, left_article, right_article = row
    sides = []
    for claim, text, article in (
        (left, left_text, left_article),
        (right, right_text, right_article),
    ):
        found = fetch(con, "claim_by_words", id=claim, text=text, article=article)
        sides.append((found[0][0] if found else claim, text, article))
    (left, *left_words), (right, *right_words) = sorted(sides)
    texts, articles = zip(left_words, right_words, strict=True)
    return (id_, left, right, *middle, *texts, *articles)
