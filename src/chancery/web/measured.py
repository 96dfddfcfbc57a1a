"""The rows of one figure of the measures, as one word of the address of a list names them.

The word is the name of the measure and its parts, the period last: ``delivery~partner~JP~late``,
``extensions~moit~granted`` or ``acceptance~moit``, then ``~2026-01-01~2026-12-31``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote_plus

from django.db.models import QuerySet
from django.urls import reverse

from chancery.people.access import Viewer
from chancery.register.models import Commitment
from chancery.work.measures import delivery, extensions, responses
from chancery.work.measures.periods import NOTHING, Period, quarter_days
from chancery.work.models import Extension, Proposal, Task

Rows = QuerySet[Any]
_PLACES: dict[str, tuple[str, type]] = {
    "delivery": ("commitments", Commitment),
    "acceptance": ("tasks", Task),
    "approval": ("tasks", Task),
    "extension": ("extensions", Extension),
    "proposal": ("proposals", Proposal),
    "review": ("commitments", Commitment),
    "extensions": ("extensions", Extension),
}


def address(name: str, *parts: str, period: Period) -> str:
    """Where the rows of a figure stand."""
    return addresses(name, period)(*parts)


def addresses(name: str, period: Period) -> Callable[..., str]:
    """``address`` for the many figures of a table: what they have in common is found once."""
    place = reverse(_PLACES[name][0])
    days = [day.isoformat() if day else "" for day in period]
    return lambda *parts: f"{place}?measured={quote_plus('~'.join([name, *parts, *days]))}"


def opened(viewer: Viewer, rows: Rows, asked: str) -> Rows:
    """The rows of a list that the figure counts; all of them where the word makes no sense."""
    name, *parts = asked.split("~")
    if name not in _PLACES or rows.model is not _PLACES[name][1]:
        return rows
    try:
        counted = _COUNTED.get(name, _answered)(viewer, name, parts)
    except ValueError:
        return rows
    return rows.filter(pk__in=counted)


def _delivered(viewer: Viewer, _name: str, parts: list[str]) -> Rows:
    by, key, measure, first, last = parts
    known = ("", *delivery.Delivery.values, *delivery.Made.values)
    if (by and by not in delivery.BY) or measure not in known:
        raise ValueError(measure)
    if by == "quarter" and key:
        quarter_days(key)
    found = delivery.rows_behind(
        viewer, by=by, key=key, measure=measure, period=_period(first, last)
    )
    return found.values("pk")


def _extended(viewer: Viewer, _name: str, parts: list[str]) -> Rows:
    unit, state, first, last = parts
    found = extensions.asked_within(extensions.extensions(viewer), _period(first, last))
    found = found.filter(unit=unit) if unit else found
    return (found.filter(state=state) if state else found).order_by().values("pk")


def _answered(viewer: Viewer, name: str, parts: list[str]) -> Rows:
    unit, first, last = parts
    found = responses.rows_behind(viewer, name, unit, _period(first, last))
    return found.values("item__commitment" if name == responses.Answer.REVIEW else "pk")


_COUNTED: dict[str, Callable[[Viewer, str, list[str]], Rows]] = {
    "delivery": _delivered,
    "extensions": _extended,
}


def _period(first: str, last: str) -> Period:
    return _day(first), _day(last)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def key_of(key: str) -> str:
    """A key as an address names it: rows without any have a sign of their own."""
    return key or NOTHING
