"""The engine of the database in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from django.db import connection
from django.db.models import QuerySet

from chancery.intake.search import postgresql, sqlite
from chancery.intake.search.models import Entry
from chancery.intake.search.query import Asked


class Engine(Protocol):
    """What search asks of an engine."""

    def matching(
        self, entries: QuerySet[Entry], asked: Asked, *, heads: bool = False
    ) -> QuerySet[Entry]:
        """Those that hold the words asked for."""

    def ordered(self, entries: QuerySet[Entry], asked: Asked, *, best: bool) -> QuerySet[Entry]:
        """Newest first, or the best match first."""

    def after_write(self, ids: Sequence[int]) -> None:
        """Take new entries in."""

    def scrub(self, *, most: int | None = None) -> bool:
        """Let nothing stay of deleted entries, in at most so many steps; whether all is gone."""

    def mend(self) -> None:
        """Put right what fell out of step."""


def engine() -> Engine:
    """SQLite's or PostgreSQL's."""
    found = postgresql if connection.vendor == "postgresql" else sqlite
    return cast("Engine", found)
