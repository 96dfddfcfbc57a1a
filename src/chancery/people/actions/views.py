"""Keeping the filters, order and columns of a list under a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chancery.history.actions import record
from chancery.history.queries import length
from chancery.people.access import Viewer
from chancery.people.errors import NotAllowedError, PeopleError
from chancery.people.models import SavedView
from chancery.people.views import COLUMNS, LONGEST, MOST, plain_query

_TOLD = ("name", "query", "unit_id", "is_default", "tells")


@transaction.atomic
def save_view(  # noqa: PLR0913 - one form, one action
    *,
    page: str,
    name: str,
    query: str,
    by: Viewer,
    unit: str | None = None,
    is_default: bool = False,
    tells: bool = False,
    view: SavedView | None = None,
) -> SavedView:
    """Keep a view, in the place of ``view`` or of one's own of that name.

    It is shared with ``unit``, one of the person's own; only its maker changes it. A person has
    one default for each list. ``tells``: its maker is told what is new from now on.
    """
    own = SavedView.objects.select_for_update().filter(user=by.user, page=page)
    row = own.filter(pk=view.pk).first() if view else own.filter(name=name.strip()).first()
    _check(row, own.count(), view, unit, by)
    namesake = own.filter(name=name.strip()).first()
    if namesake and row and namesake.pk != row.pk:
        raise PeopleError(_("You have a view of that name already: choose another."))
    row = row or SavedView(user=by.user, page=page, created_at=timezone.now())
    before = {field: getattr(row, field) for field in _TOLD}
    row.name, row.query, row.unit_id = name.strip(), plain_query(query), unit
    if len(row.query) > LONGEST:
        raise PeopleError(_("These are too many filters for one view."))
    if is_default:
        own.filter(is_default=True).update(is_default=False)
    row.is_default = is_default
    row.told_to = (row.told_to if row.tells else length()) if tells else None
    row.save()
    _tell(row, "view.save", before)
    return row


@transaction.atomic
def choose_columns(*, page: str, columns: str, by: Viewer) -> None:
    """Remember the columns that a person wants to see in a list."""
    save_view(page=page, name=COLUMNS, query=f"columns={columns}", by=by)


@transaction.atomic
def told_news(*, views: Iterable[SavedView], up_to: int) -> None:
    """Keep up to which step of history somebody was told what is new in their searches."""
    keys = [view.pk for view in views]
    SavedView.objects.filter(pk__in=keys, told_to__lt=up_to).update(told_to=up_to)


@transaction.atomic
def delete_view(*, view: SavedView, by: Viewer) -> None:
    """Take a view away, from those it was shared with too."""
    if view.user_id != by.user.pk:
        raise NotAllowedError(_("Only who made a view may delete it."))
    _tell(view, "view.delete", dict.fromkeys(_TOLD))
    view.delete()


def _check(
    row: SavedView | None, count: int, view: SavedView | None, unit: str | None, by: Viewer
) -> None:
    if view is not None and row is None:
        raise NotAllowedError(_("Only who made a view may change it."))
    if unit and unit not in by.own_units:
        raise NotAllowedError(_("A view is shared with a unit of one's own."))
    if row is None and count >= MOST:
        raise PeopleError(_("You have many views of this list: delete one first."))


def _tell(row: SavedView, action: str, before: dict[str, Any]) -> None:
    changes = {
        field: [before[field], getattr(row, field)]
        for field in _TOLD
        if before[field] != getattr(row, field)
    }
    changes = {"page": [None, row.page], **changes}
    by = row.user.username
    record(by=by, action=action, kind="view", key=row.pk, changes=changes, label=row.name)
