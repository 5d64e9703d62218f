"""Settings that people chose for this store: kept with who and when, and undoable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from compare.chosen import Choice, check
from compare.errors import NotFoundError
from compare.records import content_id
from compare.store.base import Base
from compare.store.sql import execute, fetch, insert_rows


class Choices(Base):
    """The part of the store that keeps chosen settings."""

    def choose(self, values: Mapping[str, str], person: str) -> list[Choice]:
        """Let these settings hold for this store from the next run on.

        Raises:
            StoreError: one of them can't be chosen, or has a value that doesn't fit it.
        """
        for name, value in values.items():
            check(name, value)
        at = datetime.now(UTC)
        made = [
            Choice(
                content_id("choice", name, value, person, at.isoformat()), name, value, person, at
            )
            for name, value in values.items()
        ]
        said = ", ".join(f"{name} = {value}" for name, value in values.items())
        with self._changing(person, "choose setting", said) as con:
            rows = [
                (one.id, one.name, one.value, person, at.isoformat(timespec="microseconds"), False)
                for one in made
            ]
            insert_rows(con, "choices", "id name value person made_at undone", rows)
        return made

    def undo_choice(self, id: str, person: str) -> None:
        """Take a choice back, with what was chosen together with it: the one before holds again.

        Raises:
            NotFoundError: there is no such choice, or it was taken back already.
        """
        with self._changing(person, "undo setting", id) as con:
            if not fetch(con, "open_choice", id=id):
                raise NotFoundError("there is no choice with this id to undo", where=id)
            execute(con, "undo_choice", id=id)

    def choices(self) -> list[Choice]:
        """Give the choices not taken back, the earliest first: the last of a name holds."""
        with self._access.reading() as con:
            rows = fetch(con, "choices")
        return [
            Choice(id_, name, value, person, datetime.fromisoformat(at))
            for id_, name, value, person, at in rows
        ]
