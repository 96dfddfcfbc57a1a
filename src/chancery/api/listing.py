"""Lists: narrowed, ordered, a part at a time; the number of queries is that of the page's list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet

from chancery.api.schemas.shapes import Page, Paging

M = TypeVar("M", bound=Model)
S = TypeVar("S")
P = TypeVar("P", bound=Page[Any])
Filters = Mapping[str, Callable[[Any, Any], Any]]


def narrowed(rows: QuerySet[M], wanted: Any, filters: Filters) -> QuerySet[M]:
    """The rows that fit every filter that was set."""
    for name, fewer in filters.items():
        value = getattr(wanted, name)
        if value not in (None, ""):
            rows = fewer(rows, value)
    return rows


def page_of(
    rows: QuerySet[M], paging: Paging, order: str, show: Callable[[M], S]
) -> dict[str, Any]:
    """One part of the rows: those without a value come last, whichever way the list is turned."""
    column = F(order.lstrip("-"))
    turned = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
    count = rows.count()
    end = paging.offset + paging.limit
    found = rows.order_by(turned, "pk")[paging.offset : end]
    items = [show(row) for row in found]
    return {"items": items, "count": count, "next": end if end < count else None}


def paged(page: type[P], *args: Any) -> P:
    """The same as the schema that an operation answers with."""
    return page(**page_of(*args))


def equal(column: str) -> Callable[[QuerySet[M], Any], QuerySet[M]]:
    """The column holds this value."""
    return lambda rows, value: rows.filter(**{column: value})


def worded(*columns: str) -> Callable[[QuerySet[M], str], QuerySet[M]]:
    """These words stand in one of the columns; SQLite folds the case of ASCII letters only."""

    def fewer(rows: QuerySet[M], text: str) -> QuerySet[M]:
        fits = Q()
        for casing in {text, text.lower(), text.upper(), text.capitalize()}:
            for column in columns:
                fits |= Q(**{f"{column}__icontains": casing})
        return rows.filter(fits)

    return fewer
