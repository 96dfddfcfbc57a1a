"""What the columns of lists say and read, the same for every list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from chancery.web import cells
from chancery.web.formatting import bilingual

NAMES = ("name_vi", "name_en")
"""The columns of a name in both languages."""


def plain(field: str) -> Callable[[Any], Any]:
    """What the field holds."""
    return lambda row: getattr(row, field)


def word(field: str) -> Callable[[Any], str]:
    """What the chosen value is called."""
    return lambda row: str(cells.chosen(row, field))


def name(field: str) -> Callable[[Any], str]:
    """The name of the unit or partner that the field leads to; empty without one."""
    return lambda row: bilingual(getattr(row, field)) if getattr(row, field) else ""


def names(field: str) -> Callable[[Any], str]:
    """The names of all that the field leads to."""
    return lambda row: "; ".join(bilingual(one) for one in cells.many(row, field))


def person(row: Any) -> str:
    """Who is in charge; empty without one."""
    return row.person.full_name if row.person else ""


def recorded(row: Any) -> date:
    """The day on which it was recorded."""
    return timezone.localdate(row.created_at)


def named(*fields: str) -> tuple[str, ...]:
    """The columns of the names that these fields lead to."""
    return tuple(f"{field}__{one}" for field in fields for one in NAMES)


def held(field: str, rows: QuerySet[Any]) -> Prefetch[Any]:
    """What hangs on a row many times, as the plain list that ``cells.many`` reads."""
    return Prefetch(field, rows, to_attr=cells.SET.format(field))
