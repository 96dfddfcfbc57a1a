"""Saved views of lists and the columns chosen: filters in the address, kept under a name."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.intake.news.found import PAGE as SEARCH
from chancery.lib.errors import ChanceryError
from chancery.people.actions.views import choose_columns, delete_view, save_view
from chancery.people.models import SavedView
from chancery.people.views import plain_query
from chancery.web.listing import Listing
from chancery.web.listings import LISTINGS
from chancery.web.views.answers import permitted
from chancery.web.views.entrance import reader
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save

PAGES = frozenset(LISTINGS) | {SEARCH}
"""The lists whose views are kept; a search is kept like one."""


@post_only
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows now under a name; or rename, share, make it the default."""
    who, page = reader(request), request.POST.get("page", "")
    if page not in PAGES:
        return redirect("today")
    query = plain_query(request.POST.get("query", ""))
    onward = _address(page, query)
    number = request.POST.get("view", "")
    is_one = number.isdecimal() and len(number) < 19
    view = get_object_or_404(SavedView, pk=number, user=who.user) if is_one else None
    name = request.POST.get("name", "").strip()
    if not 0 < len(name) <= SavedView._meta.get_field("name").max_length:  # type: ignore[operator] # noqa: SLF001 # it has one
        messages.error(request, _("Give the view a name of at most 80 letters."))
        return redirect(onward)
    with permitted():
        try:
            save_view(
                page=page,
                name=name,
                query=query,
                unit=request.POST.get("unit") or None,
                is_default="is_default" in request.POST,
                tells=page == SEARCH and "tells" in request.POST,
                view=view,
                by=who,
            )
        except ChanceryError as error:
            messages.error(request, str(error))
        else:
            said = _("The view “%(name)s” is kept.")
            if page == SEARCH:
                said = _("The search “%(name)s” is kept.")
            messages.success(request, said % {"name": name})
    return redirect(onward)


@post_only
def columns(request: HttpRequest) -> HttpResponse:
    """Show these columns, now and whenever the list is opened without saying which."""
    who, listing = reader(request), _listing(request)
    if listing is None:
        return redirect("today")
    asked = request.POST.getlist("columns")
    known = [c.key for c in listing.columns if c.key in asked and not c.always]
    choose_columns(page=listing.name, columns=",".join(known) or "text", by=who)
    query = plain_query(request.POST.get("query", ""), without=("page", "view", "columns"))
    return redirect(_address(listing.name, query))


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own view away."""
    who = reader(request)
    view = get_object_or_404(SavedView, pk=pk, user=who.user)
    back = _address(view.page, view.query) if view.page in PAGES else reverse("today")

    def act(_done: forms.Form) -> tuple[str, str]:
        delete_view(view=view, by=who)
        onward = _address(view.page, "") if view.page in PAGES else back
        return _("“%(name)s” is deleted; no record is.") % {"name": view.name}, onward

    title = _("Delete “%(name)s”?") % {"name": view.name}
    lead = _("The records stay as they are.")
    words = (title, _("Delete"), back, act, lead, "records/confirm.html", "red")
    return save(request, forms.Form(posted(request)), Saving(*words))


def _listing(request: HttpRequest) -> Listing | None:
    return LISTINGS.get(request.POST.get("page", ""))


def _address(page: str, query: str) -> str:
    return f"{reverse(page)}?{query or 'view=all'}"
