"""What every list page does: who looks, filter, sort, page, render."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chancery.people.views import Views, plain_query, views_for
from chancery.web.form_sheets.kinds import OF_LISTS
from chancery.web.forms.narrowing import Narrowing, Rows
from chancery.web.listing import Listing, columns_of
from chancery.web.middleware import viewer
from chancery.web.views.answers import sorted_page

Sorts = dict[str, tuple[str, ...]]


def show_list(
    request: HttpRequest,
    template: str,
    *,
    rows: Rows,
    form: Narrowing,
    sorts: Sorts,
    default: str,
    **more: Any,
) -> HttpResponse:
    """One page of the rows that fit the filters, in the order asked for."""
    among = rows if form.looks_for_words else None
    page = sorted_page(request, form.narrow(rows), sorts, default, among=among)
    context = {"page": page, "filter_form": form, "sort": default, **more}
    return render(request, template, context)


def show_listing(
    request: HttpRequest, template: str, listing: Listing, **more: Any
) -> HttpResponse:
    """A list that has columns to choose, saved views, actions on many rows and exports.

    Opened without a filter it shows the person's default view, under that view's own address.
    """
    who = viewer(request)
    views = views_for(who, listing.name)
    if not request.GET and views.default and views.default.query:
        return redirect(f"{request.path}?{views.default.query}")
    columns = listing.chosen(request.GET.get("columns", ""), columns_of(views.columns))
    return show_list(
        request,
        template,
        rows=listing.fetched(listing.rows(who), columns),
        form=listing.form(request.GET, viewer=who),
        sorts=listing.sorts,
        default=listing.default,
        listing=listing,
        columns=columns,
        shown={column.key for column in columns},
        labels={column.key: str(column.label) for column in columns},
        rows_from_file=OF_LISTS.get(listing.name, ""),
        **_of_views(request, views),
        **more,
    )


def _of_views(request: HttpRequest, views: Views) -> dict[str, Any]:
    """The views offered, and the one whose address this is."""
    query = plain_query(request.GET.urlencode())
    return {
        "views": views,
        "query_now": query,
        "view_now": next((view for view in views.all if view.query == query), None),
        "own_view": next((view for view in views.own if view.query == query), None),
        "export_most": settings.EXPORT_ROWS,
    }
