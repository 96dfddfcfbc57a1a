"""Search on SQLite: an FTS5 table over the entries, kept in step by triggers.

Its rowid is the entry's id, so newest first is the table's own order and the first page is found
without sorting; see docs/decisions/0008.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from chancery.intake.search.models import Entry
from chancery.intake.search.query import Asked, Term

_TABLE = "intake_words"
PAGES = 500
"""How much one step of a merge writes: others wait for no longer than that takes."""
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


def scrub(*, most: int | None = None) -> bool:
    """Take the words of deleted entries out of the file, in short steps; whether all are out.

    FTS5 only notes that a row is deleted until its segments are merged: this merges all of them. With
    ``most`` at most so many steps are made, a sixth of a second each.
    """
    _say("merge", -PAGES)  # the minus asks for all segments to become one
    taken = 0
    while most is None or taken < most:
        if not _merged_some():
            return True
        taken += 1
    return False


def _merged_some() -> bool:
    """One step; FTS5 changes fewer than two rows once nothing is left to merge."""
    before = _changes()
    _say("merge", PAGES)
    return _changes() - before >= 2


def _changes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT total_changes()")
        return int(cursor.fetchone()[0])


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


def _say(command: str, rank: int | None = None) -> None:
    with connection.cursor() as cursor:
        if rank is None:
            cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}) VALUES(%s)", [command])
        else:
            cursor.execute(f"INSERT INTO {_TABLE}({_TABLE}, rank) VALUES(%s, %s)", [command, rank])
