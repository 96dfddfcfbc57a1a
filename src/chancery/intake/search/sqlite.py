"""Search on SQLite: an FTS5 table over the entries, kept in step by triggers.

Its rowid is the entry's id, so newest first is the table's own order and the first page is found
without sorting; see docs/decisions/0008.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from chancery.intake.search.models import Entry
from chancery.intake.search.query import Asked, Term

_TABLE = "intake_words"
_BEST = RawSQL(f"bm25({_TABLE}, 8.0, 1.0, 2.0)", ()).asc()  # noqa: S611 - head, body, marked
_NEWEST = RawSQL(f"{_TABLE}.rowid", ()).desc()  # noqa: S611 - constants


def matching(entries: QuerySet[Entry], asked: Asked, *, heads: bool = False) -> QuerySet[Entry]:
    """Those that hold the words asked for; ``heads``: in number, title or name."""
    if not asked.wanted:
        return entries
    where = [f"{_TABLE}.rowid = intake_entry.id", f"{_TABLE} MATCH %s"]
    return entries.extra(  # noqa: S610 - constants; the words go in as a parameter
        tables=[_TABLE], where=where, params=[expression(asked, heads=heads)]
    )


def ordered(entries: QuerySet[Entry], asked: Asked, *, best: bool) -> QuerySet[Entry]:
    """Newest first, or the best match first."""
    if not asked.wanted:
        return entries.order_by("-id")
    return entries.order_by(_BEST if best else _NEWEST)


def expression(asked: Asked, *, heads: bool = False) -> str:
    """The question in FTS5's language. Words are letters and digits only, so nothing escapes."""
    column = "marked" if asked.exact else "head" if heads else "{head body}"
    wanted = " AND ".join(_phrase(column, term, asked) for term in asked.wanted)
    unwanted = " OR ".join(_phrase(column, term, asked) for term in asked.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def after_write(ids: Sequence[int]) -> None:
    """The triggers have done it."""


def scrub() -> None:
    """Take the words of deleted entries out of the file.

    FTS5 only notes that a row is deleted until its segments are merged: this merges all of them.
    """
    _say("optimize")


def mend() -> None:
    """Compare the table with the entries and make it anew where they differ; then merge it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}, rank) VALUES('integrity-check', 1)")
    except DatabaseError:
        _say("rebuild")
    _say("optimize")


def _phrase(column: str, term: Term, asked: Asked) -> str:
    return f'{column} : "{" ".join(asked.words(term))}"{"*" if term.begins else ""}'


def _say(command: str, more: Iterable[object] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES(%s)", [command])
