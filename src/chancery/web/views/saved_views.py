"""Saved views of lists and the columns chosen: filters in the address, kept under a name."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from chancery.lib.errors import ChanceryError
from chancery.people.actions.views import choose_columns, delete_view, save_view
from chancery.people.models import SavedView
from chancery.people.views import plain_query
from chancery.web.listing import LISTINGS, Listing
from chancery.web.views.answers import permitted
from chancery.web.views.entrance import reader
from chancery.web.views.posting import post_only, posted
from chancery.web.views.saving import Saving, save


@post_only
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows now under a name; or rename, share, make it the default."""
    who, listing = reader(request), _listing(request)
    if listing is None:
        return redirect("today")
    query = plain_query(request.POST.get("query", ""))
    onward = _address(listing, query)
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
                page=listing.name,
                name=name,
                query=query,
                unit=request.POST.get("unit") or None,
                is_default="is_default" in request.POST,
                view=view,
                by=who,
            )
        except ChanceryError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
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
    return redirect(_address(listing, query))


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own view away."""
    who = reader(request)
    view = get_object_or_404(SavedView, pk=pk, user=who.user)
    listing = LISTINGS.get(view.page)
    back = _address(listing, view.query) if listing else reverse("today")

    def act(_done: forms.Form) -> tuple[str, str]:
        delete_view(view=view, by=who)
        onward = f"{reverse(view.page)}?view=all" if listing else back
        return _("The view is deleted; no record is."), onward

    title = _("Delete the view “%(name)s”?") % {"name": view.name}
    lead = _("The records stay as they are.")
    words = (title, _("Delete"), back, act, lead, "records/confirm.html", "red")
    return save(request, forms.Form(posted(request)), Saving(*words))


def _listing(request: HttpRequest) -> Listing | None:
    return LISTINGS.get(request.POST.get("page", ""))


def _address(listing: Listing, query: str) -> str:
    return f"{reverse(listing.name)}?{query or 'view=all'}"
