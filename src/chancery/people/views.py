"""Saved views: the filters, order and columns of a list under a name.

A view is the query of the list's address, nothing else: the address stays the truth, and a view
that names a filter of yesterday shows the list without it. The view without a name is not shown as
one: it holds the columns that the person chose last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q

from chancery.people.access import Viewer
from chancery.people.models import SavedView

COLUMNS = ""
"""The name under which the columns chosen last are kept."""
LONGEST = 2_000
MOST = 50
"""Views that one person may keep of one list."""


@dataclass(frozen=True, slots=True)
class Views:
    """What one person has of one list: their own views and those shared with their units."""

    own: tuple[SavedView, ...]
    shared: tuple[SavedView, ...]
    columns: str

    @property
    def default(self) -> SavedView | None:
        """The one that the list opens with."""
        return next((view for view in self.own if view.is_default), None)

    @property
    def all(self) -> tuple[SavedView, ...]:
        """In the order in which they are offered."""
        return self.own + self.shared


def views_for(viewer: Viewer, page: str) -> Views:
    """The views of one list that the person may open; one query."""
    mine = Q(user=viewer.user)
    ours = Q(unit__in=viewer.own_units) & ~Q(name=COLUMNS)
    rows = list(SavedView.objects.filter(mine | ours, page=page).select_related("unit", "user"))
    own = [row for row in rows if row.user_id == viewer.user.pk]
    return Views(
        own=tuple(row for row in own if row.name != COLUMNS),
        shared=tuple(row for row in rows if row.user_id != viewer.user.pk),
        columns=next((row.query for row in own if row.name == COLUMNS), ""),
    )


def plain_query(query: str, *, without: Iterable[str] = ("page", "view", "from")) -> str:
    """The query as a view keeps it: in one order, without empty values and the page's number."""
    return urlencode(sorted((k, v) for k, v in parse_qsl(query) if k not in without))
