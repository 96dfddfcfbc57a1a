"""A question about what a person may know of, put into SQL once a day and asked again every time.

The page opened most asks some fifty small questions. The database answers each in a fraction of a
millisecond; that Django put them together again on every visit was two thirds of its time. What is
kept is the words alone, never a row: the answer is as fresh as that of any other question.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, QuerySet, Window
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from chancery.people.access import Viewer
from chancery.people.queries import country_pack

Asked = Callable[..., QuerySet[Any]]
KEPT = 1024
"""Questions kept by one process: those of some fifty people."""


class WrittenQuestion:
    """One question; ``read`` asks it anew. Nothing can be added to it."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows = rows
        self._compilers: dict[str, SQLCompiler | None] = {}

    def read(self) -> list[Any]:
        """The rows as they are now, with what the question prefetches."""
        rows = self._rows.all()
        compiler = self._compiler(rows.db)
        if compiler is None:
            return []
        rows.query.get_compiler = lambda using=None, *_args, **_more: compiler  # type: ignore[method-assign] # of this one question
        return list(rows)

    def _compiler(self, using: str) -> SQLCompiler | None:
        """One that has its words already; None where nothing can be found."""
        connection = connections[using]
        if connection.vendor not in self._compilers:
            self._compilers[connection.vendor] = _put(self._rows.query.get_compiler(using))
        kept = self._compilers[connection.vendor]
        if kept is None:
            return None
        found = copy(kept)
        found.connection = connection
        return found


def _put(compiler: SQLCompiler) -> SQLCompiler | None:
    try:
        words = compiler.as_sql()
    except EmptyResultSet:
        return None
    compiler.as_sql = lambda *_args, **_more: words  # type: ignore[method-assign] # what it would say again
    return compiler


def first_of(
    question: Asked, viewer: Viewer, shown: int, *more: Hashable
) -> tuple[list[Any], int]:
    """The first rows of ``question(viewer, *more)``, and how many there are in all.

    The question must be a function of a module, and its rows depend on nothing but its arguments,
    the day and the country: what it asks the database while it is put together goes into ``more``.
    """
    written = _first(question, viewer, shown, timezone.localdate(), country_pack().code, *more)
    found = written.read() if written else []
    return found, found[0].in_all if found else 0


def all_of(question: Asked, viewer: Viewer, *more: Hashable) -> list[Any]:
    """The same for all its rows, without their number."""
    written = _all(question, viewer, timezone.localdate(), country_pack().code, *more)
    return written.read() if written else []


@lru_cache(maxsize=KEPT)
def _first(
    question: Asked, viewer: Viewer, shown: int, _day: date, _country: str, *more: Hashable
) -> WrittenQuestion | None:
    rows = question(viewer, *more)
    return _written(rows.annotate(in_all=Window(Count("pk")))[:shown], rows)


@lru_cache(maxsize=KEPT)
def _all(
    question: Asked, viewer: Viewer, _day: date, _country: str, *more: Hashable
) -> WrittenQuestion | None:
    rows = question(viewer, *more)
    return _written(rows, rows)


def _written(asked: QuerySet[Any], rows: QuerySet[Any]) -> WrittenQuestion | None:
    return None if rows.query.is_empty() else WrittenQuestion(asked)
