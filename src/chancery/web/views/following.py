"""Following a record, and ceasing to: one button on its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from chancery.people import actions
from chancery.people.errors import PeopleError
from chancery.web.middleware import viewer
from chancery.web.record_lines import FOLLOWED
from chancery.web.views.answers import by_htmx
from chancery.web.views.posting import post_only


@post_only
def follow(request: HttpRequest, what: str, which: str) -> HttpResponse:
    """Follow, or with ``on`` empty no more; who may not know of the record is told nothing."""
    who = viewer(request)
    if what not in FOLLOWED:
        raise Http404
    try:
        row = get_object_or_404(FOLLOWED[what](who), pk=which)
    except ValueError as error:  # letters where the key is a number
        raise Http404 from error
    change = actions.follow if request.POST.get("on") else actions.unfollow
    try:
        change(user=who.user, kind=what, key=str(row.pk))
    except PeopleError as error:
        messages.error(request, str(error))
    if by_htmx(request):
        return render(request, "components/follow.html", {"kind": what, "key": row.pk})
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the button stood on."""
    said = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(said, {request.get_host()}, request.is_secure())
    return said if ours else "/"
