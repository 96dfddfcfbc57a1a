"""Search on PostgreSQL: two columns of words on the entries, with GIN indexes.

The columns hold the words themselves (no dictionary, no positions); that words stand side by side
is asked of the entry's own line of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from chancery.intake.search.models import Entry
from chancery.intake.search.query import Asked, Term

_MOST = 900_000  # bytes of different words in one entry; PostgreSQL holds a megabyte


def matching(entries: QuerySet[Entry], asked: Asked, *, heads: bool = False) -> QuerySet[Entry]:
    """Those that hold the words asked for; ``heads``: in number, title or name."""
    if not asked.wanted:
        return entries
    where, params = [], []
    for condition, values in _conditions(asked, heads):
        where.append(condition)
        params.extend(values)
    return entries.extra(where=where, params=params)  # noqa: S610 - constants and parameters


def ordered(entries: QuerySet[Entry], asked: Asked, *, best: bool) -> QuerySet[Entry]:
    """Newest first, or those with the words in their title first."""
    if not asked.wanted or not best:
        return entries.order_by("-id")
    plain = asked.without_marks()
    words = " | ".join(_tsquery(term, plain) for term in plain.wanted)
    rank = RawSQL("ts_rank(intake_entry.heads, %s::tsquery)", [words])
    return entries.order_by(rank.desc(), "-id")


def after_write(ids: Sequence[int]) -> None:
    """Fill the columns of words of new entries."""
    rows = Entry.objects.filter(pk__in=ids).values_list("id", "head", "body", "marked")
    values = [
        (_distinct(head), _distinct(f"{head} {body}"), _distinct(marked), pk)
        for pk, head, body, marked in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE intake_entry SET heads = array_to_tsvector(%s::text[]),"
            " words = array_to_tsvector(%s::text[]),"
            " marks = array_to_tsvector(%s::text[]) WHERE id = %s",
            values,
        )


def scrub(*, most: int | None = None) -> bool:
    """Nothing of our own: deleted rows go with the next vacuum, as everywhere."""
    return True


def mend() -> None:
    """The columns stand on the entries themselves: there is nothing to fall out of step."""


def _conditions(asked: Asked, heads: bool) -> Iterator[tuple[str, list[str]]]:
    column = "marks" if asked.exact else "heads" if heads else "words"
    words = " & ".join(_tsquery(term, asked) for term in asked.wanted)
    yield f"intake_entry.{column} @@ %s::tsquery", [words]
    for term in asked.wanted:
        if len(term.folded) > 1:
            yield _side_by_side(term, asked)
    for term in asked.unwanted:
        condition, values = _side_by_side(term, asked)
        yield (
            f"NOT (intake_entry.{column} @@ %s::tsquery AND {condition})",
            [_tsquery(term, asked), *values],
        )


def _side_by_side(term: Term, asked: Asked) -> tuple[str, list[str]]:
    line = "intake_entry.head || ' . ' || intake_entry.body"
    if asked.exact:
        line = "intake_entry.marked"
    after = "" if term.begins else " "
    return f"(' ' || {line} || ' ') LIKE %s", [f"% {' '.join(asked.words(term))}{after}%"]


def _tsquery(term: Term, asked: Asked) -> str:
    words = [f"'{word}'" for word in asked.words(term)]
    if term.begins:
        words[-1] += ":*"
    return f"({' & '.join(words)})"


def _distinct(line: str) -> list[str]:
    kept, size = [], 0
    for word in dict.fromkeys(line.split()):
        size += len(word.encode()) + 4
        if size > _MOST:
            break
        kept.append(word)
    return kept
