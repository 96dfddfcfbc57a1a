"""From what an action raises to what the browser is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Model, QuerySet, Window
from django.db.models.expressions import OrderBy
from django.http import HttpRequest

from chancery.lib.errors import ChanceryError
from chancery.people.errors import NotAllowedError

ROWS = 50
DEEP = 500
"""How many rows may be skipped before it pays to sort keys alone."""


@contextmanager
def permitted() -> Iterator[None]:
    """Who may read but not act is told so: 403, with the rule's own words."""
    try:
        yield
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error


def checked(request: HttpRequest, check: Callable[[], object]) -> None:
    """403 for who may not do this at all. What comes too late or too early is told on a page of
    its own; but not to who has sent a form: the action says so beside what they typed."""
    with permitted():
        try:
            check()
        except NotAllowedError:
            raise
        except ChanceryError:
            if request.method != "POST":
                raise


def by_htmx(request: HttpRequest) -> bool:
    """The page asks for a part of itself."""
    return bool(request.htmx)  # type: ignore[attr-defined] # put there by django-htmx


def sorted_page(
    request: HttpRequest,
    rows: QuerySet[Any],
    sorts: dict[str, tuple[str, ...]],
    default: str,
    *,
    among: QuerySet[Any] | None = None,
) -> Page[Any]:
    """The page of ``rows`` asked for, in the order asked for where it is one of ``sorts``.

    ``among``: where the rows take long to find, those that they were looked for among.
    """
    rows, number = ordered(request, rows, sorts, default), request.GET.get("page", "1")
    if among is None:
        return _Pages(rows, ROWS).get_page(number)
    return _Searched(rows, ordered(request, among, sorts, default)).get_page(number)


class _Pages(Paginator):  # type: ignore[type-arg] # no generic when it runs
    """Pages of rows; of a deep one only the keys are sorted, then its own rows are read.

    A database that skips twenty thousand rows has sorted them with all their columns.
    """

    def page(self, number: int | str) -> Page[Any]:
        """The same page as Django's."""
        found: Page[Any] = super().page(number)
        first = (found.number - 1) * self.per_page
        if first >= DEEP and isinstance(self.object_list, QuerySet):
            keys = self.object_list.values("pk")[first : first + self.per_page]
            found.object_list = self.object_list.filter(pk__in=keys)
        return found


class _Searched(_Pages):
    """Pages of rows that take long to find: a page's keys and the number of all in one search."""

    def __init__(self, rows: QuerySet[Any], among: QuerySet[Any]) -> None:
        super().__init__(rows, ROWS)
        self._rows, self._among = rows, among

    def get_page(self, number: float | str | None) -> Page[Any]:
        """The same page as Django's; numbers that no page has are left to it."""
        if not re.fullmatch(r"[1-9][0-9]{0,5}", str(number)):
            return super().get_page(number)
        wanted = int(str(number))
        first = (wanted - 1) * self.per_page
        counted = self._rows.annotate(in_all=Window(Count("pk"))).values_list("pk", "in_all")
        found = list(counted[first : first + self.per_page])
        if not found:
            return super().get_page(number)
        self.count = found[0][1]
        return Page(self._among.filter(pk__in=[key for key, _in_all in found]), wanted, self)


def ordered(
    request: HttpRequest, rows: QuerySet[Any], sorts: dict[str, tuple[str, ...]], default: str
) -> QuerySet[Any]:
    """The rows in the order asked for where it is one of ``sorts``."""
    asked = request.GET.get("sort", default)
    if asked.lstrip("-") not in sorts:
        asked = default
    turned = asked.startswith("-")
    order = [_ordered(rows.model, key, turned) for key in sorts[asked.lstrip("-")]]
    return rows.order_by(*order)


def _ordered(model: type[Model], key: str, turned: bool) -> OrderBy:
    """What has no value comes last, whichever way the list is turned."""
    name = key.lstrip("-")
    column, last = F(name), _may_be_null(model, name) or None
    if key.startswith("-") is turned:
        return column.asc(nulls_last=last)
    return column.desc(nulls_last=last)


def _may_be_null(model: type[Model], name: str) -> bool:
    """False for a column that always has a value: an index is then in the order of the list."""
    fields = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return name != "pk" and (name not in fields or fields[name].null)
