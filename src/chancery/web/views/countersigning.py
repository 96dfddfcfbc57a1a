"""What waits for a second person: to be confirmed or refused by who did not ask for it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chancery.lib.errors import ChanceryError
from chancery.people import actions
from chancery.people.access import Viewer
from chancery.people.countersigning import decidable_by, may_decide, waiting
from chancery.people.models import Countersign
from chancery.web import countersigning, inviting
from chancery.web.middleware import viewer
from chancery.web.views.posting import post_only

MANY = 500


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """What waits for one's own word, and what one asked for."""
    who = viewer(request)
    mine = waiting().filter(asked_by=who.key)
    context = {
        "rows": [(row, countersigning.said(row)) for row in decidable_by(who)],
        "asked": [(row, countersigning.said(row)) for row in mine],
        "link": inviting.link_to_show(request, None),
    }
    return render(request, "settings/countersigns.html", context)


@post_only
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """It is done now, and its maker stays who asked."""
    return _decide(request, pk, _confirm)


@post_only
def confirm_many(request: HttpRequest) -> HttpResponse:
    """The ticked ones, each on its own: one that cannot be confirmed keeps no other from it."""
    who, done = viewer(request), 0
    ticked = [int(key) for key in request.POST.getlist("row") if key.isdecimal()][:MANY]
    for row in Countersign.objects.select_related("user").filter(pk__in=ticked).order_by("pk"):
        if not may_decide(who, row) or row.what == Countersign.What.RESET:
            continue  # a link is shown once: those are confirmed one by one
        try:
            _confirm(request, row, who)
            done += 1
        except ChanceryError as error:
            messages.error(request, f"{countersigning.said(row)} {error}")
    told = ngettext("%(number)s confirmed.", "%(number)s confirmed.", done) % {"number": done}
    (messages.success if done else messages.warning)(request, told)
    return redirect("countersigns")


@post_only
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not done; who asked may take it back in the same way."""
    return _decide(request, pk, _refuse)


def _decide(
    request: HttpRequest, pk: int, act: Callable[[HttpRequest, Countersign, Viewer], str]
) -> HttpResponse:
    who = viewer(request)
    row = get_object_or_404(Countersign.objects.select_related("user"), pk=pk)
    if not (may_decide(who, row) or row.asked_by == who.key):
        raise Http404
    try:
        messages.success(request, act(request, row, who))
    except ChanceryError as error:
        messages.error(request, str(error))
    return redirect("countersigns")


@transaction.atomic
def _confirm(request: HttpRequest, row: Countersign, who: Viewer) -> str:
    if row.what == Countersign.What.EMAIL and row.user:
        countersigning.tell_of_change(row.user, email=row.values["email"], by=row.asked_by)
    countersigning.tell_asker(row, by=who.key, done=True)
    link = actions.confirm_countersign(row=row, by=who)
    if link is None:
        return _("Confirmed.")
    made, secret = link
    if inviting.send(request, made, secret):
        return _("Confirmed. A link goes to %(email)s.") % {"email": made.user.email}
    inviting.show_once(request, made, secret, mailed=False)
    return _("Confirmed. The link is made. Hand it over: it is shown this once.")


@transaction.atomic
def _refuse(request: HttpRequest, row: Countersign, who: Viewer) -> str:
    countersigning.tell_asker(row, by=who.key, done=False)
    actions.refuse_countersign(row=row, by=who)
    return _("Refused: nothing was done.")
